from typing import ClassVar, Literal

from pydantic import Field

from foldline.locales import Words
from foldline.story.brief import Claim, Name, Prose, Section
from foldline.story.held import Held


class Impact(Claim):
    """What the story does, or may do, to one part of the economy."""

    subject: Name = Field(description="What is touched.", examples=["Oil and gas"])
    figures: list[Name] = Field(
        default_factory=list,
        description="Figures exactly as written, with their units.",
        examples=[["$2-5/bbl"]],
    )
    direction: Literal["up", "down", "mixed", "unclear"] | None = Field(
        None, description="Which way."
    )
    text: Prose = Field(description="How and why.")


class EconomicImpact(Section):
    """What it means for the economy."""

    kind: Literal["economic_impact"]
    sectors: list[Name] = Field(
        default_factory=list, description="The sectors touched.", examples=[["Energy"]]
    )
    short_term: list[Impact] = Field(default_factory=list, description="Within weeks or months.")
    long_term: list[Impact] = Field(default_factory=list, description="Over years.")
    text: Prose | None = Field(None, description="Anything to say of the whole.")

    def extent_in(self, words: Words) -> str:
        number = len(self.sectors)
        return words("sections.economic_impact.extent", n=number) if number else ""

    rank: ClassVar[int] = 80
    held: ClassVar[Held] = Held(compared=("short_term", "long_term"), counted={"sector": "sectors"})
