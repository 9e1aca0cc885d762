"""The picture of a timeline: what stands where. The template makes an SVG of it.

Nobody knows how wide a page will be, so there are two drawings, for a narrow and for a wide place;
the page's styles choose. Places along the time are in percent of the width, everything else in em
of the picture's own letters; so each is right at its own width and at any greater one, and however
large a reader sets his letters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from foldline.dates.day import Clock, Day
from foldline.dates.language import Language
from foldline.dates.when import When
from foldline.sections.timeline.axis import DAY, PAD, Axis, Stretch, Tick, stretches, ticks
from foldline.sections.timeline.lettering import BOLD, shortened, width_of

NARROW, WIDE = 20.0, 44.0
"""Em of the picture's letters, 240 and 528 pixels where nobody changes them. The narrower is all
there is on a screen of 320 pixels, the wider fits in a column of a page that has room; style.css
changes at the same width."""
MOST_LABELLED, MOST_ROWS = 30, 16
"""Events and rows above which a drawing has marks without words; of eras no more rows are drawn."""
MOST_MARKS, MOST_THIN_ROWS = 200, 36
"""Marks and rows above which a drawing has bars that count."""
OPEN = 2.2
"""Em that an open end goes on for."""
ARROW = 0.9
"""Em at the end of that, in which the arrow stands."""
RADIUS = 0.4
FADE = 0.8
"""Em, at most PAD, by which a mark fades beyond what is told, where that is approximate or
uncertain.
"""
_TEXT, _MARK, _BETWEEN, _THIN = 1.3, 0.9, 0.55, 1.05
_COLUMN = 6.0
"""Em, the height of the tallest bar that counts."""


@dataclass(frozen=True)
class Told:
    """An event for the picture: its date, its few words, and the name of its lane; both may be
    empty.
    """

    when: When
    label: str = ""
    lane: str = ""


@dataclass(frozen=True)
class Named:
    """A named span of time behind the events."""

    when: When
    name: str


@dataclass
class Mark:
    """What stands for an event, or for several. Left and right in percent, y in em from the top, to
    the mark's middle.
    """

    numbers: list[int]
    """The events' places in the list, from 1."""
    left: float
    right: float
    point: bool
    soft: bool = False
    open_left: bool = False
    open_right: bool = False
    ahead: bool = False
    """It is said to lie ahead."""
    words: list[str] = field(default_factory=list)
    """The lines above it."""
    anchor: str = "start"
    y: float = 0.0
    tall: float = 0.0
    """The height in em of a bar that counts."""

    @property
    def number(self) -> int:
        return self.numbers[0]

    @property
    def count(self) -> int:
        return len(self.numbers)

    @property
    def wide(self) -> float:
        return _wide(self)

    @property
    def words_at(self) -> float:
        """Where the words are held, in percent; a point's stand as far out as its edge
        (`words_aside`).
        """
        return {
            "start": self.left,
            "end": self.right,
            "middle": round((self.left + self.right) / 2, 2),
        }[self.anchor]

    @property
    def words_aside(self) -> float:
        """Em from `words_at`."""
        return self.point * {"start": -RADIUS, "end": RADIUS, "middle": 0}[self.anchor]


@dataclass(frozen=True)
class Words:
    """Words at a place, in percent and em, and which of their ends stands there."""

    text: str
    at: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Band:
    """An era: from where to where it reaches, in percent, and its name."""

    left: float
    right: float
    name: Words

    @property
    def wide(self) -> float:
        return _wide(self)


def _wide(drawn: Mark | Band) -> float:
    """In percent, and never nothing: of a bar without a width SVG doesn't draw the edge either."""
    return max(round(drawn.right - drawn.left, 2), 0.01)


@dataclass(frozen=True)
class Drawing:
    """One drawing; its width is `size`, of NARROW and WIDE, or more. Heights in em."""

    size: str
    labelled: bool
    height: float
    base: float
    """Where the axis runs."""
    top: float
    """Where marks begin, below the names of eras."""
    lines: list[tuple[float, float]]
    ticks: list[Tick]
    marks: list[Mark]
    bands: list[Band]
    lanes: list[Words]
    now: Words | None

    @property
    def breaks(self) -> list[float]:
        """The middle of each break, in percent."""
        return [
            round((one[1] + other[0]) / 2, 2)
            for one, other in zip(self.lines, self.lines[1:], strict=False)
        ]


def drawings(
    told: Sequence[Told], eras: Sequence[Named], now: tuple[Day, str], language: Language
) -> list[Drawing]:
    """The drawings of a timeline's events, in the order in which the list has them; none where
    fewer than two have a date that could be read. `now` is the last day the brief tells of, with
    the words that say so.

    That day is marked only where something lies beyond it or goes on: else it would say nothing."""
    read = [(number, each) for number, each in enumerate(told, start=1) if each.when.read]
    if len(read) < 2:
        return []
    clock = _Clocks([each.when for _, each in read])
    dated = [_Dated(number, each, clock.span(each.when)) for number, each in read]
    today = now[0].ordinal * DAY
    marked = any(each.when.latest is None or each.when.latest > now[0] for _, each in read)
    found = stretches([each.span for each in dated], NARROW, [Stretch(today, today + DAY)] * marked)
    clock.hours = clock.told and sum(each.end - each.first for each in found) <= 3 * DAY
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
    told: Told
    span: Stretch


class _Clocks:
    """Minutes of dates. Where all times of day are told in one zone they are as told, else in UTC,
    within the day told.
    """

    def __init__(self, whens: Sequence[When]):
        clocks = [clock for when in whens for clock in (when.first, when.last) if clock]
        self.told = bool(clocks)
        self.hours = False
        """Whether the axis shows hours: then a day is no point."""
        self._as_told = len({clock.zone for clock in clocks}) < 2

    def _minute(self, clock: Clock) -> int:
        return clock.minute if self._as_told else min(max(clock.utc, 0), DAY - 1)

    def span(self, when: When) -> Stretch:
        """From the first to the last minute that can be meant; at an open end, the other one."""
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
        """The minute of a day, or of a moment; None where more is meant."""
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
    eras: Sequence[Named],
    now: tuple[int, str] | None,
    language: Language,
    clock: _Clocks,
) -> Drawing:
    bands, head = _bands(axis, eras, now, clock)
    marks = [_mark(axis, each, clock) for each in dated]
    lanes: dict[str, list[Mark]] = {}
    for mark, each in zip(marks, dated, strict=True):
        lanes.setdefault(each.told.lane, []).append(mark)
    names: list[Words] = []
    labelled = len(marks) <= MOST_LABELLED
    if labelled:
        for mark, each in zip(marks, dated, strict=True):
            _letter(axis, mark, each.told)
        height = _stack(axis, lanes, head, names)
        labelled = height - head <= MOST_ROWS * (_TEXT + _MARK + _BETWEEN)
    if not labelled:
        for mark in marks:
            mark.words, mark.anchor = [], "start"
        names.clear()
        height = _stack(axis, lanes, head, names) if len(marks) <= MOST_MARKS else 1e9
        if height - head > MOST_THIN_ROWS * _THIN:
            names.clear()
            marks = _counted(axis, marks)
            height = head + _COLUMN
            for mark in marks:
                mark.y = height
    said = None
    if now:
        em = axis.em(now[0] + DAY // 2)
        said = Words(
            now[1],
            axis.percent(em),
            _TEXT,
            "start" if em + width_of(now[1]) + 0.4 <= axis.width else "end",
        )
    base = round(height + 0.3, 2)
    below = ticks(axis, language, clock.hours)
    lines = 2 if any(each.of for each in below) else 1
    return Drawing(
        size,
        labelled,
        round(base + 0.8 + lines * _TEXT, 2),
        base,
        round(head, 2),
        axis.lines,
        below,
        marks,
        bands,
        names,
        said,
    )


def _mark(axis: Axis, each: _Dated, clock: _Clocks) -> Mark:
    when, span = each.told.when, each.span
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


def _letter(axis: Axis, mark: Mark, each: Told) -> None:
    """Gives it the words above it: from its left on, up to its right or about its middle, the first
    of these that has room, or the one that has most."""
    left, right, middle = (
        at * axis.width / 100 for at in (mark.left, mark.right, (mark.left + mark.right) / 2)
    )
    lines = [each.label, each.when.display] if each.label else [each.when.display]
    rooms = {
        "start": axis.width - left + RADIUS * mark.point,
        "end": right + RADIUS * mark.point,
        "middle": 2 * min(middle, axis.width - middle),
    }
    wide = _width_of_lines(lines)
    mark.anchor = next(
        (anchor for anchor, room in rooms.items() if wide <= room),
        max(rooms, key=lambda anchor: rooms[anchor]),
    )
    mark.words = [
        shortened(line, rooms[mark.anchor], BOLD if line is each.label else 1) for line in lines
    ]


def _width_of_lines(lines: Sequence[str]) -> float:
    """Of two, the first is bold."""
    return max(
        width_of(line, BOLD if len(lines) > 1 and n == 0 else 1) for n, line in enumerate(lines)
    )


def box_of(axis_width: float, mark: Mark, width: float | None = None) -> tuple[float, float]:
    """From where to where a mark and its words reach, in em, in a drawing laid out `axis_width`
    wide and shown `width` wide."""
    width = width or axis_width
    beyond = max(RADIUS * mark.point, FADE * mark.soft)
    left = mark.left * width / 100 - (ARROW if mark.open_left else beyond)
    right = mark.right * width / 100 + (ARROW if mark.open_right else beyond)
    if mark.words:
        wide = _width_of_lines(mark.words)
        at = (
            mark.words_at * width / 100
            + mark.words_aside
            - wide * {"start": 0, "middle": 0.5, "end": 1}[mark.anchor]
        )
        left, right = min(left, at), max(right, at + wide)
    return left, right


def _row(rows: list[list[tuple[float, float]]], box: tuple[float, float]) -> int:
    """Puts a box into the first row that has room for it, and tells which that is."""
    row = next(
        (
            n
            for n, row in enumerate(rows)
            if all(box[1] <= left or right <= box[0] for left, right in row)
        ),
        len(rows),
    )
    if row == len(rows):
        rows.append([])
    rows[row].append(box)
    return row


def _stack(axis: Axis, lanes: dict[str, list[Mark]], top: float, names: list[Words]) -> float:
    """Puts the marks of each lane into rows, each into the first that has room for it, and tells
    how deep that gets.
    """
    named = len(lanes) > 1 or "" not in lanes
    y = top
    for name, marks in lanes.items():
        if named and name:
            y += _TEXT + 0.7
            names.append(Words(shortened(name, axis.width, BOLD), 0, round(y - 0.5, 2), "start"))
        rows: list[list[tuple[float, float]]] = []
        row_of: list[int] = []
        for mark in marks:
            left, right = box_of(axis.width, mark)
            row_of.append(_row(rows, (left - 0.35, right + 0.35)))
        for row in range(len(rows)):
            here = [mark for mark, at in zip(marks, row_of, strict=True) if at == row]
            lines = max(len(mark.words) for mark in here)
            y += lines * _TEXT + _MARK + _BETWEEN if lines else _THIN
            for mark in here:
                mark.y = round(y - (_BETWEEN if lines else 0) - _MARK / 2, 2)
        y += 0.2 * named
    return y


def _counted(axis: Axis, marks: Sequence[Mark]) -> list[Mark]:
    """Bars of one width that count the events whose middle lies in them."""
    columns = int(axis.width)
    held: list[list[int]] = [[] for _ in range(columns)]
    for mark in marks:
        held[min(int((mark.left + mark.right) / 200 * columns), columns - 1)].extend(mark.numbers)
    most = max(map(len, held))
    return [
        Mark(
            numbers,
            round(100 * at / columns, 2),
            round(100 * (at + 1) / columns, 2),
            False,
            tall=round(max(0.25, _COLUMN * len(numbers) / most), 2),
        )
        for at, numbers in enumerate(held)
        if numbers
    ]


def _bands(
    axis: Axis, eras: Sequence[Named], now: tuple[int, str] | None, clock: _Clocks
) -> tuple[list[Band], float]:
    """The eras that have to do with the time shown, and how deep their names, and what is said of
    now, reach.
    """
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
        row = _row(rows, box)
        if row >= MOST_ROWS:  # the list names it
            rows.pop()
            continue
        at = axis.percent(left if anchor == "start" else right)
        bands.append(
            Band(
                axis.percent(left),
                axis.percent(right),
                Words(name, at, round((row + 1) * _TEXT, 2), anchor),
            )
        )
    return bands, (len(rows) * _TEXT + 0.5 if rows else 0.2) + PAD / 4
