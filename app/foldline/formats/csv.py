"""A timeline as a table: CSV (RFC 4180) with a line of names, and such a table as a timeline."""

import csv
import re
from typing import Any

from foldline.dates.expression import edtf_of
from foldline.dates.rules import DateRules
from foldline.dates.when import When, read_when, resolve
from foldline.drafts.draft import Draft
from foldline.drafts.format import Format, Sample
from foldline.drafts.report import Imported
from foldline.errors import ImportRefused, WhenError
from foldline.formats.timelinejs import read_slides
from foldline.formats.timelinejs.version2 import from_sheet, is_sheet
from foldline.sections.timeline.model import Event, Timeline
from foldline.story.brief import Brief
from foldline.text.prose import plain_text
from foldline.text.tables import columns_of, event_text
from foldline.text.words import as_markdown, clean, folded
from foldline.timelines.events import events_in_time

NAME = "csv"

_DAY = re.compile(r"\s*-?\d{4,12}-\d\d-\d\d\s*", re.A)


def read(text: str) -> list[Imported]:
    """Return the one brief of a table. A row without words, or without a date that can be true,
    makes no event and is kept as it is.
    """
    names, rows = table_rows(clean(text))
    if not rows:
        raise ImportRefused("the table has no events; each row below the first is one")
    draft = Draft(NAME)
    draft.report.used("row 1", f"the columns {', '.join(names)}")
    if is_sheet(names):
        read_slides(from_sheet(rows), draft)
        draft.sort_sections()
        return [draft.finish()]
    rows = [(number, _renamed(cells, names)) for number, cells in rows]
    events, kept = [], {}
    for number, cells in rows:
        rest = {
            name: cell
            for name, cell in cells.items()
            if name not in COLUMNS or (name in ("earliest", "latest") and not _DAY.fullmatch(cell))
        }
        try:
            event = event_of(
                {
                    name: folded(cell) if name in ("when", "label", "lane") else cell
                    for name, cell in cells.items()
                }
            )
        except (KeyError, WhenError) as error:
            why = f"it has no {error.args[0]}" if isinstance(error, KeyError) else str(error)
            draft.report.left(f"row {number}", f"it is no event: {why}")
            kept[f"row {number}"] = cells
            continue
        if sources := list(
            dict.fromkeys(filter(None, map(draft.source_named, _sources(cells.get("sources", "")))))
        ):
            event["sources"] = sources
        events.append(event)
        if rest:
            kept[f"row {number}"] = rest
    draft.add_section("timeline", "the table", events=events, detail=f"{len(events)} events")
    if events:
        draft.set_field(
            "title",
            plain_text(events[0].get("label") or events[0]["text"])[:120],
            f"row {rows[0][0]}",
            "from the first event, since a table has none",
        )
    draft.keep("csv", kept)
    return [draft.finish()]


def _renamed(cells: dict[str, str], names: list[str]) -> dict[str, str]:
    """Return a row whose columns have the names that this format gives them: a table of "date",
    "event" and "description" is read too.
    """
    if {"when", "text"} <= set(names):
        return cells
    columns = columns_of(names)
    found = {field: cells[names[at]] for field, at in columns.items() if names[at] in cells}
    found |= {
        name: cell
        for at, name in enumerate(names)
        if at not in columns.values() and (cell := cells.get(name))
    }
    if end := found.pop("end", ""):
        found["when"] = f"{found.get('when', '')} – {end}".strip(" –")
    label, text = found.pop("label", ""), found.get("text", "")
    if label:
        found["text"] = event_text(as_markdown(label), text)
        if text:
            found["label"] = label
    return found


def _sources(cell: str) -> list[str]:
    """Return the sources in a cell: addresses and ids with blanks between them, or names between
    semicolons.
    """
    parts = re.split(r"\s*[;\n]\s*", cell.strip())
    if len(parts) == 1 and (" " not in cell.strip() or re.search(r"https?://\S+\s+\S", cell)):
        return cell.split()
    if len(parts) == 1 and all(re.fullmatch(r"[a-z0-9][a-z0-9-]*", each) for each in cell.split()):
        return cell.split()
    return [part for part in parts if part]


# --- written

COLUMNS = ("when", "edtf", "earliest", "latest", "text", "label", "lane", "sources")
"""`when` and `edtf` as the author wrote them; `edtf` also for words that only their brief explains
("yesterday"). `earliest` and `latest` are ISO dates for programs, and are not read again. `text` is
Markdown; `sources` are ids with blanks between them."""


# OWASP, "CSV Injection": a program of tables takes a cell that begins so for a formula. Wide
# letters, blanks and quotation marks before it are passed over by some.
_FORMULA = re.compile(r"'*[\s\"“”]*[=+\-@\t\r\n＝＋－＠]")


# The same page: a program that takes another mark for the one between cells (Excel goes by the
# system's language), or knows no quotation marks, begins a cell within the text.
_FORMULA_INSIDE = r"(?='*+(?:[^\S\t\r\n]|[\"“”])*+[=+\-@＝＋－＠])"
_AFTER_A_MARK = re.compile(rf"(?<=[;\t\r\n]){_FORMULA_INSIDE}")
_MARKED_AFTER_A_MARK = re.compile(rf"(?<=[;\t\r\n])'{_FORMULA_INSIDE}")


def as_cell(text: str) -> str:
    """Return a text as a cell that no program of tables takes for a formula: with an apostrophe
    before whatever it would take for one, also behind a semicolon, a tab or a line's end in the
    text.

    >>> as_cell("=1+1"), as_cell("-0043-03-15"), as_cell("1 + 1"), as_cell("rain;=1+1")
    ("'=1+1", "'-0043-03-15", '1 + 1', "rain;'=1+1")
    """
    text = _AFTER_A_MARK.sub("'", text)
    return f"'{text}" if _FORMULA.match(text) else text


def text_of_cell(cell: str) -> str:
    """Return the text that `as_cell` made a cell of.

    >>> text_of_cell("'=1+1"), text_of_cell("'twas")
    ('=1+1', "'twas")
    """
    text = cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
    return _MARKED_AFTER_A_MARK.sub("", text)


_NAMES_SHOWN = 20
"""Names of columns in the message that one is missing."""


class _Lines(list[str]):
    """What `csv` writes to."""

    write = list.append


def timeline_to_csv(timeline: Timeline, brief: Brief) -> str:
    """Return the events in the order of their dates, one a row."""
    lines = _Lines()
    writer = csv.writer(lines)
    writer.writerow(COLUMNS)
    for event, when in events_in_time(timeline, brief):
        cells = (
            event.when.display,
            _edtf(event, when),
            str(when.earliest or ""),
            str(when.latest or ""),
            event.text,
            event.label or "",
            event.lane or "",
            " ".join(event.sources),
        )
        writer.writerow([as_cell(cell) for cell in cells])
    return "".join(lines)


def _edtf(event: Event, when: When) -> str:
    display, edtf = event.when.display, event.when.edtf
    alone = resolve(display, edtf, DateRules())
    return (edtf or "") if alone.span.same_days(when.span) else edtf_of(when.span) or ""


def table_rows(text: str) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Return the names of the columns in small letters, and each row that has anything: its number
    in the table, from 1, and its cells that are not empty. A column without a name of its own is
    called by its place ("column 3"). Commas, semicolons or tabs stand between cells. Raises
    ImportRefused where the table can't be read, or has no column `when` or `text`.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    head, _, _ = text.partition("\n")
    between = max(",;\t", key=head.count)
    # with their ends, which cells in quotation marks may hold; `splitlines` would take them apart
    # at more than that
    try:
        rows = list(
            csv.reader([line + "\n" for line in text.split("\n")], delimiter=between, strict=True)
        )
    except csv.Error as error:
        raise ImportRefused(f"the table can't be read: {error}") from None
    if not text.strip():
        raise ImportRefused("the table is empty; its first row names the columns: when, text, …")
    names: list[str] = []
    taken: set[str] = set()
    for at in range(max(map(len, rows))):
        name = rows[0][at].strip().lower() if at < len(rows[0]) else ""
        names.append(f"column {at + 1}" if not name or name in taken else name)
        taken.add(name)
    columns = columns_of(names)
    for needed in ("when", "text"):
        if needed not in names and needed not in columns and not is_sheet(names):
            shown = [name[:60] for name in names[:_NAMES_SHOWN]] + ["…"] * (
                len(names) > _NAMES_SHOWN
            )
            raise ImportRefused(
                f'row 1: no column is called "{needed}"; there are {", ".join(shown)}'
            )
    found = [
        (
            number,
            {
                name: text_of_cell(cell)
                for name, cell in zip(names, row, strict=False)
                if cell.strip()
            },
        )
        for number, row in enumerate(rows[1:], start=2)
    ]
    return names, [(number, cells) for number, cells in found if cells]


def event_of(cells: dict[str, str]) -> dict[str, Any]:
    """Return a row as an event; its sources are left to the caller. Raises WhenError where its date
    can't be true.
    """
    when: str | dict[str, str] = cells["when"]
    if edtf := cells.get("edtf", "").strip():
        when = {"display": cells["when"], "edtf": edtf}
    read_when(cells["when"], edtf or None)
    return {"when": when, "text": cells["text"]} | {
        name: cells[name] for name in ("label", "lane") if name in cells
    }


_TABLE = re.compile(
    r"(?=(?:.*[,;\t])?\"?when\"?(?:[,;\t]|$))(?=(?:.*[,;\t])?\"?text\"?(?:[,;\t]|$))[\w\"]+[,;\t]",
    re.I | re.M,
)


def recognise(sample: Sample) -> int:
    """Recognise a table by a first line with the columns "when" and "text"."""
    if sample.data is not None:
        return 0
    if _TABLE.match(sample.text):
        return 40
    head, _, below = sample.text.lstrip().partition("\n")
    between = max(",;\t", key=head.count)
    names = [name.strip().strip('"') for name in head[:2_000].split(between)]
    columns = columns_of(names)
    same = below.partition("\n")[0].count(between) >= head.count(between) > 0
    is_table = same and ({"when", "text"} <= set(columns) or is_sheet(names))
    return 40 if is_table and all(len(name) <= 40 for name in names) else 0


FORMAT = Format(
    NAME,
    rank=50,
    read=read,
    recognise=recognise,
    endings=(".csv", ".tsv"),
    ending_decides=True,
    timeline_ending=".csv",
    write_timeline=lambda timeline, brief, name: timeline_to_csv(timeline, brief),
)
