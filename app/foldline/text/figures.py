"""Figures in a text: amounts, shares, ranges and counts, exactly as written, with what they
measure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMBER = r"(?:\d{1,3}(?:[,\u202f]\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_CURRENCY = r"(?:US\$|A\$|C\$|HK\$|[$€£¥₹₽₩]|USD |EUR |GBP )"
_SCALE = r"(?:thousand|million|billion|trillion|mn|bn|tn|[kKmM](?![\w/]))"
_UNIT = (
    r"(?:%|‰|°C|°F|/[A-Za-z]{1,8}\b|\s?(?:per ?cent|percent|percentage points?|basis points?"
    r"|bps?)\b)"
)
_FIGURE = re.compile(
    r"(?<![\w.,/:@#-])(?P<sign>[+−±~≈<>≤≥]\s?"
    rf"|-(?=[\d$€£¥]))?(?P<currency>{_CURRENCY})?(?P<low>{_NUMBER})(?P<plus>\+)?"
    rf"(?:\s?(?P<low_scale>{_SCALE})(?=\s?[-–—]))?"
    rf"(?:\s?(?P<first>{_UNIT}))?(?:\s?(?:-|–|—|to)\s?(?:{_CURRENCY})?(?P<high>{_NUMBER}))?(?!\d"
    r"|[.:,]\d)"
    rf"(?:[\s-]?(?P<scale>{_SCALE}))?(?P<unit>{_UNIT})?(?P<more>/[A-Za-z]{{1,8}}\b)?(?:[\s-](?P<noun>[A-Za-z]+))?"
)
_SCALES = {
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}
_WORDS = {
    word: at
    for at, word in enumerate(
        (
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ),
        start=1,
    )
}
_SPELT = re.compile(rf"\b(?P<low>{'|'.join(_WORDS)})(?P<plus>)[\s-](?P<noun>[A-Za-z]+)", re.I)
_COUNTED = frozenset("day week month year hour minute decade century people person".split())
"""What is counted in words often enough to be a figure ("four years"); "two sides" are none."""
_BEFORE_A_NUMBER = frozenset(
    "some about around only at in the more over under nearly almost all another those these its "
    "their and or but with "
    "after before for from of to by on than least most then now up down just".split()
)
_NO_NOUNS = frozenset(
    "a an and are as at be by for from has have in is it its of on or per than that the their to "
    "was were will with "
    "who which since while during after before but so then when more less other about".split()
)
_MONTHS = (
    "january february march april may june july august september october november december".split()
)


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


def figures_in(text: str) -> Iterator[Figure]:
    """Yield the figures of a text in their order. Days and years are none: a number in a date, a
    bare year, a clock's time.

    >>> found = figures_in("Down 1-3%, $2-5/bbl")
    >>> [(figure.text, figure.low, figure.high, figure.unit) for figure in found]
    [('1-3%', 1.0, 3.0, '%'), ('$2-5/bbl', 2.0, 5.0, '$/bbl')]
    >>> [(figure.text, figure.low, figure.noun) for figure in figures_in("4 million people")]
    [('4 million', 4000000.0, 'people')]
    """
    found = [
        *(_figure(match) for match in _FIGURE.finditer(text)),
        *(_spelt(match) for match in _SPELT.finditer(text)),
    ]
    for figure in sorted((figure for figure in found if figure), key=lambda figure: figure.start):
        if not _of_a_date(figure, text) and not _of_a_name(figure, text):
            yield figure


def _figure(match: re.Match[str]) -> Figure:
    low = float(match["low"].replace(",", "").replace("\u202f", ""))
    high = float(match["high"].replace(",", "").replace("\u202f", "")) if match["high"] else low
    noun = "" if (match["noun"] or "").lower() in _NO_NOUNS else _one(match["noun"] or "")
    end = max(
        match.end(name)
        for name in ("low", "plus", "low_scale", "first", "high", "scale", "unit", "more")
        if match[name] is not None
    )
    scale = _SCALES[match["scale"].lower()] if match["scale"] else 1
    low_scale = _SCALES[match["low_scale"].lower()] if match["low_scale"] else scale
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
    unit = (match["unit"] or match["first"] or "").strip()
    unit = "%" if re.fullmatch("per ?cent", unit) else unit
    return Figure(
        match.string[match.start() : end].strip(),
        match.start(),
        min(low, high),
        max(low, high),
        money + unit + (match["more"] or ""),
        noun,
    )


def _spelt(match: re.Match[str]) -> Figure | None:
    if (noun := _one(match["noun"])) not in _COUNTED:
        return None
    value = float(_WORDS[match["low"].lower()])
    return Figure(match["low"], match.start(), value, value, "", noun)


def _one(noun: str) -> str:
    noun = noun.lower()
    return (
        noun[:-3] + "y"
        if noun.endswith("ies")
        else noun[:-1]
        if noun.endswith("s") and not noun.endswith("ss")
        else noun
    )


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
        and before[1].lower() not in _BEFORE_A_NUMBER
    )


def _of_a_date(figure: Figure, text: str) -> bool:
    end = figure.start + len(figure.text)
    before, after = (
        text[max(0, figure.start - 16) : figure.start].lower(),
        text[end : end + 16].lower(),
    )
    months = "|".join(
        f"{month[:3]}(?:{month[3:]})?" if len(month) > 3 else month for month in _MONTHS
    )
    if figure.unit or not figure.text[:1].isdigit():
        return False
    # A time of day, as written in Britain
    if re.fullmatch(r"(?:[01]?\d|2[0-4])\.[0-5]\d", figure.text):
        return True
    if re.search(rf"\b(?:{months})\.?\s(?:\d{{1,2}},?\s)?$", before) or re.match(
        rf"(?:st|nd|rd|th)?,?\s(?:of\s)?(?:{months})\b", after
    ):
        return True
    if re.match(r"(?:st|nd|rd|th|s)\b|-(?:era|\d)", after):
        return True
    return bool(
        re.fullmatch(r"(?:1[5-9]|20|21)\d\d(?:[-–]\d{2,4})?", figure.text)
    ) and not re.match(r"\s(?:people|dead|troops|jobs)", after)
