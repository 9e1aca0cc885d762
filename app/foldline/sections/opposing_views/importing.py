"""Find a section of this kind in texts of other formats."""

import re
from typing import TYPE_CHECKING, Any

from foldline.sections.kind import Importing
from foldline.text.outline import Block, Dialect, Part, labelled
from foldline.text.words import folded

if TYPE_CHECKING:
    from foldline.drafts.draft import Draft

LONGEST_LINE = 200
"""Characters of a view in one line."""


def read(part: Part, dialect: Dialect, draft: "Draft") -> tuple[dict[str, Any], list[Block]]:
    """Return a view for each "Holder: the view"."""
    found, left = [], []
    for block in part.blocks:
        holder, text = labelled(block.text) if block.kind != "sub" else ("", "")
        if not holder:
            left.append(block)
            continue
        position, rest = in_one_line(text, dialect)
        found.append(
            {"holder": dialect.plain(holder), "position": position}
            | ({"text": rest} if rest else {})
        )
    return {"views": found}, left


def in_one_line(text: str, dialect: Dialect) -> tuple[str, str]:
    """Return the first sentence of a view, plain, and the rest as Markdown."""
    text = folded(text)
    match = re.match(rf"(.{{12,{LONGEST_LINE}}}?[.!?]['\"”]?)\s+(?=[A-Z\"“])", text)
    if match is None:
        return dialect.plain(text) or text, ""
    return dialect.plain(match[1]) or match[1], dialect.prose(text[match.end() :])


IMPORTING = Importing(
    headings=(
        "opposing views",
        "opposing viewpoints",
        "opposing view",
        "other views",
        "other side",
        "the other side",
        "counterarguments",
        "counter arguments",
        "counterpoints",
        "criticism",
        "criticisms",
        "critics",
        "what critics say",
        "dissenting views",
        "differing views",
        "different views",
        "perspectives",
        "viewpoints",
        "both sides",
        "views",
        "debate",
        "alternative views",
        "contrasting views",
    ),
    read=read,
    is_list=True,
)
