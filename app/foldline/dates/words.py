"""From an author's words to the days they can mean. The rules are in docs/dates.md, the words in a language's table."""

from __future__ import annotations

import re

from foldline.dates.bag import Bag, bag_of, bounds_of, era_applied
from foldline.dates.day import Bounds, Clock, Day, Span
from foldline.dates.english import ENGLISH
from foldline.dates.language import Item, Language, items_in, normalised, take_clock
from foldline.dates.rules import DateRules

LONGEST_PHRASE = 200
"""Characters. Longer words are a text, not a date, and stay words."""

TABLES: dict[str, Language] = {"en": ENGLISH}
_FIGURES = Language(words={})
"""For languages without a table: 2021, 2026-02-05, 1914-1918."""

_SEPARATORS = ("dash", "to", "and", "until")


def read_words(text: str, rules: DateRules) -> Span | None:
    """None where they can't be read. Raises WhenError where they can't be true."""
    if len(text) > LONGEST_PHRASE:
        return None
    language = table_of(rules.language)
    rest, clocks, zone = take_clock(normalised(text), language)
    items = items_in(rest, language)
    if items is None:
        return None
    said = dict(items)
    kinds = set(said)
    ahead = "expected" in kinds or _says_ahead(items)
    phrase = [item for item in items if item[0] not in ("about", "uncertain", "expected")]
    span = _phrase(phrase, rules, ahead, clocks)
    if span is None:
        return None
    if said.get("rel") == 0 and rules.published and span.earliest and span.earliest > rules.published:
        ahead = True  # "this summer", said in February
    first, last = span.first, span.last
    if callable(zone):
        zone = zone(span.earliest or span.latest)
    return Span(span.earliest, span.latest, first and Clock(first.minute, zone), last and Clock(last.minute, zone),
                approximate="about" in kinds, uncertain="uncertain" in kinds, expected=ahead)


def says_expected(text: str, rules: DateRules) -> bool:
    """Whether a text, read or not, has one of the words for "expected" in it."""
    table = table_of(rules.language)
    given = re.findall(r"[^\W\d_]+", normalised(text[:LONGEST_PHRASE]))
    return any(table.words.get(word, ("",))[0] == "expected" for word in given)


def table_of(language: str) -> Language:
    """The table of a language, by its BCP 47 tag; one that knows figures alone where there is none."""
    return TABLES.get(language.partition("-")[0].lower(), _FIGURES)


def _says_ahead(items: list[Item]) -> bool:
    """Whether the words themselves look ahead: "tomorrow", "next Friday", "later this year", "in three weeks"."""
    said = dict(items)
    return (said.get("days") or 0) > 0 or said.get("rel") == 1 or 1 in (said.get("earlier_this"), said.get("sooner")) or (
        "in" in said and "unit" in said and ("count" in said or "number1" in said))


def _phrase(items: list[Item], rules: DateRules, ahead: bool, clocks: tuple[Clock, Clock] | None) -> Span | None:
    """With what stands before and after a date: before, after, since, until, from … to, between … and."""
    opening = closing = ""
    if items and items[0][0] in ("before", "after", "since", "until", "from", "between"):
        opening, items = items[0][0], items[1:]
    if items and items[-1][0] in ("openend", "openstart"):
        closing, items = items[-1][0], items[:-1]
    elif len(items) > 1 and items[-1][0] == "now" and items[-2][0] not in _SEPARATORS:
        closing, items = "openend", items[:-1]  # "1998 to date" is one word of the table
    items = _without_hyphens(items)
    at = [n for n, (kind, _) in enumerate(items) if kind in _SEPARATORS]
    if not items or len(at) > 1 or opening and closing or opening == "between" and not at:
        return None
    if at:
        if opening not in ("", "from", "between") or closing or clocks or items[at[0]][0] == "until" and opening == "between":
            return None
        bounds = _range(items[: at[0]], items[at[0] + 1 :], rules, ahead)
        return bounds and Span(*bounds)
    bounds = _one(items, rules, ahead)
    if bounds is None:
        return None
    opening = {"openend": "since", "openstart": "until", "": "since" if opening == "from" else opening}[closing]
    return _opened(bounds, opening, clocks, any(kind == "daypart" for kind, _ in items))


def _without_hyphens(items: list[Item]) -> list[Item]:
    """Without the hyphens that join ("mid-March", "pre-2014", "19th-century") or trail; "mid- to late" has one separator."""
    found: list[Item] = []
    for n, item in enumerate(items):
        after = items[n + 1][0] if n + 1 < len(items) else ""
        if item[0] == "dash" and (not after or not found or after in _SEPARATORS or found[-1][0] in _SEPARATORS
                                  or found[-1][0] == "part" and after != "part" or found[-1][0] == "ordinal" and after == "unit"):
            continue
        found.append(item)
    return found


def _opened(bounds: Bounds, opening: str, clocks: tuple[Clock, Clock] | None, in_a_day: bool) -> Span | None:
    """A single date after "before", "after", "since" or "until"; and with its time of day, which only a single day has.

    `in_a_day` says that a part of a day is meant: "after midnight on 5 May" may be on that day still."""
    start, end = bounds
    first, last = clocks or (None, None)
    if clocks and (start != end or opening and first != last):
        return None
    if opening == "since" or opening == "after" and (clocks or in_a_day):
        return Span(start, None, first)
    if opening == "until" or opening == "before" and (clocks or in_a_day):
        return Span(None, end, None, last)
    if opening == "after":
        return Span(end.plus(1), None)
    if opening == "before":
        return Span(None, start.plus(-1))
    return Span(start, end, first, last)


def _one(items: list[Item], rules: DateRules, ahead: bool) -> Bounds | None:
    bag = bag_of(era_applied(items))
    return bounds_of(bag, rules, ahead) if bag else None


# --- from one date to another ---------------------------------------------------------------------------------------

def _range(before: list[Item], after: list[Item], rules: DateRules, ahead: bool) -> Bounds | None:
    """ "14–16 March 2025", "28 February – 3 March 2025", "mid to late 2021", "1914–18", "winter 2021–22", "2014 to now"."""
    if after and after[-1][0] == "now":
        start = _one(before, rules, ahead)
        return start and len(after) == 1 and Bounds(start.earliest, None) or None
    left, right = bag_of(era_applied(before)), bag_of(era_applied(after))
    if not left or not right or set(left) == {"weekday"} and "number" in right:
        return None
    if set(right) == {"number", "figures"} and right["figures"] == 2 and "year" in left and not {"month", "number"} & set(left):
        return _short_year(left, right["number"], rules)
    if set(right) == {"decade2"} and "decade" in left:
        right = {"decade": left["decade"] // 100 * 100 + right["decade2"]}
    year_told = "year" in left
    left, right = _completed(left, right)
    start = bounds_of(left, rules, ahead)
    if start is None:
        return None
    if "year" not in right and "month" in right and "rel" not in right:
        end = next((end for year in (start.earliest.year, start.earliest.year + 1)
                    if (end := bounds_of(right | {"year": year}, rules, ahead)) and end.latest >= start.earliest), None)
    else:
        end = bounds_of(right, rules, ahead)
    if end is None:
        return None
    if end.latest < start.earliest and not year_told and left.get("month", 0) > right.get("month", 12):
        start = bounds_of(left | {"year": left["year"] - 1}, rules, ahead)  # "December–January 2025"
    return Bounds(start.earliest, end.latest)


def _completed(left: Bag, right: Bag) -> tuple[Bag, Bag]:
    """Each side with what only the other tells: the month, the year, what a part is of."""
    left, right = dict(left), dict(right)
    if set(left) <= {"part", "ordinal", "number"} and "unit" in right:
        left |= {key: value for key, value in right.items() if key in ("unit", "era")}
    if set(left) == {"part"}:
        left |= {key: value for key, value in right.items() if key != "part"}
    for one, other in ((left, right), (right, left)):
        if "month" not in one and {"number", "part"} & set(one) and "month" in other and "unit" not in one and not (
                "part" in one and "year" in one):
            one["month"] = other["month"]
    for one, other in ((left, right), (right, left)):
        if "year" not in one and "year" in other and {"month", "season", "quarter", "half", "part"} & set(one):
            one["year"] = other["year"]
    return left, right


def _short_year(left: Bag, number: int, rules: DateRules) -> Bounds | None:
    """1914–18, 1999–00; and "winter 2021–22", which is one winter."""
    year = left["year"] // 100 * 100 + number
    year += 100 if year < left["year"] else 0
    start = bounds_of(left, rules)
    if start is None or set(left) not in ({"year"}, {"season", "year"}, {"part", "year"}):
        return None
    if "season" in left:
        across = [bounds for bounds in (rules.season(y, left["season"]) for y in (left["year"], left["year"] + 1))
                  if (bounds.earliest.year, bounds.latest.year) == (left["year"], year)]
        return across[0] if across else None
    return Bounds(start.earliest, Day.of(year, 12, 31))
