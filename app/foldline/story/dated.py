"""The dates of a section whose items are shown in their order, read together."""

from __future__ import annotations

from foldline.dates.around import Dated
from foldline.dates.timeline import read_timeline
from foldline.dates.when import When
from foldline.story.brief import Brief, Section


def whens_of(section: Section, brief: Brief) -> tuple[When, ...]:
    """Return the dates of a section's items in their order, each with what it was inferred from;
    none for a section whose items have no order in time.
    """
    items = getattr(section, section.in_time, ()) if section.in_time else ()
    dates = [Dated(each.when.display, each.when.edtf, getattr(each, "text", "")) for each in items]
    return read_timeline(tuple(dates), brief.date_rules, section.heading or "")
