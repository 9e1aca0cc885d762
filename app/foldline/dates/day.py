"""Days of the proleptic Gregorian calendar in any year, and the spans of days (and minutes) that a
date can mean.

`datetime.date` ends at the years 1 and 9999. EDTF goes on to both sides, with a year 0 (1 BC)
between.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from foldline.dates.written import day_in_year
from foldline.errors import WhenError
from foldline.locales import ENGLISH

LARGEST_YEAR = 10**12
"""Years beyond it, to either side, are refused: the universe is younger, and numbers of any length
cost time.
"""

_CYCLE = 146_097
"""Days in 400 years, after which the calendar repeats."""


class Day(NamedTuple):
    """A day. Days compare as they follow each other."""

    year: int
    month: int
    day: int

    @classmethod
    def of(cls, year: int, month: int, day: int) -> Day:
        """Return the day. Raises WhenError where there is none.

        >>> Day.of(2024, 2, 29).isoformat()
        '2024-02-29'
        """
        if abs(year) > LARGEST_YEAR:
            raise WhenError(
                f"the year {str(year)[:20]} is too far away; years have at most 12 digits"
            )
        if not 1 <= month <= 12:
            raise WhenError(f"there is no month {month}")
        last = month_length(year, month)
        if not 1 <= day <= last:
            wanted = day_in_year(year_text(year), month, day, ENGLISH)
            raise WhenError(f"there is no {wanted}; that month has {last} days")
        return cls(year, month, day)

    @classmethod
    def from_ordinal(cls, ordinal: int) -> Day:
        """Return the day with this `ordinal`."""
        cycles, rest = divmod(ordinal - 1, _CYCLE)
        found = date.fromordinal(rest + 1)
        return cls(found.year + 400 * cycles, found.month, found.day)

    @property
    def ordinal(self) -> int:
        """Days since 31 December of the year 0, as `datetime.date.toordinal` counts them."""
        cycles, rest = divmod(self.year - 1, 400)
        return date(rest + 1, self.month, self.day).toordinal() + _CYCLE * cycles

    @property
    def weekday(self) -> int:
        """0 for Monday to 6 for Sunday."""
        return (self.ordinal - 1) % 7

    def plus(self, days: int) -> Day:
        """Return the day so many days later; earlier where the number is negative.

        >>> Day(2024, 2, 28).plus(2).isoformat()
        '2024-03-01'
        """
        return Day.from_ordinal(self.ordinal + days)

    def isoformat(self) -> str:
        """Return the day in ISO 8601: 2026-02-05; with a sign for years before 0 and beyond 9999
        (-0043-03-15, +12026-01-01).
        """
        return f"{year_text(self.year)}-{self.month:02}-{self.day:02}"

    def __str__(self) -> str:
        return self.isoformat()


def year_text(year: int) -> str:
    """Return the year in ISO 8601: 0476, -0043, +12026."""
    return f"{year:04}" if 0 <= year <= 9999 else f"{'-' if year < 0 else '+'}{abs(year):04}"


def month_length(year: int, month: int) -> int:
    """Return the number of days in a month of any year. (`calendar.monthrange` fails outside the
    years 1 to 9999, and takes ten times as long.)
    """
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


class Clock(NamedTuple):
    """A time of day. `minute` counts from midnight; `zone` is in minutes east of UTC, None where it
    is not known.
    """

    minute: int
    zone: int | None = None

    @property
    def utc(self) -> int:
        """Minutes from that day's midnight in UTC. A clock without a zone counts as one in UTC."""
        return self.minute - (self.zone or 0)

    def isoformat(self) -> str:
        """Return the time in ISO 8601: 21:30, 21:30Z, 21:30+04:00.

        >>> Clock(21 * 60 + 30, 240).isoformat()
        '21:30+04:00'
        """
        zone = ""
        if self.zone is not None:
            zone = (
                f"{'+' if self.zone > 0 else '-'}{abs(self.zone) // 60:02}:{abs(self.zone) % 60:02}"
                if self.zone
                else "Z"
            )
        return f"{self.minute // 60:02}:{self.minute % 60:02}{zone}"


class Bounds(NamedTuple):
    """A first and a last day, both included."""

    earliest: Day
    latest: Day
    rough: bool = False
    """Whether the words name no such days, but something near to them: "a few days ago"."""

    @classmethod
    def of_day(cls, day: Day) -> Bounds:
        """Return the bounds of a single day."""
        return cls(day, day)


@dataclass(frozen=True)
class Span:
    """What a date can mean. `first` and `last` are the times on the earliest and the latest day,
    where they are known.
    """

    earliest: Day | None = None
    latest: Day | None = None
    first: Clock | None = None
    last: Clock | None = None
    approximate: bool = False
    uncertain: bool = False
    expected: bool = False
    """Said to lie ahead: "expected in June", "next week"."""
    place: int | None = None
    """The minute of its day at which it stands among others of it, where it names no time, but a
    part of the day."""
    doubt: str = ""
    """What speaks against it, as a sentence in English; empty where nothing does."""

    def same_days(self, other: Span) -> bool:
        """Return whether another span has the same ends and marks, whatever speaks for either."""
        return _days(self) == _days(other)

    def checked(self) -> Span:
        """Return the span itself. Raises WhenError where it ends before it starts."""
        start, end = self.earliest, self.latest
        if start and end:
            if end < start:
                raise WhenError(f"it ends ({end}) before it starts ({start})")
            if start == end and self.first and self.last and self.last.utc < self.first.utc:
                raise WhenError(
                    f"it ends ({self.last.isoformat()}) before it starts ({self.first.isoformat()})"
                )
        return self


Zone = int | None | Callable[[Day, int], int | None]
"""Minutes east of UTC, None for local time, or a function of a day and a minute of it, by the
clocks there, that gives one."""


def _days(span: Span) -> Span:
    return replace(span, expected=False, place=None, doubt="")


def months(year: int, first: int, last: int) -> Bounds:
    """Return the days from the beginning of month `first` to the end of month `last`. Numbers
    beyond 12 are months of the next year.
    """
    over, month = divmod(last - 1, 12)
    start_over, start = divmod(first - 1, 12)
    end = Day.of(year + over, month + 1, 1)
    return Bounds(
        Day.of(year + start_over, start + 1, 1), end._replace(day=month_length(end.year, end.month))
    )


def years(first: int, last: int) -> Bounds:
    """Return the days from the beginning of year `first` to the end of year `last`."""
    return Bounds(Day.of(first, 1, 1), Day.of(last, 12, 31))
