"""Fuzzy dates: from an author's words, or EDTF, to the days they can mean.

A `When` shows exactly as much as is known: the author's words, and the earliest and latest day they can mean. Words
that can't be read stay words (`read` is False); words that can't be true raise WhenError and say why.

Rules of thumb, stated here once: early, mid and late are thirds. Of a month: days 1-10, 11-20, 21 to its end. Of a
year: January-April, May-August, September-December. Of a decade: years 0-3, 4-6, 7-9.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

from foldline.errors import WhenError

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_MONTH_NUMBER = {name.lower(): n for n, name in enumerate(MONTHS, 1)} | {
    name[:3].lower(): n for n, name in enumerate(MONTHS, 1)} | {"sept": 9}
_WEEKDAY_NUMBER = {name.lower(): n for n, name in enumerate(WEEKDAYS)} | {
    name[:3].lower(): n for n, name in enumerate(WEEKDAYS)} | {"tues": 1, "wednes": 2, "thur": 3, "thurs": 3}


@dataclass(frozen=True)
class When:
    """A fuzzy date. `earliest` and `latest` are days and include themselves; None at an open end, and both None
    where the words were not read."""

    display: str
    edtf: str | None
    earliest: date | None
    latest: date | None
    approximate: bool = False
    uncertain: bool = False

    @property
    def read(self) -> bool:
        return self.earliest is not None or self.latest is not None

    @property
    def machine_readable(self) -> str:
        """The finest date that HTML's <time datetime> can hold and that is still true: a day, month or year, or the
        length of a longer span; empty where nothing true fits (an open end, words that were not read)."""
        first, last = self.earliest, self.latest
        if first is None or last is None:
            return ""
        if first == last:
            return first.isoformat()
        if (first.year, first.month) == (last.year, last.month):
            return first.isoformat()[:7]
        return f"{first.year:04}" if first.year == last.year else f"P{(last - first).days + 1}D"


@dataclass(frozen=True)
class Moment:
    """A day, or a moment with its offset from UTC, as ISO 8601 writes it."""

    day: date
    at: datetime | None

    @classmethod
    def read(cls, text: str) -> Moment:
        """From "2026-02-05" or "2026-02-05T21:30:00+04:00"; WhenError says what is wrong."""
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.A):
            return cls(_day(*map(int, text.split("-"))), None)
        if not re.fullmatch(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)", text, re.A):
            raise WhenError("a date is written 2026-02-05, a moment 2026-02-05T21:30:00+04:00 (with its offset or Z)")
        _day(int(text[:4]), int(text[5:7]), int(text[8:10]))
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            at = None
        # By our own reading too: Pythons differ on 24:00, on 60 minutes of offset, and in their words
        clock = [int(part) for part in re.findall(r"\d\d", re.sub(r"\.\d+", "", text[11:]))]
        if at is None or any(part > 59 for part in clock) or any(int(part) > 23 for part in re.findall(r"(?:T| |\+|-)(\d\d):", text[10:])):
            raise WhenError("there is no such moment; hours go to 23, minutes and seconds to 59")
        return cls(at.date(), at)

    @property
    def words(self) -> str:
        """"5 February 2026" or "5 February 2026, 21:30 UTC+4"."""
        day = f"{self.day.day} {MONTHS[self.day.month - 1]} {self.day.year}"
        if self.at is None:
            return day
        minutes = int(self.at.utcoffset().total_seconds() // 60)
        hours, rest = divmod(abs(minutes), 60)
        zone = "UTC" + (f"{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "") if minutes else "")
        return f"{day}, {self.at:%H:%M} {zone}"


def check_moment(text: str) -> str:
    """The text unchanged when `Moment.read` can read it."""
    Moment.read(text)
    return text


def read_when(display: str, edtf: str | None = None) -> When:
    """The author's words (and the EDTF expression, which then decides) as a When.

    Raises WhenError where the date can't be true, or `edtf` is not an expression this reads."""
    if edtf is not None:
        found = _read_edtf(edtf)
        if found is None:
            raise WhenError(f'"{edtf}" is not an EDTF date this reads; allowed are forms like 2021, 2021-12, '
                            "2021-12-03, 2021~, 2021-21 (spring), 2021-33 (first quarter), 202X, 2021-09/2021-12, 2021/..")
    else:
        found = _read_words(display)
    earliest, latest, approximate, uncertain = found or (None, None, False, False)
    if earliest and latest and latest < earliest:
        raise WhenError(f"it ends ({latest}) before it starts ({earliest})")
    return When(display, edtf, earliest, latest, approximate, uncertain)


def _day(year: int, month: int, day: int) -> date:
    if not 1 <= year <= 9999:
        raise WhenError(f"the year {year} is outside 1 to 9999")
    if not 1 <= month <= 12:
        raise WhenError(f"there is no month {month}")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise WhenError(f"there is no {day} {MONTHS[month - 1]} {year}; that month has {last} days")
    return date(year, month, day)


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return _day(year, first, 1), _day(year, last, monthrange(year, last)[1])


def _years(first: int, last: int) -> tuple[date, date]:
    return _day(first, 1, 1), _day(last, 12, 31)


# --- EDTF -----------------------------------------------------------------------------------------------------------

# The sub-year groupings of EDTF level 1 and 2 that are told by months: seasons (northern, meteorological) and
# quarters, quadrimesters and halves.
_GROUPS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 25: (3, 5), 26: (6, 8), 27: (9, 11),
           33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12), 37: (1, 4), 38: (5, 8), 39: (9, 12), 40: (1, 6), 41: (7, 12)}


def _read_edtf(text: str):
    if "/" in text:
        start, _, end = text.partition("/")
        first = (None, None, False, False) if start in ("", "..") else _read_edtf(start)
        second = (None, None, False, False) if end in ("", "..") else _read_edtf(end)
        if first is None or second is None or "/" in end or first[0] is second[1] is None:
            return None
        return first[0], second[1], first[2] or second[2], first[3] or second[3]
    match = re.fullmatch(r"(\d{2}[\dX][\dX]|\dXXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?([~?%])?", text)
    if not match:
        moment = re.fullmatch(r"(\d{4}-\d\d-\d\d)T.*", text)
        if not moment:
            return None
        day = Moment.read(text).day
        return day, day, False, False
    year, month, day, mark = match.groups()
    approximate, uncertain = mark in ("~", "%"), mark in ("?", "%")
    if "X" in year and month or day and month != "XX" and int(month) > 20:
        return None
    if "X" in year:
        first, last = _years(max(1, int(year.replace("X", "0"))), int(year.replace("X", "9")))
    elif month is None or month == "XX":
        first, last = _years(int(year), int(year))
    elif int(month) == 24 or int(month) == 28:  # a winter bears the year it begins in
        first, last = _day(int(year), 12, 1), _months(int(year) + 1, 2, 2)[1]
    elif int(month) in _GROUPS:
        first, last = _months(int(year), *_GROUPS[int(month)])
    elif day is None or day == "XX":
        first, last = _months(int(year), int(month), int(month))
    else:
        first = last = _day(int(year), int(month), int(day))
    return first, last, approximate, uncertain


# --- words ----------------------------------------------------------------------------------------------------------

_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(sorted(_WEEKDAY_NUMBER, key=len, reverse=True))})\.?,?\s+)?"
_YEAR = r"(?P<year>\d{4})"
_DAY_FORMS = (
    re.compile(rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}", re.A | re.I),
    re.compile(rf"{_WEEKDAY}(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}", re.A | re.I),
)
_ABOUT = re.compile(r"(?:around|about|circa|c\.|ca\.|roughly|approximately)\s+", re.I)
_PART = re.compile(r"(?P<part>early|mid|late)[\s-]+(?:in\s+)?", re.I)
_THIRD = {"early": 0, "mid": 1, "late": 2}


def _read_words(words: str):
    text = " ".join(words.split())
    about = _ABOUT.match(text)
    rest = text[about.end():] if about else text
    span = _read_span(rest)
    return (*span, bool(about), False) if span else None


def _read_span(text: str) -> tuple[date, date] | None:
    if re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])|-\d\d-\d\d)?", text, re.A):
        found = _read_edtf(text)
        return found and found[:2]
    for form in _DAY_FORMS:
        match = form.fullmatch(text)
        if match and match["month"].lower() in _MONTH_NUMBER:
            return _read_day(match)
    part = _PART.match(text)
    third = _THIRD[part["part"].lower()] if part else None
    rest = text[part.end():] if part else text
    if match := re.fullmatch(rf"{_MONTH}\s+{_YEAR}", rest):
        month = _MONTH_NUMBER.get(match["month"].lower())
        if month is None:
            return None
        first, last = _months(int(match["year"]), month, month)
        if third is None:
            return first, last
        return first.replace(day=(1, 11, 21)[third]), (first.replace(day=10), first.replace(day=20), last)[third]
    if match := re.fullmatch(_YEAR, rest):
        year = int(match["year"])
        return _years(year, year) if third is None else _months(year, 4 * third + 1, 4 * third + 4)
    if match := re.fullmatch(r"(?:the\s+)?(\d{3}0)['’]?s", rest, re.A | re.I):
        year = int(match[1])
        first, last = ((0, 9), (0, 3), (4, 6), (7, 9))[0 if third is None else third + 1]
        return _years(year + first, year + last)
    if match := re.fullmatch(r"(?:Q([1-4])|([1-4])Q),?\s+(\d{4})", rest, re.I):
        quarter = int(match[1] or match[2])
        return _months(int(match[3]), 3 * quarter - 2, 3 * quarter)
    return None


def _read_day(match: re.Match) -> tuple[date, date]:
    day = _day(int(match["year"]), _MONTH_NUMBER[match["month"].lower()], int(match["day"]))
    if match["weekday"]:
        weekday = _WEEKDAY_NUMBER[match["weekday"].lower()]
        if day.weekday() != weekday:
            raise WhenError(f"{day.day} {MONTHS[day.month - 1]} {day.year} was a {WEEKDAYS[day.weekday()]}, "
                            f"not a {WEEKDAYS[weekday]}")
    return day, day
