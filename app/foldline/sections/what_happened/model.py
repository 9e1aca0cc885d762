from typing import ClassVar, Literal

from pydantic import Field

from foldline.locales import Words
from foldline.story.brief import Point, Section
from foldline.story.held import Held


class WhatHappened(Section):
    """The story in a few points."""

    open_at_first: ClassVar[bool] = True
    in_short: ClassVar[bool] = True

    kind: Literal["what_happened"]
    points: list[Point] = Field(
        default_factory=list, description="What happened, most important first."
    )

    def extent_in(self, words: Words) -> str:
        number = len(self.points)
        return words("sections.what_happened.extent", n=number) if number else ""

    rank: ClassVar[int] = 20
    held: ClassVar[Held] = Held(compared=("points",), counted={"point": "points"})
