"""Place everything in the picture of a timeline. The template makes an SVG of it.

Nobody knows how wide a page will be, so there are two drawings, for a narrow and for a wide place;
the page's styles choose. Places along the time are in percent of the width, everything else is in
em of the picture's letters. So each drawing fits its own width and any greater one, with letters of
any size.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from foldline.dates.day import Clock, Day
from foldline.dates.language import Language
from foldline.dates.when import When
from foldline.sections.timeline.axis import DAY, PAD, Axis, Stretch, stretches, ticks
from foldline.sections.timeline.drawing import (
    Band,
    Drawing,
    DrawnEra,
    DrawnEvent,
    Label,
    Mark,
)
from foldline.sections.timeline.lettering import BOLD, shortened, width_of
from foldline.sections.timeline.placing import (
    ARROW,
    BETWEEN,
    COLUMN,
    MARK,
    TEXT,
    THIN,
    add_words,
    count_in_bars,
    row_for,
    stack,
)

NARROW, WIDE = 20.0, 44.0
"""Em of the picture's letters: 240 and 528 pixels at the usual size. The narrow drawing fits a
screen of 320 pixels, the wide one a column of a page that has room; style.css changes at the same
width.
"""
MOST_LABELLED, MOST_ROWS = 30, 16
"""Events and rows above which a drawing has marks without words; of eras no more rows are drawn."""
MOST_MARKS, MOST_THIN_ROWS = 200, 36
"""Marks and rows above which a drawing has bars that count."""
OPEN = 2.2
"""Em that an open end goes on for."""


def drawings(
    events: Sequence[DrawnEvent],
    eras: Sequence[DrawnEra],
    now: tuple[Day, str],
    language: Language,
) -> list[Drawing]:
    """Return the drawings of a timeline's events, in the order of the list; none where fewer than
    two have a date that could be read. `now` is the last day that the brief covers, with the words
    that say so.

    That day is marked only where something lies beyond it or goes on: otherwise it says nothing."""
    read = [(number, each) for number, each in enumerate(events, start=1) if each.when.read]
    if len(read) < 2:
        return []
    clock = _Clocks([each.when for _, each in read])
    dated = [_Dated(number, each, clock.span(each.when)) for number, each in read]
    today = now[0].ordinal * DAY
    marked = any(each.when.latest is None or each.when.latest > now[0] for _, each in read)
    found = stretches([each.span for each in dated], NARROW, [Stretch(today, today + DAY)] * marked)
    clock.hours = clock.any and sum(each.end - each.first for each in found) <= 3 * DAY
    before = OPEN if any(each.when.earliest is None for _, each in read) else 0
    after = OPEN if any(each.when.latest is None for _, each in read) else 0
    made = []
    for size, width in (("narrow", NARROW), ("wide", WIDE)):
        axis = Axis(found, width, before, after)
        made.append(
            _drawing(size, axis, dated, eras, (today, now[1]) if marked else None, language, clock)
        )
    return made


class _Dated(NamedTuple):
    number: int
    event: DrawnEvent
    span: Stretch


class _Clocks:
    """Convert dates to minutes. Times of day that are all in one time zone stay as they are; others
    are in UTC, within their own day.
    """

    def __init__(self, whens: Sequence[When]):
        clocks = [clock for when in whens for clock in (when.first, when.last) if clock]
        self.any = bool(clocks)
        self.hours = False
        """Whether the axis shows hours: then a day is no point."""
        self._one_zone = len({clock.zone for clock in clocks}) < 2

    def _minute(self, clock: Clock) -> int:
        return clock.minute if self._one_zone else min(max(clock.utc, 0), DAY - 1)

    def span(self, when: When) -> Stretch:
        """Return the first and the last minute that can be meant. At an open end, they lie a day
        apart."""
        first = (
            when.earliest.ordinal * DAY + (self._minute(when.first) if when.first else 0)
            if when.earliest
            else None
        )
        end = (
            when.latest.ordinal * DAY + (self._minute(when.last) if when.last else DAY)
            if when.latest
            else None
        )
        if first is None:
            assert end is not None  # a date that was read has one of the two
            first = end - DAY  # an open end holds its own day
        return Stretch(first, first + DAY if end is None else max(end, first))

    def point(self, when: When, span: Stretch) -> int | None:
        """Return the minute of a day, or of a moment; None where more is meant."""
        if when.earliest is None or when.earliest != when.latest:
            return None
        first, end = span
        if when.first is None and when.last is None:
            return None if self.hours else (first + end) // 2
        return first if first == end else None


def _drawing(
    size: str,
    axis: Axis,
    dated: Sequence[_Dated],
    eras: Sequence[DrawnEra],
    now: tuple[int, str] | None,
    language: Language,
    clock: _Clocks,
) -> Drawing:
    bands, head = _bands(axis, eras, now, clock)
    marks = [_mark(axis, each, clock) for each in dated]
    lanes: dict[str, list[Mark]] = {}
    for mark, each in zip(marks, dated, strict=True):
        lanes.setdefault(each.event.lane, []).append(mark)
    names: list[Label] = []
    labelled = len(marks) <= MOST_LABELLED
    if labelled:
        for mark, each in zip(marks, dated, strict=True):
            add_words(axis, mark, each.event)
        height = stack(axis, lanes, head, names)
        labelled = height - head <= MOST_ROWS * (TEXT + MARK + BETWEEN)
    if not labelled:
        for mark in marks:
            mark.words, mark.anchor = [], "start"
        names.clear()
        height = stack(axis, lanes, head, names) if len(marks) <= MOST_MARKS else 1e9
        if height - head > MOST_THIN_ROWS * THIN:
            names.clear()
            marks = count_in_bars(axis, marks)
            height = head + COLUMN
            for mark in marks:
                mark.y = height
    now_label = None
    if now:
        em = axis.em(now[0] + DAY // 2)
        now_label = Label(
            now[1],
            axis.percent(em),
            TEXT,
            "start" if em + width_of(now[1]) + 0.4 <= axis.width else "end",
        )
    base = round(height + 0.3, 2)
    below = ticks(axis, language, clock.hours)
    lines = 2 if any(each.of for each in below) else 1
    return Drawing(
        size,
        labelled,
        round(base + 0.8 + lines * TEXT, 2),
        base,
        round(head, 2),
        axis.lines,
        below,
        marks,
        bands,
        names,
        now_label,
    )


def _mark(axis: Axis, each: _Dated, clock: _Clocks) -> Mark:
    when, span = each.event.when, each.span
    at = clock.point(when, span)
    left, right = (axis.em(at),) * 2 if at is not None else (axis.em(span.first), axis.em(span.end))
    left = left if when.earliest else ARROW
    right = right if when.latest else axis.width - ARROW
    return Mark(
        [each.number],
        axis.percent(left),
        axis.percent(right),
        at is not None,
        when.approximate or when.uncertain,
        when.earliest is None,
        when.latest is None,
        when.expected,
    )


def _bands(
    axis: Axis, eras: Sequence[DrawnEra], now: tuple[int, str] | None, clock: _Clocks
) -> tuple[list[Band], float]:
    """Return the eras that touch the time on the axis, and the height in em of their names and of
    the label of now."""
    bands, rows = [], [[(0.0, axis.width)]] if now else []
    first, end = axis.stretches[0].first, axis.stretches[-1].end
    for era in filter(lambda each: each.when.read, eras):
        span = clock.span(era.when)
        if era.when.earliest and span.first >= end or era.when.latest and span.end <= first:
            continue
        left = axis.em(span.first) if era.when.earliest and span.first > first else 0.0
        right = axis.em(span.end) if era.when.latest and span.end < end else axis.width
        room = max(axis.width - left, right) - 0.6
        name = shortened(era.name, room, BOLD)
        wide = width_of(name, BOLD)
        anchor = "start" if left + 0.3 + wide <= axis.width else "end"
        box = (left, left + wide + 0.6) if anchor == "start" else (right - wide - 0.6, right)
        row = row_for(rows, box)
        if row >= MOST_ROWS:  # the list names it
            rows.pop()
            continue
        at = axis.percent(left if anchor == "start" else right)
        bands.append(
            Band(
                axis.percent(left),
                axis.percent(right),
                Label(name, at, round((row + 1) * TEXT, 2), anchor),
            )
        )
    return bands, (len(rows) * TEXT + 0.5 if rows else 0.2) + PAD / 4
