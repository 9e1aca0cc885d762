"""Where claims stand in the full story, and links that lead there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from foldline.claims.findings import Finding
from foldline.claims.sentences import SHARE, SHARED, sentences_of, weighty
from foldline.claims.speakers import sentence_around
from foldline.text.fragments import text_directive
from foldline.text.prose import plain_text


@dataclass(frozen=True)
class Place:
    """A place in the full story: all its words, or the first and the last of them, which lead to it
    alone; and the words before them, where others like them stand before.
    """

    parts: tuple[str, ...]
    before: str = ""

    @property
    def fragment(self) -> str:
        """A text fragment that leads a browser there.

        >>> Place(("It rained all day",), "On Monday").fragment
        ':~:text=On%20Monday-,It%20rained%20all%20day'
        """
        return text_directive(self.parts, self.before)


LEAST_WORDS = 3
"""Words that begin and end a place whose others are left out of its address."""


class StoryPlaces:
    """The full story, in which places are looked for; its words are read when they are needed."""

    def __init__(self, text: str):
        self.text = text

    @cached_property
    def _searched(self) -> str:
        """The text in which a browser looks for a fragment: it takes capitals for small letters."""
        small = self.text.lower()
        return small if len(small) == len(self.text) else self.text

    def _find(self, words: str, start: int = 0) -> int:
        small = words.lower() if self._searched is not self.text else words
        return self._searched.find(small, start)

    def around(self, finding: Finding) -> Iterator[tuple[bool, str]]:
        """Yield the sentence of a finding in pieces: its own words are marked."""
        begins, ends = sentence_around(self.text, finding.start, finding.end)
        for marked, piece in (
            (False, self.text[begins : finding.start]),
            (True, self.text[finding.start : finding.end]),
            (False, self.text[finding.end : ends]),
        ):
            if piece:
                yield marked, piece

    def _sentence_on(self, text: str) -> tuple[int, int] | None:
        """Return where the sentence is that shares the most words of weight with a text; None where
        none is about the same."""
        if not self.text:
            return None
        about = weighty(text)
        sentences = sentences_of(self.text)
        shared = sentences.words_shared(about)
        least = max(SHARED, SHARE * len(about))
        best = max(shared, key=lambda number: (shared[number], -number), default=0)
        if shared.get(best, 0) < least:
            return None
        return sentences.spans[best]

    def place_of(self, words: str, found: Sequence[Finding]) -> Place | None:
        """Return where a claim stands: where its words do, else the sentence that is about the
        same, else where its figures and dates are."""
        places = [each for each in found if each.in_full_story and each.there]
        for each in places:
            if each.verdict in _OF_ITS_WORDS:
                return self._place(each.start, each.end, each.before)
        if sentence := self._sentence_on(plain_text(words)):
            return self._place(*sentence)
        return self._place(places[0].start, places[0].end, places[0].before) if places else None

    def _place(self, start: int, end: int, before: str = "") -> Place:
        """Return the place of these characters: with as few of its words as lead to it alone."""
        words = self.text[start:end].split()
        text = " ".join(words)
        for first in range(LEAST_WORDS, len(words) - LEAST_WORDS):
            begin = " ".join(words[:first])
            if self._find(begin) != start:
                continue
            for last in range(LEAST_WORDS, len(words) - first):
                finish = " ".join(words[-last:])
                if self._find(finish, start + len(begin)) == end - len(finish):
                    return Place((begin, finish))
            break
        return Place((text,), "" if self._find(text) == start else before)


_OF_ITS_WORDS = ("verbatim", "nearly", "in part", "differs", "contradicts")
"""The verdicts on what a claim says, and not on a figure or a date in it."""
