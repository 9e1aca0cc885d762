"""Lay out the time axis of the picture: where each minute is.

Minutes count from the beginning of the year 1, as `Day.ordinal` does for days. Places are in
percent of the drawing's width, so that one drawing fits its own width and any greater one: what
does not overlap at its own width is farther apart at a greater one.

Where most events lie close together in a long time, the axis has parts. Those that hold the events
are drawn larger; the time around them is a strip. No time is left out. Where the time is deep, the
axis is logarithmic.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

DAY = 1440
YEAR = 365.2425 * DAY
PAD = 0.8
"""Em that stay free at both ends of the axis."""
CLOSE = 0.8
"""Em. Marks that begin closer to each other than this look like one."""
MOST_NEAR = 3
"""Parts of an axis that are drawn larger."""
LEAST_GAIN = 3.0
"""How many times larger such a part has to become; else one scale is better."""
DEEP = 10_000
"""Years from which on an axis may be logarithmic."""


class Stretch(NamedTuple):
    """Bound a stretch of time, in minutes; `end` is not part of it."""

    first: int
    end: int


class Part(NamedTuple):
    """Describe a part of an axis in one scale, `em` wide. `strip` is whether time is smaller here
    than in other parts."""

    first: int
    end: int
    em: float
    strip: bool = False

    @property
    def short(self) -> bool:
        """Return whether it is so short that its hours need no day."""
        return self.end - self.first < DAY

    @property
    def scale(self) -> float:
        """Em a minute."""
        return self.em / max(self.end - self.first, 1)


def parts_of(spans: Sequence[Stretch], room: float) -> list[Part]:
    """Return the parts of an axis for marks that take these times, in `room` em: one, if most of
    the marks can be told from each other.
    """
    first, end = min(each.first for each in spans), max(each.end for each in spans)
    return _parts(spans, first, end, room)


def _parts(spans: Sequence[Stretch], first: int, end: int, room: float) -> list[Part]:
    """Return the parts of one stretch. It is divided if at least half of its marks are short and
    look like their neighbours."""
    one = [Part(first, end, room)]
    least = CLOSE * (end - first) / room
    long = {each.first for each in spans if each.end - each.first >= least}
    starts = sorted({each.first for each in spans if each.end - each.first < least})
    runs = [run for run in _runs(starts, least) if len(run) > (1 if len(starts) < 6 else 2)]
    if 2 * sum(map(len, runs)) < len({*starts, *long}) or room < 12:
        return one
    total = len(starts) + 2 * len(runs) + 1
    runs = sorted(sorted(runs, key=len, reverse=True)[:MOST_NEAR])
    runs = [
        run
        for run in runs
        if (len(run) + 1) / total * (end - first) > LEAST_GAIN * (_after(run) - run[0])
    ]
    if not runs:
        return one
    cuts: list[tuple[int, int, list[int]]] = []  # first, end, the marks of a part that is larger
    at = first
    for run in runs:
        if run[0] > at:
            cuts.append((at, run[0], []))
        cuts.append((run[0], min(_after(run), end), run))
        at = min(_after(run), end)
    if at < end:
        cuts.append((at, end, []))
    return _sized(cuts, spans, room)


def _after(run: Sequence[int]) -> int:
    """Return the end of a part: the end of the day after whose mark it ends, or a little time after
    it where the part is shorter than two days."""
    length = run[-1] - run[0]
    return run[-1] + (DAY - run[-1] % DAY if length >= 2 * DAY else max(length // 12, 5))


def _runs(starts: Sequence[int], least: float) -> list[list[int]]:
    """Return the marks that look like one with their neighbours."""
    found: list[list[int]] = []
    for start in starts:
        if found and start - found[-1][-1] < least:
            found[-1].append(start)
        else:
            found.append([start])
    return found


def _sized(
    cuts: Sequence[tuple[int, int, list[int]]], spans: Sequence[Stretch], room: float
) -> list[Part]:
    """Return the parts with their widths: for each mark some, and no strip without room for a word
    below it."""
    least = 5.5 if room > 30 else 3.5
    starts = {each.first for each in spans}
    needs = [
        len(run) + 1 if run else 0.5 + sum(first <= start < end for start in starts)
        for first, end, run in cuts
    ]
    strips = [
        0 if run else max(least, 0.8 * room * need / sum(needs))
        for (_, _, run), need in zip(cuts, needs, strict=True)
    ]
    if sum(strips) > 0.55 * room:
        strips = [each * 0.55 * room / sum(strips) for each in strips]
    free = (room - sum(strips)) / sum(
        need for (_, _, run), need in zip(cuts, needs, strict=True) if run
    )
    found: list[Part] = []
    for (first, end, run), need, strip in zip(cuts, needs, strips, strict=True):
        if not run:
            found.append(Part(first, end, strip, True))
            continue
        inside = [each for each in spans if first <= each.first and each.end <= end]
        inner = _parts(inside, first, end, need * free)
        if len(inner) > 1 and len(found) + len(inner) > 5:
            inner = [Part(first, end, need * free)]
        found += inner
    return found


def is_deep(spans: Sequence[Stretch], room: float) -> bool:
    """Return whether the axis should be logarithmic: there is deep time on it, and in one scale
    many marks would look like one."""
    first, end = min(each.first for each in spans), max(each.end for each in spans)
    if end - first < DEEP * YEAR:
        return False
    starts = sorted({each.first for each in spans})
    runs = [run for run in _runs(starts, CLOSE * (end - first) / room) if len(run) > 1]
    return 3 * sum(map(len, runs)) >= len(starts) > 2


class Axis:
    """Map minutes to places on an axis `width` em wide, of which `before` and `after` stay free at
    its ends.
    """

    deep = False

    def __init__(self, spans: Sequence[Stretch], width: float, before: float = 0, after: float = 0):
        self.width = width
        self._left = before + PAD
        self._room = width - before - after - 2 * PAD
        self.parts = self._parts_of(spans)
        self.first, self.end = self.parts[0].first, self.parts[-1].end
        self._starts: list[float] = []
        left = self._left
        for part in self.parts:
            self._starts.append(left)
            left += part.em

    def _parts_of(self, spans: Sequence[Stretch]) -> list[Part]:
        return parts_of(spans, self._room)

    def em(self, minute: int) -> float:
        """Return the place of a minute, in em from the left at the axis's own width. One outside of
        the axis is placed at its end.
        """
        at = max(bisect_right(self.parts, minute, key=lambda each: each.first) - 1, 0)
        part = self.parts[at]
        inside = min(max(minute, part.first), part.end)
        return self._starts[at] + (inside - part.first) * part.scale

    def percent(self, em: float) -> float:
        return round(100 * em / self.width, 2)

    @property
    def lines(self) -> list[tuple[float, float, bool]]:
        """Return the parts of the axis, in percent: where each begins and ends, and whether it is a
        strip.
        """
        ends = [0.0, *self._starts[1:], self.width]
        return [
            (self.percent(first), self.percent(end), part.strip)
            for first, end, part in zip(ends, ends[1:], self.parts, strict=False)
        ]


class DeepAxis(Axis):
    """Map minutes to places by the logarithm of how long ago they are."""

    deep = True

    def _parts_of(self, spans: Sequence[Stretch]) -> list[Part]:
        first, end = min(each.first for each in spans), max(each.end for each in spans)
        ages = sorted({end - each.first for each in spans})
        self.base = max(DAY, ages[1] / 3) if len(ages) > 1 else DAY
        """Minutes within which the axis is nearly linear."""
        return [Part(first, end, self._room)]

    def em(self, minute: int) -> float:
        age = self.end - min(max(minute, self.first), self.end)
        whole = math.log1p((self.end - self.first) / self.base)
        return self._left + self._room * (1 - math.log1p(age / self.base) / whole)


def axis_for(spans: Sequence[Stretch], width: float, before: float = 0, after: float = 0) -> Axis:
    """Return the axis that shows these times best."""
    made = DeepAxis if is_deep(spans, width - before - after - 2 * PAD) else Axis
    return made(spans, width, before, after)
