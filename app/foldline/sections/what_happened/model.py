from typing import ClassVar, Literal

from pydantic import Field

from foldline.story.brief import Point, Section, count
from foldline.story.held import Held


class WhatHappened(Section):
    """The story in a few points."""

    title: ClassVar[str] = "What happened"
    open_at_first: ClassVar[bool] = True

    kind: Literal["what_happened"]
    points: list[Point] = Field(
        default_factory=list, description="What happened, most important first."
    )

    @property
    def extent(self) -> str:
        return count(len(self.points), "point") if self.points else ""

    rank: ClassVar[int] = 20
    held: ClassVar[Held] = Held(compared=("points",), counted={"point": "points"})
