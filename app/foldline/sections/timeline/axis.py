"""Lay out the time axis of the picture: where each minute is, where the axis is broken, and what is
written below it.

Minutes count from the beginning of the year 1, as `Day.ordinal` does for days. Places are in
percent of the drawing's width, so that one drawing fits its own width and any greater one: what
does not overlap at its own width is farther apart at a greater one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from foldline.dates.day import Day, year_text
from foldline.dates.language import Language
from foldline.dates.written import written_year
from foldline.locales import Words
from foldline.sections.timeline.lettering import BOLD, width_of

DAY = 1440
PAD = 0.8
"""Em that stay free on both sides of what is drawn between two breaks."""
BREAK = 1.6
"""Em of the break in place of a gap that is left out."""
MOST_BREAKS = 3
CLOSE = 0.8
"""Em. Marks that begin closer to each other than this look like one."""
TICK_GAP = 0.9
"""Em that stay free between two words below the axis."""


class Stretch(NamedTuple):
    """Bound a stretch of unbroken time, in minutes; `end` is not part of it."""

    first: int
    end: int


def stretches(
    spans: Iterable[Stretch], width: float, also: Sequence[Stretch] = ()
) -> list[Stretch]:
    """Return the time to draw: in one piece, or broken where a long gap between the spans would
    leave too little room for the rest.

    A gap is left out only where it is more than twice as long as all that is left, or where it is
    more than half as long and leaving it out separates marks that would look like one. In the first
    case one of the stretches that are left must show more than one mark; else the time between
    single marks is all there is to see. `also` is time that must be on the axis but shows nothing
    itself.
    """
    spans = sorted(spans)
    held: list[list[int]] = []
    for first, end in sorted([*spans, *also]):
        if held and first <= held[-1][1]:
            held[-1][1] = max(held[-1][1], end)
        else:
            held.append([first, end])
    gaps = sorted(range(1, len(held)), key=lambda at: (held[at - 1][1] - held[at][0], at))
    starts = sorted({first for first, _ in spans})
    chosen = [Stretch(held[0][0], held[-1][1])]
    fewest = _too_close(starts, chosen, width)
    for many in range(1, min(MOST_BREAKS, len(gaps)) + 1):
        at = sorted(gaps[:many])
        found = [
            Stretch(held[first][0], held[end - 1][1])
            for first, end in zip([0, *at], [*at, len(held)], strict=True)
        ]
        rest = sum(end - first for first, end in found)
        shortest = held[gaps[many - 1]][0] - held[gaps[many - 1] - 1][1]
        if 2 * shortest < rest or _free(found, width) < 4 * PAD:
            break
        close = _too_close(starts, found, width)
        shows = any(sum(first <= start < end for start in starts) > 1 for first, end in found)
        if shows and shortest > 2 * rest or close < fewest:
            chosen, fewest = found, close
    return chosen


def _free(found: Sequence[Stretch], width: float) -> float:
    """Return the width in em that is left for time itself."""
    return width - 2 * PAD * len(found) - BREAK * (len(found) - 1)


def _too_close(starts: Sequence[int], found: Sequence[Stretch], width: float) -> int:
    least = CLOSE * sum(end - first for first, end in found) / max(_free(found, width), 1)
    return sum(
        1
        for one, other in zip(starts, starts[1:], strict=False)
        if other - one < least and any(s.first <= one and other <= s.end for s in found)
    )


class Axis:
    """Map minutes to places on an axis `width` em wide, of which `before` and `after` stay free at
    its ends.
    """

    def __init__(self, found: Sequence[Stretch], width: float, before: float = 0, after: float = 0):
        self.stretches = list(found)
        self.width = width
        time = max(sum(end - first for first, end in found), 1)
        self.scale = max(_free(found, width - before - after), 1) / time
        """Em a minute."""
        self._starts: list[float] = []
        left = before + PAD
        for first, end in found:
            self._starts.append(left)
            left += (end - first) * self.scale + 2 * PAD + BREAK

    def em(self, minute: int) -> float:
        """Return the place of a minute, in em from the left at the axis's own width. A minute in a
        break is placed in the break, one outside of the axis at its end.
        """
        at = max(bisect_right(self.stretches, minute, key=lambda each: each.first) - 1, 0)
        stretch = self.stretches[at]
        inside = min(max(minute, stretch.first), stretch.end)
        found = self._starts[at] + (inside - stretch.first) * self.scale
        if minute > stretch.end and at + 1 < len(self.stretches):
            gap = self.stretches[at + 1].first - stretch.end
            found += (minute - stretch.end) / gap * (2 * PAD + BREAK)
        return found

    def percent(self, em: float) -> float:
        return round(100 * em / self.width, 2)

    @property
    def lines(self) -> list[tuple[float, float]]:
        """Return the lines of the axis, in percent: where each begins and ends. Breaks are between
        them.
        """
        ends = [
            (start - PAD, start + (s.end - s.first) * self.scale + PAD)
            for start, s in zip(self._starts, self.stretches, strict=True)
        ]
        ends[0], ends[-1] = (0, ends[0][1]), (ends[-1][0], self.width)
        return [(self.percent(first), self.percent(end)) for first, end in ends]


# --- ticks
# ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Tick:
    """Describe a mark on the axis, at a place in percent. `words` stand below it ("Sep"), and below
    those `of`, the time they belong to ("2021"). `ruled` is whether a line goes up from it: it is
    then a moment, not the middle of a day or of a stretch.
    """

    at: float
    words: str
    of: str
    anchor: str
    """Which part of `words` is at that place."""
    of_anchor: str
    ruled: bool


class _Step(NamedTuple):
    unit: str
    many: int
    length: int
    """The least time between two of them, in minutes."""


_STEPS = [
    *(_Step("hour", n, 60 * n) for n in (1, 2, 3, 6, 12)),
    *(_Step("day", n, DAY * n) for n in (1, 2, 5, 10)),
    *(_Step("month", n, DAY * (31 * n - n)) for n in (1, 2, 3, 6)),
    *(
        _Step("year", n * 10**power, 365 * DAY * n * 10**power)
        for power in range(13)
        for n in (1, 2, 5)
    ),
]
MOST_TICKS = 14


def ticks(axis: Axis, language: Language, hours: bool) -> list[Tick]:
    """Return the finest ticks whose words have room. A stretch without one of them gets a tick that
    names the stretch. `hours` is whether dates have times of day.
    """
    for step in _STEPS:
        if step.unit == "hour" and not hours or step.length * axis.scale < 1.4:
            continue
        if sum((end - first) // step.length for first, end in axis.stretches) > MOST_TICKS:
            continue
        found = [_in(stretch, step, language.written) for stretch in axis.stretches]
        placed = _placed(axis, found)
        if placed is not None:
            return placed
    return _placed(axis, found, all_labelled=False) or []


class _Written(NamedTuple):
    minute: int
    words: str
    of: str
    ruled: bool = True


def _in(stretch: Stretch, step: _Step, words: Words | None) -> list[_Written]:
    """Return the ticks in a stretch; one without a line where the step gives none."""
    first, last = Day.from_ordinal(stretch.first // DAY), Day.from_ordinal((stretch.end - 1) // DAY)
    found = []
    if step.unit == "hour":
        for minute in range(
            -(-stretch.first // step.length) * step.length, stretch.end + 1, step.length
        ):
            day = Day.from_ordinal(minute // DAY)
            found.append(_Written(minute, _hour(minute // 60 % 24, words), _day(day, words)))
    elif step.unit == "day":
        for ordinal in range(first.ordinal, last.ordinal + 1):
            day = Day.from_ordinal(ordinal)
            # of five days: the 1st, 6th, 11th, and no 31st next to the 1st
            if (day.day - 1) % step.many == 0 and (step.many < 2 or day.day < 30):
                found.append(
                    _Written(ordinal * DAY + DAY // 2, str(day.day), _month(day, words), False)
                )
    elif step.unit == "month":
        for count in range(12 * first.year + first.month - 1, 12 * last.year + last.month + 1):
            day = Day(count // 12, count % 12 + 1, 1)
            if count % step.many == 0 and stretch.first <= day.ordinal * DAY <= stretch.end:
                found.append(
                    _Written(day.ordinal * DAY, _short(day, words), _year(day.year, words))
                )
    else:
        for year in range(first.year // step.many * step.many, last.year + 2, step.many):
            if year <= 0 and step.many > 1 and words:
                if year == 0:
                    continue  # 20 BC, AD 20: there is no round year between
                year += 1
            if stretch.first <= (minute := Day(year, 1, 1).ordinal * DAY) <= stretch.end:
                found.append(_Written(minute, _year(year, words), ""))
    return found or [_whole(stretch, first, last, words)]


def _whole(stretch: Stretch, first: Day, last: Day, words: Words | None) -> _Written:
    """Return the words that name a stretch, at its middle."""
    middle = (stretch.first + stretch.end) // 2
    year = _year(first.year, words)
    if first == last:
        if words is None:
            return _Written(middle, first.isoformat(), "", False)
        month = _short(first, words)
        named = words("dates.axis.day_of_year", n=first.day, day=first.day, month=month)
        return _Written(middle, named, year, False)
    if first[:2] == last[:2]:
        return _Written(middle, _short(first, words), year, False)
    return _Written(middle, _years(first.year, last.year, words), "", False)


# --- the words of ticks; where a language has none, figures


def _hour(hour: int, words: Words | None) -> str:
    return words("dates.axis.hour", hour=hour) if words else f"{hour}:00"


def _day(day: Day, words: Words | None) -> str:
    if words is None:
        return day.isoformat()
    month, year = _short(day, words), _year(day.year, words)
    return words("dates.axis.day", n=day.day, day=day.day, month=month, year=year)


def _short(day: Day, words: Words | None) -> str:
    return words(f"dates.short_months.{day.month}") if words else f"{day.month:02}"


def _month(day: Day, words: Words | None) -> str:
    if words is None:
        return f"{year_text(day.year)}-{day.month:02}"
    return words("dates.axis.month", month=_short(day, words), year=_year(day.year, words))


def _year(year: int, words: Words | None) -> str:
    if words is not None:
        return written_year(year, words)
    return str(year) if year > 0 else year_text(year).replace("-", "−")


def _years(first: int, last: int, words: Words | None) -> str:
    if first == last:
        return _year(first, words)
    ends = _year(first, words), _year(last, words)
    if words is None:
        return "–".join(ends)
    return words("dates.axis.years", first=ends[0], last=ends[1])


def _placed(
    axis: Axis, found: Sequence[Sequence[_Written]], all_labelled: bool = True
) -> list[Tick] | None:
    """Return the ticks with their places, so that no words touch; None where a coarser step is
    needed. Without `all_labelled`, for the last step, words without room are left out.
    """
    kept: list[tuple[_Written, int, str]] = []
    taken: list[tuple[float, float]] = []
    # those that stand for a whole stretch have to stay; the first and last of a stretch may give
    # way to them
    for group in sorted(range(len(found)), key=lambda at: len(found[at]) > 1):
        for n, each in enumerate(found[group]):
            em = axis.em(each.minute)
            for anchor in (
                (_anchor(axis, em, each.words), "start")
                if n == 0
                else (_anchor(axis, em, each.words),)
            ):
                left, right = _box(em, each.words, anchor)
                if right <= axis.width and not any(
                    left < other[1] + TICK_GAP and other[0] - TICK_GAP < right for other in taken
                ):
                    taken.append((left, right))
                    kept.append((each, group, anchor))
                    break
            else:
                if all_labelled and 0 < n < len(found[group]) - 1:
                    return None
    kept.sort(key=lambda each: each[0].minute)
    placed: list[Tick] = []
    labels: list[
        tuple[int, str, float, int]
    ] = []  # in which stretch, what, where that ends, and by which tick
    for each, group, anchor in kept:
        em, of, held = axis.em(each.minute), "", anchor
        if each.of and (not labels or labels[-1][:2] != (group, each.of)):
            of = each.of
            left, right = _box(em, of, held, BOLD)
            if left < 0 or right > axis.width:
                held = _anchor(axis, em, of, BOLD)
                left, right = _box(em, of, held, BOLD)
            if labels and left < labels[-1][2] + TICK_GAP / 2:
                if labels[-1][0] == group:
                    # "2021" below a lone December gives way to "2022" below the January that
                    # follows
                    placed[labels[-1][3]] = replace(placed[labels[-1][3]], of="")
                elif labels[-1][2] + TICK_GAP / 2 <= em <= axis.width - (right - left):
                    left, right, held = em, em + right - left, "start"
                elif all_labelled:
                    return None
                else:
                    of, right = "", labels[-1][2]
            labels.append((group, each.of, right, len(placed)))
        placed.append(Tick(axis.percent(em), each.words, of, anchor, held, each.ruled))
    return placed


def _anchor(axis: Axis, em: float, words: str, times: float = 1) -> str:
    """Return which part of words is at a place: their middle, or the end that keeps them inside the
    drawing.
    """
    half = width_of(words, times) / 2
    return "start" if em < half else "end" if em > axis.width - half else "middle"


def _box(em: float, words: str, anchor: str, times: float = 1) -> tuple[float, float]:
    wide = width_of(words, times)
    left = em - wide * {"start": 0, "middle": 0.5, "end": 1}[anchor]
    return left, left + wide
