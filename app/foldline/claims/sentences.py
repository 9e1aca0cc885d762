"""The sentences of a text, found by the words of weight in them: for what compares a claim with a
text, and for what says where it stands there.
"""

import re
from bisect import bisect_right
from functools import cached_property, lru_cache

from foldline.claims.speakers import sentences_in

SHARED, SHARE = 3, 0.5
"""Words of weight that two sentences must share for their figures to be about the same thing: so
many, and this part of those in the brief's."""
MOST_SENTENCES = 200
"""Sentences that are looked at for one word, and for one text. Only a story that says the same
thing over and over has more.
"""

_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_SMALL = frozenset(
    "this that with from have been will were their there which while after before about into "
    "over than also amid".split()
)


def weighty(text: str) -> frozenset[str]:
    """Return the words of a sentence that can tell what it is about, without their endings."""
    words = _LONG_WORD.findall(text.casefold())
    return frozenset(word[:6] for word in words if word not in _SMALL)


class Sentences:
    """The sentences of a text by their numbers, from 0."""

    def __init__(self, text: str):
        self.text = text

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each sentence begins and ends."""
        return sentences_in(self.text)

    @cached_property
    def _begins(self) -> list[int]:
        return [begins for begins, _ in self.spans]

    @cached_property
    def _with_word(self) -> dict[str, list[int]]:
        """The first sentences that have a word of weight."""
        found: dict[str, list[int]] = {}
        for number, (begins, ends) in enumerate(self.spans):
            for word in weighty(self.text[begins:ends]):
                numbers = found.setdefault(word, [])
                if len(numbers) < MOST_SENTENCES:
                    numbers.append(number)
        return found

    def at(self, start: int) -> int:
        """Return which sentence a character is in."""
        return bisect_right(self._begins, start) - 1

    def words_shared(self, about: frozenset[str]) -> dict[int, int]:
        """Return how many of these words of weight are in each sentence that has one of them."""
        found: dict[int, int] = {}
        for word in about:
            for number in self._with_word.get(word, ()):
                found[number] = found.get(number, 0) + 1
        return found


@lru_cache(maxsize=4)  # a check and the proofs of a brief need its full story in turn
def sentences_of(text: str) -> Sentences:
    """Return the sentences of a text."""
    return Sentences(text)
