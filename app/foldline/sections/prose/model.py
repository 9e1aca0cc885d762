from typing import ClassVar, Literal

from pydantic import Field

from foldline.story.brief import Name, Prose, Section


class ProseSection(Section):
    """Anything else a publisher wants to say, under a heading of its own."""

    kind: Literal["prose"]
    heading: Name = Field(description="The heading.")
    text: Prose | None = Field(None, description="Markdown; inner headings with ##.")
    rank: ClassVar[int] = 1000
