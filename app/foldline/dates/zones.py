"""Time zones with summer time, by the names that languages' files call their rules by."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from foldline.dates.day import Day


def _united_states(day: Day) -> bool | None:
    """Return whether clocks in the United States are an hour ahead on a day: from the second Sunday
    in March to the first in November (Energy Policy Act of 2005, since 2007); unknown before.
    """
    if day.year < 2007:
        return None
    begins = 14 - (Day(day.year, 3, 7).weekday + 1) % 7
    ends = 7 - (Day(day.year, 11, 7).weekday + 1) % 7
    return Day(day.year, 3, begins) <= day < Day(day.year, 11, ends)


SUMMER_TIMES: Mapping[str, Callable[[Day], bool | None]] = {"united_states": _united_states}
"""Rules of summer time: whether clocks are an hour ahead on a day, None where it is not known."""


def summer_time(rule: str, standard: int) -> Callable[[Day], int | None]:
    """Return the zone of a place with summer time, as a function of the day. `standard` is its
    offset in winter, in minutes east of UTC.

    >>> summer_time("united_states", -300)(Day(2026, 7, 4))
    -240
    """
    ahead = SUMMER_TIMES[rule]

    def zone(day: Day) -> int | None:
        is_ahead = ahead(day)
        return None if is_ahead is None else standard + 60 * is_ahead

    return zone
