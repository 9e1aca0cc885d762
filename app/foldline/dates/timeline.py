"""All dates of a timeline, read together.

A date that names its year is read alone. Any other is read by what stands around it, as a reader
does: the lines above and below, the heading, the weekday, the day of the brief, and whether the
event's text says that it lies ahead. What it was inferred from is kept (`When.inferred`). The rules
are in docs/reference/dates.md.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from foldline.dates.beside import (
    minute_in,
    only_in_a_day,
    read_beside,
    read_on,
    span_beside,
    without_time,
)
from foldline.dates.day import Day, Span
from foldline.dates.expression import edtf_of
from foldline.dates.language import normalise
from foldline.dates.rules import DateRules
from foldline.dates.tables import table_of
from foldline.dates.tense import lies_ahead
from foldline.dates.when import Inferred, When, order_key, read_when
from foldline.dates.words import LONGEST_PHRASE, classes_of
from foldline.errors import WhenError

_FOLLOWS = 120
"""Days after a date with its year in which one without may follow it in that year."""
_LONG_AHEAD, _SHORT_AGO = 183, 92
"""A planned date that would be so many days ahead, and was so few days ago, was then."""
_OVER_MIDNIGHT = 6 * 60
"""Minutes by which a time must lie before the one above it to be of the next day."""
_OF_YEAR = {"month", "season", "quarter", "half", "feast", "holiday"}
_WITH_YEAR = {
    *("year", "year2", "date", "date2", "isomonth", "isoweek", "decade", "decade2", "rel", "sooner"),
    *("ago", "earlier_this", "days", "recent", "century", "yearend", "hijri", "japanese_era"),
}


_DIGITS = re.compile(r"\d\d\d|'\d\d")
_SURE = {"year", "date", "unit", "decade", "japanese_era", "hijri", "hebrew", "era", "date2"}


@dataclass(frozen=True)
class Dated:
    """What a timeline knows of an event's date: the author's words, an EDTF expression where there
    is one, and the event's text.
    """

    display: str
    edtf: str | None = None
    text: str = ""


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


class _Timeline:
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
        self.day_one: Day | None = self._named_day_one()
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
            when = replace(when, inferred=Inferred("text" if when.expected and ahead else "published"))
        return when

    def _plain(self, display: str) -> When:
        """Return a date that says all of itself, without the number of its day: "Day 1 (24 February
        2022)".
        """
        plain = replace(self.rules, published=None)
        when = read_when(display, None, plain)
        if not when.read and (number := self._day_numbers) and number.search(display):
            rest = read_when(number.sub(" ", display), None, plain)
            return replace(rest, display=display) if rest.read else when
        return when

    @cached_property
    def _day_numbers(self) -> re.Pattern[str] | None:
        """The pattern of "day 12"; None in a language without one."""
        words = [word for word, how in self.language.beside.items() if how == "day"]
        return re.compile(rf"\b(?:{'|'.join(words)}) \d{{1,4}}\b", re.I) if words else None

    def _rules_for(self, ahead: bool | None) -> DateRules:
        if ahead is None or self.rules.published is None:
            return self.rules
        return replace(self.rules, ahead=True) if ahead else replace(self.rules, without_year="past")

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
        keys = [order_key(when)[0] for when in self.whens if when.read]
        later = sum(after > before for before, after in zip(keys, keys[1:], strict=False))
        return sum(after < before for before, after in zip(keys, keys[1:], strict=False)) > later

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

    def _named_day_one(self) -> Day | None:
        """Return the day that an event calls day 1, in its date or in its text."""
        words = [word for word, how in self.language.beside.items() if how == "day"]
        if not words:
            return None
        one = re.compile(rf"\b(?:{'|'.join(words)}) (?:1|one)\b", re.I)
        for each, when in zip(self.dates, self.whens, strict=True):
            if when.earliest and when.earliest == when.latest:
                if one.search(each.display) or one.search(each.text[:200]):
                    return when.earliest
        return None

    def _find_next(self, order: list[int]) -> None:
        """Find, for each place in the order, the first date after it that is sure."""
        self._sure = [place for place, at in enumerate(order) if self.fixed[at] and self.whens[at].read]
        self._order = order

    def _next(self, place: int) -> When | None:
        found = bisect_left(self._sure, place + 1)
        return self.whens[self._order[self._sure[found]]] if found < len(self._sure) else None

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
        self.whens[at] = When(
            self.dates[at].display, edtf_of(span), span, inferred=Inferred(source, words)
        )

    def _source(self) -> str:
        return "above" if self.base_above else "heading"

    def _in_a_day(self, at: int, text: str, place: int) -> tuple[Span, str] | None:
        """Return a time or a part of a day on the day of the line above; on the next day where it
        goes back over midnight; else on the day of the line below.
        """
        if not only_in_a_day(text, self.language):
            return None
        display = self.dates[at].display
        base = self.base
        if base is None or not base.latest or not base.earliest or not _of_few_days(base):
            after = self._next(place)
            if after is None or after.earliest is None or not _of_few_days(after):
                return None
            span = read_on(display, after.earliest, self.rules)
            before = minute_in(normalise(after.display), after.span, self.language)
            here = span and minute_in(text, span, self.language)
            if span and here is not None and before is not None and here > before + _OVER_MIDNIGHT:
                span = read_on(display, after.earliest.plus(-1), self.rules)
            return (span, "below") if span else None
        span = read_on(display, base.latest, self.rules)
        if span is None:
            return None
        here = minute_in(text, span, self.language)
        before = base.last.minute if base.last else minute_in(self.base_text, base.span, self.language)
        if here is not None and base.earliest < base.latest and here >= 12 * 60:
            span = read_on(display, base.earliest, self.rules)  # of a night from one day to the next
        elif here is not None and before is not None and here + _OVER_MIDNIGHT < before:
            span = read_on(display, base.latest.plus(1), self.rules)
        if span is None:
            return None
        return self._in_zone_above(span), self._source()

    def _in_zone_above(self, span: Span) -> Span:
        """Return a span whose times without a zone are in that of the line above."""
        zone = self.base.last.zone if self.base and self.base.last else None
        first, last = (
            clock._replace(zone=zone) if clock and clock.zone is None else clock
            for clock in (span.first, span.last)
        )
        return replace(span, first=first, last=last)

    def _beside(self, at: int, text: str) -> tuple[Span, str] | None:
        """Return what is meant by "that evening", "two days later", "day 12"."""
        words, time = without_time(text, self.language)
        found = read_beside(words, self.language)
        if found is None:
            return None
        if found.how == "day":
            assert found.number
            day = self._day_number(found.number[0])
            span = Span(day, day) if day else None
            source = "day_one"
        else:
            span = span_beside(found, self.base.span, self.rules) if self.base else None
            source = self._source()
        if span and time and span.earliest and span.earliest == span.latest:
            span = read_on(time, span.earliest, self.rules) or span
        return (span, source) if span else None

    def _day_number(self, number: int) -> Day | None:
        if self.day_one is None:
            base = self.base
            if base is None or base.earliest is None or base.earliest != base.latest:
                return None
            # what was read first in days is the first day, unless "day 1" stands below its date
            days = (when.earliest for when in self.whens if when.earliest and _of_few_days(when))
            self.day_one = base.earliest if number == 1 else min(days)
        return self.day_one.plus(number - 1)

    def _without_year(self, at: int, place: int) -> tuple[Span, str] | None:
        """Return a date without a year in another one than it has alone, where the lines around it
        say so.
        """
        when, base, after = self.whens[at], self.base, self._next(place)
        begins, ends = when.earliest or when.latest, when.latest or when.earliest
        assert begins and ends
        first = base.earliest or base.latest if base else None
        last = after.latest or after.earliest if after else None
        fits = not (first and ends < first) and not (last and begins > last)
        if first and base and base.inferred is None and self._is_year(base):
            coarse = begins != ends
            if begins.year != first.year and (coarse or last and last.year <= first.year + 1):
                span = self._in_year(at, first.year, whole=True)
                if span and not (last and span.earliest and span.earliest > last):
                    return span, self._source()
        follows = (
            first
            and base
            and (base.inferred is None or base.inferred.source == "above")
            and first.year < begins.year
            and not self._is_year(base)
        )
        if fits and not follows:
            return None
        known = self.rules.published
        if first:
            for year in (first.year, first.year + 1):
                span = self._in_year(at, year)
                if span is None or not span.earliest or not span.latest or span.latest < first:
                    continue
                if last and span.earliest > last or known and span.earliest > known and fits:
                    break
                if known and span.earliest > known and not self.ahead[at]:
                    break
                near = span.earliest.ordinal - first.ordinal <= _FOLLOWS
                return (span, self._source()) if near or not fits else None
        if last and not fits:
            for year in (last.year, last.year - 1):
                span = self._in_year(at, year)
                if span and span.earliest and span.earliest <= last:
                    return span, "below"
        return None

    def _is_year(self, when: When) -> bool:
        first, last = when.earliest, when.latest
        return bool(
            first
            and last
            and first.year == last.year
            and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
        )

    def _in_year(self, at: int, year: int, whole: bool = False) -> Span | None:
        """Return a date in a year; `whole` where the year stands above it, as a heading does: what
        goes over New Year begins in it then.
        """
        display = self.dates[at].display
        plain = replace(self.rules, published=None)
        forms = [f"{display} {year}"]
        if whole and (match := re.search(r"(?<=[^\W\d_]) ?[/–-] ?(?=[^\W\d_])", display)):
            forms.insert(0, f"{display[: match.start()]} {year}{match[0]}{display[match.end() :]}")
        for form in forms:
            try:
                when = read_when(form, None, plain)
            except WhenError:
                continue
            if when.read:
                return when.span
        return None

    def _weekday(self, at: int, place: int) -> tuple[Span, str] | None:
        """Return a weekday as the first after the line above, where that is a weekday too, or where
        it would lie after the line below.
        """
        when, base, after = self.whens[at], self.base, self._next(place)
        if self.ahead[at] or base is None or not base.latest or when.earliest is None:
            return None
        last = after.latest or after.earliest if after else None
        over = bool(last and when.earliest > last)
        chained = (
            _of_few_days(base)
            and "weekday" in (classes := classes_of(base.display, self.rules))
            and ("month" in classes or base.inferred is None or base.inferred.source == "above")
        )
        if not over and not chained or when.earliest != when.latest:
            return None
        day = base.latest.plus((when.earliest.weekday - base.latest.weekday) % 7)
        if last and day > last or self.rules.published and day > self.rules.published:
            return None
        if day == when.earliest:
            return None
        return replace(when.span, earliest=day, latest=day, expected=False), self._source()


def _of_few_days(when: When) -> bool:
    """Return whether a date is a day, or a night from one to the next."""
    first, last = when.earliest, when.latest
    return bool(first and last and last.ordinal - first.ordinal <= 1)
