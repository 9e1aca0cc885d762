from typing import ClassVar, Literal

from pydantic import Field

from foldline.locales import Words
from foldline.story.brief import GivenWhen, Name, Section, Statement, Text
from foldline.story.held import Held, VoiceFields


class Quote(Statement):
    """Words somebody said, as they were said."""

    text: Text = Field(
        description="The words themselves, without quotation marks; [brackets] and … for changes."
    )
    speaker: Name = Field(description="Who said it.", examples=["US European Command"])
    role: Name | None = Field(
        None, description="Who that is.", examples=["spokesperson, in a written statement"]
    )
    context: Text | None = Field(None, description="Where or to whom it was said.")
    when: GivenWhen | None = Field(
        None, description="When it was said.", examples=["5 February 2026"]
    )
    agency: Name | None = Field(
        None, description="The agency or paper that reported it.", examples=["AP"]
    )


class KeyQuotes(Section):
    """What was said, word for word."""

    open_at_first: ClassVar[bool] = True

    kind: Literal["key_quotes"]
    quotes: list[Quote] = Field(
        default_factory=list, description="The quotations, most telling first."
    )

    def extent_in(self, words: Words) -> str:
        number = len(self.quotes)
        return words("sections.key_quotes.extent", n=number) if number else ""

    rank: ClassVar[int] = 40
    held: ClassVar[Held] = Held(
        quotations=("quotes",),
        counted={"quote": "quotes", "quotation": "quotes"},
        voices=(VoiceFields("quotes", "speaker", words="text", prominent=True),),
    )
