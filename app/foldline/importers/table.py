"""A table of events (CSV) as a timeline."""

import re

from foldline.errors import ImportRefused, WhenError
from foldline.importers.draft import Draft
from foldline.importers.report import Imported
from foldline.text.words import clean, folded
from foldline.text.prose import plain_text
from foldline.timelines.table import COLUMNS, event_of, table_rows

FORMAT = "csv"

_DAY = re.compile(r"\s*-?\d{4,12}-\d\d-\d\d\s*", re.A)


def read(text: str) -> list[Imported]:
    """The one brief of a table. A row without words or a date that can be true makes no event: it is kept as it is."""
    names, rows = table_rows(clean(text))
    if not rows:
        raise ImportRefused("the table has no events; each row below the first is one")
    draft = Draft(FORMAT)
    draft.report.used("row 1", f"the columns {', '.join(names)}")
    events, kept = [], {}
    for number, cells in rows:
        rest = {name: cell for name, cell in cells.items()
                if name not in COLUMNS or (name in ("earliest", "latest") and not _DAY.fullmatch(cell))}
        try:
            event = event_of({name: folded(cell) if name in ("when", "label", "lane") else cell for name, cell in cells.items()})
        except (KeyError, WhenError) as error:
            why = f"it has no {error.args[0]}" if isinstance(error, KeyError) else str(error)
            draft.report.left(f"row {number}", f"it is no event: {why}")
            kept[f"row {number}"] = cells
            continue
        if sources := list(dict.fromkeys(draft.source(name) for name in cells.get("sources", "").split())):
            event["sources"] = sources
        events.append(event)
        if rest:
            kept[f"row {number}"] = rest
    draft.add("timeline", "the table", events=events, said=f"{len(events)} events")
    if events:
        draft.set("title", plain_text(events[0].get("label") or events[0]["text"])[:120], f"row {rows[0][0]}",
                  "from the first event, since a table has none")
    draft.keep("csv", kept)
    return [draft.done()]
