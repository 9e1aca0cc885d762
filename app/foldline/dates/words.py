"""From an author's words to the days they can mean. The rules are in docs/reference/dates.md, the
words in a language's table.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

from foldline.dates.clocks import MIDNIGHT, separators, take_clock
from foldline.dates.day import Bounds, Clock, Day, Span, Zone, month_length
from foldline.dates.deep_time import read_deep
from foldline.dates.glosses import without_glosses, without_known_brackets
from foldline.dates.hyphens import SEPARATORS, without_hyphens
from foldline.dates.language import Item, Language, items_in, normalise
from foldline.dates.ranges import read_range
from foldline.dates.rules import DateRules
from foldline.dates.shares import single_date, window
from foldline.dates.tables import table_of
from foldline.dates.written import written_day_of_year, written_weekday
from foldline.locales import ENGLISH

LONGEST_PHRASE = 200
"""Characters. Longer words are a text, not a date, and stay words."""


def read_words(text: str, rules: DateRules) -> Span | None:
    """Return what an author's words can mean; None where they can't be read. Raises WhenError where
    they can't be true.

    >>> str(read_words("early May 2025", DateRules()).latest)
    '2025-05-10'
    """
    if len(text) > LONGEST_PHRASE:
        return None
    language = table_of(rules.language)
    plain = _SHORT_YEAR.sub(r"\1 \2 '\3", normalise(text))
    span = _read(*without_glosses(plain, language), language, rules)
    if span is None and (rest := without_known_brackets(plain, language)) != plain:
        span = _read(rest, None, language, rules)  # "6 June 1944 (D-Day)"
    return span


_SHORT_YEAR = re.compile(r"(?<![\w-])(\d{1,2})-([^\W\d_]{3,9})-(\d\d)(?![\w-])")


def _read(text: str, offset: int | None, language: Language, rules: DateRules) -> Span | None:
    """Return what a normalised text means. `offset` is that of its time, where it is known from
    another one.
    """
    if "years_ago" in language.classes and (deep := read_deep(text, language, rules)):
        return deep
    items, clocks, zones = _two_moments(text, language)
    two_dates = bool(clocks)
    if not two_dates:
        rest, clocks, zone = take_clock(text, language)
        items, zones = items_in(rest, language), (zone, zone)
    if items is None:
        return None
    items = _with_years(items, rules)
    by_class = dict(items)
    kinds = set(by_class)
    if "other" in kinds or {"over", "ago"} <= kinds:
        return None
    if "hemisphere" in kinds:
        rules = replace(rules, hemisphere=by_class["hemisphere"])
        items = [item for item in items if item[0] != "hemisphere"]
    if "style" in kinds:
        return _in_style(items, rules, clocks)
    ahead = rules.ahead or "expected" in kinds or _says_ahead(items)
    until_then = ("since", 1) in items
    span = _phrase(_plain(items), rules, ahead or until_then, clocks, two_dates)
    if span is None:
        return None
    if until_then and span.earliest and (not rules.published or span.earliest > rules.published):
        ahead = True  # "not until 2027"
    if (
        by_class.get("rel") == 0
        and rules.published
        and span.earliest
        and span.earliest > rules.published
    ):
        ahead = True  # "this summer", written in February
    day = span.earliest or span.latest
    first, last = (
        _in_zone(clock, offset if zone is None else zone, day)
        for clock, zone in zip((span.first, span.last), zones, strict=True)
    )
    if first and last and day and span.first == span.last == Clock(MIDNIGHT):
        # of which end of the day is not known
        span = replace(span, latest=day.plus(1), approximate=True)
    return Span(
        span.earliest,
        span.latest,
        first,
        last,
        approximate="weekdays" not in kinds
        and (
            span.approximate
            or "about" in kinds
            or {"until", "month"} <= kinds  # "by the start of February"
            and by_class.get("part") == 0
        ),
        uncertain="uncertain" in kinds,
        expected=ahead,
        place=place_of(text, language) if "daypart" in kinds and not clocks else None,
        doubt=_doubt(by_class, span),
    )


def _doubt(by_class: dict[str, Any], span: Span) -> str:
    """Return what speaks against a date that was read: a weekday that is not its own, where no year
    is written.
    """
    day = span.earliest
    weekday = by_class.get("weekday")
    if day is None or day != span.latest or weekday in (None, day.weekday):
        return ""
    if not {"number1", "number2", "ordinal"} & set(by_class) or "month" not in by_class:
        return ""
    of_day = written_day_of_year(day.month, day.day, ENGLISH)
    real, other = (written_weekday(each, ENGLISH) for each in (day.weekday, weekday))
    years = [
        year
        for year in range(day.year - 11, day.year + 12)
        if Day(year, day.month, min(day.day, month_length(year, day.month))).weekday == weekday
    ]
    nearest = min(years, key=lambda year: abs(year - day.year))
    return (
        f"{of_day} {day.year} was a {real}; it was a {other} in {nearest}"
        if nearest < day.year
        else f"{of_day} {day.year} is a {real}; it is a {other} in {nearest}"
    )


def _in_style(
    items: list[Item], rules: DateRules, clocks: tuple[Clock, Clock] | None
) -> Span | None:
    """Return the span of a date that says which calendar it is in."""
    span = _phrase(
        _plain([item for item in items if item[0] != "style"]), rules, False, clocks, False
    )
    if span is None or dict(items)["style"] > 0:
        return span
    from foldline.dates.calendars import from_julian  # no page starts with other calendars

    earliest, latest = (day and from_julian(day) for day in (span.earliest, span.latest))
    return replace(
        span,
        earliest=earliest,
        latest=latest,
        approximate=span.approximate or any(kind == "about" for kind, _ in items),
    )


def _in_zone(clock: Clock | None, zone: Zone, day: Day | None) -> Clock | None:
    """Return a time of a day with its offset from UTC."""
    if clock is None or day is None:
        return None
    minute = clock.minute % MIDNIGHT
    return Clock(minute, zone(day, minute) if callable(zone) else zone)


def _two_moments(
    text: str, language: Language
) -> tuple[list[Item] | None, tuple[Clock, Clock] | None, tuple[Any, Any]]:
    """Return the words of "9 p.m. on 5 May – 3 a.m. on 6 May" without its times, the times, and
    their zones. No times where the text is not of that form.
    """
    for match in separators(text, language):
        sides = [
            take_clock(side, language) for side in (text[: match.start()], text[match.end() :])
        ]
        (before, start, zone), (after, end, other) = sides
        if not start or not end or start[0] != start[1] or end[0] != end[1]:
            continue
        left, right = items_in(before, language), items_in(after, language)
        if left and right and _has_a_day(left) and _has_a_day(right):
            zones = (other if zone is None else zone, other)
            return [*left, ("dash", None), *right], (start[0], end[0]), zones
    return None, None, (None, None)


def _has_a_day(items: list[Item]) -> bool:
    return any(kind in _NAMES_A_DAY for kind, _ in items)


_NAMES_A_DAY = ("number1", "number2", "ordinal", "date", "weekday", "days", "holiday")


def _with_years(items: list[Item], rules: DateRules) -> list[Item]:
    """Return the items with '69 as a year: of the century of a year before it, else the latest such
    year that had begun when the brief came out.
    """
    found: list[Item] = []
    for kind, value in items:
        before_it = found[-1][0] if found else ""
        if kind == "number2" and before_it in ("quarter", "half") and len(items) == 2:
            kind = "year2"  # "4Q25"
        if kind == "date2":
            year = _with_years([*found, ("year2", value[0])], rules)[-1]
            found.append(("date", (year[1], *value[1:])) if year[0] == "year" else ("other", None))
            continue
        if kind == "last_one_of":
            found += [("rel", -1), ("unit", value)]
            continue
        if kind == "yearend":
            found += [("about", None), ("month", 12)]
            if rules.published and not any(name == "year" for name, _ in items):
                found.append(("year", rules.published.year))
            continue
        if kind == "year2":
            before = next((year for name, year in reversed(found) if name == "year"), None)
            today = rules.published
            if before is not None:
                value += before // 100 * 100
                value += 100 if value < before else 0
            elif today is not None:
                value += today.year // 100 * 100
                value -= 100 if value > today.year else 0
            else:
                return [("other", None)]
            kind = "year"
        found.append((kind, value))
    if len(found) == 1 and found[0][0] == "year" and found[0][1] > _LAST_PLAIN_YEAR:
        return [("other", None)]  # 5784 is a year of another calendar
    return found


_LAST_PLAIN_YEAR = 2999


def _plain(items: list[Item]) -> list[Item]:
    """Return the items without the words that are no part of the date itself, and without a dash
    between the date and "expected".
    """
    for end, beside in ((0, 1), (-1, -2)):
        if len(items) > 2 and items[end][0] == "expected" and items[beside][0] == "dash":
            items = [item for n, item in enumerate(items) if n != beside % len(items)]
    return [item for item in items if item[0] not in ("about", "uncertain", "expected", "over")]


def place_of(text: str, language: Language) -> int | None:
    """Return the minute of the day at which a part of it stands among others, about."""
    found = [language.hour_of[word] for word in _hours(language).findall(text)]
    return 60 * min(found) if found else None


@lru_cache
def _hours(language: Language) -> re.Pattern[str]:
    words = sorted(language.hour_of, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words)) or '(?!)'})\b")


@lru_cache(maxsize=1024)
def classes_of(text: str, rules: DateRules) -> frozenset[str]:
    """Return the classes of a date's words, without those of its time; none where one is not
    known.
    """
    language = table_of(rules.language)
    rest = take_clock(without_glosses(normalise(text), language)[0], language).rest
    return frozenset(kind for kind, _ in items_in(rest, language) or ())


def says_expected(text: str, rules: DateRules) -> bool:
    """Return whether a text, read or not, has one of the words for "expected" in it."""
    table = table_of(rules.language)
    words = re.findall(r"[^\W\d_]+", normalise(text[:LONGEST_PHRASE]))
    return any(table.words.get(word, ("",))[0] == "expected" for word in words)


def _says_ahead(items: list[Item]) -> bool:
    """Return whether the words themselves look ahead: "tomorrow", "next Friday", "later this year",
    "in three weeks".
    """
    by_class = dict(items)
    return (
        (by_class.get("days") or 0) > 0
        or by_class.get("rel") == 1
        or 1 in (by_class.get("earlier_this"), by_class.get("sooner"))
        or (
            "in" in by_class
            and "unit" in by_class
            and not {"month", "year", "season", "decade", "past"} & set(by_class)
            and by_class.get("rel") != -1
            and bool({"count", "number1", "number2", "number3", "some"} & set(by_class))
        )
        or (by_class.get("recent") or (0,))[0] > 0
    )


def _phrase(
    items: list[Item],
    rules: DateRules,
    ahead: bool,
    clocks: tuple[Clock, Clock] | None,
    two_dates: bool,
) -> Span | None:
    """Return the span of a date with what stands before and after it: before, after, since, until,
    from … to, between … and.

    `two_dates` is set where the first of the times belongs to one date and the second to another.
    """
    opening = closing = ""
    if items[:1] == [("to", None)]:  # "through June"
        items = [("until", None), *items[1:]]
    if items and items[0][0] in ("before", "after", "since", "until", "from", "between"):
        if items[0] == ("since", -1) and not ahead:
            rules = replace(rules, without_year="past")
        # "pre-2014"
        opening, items = (
            items[0][0],
            items[2 if len(items) > 1 and items[1][0] == "dash" else 1 :],
        )
    if items and items[-1][0] in ("openend", "openstart"):
        closing, items = items[-1][0], items[:-1]
    elif len(items) > 1 and (
        items[-1][0] == "now"
        and items[-2][0] not in SEPARATORS
        or items[-1][0] == "dash"
        and {kind for kind, _ in items[:-1]} <= {"part", "month", "year", "decade"}
    ):
        # "1998 to date" is one word of the table; "2019–" goes on
        closing, items = ("openend", items[:-1])
    items = without_hyphens(items)
    weekend = bool(items) and items[0] == ("unit", "weekend") and not opening
    at = [n for n, (kind, _) in enumerate(items) if kind in SEPARATORS]
    if at and window(items, rules, ahead):
        at = []  # "the 12 months to June 2025"
    elif weekend and at:
        items, at = items[1:], [n - 1 for n in at]  # "the weekend of 7-8 June"
    if opening in ("from", "since") and closing == "openend":
        opening = ""  # "from 2019 on"
    if not items or len(at) > 1 or opening and closing or opening == "between" and not at:
        return None
    if at:
        between, before, after = items[at[0]][0], items[: at[0]], items[at[0] + 1 :]
        if (
            opening not in ("", "from", "between")
            or closing
            or clocks
            and not two_dates
            or between == "until"
            and opening == "between"
        ):
            return None
        if [kind for kind, _ in before] == ["overnight"]:
            end = single_date(after, rules, ahead)
            return Span(end.earliest.plus(-1), end.latest) if end and not clocks else None
        if {"overnight"} & {kind for kind, _ in items}:
            before, after = (
                [item for item in side if item[0] != "overnight"] for side in (before, after)
            )
        if between == "or" and opening:
            return None
        span = read_range(before, after, between, rules, ahead)
        return replace(span, first=clocks[0], last=clocks[1]) if span and clocks else span
    if two_dates:
        return None
    bounds = single_date(items, rules, ahead)
    if bounds is None:
        return None
    opening = {
        "openend": "since",
        "openstart": "until",
        "": "since" if opening == "from" else opening,
    }[closing]
    return _single_span(bounds, opening, clocks, any(kind == "daypart" for kind, _ in items))


def _single_span(
    bounds: Bounds, opening: str, clocks: tuple[Clock, Clock] | None, in_a_day: bool
) -> Span | None:
    """Return the span of a single date after "before", "after", "since" or "until", with its time
    of day, which only a single day has.

    `in_a_day` is set where a part of a day is meant: "after midnight on 5 May" may be on that day
    still.
    """
    start, end, rough = bounds
    first, last = clocks or (None, None)
    if clocks and (start != end or opening and first != last):
        return None
    if opening == "since" or opening == "after" and (clocks or in_a_day):
        return Span(start, None, first, approximate=rough)
    if opening == "until" or opening == "before" and (clocks or in_a_day):
        return Span(None, end, None, last, approximate=rough)
    if opening == "after":
        return Span(end.plus(1), None, approximate=rough)
    if opening == "before":
        return Span(None, start.plus(-1), approximate=rough)
    if first and last and last.minute < _NOON <= first.minute:
        end = end.plus(1)  # "10 p.m. to 2 a.m."
    return Span(start, end, first, last, approximate=rough)


_NOON = 12 * 60
