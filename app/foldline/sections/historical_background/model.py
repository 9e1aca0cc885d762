from typing import ClassVar, Literal

from pydantic import Field

from foldline.story.brief import Prose, Section


class HistoricalBackground(Section):
    """What came before."""

    kind: Literal["historical_background"]
    text: Prose | None = Field(
        None, description="The background, Markdown; inner headings with ##."
    )
    rank: ClassVar[int] = 70
