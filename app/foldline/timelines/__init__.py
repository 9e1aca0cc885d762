"""Timelines of one brief and of several. Pure: the same in both hosts. What writes them to files is
in `foldline.formats`.
"""

from foldline.timelines.events import events_in_time
from foldline.timelines.merging import MERGED, Merged, Told, merged, told_by

__all__ = ["MERGED", "Merged", "Told", "events_in_time", "merged", "told_by"]
