"""A timeline as TimelineJS's JSON."""

import json
import re
from html import escape
from typing import Any

from foldline.dates.day import Day, month_length
from foldline.dates.when import When, resolve
from foldline.formats.timelinejs.dates import UNITS
from foldline.sections.timeline.model import Event, Timeline
from foldline.story.brief import Brief
from foldline.text.prose import plain_text, prose_html
from foldline.timelines.events import events_in_time


def timeline_to_timelinejs(timeline: Timeline, brief: Brief) -> str:
    """Return the events whose date could be read, with as much of it as is known and the author's
    words as `display_date`. TimelineJS shows headlines, groups and dates as HTML, so they are
    escaped. It has no open ends, so only the day that is known is written; and none of its slides
    is without a date.
    """
    events = [
        _dates(when)
        | {
            "text": {
                "headline": escape(event.label or ""),
                "text": str(prose_html(_below_label(event))),
            }
        }
        | ({"group": escape(event.lane)} if event.lane else {})
        for event, when in events_in_time(timeline, brief)
        if when.read
    ]
    rules = brief.date_rules
    eras = [(era, resolve(era.when.display, era.when.edtf, rules)) for era in timeline.eras]
    found = {
        "title": {"text": {"headline": escape(timeline.heading or brief.title), "text": ""}},
        "events": events,
        "eras": [
            {
                "start_date": _date(when.earliest, 3),
                "end_date": _date(when.latest, 3),
                "text": {"headline": escape(era.name)},
            }
            for era, when in eras
            if when.earliest and when.latest
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _below_label(event: Event) -> str:
    """Return the text without the label that it begins with, in bold and alone in its paragraph:
    the headline has it.
    """
    match = re.match(r"\*\*(.+)\*\*\n\s*\n", event.text)
    return (
        event.text[match.end() :]
        if match and event.label and plain_text(match[1]) == event.label
        else event.text
    )


def _dates(when: When) -> dict[str, Any]:
    first, last = when.earliest or when.latest, when.latest or when.earliest
    assert first is not None and last is not None  # it was read
    if when.first and when.last:
        found = {
            "start_date": _date(first, 3)
            | {"hour": when.first.minute // 60, "minute": when.first.minute % 60},
            "end_date": _date(last, 3)
            | {"hour": when.last.minute // 60, "minute": when.last.minute % 60},
        }
    else:
        starts = 1 if first[1:] == (1, 1) else 2 if first.day == 1 else 3
        ends = (
            1
            if last[1:] == (12, 31)
            else 2
            if last.day == month_length(last.year, last.month)
            else 3
        )
        parts = max(starts, ends) if when.earliest and when.latest else 3
        found = {"start_date": _date(first, parts), "end_date": _date(last, parts)}
    if found["end_date"] == found["start_date"]:
        del found["end_date"]
    return found | {"display_date": escape(when.display)}


def _date(day: Day, parts: int) -> dict[str, int]:
    # TimelineJS shows the year -44 as 44 BC, and has no year 0
    return dict(
        zip(
            UNITS,
            (day.year if day.year > 0 else day.year - 1, day.month, day.day)[:parts],
            strict=False,
        )
    )
