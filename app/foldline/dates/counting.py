"""Days that are counted from another one."""

from __future__ import annotations

from foldline.dates.day import Bounds, Day, month_length, months, years
from foldline.dates.rules import DateRules, Vague

_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def shifted(day: Day, unit: str, number: int) -> Day:
    """Return the day so many units later: of months and years, the same day of the month, or its
    last.

    >>> shifted(Day(2024, 1, 31), "month", 1).isoformat()
    '2024-02-29'
    """
    if unit in _MONTHS:
        over, month = divmod(day.month - 1 + number * _MONTHS[unit], 12)
        year = day.year + over
        return Day.of(year, month + 1, min(day.day, month_length(year, month + 1)))
    return day.plus(number * {"week": 7, "fortnight": 14}.get(unit, 1))


def ago(number: Vague, unit: str, today: Day, rules: DateRules) -> Bounds | None:
    """Return "24 hours ago", "a decade ago", "several months ago", "a fortnight ago"; ahead where
    the numbers are negative.
    """
    least, most = sorted(number, key=abs)
    rough = least != most
    if unit in ("hour", "minute"):
        per_day = 24 if unit == "hour" else 1440
        near, far = (abs(n) // per_day for n in (least, most))
        far += rough and unit == "hour" or abs(most) > per_day and abs(most) % per_day > 0
        sign = 1 if most < 0 else -1
        days = sorted((sign * near, sign * far))
        return Bounds(today.plus(days[0]), today.plus(days[1]), rough)
    if unit == "weekend":
        return None
    if unit == "fortnight":
        unit, least, most = "week", 2 * least, 2 * most
    if unit in ("decade", "century"):
        size = 10 if unit == "decade" else 100
        first, last = sorted((today.year - size * least, today.year - size * most))
        return Bounds(*years(first, last)[:2], rough=True)
    ends = []
    for each in (least, most):
        if unit == "day":
            ends.append(Bounds.of_day(today.plus(-each)))
        elif unit == "week":
            ends.append(rules.week(today.plus(-7 * each)))
        elif unit in ("month", "quarter"):
            length = _MONTHS[unit]
            first = (today.month - 1) // length * length + 1 - length * each
            ends.append(months(today.year, first, first + length - 1))
        else:
            ends.append(years(today.year - each, today.year - each))
    rough = rough or unit == "year" and abs(least) >= 1000
    return Bounds(min(end.earliest for end in ends), max(end.latest for end in ends), rough)
