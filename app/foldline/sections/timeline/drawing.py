"""Define the parts of a drawing of a timeline: marks, bands and labels. Places along the time are
in percent of the width, everything else is in em of the drawing's letters.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from foldline.dates.when import When
from foldline.sections.timeline.axis import Tick

RADIUS = 0.4
"""Em, of a mark that is a point."""


@dataclass(frozen=True)
class DrawnEvent:
    """Describe an event for the picture: its date, a few words, and the name of its lane. Words and
    lane may be empty.
    """

    when: When
    label: str = ""
    lane: str = ""


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
    soft: bool = False
    open_left: bool = False
    open_right: bool = False
    ahead: bool = False
    """Whether the date itself says that the event is in the future."""
    words: list[str] = field(default_factory=list)
    """The lines above it."""
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
    def wide(self) -> float:
        return _wide(self)

    @property
    def words_at(self) -> float:
        """Return where the words are anchored, in percent. Those of a point begin at its edge
        (`words_aside`).
        """
        return {
            "start": self.left,
            "end": self.right,
            "middle": round((self.left + self.right) / 2, 2),
        }[self.anchor]

    @property
    def words_aside(self) -> float:
        """Return the distance of the words from `words_at`, in em."""
        return self.point * {"start": -RADIUS, "end": RADIUS, "middle": 0}[self.anchor]


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
    """Hold one drawing, at least as wide as NARROW or WIDE (`size`). Heights are in em."""

    size: str
    labelled: bool
    height: float
    base: float
    """Where the axis runs."""
    top: float
    """Where marks begin, below the names of eras."""
    lines: list[tuple[float, float]]
    ticks: list[Tick]
    marks: list[Mark]
    bands: list[Band]
    lanes: list[Label]
    now: Label | None

    @property
    def breaks(self) -> list[float]:
        """Return the middle of each break, in percent."""
        return [
            round((one[1] + other[0]) / 2, 2)
            for one, other in zip(self.lines, self.lines[1:], strict=False)
        ]
