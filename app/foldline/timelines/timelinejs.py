"""A timeline as the JSON of TimelineJS (timeline.knightlab.com/docs/json-format.html), and its dates both ways.

What reads the whole of such a file is `foldline.importers.timelinejs`."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any

from foldline.story.brief import Brief
from foldline.dates.day import MONTHS, Day, month_length
from foldline.errors import WhenError
from foldline.text.prose import plain_text, prose_html
from foldline.sections.timeline.model import Event, Timeline
from foldline.timelines.events import events_in_time
from foldline.dates.when import When, read_when, resolve
from foldline.text.wording import shown

_UNITS = ("year", "month", "day", "hour", "minute")


# --- out ------------------------------------------------------------------------------------------------------------

def timeline_to_timelinejs(timeline: Timeline, brief: Brief) -> str:
    """The events whose date could be read, with as much of it as is known and the author's words as `display_date`.
    TimelineJS shows headlines, groups and dates as HTML, so they are escaped. It has no open ends: of those only the day that is known is left; and none of its slides is without a date."""
    events = [_dates(when) | {"text": {"headline": escape(event.label or ""), "text": str(prose_html(_below_label(event)))}}
              | ({"group": escape(event.lane)} if event.lane else {})
              for event, when in events_in_time(timeline, brief) if when.read]
    rules = brief.date_rules
    eras = [(era, resolve(era.when.display, era.when.edtf, rules)) for era in timeline.eras]
    found = {
        "title": {"text": {"headline": escape(timeline.heading or brief.title), "text": ""}},
        "events": events,
        "eras": [{"start_date": _date(when.earliest, 3), "end_date": _date(when.latest, 3), "text": {"headline": escape(era.name)}}
                 for era, when in eras if when.earliest and when.latest],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _below_label(event: Event) -> str:
    """The text without the label that it begins with, in bold and alone in its paragraph: the headline says it."""
    match = re.match(r"\*\*(.+)\*\*\n\s*\n", event.text)
    return event.text[match.end():] if match and event.label and plain_text(match[1]) == event.label else event.text


def _dates(when: When) -> dict[str, Any]:
    first, last = when.earliest or when.latest, when.latest or when.earliest
    if when.first and when.last:
        found = {"start_date": _date(first, 3) | {"hour": when.first.minute // 60, "minute": when.first.minute % 60},
                 "end_date": _date(last, 3) | {"hour": when.last.minute // 60, "minute": when.last.minute % 60}}
    else:
        starts = 1 if first[1:] == (1, 1) else 2 if first.day == 1 else 3
        ends = 1 if last[1:] == (12, 31) else 2 if last.day == month_length(last.year, last.month) else 3
        parts = max(starts, ends) if when.earliest and when.latest else 3
        found = {"start_date": _date(first, parts), "end_date": _date(last, parts)}
    if found["end_date"] == found["start_date"]:
        del found["end_date"]
    return found | {"display_date": escape(when.display)}


def _date(day: Day, parts: int) -> dict[str, int]:
    # TimelineJS shows the year -44 as 44 BC, and has no year 0
    return dict(zip(_UNITS, (day.year if day.year > 0 else day.year - 1, day.month, day.day)[:parts], strict=False))


# --- in -------------------------------------------------------------------------------------------------------------

def when_from_timelinejs(start: object, end: object, display: str = "") -> str | dict[str, str]:
    """A slide's date as a brief writes it: its shown words with the EDTF of its dates, or the words alone where they
    mean the same. The precision is that of the parts that are given.

    Raises WhenError where there is no date, or it can't be true; TimelineJS would let 31 February roll over."""
    first, words = _edtf(date_parts(start)), _words(date_parts(start))
    if not first:
        raise WhenError("a slide's date has at least a year")
    edtf = first
    if (last := _edtf(date_parts(end))) and last != first:
        edtf, words = f"{first}/{last}", f"{words} – {_words(date_parts(end))}"
    meant = read_when(words, edtf)
    display = display or words
    try:
        alone = read_when(display).span == meant.span
    except WhenError:
        alone = False
    return display if alone else {"display": display, "edtf": edtf}


def date_parts(date: object) -> dict[str, int]:
    """Year, month, day, hour and minute, as far as they are told without a gap; empty where there is no year. Of years
    that need more than four digits only the year, since EDTF has no months for them. Raises WhenError for a part that is
    no whole number."""
    found: dict[str, int] = {}
    for unit in _UNITS if isinstance(date, dict) else ():
        value = date.get(unit)
        text = "" if value is None else str(value).strip()
        if not text:
            break
        try:
            found[unit] = int(text)
        except ValueError:
            raise WhenError(f"the {unit} is {shown(value)}; allowed is a whole number") from None
        if unit == "year" and abs(found[unit]) > 9999:
            break
    return found


def _edtf(parts: dict[str, int]) -> str:
    if not parts:
        return ""
    year, *rest = parts.values()
    if year < 0:
        year += 1  # EDTF has a year 0, which is 1 BC
    if abs(year) > 9999:
        return f"Y{year}"
    text = f"{'-' if year < 0 else ''}{abs(year):04}" + "".join(f"-{part:02}" for part in rest[:2])
    if len(rest) > 2:
        text += f"T{rest[2]:02}:{rest[3] if len(rest) > 3 else 0:02}:00"
    return text


def _words(parts: dict[str, int]) -> str:
    """In English, as our own dates are: "14 March 2025, 9:30", "44 BC"."""
    if not parts:
        return ""
    year, month, day, hour = (parts.get(unit) for unit in _UNITS[:4])
    told = [str(day)] if day else []
    if month and 1 <= month <= 12:
        told.append(MONTHS[month - 1])
    told.append(f"{-year} BC" if year < 0 else str(year))
    return " ".join(told) + ("" if hour is None else f", {hour}:{parts.get('minute', 0):02}")
