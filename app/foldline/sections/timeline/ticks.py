"""Find what is written below the time axis of the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from foldline.dates.day import LARGEST_YEAR, Day, year_text
from foldline.dates.language import Language
from foldline.dates.written import written_year
from foldline.locales import Words
from foldline.sections.timeline.axis import DAY, YEAR, Axis, DeepAxis, Part
from foldline.sections.timeline.lettering import BOLD, width_of

TICK_GAP = 0.9
"""Em that stay free between two words below the axis."""


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
    *(_Step("minute", n, n) for n in (1, 2, 5, 10, 15, 30)),
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
    """Return for each part of an axis the finest ticks whose words have room. A part without one of
    them gets a tick that names the part. `hours` is whether dates have times of day.
    """
    if isinstance(axis, DeepAxis):
        written = _deep(axis, language.written)
        placed = _placed(axis, [written], all_labelled=False)[0]
        labelled = {tick.at for tick in placed}
        rest = (axis.percent(axis.em(each.minute)) for each in written)
        bare = [Tick(at, "", "", "middle", "middle", True) for at in rest if at not in labelled]
        return sorted([*placed, *bare], key=lambda tick: tick.at)
    steps = [_first_step(part, hours) for part in axis.parts]
    while True:
        found = [
            _in(part, _STEPS[step], language.written, len(steps) == 1)
            for part, step in zip(axis.parts, steps, strict=True)
        ]
        placed, failed = _placed(axis, found)
        if failed is None and (len(placed) > 1 or len(steps) > 1 or not steps[0]):
            return placed
        if failed is None:  # one word does not say how long the axis is: a finer step, with gaps
            finer = _in(axis.parts[0], _STEPS[steps[0] - 1], language.written, True)
            return _placed(axis, [finer], all_labelled=False)[0]
        if steps[failed] + 1 == len(_STEPS):
            return _placed(axis, found, all_labelled=False)[0]
        steps[failed] += 1


def _first_step(part: Part, hours: bool) -> int:
    """Return the finest step that a part may have."""
    for at, step in enumerate(_STEPS):
        if step.unit in ("minute", "hour") and not hours or step.length * part.scale < 1.4:
            continue
        if (part.end - part.first) // step.length <= MOST_TICKS:
            return at
    return len(_STEPS) - 1


def _deep(axis: DeepAxis, words: Words | None) -> list[_Written]:
    """Return a tick for each power of ten years ago, from the first that has room, and one for the
    year at the end."""
    end = Day.from_ordinal((axis.end - 1) // DAY)
    found = [_Written(axis.end, _year(end.year, words), "")]
    of = words("sections.timeline.years_ago") if words else ""
    years = 1
    while years <= LARGEST_YEAR and axis.end - round(years * YEAR) >= axis.first:
        minute = axis.end - round(years * YEAR)
        if axis.em(axis.end) - axis.em(minute) > 4:
            found.append(_Written(minute, _many_years(years, words), of))
        years *= 10
    return found[::-1]


def _many_years(years: int, words: Words | None) -> str:
    if words is None:
        return f"10^{len(str(years)) - 1}"
    if years >= 10**9:
        return words("sections.timeline.billion", n=years // 10**9)
    if years >= 10**6:
        return words("sections.timeline.million", n=years // 10**6)
    return words.number(years)


class _Written(NamedTuple):
    minute: int
    words: str
    of: str
    ruled: bool = True


def _in(stretch: Part, step: _Step, words: Words | None, alone: bool) -> list[_Written]:
    """Return the ticks in a part; one without a line where the step gives none, or only one that
    would not say how long the part is."""
    first, last = Day.from_ordinal(stretch.first // DAY), Day.from_ordinal((stretch.end - 1) // DAY)
    found = []
    if step.unit in ("minute", "hour"):
        for minute in range(
            -(-stretch.first // step.length) * step.length, stretch.end + 1, step.length
        ):
            day = Day.from_ordinal(minute // DAY)
            found.append(_Written(minute, _time(minute % DAY, words), _day(day, words)))
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
    if len(found) > (0 if alone or step.unit != "year" else 1):
        return found
    return [_whole(stretch, first, last, words)]


def _whole(stretch: Part, first: Day, last: Day, words: Words | None) -> _Written:
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


def _time(minute: int, words: Words | None) -> str:
    hour, minute = divmod(minute, 60)
    if words is None or minute:
        shown = f"{minute:02}"
        return words("dates.axis.minute", hour=hour, minute=shown) if words else f"{hour}:{shown}"
    return words("dates.axis.hour", hour=hour)


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
) -> tuple[list[Tick], int | None]:
    """Return the ticks with their places, so that no words touch, and the part that needs a coarser
    step, if there is one. Without `all_labelled`, for the last step, words without room are left
    out.
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
                    return [], group
    kept.sort(key=lambda each: each[0].minute)
    placed: list[Tick] = []
    labels: list[
        tuple[int, str, float, int]
    ] = []  # in which stretch, what, where that ends, and by which tick
    for each, group, anchor in kept:
        em, of, held = axis.em(each.minute), "", anchor
        if each.of and (not labels or labels[-1][1] != each.of):
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
                elif all_labelled and len(found[group]) > 1 and not axis.parts[group].short:
                    return [], group
                else:
                    of, right = "", labels[-1][2]
            labels.append((group, each.of, right, len(placed)))
        placed.append(Tick(axis.percent(em), each.words, of, anchor, held, each.ruled))
    return placed, None


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
