"""Find a section of this kind in texts of other formats."""

import re
from typing import TYPE_CHECKING, Any

from foldline.dates.when import DateRules, read_when
from foldline.errors import WhenError
from foldline.sections.kind import Importing
from foldline.text.outline import Block, Dialect, Part, labelled
from foldline.text.words import folded

if TYPE_CHECKING:
    from foldline.drafts.draft import Draft

_WHEN_ENDS = re.compile(r"\s*::\s*|:\s+|\s+[—–|-]\s+|,\s+(?=[A-Z])|\s+—")
LONGEST_WHEN = 70
"""Characters of the words for a date."""


def reads_as_date(text: str) -> bool | None:
    """Return whether words can be read as a date; None where they can, and the date can't be true
    (31 February)."""
    try:
        return read_when(text, None, DateRules()).read
    except WhenError:
        return None


def split_when(text: str) -> tuple[str, str]:
    """Return the two parts of "Late 2021: a strike", the date and the rest, split at the first
    place where the text before it reads as a date; two empty texts where there is none.
    """
    text = re.sub(
        r"^(\*\*|__)(.{1,90}?)\1", r"\2", text
    )  # a date in bold, with or without its colon
    for match in _WHEN_ENDS.finditer(text[: LONGEST_WHEN + 8]):
        before = text[: match.start()].strip(" *_([])")
        if (
            before
            and len(before) <= LONGEST_WHEN
            and reads_as_date(before)
            and text[match.end() :].strip(" *_")
        ):
            return before, text[match.end() :].strip()
    return "", ""


def read(part: Part, dialect: Dialect, draft: "Draft") -> tuple[dict[str, Any], list[Block]]:
    """Return an event for each item or paragraph that begins with a date. A date alone on its line
    belongs to what follows.
    """
    found: list[dict[str, Any]] = []
    texts: list[
        list[str]
    ] = []  # of each event, joined in the end: each paragraph that is added to a text copies it
    left: list[Block] = []
    waiting: Block | None = None
    for block in part.blocks:
        if waiting is not None and block.kind != "sub":
            found.append({"when": dialect.plain(waiting.text).strip(" :")})
            texts.append([dialect.prose(block.text)])
            waiting = None
            continue
        alone = dialect.plain(block.text).strip(" :")
        if len(alone) <= LONGEST_WHEN and reads_as_date(alone):
            left += [waiting] if waiting else []
            waiting = block
            continue
        when, text = split_when(block.text)
        if not when and block.kind != "sub":
            when, text = labelled(block.text)
            if when and len(when) <= LONGEST_WHEN and reads_as_date(when) is False:
                draft.report.guessed(
                    block.where,
                    f'the date "{when}", which can\'t be read; it is shown as it stands',
                )
            else:
                when = ""
        if when:
            found.append({"when": folded(dialect.plain(when))})
            texts.append([dialect.prose(text)])
        elif block.kind == "para" and found and not left:
            texts[-1].append(dialect.prose(block.text))
        else:
            left.append(block)
    events = [
        event | {"text": "\n\n".join(parts)} for event, parts in zip(found, texts, strict=True)
    ]
    return {"events": events}, left + ([waiting] if waiting else [])


IMPORTING = Importing(
    headings=(
        "timeline",
        "time line",
        "chronology",
        "chronology of events",
        "timeline of events",
        "sequence of events",
        "key dates",
        "important dates",
        "how it unfolded",
        "how we got here",
        "events",
        "key events",
    ),
    read=read,
    is_list=True,
    lead=5,
)
