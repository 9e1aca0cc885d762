"""Holidays and observances whose day differs from year to year. No page starts with this module: it
is imported when a date names one of them.

Those that go by the moon are in a table made from `holidays` (`made/feast_days.py`), for the years
that it has; the others go by a rule. A name without a day in a year means nothing in that year.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from foldline.dates.calendars import from_julian
from foldline.dates.day import Bounds, Day, month_length


class Rule(NamedTuple):
    """The nth weekday of a month (-1 for the last), some days from it, in some years."""

    month: int
    weekday: int
    nth: int
    first: int = 0
    last: int = 0
    since: int = 1
    every: int = 1
    rest: int = 0


RULES: dict[str, Rule] = {
    "thanksgiving": Rule(11, 3, 4, since=1942),
    "thanksgiving_weekend": Rule(11, 3, 4, 0, 3, since=1942),
    "black_friday": Rule(11, 3, 4, 1, 1, since=1942),
    "cyber_monday": Rule(11, 3, 4, 4, 4, since=2005),
    "canadian_thanksgiving": Rule(10, 0, 2, since=1957),
    "labor_day": Rule(9, 0, 1, since=1894),
    "labor_day_weekend": Rule(9, 0, 1, -2, 0, since=1894),
    "memorial_day": Rule(5, 0, -1, since=1971),
    "memorial_day_weekend": Rule(5, 0, -1, -2, 0, since=1971),
    "martin_luther_king_day": Rule(1, 0, 3, since=1986),
    "presidents_day": Rule(2, 0, 3, since=1971),
    "columbus_day": Rule(10, 0, 2, since=1971),
    "mothers_day": Rule(5, 6, 2, since=1914),
    "fathers_day": Rule(6, 6, 3, since=1972),
    "election_day": Rule(11, 0, 1, 1, 1, since=1845),
    "midterm_elections": Rule(11, 0, 1, 1, 1, since=1846, every=4, rest=2),
    "super_tuesday": Rule(3, 1, 1, since=2012, every=4),
    "early_may_bank_holiday": Rule(5, 0, 1, since=1996),
    "summer_bank_holiday": Rule(8, 0, -1, since=1971),
}

EASTER: dict[str, tuple[int, int]] = {
    "easter": (0, 0),
    "good_friday": (-2, -2),
    "easter_monday": (1, 1),
    "easter_weekend": (-2, 1),
    "holy_saturday": (-1, -1),
    "maundy_thursday": (-3, -3),
    "palm_sunday": (-7, -7),
    "holy_week": (-7, -1),
    "ash_wednesday": (-46, -46),
    "shrove_tuesday": (-47, -47),
    "ascension_day": (39, 39),
    "pentecost": (49, 49),
    "corpus_christi": (60, 60),
}
"""The days from Easter Sunday on which each begins and ends."""

LONG: dict[str, tuple[int, int]] = {
    "eid_al_fitr": (0, 1),
    "eid_al_adha": (0, 1),
    "hanukkah": (0, 7),
    "passover": (0, 7),
    "rosh_hashanah": (0, 1),
    "sukkot": (0, 6),
}
"""Those of the table that are longer than a day: where they begin and end, from the day there."""

SIGHTED = frozenset(
    {"ramadan", "eid_al_fitr", "eid_al_adha", "ashura", "islamic_new_year", "mawlid"}
)
"""Those that begin when the moon is seen, which may be on another day elsewhere."""


def feast(name: str, year: int) -> Bounds | None:
    """Return the days of a feast in a year; None where it has none, or none is known.

    >>> str(feast("good_friday", 2025).earliest), str(feast("diwali", 2019).earliest)
    ('2025-04-18', '2019-10-27')
    """
    if name == "inauguration_day":
        return Bounds.of_day(Day(year, 1, 20)) if year >= 1937 and year % 4 == 1 else None
    if name == "orthodox_easter":
        return Bounds.of_day(from_julian(_easter_by(year, 0, 0))) if year >= 326 else None
    if name in EASTER:
        if year < 1583:
            return None
        sunday = easter(year)
        first, last = EASTER[name]
        return Bounds(sunday.plus(first), sunday.plus(last))
    if name in RULES:
        return _by_rule(RULES[name], year)
    days = _table().get(name, [])
    at = bisect_left(days, Day(year, 1, 1))
    if at >= len(days) or days[at].year != year:
        return None
    if name == "ramadan":
        ends = feast("eid_al_fitr", days[at].plus(25).year)
        if ends is None or ends.earliest < days[at]:
            return None
        return Bounds(days[at].plus(-1), ends.earliest, True)
    first, last = LONG.get(name, (0, 0))
    return Bounds(days[at].plus(first), days[at].plus(last), name in SIGHTED)


def _by_rule(rule: Rule, year: int) -> Bounds | None:
    if year < rule.since or year % rule.every != rule.rest:
        return None
    last = Day(year, rule.month, month_length(year, rule.month))
    if rule.nth < 0:
        day = last.plus(-((last.weekday - rule.weekday) % 7))
    else:
        first = Day(year, rule.month, 1)
        day = first.plus((rule.weekday - first.weekday) % 7 + 7 * (rule.nth - 1))
    return Bounds(day.plus(rule.first), day.plus(rule.last))


def easter(year: int) -> Day:
    """Return Easter Sunday of the western churches, by the rule of 1582 in its usual form (Meeus).

    >>> easter(2024).isoformat()
    '2024-03-31'
    """
    century = year // 100
    skipped = century - century // 4
    moon = skipped - (8 * century + 13) // 25
    return _easter_by(year, moon, skipped - 2)


def _easter_by(year: int, moon: int, skipped: int) -> Day:
    """Return Easter by the moon's correction and the leap days left out since the year 325; without
    both, in the Julian calendar.
    """
    golden = year % 19
    epact = (19 * golden + 15 + moon) % 30
    if moon:
        epact -= epact // 28 * (1 - 29 // (epact + 1) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + (2 - skipped - 2 if moon else 0)) % 7
    days = epact - weekday
    month = 3 + (days + 40) // 44
    return Day(year, month, days + 28 - 31 * (month // 4))


@cache
def _table() -> dict[str, list[Day]]:
    from foldline.dates.made.feast_days import DAYS
    from foldline.dates.zones import unpacked

    found = {}
    for line in unpacked(DAYS):
        name, _, steps = line.partition("=")
        at, days = 0, []
        for step in steps.split(" "):
            at += int(step)
            days.append(Day.from_ordinal(at))
        found[name] = days
    return found
