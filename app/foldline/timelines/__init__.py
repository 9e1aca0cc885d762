"""Timelines on their way out and in: as a calendar (.ics), as a table (CSV), as TimelineJS JSON. Pure: text to text, the
same in both hosts."""

from collections.abc import Callable

from foldline.story.brief import Brief
from foldline.sections.timeline.model import Timeline
from foldline.timelines.calendar import timeline_to_ics
from foldline.timelines.events import events_in_time
from foldline.timelines.merging import MERGED, Merged, Told, merged, told_by
from foldline.timelines.table import timeline_to_csv
from foldline.timelines.timelinejs import timeline_to_timelinejs

FORMATS: dict[str, Callable[[Timeline, Brief, str], str]] = {
    ".ics": timeline_to_ics,
    ".csv": lambda timeline, brief, name: timeline_to_csv(timeline, brief),
    ".json": lambda timeline, brief, name: timeline_to_timelinejs(timeline, brief),
}
"""What writes a timeline to a file of that ending; given the timeline, its brief, and the brief's name."""

__all__ = ["FORMATS", "MERGED", "Merged", "Told", "events_in_time", "merged", "told_by", "timeline_to_csv", "timeline_to_ics", "timeline_to_timelinejs"]
