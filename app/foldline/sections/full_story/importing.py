"""Find a section of this kind in texts of other formats."""

import re
from typing import TYPE_CHECKING, Any

from foldline.sections.kind import Importing
from foldline.text.outline import Block, Dialect, Part, as_prose
from foldline.text.prose import plain_text
from foldline.text.words import as_markdown

if TYPE_CHECKING:
    from foldline.drafts.draft import Draft

_COUNT = re.compile(
    r"\s*\(?\s*(?<!\d)(?P<count>\d[\d,. ]{0,14})\s(?P<what>characters|chars|words)\s*\)?\s*$", re.I
)


def read(part: Part, dialect: Dialect, draft: "Draft") -> tuple[dict[str, Any], list[Block]]:
    """Return the text as the section's fields. A count of characters or words at its end becomes
    the note, and is compared with the text.
    """
    blocks, note = list(part.blocks), ""
    match = _COUNT.search(blocks[-1].text) if blocks else None
    if match:
        last = blocks.pop()
        note = match[0].strip()
        if before := last.text[: match.start()].strip():
            blocks.append(Block(last.kind, before, last.line))
    text = as_prose(blocks, dialect)
    if match:
        stated = int(re.sub(r"\D", "", match["count"]))
        plain = plain_text(text)
        count = len(plain.split()) if match["what"].lower() == "words" else len(plain)
        draft.report.used(
            last.where,
            f'the printed count "{note}" as the note; '
            f"the text has {count:,} {match['what'].lower()}"
            + (
                ""
                if count == stated
                else f", {abs(count - stated):,} {'more' if count > stated else 'fewer'}"
            ),
        )
    return {"text": text, "note": as_markdown(note)}, []


IMPORTING = Importing(
    headings=(
        "full story",
        "the full story",
        "full article",
        "full text",
        "article",
        "the story",
        "story",
        "in full",
        "in depth",
        "the details",
        "details",
        "full report",
        "complete story",
        "read more",
        "the long version",
        "detailed report",
        "report",
    ),
    read=read,
    lead=1,
)
