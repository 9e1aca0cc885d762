"""What the register of formats knows of each: its names, how it is recognised, read and written."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from foldline.drafts.report import Imported
from foldline.sections.timeline.model import Timeline
from foldline.story.brief import Brief


@dataclass(frozen=True)
class Sample:
    """A text whose format is looked for. `data` is what it holds as JSON, or None where it is no
    JSON.
    """

    text: str
    data: Any = None

    @cached_property
    def first(self) -> Mapping[str, Any]:
        """The object in the text, or the first of a list of objects; empty where it is no JSON of
        that form.
        """
        first = self.data[0] if isinstance(self.data, list) and self.data else self.data
        return first if isinstance(first, dict) else {}

    @cached_property
    def events(self) -> str:
        """The beginning of the JSON of its field "events"; empty where it has none."""
        return json.dumps(self.first["events"])[:400_000] if "events" in self.first else ""


def _never(sample: Sample) -> int:
    return 0


@dataclass(frozen=True)
class Format:
    """One format of other programs. Its module in `foldline.formats` is all there is to it."""

    name: str
    """As `--from` and `--to` take it."""
    rank: int
    """Where it stands in lists of formats: those of lower ranks first."""
    read: Callable[[str], list[Imported]] | None = None
    """Return the briefs in a text, each with its report. Raises ImportRefused."""
    recognise: Callable[[Sample], int] = _never
    """Return how sure it is that a text is of this format: 0 for not at all. The surest of all
    formats reads the text.
    """
    endings: tuple[str, ...] = field(default=())
    """How names of its files end."""
    ending_decides: bool = False
    """Whether such a name alone says that it is this format."""
    write: Callable[[Brief], str] | None = None
    """Return a brief in this format."""
    ending: str = ""
    """How a file that is written ends."""
    keeps: frozenset[str] = frozenset()
    """Of the fields that say who says so (`drafts.proving.FIELDS`), those that are written."""
    write_timeline: Callable[[Timeline, Brief, str], str] | None = None
    """Return a timeline in this format, from its brief and the brief's slug."""
    timeline_ending: str = ""
    """How a file ends into which a timeline is written; it also chooses the format."""
