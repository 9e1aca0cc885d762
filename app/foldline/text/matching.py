"""Passages of a text that are like given words.

Likeness is one exact number: how many words both have in the same order (the longest common subsequence). RapidFuzz
computes it in CPython, a few lines here where that has no wheel (in a browser). It is the same number by definition, so no
verdict depends on who computed it; scores that libraries define each in their own way (difflib's ratio, RapidFuzz's
partial_ratio) would not agree. The differences that are shown come from difflib, in both.
"""

import re
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

try:
    from rapidfuzz.distance import LCSseq
except ImportError:  # there is no wheel of it for Pyodide
    LCSseq = None

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*|[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True)
class Word:
    """A word of a text: as it is compared ("us" for "U.S."), and where it stands, in characters."""

    key: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of a text; parts that a hyphen joins are words of their own, marks and case are none.

    >>> [word.key for word in words_of("The U.S. military-to-military “hotline”, 1,200 m")]
    ['the', 'us', 'military', 'to', 'military', 'hotline', '1,200', 'm']
    """
    return [Word(_key(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]


@dataclass(frozen=True)
class Indexed:
    """A text's words, and where each of them stands: made once, and asked for every quotation."""

    words: tuple[Word, ...]
    keys: tuple[str, ...]
    places: Mapping[str, Sequence[int]]

    @classmethod
    def of_keys(cls, keys: Sequence[str], words: Sequence[Word] = ()) -> "Indexed":
        """Return the index of words that are given as they are compared."""
        places: dict[str, list[int]] = {}
        for at, key in enumerate(keys):
            places.setdefault(key, []).append(at)
        return cls(tuple(words), tuple(keys), places)


@lru_cache(maxsize=16)
def indexed(text: str) -> Indexed:
    """Return the index of a text."""
    words = words_of(text)
    return Indexed.of_keys([word.key for word in words], words)


def _key(word: str) -> str:
    word = word.casefold().replace("’", "'")
    return word if word[0].isdigit() else word.replace(".", "")


def common_in_order(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both have in the same order, by bits of one number (Hyyrö 2004, "Bit-parallel LCS-length computation
    revisited").

    >>> common_in_order("a b c d".split(), "b x d a".split())
    2
    """
    places: dict[str, int] = {}
    for at, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << at
    full = (1 << len(one)) - 1
    row = full
    for word in other:
        seen = row & places.get(word, 0)
        row = ((row + seen) | (row - seen)) & full
    return len(one) - row.bit_count()


Likeness = Callable[[Sequence[str], Sequence[str]], int]

fastest: Likeness = LCSseq.similarity if LCSseq else common_in_order


@dataclass(frozen=True)
class Passage:
    """Words of a text from `first` up to and without `last`, of which `common` are those that were looked for, in order."""

    first: int
    last: int
    common: int


MOST_PLACES, MOST_PASSAGES = 1_000, 100
"""Where the words of one quotation stand, how many of these places are looked at, and how many passages there are compared word
for word. In a text that has more of them the rarest words tell where to look: else a long story would be read whole for each of
many quotations."""


def _telling_places(wanted: Iterable[str], index: Indexed) -> list[int]:
    """The places of the wanted words, in order; of all where there are few enough, else of the rarest."""
    found: list[int] = []
    for key in sorted(set(wanted), key=lambda key: (len(index.places.get(key, ())), key)):
        places = index.places.get(key, ())
        if found and len(found) + len(places) > MOST_PLACES:
            break
        found += places[:MOST_PLACES]
    return sorted(found)


def nearest_passage(wanted: Sequence[str], index: Indexed, likeness: Likeness | None = None) -> Passage | None:
    """Return the passage, of at most half as many words again, with the most of the wanted words in their order; of equals the
    first. None where no word is there."""
    likeness = likeness or fastest
    keys = index.keys
    wanted, width = list(wanted), len(wanted) + len(wanted) // 2 + 1
    needed = Counter(wanted)
    inside: Counter[str] = Counter()
    window: deque[int] = deque()
    held = 0  # wanted words inside the window, in any order: no more of them can be in order
    best, best_start, compared = 0, 0, 0
    for at in _telling_places(wanted, index):
        while window and window[0] <= at - width:
            gone = keys[window.popleft()]
            inside[gone] -= 1
            held -= inside[gone] < needed[gone]
        key = keys[at]
        held += inside[key] < needed[key]
        inside[key] += 1
        window.append(at)
        start = max(0, at - width + 1)
        if held > best and compared < MOST_PASSAGES:
            compared += 1
            if (common := likeness(wanted, list(keys[start: at + 1]))) > best:
                best, best_start = common, start
    if not best:
        return None
    shared = shared_runs(wanted, keys[best_start: best_start + width])
    return Passage(best_start + shared[0][1], best_start + shared[-1][1] + shared[-1][2], best)


def shared_runs(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """The runs of words that both have, in order: where in the one, where in the other, how long."""
    blocks = SequenceMatcher(None, list(one), list(other), autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size]


def longest_run(one: Sequence[str], index: Indexed) -> tuple[int, int, int]:
    """Return the longest run of words that words and a text both have: where in the words, where in the text, how long. Of
    equals the first. A run of words that all stand in more places than are looked at is not found.

    >>> longest_run("a b c".split(), Indexed.of_keys("x b c a".split()))
    (1, 1, 2)
    """
    telling = set(_telling_places(one, index)) if sum(len(index.places.get(key, ())) for key in one) > MOST_PLACES else None
    best = (0, 0, 0)
    lengths: dict[int, int] = {}
    for at, key in enumerate(one):
        here: dict[int, int] = {}
        for place in index.places.get(key, ()) if telling is None else _near(index.places.get(key, ()), lengths, telling):
            here[place] = size = lengths.get(place - 1, 0) + 1
            if size > best[2]:
                best = at - size + 1, place - size + 1, size
        lengths = here
    return best


def _near(places: Sequence[int], before: Mapping[int, int], telling: Collection[int]) -> list[int]:
    """Of the places of a word, in order, those that go on a run, and those that are looked at anyhow."""
    return [place for place in places[:MOST_PLACES] if place in telling or place - 1 in before]
