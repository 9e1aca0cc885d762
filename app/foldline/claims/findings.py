"""What a program can establish about a brief: facts with the two texts side by side, never
opinions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from foldline.locales import ENGLISH, Words
from foldline.story.positions import Path
from foldline.text.fragments import text_fragment

Verdict = Literal[
    "verbatim",
    "nearly",
    "in part",
    "not found",
    "same speaker",
    "other speaker",
    "no speaker",
    "agrees",
    "differs",
    "only here",
    "contradicts",
    "no source",
    "no claim",
    "no link",
    "no time",
    "older",
    "sum",
    "count",
    "nothing to compare",
]


FULL_STORY = ""
"""The name of the full story among the texts; the others are named by the ids of their sources."""


@dataclass(frozen=True)
class Joined:
    """Texts of a brief in quotation marks, with the mark of this key between them."""

    mark: str
    texts: tuple[str, ...]

    def in_words(self, words: Words) -> str:
        """Return them with the marks of a language."""
        return words(self.mark).join(map(words.quoted, self.texts))


@dataclass(frozen=True)
class Percent:
    """A part of 1, shown in percent with one decimal."""

    part: float

    def in_words(self, words: Words) -> str:
        """Return it as a language writes it."""
        return words.percent(self.part, digits=1)


@dataclass(frozen=True)
class Sentence:
    """A sentence in any language: the key of its words, and the values of its places."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    def in_words(self, words: Words) -> str:
        """Return the sentence in the words of a language."""
        values = {
            name: value.in_words(words) if isinstance(value, Joined | Percent) else value
            for name, value in self.values.items()
        }
        return words(self.key, **values)


@dataclass(frozen=True)
class NotFound:
    """The sentence that a quotation is in none of these texts."""

    texts: tuple[str, ...]

    def in_words(self, words: Words) -> str:
        """Return the sentence in the words of a language."""
        names = [
            words("claims.nowhere.source", source=name) if name else words("claims.nowhere.story")
            for name in self.texts
        ]
        return words("claims.nowhere.text", texts=words.listed(names))


@dataclass(frozen=True)
class Finding:
    """One fact. `path` is the place in the brief, `sentence` says what was found, `here` is what
    stands there, `there` what stands in the text `text_name` (FULL_STORY, or the id of a source),
    from the character `start` of its plain text up to `end`; -1 where there is no place."""

    path: Path
    verdict: Verdict
    sentence: Sentence | NotFound
    here: str = ""
    there: str = ""
    text_name: str = FULL_STORY
    start: int = -1
    end: int = -1
    before: str = ""
    """The words of the same sentence just before it, which tell this place from another of the same
    words.
    """

    @property
    def what(self) -> str:
        """What was found, in English."""
        return self.sentence_in(ENGLISH)

    def sentence_in(self, words: Words) -> str:
        """Return what was found, in the words of a language."""
        return self.sentence.in_words(words)

    def item_in(self, words: Words, kind: str | None) -> str:
        """Return which item of a section of a kind it is about ("Event 2"); empty where it is about
        the whole."""
        name, number = (*self.path[2:4], "", "")[:2]
        key = f"sections.{kind}.items.{name}"
        return words(key, number=number + 1) if isinstance(number, int) and key in words else ""

    @property
    def in_full_story(self) -> bool:
        """Whether its place is in the full story."""
        return self.start >= 0 and self.text_name == FULL_STORY

    @property
    def quiet(self) -> bool:
        """Whether it needs nobody's attention: what was found agrees, or establishes nothing."""
        return self.verdict in ("verbatim", "same speaker", "no speaker", "agrees")

    @property
    def fragment(self) -> str:
        """A text fragment, which leads a browser to the place ("#:~:text=…"); empty where there is
        none."""
        if self.start < 0 or not self.there.strip():
            return ""
        return text_fragment(self.there, self.before)
