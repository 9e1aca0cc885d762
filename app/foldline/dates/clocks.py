"""Find the time of day, and its zone, in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from foldline.dates.day import Clock, Zone
from foldline.dates.language import Language

MIDNIGHT = 24 * 60
"""The minute of a midnight that may be at either end of its day."""

_MOST_WORDS = 4
"""In the name of a zone: "central european summer time"."""


class FoundTimes(NamedTuple):
    """What was found: the text without it, the times from and to which it goes, and the zone."""

    rest: str
    clocks: tuple[Clock, Clock] | None = None
    zone: Zone = None


_OTHER_FORM = re.compile(r"\dt\d|\d: \d|\dh\d|\d{4} ?[^\W\d_]", re.A)


def in_colons(text: str, language: Language) -> str:
    """Return a normalised text with its times in other forms written as 15:30: "15h30", "1530
    hours", "8: 58 p.m.", "2026-02-05t15:30".
    """
    if not _OTHER_FORM.search(text):
        return text
    text = re.sub(r"(?<=\d)t(?=\d\d:\d\d)", " ", text, flags=re.A)
    text = re.sub(r"(?<=\d): (?=\d\d(?!\d))", ":", text, flags=re.A)
    text = re.sub(r"(?<![\w.:])(\d\d|[03-9])h(\d\d)(?!\w)", r"\1:\2", text, flags=re.A)
    hours = _any_of(language.hours)
    return re.sub(rf"(?<![\w.:])(\d\d)(\d\d) ?(?:{hours})(?!\w)", r"\1:\2", text, flags=re.A)


@lru_cache(maxsize=4096)
def take_clock(text: str, language: Language) -> FoundTimes:
    """Take the time of day out of a normalised text.

    Read as times are "9 pm", "9:30 p.m.", "21:30", "2130 GMT", "noon", and a range of two of them.
    """
    text = in_colons(text, language)
    if not _hint(language).search(text):
        return FoundTimes(text)
    for match in _clock_pattern(language).finditer(text):
        found = _times_of(match, text, language)
        if found is None:
            return FoundTimes(text)
        if found.clocks:
            return found
    return FoundTimes(text)


def _times_of(match: re.Match[str], text: str, language: Language) -> FoundTimes | None:
    """Return the times of a match: without clocks where it is none, None where the text can't be
    read.
    """
    half = match["half"]
    zone, end = zone_after(text, match.end(), language)
    has_zone = end > match.end()
    last: int | None
    if match["word"]:
        last = language.clock_words[match["word"]]
    elif match["midnight"]:
        if not has_zone:
            return FoundTimes(text)  # a part of the day
        last = MIDNIGHT
    elif match["full_hour"]:
        last = _minute(match["full_hour"], None, None, language)
    elif match["hour_24"]:
        last = _minute(match["hour_24"], match["minute_24"], None, language)
    elif match["hour_4"]:
        if not has_zone:
            return FoundTimes(text)
        other = re.search(r"\d{4}", text[: match.start()] + text[match.end() :], re.A)
        if match["hour_4"] in ("19", "20") and not other and match.start() and zone is not None:
            return None  # the year may be meant: "5 May 2021 UTC"
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
                return None  # "11-2 am": on which day was 11?
            first -= 12 * 60  # "11-2 pm" began in the morning
    if match["z"]:
        zone, end = 0, match.end()
    elif offset := _OFFSET.match(text, end):
        sign, hours, minutes = offset["sign"], offset["hours"], offset["minutes"]
        if zone or int(hours) > 14 or int(minutes or 0) > 59:
            return None
        zone, end = (-1 if sign == "-" else 1) * (60 * int(hours) + int(minutes or 0)), offset.end()
    if first is None or last is None:
        return None
    return FoundTimes(text[: match.start()] + " " + text[end:], (Clock(first), Clock(last)), zone)


_OFFSET = re.compile(r" ?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?(?!\d)", re.A)
_NAME = re.compile(r"[^\W\d_]+(?:[.'-][^\W\d_]+)*\.?")
_NO_ZONE = frozenset({"month", "weekday", "nothing", "to", "and", "until", "days", "daypart"})


def zone_after(text: str, at: int, language: Language) -> tuple[Zone, int]:
    """Return the zone whose name stands at a place in a text, and where it ends: at that place
    where there is none.
    """
    begins = at + (text[at : at + 1] == " ")
    bracket = text[begins : begins + 1] == "("
    begins += bracket
    ends: list[int] = []
    names: list[str] = []
    while len(ends) < _MOST_WORDS and (
        match := _NAME.match(text, ends[-1] + 1 if ends else begins)
    ):
        if ends and text[ends[-1]] != " ":
            break
        names.append(match[0].replace(".", ""))
        ends.append(match.end())
        if not ends[1:] and language.words.get(names[0], ("",))[0] in _NO_ZONE:
            return None, at
        if match.end() >= len(text):
            break
    for number in range(len(names), 0, -1):
        found = language.zone_called(" ".join(names[:number]))
        if found is not None:
            end = ends[number - 1]
            return found[0], end + (bracket and text[end : end + 1] == ")")
    return None, at


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


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


@lru_cache
def _hint(language: Language) -> re.Pattern[str]:
    """Return what every time has in it, which is found in less time than a time itself."""
    half = _any_of(word[0] for word in language.half_days)
    words = _any_of([*language.clock_words, *language.midnight, *language.o_clock])
    return re.compile(rf"\d:\d|\d ?(?:{half})|\d{{4}} ?\(?[^\W\d_]|{words}", re.A)


@lru_cache
def _clock_pattern(language: Language) -> re.Pattern[str]:
    """Return the pattern of a time of day. It is made when it is first needed: most briefs have no
    time.
    """

    def of_class(*classes: str) -> str:
        return _any_of(word for word, (kind, _) in language.words.items() if kind in classes)

    half = _any_of(
        [*language.half_days, *(f"{word[0]}.{word[1:]}." for word in language.half_days)]
    )
    moments, o_clock = _any_of(language.clock_words), _any_of(language.o_clock)
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
        rf"|(?<![\w:./-])(?P<hour_4>\d\d)(?P<minute_4>\d\d)(?=z\b| ?\(?[^\W\d_])"
        rf"|\b(?P<midnight>{_any_of(language.midnight)})\b"
        rf"|\b(?P<word>{moments})\b)(?P<z>z\b)?",
        re.A,
    )


def _minute(hour: str, minute: str | None, half: str | None, language: Language) -> int | None:
    """Return the minutes from midnight; None where there is no such time."""
    hours, minutes = int(hour), int(minute or 0)
    if half and not (12 < hours < 24 and minute):  # "14:46 pm"
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + language.half_days[half.replace(".", "")]
    return 60 * hours + minutes if hours <= 23 and minutes <= 59 else None
