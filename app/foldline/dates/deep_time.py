"""Years so long ago that nobody counts them one by one: "2.3 million years ago", "66 Ma", "12,000
years BP".
"""

from __future__ import annotations

import re
from functools import lru_cache

from foldline.dates.day import LARGEST_YEAR, Span, years
from foldline.dates.language import Language, items_in
from foldline.dates.rules import DateRules
from foldline.errors import WhenError

_PRESENT = 1950
"""The year that "before present" counts from, by the convention of radiocarbon dating."""
_ROUND = 2000
"""The year that is counted from where a brief has no day."""
_BESIDE = frozenset({"about", "uncertain", "from", "between"})
_OPENINGS = {"since": "since", "after": "since", "before": "until", "until": "until"}


def read_deep(text: str, language: Language, rules: DateRules) -> Span | None:
    """Return what a normalised text means that counts thousands, millions or billions of years
    back; None for any other. Such a date is approximate: it names a year, but means one near to it.

    >>> from foldline.dates.tables import table_of
    >>> str(read_deep("66 ma", table_of("en"), DateRules()).earliest)
    '-65998000-01-01'
    """
    match = _pattern(language).search(text)
    if match is None:
        return None
    items = items_in(text[: match.start()] + " " + text[match.end() :], language)
    if items is None:
        return None
    opening = next((_OPENINGS[kind] for kind, _ in items if kind in _OPENINGS), "")
    if {kind for kind, _ in items} - _BESIDE - set(_OPENINGS):
        return None
    scale = language.words[match["scale"]][1]
    today = rules.published.year if rules.published else _ROUND
    if scale < 0:
        scale, today = 0, _PRESENT
    found = [_count(each, language) for each in (match["first"], match["last"]) if each]
    numbers = [round(number * 10**scale) for number in found if number is not None]
    if len(numbers) < len(found):
        return None
    if max(numbers) > LARGEST_YEAR:
        raise WhenError("the year is too far away; years have at most 12 digits")
    bounds = years(today - max(numbers), today - min(numbers))
    return Span(
        None if opening == "until" else bounds.earliest,
        None if opening == "since" else bounds.latest,
        approximate=True,
        uncertain=any(kind == "uncertain" for kind, _ in items),
    )


def _count(text: str, language: Language) -> float | None:
    """Return a number in figures, or in words."""
    if text[0].isdigit():
        return float(text.replace(",", ""))
    kind, number = language.words.get(text, ("", 0))
    return number if kind == "count" else None


@lru_cache
def _pattern(language: Language) -> re.Pattern[str]:
    def of_class(*classes: str) -> str:
        words = [word for word, (kind, _) in language.words.items() if kind in classes]
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"

    number = rf"\d{{1,3}}(?:,\d{{3}})+|\d{{1,12}}(?:\.\d{{1,6}})?|\b(?:{of_class('count')})"
    return re.compile(
        rf"(?:(?P<first>(?<![\d.,]){number}) ?(?:-|{of_class('to', 'and', 'until')}) ?)?"
        rf"(?P<last>(?<![\d.,])(?:{number})) ?(?P<scale>{of_class('years_ago')})(?!\w)",
        re.A,
    )
