"""All dates of a timeline, read together.

A date that names its year is read alone. Any other is read by what stands around it, as a reader
does: the lines above and below, the heading, the weekday, the day of the brief, and whether the
event's text says that it lies ahead. What it was inferred from is kept (`When.inferred`). The rules
are in docs/reference/dates.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from foldline.dates.around import Dated, Lines
from foldline.dates.beside import day_numbers, one_day
from foldline.dates.day import Day, Span
from foldline.dates.expression import edtf_of
from foldline.dates.language import normalise
from foldline.dates.rules import DateRules
from foldline.dates.tables import table_of
from foldline.dates.tense import lies_ahead
from foldline.dates.when import Inferred, When, order_key, read_when
from foldline.dates.words import LONGEST_PHRASE, classes_of
from foldline.errors import WhenError

_WRAPS = 150
"""Days between two dates, neither with its year, from which on one of them is of another year."""
_LONG_AHEAD, _SHORT_AGO = 183, 92
"""A planned date that would be so many days ahead, and was so few days ago, was then."""
_OF_YEAR = {"month", "season", "quarter", "half", "feast", "holiday"}
_WITH_YEAR = {
    *(
        "year",
        "year2",
        "date",
        "date2",
        "isomonth",
        "isoweek",
        "decade",
        "decade2",
        "rel",
        "sooner",
    ),
    *("ago", "earlier_this", "days", "recent", "century", "yearend", "hijri", "japanese_era"),
}


_DIGITS = re.compile(r"\d\d\d|'\d\d")
_SURE = {"year", "date", "unit", "decade", "japanese_era", "hijri", "hebrew", "era", "date2"}


@lru_cache(maxsize=32)  # the check, the page and its head need each timeline
def read_timeline(
    dates: tuple[Dated, ...], rules: DateRules, heading: str = ""
) -> tuple[When, ...]:
    """Return the dates of a timeline in the author's order. A date that can't be true stays words,
    and says why in `impossible`.

    >>> lines = (Dated("Monday, 13 February 2023, 8:18 p.m."), Dated("1:21 a.m."))
    >>> str(read_timeline(lines, DateRules())[1].earliest)
    '2023-02-14'
    """
    return tuple(_Timeline(dates, rules, heading).whens)


class _Timeline(Lines):
    """Read the dates of one timeline."""

    def __init__(self, dates: Sequence[Dated], rules: DateRules, heading: str):
        self.dates, self.rules = dates, rules
        self.language = table_of(rules.language)
        self.ahead = [lies_ahead(each.text, self.language) for each in dates]
        self.fixed = [False] * len(dates)
        self.whens = [self._alone(at) for at in range(len(dates))]
        order = list(range(len(dates)))
        if self._newest_first():
            order.reverse()
        self.base = self._of_heading(heading)
        self.base_text, self.base_above = heading, False
        self.day_one: Day | None = self._named_day_one(one_day(self.language))
        self._find_next(order)
        for place, at in enumerate(order):
            self._read(at, place)
            when = self.whens[at]
            if when.read and not when.impossible:
                self.base, self.base_text = when, normalise(dates[at].display)
                self.base_above = True

    # --- each alone

    def _alone(self, at: int) -> When:
        """Return a date as it is read alone, with the tense of its event."""
        each, ahead = self.dates[at], self.ahead[at]
        try:
            if each.edtf is not None:
                self.fixed[at] = True
                return self._planned(at, read_when(each.display, each.edtf, self.rules))
            if _DIGITS.search(each.display) or classes_of(each.display, self.rules) & _SURE:
                plain = self._plain(each.display)
                if plain.read:
                    self.fixed[at] = True
                    return self._planned(at, plain)
            when = read_when(each.display, None, self._rules_for(ahead))
        except WhenError as reason:
            self.fixed[at] = True
            return When(each.display, None, Span(), impossible=str(reason))
        if ahead and when.earliest and self.rules.published:
            when = self._not_so_far_ahead(each.display, when)
        if when.read:
            when = replace(
                when, inferred=Inferred("text" if when.expected and ahead else "published")
            )
        return when

    def _plain(self, display: str) -> When:
        """Return a date that says all of itself, without the number of its day: "Day 1 (24 February
        2022)".
        """
        plain = replace(self.rules, published=None)
        when = read_when(display, None, plain)
        if not when.read and (number := day_numbers(self.language)) and number.search(display):
            rest = read_when(number.sub(" ", display), None, plain)
            return replace(rest, display=display) if rest.read else when
        return when

    def _rules_for(self, ahead: bool | None) -> DateRules:
        if ahead is None or self.rules.published is None:
            return self.rules
        return (
            replace(self.rules, ahead=True) if ahead else replace(self.rules, without_year="past")
        )

    def _planned(self, at: int, when: When) -> When:
        """Return a date marked as lying ahead, where its event says so."""
        today = self.rules.published
        if self.ahead[at] and today and when.earliest and when.earliest > today:
            return replace(when, span=replace(when.span, expected=True))
        return when

    def _not_so_far_ahead(self, display: str, when: When) -> When:
        today, begins = self.rules.published, when.earliest
        assert today and begins
        if begins < today and (when.latest or begins) < today:
            return replace(when, span=replace(when.span, expected=False))
        if begins.ordinal - today.ordinal > _LONG_AHEAD:
            past = read_when(display, None, replace(self.rules, without_year="past"))
            if past.latest and 0 <= today.ordinal - past.latest.ordinal <= _SHORT_AGO:
                return past
        return when

    def _newest_first(self) -> bool:
        """Return whether the author has the newest event first, by the dates read alone."""
        ways = 0
        read = [at for at, when in enumerate(self.whens) if when.read]
        for before, after in pairwise(read):
            one, other = self.whens[before], self.whens[after]
            minutes = order_key(other)[0] - order_key(one)[0]
            days = minutes // (24 * 60) if abs(minutes) >= 24 * 60 else 0
            if not self.fixed[before] and not self.fixed[after]:
                kinds = [
                    classes_of(self.dates[at].display, self.rules) & {*_OF_YEAR, "weekday"}
                    for at in (before, after)
                ]
                if all(each & _OF_YEAR for each in kinds) and abs(days) > _WRAPS:
                    days = -days  # "April" and "October" are one year's
                elif kinds == [{"weekday"}, {"weekday"}]:
                    days = (0, 1, 1, 0, 0, -1, -1)[days % 7]  # Wednesday, Sunday: either
            way = days or (minutes if one.first and other.first else 0)
            ways += (way > 0) - (way < 0)
        return ways < 0

    def _of_heading(self, heading: str) -> When | None:
        """Return the date that a heading names: all of it, or one year in it."""
        if not heading or len(heading) > LONGEST_PHRASE:
            return None
        found = re.findall(r"(?<!\d)[12]\d{3}(?!\d)", heading, re.A)
        for words in (heading, found[0] if len(found) == 1 else ""):
            try:
                when = read_when(words, None, replace(self.rules, published=None))
            except WhenError:
                continue
            if when.read:
                return replace(when, display=heading)
        return None

    def _named_day_one(self, one: re.Pattern[str] | None) -> Day | None:
        """Return the day that an event calls day 1, in its date or in its text."""
        for each, when in zip(self.dates, self.whens, strict=True) if one else ():
            named = one and (one.search(each.display) or one.search(each.text[:200]))
            if named and when.earliest and when.earliest == when.latest:
                return when.earliest
        return None

    # --- by what is around it

    def _read(self, at: int, place: int) -> None:
        """Read a date that is not sure by what is around it."""
        if self.fixed[at] or len(self.dates[at].display) > LONGEST_PHRASE:
            return
        when, text = self.whens[at], normalise(self.dates[at].display)
        found: tuple[Span, str] | None = None
        try:
            if not when.read:
                found = self._in_a_day(at, text, place) or self._beside(at, text)
            else:
                classes = classes_of(self.dates[at].display, self.rules)
                if classes & _OF_YEAR and not classes & _WITH_YEAR:
                    found = self._without_year(at, place)
                elif "weekday" in classes and not classes & {*_OF_YEAR, *_WITH_YEAR}:
                    found = self._weekday(at, place)
        except WhenError:
            return  # the date alone stands
        if found:
            span, source = found
            today = self.rules.published
            if self.ahead[at] and today and span.earliest and span.earliest > today:
                span = replace(span, expected=True)
            self._set(at, span, source)

    def _set(self, at: int, span: Span, source: str) -> None:
        words = self.base.display if self.base and source == "above" else ""
        base = self.base
        if base and source == "above" and not span.first and span.earliest == base.latest:
            place = base.last.minute if base.last else base.span.place
            if span.place is None:  # "hours later" comes after that
                span = replace(span, place=place)
        self.whens[at] = When(
            self.dates[at].display, edtf_of(span), span, inferred=Inferred(source, words)
        )
