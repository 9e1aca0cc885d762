"""Days of other calendars as Gregorian ones. No page starts with this module: it is imported when a
date names one of them.

The Islamic calendar here is the tabular one, so its days may be off by one or two from the sighted
moon, and all of them are marked as approximate.
"""

from __future__ import annotations

from foldline.dates.day import Bounds, Day

_DAY_ONE = 1_721_425
"""The Julian day number of the day before 1 January of the year 1."""


def _day_of(julian_day: int) -> Day:
    return Day.from_ordinal(julian_day - _DAY_ONE)


def from_julian(day: Day) -> Day:
    """Return the Gregorian day of a date that is in the Julian calendar ("Old Style").

    >>> from_julian(Day(1917, 10, 25)).isoformat()
    '1917-11-07'
    """
    behind = (14 - day.month) // 12
    years, months = day.year + 4800 - behind, day.month + 12 * behind - 3
    return _day_of(day.day + (153 * months + 2) // 5 + 365 * years + years // 4 - 32083)


def hijri(year: int, month: int | None = None, number: int | None = None) -> Bounds | None:
    """Return a year, month or day of the Islamic calendar, from the evening on which it begins.

    >>> [str(day) for day in hijri(1446)[:2]]
    ['2024-07-07', '2025-06-26']
    """
    if not 1 <= year <= 9999 or number is not None and not 1 <= number <= 30:
        return None

    def first_of(year: int, month: int, day: int = 1) -> Day:
        return _day_of(
            (11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2 + day + 1_948_055
        )

    if month is None:
        begins, after = first_of(year, 1), first_of(year + 1, 1)
    elif number is None:
        begins, after = first_of(year, month), first_of(year + month // 12, month % 12 + 1)
    else:
        begins = first_of(year, month, number)
        after = begins.plus(1)
    return Bounds(begins.plus(-1), after.plus(-1), True)


def _hebrew_days(year: int) -> int:
    """Return the days from the calendar's beginning to the new year of a Hebrew year."""
    months = (235 * year - 234) // 19
    parts = 12_084 + 13_753 * months
    days = 29 * months + parts // 25_920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def _hebrew_new_year(year: int) -> int:
    before, here, after = (_hebrew_days(each) for each in (year - 1, year, year + 1))
    delay = 2 if after - here == 356 else 1 if here - before == 382 else 0
    return here + delay - 1_373_427 + _DAY_ONE


_TISHREI = 7


def _hebrew_month_lengths(year: int) -> list[tuple[int, int]]:
    """Return the months of a year from Tishrei on, by their numbers from Nisan, with their days."""
    length = _hebrew_new_year(year + 1) - _hebrew_new_year(year)
    leap = (7 * year + 1) % 19 < 7
    long_heshvan, short_kislev = length % 10 == 5, length % 10 == 3
    lengths = {7: 30, 8: 30 if long_heshvan else 29, 9: 29 if short_kislev else 30, 10: 29, 11: 30}
    lengths |= {12: 30, 13: 29} if leap else {12: 29}
    lengths |= {1: 30, 2: 29, 3: 30, 4: 29, 5: 30, 6: 29}
    return list(lengths.items())


def hebrew(year: int, month: int | None = None, number: int | None = None) -> Bounds | None:
    """Return a year, month or day of the Hebrew calendar. Months count from Nisan.

    >>> [str(day) for day in hebrew(5784)[:2]]
    ['2023-09-16', '2024-10-02']
    """
    if not 1 <= year <= 9999:
        return None
    at = _hebrew_new_year(year)
    if month is None:
        return Bounds(_day_of(at), _day_of(_hebrew_new_year(year + 1) - 1))
    for name, length in _hebrew_month_lengths(year):
        if name == month:
            if number is None:
                return Bounds(_day_of(at), _day_of(at + length - 1))
            return Bounds.of_day(_day_of(at + number - 1)) if 1 <= number <= length else None
        at += length
    return None  # there is no second Adar in that year
