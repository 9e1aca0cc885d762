"""A span of days as an EDTF expression, as coarse as it can be without losing a day."""

from __future__ import annotations

from foldline.dates.day import Day, Span, month_length


def edtf_of(span: Span) -> str | None:
    """Return the EDTF expression with the same bounds and marks: 2026-02-05, 2022-02, 199X,
    2021-09/2021-12~, 2021/..; None where the span is open at both ends, or has a time in a year
    outside 0 to 9999.

    Intervals may hold times, as in ISO 8601, though EDTF has times only for a single moment. The
    marks ~ and ? are for dates, so a moment has none.

    >>> edtf_of(Span(Day(2021, 9, 1), Day(2021, 12, 31)))
    '2021-09/2021-12'
    """
    start, end = span.earliest, span.latest
    if span.first or span.last:
        if not all(0 <= day.year <= 9999 for day in (start, end) if day):
            return None
        ends = [
            f"{day}T{clock.isoformat()[:5]}:00{clock.isoformat()[5:]}"
            if clock
            else str(day or "..")
            for day, clock in ((start, span.first), (end, span.last))
        ]
        return ends[0] if ends[0] == ends[1] else "/".join(ends)
    mark = {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}[
        span.approximate, span.uncertain
    ]
    if start is None or end is None:
        if start:
            return f"{_coarse(start, _begins(start)) + mark}/.."
        return f"../{_coarse(end, _ends(end)) + mark}" if end else None
    if one := _one(start, end):
        return one + mark
    grain = min(_begins(start), _ends(end))
    return f"{_coarse(start, grain)}{mark}/{_coarse(end, grain)}{mark}"


def _one(start: Day, end: Day) -> str:
    """Return a day, month, year, decade or hundred years as one date; empty where the span is none
    of these.
    """
    if start == end:
        return _coarse(start, 0)
    grain = min(_begins(start), _ends(end))
    if grain >= 1 and start[:2] == end[:2]:
        return _coarse(start, 1)
    if grain == 2 and start.year == end.year:
        return _coarse(start, 2)
    for digits in (1, 2) if grain == 2 and start.year >= 0 and end.year <= 9999 else ():
        length = 10**digits
        if start.year % length == 0 and end.year == start.year + length - 1:
            return f"{start.year:04}"[:-digits] + "X" * digits
    return ""


def _begins(day: Day) -> int:
    """Return the longest thing that begins on a day: 2 for a year, 1 for a month, 0 for the day
    alone.
    """
    return 0 if day.day > 1 else 2 if day.month == 1 else 1


def _ends(day: Day) -> int:
    return 0 if day.day < month_length(day.year, day.month) else 2 if day.month == 12 else 1


def _coarse(day: Day, grain: int) -> str:
    """Return as much of a date as the grain asks for. Beyond four digits EDTF has only years, with
    a Y.
    """
    if abs(day.year) > 9999:
        return f"Y{day.year}"
    year = f"{'-' if day.year < 0 else ''}{abs(day.year):04}"
    return (f"{year}-{day.month:02}-{day.day:02}", f"{year}-{day.month:02}", year)[grain]
