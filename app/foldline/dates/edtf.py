"""EDTF, the Library of Congress's profile of ISO 8601-2 (https://www.loc.gov/standards/datetime/, 4
February 2019): all of its levels 0, 1 and 2, as the days that an expression can mean.

Where the specification leaves bounds open, docs/reference/dates.md says what is taken: seasons are
three whole months, an unknown end is as open as an open one, and a year with S significant digits
may be any that begins with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from foldline.dates.day import LARGEST_YEAR, Bounds, Clock, Day, Span, month_length, months, years
from foldline.dates.rules import DateRules
from foldline.errors import WhenError

LONGEST_EXPRESSION = 1000
"""Characters. A set may name many dates; none in a brief needs more."""

_DATE = re.compile(
    r"(?P<m1>[?~%]?)(?:(?P<year>-?[\dX]{4})"
    r"|Y(?P<long>-?[1-9]\d{0,12})(?:E(?P<power>\d{1,2}))?)(?:S(?P<digits>[1-9]\d?))?(?P<m2>[?~%]?)"
    r"(?:-(?P<m3>[?~%]?)(?P<month>[\dX]{2})(?P<m4>[?~%]?)(?:-(?P<m5>[?~%]?)(?P<day>[\dX]{2})(?P<m6>[?~%]?))?)?",
    re.A,
)
_MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(?:(Z)"
    r"|([+-])(\d\d)(?::(\d\d))?)?",
    re.A,
)

# Sub-year groupings that are whole months: quarters, quadrimesters, semestrals.
_GROUPS = {
    33: (1, 3),
    34: (4, 6),
    35: (7, 9),
    36: (10, 12),
    37: (1, 4),
    38: (5, 8),
    39: (9, 12),
    40: (1, 6),
    41: (7, 12),
}
_HEMISPHERES = {21: "", 25: "northern", 29: "southern"}


def parse_edtf(text: str, rules: DateRules) -> Span | None:
    """Return what an expression can mean; None where the text is no EDTF. Raises WhenError where it
    can't be true.

    >>> str(parse_edtf("2021-12~", DateRules()).latest)
    '2021-12-31'
    >>> parse_edtf("late 2021", DateRules()) is None
    True
    """
    if len(text) > LONGEST_EXPRESSION:
        return None
    if text[:1] + text[-1:] in ("[]", "{}"):
        return _set(text[1:-1], rules)
    if "/" in text:
        start, _, end = text.partition("/")
        return _interval(start, end, rules) if "/" not in end else None
    return _moment(text) or _date(text, rules)


def _interval(start: str, end: str, rules: DateRules) -> Span | None:
    """Return what an interval can mean. Times in it are read too: ISO 8601-1 allows them, though
    EDTF does not, and timelines have such events.
    """
    open_end = Span()
    first = open_end if start in ("", "..") else _moment(start) or _date(start, rules)
    second = open_end if end in ("", "..") else _moment(end) or _date(end, rules)
    if first is None or second is None or first is second:
        return None
    return Span(
        first.earliest,
        second.latest,
        first.first,
        second.last,
        first.approximate or second.approximate,
        first.uncertain or second.uncertain,
    ).checked()


def _set(members: str, rules: DateRules) -> Span | None:
    """Return the days from the first to the last member. It makes no difference to them whether one
    member or all are meant.
    """
    parts = members.split(",")
    spans = []
    for at, member in enumerate(parts):
        start, dots, end = member.partition("..")
        if dots and (not start and at > 0 or not end and at < len(parts) - 1):
            return None  # "on or before" stands at the beginning, "on or after" at the end
        found = _interval(start, end, rules) if dots else _date(member, rules)
        if found is None:
            return None
        spans.append(found)
    starts = [span.earliest for span in spans if span.earliest]
    ends = [span.latest for span in spans if span.latest]
    return Span(
        min(starts) if len(starts) == len(spans) else None,
        max(ends) if len(ends) == len(spans) else None,
        approximate=any(s.approximate for s in spans),
        uncertain=any(s.uncertain for s in spans),
    )


def _moment(text: str) -> Span | None:
    match = _MOMENT.fullmatch(text)
    if not match:
        return None
    year, month, day, hours, minutes, seconds = (int(part or 0) for part in match.groups()[:6])
    utc, sign, zone_hours, zone_minutes = match.groups()[6:]
    if (
        hours > 23
        or minutes > 59
        or seconds > 59
        or int(zone_hours or 0) > 23
        or int(zone_minutes or 0) > 59
    ):
        raise WhenError("there is no such moment; hours go to 23, minutes and seconds to 59")
    zone = None
    if utc or sign:
        zone = (-1 if sign == "-" else 1) * (60 * int(zone_hours or 0) + int(zone_minutes or 0))
    on, at = Day.of(year, month, day), Clock(60 * hours + minutes, zone)
    return Span(on, on, at, at)


def _date(text: str, rules: DateRules) -> Span | None:
    match = _DATE.fullmatch(text)
    if not match or match["year"] == "-0000":
        return None
    bounds = _bounds(match, rules)
    if bounds is None:
        return None
    marks = "".join(match[f"m{n}"] or "" for n in range(1, 7))
    return Span(
        *bounds[:2],
        approximate="~" in marks or "%" in marks,
        uncertain="?" in marks or "%" in marks,
    )


def _bounds(match: re.Match[str], rules: DateRules) -> Bounds | None:
    year, month, day = match["year"], match["month"], match["day"]
    if year is None or match["digits"]:
        return None if month else _long_year(match)
    if "X" not in year and month and "X" not in month:
        number = int(month)
        for first, hemisphere in _HEMISPHERES.items():
            if first <= number < first + 4:
                return None if day else rules.season(int(year), number - first, hemisphere)
        if number in _GROUPS:
            return None if day else months(int(year), *_GROUPS[number])
        if not 1 <= number <= 12:
            raise WhenError(f"there is no month {number}")
    if "X" not in year + (month or "") + (day or ""):  # what most expressions are
        if day:
            return Bounds.of_day(Day.of(int(year), int(month), int(day)))
        return months(int(year), int(month), int(month)) if month else years(int(year), int(year))
    return _masked(year, month or "XX", day or "XX")


def _long_year(match: re.Match[str]) -> Bounds | None:
    """Return the days of a year with Y, with an exponent, or with significant digits: "1950S2" is
    some year between 1900 and 1999.
    """
    power = int(match["power"] or 0)
    if match["year"]:
        if "X" in match["year"]:
            return None
        year = int(match["year"])
    else:
        if power == 0 and abs(int(match["long"])) <= 9999:
            return None  # "when (and only when) the year exceeds four digits"
        if power > 12:
            raise WhenError("the year is too far away; years have at most 12 digits")
        year = int(match["long"]) * 10**power
    if abs(year) > LARGEST_YEAR:
        raise WhenError("the year is too far away; years have at most 12 digits")
    unknown = 10 ** max(0, len(str(abs(year))) - int(match["digits"] or 99))
    ends = [
        sign * (abs(year) // unknown * unknown + more)
        for more in (0, unknown - 1)
        for sign in (-1 if year < 0 else 1,)
    ]
    return years(min(ends), max(ends))


def _numbers(mask: str, *, last_first: bool) -> Iterator[int]:
    """Yield every number that a mask of digits and X can mean, in order."""
    negative = mask.startswith("-")
    digits = "9876543210" if last_first != negative else "0123456789"
    for found in product(*(digits if digit == "X" else digit for digit in mask.removeprefix("-"))):
        yield int("".join(found)) * (-1 if negative else 1)


def _masked(year: str, month: str, day: str) -> Bounds:
    """Return the first and the last day that fit. An X stands for any digit that makes a date."""
    fitting = [number for number in _numbers(month, last_first=False) if 1 <= number <= 12]
    if not fitting:
        raise WhenError(f"there is no month {month}")
    days = [number for number in _numbers(day, last_first=False) if number >= 1]
    # Without this, each year would be tried
    if fitting == [2] and min(days, default=0) == 29 and not _may_leap(year):
        raise WhenError(f"there is no day that fits {year}-{month}-{day}")
    ends: list[Day | None] = [None, None]
    # Only where some year can have such a day, since all years are tried
    if any(number <= month_length(2000, m) for number in days for m in fitting):
        ends = [
            next(
                (
                    fit
                    for number in _numbers(year, last_first=last)
                    for m in (fitting[::-1] if last else fitting)
                    for fit in _fits(number, m, days, last)
                ),
                None,
            )
            for last in (False, True)
        ]
    first_fit, last_fit = ends
    if first_fit is None or last_fit is None:
        raise WhenError(f"there is no day that fits {year}-{month}-{day}")
    return Bounds(first_fit, last_fit)


def _may_leap(year: str) -> bool:
    """Return whether some year that a mask can mean has a 29 February. Its last two digits decide,
    or where they are 00 those before.
    """
    century, ending = year[-4:-2], year[-2:]
    return any(number % 4 == 0 and number for number in _numbers(ending, last_first=False)) or (
        0 in _numbers(ending, last_first=False)
        and any(number % 4 == 0 for number in _numbers(century, last_first=False))
    )


def _fits(year: int, month: int, days: list[int], last_first: bool) -> list[Day]:
    found = [Day(year, month, day) for day in days if day <= month_length(year, month)]
    return found[-1:] if last_first else found[:1]
