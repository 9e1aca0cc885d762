"""Read a date of a timeline by the lines around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from foldline.dates.beside import (
    minute_in,
    only_in_a_day,
    read_beside,
    read_on,
    span_beside,
    without_time,
)
from foldline.dates.day import Clock, Day, Span
from foldline.dates.language import Language, normalise
from foldline.dates.rules import DateRules
from foldline.dates.when import When, read_when
from foldline.dates.words import classes_of, place_of
from foldline.errors import WhenError

_FOLLOWS = 120
"""Days after a date with its year in which one without may follow it in that year."""
_OVER_MIDNIGHT = 6 * 60
"""Minutes by which a time must lie before the one above it to be of the next day."""


@dataclass(frozen=True)
class Dated:
    """What a timeline knows of an event's date: the author's words, an EDTF expression where there
    is one, and the event's text.
    """

    display: str
    edtf: str | None = None
    text: str = ""


class Lines:
    """The lines of a timeline while they are read: in the order of time, `base` is the last one
    above that was read (or the heading), `base_text` its words.
    """

    dates: Sequence[Dated]
    rules: DateRules
    language: Language
    ahead: list[bool | None]
    """Whether each event lies ahead, by its text."""
    fixed: list[bool]
    """Whether each date says all of itself."""
    whens: list[When]
    base: When | None
    base_text: str
    base_above: bool
    """Whether `base` is a line, and not the heading."""
    day_one: Day | None

    def _find_next(self, order: list[int]) -> None:
        """Find, for each place in the order, the first date after it that is sure."""
        self._sure = [
            place for place, at in enumerate(order) if self.fixed[at] and self.whens[at].read
        ]
        self._order = order

    def _next(self, place: int) -> When | None:
        found = bisect_left(self._sure, place + 1)
        return self.whens[self._order[self._sure[found]]] if found < len(self._sure) else None

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
            here = minute_in(text, span, self.language) if span else None
            if span and here is not None and before is not None and here > before + _OVER_MIDNIGHT:
                span = read_on(display, after.earliest.plus(-1), self.rules)
            return (span, "below") if span else None
        if set(text.split()) & set(self.language.midnight):
            midnight = Clock(0, base.last.zone if base.last else None)
            rough = not set(text.split()) <= set(self.language.midnight)
            night = base.latest.plus(1)
            return Span(night, night, midnight, midnight, approximate=rough), self._source()
        span = read_on(display, base.latest, self.rules)
        if span is None:
            return None
        here = minute_in(text, span, self.language)
        before = (
            base.last.minute if base.last else minute_in(self.base_text, base.span, self.language)
        )
        if span.first and span.first.zone is not None and base.last and base.last.zone is not None:
            span = self._after_base(display, base)
        elif here is not None and base.earliest < base.latest and here >= 12 * 60:
            span = read_on(
                display, base.earliest, self.rules
            )  # of a night from one day to the next
        elif here is not None and before is not None and here + _OVER_MIDNIGHT < before:
            span = read_on(display, base.latest.plus(1), self.rules)
        if span is None:
            return None
        return self._in_zone_above(span), self._source()

    def _after_base(self, display: str, base: When) -> Span | None:
        """Return a time in its zone on the day that brings it next behind the line above."""
        assert base.latest and base.last
        after = 1440 * base.latest.ordinal + base.last.utc - _OVER_MIDNIGHT
        for days in (-1, 0, 1):
            span = read_on(display, base.latest.plus(days), self.rules)
            if not span or not span.earliest or not span.first:
                continue
            if 1440 * span.earliest.ordinal + span.first.utc >= after:
                return span
        return None

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
            span = span and replace(span, place=place_of(words, self.language))
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
