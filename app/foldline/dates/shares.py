"""A single date, and what is said by counting from one or within one: "the first three months of
2025", "the last week of January", "two weeks before Christmas", "the year ended 31 March 2024",
"a Tuesday in March 2021".
"""

from __future__ import annotations

from foldline.dates.bag import bag_of, bounds_of, era_applied
from foldline.dates.counting import shifted
from foldline.dates.day import Bounds
from foldline.dates.language import Item
from foldline.dates.rules import EDGE, DateRules, Vague

_LENGTHS = ("day", "week", "fortnight", "month", "quarter", "year", "decade", "century")
_IN_FORMS = {"unit", "weekof", "window", "edge", "count", "weekdays"}
"""Classes of which each form that is no plain date has one."""
_WHOLES = {
    "month": 3,
    "isomonth": 3,
    "feast": 3,
    "quarter": 4,
    "season": 4,
    "half": 5,
    "year": 5,
    "decade": 6,
    "decade2": 6,
}
"""How long what a class of words names is, as a place in `_LENGTHS`."""


def single_date(items: list[Item], rules: DateRules, ahead: bool) -> Bounds | None:
    """Return the days of a single date; None where it makes no sense."""
    if not items:
        return None
    kinds = {kind for kind, _ in items}
    if kinds & _IN_FORMS:
        for form in (window, _shifted, _share, _any_such_day, _weekend):
            found = form(items, rules, ahead)
            if found is not None:
                return found
    night = "overnight" in kinds
    if night:
        items = [item for item in items if item[0] != "overnight"] or [("days", -1)]
    bag = bag_of(era_applied(items))
    bounds = bounds_of(bag, rules, ahead) if bag else None
    if bounds and night and bounds.earliest == bounds.latest:
        return Bounds(bounds.earliest, bounds.latest.plus(1))
    return bounds


def _count(items: list[Item], at: int) -> tuple[Vague, int] | None:
    """Return the number that stands at a place, from and to, and how many items it is."""
    if at < len(items):
        kind, value = items[at]
        if kind in ("count", "number1", "number2", "number3", "large"):
            return (value, value), 1
        if kind == "some":
            return value, 1
    return None


def _share(items: list[Item], rules: DateRules, ahead: bool) -> Bounds | None:
    """Return "the first three months of 2025", "the last week of January", "final days of 2024"."""
    at = next((n for n, item in enumerate(items) if item[0] in ("ordinal", "edge", "rel")), None)
    if at is None or items[at][0] == "rel" and items[at][1] != -1:
        return None
    counted = _count(items, at + 1)
    place = at + 1 + (counted[1] if counted else 0)
    if items[at][0] == "edge":
        which, unit = items[at][1]
        number, place, rough = EDGE[unit], at + 1, True
    else:
        if place >= len(items) or items[place][0] not in ("unit", "weekof"):
            return None
        which, unit = items[at][1], items[place][1] or "week"  # "week of"
        place += 1
        number = counted[0][1] if counted else 1
        rough = bool(counted and counted[0][0] != counted[0][1]) or unit == "week"
    rest = items[:at] + items[place:]
    longest = max((_WHOLES.get(kind, 0) for kind, _ in rest), default=0)
    if "unit" in dict(rest):
        longest = max(
            (_LENGTHS.index(v) for k, v in rest if k == "unit" and v in _LENGTHS), default=0
        )
    if unit == "weekend" and longest > 1 and not counted:
        return _weekend_of(single_date(rest, rules, ahead), which)
    if unit not in _LENGTHS or not longest > _LENGTHS.index(unit) or "ago" in dict(rest):
        return None
    whole = single_date(rest, rules, ahead)
    if whole is None:
        return None
    if counted or items[at][0] == "edge" or which < 0:
        if which not in (1, -1):
            return None
        edge = _edge(whole, which, unit, number)
    else:
        edge = _edge(_edge(whole, 1, unit, which), -1, unit, 1)
        if unit == "week":
            first = whole.earliest.plus(7 * which - 7)
            edge = Bounds(first, min(first.plus(6), whole.latest))
    if edge.earliest < whole.earliest or edge.latest > whole.latest:
        return None
    return edge._replace(rough=rough or whole.rough)


def _weekend_of(whole: Bounds | None, which: int) -> Bounds | None:
    """Return the nth weekend of a month, or the last (-1), by its Saturdays."""
    if whole is None or which < -1:
        return None
    saturday = whole.earliest.plus((5 - whole.earliest.weekday) % 7 + 7 * (which - 1))
    if which < 0:
        saturday = whole.latest.plus(-((whole.latest.weekday - 5) % 7))
    return Bounds(saturday, saturday.plus(1)) if saturday <= whole.latest else None


def _edge(whole: Bounds, which: int, unit: str, number: int) -> Bounds:
    """Return the first or last days, weeks, months or years of a whole."""
    if which > 0:
        return Bounds(whole.earliest, shifted(whole.earliest, unit, number).plus(-1))
    return Bounds(shifted(whole.latest.plus(1), unit, -number), whole.latest)


def window(items: list[Item], rules: DateRules, ahead: bool) -> Bounds | None:
    """Return the time that ends with a day: "fiscal year ending March 31, 2024", "the 12 months to
    June 2025".
    """
    counted = _count(items, 0)
    at = counted[1] if counted else 0
    kinds = [kind for kind, _ in items]
    if kinds[:1] == ["window"]:
        unit, number, at = items[0][1], 1, 1
    elif kinds[at : at + 2] in (["unit", "ending"], ["unit", "to"]) and (
        counted or kinds[at + 1] == "ending"
    ):
        unit, number = items[at][1], counted[0][1] if counted else 1
        at += 2
    else:
        return None
    end = single_date(items[at:], rules, ahead) if unit in _LENGTHS else None
    if end is None:
        return None
    start = shifted(end.latest.plus(1), unit, -number)
    return Bounds(start, end.latest, end.rough)


def _shifted(items: list[Item], rules: DateRules, ahead: bool) -> Bounds | None:
    """Return "two days before yesterday", "three weeks after 5 May 2025", "100 days since …"."""
    counted = _count(items, 0)
    if counted is None and items[0] == ("unit", "day"):
        counted = (1, 1), 0  # "the day before Thanksgiving"
    if counted is None:
        return None
    at = counted[1]
    kinds = [kind for kind, _ in items[at : at + 2]]
    if kinds not in (["unit", "before"], ["unit", "after"]) or items[at][1] not in _LENGTHS:
        return None
    base = single_date(items[at + 2 :], rules, ahead)
    if base is None:
        return None
    sign, unit, (least, most) = (-1 if kinds[1] == "before" else 1), items[at][1], counted[0]
    ends = [shifted(day, unit, sign * n) for day in base[:2] for n in (least, most)]
    return Bounds(min(ends), max(ends), base.rough or least != most)


def _any_such_day(items: list[Item], rules: DateRules, ahead: bool) -> Bounds | None:
    """Return "a Tuesday in March 2021", "some Thursdays in 1994", "one evening in May 2020": from
    the first such day to the last, and in a longer time all of it.
    """
    kinds = [kind for kind, _ in items]
    at = 1 if items[0] == ("count", 1) else 0
    if kinds[at : at + 1] not in (["weekday"], ["weekdays"], ["unit"], ["daypart"]):
        return None
    if kinds[at] == "unit" and items[at][1] != "day" or not at and kinds[at] != "weekdays":
        return None
    rest = items[at + 1 :]
    if not {kind for kind, _ in rest} & {"month", "isomonth", "season", "year", "decade"}:
        return None
    if {"number1", "number2", "ordinal", "ago", "count"} & {kind for kind, _ in rest}:
        return None
    whole = single_date(rest, rules, ahead)
    if whole is None or kinds[at] in ("unit", "daypart"):
        return whole
    if whole.latest.ordinal - whole.earliest.ordinal > 100:
        return whole
    first = whole.earliest.plus((items[at][1] - whole.earliest.weekday) % 7)
    last = whole.latest.plus(-((whole.latest.weekday - items[at][1]) % 7))
    return Bounds(first, last)


def _weekend(items: list[Item], rules: DateRules, ahead: bool) -> Bounds | None:
    """Return "the weekend of 7 June 2025": the one that holds the day, or that of its week."""
    if items[0] not in (("unit", "weekend"), ("weekof", "weekend")) or len(items) < 2:
        return None
    if {"rel", "ago", "count", "in"} & {kind for kind, _ in items}:
        return None
    day = single_date(items[1:], rules, ahead)
    if day is None or day.latest.ordinal - day.earliest.ordinal > 3:
        return None
    saturday = day.earliest.plus(5 - day.earliest.weekday)
    return Bounds(saturday, saturday.plus(1))
