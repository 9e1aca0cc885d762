from typing import ClassVar, Literal

from pydantic import Field

from foldline.locales import Words
from foldline.story.brief import Claim, Line, Name, Prose, Section
from foldline.story.held import Held


class CheckedClaim(Claim):
    """Something that was said, and what was found about it."""

    said: Line = Field(description="What was said, in one line.")
    by: Name | None = Field(None, description="Who said it.", examples=["The mayor"])
    verdict: Literal["true", "half true", "false"] = Field(description="What was found.")
    text: Prose = Field(description="Why.")


class FactCheck(Section):
    """What was said about the story, and whether it is so."""

    rank: ClassVar[int] = 45
    held: ClassVar[Held] = Held(compared=("claims",), counted={"claim": "claims"})

    kind: Literal["fact_check"]
    claims: list[CheckedClaim] = Field(
        default_factory=list, description="The claims that were checked."
    )

    def extent_in(self, words: Words) -> str:
        return words("sections.fact_check.extent", n=len(self.claims)) if self.claims else ""
