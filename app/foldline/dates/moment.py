"""Days and moments as ISO 8601 writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from foldline.dates.day import Day
from foldline.dates.written import written_day, written_moment
from foldline.errors import WhenError
from foldline.locales import ENGLISH, Words


@dataclass(frozen=True)
class Moment:
    """A day, or a moment with its offset from UTC, as ISO 8601 writes it."""

    day: date
    at: datetime | None

    @classmethod
    def read(cls, text: str) -> Moment:
        """Return the day or moment of "2026-02-05" or "2026-02-05T21:30:00+04:00". Raises
        WhenError.

        >>> Moment.read("2026-02-05T21:30:00+04:00").words
        '5 February 2026, 21:30 UTC+4'
        """
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.A):
            return cls(_calendar_day(*map(int, text.split("-"))), None)
        if not re.fullmatch(
            r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)", text, re.A
        ):
            raise WhenError(
                "a date is written 2026-02-05, a moment 2026-02-05T21:30:00+04:00 (with its "
                "offset or Z)"
            )
        _calendar_day(int(text[:4]), int(text[5:7]), int(text[8:10]))
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            at = None
        # By our own reading too: Pythons differ on 24:00, on 60 minutes of offset, and in their
        # words
        clock = [int(part) for part in re.findall(r"\d\d", re.sub(r"\.\d+", "", text[11:]))]
        if (
            at is None
            or any(part > 59 for part in clock)
            or any(int(part) > 23 for part in re.findall(r"(?:T| |\+|-)(\d\d):", text[10:]))
        ):
            raise WhenError("there is no such moment; hours go to 23, minutes and seconds to 59")
        return cls(at.date(), at)

    def day_in(self, words: Words) -> str:
        """Return the day in words: "5 February 2026"."""
        return written_day(self.day.year, self.day.month, self.day.day, words)

    def words_in(self, words: Words) -> str:
        """Return the day in words, with the time where there is one: "5 February 2026, 21:30
        UTC+4".
        """
        return self.day_in(words) if self.at is None else written_moment(self.at, words)

    @property
    def words(self) -> str:
        """The same in English, for exports."""
        return self.words_in(ENGLISH)


def check_moment(text: str) -> str:
    """Return the text unchanged where `Moment.read` can read it. Raises WhenError where it
    can't.
    """
    Moment.read(text)
    return text


def _calendar_day(year: int, month: int, day: int) -> date:
    if not 1 <= year <= 9999:
        raise WhenError(f"the year {year} is outside 1 to 9999")
    checked = Day.of(year, month, day)
    return date(checked.year, checked.month, checked.day)
