"""Find a section of this kind in texts of other formats."""

import re
from typing import TYPE_CHECKING, Any

from foldline.dates.when import DateRules, read_when
from foldline.errors import WhenError
from foldline.sections.kind import Importing
from foldline.text.datelike import looks_like_date
from foldline.text.outline import Block, Dialect, Part, labelled
from foldline.text.tables import columns_of, event_text, rows_of
from foldline.text.words import folded

if TYPE_CHECKING:
    from foldline.drafts.draft import Draft

_WHEN_ENDS = re.compile(
    r"\s*::\s*|:\s+|\s*：\s*|(?:\s+[—–|•·-]+|\t|[—–])\s*(?=\S)|,\s+(?=[A-Z])|\s+—"
)
LONGEST_WHEN = 70
"""Characters of the words for a date."""


def reads_as_date(text: str) -> bool | None:
    """Return whether words can be read as a date; None where they can, and the date can't be true
    (31 February)."""
    try:
        return read_when(text, None, DateRules()).read
    except WhenError:
        return None


def is_date(text: str) -> bool:
    """Return whether words are a date, in whatever language, that is not known to be impossible."""
    read = reads_as_date(text)
    return bool(read) or (read is False and looks_like_date(text))


def split_when(text: str) -> tuple[str, str]:
    """Return the two parts of "Late 2021: a strike", the date and the rest, split at the first
    colon, or the last dash, before which the text reads as a date; two empty texts where there is
    none.

    >>> split_when("10 May 2026 – 12 May 2026: rain")
    ('10 May 2026 – 12 May 2026', 'rain')
    """
    text = re.sub(
        r"^(\*\*|__)(.{1,90}?)\1", r"\2", text
    )  # a date in bold, with or without its colon
    found = "", ""
    for match in _WHEN_ENDS.finditer(text[: LONGEST_WHEN + 8]):
        before = text[: match.start()].strip(" *_([])")
        if (
            before
            and len(before) <= LONGEST_WHEN
            and text[match.end() :].strip(" *_")
            and is_date(before)
        ):
            found = before, text[match.end() :].strip()
            if set(match[0]) & set(":：,"):
                break
    return found


def begins_with_date(text: str) -> bool:
    """Return whether a text begins with a date and goes on; or is a table with dates."""
    if rows := rows_of(text):
        when = columns_of(rows[0]).get("when", 0)
        dated = [row for row in rows[1:] if len(row) > when and is_date(row[when].strip(" *_"))]
        return len(dated) * 2 > len(rows) - 1
    return bool(split_when(text)[0])


def read(part: Part, dialect: Dialect, draft: "Draft") -> tuple[dict[str, Any], list[Block]]:
    """Return an event for each item or paragraph that begins with a date, and for each row of a
    table. A date alone on its line belongs to what follows.
    """
    found: list[dict[str, Any]] = []
    texts: list[
        list[str]
    ] = []  # of each event, joined in the end: each paragraph that is added to a text copies it
    left: list[Block] = []
    waiting: Block | None = None
    for block in part.blocks:
        if block.kind == "para" and (rows := rows_of(block.text)):
            events = _events_of_table(rows, block, dialect, draft)
            found += events
            texts += [[event.pop("text")] for event in events]
            left += [] if events else [block]
            continue
        if waiting is not None and block.kind != "sub" and not split_when(block.text)[0]:
            found.append({"when": dialect.plain(waiting.text).strip(" :")})
            texts.append([dialect.prose(block.text)])
            waiting = None
            continue
        alone = dialect.plain(block.text).strip(" :")
        if len(alone) <= LONGEST_WHEN and not re.search(r"[:：]\s", alone) and is_date(alone):
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


def _events_of_table(
    rows: list[list[str]], block: Block, dialect: Dialect, draft: "Draft"
) -> list[dict[str, Any]]:
    """Return an event for each row of a table; none where a row has no date or no words, since then
    the whole table stays as it is.
    """
    columns = columns_of(rows[0])
    if "when" not in columns or "text" not in columns:
        return []
    others = [at for at in range(len(rows[0])) if at not in columns.values()]
    found = []
    for row in rows[1:]:
        cells = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        when = dialect.plain(cells["when"])
        if end := dialect.plain(cells.get("end", "")):
            when = f"{when} – {end}"
        text = event_text(dialect.prose(cells.get("label", "")), dialect.prose(cells["text"]))
        more = [f"{rows[0][at]}: {row[at]}" for at in others if at < len(row) and row[at]]
        extra = [part for part in row[len(rows[0]) :] if part]
        if not when or not text or len(when) > LONGEST_WHEN or reads_as_date(when) is None:
            return []
        text = "\n\n".join([text, *map(dialect.prose, (*more, *extra))])
        event: dict[str, Any] = {"when": when, "text": text}
        if label := cells.get("label") and dialect.plain(cells["label"]):
            event["label"] = label
        if lane := cells.get("lane") and dialect.plain(cells["lane"]):
            event["lane"] = lane
        if ids := _sources_in(cells.get("sources", ""), dialect, draft):
            event["sources"] = ids
        found.append(event)
    draft.report.used(block.where, f"a table of {len(found)} events")
    return found


def _sources_in(cell: str, dialect: Dialect, draft: "Draft") -> list[str]:
    """Return the ids of the sources in a cell: links, addresses, or names between semicolons."""
    ids = []
    for part in filter(None, map(str.strip, re.split(r";|<br\s*/?>", cell))):
        links = list(_LINK.finditer(part))
        for found in links:
            words = dialect.plain(found["words"])
            ids.append(draft.add_source(words, url=found["url"]))
        rest = _LINK.sub(" ", part).strip(" ,") if links else part
        ids += [draft.source_named(dialect.plain(rest))] if rest else []
    return list(dict.fromkeys(filter(None, ids)))


_LINK = re.compile(r"\[(?P<words>[^\[\]]{1,300})\]\((?P<url>[^\s()]{1,1000})\)")


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
        "dates",
        "timeline of key events",
        "how events unfolded",
        "chronologie",
        "zeitleiste",
        "zeitstrahl",
        "cronologia",
        "linea de tiempo",
        "linha do tempo",
        "tijdlijn",
        "tidslinje",
        "хронология",
    ),
    read=read,
    is_list=True,
    lead=5,
)
