"""Find a section of this kind in texts of other formats."""

import re
from typing import TYPE_CHECKING, Any

from foldline.sections.kind import Importing
from foldline.text.outline import Block, Dialect, Part

if TYPE_CHECKING:
    from foldline.drafts.draft import Draft

_PICTURE = re.compile(
    r"!\[(?P<alt>[^\]]*)\]\(\s*<?(?P<src>[^)\s>]+)>?(?:\s+[\"'](?P<caption>.*?)[\"'])?\s*\)\s*(?P<credit>.*)",
    re.S,
)
_ADDRESS = re.compile(r"https?://", re.I)
_OF_A_PICTURE = re.compile(r"(https?://\S+?\.(?:jpe?g|png|gif|webp|avif|svg)(?:\?\S*)?)\)?", re.I)


def read(part: Part, dialect: Dialect, draft: "Draft") -> tuple[dict[str, Any], list[Block]]:
    """Return the pictures in Markdown's images and in lines "description: address of a picture"."""
    found, left = [], []
    for block in part.blocks:
        if match := _PICTURE.fullmatch(block.text):
            alt, src, caption, credit = (
                match["alt"],
                match["src"],
                match["caption"] or "",
                match["credit"],
            )
        else:
            (alt, src), caption, credit = _described_address(block.text), "", ""
        image = src and draft.make_picture(
            src=src,
            alt=dialect.plain(alt),
            caption=dialect.plain(caption),
            credit=dialect.plain(credit).strip("()* "),
            where=block.where,
        )
        if image:
            image |= {"caption": dialect.prose(caption)} if caption else {}
            found.append(image)
        else:
            left.append(block)
    return {"photos": found}, left


def _described_address(text: str) -> tuple[str, str]:
    """Return the two parts of "description: address of a picture"; two empty texts where the text
    does not end with the address of a picture.
    """
    last = "" if text[-1:].isspace() else (text.split() or [""])[-1]  # the address has no blanks
    address = _ADDRESS.search(last)
    found = _OF_A_PICTURE.fullmatch(last, address.start()) if address else None
    if found is None:
        return "", ""
    before = text[: len(text) - len(last) + found.start()]
    return before.rstrip(" \t\n\r\f\v:—–(-"), found[1]


IMPORTING = Importing(
    headings=(
        "photo gallery",
        "photos",
        "photo",
        "gallery",
        "pictures",
        "picture gallery",
        "images",
        "image gallery",
        "in pictures",
        "photographs",
        "media",
        "slideshow",
        "photo essay",
    ),
    read=read,
    is_list=True,
)
