from typing import ClassVar, Literal

from pydantic import Field

from foldline.locales import Words
from foldline.story.brief import Line, Name, Prose, Section, Statement
from foldline.story.held import Held, VoiceFields


class View(Statement):
    """One side's view."""

    holder: Name = Field(description="Who holds it.", examples=["Harbour pilots' association"])
    position: Line = Field(description="The view in one line.")
    text: Prose | None = Field(None, description="The argument.")


class OpposingViews(Section):
    """Who sees it differently."""

    kind: Literal["opposing_views"]
    views: list[View] = Field(
        default_factory=list, description="The views, each with who holds it."
    )

    def extent_in(self, words: Words) -> str:
        number = len(self.views)
        return words("sections.opposing_views.extent", n=number) if number else ""

    rank: ClassVar[int] = 50
    held: ClassVar[Held] = Held(
        counted={"view": "views"},
        voices=(VoiceFields("views", "holder", text=("position",), prominent=True),),
    )
