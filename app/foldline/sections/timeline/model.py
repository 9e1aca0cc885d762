from typing import ClassVar, Literal

from pydantic import Field

from foldline.brief import Claim, GivenWhen, Prose, Section, count


class Event(Claim):
    """An entry of a timeline."""

    when: GivenWhen = Field(
        description='When it was: plain words ("Late 2021", "Thursday, February 5, 2026"), or {"display", "edtf"}.',
        examples=["Late 2021", {"display": "the winter of the strike", "edtf": "1984-24"}],
    )
    text: Prose = Field(description="What happened then.")


class Timeline(Section):
    """What happened when. Dates may be as fuzzy as what is known."""

    title: ClassVar[str] = "Timeline"
    open_at_first: ClassVar[bool] = True
    in_time: ClassVar[str] = "events"

    kind: Literal["timeline"]
    events: list[Event] = Field(default_factory=list, description="The events; shown by their dates, those on the same date in this order.")

    @property
    def extent(self) -> str:
        return count(len(self.events), "event") if self.events else ""
