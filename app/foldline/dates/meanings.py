"""The days that the parts of a date mean together, by which parts they are: a day, month and year;
a part and a decade; a season and a year.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from foldline.dates.day import Bounds, Day, month_length, months, years
from foldline.dates.rules import DateRules
from foldline.dates.written import day_in_year, written_weekday
from foldline.errors import WhenError
from foldline.locales import ENGLISH

Bag = dict[str, Any]
"""The parts of one date by their classes: {"month": 2, "year": 2026}."""


def _day(bag: Bag, rules: DateRules) -> Bounds:
    day = Day.of(bag["year"], bag["month"], bag["number"])
    if bag.get("weekday", day.weekday) != day.weekday:
        wanted = day_in_year(str(day.year), day.month, day.day, ENGLISH)
        real, wrong = (written_weekday(each, ENGLISH) for each in (day.weekday, bag["weekday"]))
        raise WhenError(f"{wanted} was a {real}, not a {wrong}")
    return Bounds(day, day)


def _half_month(bag: Bag, rules: DateRules) -> Bounds:
    first, last, _ = months(bag["year"], bag["month"], bag["month"])
    return (
        Bounds(first, first._replace(day=15))
        if bag["half"] == 1
        else Bounds(first._replace(day=16), last)
    )


def _part_of_season(bag: Bag, rules: DateRules) -> Bounds:
    first = rules.season(bag["year"], bag["season"]).earliest
    month = first.month + bag["part"]
    return months(first.year, month, month)


def _nth_weekday(bag: Bag, rules: DateRules) -> Bounds | None:
    """Return the first Friday of May 2025, or the last; None where there is no nth."""
    nth, weekday = bag["nth"]
    days = [
        Day.of(bag["year"], bag["month"], day)
        for day in range(1, month_length(bag["year"], bag["month"]) + 1)
    ]
    fitting = [day for day in days if day.weekday == weekday]
    return Bounds.of_day(fitting[nth if nth < 0 else nth - 1]) if nth <= len(fitting) else None


def _decade(bag: Bag, rules: DateRules) -> Bounds:
    """Return the years of a decade, or a part of it. The 1990s are ten years, the 1800s a hundred,
    and the 2000s ten.
    """
    first = bag["decade"]
    many = 10 if first % 100 or first >= 2000 else 100
    if "half" in bag:
        return _share(first, many, 2, bag["half"])
    if many == 10:
        return (
            rules.third_of_decade(first, bag["part"]) if "part" in bag else years(first, first + 9)
        )
    start, end = ((0, 99), (0, 33), (34, 66), (67, 99))[bag.get("part", -1) + 1]
    return years(first + start, first + end)


def _share(first: int, many: int, shares: int, nth: int) -> Bounds:
    """Return the nth of `shares` equal parts of `many` years, from the year `first` on."""
    return years(first + many * (nth - 1) // shares, first + many * nth // shares - 1)


def century(number: int, part: int | None) -> Bounds:
    """Return the years of a century: the 19th is 1801 to 1900. Its thirds have 33, 33 and 34
    years.
    """
    start, end = ((1, 100), (1, 33), (34, 66), (67, 100))[0 if part is None else part + 1]
    return years(100 * (number - 1) + start, 100 * (number - 1) + end)


def _numbered(bag: Bag, rules: DateRules) -> Bounds | None:
    """Return the years of a century by its number: the 19th century, the 5th century BC."""
    if bag["unit"] != "century" or not 1 <= bag["number"] <= 99:
        return None
    number = bag["number"] if bag.get("era", 1) > 0 else 1 - bag["number"]
    for name, shares in (("half", 2), ("quarter", 4)):
        if name in bag:
            return _share(100 * (number - 1) + 1, 100, shares, bag[name])
    return century(number, bag.get("part"))


def _week_number(bag: Bag, rules: DateRules) -> Bounds | None:
    return _iso_week(bag["year"], bag["number"]) if bag["unit"] == "week" else None


def _iso_week(year: int, week: int, weekday: int = 0) -> Bounds:
    """Return a week of ISO 8601, or one of its days. Week 1 is the one with 4 January."""
    first = Day.of(year, 1, 4)
    monday = first.plus(7 * (week - 1) - first.weekday)
    if not 1 <= week <= 53 or monday.plus(3).year != year or weekday > 7:
        raise WhenError(
            f"there is no week {week} in {year}"
            if weekday <= 7
            else f"there is no day {weekday} of a week"
        )
    return Bounds.of_day(monday.plus(weekday - 1)) if weekday else Bounds(monday, monday.plus(6))


def _feast(bag: Bag, rules: DateRules) -> Bounds | None:
    from foldline.dates.calendars import hijri  # no page starts with these
    from foldline.dates.feasts import feast

    if bag["feast"] == "ramadan" and bag["year"] < 1583:
        return hijri(bag["year"], 9)  # "Ramadan 1446"
    return feast(bag["feast"], bag["year"])


def _of_other_calendar(bag: Bag, rules: DateRules) -> Bounds | None:
    from foldline.dates.calendars import hebrew, hijri  # nor with other calendars

    if "hebrew" in bag or "hebrew_month" in bag:
        return hebrew(bag["year"], bag.get("hebrew_month"), bag.get("number"))
    return hijri(bag["year"], bag.get("hijri_month"), bag.get("number"))


Meaning = Callable[[Bag, DateRules], Bounds | None]
"""Raises WhenError for what can't be true; returns None for what makes no sense."""
MEANINGS: dict[frozenset[str], Meaning] = {
    frozenset(keys.split()): meaning
    for keys, meaning in {
        "year": lambda bag, rules: years(bag["year"], bag["year"]),
        "part year": lambda bag, rules: rules.third_of_year(bag["year"], bag["part"]),
        "half year": lambda bag, rules: months(bag["year"], 6 * bag["half"] - 5, 6 * bag["half"]),
        "quarter year": lambda bag, rules: months(
            bag["year"], 3 * bag["quarter"] - 2, 3 * bag["quarter"]
        ),
        "season year": lambda bag, rules: rules.season(bag["year"], bag["season"]),
        "part season year": _part_of_season,
        "part quarter year": lambda bag, rules: months(
            bag["year"], *(2 * [3 * bag["quarter"] - 2 + bag["part"]])
        ),
        "month year": lambda bag, rules: months(bag["year"], bag["month"], bag["month"]),
        "part month year": lambda bag, rules: rules.third_of_month(
            bag["year"], bag["month"], bag["part"]
        ),
        "half month year": _half_month,
        "number month year": _day,
        "weekday number month year": _day,
        "part number month year": _day,
        "part weekday number month year": _day,
        **{
            f"weekof {weekday}number month year": lambda bag, rules: rules.week(
                _day(bag, rules).earliest
            )
            for weekday in ("", "weekday ")
        },
        "nth month year": _nth_weekday,
        "unit year": lambda bag, rules: (
            years(bag["year"], bag["year"]) if bag["unit"] == "year" else None
        ),
        "part unit year": lambda bag, rules: (
            rules.third_of_year(bag["year"], bag["part"]) if bag["unit"] == "year" else None
        ),
        **{f"{share}decade": _decade for share in ("", "part ", "half ")},
        **{
            f"{share}number unit{era}": _numbered
            for share in ("", "part ", "half ", "quarter ")
            for era in ("", " era")
        },
        "number unit year": _week_number,
        "cycle year": lambda bag, rules: Bounds(
            *years(bag["year"] - 1, bag["year"])[:2], rough=True
        ),
        "feast year": _feast,
        **{
            f"{each}{calendar} year": _of_other_calendar
            for calendar in ("hijri", "hebrew")
            for each in ("", f"{calendar}_month ", f"number {calendar}_month ")
        },
        **{
            f"{number}{month} year": _of_other_calendar
            for month in ("hijri_month", "hebrew_month")
            for number in ("", "number ")
        },
        "isoweek": lambda bag, rules: _iso_week(*bag["isoweek"]),
    }.items()
}
"""What each set of parts means; any other set is not read."""
