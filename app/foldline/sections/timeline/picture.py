"""Place everything in the picture of a timeline. The template makes an SVG of it.

Nobody knows how wide a page will be, so there are three drawings, for places of different width;
the page's styles choose. Places along the time are in percent of the width, everything else is in
em of the picture's letters. So each drawing fits its own width and any greater one, with letters of
any size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from foldline.dates.day import Clock, Day
from foldline.dates.language import Language
from foldline.dates.when import When
from foldline.sections.timeline.axis import DAY, PAD, Axis, Stretch, axis_for
from foldline.sections.timeline.drawing import (
    ARROW,
    DOUBT,
    RADIUS,
    UNKNOWN,
    Band,
    Drawing,
    DrawnEra,
    DrawnEvent,
    Label,
    Mark,
)
from foldline.sections.timeline.lettering import BOLD, shortened, width_of
from foldline.sections.timeline.meaning import WITHIN, Meaning, meaning_of
from foldline.sections.timeline.placing import (
    BETWEEN,
    COLUMN,
    MARK,
    TEXT,
    THIN,
    add_words,
    count_in_bars,
    row_for,
    stack,
    take_names,
)
from foldline.sections.timeline.ticks import ticks

NARROW, WIDE, FULL = 20.0, 44.0, 70.0
"""Em of the picture's letters: 240, 528 and 840 pixels at the usual size. The narrow drawing fits a
screen of 320 pixels, the wide one a column of a page that has room, the full one text and margin
of a page together; style.css changes at the same widths.
"""
SIZES = {"narrow": NARROW, "wide": WIDE, "full": FULL}
MOST_ROWS = 16
"""Rows of marks with words, and of names of eras."""
MOST_DATED = 60
"""Events above which an event without a label has no words in the drawing."""
MOST_MARKS, MOST_THIN_ROWS = 200, 36
"""Marks, and em in rows without words, above which a drawing has bars that count."""
OPEN = 2.6
"""Em that an open end goes on for."""
LEAST_SPAN = 0.7
"""Em below which "at some time in here" is drawn as a point."""
STUB = 1.2
"""Em of a bar whose other end nobody knows, before it fades."""


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
    today = now[0].ordinal * DAY
    dated = [_dated(number, each, clock, language, today) for number, each in read]
    dated = _with_duplicates_merged(dated)
    marked = any(each.when.latest is None or each.when.latest > now[0] for _, each in read)
    spans = [each.span for each in dated]
    if marked:  # that day has to be on the axis
        first, end = min(each.first for each in spans), max(each.end for each in spans)
        spans += [Stretch(min(first, today), max(end, today + DAY))]
    before = OPEN if any(each.span_open[0] for each in dated) else 0
    after = DOUBT if any(each.when.uncertain for _, each in read) else 0
    after = OPEN if any(each.span_open[1] for each in dated) else after
    shown_now = (today, now[1]) if marked else None
    found: list[Drawing] = []
    for size, width in SIZES.items():
        if size == "full" and found[-1].is_roomy:
            found[-1] = replace(found[-1], also_full=True)
            break
        axis = axis_for(spans, width, before, after)
        found.append(_drawing(size, axis, dated, eras, shown_now, language, clock))
    return found


@dataclass
class _Dated:
    """An event and its time on the axis; `numbers` has those of its duplicates too."""

    numbers: list[int]
    event: DrawnEvent
    span: Stretch
    meaning: Meaning
    span_open: tuple[bool, bool]
    from_now: bool = field(default=False)
    """Whether its open beginning is the day of the brief: it is expected by a date."""


def _dated(
    number: int, event: DrawnEvent, clock: _Clocks, language: Language, today: int
) -> _Dated:
    when, span = event.when, clock.span(event.when)
    meaning = meaning_of(when, event.edtf, language)
    from_now = when.expected and when.earliest is None and span.end > today + DAY
    if from_now:
        span = Stretch(today + DAY // 2, span.end)
        meaning = WITHIN
    is_open = when.earliest is None and not from_now, when.latest is None
    return _Dated([number], event, span, meaning, is_open, from_now)


def _with_duplicates_merged(dated: Sequence[_Dated]) -> list[_Dated]:
    """Return the events with those that would look alike as one: the same time and the same words
    in one lane."""
    found: list[_Dated] = []
    for _, group in groupby(dated, key=lambda each: each.span):
        alike: dict[tuple[object, ...], _Dated] = {}
        for each in group:
            event = each.event
            key = (event.label or event.when.display, event.lane, each.meaning, event.when.span)
            if key in alike:
                alike[key].numbers += each.numbers
            else:
                alike[key] = each
        found += alike.values()
    return found


class _Clocks:
    """Convert dates to minutes. Times of day that are all in one time zone stay as they are; others
    are in UTC, within their own day.
    """

    def __init__(self, whens: Sequence[When]):
        clocks = [clock for when in whens for clock in (when.first, when.last) if clock]
        self.any = bool(clocks)
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

    def point(self, when: When, span: Stretch, axis: Axis) -> int | None:
        """Return the minute of a day, or of a moment; None where more is meant. A day without a
        time, among events that have one, is no point where hours can be told apart."""
        if when.earliest is None or when.earliest != when.latest:
            return None
        first, end = span
        if when.first is None and when.last is None:
            if self.any and axis.em(end) - axis.em(first) > 4 * RADIUS:
                return None
            return (first + end) // 2
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
    names: list[Label] = []
    height, places = 1e9, ""
    if len(marks) <= MOST_MARKS:
        lanes: dict[str, list[Mark]] = {}
        for mark, each in zip(marks, dated, strict=True):
            lanes.setdefault(each.event.lane, []).append(mark)
        _name(axis, marks, lanes, dated)
        height = stack(axis, lanes, head, names)
    if height - head > MOST_THIN_ROWS * THIN + MOST_ROWS * (TEXT + MARK + BETWEEN - THIN):
        names.clear()
        places = _places(marks)
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
    below = ticks(axis, language, clock.any)
    lines = 2 if any(each.of for each in below) else 1
    return Drawing(
        size,
        round(base + 0.8 + lines * TEXT, 2),
        base,
        round(head, 2),
        axis.lines,
        axis.deep,
        below,
        marks,
        bands,
        names,
        now_label,
        places,
    )


def _name(
    axis: Axis, marks: Sequence[Mark], lanes: dict[str, list[Mark]], dated: Sequence[_Dated]
) -> None:
    """Give the marks their names. Where these take many rows, labels do without their dates."""
    for with_dates in (True, False):
        for mark, each in zip(marks, dated, strict=True):
            if len(marks) <= MOST_DATED or each.event.label:
                add_words(axis, mark, each.event, with_dates)
        if take_names(axis, lanes, MOST_ROWS) <= MOST_ROWS // 2:
            break


def _places(marks: Sequence[Mark]) -> str:
    """Return the place of each event in percent, by its number."""
    at = {number: (mark.left + mark.right) / 2 for mark in marks for number in mark.numbers}
    return " ".join(f"{at[n]:.4g}" if n in at else "-" for n in range(1, max(at) + 1))


def _mark(axis: Axis, each: _Dated, clock: _Clocks) -> Mark:
    when, span, meaning = each.event.when, each.span, each.meaning
    at = clock.point(when, span, axis)
    left, right = (axis.em(at),) * 2 if at is not None else (axis.em(span.first), axis.em(span.end))
    open_left, open_right = each.span_open
    if meaning.extent in ("moment", "within") and not open_left and not open_right:
        if at is None and right - left < LEAST_SPAN:
            left = right = (left + right) / 2  # too short to be seen: at this scale it is a point
        elif at is None:
            meaning = WITHIN
    if open_left:
        left = right - STUB if meaning.unknown_first else ARROW
    if open_right:
        right = left + STUB if meaning.unknown_last else axis.width - ARROW
    left = max(left, UNKNOWN + 0.4) if open_left and meaning.unknown_first else left
    members = [
        axis.percent(axis.em((first + last + 1) * DAY // 2)) for first, last in meaning.members
    ]
    return Mark(
        each.numbers,
        axis.percent(left),
        axis.percent(right),
        left == right and not members,
        meaning,
        members,
        when.approximate,
        when.uncertain,
        open_left,
        open_right,
        when.expected,
    )


def _bands(
    axis: Axis, eras: Sequence[DrawnEra], now: tuple[int, str] | None, clock: _Clocks
) -> tuple[list[Band], float]:
    """Return the eras that touch the time on the axis, and the height in em of their names and of
    the label of now."""
    bands, rows = [], [[(0.0, axis.width)]] if now else []
    first, end = axis.first, axis.end
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
