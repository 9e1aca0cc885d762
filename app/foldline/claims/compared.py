"""Figures and dates of the lists against the full story: the same there, others there, or only here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from foldline.claims.findings import Finding
from foldline.claims.speakers import sentence_around
from foldline.errors import WhenError
from foldline.text.figures import Figure, figures_in
from foldline.story.positions import Path
from foldline.dates.when import DateRules, When, read_when

SHARED, SHARE = 3, 0.5
"""Words of weight that two sentences must share for their figures to be about the same thing: so many, and this part of
those in the brief's."""

_MONTH = (r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|"
          r"Nov(?:ember|\.)?|Dec(?:ember|\.)?)")
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)"
_PART = r"(?:[Ee]arly|[Mm]id|[Ll]ate|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)"
_DATE = re.compile(rf"\b(?:{_WEEKDAY}?(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s+\d{{4}}\b)?"
                   rf"|\d{{1,2}}\s+{_MONTH}\b(?:\s+\d{{4}}\b)?)"
                   rf"|{_PART}[-\s]+(?:in\s+)?(?:{_MONTH}\s+)?(?:19|20)\d\d\b|{_MONTH}\s+(?:19|20)\d\d\b|\d{{4}}-\d\d-\d\d"
                   rf"|(?<![-\d$€£.,])(?:1[89]|20)\d\d(?![-\d%]))")
_SMALL = frozenset("this that with from have been will were their there which while after before about into over than also amid".split())


@dataclass(frozen=True)
class Story:
    """The full story, plain, with its figures and dates and where each stands."""

    text: str
    figures: tuple[Figure, ...]
    dates: tuple[tuple[str, int, When], ...]

    @classmethod
    def read(cls, text: str, rules: DateRules) -> "Story":
        return cls(text, tuple(figures_in(text)), tuple(dates_in(text, rules)))

    @cached_property
    def figures_by_measure(self) -> dict[tuple[bool, str], list[Figure]]:
        """The figures by what they count: a unit, or a noun."""
        found: dict[tuple[bool, str], list[Figure]] = {}
        for figure in self.figures:
            if measure := _measure(figure):
                found.setdefault(measure, []).append(figure)
        return found

    @cached_property
    def figures_by_value(self) -> dict[tuple[tuple[bool, str], object, object], Figure]:
        """The first figure of each measure and value."""
        found: dict[tuple[tuple[bool, str], object, object], Figure] = {}
        for measure, figures in self.figures_by_measure.items():
            for figure in figures:
                found.setdefault((measure, figure.low, figure.high), figure)
        return found

    @cached_property
    def different_dates(self) -> list[tuple[str, int, When]]:
        """The dates, each way of writing one once."""
        first = {there: (there, start, when) for there, start, when in reversed(self.dates)}
        return sorted(first.values(), key=lambda date: date[1])

    def is_about(self, about: frozenset[str], start: int, length: int) -> bool:
        """Return whether the sentence at a place is about the same as these words (`weighty`)."""
        return _akin(about, self.sentence(start, length))

    def sentence(self, start: int, length: int) -> str:
        begins, ends = sentence_around(self.text, start, start + length)
        return self.text[begins:ends]


def dates_in(text: str, rules: DateRules) -> Iterator[tuple[str, int, When]]:
    """The dates in a text that can be read: as written, where, and what they mean."""
    for match in _DATE.finditer(text):
        try:
            when = read_when(match[0], None, rules)
        except WhenError:
            continue
        if when.earliest is not None and when.latest is not None:
            yield match[0], match.start(), when


@lru_cache(maxsize=4096)  # of the sentences of a story, each of which is asked for often
def weighty(text: str) -> frozenset[str]:
    """The words of a sentence that can tell what it is about, without their endings."""
    return frozenset(word[:6] for word in re.findall(r"[^\W\d_]{4,}", text.casefold()) if word not in _SMALL)


def figure_findings(path: Path, text: str, story: Story) -> Iterator[Finding]:
    """Each figure in a text of the brief."""
    about = weighty(text)
    for figure in figures_in(text):
        with_noun = re.match(re.escape(figure.text) + r"[\s-]?[A-Za-z]+", text[figure.start:]) if figure.noun and not figure.unit else None
        shown = with_noun[0] if with_noun else figure.text
        measure = _measure(figure)
        alike = story.figures_by_measure.get(measure, []) if measure else []
        if measure and (same := story.figures_by_value.get((measure, figure.low, figure.high))):
            yield _finding(path, "agrees", f'"{shown}" stands in the full story too', shown, same.text, same.start, story)
            continue
        other = next((other for other in alike[:MOST_COMPARED] if story.is_about(about, other.start, len(other.text))), None)
        if other:
            yield _finding(path, "differs", f'"{shown}" here, "{other.text}" in the full story: "{story.sentence(other.start, len(other.text))}"',
                           shown, other.text, other.start, story)
        elif len(alike) <= MOST_COMPARED:
            yield Finding(path, "only here", f'"{shown}" does not stand in the full story', shown)


MOST_COMPARED = 400
"""Figures or dates of the story that one of a list is compared with; where there are more, nothing is said of what is not found."""


def date_findings(path: Path, shown: str, when: When, text: str, story: Story) -> Iterator[Finding]:
    """One date of the brief; `text` is what is said to have happened then."""
    if when.earliest is None or when.latest is None:
        return
    dates = story.different_dates[:MOST_COMPARED]
    for there, start, other in dates:
        if _compatible(when, other) or (not re.search(r"\d{4}", shown) or not re.search(r"\d{4}", there)) and _same_day(when, other):
            yield _finding(path, "agrees", f'"{shown}" agrees with "{there}" in the full story', shown, there, start, story)
            return
    about = weighty(text)
    near = next(((there, start) for there, start, other in dates if _comparable(when, other) and story.is_about(about, start, len(there))), None)
    if near:
        there, start = near
        yield _finding(path, "differs", f'"{shown}" here, "{there}" in the full story: "{story.sentence(start, len(there))}"',
                       shown, there, start, story)
    elif len(story.different_dates) <= MOST_COMPARED:
        yield Finding(path, "only here", f'the date "{shown}" does not stand in the full story', shown)


def _finding(path: Path, verdict, what: str, here: str, there: str, start: int, story: Story) -> Finding:
    return Finding(path, verdict, what, here, there, "the full story", start, start + len(there))


def _measure(figure: Figure) -> tuple[bool, str] | None:
    """What a figure counts: a unit, or without one a noun; None where it names neither."""
    if figure.unit:
        return True, figure.unit
    return (False, figure.noun) if figure.noun else None


def _akin(about: frozenset[str], sentence: str) -> bool:
    shared = len(about & weighty(sentence))
    return shared >= SHARED and shared >= SHARE * len(about)


def _comparable(one: When, other: When) -> bool:
    """Whether both are days, months or years, and a day or month in the same year or of the same name: else they tell of
    different things rather than differ."""
    lengths = [when.latest.ordinal - when.earliest.ordinal for when in (one, other)]
    if [length > 1 for length in lengths] not in ([False, False], [True, True]) or abs(lengths[0] - lengths[1]) > 3:
        return False
    first, second = one.earliest, other.earliest
    return lengths[0] > 300 or first.year == second.year or (first.month, first.day) == (second.month, second.day)


def _same_day(one: When, other: When) -> bool:
    """Whether both are the same day of a year: one of them has no year of its own."""
    return (one.earliest == one.latest and other.earliest == other.latest
            and (one.earliest.month, one.earliest.day) == (other.earliest.month, other.earliest.day))


def _compatible(one: When, other: When) -> bool:
    """Whether the one date lies in the other."""
    return (one.earliest <= other.earliest and other.latest <= one.latest) or (other.earliest <= one.earliest and one.latest <= other.latest)
