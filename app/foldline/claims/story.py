"""The full story, read once, for comparing figures and dates with it.

Everything is found by a key (a measure and a value, a day, the words of a
sentence), so that a list is compared with a story in a time that grows with both, and not with
their product.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from foldline.claims.numbers import Numbers
from foldline.claims.sentences import (
    MOST_SENTENCES,
    SHARE,
    SHARED,
    Sentences,
    sentences_of,
    weighty,
)
from foldline.claims.speakers import sentence_around
from foldline.dates.day import Day
from foldline.dates.when import DateRules, When, read_when
from foldline.errors import WhenError
from foldline.story.brief import Brief, Section, UnreadSection
from foldline.text.figures import Figure, figures_in
from foldline.text.meaning import Read
from foldline.text.prose import plain_text

MOST_YEARS = 400
"""Years of the story that are looked at for one date which spans more than them."""

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust"
    r"|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)"
_PART = r"(?:[Ee]arly|[Mm]id|[Ll]ate|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)"
_DATE = re.compile(
    rf"\b(?=[\dADEFJLMNOSTWaelmsw])(?:{_WEEKDAY}?(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s+\d{{4}}\b)?"
    rf"|\d{{1,2}}\s+{_MONTH}\b(?:\s+\d{{4}}\b)?)"
    rf"|{_PART}[-\s]+(?:in\s+)?(?:{_MONTH}\s+)?(?:19|20)\d\d\b|{_MONTH}\s+(?:19|20)\d\d\b"
    rf"|\d{{4}}-\d\d-\d\d"
    rf"|(?<![-\d$€£.,])(?:1[89]|20)\d\d(?![-\d%]))"
)
_DIGIT = re.compile(r"\d")
_OF_WEEK = re.compile(rf"^{_WEEKDAY}")
Key = TypeVar("Key")
Measure = tuple[bool, str]
"""What a figure counts: whether it is a unit, and the unit or the noun."""


@dataclass(frozen=True)
class DateInText:
    """A date in a text: as it is written there, where, and what it means."""

    words: str
    start: int
    when: When
    earliest: Day
    latest: Day

    @property
    def days(self) -> int:
        """How many days lie between its first and its last."""
        return self.latest.ordinal - self.earliest.ordinal

    @property
    def has_year(self) -> bool:
        return names_year(self.words)


_HEADING = re.compile(r"^#{1,6} .*$", re.M)


def story_text(section: Section) -> str:
    """Return the plain text of a full story, without its inner headings."""
    text = getattr(section, "text", "")
    return plain_text(_HEADING.sub("", text)) if isinstance(text, str) else ""


def full_story_text(brief: Brief) -> str | None:
    """Return the plain text of a brief's full story, or of all where it has several; None where it
    has none.
    """
    texts = [
        story_text(section)
        for section in brief.sections
        if section.held.is_full_story
        and not isinstance(section, UnreadSection)
        and getattr(section, "text", None)
    ]
    return "\n".join(texts) if texts else None


def names_year(words: str) -> bool:
    """Return whether a date names its year."""
    return bool(re.search(r"\d{4}", words))


def dates_in(text: str, rules: DateRules) -> Iterator[DateInText]:
    """Yield the dates in a text that can be read."""
    if not _DIGIT.search(text):
        return
    for match in _DATE.finditer(text):
        when = _read(match[0], rules)
        if when and when.earliest is not None and when.latest is not None:
            yield DateInText(match[0], match.start(), when, when.earliest, when.latest)


def _read(words: str, rules: DateRules) -> When | None:
    """Return a date; where its weekday is of another year than the nearest, that without it."""
    try:
        return read_when(words, None, rules)
    except WhenError:
        pass
    if (without := _OF_WEEK.sub("", words)) == words or names_year(words):
        return None
    try:
        return read_when(without, None, rules)
    except WhenError:
        return None


def measure_of(figure: Figure) -> Measure | None:
    """Return what a figure counts; None where it names neither a unit nor a noun."""
    if figure.unit:
        return True, figure.unit
    return (False, figure.noun) if figure.noun else None


@dataclass
class _LookedFor:
    text: str = ""
    akin: list[tuple[int, int]] = field(default_factory=list)
    """The sentences with half of its words of weight, and how many of them."""


@dataclass(frozen=True)
class FullStory:
    """The full story, plain, with its figures and dates and where each stands."""

    text: str
    figures: tuple[Figure, ...]
    dates: tuple[DateInText, ...]
    rules: DateRules

    @classmethod
    def read(cls, text: str, rules: DateRules) -> "FullStory":
        return cls(text, tuple(figures_in(text)), tuple(dates_in(text, rules)), rules)

    def sentence(self, start: int, length: int) -> str:
        begins, ends = sentence_around(self.text, start, start + length)
        return self.text[begins:ends]

    # --- sentences
    # ---------------------------------------------------------------------------

    @cached_property
    def _sentences(self) -> Sentences:
        return sentences_of(self.text)

    def sentences_about(self, text: str, least: int = SHARED) -> list[int]:
        """Return the sentences that are about the same as a text, in their order: by the words of
        weight they share, of which there are `least`.
        """
        if text != self._last.text:
            self._last.text, about = text, weighty(text)
            shared = self._sentences.words_shared(about)
            self._last.akin = sorted(
                (number, words) for number, words in shared.items() if words >= SHARE * len(about)
            )
        return [number for number, words in self._last.akin if words >= least][:MOST_SENTENCES]

    @cached_property
    def _last(self) -> "_LookedFor":
        """The text that was looked for last: figures, dates and meaning look for one in turn."""
        return _LookedFor()

    def read_sentence(self, number: int) -> Read:
        """Return a sentence by its number, read for its meaning."""
        if number not in self._read_sentences:
            self._read_sentences[number] = Read(self.text_of(number))
        return self._read_sentences[number]

    @cached_property
    def _read_sentences(self) -> dict[int, Read]:
        return {}

    def text_of(self, number: int) -> str:
        """Return a sentence by its number."""
        begins, ends = self._sentences.spans[number]
        return self.text[begins:ends]

    def begin_of(self, number: int) -> int:
        """Return where a sentence begins."""
        return self._sentences.spans[number][0]

    # --- figures
    # ---------------------------------------------------------------------------

    @cached_property
    def _figures_by_value(self) -> dict[tuple[Measure, float, float], Figure]:
        found: dict[tuple[Measure, float, float], Figure] = {}
        for figure in self.figures:
            if measure := measure_of(figure):
                found.setdefault((measure, figure.low, figure.high), figure)
        return found

    @cached_property
    def _figures_by_sentence(self) -> dict[tuple[int, Measure], Figure]:
        found: dict[tuple[int, Measure], Figure] = {}
        for figure in self.figures:
            if measure := measure_of(figure):
                found.setdefault((self._sentences.at(figure.start), measure), figure)
        return found

    def same_figure(self, figure: Figure) -> Figure | None:
        """Return the first figure of this measure and value."""
        measure = measure_of(figure)
        return self._figures_by_value.get((measure, figure.low, figure.high)) if measure else None

    def other_figure(self, measure: Measure | None, sentences: list[int]) -> Figure | None:
        """Return the first figure of a measure in one of these sentences."""
        if measure is None:
            return None
        found = (self._figures_by_sentence.get((number, measure)) for number in sentences)
        return next((figure for figure in found if figure), None)

    @cached_property
    def numbers(self) -> Numbers:
        """All of its numbers, whatever they count."""
        dates = [(date.start, date.start + len(date.words)) for date in self.dates]
        return Numbers(self.text, self.figures, dates, self._sentences.at)

    # --- dates
    # ---------------------------------------------------------------------------

    @cached_property
    def _days(self) -> dict[Day, int]:
        """Where each day stands first among the dates."""
        return _first((date.earliest, at) for at, date in enumerate(self.dates) if not date.days)

    @cached_property
    def _days_of_year(self) -> dict[tuple[bool, int, int], int]:
        """The same of a day of any year; and of those alone that name none."""
        return _first(
            ((any_year, date.earliest.month, date.earliest.day), at)
            for at, date in enumerate(self.dates)
            if not date.days
            for any_year in (True, False)
            if any_year or not date.has_year
        )

    @cached_property
    def _by_year(self) -> dict[int, tuple[list[int], list[int]]]:
        """The dates that have to do with a year, each once: days, and longer ones."""
        found: dict[int, tuple[list[int], list[int]]] = {}
        known = set()
        for at, date in enumerate(self.dates):
            if (date.earliest, date.latest) not in known:
                known.add((date.earliest, date.latest))
                for year in {date.earliest.year, date.latest.year}:
                    found.setdefault(year, ([], []))[date.days > 0].append(at)
        return found

    @cached_property
    def _years(self) -> list[int]:
        return sorted(self._by_year)

    @cached_property
    def _compatible(self) -> dict[tuple[Day, Day], int | None]:
        """What `_first_compatible` found before."""
        return {}

    def _first_compatible(self, first: Day, last: Day) -> int | None:
        """Where the first date stands that lies in these days, or that these days lie in."""
        if (first, last) not in self._compatible:
            low, high = bisect_left(self._years, first.year), bisect_right(self._years, last.year)
            found = [self._days[first]] if first == last and first in self._days else []
            for year in self._years[low:high][:MOST_YEARS]:
                days, longer = self._by_year[year]
                for at in longer if first == last else [*days, *longer]:
                    date = self.dates[at]
                    if (first <= date.earliest and date.latest <= last) or (
                        date.earliest <= first and last <= date.latest
                    ):
                        found.append(at)
            self._compatible[first, last] = min(found, default=None)
        return self._compatible[first, last]

    def same_date(self, shown: str, first: Day, last: Day) -> DateInText | None:
        """Return the first date that agrees with one of these words and days: the one lies in the
        other, or both are the same day of a year that one of them does not name."""
        found = [self._first_compatible(first, last)]
        if first == last:
            found.append(self._days_of_year.get((not names_year(shown), first.month, first.day)))
        at = min((at for at in found if at is not None), default=None)
        return None if at is None else self.dates[at]

    @cached_property
    def _dates_by_sentence(self) -> dict[tuple[int, int, object], int]:
        """Where a date of a length stands first in a sentence: any, one of a year, one of a day and
        month of any year.
        """
        return _first(
            ((self._sentences.at(date.start), date.days, key), at)
            for at, date in enumerate(self.dates)
            for key in (None, date.earliest.year, (date.earliest.month, date.earliest.day))
        )

    def other_date(self, first: Day, last: Day, sentences: list[int]) -> DateInText | None:
        """Return the first date in one of these sentences that differs from these days rather than
        tells of something else: both are days, months or years, and a day or month is of the same
        year or of the same name."""
        days = last.ordinal - first.ordinal
        lengths = [other for other in range(days - 3, days + 4) if (other > 1) == (days > 1)]
        keys: tuple[object, ...] = (None,) if days > 300 else (first.year, (first.month, first.day))
        for number in sentences:
            found = [
                self._dates_by_sentence.get((number, length, key))
                for length in lengths
                for key in keys
            ]
            if (at := min((at for at in found if at is not None), default=None)) is not None:
                return self.dates[at]
        return None


def _first(pairs: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    """The first value of each key."""
    found: dict[Key, int] = {}
    for key, value in pairs:
        found.setdefault(key, value)
    return found
