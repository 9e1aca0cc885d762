from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from foldline.dates.tables import table_of
from foldline.dates.when import Moment, When, resolve
from foldline.locales import Words
from foldline.sections.timeline.drawing import Drawing, DrawnEra, DrawnEvent
from foldline.sections.timeline.picture import drawings
from foldline.story.brief import Brief, Claim, GivenWhen, Model, Name, Prose, Section
from foldline.story.held import Held


class Event(Claim):
    """An entry of a timeline."""

    when: GivenWhen = Field(
        description='When it was: plain words ("Late 2021", "Thursday, February 5, 2026"), or '
        '{"display", "edtf"}.',
        examples=["Late 2021", {"display": "the winter of the strike", "edtf": "1984-24"}],
    )
    text: Prose = Field(description="What happened then.")
    label: Name | None = Field(
        None,
        description="The same in a few words: its name in the picture and in the list.",
        examples=["Contacts end"],
    )
    lane: Name | None = Field(
        None,
        description="The place or the actor whose events the picture keeps together.",
        examples=["Abu Dhabi"],
    )


class Era(Model):
    """A named span of time behind the events of the picture."""

    when: GivenWhen = Field(
        description="From when to when, as fuzzy as a date.", examples=["1914-1918"]
    )
    name: Name = Field(description="What it is called.", examples=["The Great War"])


class Timeline(Section):
    """What happened when. Dates may be as fuzzy as what is known."""

    open_at_first: ClassVar[bool] = True
    in_time: ClassVar[str] = "events"
    small: ClassVar[str] = "small.html"
    labels: ClassVar[frozenset[str]] = frozenset({"eras"})

    kind: Literal["timeline"]
    events: list[Event] = Field(
        default_factory=list,
        description="The events; shown by their dates, those on the same date in this order.",
    )
    eras: list[Era] = Field(
        default_factory=list, description="Spans of time that the picture names behind the events."
    )

    def extent_in(self, words: Words) -> str:
        number = len(self.events)
        return words("sections.timeline.extent", n=number) if number else ""

    def drawings(
        self, events: Sequence[tuple[Event, When]], brief: Brief, words: Words
    ) -> list[Drawing]:
        """Return the picture of the events, each with its date and in their order, in its
        widths; empty where there is nothing to draw."""
        rules = brief.date_rules
        now = Moment.read(brief.updated or brief.published).day_in(words)
        return drawings(
            [
                DrawnEvent(when, event.label or "", event.lane or "", event.when.edtf or "")
                for event, when in events
            ],
            [
                DrawnEra(resolve(era.when.display, era.when.edtf, rules), era.name)
                for era in self.eras
            ],
            (brief.last_change_day, words("sections.timeline.as_of", day=now)),
            table_of(brief.language),
        )

    rank: ClassVar[int] = 30
    held: ClassVar[Held] = Held(compared=("events",), counted={"event": "events"})
