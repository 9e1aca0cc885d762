"""The table of a language's date words, and how a text is split into them. `tables.py` makes it
from the language's file.

The table names the classes of its words, not their order. "5 February 2026", "February 5, 2026" and
"5. Februar 2026" are the same day, month and year, so the modules that read them (`bag.py`,
`words.py`) know no language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from foldline.dates.day import Clock, Day
from foldline.locales import Words

Item = tuple[str, Any]
"""The class of a word, and what it says: ("month", 2)."""
Zone = int | None | Callable[[Day], int | None]
"""Minutes east of UTC, None for local time, or a function of the day that gives one."""


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
    zones: Mapping[str, Zone] = field(default_factory=dict)
    """Names of time zones."""
    written: Words | None = None
    """The words that dates are written with; None where they are written in figures."""

    @cached_property
    def longest(self) -> Mapping[str, int]:
        """The number of words in the longest phrase that begins with a word."""
        found: dict[str, int] = {}
        for phrase in self.words:
            first, *more = phrase.split(" ")
            found[first] = max(found.get(first, 1), 1 + len(more))
        return found


_TOKEN = re.compile(
    r"\d{4}-\d\d-\d\d(?!\d)|\d{4}/\d\d/\d\d(?!\d)|\d{4}-w\d\d(?:-\d)?(?!\d)|\d{4}-(?:0[1-9]"
    r"|1[0-2])(?![\d-])"
    r"|\d{1,2}([/.])\d{1,2}\1\d{4}(?!\d)|'\d\d(?![\w'])|\d{1,12}(?:'?[^\W\d_]{1,9})?"
    r"|[^\W\d_]+\d?(?:'[^\W\d_]+)*|\S"
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
_DROPPED = frozenset(",.;:()\"'")


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
                return None
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
    if re.fullmatch(r"\d{4}([-/])\d\d\1\d\d", token, re.A):
        return "date", (int(token[:4]), int(token[5:7]), int(token[8:]))
    if match := re.fullmatch(r"(\d{4})-w(\d\d)(?:-(\d))?", token, re.A):
        return "isoweek", tuple(int(part or 0) for part in match.groups())
    if re.fullmatch(r"\d{4}-\d\d", token, re.A):
        return "isomonth", (int(token[:4]), int(token[5:]))
    if match := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", token, re.A):
        first, second, year = (int(part) for part in match.groups())
        return _in_figures(first, second, year, language.day_first)
    figures = token[: len(token) - len(token.lstrip("0123456789"))]
    suffix = token[len(figures) :]
    number = int(figures)
    if suffix == "":
        return (
            ("year", number)
            if len(figures) == 4
            else (f"number{len(figures)}", number)
            if len(figures) < 4
            else None
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


def take_clock(text: str, language: Language) -> tuple[str, tuple[Clock, Clock] | None, Any]:
    """Take the time of day out of a normalised text. Return the text without it, the two times from
    and to which it goes, and the zone as the table has it.

    Read as times are "9 pm", "9:30 p.m.", "21:30", "2130 GMT", "noon", and a range of two of them.
    """
    match = _clock_pattern(language).search(re.sub(r"(?<=\d)t(?=\d\d:\d\d)", " ", text, flags=re.A))
    if not match:
        return text, None, None
    half = match["half"]
    last: int | None
    if match["word"]:
        last = language.clock_words[match["word"]]
    elif match["full_hour"]:
        last = _minute(match["full_hour"], None, None, language)
    elif match["hour_24"]:
        last = _minute(match["hour_24"], match["minute_24"], None, language)
    elif match["hour_4"]:
        if match["hour_4"] in ("19", "20") and not re.search(
            r"\d{4}", text.replace(match[0], "", 1), re.A
        ):
            return text, None, None  # the year may be meant: "5 May 2021 UTC"
        last = _minute(match["hour_4"], match["minute_4"], None, language)
    else:
        last = _minute(match["hour"], match["minute"], half, language)
    first = last
    if match["word1"]:
        first = language.clock_words[match["word1"]]
    elif match["hour1"]:
        first = _minute(match["hour1"], match["minute1"], match["half1"] or half, language)
        if half and not match["half1"] and first is not None and last is not None and first > last:
            if first < 12 * 60:
                return text, None, None  # "11-2 am": on which day was 11?
            first -= 12 * 60  # "11-2 pm" began in the morning
    zone = language.zones.get(match["zone"]) if match["zone"] else None
    if match["offset"]:
        sign, hours, minutes = match["offset_sign"], match["offset_hours"], match["offset_minutes"]
        if zone or int(hours) > 14 or int(minutes or 0) > 59:
            return text, None, None
        zone = (-1 if sign == "-" else 1) * (60 * int(hours) + int(minutes or 0))
    elif match["z"]:
        zone = 0
    if first is None or last is None:
        return text, None, None
    return (
        match.string[: match.start()] + " " + match.string[match.end() :],
        (Clock(first), Clock(last)),
        zone,
    )


def separators(text: str, language: Language) -> list[re.Match[str]]:
    """Return what may stand between two dates of a normalised text; nothing where it holds fewer
    than two times.
    """
    pattern = _clock_pattern(language)
    found = pattern.search(text)
    if (
        not found
        or not pattern.search(text, found.end())
        and not (found["hour1"] or found["word1"])
    ):
        return []
    words = "|".join(
        word
        for word, (kind, _) in language.words.items()
        if kind in ("to", "and", "until") and " " not in word
    )
    return list(re.finditer(rf" ?(?:-|\b(?:{words or '(?!)'})\b) ?", text))


@lru_cache
def _clock_pattern(language: Language) -> re.Pattern[str]:
    """Return the pattern of a time of day. It is made when it is first needed: most briefs have no
    time.
    """

    def any_of(words: Iterable[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"

    def of_class(*classes: str) -> str:
        return any_of(word for word, (kind, _) in language.words.items() if kind in classes)

    half = any_of([*language.half_days, *(f"{word[0]}.{word[1:]}." for word in language.half_days)])
    moments, o_clock = any_of(language.clock_words), any_of(language.o_clock)
    return re.compile(
        rf"(?:\b(?:{of_class('from', 'between')}) )?"
        rf"(?:(?:\b(?P<word1>{moments})|(?<![\w:.])(?P<hour1>\d{{1,2}})(?:[:.](?P<minute1>\d\d))? "
        rf"?(?P<half1>{half})?)"
        rf" ?(?:-|{of_class('to', 'and', 'until')}) ?)?"
        rf"(?:(?<![\d:.])(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d)(?::\d\d)?)? "
        rf"?(?P<half>{half})(?!\w)"
        rf"|(?<![\d:.])(?P<hour_24>\d{{1,2}}):(?P<minute_24>\d\d)(?::\d\d(?:\.\d{{1,6}})?)?(?!\d)"
        rf"(?: ?(?:{o_clock})(?!\w))?"
        rf"|(?<![\d:.])(?P<full_hour>\d{{1,2}}) ?(?:{o_clock})(?!\w)"
        # as news agencies have it: 0930 GMT
        rf"|(?<![\w:./-])(?P<hour_4>\d\d)(?P<minute_4>\d\d)(?=(?:z| ?(?:utc|gmt))\b)"
        rf"|\b(?P<word>{moments})\b)"
        rf"(?:(?P<z>z\b)|(?: ?\(?(?P<zone>{any_of(language.zones)})(?!\w)\)?)?"
        rf"(?: ?(?P<offset>(?P<offset_sign>[+-])(?P<offset_hours>\d{{1,2}})"
        rf"(?::?(?P<offset_minutes>\d\d))?)(?!\d))?)",
        re.A,
    )


def _minute(hour: str, minute: str | None, half: str | None, language: Language) -> int | None:
    """Return the minutes from midnight; None where there is no such time."""
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + language.half_days[half.replace(".", "")]
    return 60 * hours + minutes if hours <= 23 and minutes <= 59 else None
