from typing import ClassVar, Literal

from pydantic import Field

from foldline.locales import Words
from foldline.story.brief import Prose, Section
from foldline.story.held import Held
from foldline.story.reading_time import WORDS_PER_MINUTE
from foldline.text.prose import plain_text


class FullStory(Section):
    """The story at length."""

    kind: Literal["full_story"]
    text: Prose | None = Field(None, description="The story, Markdown; inner headings with ##.")

    @property
    def characters(self) -> int:
        """Characters of the text as it is read (without its markup), blanks included, paragraphs
        joined by one.
        """
        return len(plain_text(self.text)) if self.text else 0

    @property
    def minutes(self) -> int:
        """Reading time in whole minutes, at least 1."""
        return (
            max(1, round(len(plain_text(self.text).split()) / WORDS_PER_MINUTE)) if self.text else 0
        )

    def extent_in(self, words: Words) -> str:
        if not self.text:
            return ""
        return words("sections.full_story.extent", n=self.characters, minutes=self.minutes)

    rank: ClassVar[int] = 100
    held: ClassVar[Held] = Held(is_full_story=True)
