"""Find the passages of a text that are like certain words.

Likeness is one exact number: how many words both have in the same order (the longest common
subsequence). RapidFuzz computes it in CPython, a few lines here where that has no wheel (in a
browser). It is the same number by definition, so no verdict depends on who computed it; scores that
libraries define each in their own way (difflib's ratio, RapidFuzz's partial_ratio) would not agree.
The differences that are shown come from difflib, in both.
"""

import re
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import Match, SequenceMatcher
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

try:
    from rapidfuzz.distance import LCSseq
except ImportError:  # there is no wheel of it for Pyodide
    LCSseq = None  # type: ignore[assignment]  # a name is a module here or None, which types can't say

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*|[^\W_]+(?:['’][^\W_]+)*")


class Word(NamedTuple):
    """A word of a text: as it is compared ("us" for "U.S."), and where it stands, in characters."""

    key: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """Return the words of a text. Parts that a hyphen joins are words of their own; marks and case
    do not count.

    >>> [word.key for word in words_of("The U.S. military-to-military “hotline”, 1,200 m")]
    ['the', 'us', 'military', 'to', 'military', 'hotline', '1,200', 'm']
    """
    return [Word(_key(match[0]), *match.span()) for match in _WORD.finditer(text)]


@dataclass(frozen=True)
class Indexed:
    """A text's words, and where each of them stands: made once for all quotations."""

    words: tuple[Word, ...]
    keys: tuple[str, ...]
    places: Mapping[str, Sequence[int]]
    _runs: dict[int, dict[tuple[str, ...], list[int]]] = field(default_factory=dict, compare=False)

    @classmethod
    def of_keys(cls, keys: Sequence[str], words: Sequence[Word] = ()) -> "Indexed":
        """Return the index of words that are given as they are compared."""
        places: dict[str, list[int]] = {}
        for at, key in enumerate(keys):
            places.setdefault(key, []).append(at)
        return cls(tuple(words), tuple(keys), places)

    def places_of(self, run: Sequence[str]) -> Sequence[int]:
        """Return where a run of words stands, in order: its first `MOST_OF_RUN` places, and of one
        word all.
        """
        if len(run) == 1:
            return self.places.get(run[0], ())
        if len(run) not in self._runs:
            found: dict[tuple[str, ...], list[int]] = {}
            for at in range(len(self.keys) - len(run) + 1):
                places = found.setdefault(self.keys[at : at + len(run)], [])
                if len(places) < MOST_OF_RUN:
                    places.append(at)
            self._runs[len(run)] = found
        return self._runs[len(run)].get(tuple(run), ())


LONGEST_RUN, MOST_OF_RUN = 4, 32
"""Words of the runs that are looked for, and how many places of each are known."""


@lru_cache(maxsize=16)
def indexed(text: str) -> Indexed:
    """Return the index of a text."""
    words = words_of(text)
    return Indexed.of_keys([word.key for word in words], words)


MOST_SEARCHED = 5_000_000
"""Characters that looking for words within a text may pass."""


def not_in_text(words: Iterable[str], text: str) -> set[str]:
    """Return which words are no part of a text. Of very many words and a long text, those that
    stand in it within a longer word may be among them.

    >>> sorted(not_in_text(["3%", "4%", "5"], "Up 3% to 15"))
    ['4%']
    """
    alone, left = set(text.split()), MOST_SEARCHED
    found = set()
    for word in set(words) - alone:
        left -= len(text)
        if left < 0 or word not in text:
            found.add(word)
    return found


def _key(word: str) -> str:
    if word.isascii() and word.isalpha():
        return word.lower()
    word = word.casefold().replace("’", "'")
    return word if word[0].isdigit() else word.replace(".", "")


def common_in_order(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words both have in the same order, by bits of one number (Hyyrö 2004,
    "Bit-parallel LCS-length computation revisited").

    >>> common_in_order("a b c d".split(), "b x d a".split())
    2
    """
    places: dict[str, int] = {}
    for at, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << at
    full = (1 << len(one)) - 1
    row = full
    for word in other:
        matched = row & places.get(word, 0)
        row = ((row + matched) | (row - matched)) & full
    return len(one) - row.bit_count()


Likeness = Callable[[Sequence[str], Sequence[str]], int]

fastest: Likeness = LCSseq.similarity if LCSseq else common_in_order


@dataclass(frozen=True)
class Passage:
    """Words of a text from `first` up to and without `last`, of which `common` are those that were
    looked for, in order.
    """

    first: int
    last: int
    common: int


STEPS, MORE_STEPS = 200, 20_000
"""Steps that comparing may take: so many for each word of both texts, and how many more. Two texts
that repeat a few words are alike in too many places to look at all of them. Any other comparison
ends long before."""
PLACES, MORE_PLACES = 20, 400
"""Places of a quotation's words that are looked at: so many for each word, and how many more."""
MOST_PASSAGES, MOST_GUESSES = 100, 8
"""Passages that are compared word for word with one quotation; and how many of them where there are
more places than are looked at, and the rarest words decide where to look."""
LONGEST_COMPARED = 1_000
"""Words of a quotation whose nearest passage is looked for. Of a longer quotation only the longest
run of shared words is."""


def nearest_passage(
    wanted: Sequence[str], index: Indexed, likeness: Likeness | None = None
) -> Passage | None:
    """Return the passage, of at most half as many words again, with the most of the wanted words in
    their order; of equals the first. None where no word is there, or more than `LONGEST_COMPARED`
    are wanted."""
    likeness = likeness or fastest
    wanted, width = list(wanted), len(wanted) + len(wanted) // 2 + 1
    if not wanted or len(wanted) > LONGEST_COMPARED:
        return None
    counts = {key: len(index.places[key]) for key in wanted if key in index.places}
    most = PLACES * len(wanted) + MORE_PLACES
    windows = (
        _every_window(wanted, index, width)
        if sum(counts.values()) <= most
        else _likely_windows(wanted, index, counts, most)
    )
    best, best_start, compared = 0, 0, 0
    for held, start, end in windows:
        if held > best and compared < MOST_PASSAGES:
            compared += 1
            if (common := likeness(wanted, index.keys[start:end])) > best:
                best, best_start = common, start
    if not best:
        return None
    shared = shared_runs(wanted, index.keys[best_start : best_start + width])
    return Passage(best_start + shared[0][1], best_start + shared[-1][1] + shared[-1][2], best)


def _every_window(
    wanted: Sequence[str], index: Indexed, width: int
) -> Iterator[tuple[int, int, int]]:
    """Yield the windows that end with a wanted word, in order: how many of the wanted words each
    holds in any order (no more of them can be in order), where it begins and where it ends.
    """
    needed = Counter(wanted)
    inside: Counter[str] = Counter()
    window: deque[int] = deque()
    held = 0
    for at in sorted(at for key in needed for at in index.places.get(key, ())):
        while window and window[0] <= at - width:
            gone = index.keys[window.popleft()]
            inside[gone] -= 1
            held -= inside[gone] < needed[gone]
        key = index.keys[at]
        held += inside[key] < needed[key]
        inside[key] += 1
        window.append(at)
        yield held, max(0, at - width + 1), at + 1


def _likely_windows(
    wanted: Sequence[str], index: Indexed, counts: Mapping[str, int], most: int
) -> list[tuple[int, int, int]]:
    """Return the windows, in order, in which most of the rarest words stand about where they would
    in the whole. Each may hold all.
    """
    half = max(1, len(wanted) // 2)
    offsets = {key: at for at, key in reversed(list(enumerate(wanted)))}
    votes: Counter[int] = Counter()
    left = most
    for key in sorted(counts, key=lambda key: (counts[key], offsets[key])):
        places = index.places[key][:left]
        votes.update({(at - offsets[key]) // half for at in places})
        left -= len(places)
        if left <= 0:
            break
    likely = sorted(sorted(votes, key=lambda bucket: (-votes[bucket], bucket))[:MOST_GUESSES])
    starts = [max(0, bucket * half - half // 2) for bucket in likely]
    return [(len(wanted), start, start + 3 * half + 2) for start in starts]


class TooManySteps(Exception):
    """Comparing two texts would take more than `STEPS` and `MORE_STEPS`."""


class BoundedMatcher(SequenceMatcher[str]):
    """Compare two texts word by word, as `difflib` does, within a number of steps.

    A step is a pair of words that is looked at. `difflib` takes the cube of the length of texts
    that repeat few words; here, what would take more than `STEPS` and `MORE_STEPS` raises
    TooManySteps.
    """

    a: Sequence[str]  # these two are `difflib`'s; its stubs leave them out
    b2j: dict[str, list[int]]

    def __init__(self, one: Sequence[str], other: Sequence[str]):
        super().__init__(None, one, other, autojunk=False)
        self._left = STEPS * (len(one) + len(other)) + MORE_STEPS
        self._before = [0, *accumulate(1 + len(self.b2j.get(word, ())) for word in one)]

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        """Return the longest block, as `difflib` does. Raises TooManySteps."""
        self._left -= self._before[len(self.a) if ahi is None else ahi] - self._before[alo]
        if self._left < 0:
            raise TooManySteps
        return super().find_longest_match(alo, ahi, blo, bhi)


EditStep = tuple[str, int, int, int, int]


def edit_steps(one: Sequence[str], other: Sequence[str]) -> list[EditStep] | None:
    """Return the steps that turn one text into another, as `difflib` names them; None where finding
    them would take too long. Words that both begin or end with are not compared.

    >>> edit_steps("it rained today".split(), "it poured today".split())
    [('equal', 0, 1, 0, 1), ('replace', 1, 2, 1, 2), ('equal', 2, 3, 2, 3)]
    """
    shorter = min(len(one), len(other))
    start = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    end = next(
        (at for at in range(shorter - start) if one[-1 - at] != other[-1 - at]), shorter - start
    )
    try:
        inner = BoundedMatcher(
            one[start : len(one) - end], other[start : len(other) - end]
        ).get_opcodes()
    except TooManySteps:
        return None
    found: list[EditStep] = [("equal", 0, start, 0, start)] if start else []
    found += [(tag, a + start, b + start, c + start, d + start) for tag, a, b, c, d in inner]
    if end:
        found.append(("equal", len(one) - end, len(one), len(other) - end, len(other)))
    return found


def shared_runs(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return the runs of words that both have, in order: where in the one, where in the other, how
    long. As difflib finds them, from the longest on; where that would take more than `STEPS`, no
    smaller ones are looked for between those that are found, and where none is found yet each word
    is taken where it stands next.

    >>> shared_runs("a b c d e".split(), "b c x e".split())
    [(1, 0, 2), (4, 3, 1)]
    """
    one, other = list(one), list(other)
    matcher = BoundedMatcher(one, other)
    found: list[tuple[int, int, int]] = []
    waiting = deque([(0, len(one), 0, len(other))])
    while waiting:
        first, end, from_, to = waiting.popleft()
        try:
            at, there, size = matcher.find_longest_match(first, end, from_, to)
        except TooManySteps:
            break
        if size:
            found.append((at, there, size))
            waiting += [
                part
                for part in ((first, at, from_, there), (at + size, end, there + size, to))
                if part[0] < part[1] and part[2] < part[3]
            ]
    return _joined(sorted(found or _next_places(one, other)))


def _next_places(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return each word of the one that stands behind the last in the other, at the first such
    place.
    """
    places = Indexed.of_keys(other).places
    found, behind = [], 0
    for at, word in enumerate(one):
        of_word = places.get(word, ())
        if (nth := bisect_left(of_word, behind)) < len(of_word):
            found.append((at, of_word[nth], 1))
            behind = of_word[nth] + 1
    return found


def _joined(runs: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return runs in order, those that follow each other in both as one."""
    found: list[tuple[int, int, int]] = []
    for at, there, size in runs:
        if found and (found[-1][0] + found[-1][2], found[-1][1] + found[-1][2]) == (at, there):
            found[-1] = *found[-1][:2], found[-1][2] + size
        else:
            found.append((at, there, size))
    return found


def longest_run(one: Sequence[str], index: Indexed, least: int = 1) -> tuple[int, int, int]:
    """Return the longest run of at least `least` words that words and a text both have: where in
    the words, where in the text, how long; of equals the first, and (0, 0, 0) where there is none.
    Of a run that stands in very many places the first are looked at, and nothing is where that
    takes more than `STEPS`.

    >>> longest_run("a b c".split(), Indexed.of_keys("x b c a".split()))
    (1, 1, 2)
    """
    size = min(least, LONGEST_RUN)
    best = (0, 0, 0)
    met: dict[int, int] = {}
    """Where a run that was already followed ends, by its distance between words and text."""
    known: set[tuple[str, ...]] = set()
    left = STEPS * len(one) + MORE_STEPS
    for at in range(len(one) - size + 1):
        run = tuple(one[at : at + size])
        if run in known:
            continue
        known.add(run)
        for there in index.places_of(run)[:MOST_OF_RUN]:
            if met.get(there - at, -1) > at:
                continue
            first, end = at, at + size
            while (
                first
                and there - at + first > 0
                and one[first - 1] == index.keys[there - at + first - 1]
            ):
                first -= 1
            while (
                end < len(one)
                and there - at + end < len(index.keys)
                and one[end] == index.keys[there - at + end]
            ):
                end += 1
            met[there - at] = end
            left -= end - first
            if end - first >= max(least, best[2] + 1) or (
                end - first == best[2] >= least
                and (first, there - at) < (best[0], best[1] - best[0])
            ):
                best = first, there - at + first, end - first
        if left < 0:
            break
    return best
