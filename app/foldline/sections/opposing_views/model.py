from typing import ClassVar, Literal

from pydantic import Field

from foldline.story.brief import Claim, Line, Name, Prose, Section, count
from foldline.story.held import Held


class View(Claim):
    """One side's view."""

    holder: Name = Field(description="Who holds it.", examples=["Harbour pilots' association"])
    position: Line = Field(description="The view in one line.")
    text: Prose | None = Field(None, description="The argument.")


class OpposingViews(Section):
    """Who sees it differently."""

    title: ClassVar[str] = "Opposing views"

    kind: Literal["opposing_views"]
    views: list[View] = Field(
        default_factory=list, description="The views, each with who holds it."
    )

    @property
    def extent(self) -> str:
        return count(len(self.views), "view") if self.views else ""

    rank: ClassVar[int] = 50
    held: ClassVar[Held] = Held(counted={"view": "views"})
