"""Find a section of this kind in texts of other formats."""

from typing import TYPE_CHECKING, Any

from foldline.sections.kind import Importing
from foldline.text.outline import Block, Dialect, Part, as_prose

if TYPE_CHECKING:
    from foldline.drafts.draft import Draft


def read(part: Part, dialect: Dialect, draft: "Draft") -> tuple[dict[str, Any], list[Block]]:
    """Return all of it as the text."""
    return {"text": as_prose(part.blocks, dialect)}, []


IMPORTING = Importing(
    headings=(),
    read=read,
    lead=3,
)
