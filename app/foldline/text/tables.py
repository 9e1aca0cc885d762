"""Tables of events: Markdown's tables as rows, and what the columns of any such table mean."""

import re

from foldline.text.words import comparable

_RULE = re.compile(r"\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*")
_BETWEEN = re.compile(r"(?<!\\)\|")

COLUMNS: dict[str, tuple[str, ...]] = {
    "when": (
        "when",
        "date",
        "dates",
        "date time",
        "datetime",
        "display date",
        "day",
        "year",
        "time",
        "period",
        "timeframe",
        "timeline",
        "datum",
        "zeit",
        "zeitpunkt",
        "tag",
        "jahr",
        "fecha",
        "fechas",
        "data",
        "quand",
        "jour",
        "annee",
        "dato",
        "start",
        "start date",
        "date start",
        "начало",
        "дата",
        "日期",
        "日付",
    ),
    "end": ("end", "end date", "date end", "until", "ende", "fin"),
    "label": (
        "label",
        "event",
        "title",
        "headline",
        "name",
        "milestone",
        "development",
        "ereignis",
        "titel",
        "evento",
        "titulo",
        "titre",
        "evenement",
        "событие",
        "事件",
    ),
    "text": (
        "text",
        "description",
        "details",
        "detail",
        "what happened",
        "what",
        "summary",
        "body",
        "content",
        "notes",
        "note",
        "beschreibung",
        "text html",
        "descripcion",
        "significance",
        "описание",
        "説明",
    ),
    "sources": (
        "sources",
        "source",
        "source url",
        "url",
        "link",
        "links",
        "reference",
        "references",
        "quelle",
        "quellen",
        "fuente",
        "источник",
    ),
    "lane": ("lane", "group", "category", "topic", "gruppe", "kategorie", "tag name"),
    "edtf": ("edtf",),
}
"""What columns are called, as `words.comparable` writes it, by what they mean; the first of a table
that has a name counts."""


def columns_of(names: list[str]) -> dict[str, int]:
    """Return which column of a table means what.

    >>> columns_of(["Date", "Event", "Description", "Source"])
    {'when': 0, 'label': 1, 'text': 2, 'sources': 3}
    """
    plain = [comparable(name) for name in names]
    found: dict[str, int] = {}
    for field, known in COLUMNS.items():
        places = [plain.index(name) for name in known if name in plain]
        free = [place for place in places if place not in found.values()]
        if free:
            found[field] = free[0]
    if "label" in found and "text" not in found:
        found["text"] = found.pop("label")
    return found


def rows_of(text: str) -> list[list[str]]:
    """Return the rows of a Markdown table, the names of its columns first; empty where a text is no
    table.

    >>> rows_of("| Date | Event |\\n|---|---|\\n| 5 May | Rain |")
    [['Date', 'Event'], ['5 May', 'Rain']]
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 3 or "|" not in lines[0] or not _RULE.fullmatch(lines[1]):
        return []
    rows = [_cells(line) for line in (lines[0], *lines[2:])]
    return rows if all("|" in line for line in lines) else []


def _cells(line: str) -> list[str]:
    line = line.strip().removeprefix("|")
    line = line[:-1] if line.endswith("|") and not line.endswith("\\|") else line
    return [cell.strip().replace("\\|", "|") for cell in _BETWEEN.split(line)]


def event_text(label: str, text: str) -> str:
    """Return an event's heading and text as Markdown; both are Markdown.

    >>> event_text("Rain", "It fell.")
    '**Rain**\\n\\nIt fell.'
    """
    return f"**{label}**\n\n{text}" if label and text else label or text
