"""A timeline as the JSON of TimelineJS (timeline.knightlab.com/docs/json-format.html), out and in."""

from __future__ import annotations

import json
from typing import Any

from justhtml import JustHTML

from foldline.brief import Brief
from foldline.dates.day import MONTHS, Day, month_length
from foldline.errors import BriefError, WhenError
from foldline.loading import DEEPEST_BRIEF
from foldline.positions import deeper_than
from foldline.prose import prose_html
from foldline.sections.timeline.model import Timeline
from foldline.timelines.events import Taken, checked, events_in_time
from foldline.when import When, read_when, resolve
from foldline.wording import shown

_UNITS = ("year", "month", "day", "hour", "minute")


# --- out ------------------------------------------------------------------------------------------------------------

def timeline_to_timelinejs(timeline: Timeline, brief: Brief) -> str:
    """The events whose date could be read, with as much of it as is known and the author's words as `display_date`.
    TimelineJS has no open ends: of those only the day that is known is left; and none of its slides is without a date."""
    events = [_dates(when) | {"text": {"headline": event.label or "", "text": str(prose_html(event.text))}}
              | ({"group": event.lane} if event.lane else {})
              for event, when in events_in_time(timeline, brief) if when.read]
    rules = brief.date_rules
    eras = [(era, resolve(era.when.display, era.when.edtf, rules)) for era in timeline.eras]
    found = {
        "title": {"text": {"headline": timeline.heading or brief.title, "text": ""}},
        "events": events,
        "eras": [{"start_date": _date(when.earliest, 3), "end_date": _date(when.latest, 3), "text": {"headline": era.name}}
                 for era, when in eras if when.earliest and when.latest],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


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
    return found | {"display_date": when.display}


def _date(day: Day, parts: int) -> dict[str, int]:
    return dict(zip(_UNITS, day[:parts], strict=False))


# --- in -------------------------------------------------------------------------------------------------------------

def timeline_from_timelinejs(text: str) -> Taken:
    """Each slide as an event: `display_date` as the author's words where there are any, the rest of the date as EDTF beside
    them, `group` as its lane, the headline as its label, HTML as Markdown. Media are left out, and said to be.

    Raises BriefError where the text is no such JSON, or a date can't be true; TimelineJS would let 31 February roll over."""
    if deeper_than(DEEPEST_BRIEF, text):
        raise BriefError(f"is nested deeper than {DEEPEST_BRIEF} levels")
    try:
        given = json.loads(text)
    except ValueError as error:
        raise BriefError(f"is not JSON: {error}") from None
    if not isinstance(given, dict) or not isinstance(given.get("events"), list):
        raise BriefError('is no TimelineJS timeline; one is an object with a list of "events"')
    events, places, remarks = [], [], []
    for at, slide in enumerate(given["events"]):
        place = f"events[{at}]"
        if not isinstance(slide, dict):
            raise BriefError(f"{place}: is {shown(slide)}; allowed is an object")
        headline, body = (_prose(slide, "text", part, place) for part in ("headline", "text"))
        event = {"when": _when(slide, place), "text": body or headline}
        if not event["text"]:
            remarks.append(f"{place}: has no words, and is left out")
            continue
        if body and headline:
            event["label"] = " ".join(JustHTML(slide["text"]["headline"], fragment=True).to_text().split())
        if group := slide.get("group"):
            event["lane"] = str(group)
        if slide.get("media"):
            remarks.append(f"{place}.media: is left out; a timeline's events have no pictures")
        events.append(event)
        places.append(place)
    eras = [{"when": _when(era, f"eras[{at}]"), "name": _prose(era, "text", "headline", f"eras[{at}]") or "…"}
            for at, era in enumerate(given.get("eras") or []) if isinstance(era, dict)]
    fields: dict[str, Any] = {"eras": eras} if eras else {}
    title = given.get("title")
    if isinstance(title, dict) and (heading := _prose(title, "text", "headline", "title")):
        fields["heading"] = heading
    if not events:
        raise BriefError("has no events with words")
    return Taken(checked(events, places, **fields), tuple(remarks))


def _prose(slide: dict, *path: str) -> str:
    """The HTML at `path` (whose last step is the place, for sentences) as Markdown; empty where there is none."""
    *steps, place = path
    found: Any = slide
    for step in steps:
        found = found.get(step) if isinstance(found, dict) else None
    if found is None:
        return ""
    if not isinstance(found, str):
        raise BriefError(f"{place}.{'.'.join(steps)}: is {shown(found)}; allowed is a text")
    return JustHTML(found, fragment=True).to_markdown().strip()


def _when(slide: dict, place: str) -> str | dict[str, str]:
    start, end = slide.get("start_date"), slide.get("end_date")
    if not isinstance(start, dict):
        raise BriefError(f"{place}.start_date: is {shown(start)}; allowed is an object with a year")
    first = _edtf(start, f"{place}.start_date")
    edtf, words = first, _words(start)
    if isinstance(end, dict) and (last := _edtf(end, f"{place}.end_date")) != first:
        edtf, words = f"{first}/{last}", f"{words} – {_words(end)}"
    try:
        meant = read_when(words, edtf)
    except WhenError as error:
        raise BriefError(f"{place}: {error}") from None
    display = slide.get("display_date") or start.get("display_date") or words
    display = " ".join(JustHTML(str(display), fragment=True).to_text().split()) or words
    try:
        alone = read_when(display)
    except WhenError:
        alone = None
    return display if alone and alone.span == meant.span else {"display": display, "edtf": edtf}


def _parts(date: dict, place: str) -> list[int]:
    found = []
    for unit in _UNITS:
        value = date.get(unit)
        if value in (None, ""):
            break
        try:
            found.append(int(value))
        except (TypeError, ValueError):
            raise BriefError(f"{place}.{unit}: is {shown(value)}; allowed is a whole number") from None
    if not found:
        raise BriefError(f"{place}.year: is missing; a date has at least a year")
    return found


def _edtf(date: dict, place: str) -> str:
    parts = _parts(date, place)
    year = parts[0]
    if not -9999 <= year <= 9999:
        return f"Y{year}"
    text = f"{'-' if year < 0 else ''}{abs(year):04}" + "".join(f"-{part:02}" for part in parts[1:3])
    if len(parts) > 3:
        text += f"T{parts[3]:02}:{parts[4] if len(parts) > 4 else 0:02}:00"
    return text


def _words(date: dict) -> str:
    """In English, as our own dates are: 14 March 2025, 21:30."""
    parts = _parts(date, "")
    day = f"{parts[2]} " if len(parts) > 2 else ""
    month = f"{MONTHS[parts[1] - 1]} " if len(parts) > 1 and 1 <= parts[1] <= 12 else ""
    clock = f", {parts[3]:02}:{parts[4] if len(parts) > 4 else 0:02}" if len(parts) > 3 else ""
    return f"{day}{month}{parts[0]}{clock}"
