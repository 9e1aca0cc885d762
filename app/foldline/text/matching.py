"""Passages of a text that are like given words.

Likeness is one exact number: how many words both have in the same order (the longest common subsequence). RapidFuzz
computes it in CPython, a few lines here where that has no wheel (in a browser). It is the same number by definition, so no
verdict depends on who computed it; scores that libraries define each in their own way (difflib's ratio, RapidFuzz's
partial_ratio) would not agree. The differences that are shown come from difflib, in both.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

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


def nearest_passage(wanted: Sequence[str], keys: Sequence[str], likeness: Likeness | None = None) -> Passage | None:
    """The passage, of at most half as many words again, with the most of the wanted words in their order; of equals the
    first. None where no word is there."""
    likeness = likeness or fastest
    wanted, width = list(wanted), len(wanted) + len(wanted) // 2 + 1
    needed = Counter(wanted)
    inside: Counter[str] = Counter()
    held = 0  # wanted words inside the window, in any order: no more of them can be in order
    best, best_start = 0, 0
    for at, key in enumerate(keys):
        if at >= width:
            gone = keys[at - width]
            if gone in needed:
                inside[gone] -= 1
                held -= inside[gone] < needed[gone]
        if key in needed:
            held += inside[key] < needed[key]
            inside[key] += 1
            start = max(0, at - width + 1)
            if held > best and (found := likeness(wanted, list(keys[start: at + 1]))) > best:
                best, best_start = found, start
    if not best:
        return None
    shared = shared_runs(wanted, keys[best_start: best_start + width])
    return Passage(best_start + shared[0][1], best_start + shared[-1][1] + shared[-1][2], best)


def shared_runs(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """The runs of words that both have, in order: where in the one, where in the other, how long."""
    blocks = SequenceMatcher(None, list(one), list(other), autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size]


def longest_run(one: Sequence[str], other: Sequence[str]) -> tuple[int, int, int]:
    """The longest run of words that both have: where in the one, where in the other, how long."""
    found = SequenceMatcher(None, list(one), list(other), autojunk=False).find_longest_match()
    return found.a, found.b, found.size
