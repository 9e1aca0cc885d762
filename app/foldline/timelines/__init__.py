"""Timelines on their way out and in: as a calendar (.ics), as a table (CSV), as TimelineJS JSON. Pure: text to text, the
same in both hosts."""

from foldline.timelines.calendar import timeline_to_ics
from foldline.timelines.events import events_in_time
from foldline.timelines.table import timeline_to_csv
from foldline.timelines.timelinejs import timeline_to_timelinejs

__all__ = ["events_in_time", "timeline_to_csv", "timeline_to_ics", "timeline_to_timelinejs"]
