"""Time zones by their names, from the tables in `made/`: zoneinfo's data and CLDR's names.

No page starts with them: `Language.zone_called` imports this module when a time is followed by what
may be a zone.
"""

from __future__ import annotations

import base64
import zlib
from bisect import bisect_right
from functools import cache
from importlib import import_module

from foldline.dates.day import Day, Zone
from foldline.dates.made.zone_rules import RULES

_EPOCH = Day(1970, 1, 1).ordinal
_DAY = 24 * 60


class Clocks:
    """How the clocks of a place go. `rule` is a line of `made/zone_rules.py`."""

    def __init__(self, rule: str):
        history, _, later = rule.partition(";")
        begins, *changes = history.split(" ")
        self._offsets = [int(begins)]
        self._moments: list[int] = []
        at = 0
        for change in changes:
            if change:
                minutes, _, offset = change.partition(":")
                at += int(minutes, 16)
                self._moments.append(at)
                self._offsets.append(int(offset))
        self._later = [int(number) for number in later.split(" ")]

    def offset_at(self, minute: int) -> int:
        """Return the minutes east of UTC at a moment, in minutes since 1970."""
        place = bisect_right(self._moments, minute)
        if place < len(self._moments) or len(self._later) < 10 or minute < 0:
            return self._offsets[place] if place < len(self._offsets) else self._later[0]
        standard, summer, *changes = self._later
        year = Day.from_ordinal(_EPOCH + (minute + standard) // _DAY).year
        begins = _change(year, changes[:4]) - standard
        ends = _change(year, changes[4:]) - summer
        ahead = begins <= minute < ends if begins < ends else not ends <= minute < begins
        return summer if ahead else standard

    def __call__(self, day: Day, minute: int) -> int:
        """Return the minutes east of UTC at a time by the clocks of the place."""
        local = _DAY * (day.ordinal - _EPOCH) + minute
        return self.offset_at(local - self.offset_at(local - self._later[0]))


def _change(year: int, change: list[int]) -> int:
    """Return the local minute since 1970 of a rule's change: month, week (5 for the last), weekday
    (0 for Sunday), minute of the day.
    """
    month, week, weekday, minute = change
    first = Day(year, month, 1)
    day = first.plus((weekday - 1 - first.weekday) % 7 + 7 * (week - 1))
    while day.month != month:
        day = day.plus(-7)
    return _DAY * (day.ordinal - _EPOCH) + minute


def unpacked(text: str) -> list[str]:
    """Return the lines of a table in `made/`."""
    return zlib.decompress(base64.b85decode(text)).decode().split("\n")


@cache
def _rules() -> list[str]:
    return unpacked(RULES)


@cache
def _names(language: str) -> dict[str, str]:
    module = import_module(f"foldline.dates.made.zone_names_{language}")
    return dict(line.rpartition("=")[::2] for line in unpacked(module.NAMES))


@cache
def clocks_of(number: int) -> Clocks:
    """Return the clocks of a rule by its number in the table."""
    return Clocks(_rules()[number])


def zone_called(name: str, language: str) -> tuple[Zone] | None:
    """Return the zone with a name in small letters, in a tuple: local time where the name means
    several; None where no zone is called so. IANA's names count too.

    >>> zone = zone_called("paris time", "en")
    >>> zone[0](Day(2019, 4, 15), 19 * 60)
    120
    >>> zone_called("est", "en"), zone_called("ist", "en"), zone_called("narnia time", "en")
    ((-300,), (None,), None)
    """
    names = _names(language)
    value = names.get(name)
    if value is None:
        value = names.get(name.replace(" local time", " time"))
    if value is None:
        return None
    if not value:
        return (None,)
    return (int(value),) if value[0] in "+-" else (clocks_of(int(value)),)
