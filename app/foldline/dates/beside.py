"""Words that mean a day by another one of the timeline: "that evening", "the following morning",
"two days later", "day 12", and times without a day.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from foldline.dates.clocks import take_clock
from foldline.dates.counting import shifted
from foldline.dates.day import Bounds, Clock, Day, Span, months, years
from foldline.dates.language import Item, Language, items_in
from foldline.dates.rules import DateRules, Vague
from foldline.dates.words import place_of, read_words

_ANY: Vague = (2, 6)
"""How many "days later" or "hours later" are, without a number."""
_DAY = 24 * 60
_DAWN = 5 * 60
"""The minute before which a time is of the night of the day before."""


class Beside(NamedTuple):
    """What words say of the day before: `how` is one of the keys of `[read.dates.beside]`, `items`
    what is meant then, `number` how many of it, from and to."""

    how: str
    items: tuple[Item, ...]
    number: Vague | None = None


def read_beside(text: str, language: Language) -> Beside | None:
    """Return what a normalised text without a time says by another date; None for any other.

    >>> from foldline.dates.tables import table_of
    >>> read_beside("the following morning", table_of("en")).how
    'next'
    """
    if not language.beside:
        return None
    text = text.strip(" ,;:-")
    match = _behind(language).fullmatch(text)
    if match:
        items = items_in(match["what"], language)
        how = language.beside[match["how"]]
        number: Vague | None = None
        rough = False
        while items and items[0][0] == "about":
            items, rough = items[1:], True
        if items and items[0][0] in ("count", "number1", "number2", "number3"):
            number, items = (items[0][1], items[0][1]), items[1:]
        elif items and items[0][0] == "some":
            number, items = items[0][1], items[1:]
        if items and len(items) == 1 and items[0][0] == "unit":
            if number is None:  # "the day after", and "days later"
                number = (1, 1) if match["the"] or " " + text == " day after" else _ANY
            return Beside(how, tuple(items + [("about", None)] * rough), number)
        if items and not number and {kind for kind, _ in items} <= {"daypart"} and match["the"]:
            return Beside("next" if how == "later" else "previous", tuple(items))
    match = _before(language).match(text)
    if match:
        how = language.beside[match["how"]]
        items = items_in(text[match.end() :], language)
        if how == "day":
            number_only = re.match(r" (\d{1,4})\b", text[match.end() :])
            return Beside(how, (), (int(number_only[1]),) * 2) if number_only else None
        if items and {kind for kind, _ in items} <= _MEANT and how in ("same", "next", "previous"):
            return Beside(how, tuple(items))
    return None


_MEANT = {"unit", "daypart", "weekday", "month", "season", "part"}


@lru_cache
def _before(language: Language) -> re.Pattern[str]:
    words = [word for word, how in language.beside.items() if how not in ("later", "earlier")]
    return re.compile(rf"(?P<how>{_any_of(words)})(?=\W|$)")


@lru_cache
def _behind(language: Language) -> re.Pattern[str]:
    words = [word for word, how in language.beside.items() if how in ("later", "earlier")]
    return re.compile(rf"(?P<the>the )?(?P<what>.+?) (?P<how>{_any_of(words)})")


def _any_of(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


def span_beside(found: Beside, base: Span, rules: DateRules) -> Span | None:
    """Return what is meant, by the date that it points to."""
    start, end = base.earliest or base.latest, base.latest or base.earliest
    if start is None or end is None:
        return None
    kinds = dict(found.items)
    if found.number:
        return _counted(found, base, start, end)
    if "weekday" in kinds:
        return _weekday(found.how, kinds["weekday"], start, end, rules)
    if "month" in kinds:
        return _month(found.how, kinds["month"], start, end)
    unit = kinds.get("unit", "day")
    step = {"same": 0, "next": 1, "previous": -1}[found.how]
    if step > 0 and "daypart" in kinds and base.last and base.last.minute < _DAWN:
        step = 0  # "the following morning", after 1 a.m.
    if set(kinds) - {"unit", "daypart", "part"}:
        return None
    bounds: Bounds
    if unit == "day":
        bounds = Bounds.of_day((end if step > 0 else start).plus(step))
    elif unit == "week":
        bounds = rules.week((end if step > 0 else start).plus(7 * step))
    elif unit == "weekend":
        saturday = end.plus((5 - end.weekday) % 7 if step >= 0 else 5 - end.weekday - 7)
        bounds = Bounds(saturday, saturday.plus(1))
    elif unit == "month":
        bounds = months(end.year, end.month + step, end.month + step)
    elif unit == "year":
        bounds = years(end.year + step, end.year + step)
    else:
        return None
    return Span(*bounds[:2])


def _weekday(how: str, weekday: int, start: Day, end: Day, rules: DateRules) -> Span | None:
    if how == "previous":
        day = start.plus(-((start.weekday - weekday - 1) % 7 + 1))
    else:
        after = 1 if how == "next" else 0
        day = end.plus((weekday - end.weekday - after) % 7 + after)
    return Span(day, day)


def _month(how: str, month: int, start: Day, end: Day) -> Span | None:
    if how == "previous":
        year = start.year - (month >= start.month)
    else:
        year = end.year + (month <= end.month if how == "next" else month < end.month)
    return Span(*months(year, month, month)[:2])


def _counted(found: Beside, base: Span, start: Day, end: Day) -> Span | None:
    """Return "two days later", "hours later", "a year earlier"."""
    assert found.number
    sign = 1 if found.how == "later" else -1
    unit, (least, most) = found.items[0][1], found.number
    rough = least != most or len(found.items) > 1
    day = end if sign > 0 else start
    if unit in ("hour", "minute"):
        clock = base.last if sign > 0 else base.first
        size = 60 if unit == "hour" else 1
        if clock is None:
            over = most * size // _DAY
            ends = sorted((day, day.plus(sign * over)))
            return Span(ends[0], ends[1], approximate=True)
        moments = sorted(clock.minute + sign * size * n for n in (least, most))
        (first_day, first), (last_day, last) = (divmod(moment, _DAY) for moment in moments)
        return Span(
            day.plus(first_day),
            day.plus(last_day),
            Clock(first, clock.zone),
            Clock(last, clock.zone),
            approximate=True,
        )
    if unit == "weekend":
        return None
    ends = sorted(shifted(day, unit, sign * n) for n in (least, most))
    return Span(ends[0], ends[1], approximate=rough or unit != "day")


def read_on(display: str, day: Day, rules: DateRules) -> Span | None:
    """Return what a time or a part of a day means on a day: "8:18 p.m.", "by noon", "evening"."""
    return read_words(f"{display} {day.isoformat()}", rules) if 0 <= day.year <= 9999 else None


def only_in_a_day(text: str, language: Language) -> bool:
    """Return whether a normalised text names a time or a part of a day, and no day."""
    found = take_clock(text, language)
    items = items_in(found.rest, language)
    if items is None:
        return False
    kinds = {kind for kind, _ in items}
    if not found.clocks and not kinds & {"daypart", "overnight"}:
        return False
    return kinds <= {"daypart", "overnight", "part", *_AROUND}


_AROUND = ("about", "uncertain", "before", "after", "until", "since", "in", "from", "expected")


def minute_in(text: str, span: Span, language: Language) -> int | None:
    """Return the minute of the day at which a date stands among others of its day, about."""
    return span.first.minute if span.first else place_of(text, language)


def without_time(text: str, language: Language) -> tuple[str, str]:
    """Return a normalised text without its time, and the time as it stands there."""
    rest = take_clock(text, language).rest
    if rest == text or not text:
        return text, ""
    head = 0
    while head < min(len(rest), len(text)) and rest[head] == text[head]:
        head += 1
    return rest, text[head:]


@lru_cache
def day_numbers(language: Language) -> re.Pattern[str] | None:
    """Return the pattern of "day 12"; None in a language without it."""
    words = _any_of([word for word, how in language.beside.items() if how == "day"])
    return re.compile(rf"\b(?:{words}) \d{{1,4}}\b", re.I) if language.beside else None


@lru_cache
def one_day(language: Language) -> re.Pattern[str] | None:
    """Return the pattern of "day 1" and "day one"; None in a language without it."""
    words = _any_of([word for word, how in language.beside.items() if how == "day"])
    one = _any_of(["1", *(word for word, item in language.words.items() if item == ("count", 1))])
    return re.compile(rf"\b(?:{words}) (?:{one})\b", re.I) if language.beside else None
