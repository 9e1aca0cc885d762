"""The rules of thumb by which words are read, and the day they are relative to: one value, made
from a brief.
"""

from __future__ import annotations

from dataclasses import dataclass

from foldline.dates.day import Bounds, Day, month_length, months, years

Vague = tuple[int, int]
"""From how many to how many are meant: "a few" are 2 to 5."""

# What vague words mean, each marked as approximate (docs/reference/dates.md)
EDGE = {"day": 7, "week": 4, "month": 4, "year": 4}
"""How many "the final days of", "the first weeks of" are."""
RECENT: dict[str, tuple[str, int]] = {
    "hour": ("day", 1),
    "day": ("day", 7),
    "week": ("day", 28),
    "month": ("month", 6),
    "year": ("year", 5),
    "decade": ("year", 30),
}
"""How far "recent weeks" go back, and "the coming weeks" ahead."""

SPRING, SUMMER, AUTUMN, WINTER = range(4)


@dataclass(frozen=True)
class DateRules:
    """How a brief's dates are read. Without a day of publication, words relative to it are not
    read.
    """

    published: Day | None = None
    language: str = "en"
    hemisphere: str = "northern"
    """Or "southern": whose seasons are meant."""
    month_thirds: tuple[int, int] = (10, 20)
    """The last day of early and of mid; late goes to the month's end."""
    year_thirds: tuple[int, int] = (4, 8)
    """The last month of early and of mid."""
    decade_thirds: tuple[int, int] = (3, 6)
    """The last year, counted from 0, of early and of mid."""
    season_over_new_year: str = "begins"
    """Or "ends": the year to which a season from December to February belongs."""
    without_year: str = "nearest"
    """Or "past": the latest one that had begun when the brief came out."""
    week_begins: str = "monday"
    """Or "sunday"."""
    ahead: bool = False
    """Whether the date is of something that lies ahead, by what stands beside it."""

    def third_of_month(self, year: int, month: int, third: int) -> Bounds:
        """Return a third of a month: `third` is 0 for early, 1 for mid, 2 for late."""
        early, mid = self.month_thirds
        first, last = ((1, early), (early + 1, mid), (mid + 1, month_length(year, month)))[third]
        return Bounds(Day.of(year, month, first), Day.of(year, month, last))

    def third_of_year(self, year: int, third: int) -> Bounds:
        """Return a third of a year: `third` is 0 for early, 1 for mid, 2 for late."""
        early, mid = self.year_thirds
        return months(year, *((1, early), (early + 1, mid), (mid + 1, 12))[third])

    def third_of_decade(self, decade: int, third: int) -> Bounds:
        """Return a third of a decade, which begins with the year `decade`."""
        early, mid = self.decade_thirds
        first, last = ((0, early), (early + 1, mid), (mid + 1, 9))[third]
        return years(decade + first, decade + last)

    def season(self, year: int, season: int, hemisphere: str = "") -> Bounds:
        """Return a meteorological season (whole months), 0 for spring to 3 for winter, in this
        hemisphere or else the brief's.
        """
        first = 3 + 3 * season + (6 if (hemisphere or self.hemisphere) == "southern" else 0)
        first = first if first <= 12 else first - 12
        if first == 12 and self.season_over_new_year == "ends":
            year -= 1
        return months(year, first, first + 2)

    def week(self, day: Day) -> Bounds:
        """Return the week that holds the day."""
        into = day.weekday if self.week_begins == "monday" else (day.weekday + 1) % 7
        return Bounds(day.plus(-into), day.plus(6 - into))
