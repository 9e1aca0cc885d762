"""Figures in a text: amounts, shares, ranges and counts, exactly as written, with what they
measure.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from foldline.locales import ENGLISH, Words

_NUMBER = r"(?:\d{1,3}(?:[,\u202f]\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_DIGIT = re.compile(r"\d")
_CURRENCY = r"(?:US\$|A\$|C\$|HK\$|[$€£¥₹₽₩]|USD |EUR |GBP )"


def _phrases(text: str) -> tuple[str, ...]:
    """Return the phrases of a text of a language's file, which stand between commas."""
    return tuple(phrase.strip() for phrase in text.split(","))


def _any_of(phrases: Iterable[str]) -> str:
    """Return a pattern of phrases, the longest first."""
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


class _Language:
    """The words and patterns by which figures are found in one language."""

    def __init__(self, words: Words):
        """Raises KeyError for a table that is missing."""
        table, dates = words.own["read"]["figures"], words.own["read"]["dates"]
        names = words.own["dates"]
        self.percent = frozenset(_phrases(table["percent"]))
        self.counted = frozenset(_phrases(table["counted"]))
        self.before_number = frozenset(_phrases(table["before_number"]))
        self.no_noun = frozenset(_phrases(table["no_noun"]))
        self.numbers = {
            word: float(number)
            for number, text in table["number"].items()
            for word in _phrases(text)
        }
        self.scales = {
            word: float(10 ** int(zeros))
            for zeros, text in table["scale"].items()
            for word in _phrases(text)
        }
        self.time = frozenset(_phrases(table["time"]))
        self.singular: Mapping[str, str] = table["singular"]
        self.figure = self._figure(table)
        self.fractions = {
            phrase: float(percent)
            for percent, text in table["fraction"].items()
            for phrase in _phrases(text)
        }
        # A pattern that looks at one letter first passes over a text in half the time
        begin = "".join(sorted({each[0] for each in (*self.numbers, *self.fractions)}))
        self.spelt = re.compile(
            rf"\b(?=[{begin}{begin.upper()}])(?P<low>{_any_of(self.numbers)})(?P<plus>)[\s-](?P<noun>[A-Za-z]+)",
            re.I,
        )
        word = rf"(?:{_any_of(self.numbers)})"
        self.in_words = re.compile(
            rf"\b(?=[{begin}{begin.upper()}\d])(?:(?P<fraction>{_any_of(self.fractions)})"
            rf"|(?P<number>{word}|\d+)(?:(?P<of> (?:{_any_of(_phrases(table['share_of']))}) )"
            rf"(?:{word}|\d+)|[- ]{word})?)\b",
            re.I,
        )
        self.numbered = re.compile(rf"\b(?:{_any_of(_phrases(table['numbered']))})\s$", re.I)
        months = _any_of(
            name.lower()
            for of in ("months", "short_months")
            for name in dict.fromkeys(names[of].values())
        )
        behind = dates["behind_number"]
        ordinals, of_month = (
            _any_of(_phrases(behind["ordinal"])),
            _any_of(_phrases(table["of_month"])),
        )
        self.month_before = re.compile(rf"\b(?:{months})\.?\s(?:\d{{1,2}},?\s)?$")
        self.month_behind = re.compile(rf"(?:{ordinals})?,?\s(?:(?:{of_month})\s)?(?:{months})\b")
        decades, of_year = _any_of(_phrases(behind["decade"])), _any_of(_phrases(table["of_year"]))
        self.part_of_date = re.compile(rf"(?:{ordinals}|{decades})\b|-(?:{of_year}|\d)")
        self.count_behind = re.compile(rf"\s(?:{_any_of(_phrases(table['after_count']))})")

    def _figure(self, table: Mapping[str, str]) -> re.Pattern[str]:
        """Return the pattern of a figure in digits."""
        letters = "".join(word + word.upper() for word in self.scales if len(word) == 1)
        scale = (
            rf"(?:{_any_of(word for word in self.scales if len(word) > 1)}"
            rf"|[{letters}](?![\w/]))"
        )
        units = _any_of([*self.percent, *_phrases(table["unit"])])
        unit = rf"(?:%|‰|°C|°F|/[A-Za-z]{{1,8}}\b|\s?(?:{units})\b)"
        return re.compile(
            r"(?=[\d+−±~≈<>≤≥$€£¥₹₽₩UACHEG-])(?<![\w.,/:@#-])(?P<sign>[+−±~≈<>≤≥]\s?"
            rf"|-(?=[\d$€£¥]))?(?P<currency>{_CURRENCY})?(?P<low>{_NUMBER})(?P<plus>\+)?"
            rf"(?:\s?(?P<low_scale>{scale})(?=\s?[-–—]))?"
            rf"(?:\s?(?P<first>{unit}))?(?:\s?(?:-|–|—|{_any_of(_phrases(table['to']))})"
            rf"\s?(?:{_CURRENCY})?(?P<high>{_NUMBER}))?(?!\d|[.:,]\d)"
            rf"(?:[\s-]?(?P<scale>{scale}))?(?P<unit>{unit})?(?P<more>/[A-Za-z]{{1,8}}\b)?"
            r"(?:[\s-](?P<noun>[A-Za-z]+))?"
        )

    def singular_of(self, noun: str) -> str:
        """Return a noun in small letters, one of many as one: "month" of "Months"."""
        noun = noun.lower()
        ending = max((end for end in self.singular if noun.endswith(end)), key=len, default="")
        return noun[: len(noun) - len(ending)] + self.singular[ending] if ending else noun


_ENGLISH = _Language(ENGLISH)
"""Figures are found by English words, whatever the language of a text."""


@dataclass(frozen=True)
class Figure:
    """One figure. `text` is as written, with its sign, currency, scale and unit; `noun` the word
    after it, one of many as one ("months": "month"). `low` and `high` are its ends in plain units;
    equal where it is no range."""

    text: str
    start: int
    low: float
    high: float
    unit: str
    noun: str

    @property
    def measured(self) -> bool:
        """Whether it says what it measures by itself: a share, an amount of money, a sign of
        change.
        """
        return bool(self.unit) or self.text[:1] in "+−±-"


@dataclass(frozen=True)
class Number:
    """A number in a text, in digits or in words, whatever it counts. A `share` is in per cent."""

    value: float
    start: int
    text: str
    share: bool = False


def numbers_in_words(text: str) -> Iterator[Number]:
    """Yield the numbers that a text has in words, shares in per cent.

    >>> [(each.value, each.share) for each in numbers_in_words("Fourteen of them, a third")]
    [(14.0, False), (33.0, True)]
    >>> [each.value for each in numbers_in_words("twenty-six, and four in five")]
    [26.0, 80.0]
    """
    for match in _ENGLISH.in_words.finditer(text):
        words = match[0].lower()
        if match["fraction"]:
            yield Number(_ENGLISH.fractions[words], match.start(), match[0], True)
        elif match["of"]:
            first, last = words.split(" ")[0], words.split(" ")[-1]
            part, whole = (_ENGLISH.numbers.get(each) or float(each) for each in (first, last))
            if part < whole:
                yield Number(100 * part / whole, match.start(), match[0], True)
        elif not match["number"].isdigit():
            yield Number(_number_of(words), match.start(), match[0])


def _number_of(words: str) -> float:
    """Return the number that words write: "twenty-six", "a dozen"."""
    if words in _ENGLISH.numbers:
        return _ENGLISH.numbers[words]
    first, last = re.split(r"[- ](?=\w+$)", words)
    tens, ones = _ENGLISH.numbers[first], _ENGLISH.numbers[last]
    return tens + ones if tens >= 20 > ones else tens


def names_a_thing(figure: Figure, text: str) -> bool:
    """Return whether a figure only numbers what stands before it: "tank 2", "Route 9".

    >>> text = "oxygen tank 2 weld shut"
    >>> [names_a_thing(figure, text) for figure in figures_in(text)]
    [True]
    """
    if figure.unit or not re.fullmatch(r"\d{1,4}", figure.text):
        return False
    before = text[max(0, figure.start - 24) : figure.start]
    return bool(_ENGLISH.numbered.search(before))


def is_time(figure: Figure) -> bool:
    """Return whether a figure is a stretch of time: "47 minutes"."""
    return figure.noun in _ENGLISH.time or figure.unit in _ENGLISH.time


def figures_in(text: str) -> Iterator[Figure]:
    """Yield the figures of a text in their order. Days and years are none: a number in a date, a
    bare year, a clock's time.

    >>> found = figures_in("Down 1-3%, $2-5/bbl")
    >>> [(figure.text, figure.low, figure.high, figure.unit) for figure in found]
    [('1-3%', 1.0, 3.0, '%'), ('$2-5/bbl', 2.0, 5.0, '$/bbl')]
    >>> [(figure.text, figure.low, figure.noun) for figure in figures_in("4 million people")]
    [('4 million', 4000000.0, 'people')]
    """
    digits = _ENGLISH.figure.finditer(text) if _DIGIT.search(text) else ()
    small = text.lower()
    spelt = any(word in small for word in _ENGLISH.numbers)
    found = [
        *(_figure(match) for match in digits),
        *(_spelt(match) for match in (_ENGLISH.spelt.finditer(text) if spelt else ())),
    ]
    for figure in sorted((figure for figure in found if figure), key=lambda figure: figure.start):
        if not _of_a_date(figure, text) and not _of_a_name(figure, text):
            yield figure


def _figure(match: re.Match[str]) -> Figure:
    low = float(match["low"].replace(",", "").replace("\u202f", ""))
    high = float(match["high"].replace(",", "").replace("\u202f", "")) if match["high"] else low
    noun = (
        ""
        if (match["noun"] or "").lower() in _ENGLISH.no_noun
        else _ENGLISH.singular_of(match["noun"] or "")
    )
    end = max(
        match.end(name)
        for name in ("low", "plus", "low_scale", "first", "high", "scale", "unit", "more")
        if match[name] is not None
    )
    metres = match["scale"] == "m" and not match["currency"] and " m" in match[0]
    scale = _ENGLISH.scales[match["scale"].lower()] if match["scale"] and not metres else 1
    low_scale = _ENGLISH.scales[match["low_scale"].lower()] if match["low_scale"] else scale
    low, high = (
        low * low_scale,
        (high if match["high"] else low) * (scale if match["high"] else low_scale),
    )
    money = (
        (match["currency"] or "")
        .strip()
        .replace("US$", "$")
        .replace("USD", "$")
        .replace("EUR", "€")
        .replace("GBP", "£")
    )
    unit = (match["unit"] or match["first"] or ("m" if metres else "")).strip()
    unit = "%" if unit in _ENGLISH.percent else unit
    return Figure(
        match.string[match.start() : end].strip(),
        match.start(),
        min(low, high),
        max(low, high),
        money + unit + (match["more"] or ""),
        noun,
    )


def _spelt(match: re.Match[str]) -> Figure | None:
    if (noun := _ENGLISH.singular_of(match["noun"])) not in _ENGLISH.counted:
        return None
    value = _ENGLISH.numbers[match["low"].lower()]
    return Figure(match["low"], match.start(), value, value, "", noun)


def _of_a_name(figure: Figure, text: str) -> bool:
    """Return whether a figure numbers something ("Apollo 13", "Notice 14"): a bare whole number
    behind a word with a capital.
    """
    before = re.search(
        r"(?<![\w-])([A-Z][\w’'-]*)\s$", text[max(0, figure.start - 30) : figure.start]
    )
    return bool(
        before
        and re.fullmatch(r"\d{1,3}", figure.text)
        and before[1].lower() not in _ENGLISH.before_number
    )


def _of_a_date(figure: Figure, text: str) -> bool:
    end = figure.start + len(figure.text)
    before, after = (
        text[max(0, figure.start - 16) : figure.start].lower(),
        text[end : end + 16].lower(),
    )
    if figure.unit or not figure.text[:1].isdigit():
        return False
    # A time of day, as written in Britain
    if re.fullmatch(r"(?:[01]?\d|2[0-4])\.[0-5]\d", figure.text):
        return True
    if _ENGLISH.month_before.search(before) or _ENGLISH.month_behind.match(after):
        return True
    if _ENGLISH.part_of_date.match(after):
        return True
    return bool(
        re.fullmatch(r"(?:1[5-9]|20|21)\d\d(?:[-–]\d{2,4})?", figure.text)
    ) and not _ENGLISH.count_behind.match(after)
