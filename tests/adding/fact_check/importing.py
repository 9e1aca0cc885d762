"""Finds a section of this kind in texts of other formats."""

import re
from typing import TYPE_CHECKING, Any

from foldline.sections.kind import Importing
from foldline.text.outline import Block, Dialect, Part

if TYPE_CHECKING:
    from foldline.drafts.draft import Draft

_CLAIM = re.compile(r"\*\*(?P<said>.+?)\*\* (?P<verdict>true|half true|false): (?P<text>.+)", re.S)


def read(part: Part, dialect: Dialect, draft: "Draft") -> tuple[dict[str, Any], list[Block]]:
    """Items as `export.markdown` writes them."""
    found, left = [], []
    for block in part.blocks:
        if match := _CLAIM.fullmatch(block.text):
            found.append(
                {
                    "said": dialect.plain(match["said"]),
                    "verdict": match["verdict"],
                    "text": dialect.prose(match["text"]),
                }
            )
        else:
            left.append(block)
    return {"claims": found}, left


IMPORTING = Importing(
    headings=("fact check", "fact checks", "claims checked"), read=read, is_list=True
)
