"""The events of a timeline with their dates, as every format of timelines needs them."""

from foldline.dates.when import When, in_order
from foldline.sections.timeline.model import Event, Timeline
from foldline.story.brief import Brief
from foldline.story.dated import whens_of


def events_in_time(timeline: Timeline, brief: Brief) -> list[tuple[Event, When]]:
    """Return the events in the order of their dates, each with its date as the brief reads it."""
    whens = whens_of(timeline, brief)
    return [(timeline.events[at], whens[at]) for at in in_order(whens)]
