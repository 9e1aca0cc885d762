"""Find a section of this kind in texts of other formats."""

from typing import TYPE_CHECKING, Any

from foldline.sections.kind import Importing
from foldline.text.outline import Block, Dialect, Part

if TYPE_CHECKING:
    from foldline.drafts.draft import Draft


def read(part: Part, dialect: Dialect, draft: "Draft") -> tuple[dict[str, Any], list[Block]]:
    """Return every item as a point, or every paragraph where there are no items."""
    kinds = (
        {"item"} if any(block.kind == "item" for block in part.blocks) else {"para", "set apart"}
    )
    found = [{"text": dialect.prose(block.text)} for block in part.blocks if block.kind in kinds]
    return {"points": found}, [block for block in part.blocks if block.kind not in kinds]


IMPORTING = Importing(
    headings=(
        "what happened",
        "key points",
        "the key points",
        "highlights",
        "key takeaways",
        "takeaways",
        "at a glance",
        "in brief",
        "the gist",
        "main points",
        "key facts",
        "the facts",
        "the news",
        "key developments",
        "what we know",
        "what to know",
        "tl dr",
        "tldr",
        "bullet points",
        "summary points",
        "talking points",
        "quick summary",
        "the essentials",
        "story highlights",
    ),
    read=read,
    is_list=True,
    may_be_denied=False,
    lead=2,
)
