"""Fuzzy dates: from an author's words, or EDTF, to the days they can mean, and the order of events.

A `When` holds exactly as much as is known: the author's words, and the earliest and latest day they
can mean. Words that can't be read stay words (`read` is False). Words that can't be true raise
WhenError, which says why. The rules are in docs/reference/dates.md; how words are read is in the
other modules of `foldline.dates`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from foldline.dates.day import Clock, Day, Span, month_length
from foldline.dates.edtf import parse_edtf
from foldline.dates.expression import edtf_of
from foldline.dates.language import items_in, normalise
from foldline.dates.moment import Moment, check_moment
from foldline.dates.rules import DateRules
from foldline.dates.tables import table_of
from foldline.dates.words import read_words, says_expected
from foldline.dates.written import written_day, written_month, written_year
from foldline.errors import WhenError
from foldline.locales import Words

__all__ = [
    "Clock",
    "DateRules",
    "Day",
    "Inferred",
    "Moment",
    "When",
    "certainly_before",
    "check_moment",
    "for_page",
    "home_offset",
    "in_order",
    "out_of_order",
    "order_key",
    "read_when",
    "resolve",
    "resolve_for_page",
    "written_days",
    "written_inference",
]


class Inferred(NamedTuple):
    """What a date was inferred from, where its own words don't say all of it."""

    source: str
    """"published", the day of the brief; "text", that of its event; "above" or "below", another
    line of the timeline; "heading", that of its section; "day_one", what is called day 1."""
    words: str = ""
    """The author's words of the other line."""


@dataclass(frozen=True)
class When:
    """A fuzzy date: the author's words, the EDTF expression with the same meaning, and the days
    they can mean.
    """

    display: str
    edtf: str | None
    """The author's, or one made from the words; None where they were not read."""
    span: Span
    rewritten_from: str = ""
    """The author's words, where `display` says the same in the style of a page."""

    meaning: str = ""
    """What it was taken to mean, where the lines around it say so."""
    explained: str = ""
    """What it was taken to mean and from what, for a reader who looks at `display`."""
    inferred: Inferred | None = None
    """What it was inferred from; None where its words say all of it."""
    impossible: str = ""
    """Why it can't be true; empty where it can."""

    @property
    def read(self) -> bool:
        """Whether the words were read, so that at least one of the bounds is known."""
        return self.earliest is not None or self.latest is not None

    @property
    def earliest(self) -> Day | None:
        """The first day that can be meant; None at an open end, and for words that were not
        read.
        """
        return self.span.earliest

    @property
    def latest(self) -> Day | None:
        """The last day that can be meant, itself included."""
        return self.span.latest

    @property
    def first(self) -> Clock | None:
        """The time on the earliest day, where one is known, with its zone where that is known."""
        return self.span.first

    @property
    def last(self) -> Clock | None:
        """The time on the latest day."""
        return self.span.last

    @property
    def approximate(self) -> bool:
        """Whether the date is marked as approximate ("about", ~)."""
        return self.span.approximate

    @property
    def uncertain(self) -> bool:
        """Whether the date is marked as uncertain ("probably", ?)."""
        return self.span.uncertain

    @property
    def expected(self) -> bool:
        """Whether the author's words say that it lies ahead."""
        return self.span.expected

    @property
    def machine_readable(self) -> str:
        """The finest date that HTML's <time datetime> can hold and that is still true: a moment, a
        day, month or year, or the length of a longer span; empty where nothing true fits (an open
        end, words that were not read, years before 1)."""
        first, last = self.earliest, self.latest
        if first is None or last is None or first.year < 1:
            return ""
        year = f"{first.year:04}"
        if first == last:
            day = f"{year}-{first.month:02}-{first.day:02}"
            return (
                f"{day}T{self.first.isoformat()}" if self.first and self.first == self.last else day
            )
        if (first.year, first.month) == (last.year, last.month):
            return f"{year}-{first.month:02}"
        return year if first.year == last.year else f"P{last.ordinal - first.ordinal + 1}D"


_USUAL = DateRules()


@lru_cache(maxsize=1024)  # the check, the page and its head need each date
def read_when(display: str, edtf: str | None = None, rules: DateRules = _USUAL) -> When:
    """Return the author's words as a When. Where there is an EDTF expression, that decides what
    they mean.

    Raises WhenError where the date can't be true, or `edtf` is not an expression that can be read.

    >>> when = read_when("Late 2021")
    >>> str(when.earliest), str(when.latest), when.edtf
    ('2021-09-01', '2021-12-31', '2021-09/2021-12')
    """
    if edtf is None:
        span = read_words(display, rules)
        return When(display, edtf_of(span.checked()) if span else None, span or Span())
    span = parse_edtf(edtf, rules)
    if span is None:
        shown = edtf if len(edtf) <= 60 else edtf[:59] + "…"
        raise WhenError(
            f'"{shown}" is not an EDTF date this reads; allowed are forms like 2021, 2021-12, '
            f"2021-12-03, 2021~, "
            "2021-21 (spring), 2021-33 (first quarter), 202X, 2021-09/2021-12, 2021/.."
        )
    return When(display, edtf, replace(span.checked(), expected=says_expected(display, rules)))


def resolve(display: str, edtf: str | None, rules: DateRules) -> When:
    """Return the date as `read_when` does, for showing. What can't be true stays words, as what
    can't be read does.
    """
    try:
        return read_when(display, edtf, rules)
    except WhenError:
        return When(display, None, Span())


_OF_A_DAY = frozenset({"weekday", "month", "number1", "number2", "ordinal", "day", "year", "date"})
"""Classes of the words that a day is written with; see `Language`."""


def resolve_for_page(display: str, edtf: str | None, rules: DateRules) -> When:
    """Return the date as `resolve` does. A day that is written with its year gets the one style
    that a page in this language has; all other words stay the author's.

    >>> resolve_for_page("Thursday, February 5, 2026", None, DateRules()).display
    '5 February 2026'
    >>> resolve_for_page("Christmas 2021", None, DateRules()).display
    'Christmas 2021'
    """
    return for_page(resolve(display, edtf, rules), edtf, rules)


def for_page(when: When, edtf: str | None, rules: DateRules) -> When:
    """Return a date as a page shows it: in the style of the page, or with a word on what it was
    inferred from.
    """
    display = when.display
    day, language = when.earliest, table_of(rules.language)
    if when.inferred and language.written:
        explained = written_inference(when, language.written)
        around = explained and when.inferred.source not in ("published", "text")
        meaning = (
            written_days(when.earliest, when.latest, language.written)
            if around and when.earliest and when.latest
            else ""
        )
        return replace(when, explained=explained, meaning=meaning)
    if edtf or day is None or day != when.latest or when.first or when.last or not language.written:
        return when
    classes = {name for name, _ in items_in(normalise(display), language) or ()}
    if not classes <= _OF_A_DAY or not classes & {"year", "date"}:
        return when
    words = written_day(day.year, day.month, day.day, language.written)
    return when if words == display else replace(when, display=words, rewritten_from=display)


def written_inference(when: When, words: Words) -> str:
    """Return what a date was taken to mean and from what, in words; empty where it is open at an
    end.

    >>> when = replace(read_when("13 February 2023"), inferred=Inferred("above"))
    >>> from foldline.locales import ENGLISH
    >>> written_inference(when, ENGLISH)
    '13 February 2023, from the line above'
    """
    if when.inferred is None or when.earliest is None or when.latest is None:
        return ""
    date = written_days(when.earliest, when.latest, words)
    written: dict[str, Callable[[], str]] = {
        "published": lambda: words("dates.inferred.published", date=date),
        "text": lambda: words("dates.inferred.text", date=date),
        "above": lambda: words("dates.inferred.above", date=date),
        "below": lambda: words("dates.inferred.below", date=date),
        "heading": lambda: words("dates.inferred.heading", date=date),
        "day_one": lambda: words("dates.inferred.day_one", date=date),
    }
    return written[when.inferred.source]()


def written_days(first: Day, last: Day, words: Words) -> str:
    """Return days in words: a day, a month, a year, or from one day to another.

    >>> from foldline.locales import ENGLISH
    >>> written_days(Day(2023, 2, 1), Day(2023, 2, 28), ENGLISH)
    'February 2023'
    """
    if first == last:
        return written_day(*first, words)
    whole = first.day == 1 and last.day == month_length(last.year, last.month)
    if whole and first[:2] == last[:2]:
        return written_month(first.year, first.month, words)
    if whole and first.year == last.year and (first.month, last.month) == (1, 12):
        return written_year(first.year, words)
    return words("dates.span", first=written_day(*first, words), last=written_day(*last, words))


# --- order

_NEVER = 10**20
"""Farther than any minute."""


def order_key(when: When, home: int = 0) -> tuple[int, int, int, int]:
    """Return the key by which read dates are ordered: the moment they begin at, whether that is
    known to the minute (a day comes before its times, and a part of it about where it is), the
    moment they end at, and the same of it. A date that is open at its beginning stands where it
    ends.

    Moments are in minutes of UTC; `home` is the offset from it of days, and of times without a
    zone. Raises ValueError for a date that was not read.
    """
    start = when.earliest or when.latest
    if start is None:
        raise ValueError("a date that was not read has no place in the order")
    end = when.latest
    first, last = when.first if when.earliest else None, when.last if end else None
    return (
        _moment(start, first or Clock(when.span.place or 0), home),
        0 if first is None else 1,
        _moment(end, last or Clock(_DAY), home) if end else _NEVER,
        1 if last is None else 0,
    )


_DAY = 24 * 60


def _moment(day: Day, clock: Clock, home: int) -> int:
    return _DAY * day.ordinal + clock.minute - (home if clock.zone is None else clock.zone)


def home_offset(whens: Sequence[When]) -> int:
    """Return the offset from UTC, in minutes, of most times of a timeline: that of its days, and of
    its times without a zone. 0 where no time names a zone.
    """
    zones = Counter(
        clock.zone for when in whens for clock in (when.first,) if clock and clock.zone is not None
    )
    return max(zones, key=lambda zone: (zones[zone], zone)) if zones else 0


def in_order(whens: Sequence[When]) -> list[int]:
    """Return the indices of the dates in their order: by `order_key`, then as the author has them.
    A date that was not read stays behind its neighbour before it (the first ones before the one
    that follows).

    >>> in_order([read_when("2022"), read_when("2020"), read_when("some day")])
    [1, 2, 0]
    """
    home = home_offset(whens)
    keys: list[tuple[int, int, int, int] | None] = []
    for when in whens:
        keys.append(order_key(when, home) if when.read else keys[-1] if keys else None)
    after = None
    for at in range(len(keys) - 1, -1, -1):
        after = keys[at] = keys[at] if keys[at] is not None else after
    return sorted(range(len(whens)), key=lambda at: keys[at] or ())


def certainly_before(one: When, other: When) -> bool:
    """Return whether all that one date can mean lies before all that the other can. Where only one
    of them is a moment with a zone, the other's day may be that of any place on Earth.
    """
    if one.latest is None or other.earliest is None:
        return False
    last, first = one.last, other.first
    zones = [clock and clock.zone for clock in (last, first)]
    if None not in zones:
        assert last and first
        return _moment(one.latest, last, 0) < _moment(other.earliest, first, 0)
    if zones == [None, None]:
        if one.latest == other.earliest and last and first:
            return last.minute < first.minute
        return one.latest < other.earliest
    ends = _moment(one.latest, last or Clock(_DAY), _WESTMOST)
    return ends <= _moment(other.earliest, first or Clock(0), _EASTMOST)


_WESTMOST, _EASTMOST = -12 * 60, 14 * 60
"""Where a day ends last, and begins first, in minutes east of UTC."""


def out_of_order(whens: Sequence[When]) -> list[tuple[int, int]]:
    """Return where the author's order contradicts the dates: the index of each date that certainly
    lies before an earlier one in the list, and the index of that one (the latest to begin).
    """
    found, latest, home = [], None, home_offset(whens)
    for at, when in enumerate(whens):
        if latest is not None and certainly_before(when, whens[latest]):
            found.append((at, latest))
        if when.earliest and (
            latest is None or order_key(when, home) > order_key(whens[latest], home)
        ):
            latest = at
    return found
