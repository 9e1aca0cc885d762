"""A timeline as an iCalendar file (RFC 5545).

Written by hand: a calendar out of events with dates is a dozen properties, two rules of escaping
and one of folding, and it has to run in a browser too, where a library would be another wheel to
load.
"""

from __future__ import annotations

import re
from datetime import UTC
from hashlib import sha256

from foldline.dates.day import Clock, Day
from foldline.dates.when import Moment, When
from foldline.drafts.format import Format
from foldline.sections.timeline.model import Event, Timeline
from foldline.story.brief import Brief, Source
from foldline.text.prose import plain_text
from foldline.timelines.events import events_in_time

_LONGEST_LINE = 75
"""Octets, without the line's end."""


def timeline_to_ics(timeline: Timeline, brief: Brief, name: str) -> str:
    """Return a calendar of the events whose date could be read, in their order.

    A fuzzy date is an event of whole days over all that it can mean, with the author's words before
    what happened; an open end leaves the day that is known. Times with a zone are written in UTC,
    others as the clock showed them. Days before the year 1 and after 9999 can't stand in a
    calendar, and are left out as words that can't be read are. `name` (the brief's slug) makes the
    events' ids, which stay the same as long as date and text do.
    """
    known = {source.id: source for source in brief.sources}
    moment = Moment.read(brief.updated or brief.published)
    stamp = (
        f"{moment.at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        if moment.at
        else f"{moment.day:%Y%m%d}T000000Z"
    )
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Foldline//Timeline//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(brief.title)}",
    ]
    seen: dict[str, int] = {}
    for event, when in events_in_time(timeline, brief):
        days = [day for day in (when.earliest, when.latest) if day]
        if not days or not all(1 <= day.year <= 9998 for day in days):
            continue
        digest = sha256(
            f"{event.when.display}\n{event.when.edtf}\n{event.text}".encode()
        ).hexdigest()[:20]
        seen[digest] = seen.get(digest, 0) + 1
        again = f"-{seen[digest]}" if seen[digest] > 1 else ""
        lines += [
            "BEGIN:VEVENT",
            f"UID:{escaped(name)}-{digest}{again}@foldline",
            f"DTSTAMP:{stamp}",
            *_times(when),
            f"SUMMARY:{escaped(f'{when.display}: {event.label or plain_text(event.text)}')}",
            f"DESCRIPTION:{escaped(_description(event, known))}",
            "TRANSP:TRANSPARENT",
        ]
        if when.expected or when.approximate or when.uncertain:
            lines.append("STATUS:TENTATIVE")
        if event.lane:
            lines.append(f"CATEGORIES:{escaped(event.lane)}")
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return "".join(folded(line) + "\r\n" for line in lines)


def _times(when: When) -> list[str]:
    first, last = when.earliest or when.latest, when.latest or when.earliest
    assert first is not None and last is not None  # it was read
    if when.first and when.last:
        start, end = _moment(first, when.first), _moment(last, when.last)
        return [f"DTSTART:{start}"] + ([f"DTEND:{end}"] if end != start else [])
    # the end of whole days is the day after them
    return [f"DTSTART;VALUE=DATE:{_day(first)}", f"DTEND;VALUE=DATE:{_day(last.plus(1))}"]


def _day(day: Day) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _moment(day: Day, clock: Clock) -> str:
    over, minute = divmod(clock.utc, 24 * 60)
    return f"{_day(day.plus(over))}T{minute // 60:02}{minute % 60:02}00" + (
        "" if clock.zone is None else "Z"
    )


def _description(event: Event, known: dict[str, Source]) -> str:
    """Return the words of the event, and each source on a line."""
    sources = [known[name] for name in event.sources if name in known]
    return "\n".join(
        [
            plain_text(event.text),
            *(f"{each.name}: {each.url}" if each.url else each.name for each in sources),
        ]
    )


def escaped(text: str) -> str:
    """Return a text as a TEXT value: backslash, comma, semicolon and line breaks by a backslash,
    other control characters left out.

    >>> escaped("Rain, all day")
    'Rain\\\\, all day'
    """
    # What some programs end a line at
    text = re.sub(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "\n", text)
    text = re.sub(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", "", text)
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def folded(line: str) -> str:
    """Return a line in parts of at most 75 octets, each but the first after a blank; no character
    is split.
    """
    parts, length = [""], 0
    for character in line:
        size = len(character.encode())
        if length + size > _LONGEST_LINE:
            parts.append("")
            length = 1
        parts[-1] += character
        length += size
    return "\r\n ".join(parts)


FORMAT = Format("calendar", rank=35, timeline_ending=".ics", write_timeline=timeline_to_ics)
