"""The events of a timeline with their dates, as every format of timelines needs them."""

from foldline.dates.when import When, in_order, resolve
from foldline.sections.timeline.model import Event, Timeline
from foldline.story.brief import Brief


def events_in_time(timeline: Timeline, brief: Brief) -> list[tuple[Event, When]]:
    """Return the events in the order of their dates, each with its date as the brief reads it."""
    rules = brief.date_rules
    whens = [resolve(event.when.display, event.when.edtf, rules) for event in timeline.events]
    return [(timeline.events[at], whens[at]) for at in in_order(whens)]
