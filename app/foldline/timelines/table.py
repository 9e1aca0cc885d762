"""A timeline as a table: CSV (RFC 4180) with a line of names, out and in."""

from __future__ import annotations

import csv
from typing import Any

from foldline.brief import Brief
from foldline.errors import BriefError
from foldline.sections.timeline.model import Timeline
from foldline.timelines.events import Taken, checked, events_in_time
from foldline.wording import nearest

COLUMNS = ("when", "edtf", "earliest", "latest", "text", "label", "lane", "sources")
"""`when` and `edtf` as the author gave them, `earliest` and `latest` as ISO dates (for programs: they are not read),
`text` as Markdown, `sources` as ids with blanks between them."""


class _Lines(list):
    """What `csv` writes to."""

    write = list.append


def timeline_to_csv(timeline: Timeline, brief: Brief) -> str:
    """The events in the order of their dates, one a row."""
    lines = _Lines()
    writer = csv.writer(lines)
    writer.writerow(COLUMNS)
    for event, when in events_in_time(timeline, brief):
        writer.writerow([event.when.display, event.when.edtf or "", when.earliest or "", when.latest or "", event.text,
                         event.label or "", event.lane or "", " ".join(event.sources)])
    return "".join(lines)


def timeline_from_csv(text: str) -> Taken:
    """A table whose first row names its columns, of which `when` and `text` have to be there; commas, semicolons or tabs
    between cells. Empty rows are passed over. Raises BriefError, which names row, column and value."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    head, _, _ = text.partition("\n")
    between = max(",;\t", key=head.count)
    # with their ends, which cells in quotation marks may hold; `splitlines` would take them apart at more than that
    lines = [line + "\n" for line in text.split("\n")]
    try:
        rows = list(csv.reader(lines, delimiter=between, strict=True))
    except csv.Error as error:
        raise BriefError(f"the table can't be read: {error}") from None
    if not text.strip():
        raise BriefError("the table is empty; its first row names the columns: when, text, …")
    names = [name.strip().lower() for name in rows[0]]
    for needed in ("when", "text"):
        if needed not in names:
            raise BriefError(f'row 1: no column is called "{needed}"; there are {", ".join(names)}')
    remarks = [f'row 1: the column "{name}" is left out{nearest(name, list(COLUMNS))}'
               for name in names if name and name not in COLUMNS]
    events, places = [], []
    for number, row in enumerate(rows[1:], start=2):
        cells = {name: cell for name, cell in zip(names, row, strict=False) if cell.strip()}
        if not cells:
            continue
        event: dict[str, Any] = {name: cells[name] for name in ("text", "label", "lane") if name in cells}
        if "when" in cells:
            event["when"] = {"display": cells["when"], "edtf": cells["edtf"].strip()} if "edtf" in cells else cells["when"]
        if "sources" in cells:
            event["sources"] = cells["sources"].split()
        events.append(event)
        places.append(f"row {number}")
    if not events:
        raise BriefError("the table has no events; each row below the first is one")
    return Taken(checked(events, places), tuple(remarks))
