"""The table of a language's date words, and how a text is split into them. `tables.py` makes it
from the language's file.

The table names the classes of its words, not their order. "5 February 2026", "February 5, 2026" and
"5. Februar 2026" are the same day, month and year, so the modules that read them (`bag.py`,
`words.py`) know no language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from foldline.dates.day import Zone
from foldline.locales import Words

Item = tuple[str, Any]
"""The class of a word, and what it says: ("month", 2)."""


@dataclass(frozen=True, eq=False)
class Language:
    """The words of dates in one language, in small letters and with straight apostrophes.

    Classes and their values: month 1-12; weekday 0 (Monday)-6; part 0 early, 1 mid, 2 late; season
    0 (spring)-3; quarter 1-4; half 1-2; unit (day, week, month, …); rel -1 last, 0 this, 1 next;
    days (from the day of publication); holiday (month, day); count (a number in words); ordinal
    (the same as such); era -1 BC, 1 AD; daypart; sooner -1 "earlier", 1 "later"; weekof; ago; in;
    before, after, until; since -1 where it has begun, 0 where it may lie ahead; from, to, and,
    between; openend (since), openstart (until); now; about, uncertain, expected; over ("over
    Christmas", but not "over a year ago"); nothing, which is as if it were not there; other, which
    keeps all of the words from being read."""

    words: Mapping[str, Item]
    """Words, and phrases of several, with a blank between their parts; the longest that stands
    there counts."""
    behind_number: Mapping[str, str] = field(default_factory=dict)
    """What makes an ordinal, decade, year, month or day of the number before it: "th" an ordinal,
    "s" a decade."""
    before_word: tuple[str, ...] = ()
    """What may be written onto the word after it, and says nothing: "d'" in "d'avril"."""
    day_first: bool | None = None
    """Whether 5/2/2026 is in February; None where that is not known."""
    half_days: Mapping[str, int] = field(default_factory=dict)
    """"pm" and the hours it adds to 12 o'clock counted as 0."""
    clock_words: Mapping[str, int] = field(default_factory=dict)
    """"noon", in minutes from midnight."""
    o_clock: tuple[str, ...] = ()
    """What stands behind a time: "Uhr" in "21 Uhr" and "21:30 Uhr"."""
    hours: tuple[str, ...] = ()
    """What stands behind a time in four figures: "1530 hours"."""
    midnight: tuple[str, ...] = ()
    """"midnight", which is a moment where it has a zone, and else a part of the day."""
    zones: Mapping[str, Zone] = field(default_factory=dict)
    """Names of time zones that the table made from CLDR does not have."""
    named_zones: str = ""
    """The language whose names of zones `zones.py` knows, from CLDR; empty for none."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """What points from one date to another: "the following" to the next day, "later" behind a
    number."""
    hour_of: Mapping[str, int] = field(default_factory=dict)
    """About when a part of the day is: "evening" at 19. Only for its place among others."""
    tense: Mapping[str, bool] = field(default_factory=dict)
    """Words of a sentence that say whether what happens lies ahead: "plans to" does, "was" not."""
    past_endings: tuple[str, ...] = ()
    """How verbs end that say that it does not: "announced"."""
    written: Words | None = None
    """The words that dates are written with; None where they are written in figures."""

    @cached_property
    def classes(self) -> frozenset[str]:
        """The classes of all words."""
        return frozenset(kind for kind, _ in self.words.values())

    @cached_property
    def longest(self) -> Mapping[str, int]:
        """The number of words in the longest phrase that begins with a word."""
        found: dict[str, int] = {}
        for phrase in self.words:
            first, *more = phrase.split(" ")
            found[first] = max(found.get(first, 1), 1 + len(more))
        return found

    def zone_called(self, name: str) -> tuple[Zone] | None:
        """Return the zone with a name, in a tuple of its own; None where no zone is called so."""
        if name in self.zones:
            return (self.zones[name],)
        if not self.named_zones:
            return None
        from foldline.dates.zones import zone_called  # no page starts with its table

        return zone_called(name, self.named_zones)


_TOKEN = re.compile(
    r"\d{4}-\d\d-\d\d(?!\d)|\d{4}\.\d\d\.\d\d(?!\d)|\d{4}/\d\d/\d\d(?!\d)|\d{4}-w\d\d(?:-\d)?(?!\d)|\d{4}-(?:0[1-9]"
    r"|1[0-2])(?![\d-])"
    r"|\d{1,2}([/.-])\d{1,2}\1\d{4}(?![\d-])|\d{1,2}([/.])\d{1,2}\2\d\d(?!\d)"
    r"|(?:0?[1-9]|1[0-2])/\d{4}(?!\d)|[12]\d{7}(?!\w)|\d{1,3}(?:,\d{3})+(?!\d)"
    r"|'\d\d(?![\w'])|\d{4}(?=[^\W\d_]\d(?!\w))|\d[^\W\d_](?=(?:\d\d){1,2}(?!\w))"
    r"|\d{1,12}(?:'?[^\W\d_]{1,9})?"
    r"|[^\W\d_]+(?:\d(?!\d))?(?:'[^\W\d_]+)*|\S"
)
_PLAIN = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "−": "-",
        "‒": "-",
        "‑": "-",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "“": '"',
        "”": '"',
    }
)
_DROPPED = frozenset(",.;:()[]|@\"'")


def normalise(text: str) -> str:
    """Return a text in small letters, with single spaces, plain hyphens and straight apostrophes.

    >>> normalise("5  May – 7 May")
    '5 may - 7 may'
    """
    text = " ".join(text.casefold().split())
    return text.translate(_PLAIN)


def tokens_of(text: str) -> list[str]:
    """Return the words, numbers and signs of a normalised text, without its punctuation.

    >>> tokens_of("thursday, the twenty-first")
    ['thursday', 'the', 'twenty', '-', 'first']
    """
    tokens = [match[0] for match in _TOKEN.finditer(text)]
    return [token for token in tokens if token not in _DROPPED]


def items_in(text: str, language: Language) -> list[Item] | None:
    """Return the classes of the words of a normalised text; None where one of them is not known."""
    found = _items_in(text, language)
    return None if found is None else list(found)


@lru_cache(maxsize=4096)
def _items_in(text: str, language: Language) -> list[Item] | None:
    tokens = tokens_of(text)
    if language.before_word:
        tokens = [_without_prefix(token, language) for token in tokens]
    words, longest = language.words, language.longest
    found: list[Item] = []
    at = 0
    while at < len(tokens):
        item = None
        length = longest.get(tokens[at], 0)
        while length and (item := words.get(" ".join(tokens[at : at + length]))) is None:
            length -= 1
        if item is None:
            item = _lone(tokens[at], language)
            if item is None:
                both = _number_and_word(tokens[at], language)
                if both is None:
                    return None
                found.append(both[0])
                item = both[1]
        at += length or 1
        if item[0] != "nothing":
            found.append(item)
    return found


def _without_prefix(token: str, language: Language) -> str:
    """Return a word without what is written onto it: "avril" of "d'avril"."""
    if token not in language.words:
        for prefix in language.before_word:
            if token.startswith(prefix) and token.removeprefix(prefix) in language.words:
                return token.removeprefix(prefix)
    return token


def _number_and_word(token: str, language: Language) -> tuple[Item, Item] | None:
    """Return a number and the word that is written onto it: "14april", "500bc"."""
    match = re.fullmatch(r"(\d{1,4})([^\W\d_]+)", token)
    word = language.words.get(match[2]) if match else None
    number = _lone(match[1], language) if match else None
    return (number, word) if number and word and word[0] in ("month", "era") else None


def _lone(token: str, language: Language) -> Item | None:
    """Return the class of a word that no table lists: a number, or a date in figures."""
    if token in ("-", "/"):
        return "dash", None
    if token == "~":
        return "about", None
    if token == "?":
        return "uncertain", None
    if re.fullmatch(r"'\d\d", token, re.A):
        return "year2", int(token[1:])
    if not token[0].isascii() or not token[0].isdigit():
        return None
    if re.fullmatch(r"\d{4}([-/.])\d\d\1\d\d", token, re.A):
        return "date", (int(token[:4]), int(token[5:7]), int(token[8:]))
    if match := re.fullmatch(r"(\d{4})-w(\d\d)(?:-(\d))?", token, re.A):
        return "isoweek", tuple(int(part or 0) for part in match.groups())
    if re.fullmatch(r"\d{4}-\d\d", token, re.A):
        return "isomonth", (int(token[:4]), int(token[5:]))
    if match := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)", token, re.A):
        first, second, year = (int(part) for part in match.groups())
        item = _in_figures(first, second, year, language.day_first)
        return ("date2", item[1]) if item and len(match[3]) == 2 else item
    if match := re.fullmatch(r"(\d{1,2})/(\d{4})", token, re.A):
        return "isomonth", (int(match[2]), int(match[1]))
    if re.fullmatch(r"[12]\d{7}", token, re.A):
        year, first, second = int(token[:4]), int(token[4:6]), int(token[6:])
        fits = 1 <= first <= 12 and 1 <= second <= 31
        return ("date", (year, first, second)) if fits else ("large", int(token))
    if "," in token:
        number = int(token.replace(",", ""))
        return ("large", number) if number >= 1000 else None
    figures = token[: len(token) - len(token.lstrip("0123456789"))]
    suffix = token[len(figures) :]
    number = int(figures)
    if suffix == "":
        return (
            ("year", number)
            if len(figures) == 4
            else (f"number{len(figures)}", number)
            if len(figures) < 4
            else ("large", number)
        )
    kind = language.behind_number.get(suffix.removeprefix("'"))
    if kind == "decade" and number % 10 == 0 and len(figures) in (2, 4):
        return "decade" if len(figures) == 4 else "decade2", number
    if suffix.startswith("'"):
        return None
    if kind == "year" and len(figures) == 4 or kind == "month" and 1 <= number <= 12:
        return kind, number
    if kind == "ordinal" and len(figures) <= 2:
        return "ordinal", number
    return (f"number{len(figures)}", number) if kind == "day" and len(figures) <= 2 else None


def _in_figures(first: int, second: int, year: int, day_first: bool | None) -> Item | None:
    """Return a date in figures that can be read in one way only: 25/12/2021 and 12/25/2021, but not
    5/2/2026, unless the language has an order for them.
    """
    if first > 12 or first == second:
        return "date", (year, second, first)
    if second > 12:
        return "date", (year, first, second)
    if day_first is None:
        return None
    return "date", (year, second, first) if day_first else (year, first, second)
