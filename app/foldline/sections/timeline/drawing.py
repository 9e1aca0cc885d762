"""Define the parts of a drawing of a timeline: marks, bands and labels. Places along the time are
in percent of the width, everything else is in em of the drawing's letters.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from foldline.dates.when import When
from foldline.sections.timeline.meaning import MOMENT, Meaning
from foldline.sections.timeline.ticks import Tick

RADIUS = 0.4
"""Em, of a mark that is a point."""
ARROW = 0.9
"""Em at the end of an event that goes on, for its arrow."""
FADE = 0.8
"""Em, at most axis.PAD, by which a mark fades beyond its dates, where these are approximate."""
DOUBT = 0.85
"""Em of the question mark behind a mark."""
UNKNOWN = 1.6
"""Em over which a bar fades at an end that nobody knows, with the question mark behind it."""
ROOMY = 8.0
"""Em of rows above which a larger drawing needs fewer of them."""
BESIDE = 0.35
"""Em between a mark and the words beside it."""
_PART = {"start": 0, "middle": 0.5, "end": 1}


@dataclass(frozen=True)
class DrawnEvent:
    """Describe an event for the picture: its date, a few words, and the name of its lane. Words and
    lane may be empty. `edtf` is the author's expression for the date, if there is one.
    """

    when: When
    label: str = ""
    lane: str = ""
    edtf: str = ""


@dataclass(frozen=True)
class DrawnEra:
    """Describe a named span of time behind the events."""

    when: When
    name: str


@dataclass
class Mark:
    """Place the mark of an event, or of several. Left and right are in percent; y is in em, from
    the top to the middle of the mark.
    """

    numbers: list[int]
    """The events' places in the list, from 1."""
    left: float
    right: float
    point: bool
    meaning: Meaning = MOMENT
    members: list[float] = field(default_factory=list)
    """The middles of the dates of a set, in percent."""
    soft: bool = False
    """Whether the date is approximate."""
    doubtful: bool = False
    """Whether the date is uncertain."""
    open_left: bool = False
    open_right: bool = False
    ahead: bool = False
    """Whether the date itself says that the event is in the future."""
    words: list[str] = field(default_factory=list)
    """The lines above it, or the parts of the line beside it. Of two, the first is its label."""
    label: bool = False
    """Whether the first of the words is the author's label."""
    beside: bool = False
    anchor: str = "start"
    y: float = 0.0
    tall: float = 0.0
    """The height in em of a bar that counts."""

    @property
    def number(self) -> int:
        return self.numbers[0]

    @property
    def count(self) -> int:
        return len(self.numbers)

    @property
    def last(self) -> int:
        """Return the last of its events, where they follow each other in the list."""
        return self.number + self.count - 1 if self.numbers[-1] - self.number < self.count else 0

    @property
    def wide(self) -> float:
        return _wide(self)

    @property
    def kind(self) -> str:
        """Return what it is drawn as: point, bar, span, choice or each."""
        if self.point:
            return "point"
        return {"lasted": "bar", "one of": "choice", "all of": "each"}.get(
            self.meaning.extent, "span"
        )

    @property
    def unknown_left(self) -> bool:
        return self.open_left and self.meaning.unknown_first

    @property
    def unknown_right(self) -> bool:
        return self.open_right and self.meaning.unknown_last

    @property
    def reach(self) -> tuple[float, float]:
        """Return how far it is drawn beyond its left and right, in em: arrows, fading ends and the
        question mark."""
        beyond = max(RADIUS * (self.point or self.kind == "each"), FADE * self.soft, 0.1)
        left = UNKNOWN + 0.4 if self.unknown_left else ARROW if self.open_left else beyond
        right = UNKNOWN + 0.4 if self.unknown_right else ARROW if self.open_right else beyond
        return left, right + DOUBT * self.doubtful

    @property
    def doubt_aside(self) -> float:
        """Return the distance of its question mark from its right end, in em."""
        return round(self.reach[1] - DOUBT + 0.2, 2)

    @property
    def words_at(self) -> float:
        """Return where the words are anchored, in percent. `words_aside` has the rest."""
        if self.beside:
            return self.right if self.anchor == "start" else self.left
        return {
            "start": self.left,
            "end": self.right,
            "middle": round((self.left + self.right) / 2, 2),
        }[self.anchor]

    @property
    def words_aside(self) -> float:
        """Return the distance of the words from `words_at`, in em."""
        if self.beside:
            left, right = self.reach
            return round(right + BESIDE if self.anchor == "start" else -left - BESIDE, 2)
        return self.point * {"start": -RADIUS, "end": RADIUS, "middle": 0}[self.anchor]

    def words_box(self, wide: float, width: float) -> tuple[float, float]:
        """Return the ends of words `wide` em in a drawing that is shown `width` em wide."""
        left = self.words_at * width / 100 + self.words_aside - wide * _PART[self.anchor]
        return left, left + wide


@dataclass(frozen=True)
class Label:
    """Place words, in percent and em. `anchor` is which part of them is there."""

    text: str
    at: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Band:
    """Place an era: its left and right end in percent, and its name."""

    left: float
    right: float
    name: Label

    @property
    def wide(self) -> float:
        return _wide(self)


def _wide(drawn: Mark | Band) -> float:
    """Return a width in percent that is never 0: SVG does not draw the edge of a bar without a
    width."""
    return max(round(drawn.right - drawn.left, 2), 0.01)


@dataclass(frozen=True)
class Drawing:
    """Hold one drawing, for a place at least so wide (`size`). Heights are in em."""

    size: str
    height: float
    base: float
    """Where the axis runs."""
    top: float
    """Where marks begin, below the names of eras."""
    lines: list[tuple[float, float, bool]]
    """The parts of the axis, and whether each is a strip."""
    deep: bool
    ticks: list[Tick]
    marks: list[Mark]
    bands: list[Band]
    lanes: list[Label]
    now: Label | None
    places: str
    """Where the marks count events: the place of each event in percent, by its number, between
    blanks; a hyphen for one without a date."""
    also_full: bool = False
    """Whether it is the full drawing too."""

    @property
    def sizes(self) -> str:
        """Return the places that it is for, as the page names them."""
        return f"{self.size} full" if self.also_full else self.size

    @property
    def is_roomy(self) -> bool:
        """Return whether more room would show nothing else: all names and their dates are there, in
        few rows."""
        named = all(mark.beside and len(mark.words) > mark.label for mark in self.marks)
        return named and not self.places and self.base - self.top < ROOMY

    @property
    def labelled(self) -> bool:
        """Return whether every mark has a name."""
        return all(mark.words for mark in self.marks) and not self.places

    @property
    def fades(self) -> bool:
        """Return whether a mark has an end that fades."""
        return any(mark.soft or mark.unknown_left or mark.unknown_right for mark in self.marks)

    @property
    def changes(self) -> list[float]:
        """Return where the scale changes, in percent."""
        return [first for first, _, _ in self.lines[1:]]

    @property
    def legend(self) -> list[str]:
        """Return what has to be explained: nothing where there are only points and bars."""
        if self.places:
            return ["count"]
        marks = self.marks
        found = {
            "bar": any(mark.kind == "bar" for mark in marks),
            "span": any(mark.kind == "span" for mark in marks),
            "choice": any(mark.kind == "choice" for mark in marks),
            "each": any(mark.kind == "each" for mark in marks),
            "goes_on": any(
                mark.open_left
                and not mark.unknown_left
                or mark.open_right
                and not mark.unknown_right
                for mark in marks
            ),
            "unknown": any(mark.unknown_left or mark.unknown_right for mark in marks),
            "about": any(mark.soft for mark in marks),
            "doubtful": any(mark.doubtful for mark in marks),
            "ahead": any(mark.ahead for mark in marks),
            "strip": any(strip for _, _, strip in self.lines),
            "deep": self.deep,
        }
        named = [name for name, there in found.items() if there]
        return [] if named == ["bar"] else named
