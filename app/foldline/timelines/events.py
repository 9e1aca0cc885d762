"""What all forms share: a timeline's events with their dates, and a timeline that was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from foldline.brief import Brief
from foldline.errors import BriefError
from foldline.sections.timeline.model import Event, Timeline
from foldline.when import When, in_order, resolve
from foldline.wording import sentence_for


@dataclass(frozen=True)
class Taken:
    """A timeline from another form, and sentences on what that held and a timeline can't."""

    timeline: Timeline
    remarks: tuple[str, ...] = ()


def events_in_time(timeline: Timeline, brief: Brief) -> list[tuple[Event, When]]:
    """The events in the order of their dates, each with its date as the brief reads it."""
    rules = brief.date_rules
    whens = [resolve(event.when.display, event.when.edtf, rules) for event in timeline.events]
    return [(timeline.events[at], whens[at]) for at in in_order(whens)]


def checked(events: list[dict[str, Any]], places: list[str], **fields: Any) -> Timeline:
    """The timeline of these events; `places` say where each was read. Raises BriefError with a sentence for each thing
    that is wrong."""
    try:
        return Timeline.model_validate({"kind": "timeline", "events": events, **fields})
    except ValidationError as error:
        wrong = []
        for detail in error.errors(include_url=False):
            where = detail["loc"]
            place = [places[where[1]], *where[2:]] if len(where) > 1 and where[0] == "events" else where
            wrong.append(f"{': '.join(str(step) for step in place)}: {sentence_for(detail)}")
        raise BriefError("\n".join(wrong)) from None
