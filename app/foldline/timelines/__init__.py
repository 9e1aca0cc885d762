"""Timelines of one brief and of several. Pure: the same in both hosts. What writes them to files is
in `foldline.formats`.
"""

from foldline.timelines.events import events_in_time
from foldline.timelines.merging import MERGED, BriefEvents, Merged, events_of_brief, merge_timelines

__all__ = [
    "MERGED",
    "BriefEvents",
    "Merged",
    "events_in_time",
    "events_of_brief",
    "merge_timelines",
]
