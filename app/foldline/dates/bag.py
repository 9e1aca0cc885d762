"""The words of one date in any order, put together as a bag of day, month, year, weekday, part, …,
and the days it means.

`meanings.py` lists the bags that make sense; any other is not read.
"""

from __future__ import annotations

from foldline.dates.counting import ago, shifted
from foldline.dates.day import Bounds, Day, months, years
from foldline.dates.language import Item
from foldline.dates.meanings import MEANINGS, Bag, century
from foldline.dates.rules import RECENT, DateRules, Vague
from foldline.dates.yearless import last_or_next, without_year
from foldline.errors import WhenError


def bag_of(items: list[Item]) -> Bag | None:
    """Return the words of one date as a bag; None where one class stands twice, as in "May
    June".
    """
    bag: Bag = {}
    for kind, value in _nth(items):
        if kind == "date":
            more = dict(zip(("year", "month", "number"), value, strict=True))
        elif kind == "isomonth":
            more = dict(zip(("year", "month"), value, strict=True))
        elif kind == "holiday":
            more = dict(zip(("month", "number"), value, strict=True))
        elif kind in ("number1", "number2", "number3"):
            more = {"number": value} | ({"figures": int(kind[-1])} if kind != "number1" else {})
        elif kind == "large":
            more = {"number": value, "figures": 5}
        elif kind == "daypart" and "daypart" in bag:
            continue  # "in the early hours of the morning"
        elif kind == "ordinal":
            more = {"number": value, "ordinal": True}
        else:
            more = {kind: value}
        if set(more) & set(bag):
            return None
        bag |= more
    return bag


def _nth(items: list[Item]) -> list[Item]:
    """Return the items with "first Friday" (and, of a month, "last Friday") as one. "Friday the
    1st" stays as it is. Which days are the first week of a month is not known, so that is not read.
    """
    kinds = [kind for kind, _ in items]
    of_month = "month" in kinds and not {"number1", "number2", "holiday"} & set(kinds)
    found: list[Item] = []
    for kind, value in items:
        if (
            kind == "weekday"
            and found
            and (of_month or ("unit", "month") in items)
            and (found[-1][0] == "ordinal" or found[-1] == ("rel", -1))
        ):
            found[-1] = "nth", (found[-1][1], value)
        elif kind == "weekof" and found and found[-1][0] == "ordinal":
            return [("other", None)]
        else:
            found.append((kind, value))
    return found


def _era_year(items: list[Item], at: int) -> Item | None:
    """Return the era whose year the number at a place is: "Reiwa 6"."""
    number = items[at][0] in ("number1", "number2")
    return items[at - 1] if at and number and items[at - 1][0] == "japanese_era" else None


def era_applied(items: list[Item]) -> list[Item]:
    """Return the items with the year before BC, or beside AD, as a year of ISO 8601: 44 BC is the
    year -43, since a year 0 lies between 1 BC and AD 1. Raises WhenError for a year 0 in words,
    which have none.
    """
    items = [
        ("year", n[1] + item[1] - 1) if (n := _era_year(items, at)) else item
        for at, item in enumerate(items)
        if item[0] != "japanese_era"
    ]
    if ("year", 0) in items:
        raise WhenError("the year 0 is outside 1 to 9999")
    at = next((n for n, (kind, _) in enumerate(items) if kind == "era"), None)
    if at is None:
        return items
    for beside in (at - 1, at + 1):
        if 0 <= beside < len(items) and items[beside][0] in (
            "year",
            "number1",
            "number2",
            "number3",
            "large",
        ):
            number = items[beside][1]
            if items[beside] == ("number1", 0):
                return era_applied([("year", 0)])
            return [
                ("year", number if items[at][1] > 0 else 1 - number) if n == beside else item
                for n, item in enumerate(items)
                if n != at
            ]
    return items  # the 5th century BC


def bounds_of(bag: Bag, rules: DateRules, expected: bool = False) -> Bounds | None:
    """Return the days that a bag means; None for one that makes no sense. Raises WhenError where it
    can't be true, as for 31 February.
    """
    # "in three weeks", not "in May"
    counted = {"count", "number"} & set(bag) and not {"ordinal", "month"} & set(bag)
    beside = {"figures", "ordinal"} if counted else {"figures", "ordinal", "in"}
    if (
        bag.get("figures", 2) > 2
        and not {"ago", "in"} & set(bag)
        or "ordinal" in bag
        and (not {"month", "unit"} & set(bag) or bag.get("unit") == "week")
    ):
        return None
    of_counted = "rel" in bag and "ordinal" not in bag and {"count", "number"} & set(bag)
    if "unit" in bag and ("past" in bag or of_counted):
        return _window(bag, rules.published) if rules.published else None
    bag = {key: value for key, value in bag.items() if key not in beside}
    found = _relative(bag, rules, expected)
    if found is None:
        return None
    if isinstance(found, Bounds):
        return found
    bag = found
    meaning = MEANINGS.get(frozenset(bag) - {"daypart"})
    if meaning and not ("daypart" in bag and not {"number", "weekday", "feast"} & set(bag)):
        return meaning(bag, rules)
    return without_year(bag, rules, expected)


def _relative(bag: Bag, rules: DateRules, expected: bool) -> Bag | Bounds | None:
    """Resolve what is relative to the day of publication. Return the bag itself where nothing in it
    is; None where the day of publication is needed and not known.
    """
    keys, today = set(bag), rules.published
    if not keys & {
        "rel",
        "days",
        "ago",
        "in",
        "earlier_this",
        "sooner",
        "decade2",
        "recent",
        "past",
    } and keys - {
        "daypart",
        "part",
    } not in ({"weekday"}, {"unit"}):
        return bag
    if today is None:
        return None
    if keys - {"daypart", "part"} == {"days"}:
        return Bounds.of_day(today.plus(bag["days"]))
    if "decade2" in keys:
        decade = today.year // 100 * 100 + bag["decade2"]
        decade -= 100 if decade > today.year else 0
        return {key: value for key, value in bag.items() if key != "decade2"} | {"decade": decade}
    if "recent" in keys:
        return _recent(bag, today) if keys == {"recent"} else None
    if keys == {"sooner", "unit"}:
        bag = {"earlier_this": bag["sooner"], "unit": bag["unit"]}  # "later in the week"
        keys = set(bag)
    if keys == {"unit", "ago"}:
        bag = bag | {"some": (2, 6)}  # "weeks ago"
        return _counted(bag, today, rules)
    if "unit" in keys and ("ago" in keys or "in" in keys) and {"count", "number", "some"} & keys:
        return _counted(bag, today, rules)
    if keys in ({"earlier_this", "unit"}, {"sooner", "year"}):
        whole = (
            _unit(bag["unit"], 0, today, rules)
            if "unit" in bag
            else years(bag["year"], bag["year"])
        )
        if whole is None or not whole.earliest <= today <= whole.latest:
            return whole and whole._replace(rough=True)  # "later in 2021"
        sooner = bag["earlier_this" if "earlier_this" in keys else "sooner"] < 0
        return Bounds(whole.earliest, today) if sooner else Bounds(today, whole.latest)
    rest = {key: value for key, value in bag.items() if key not in ("rel", "unit")}
    if keys == {"unit", "part"} and bag["unit"] != "day":
        return _of_last_unit(bag["unit"], 0, {"part": bag["part"]}, today, rules)
    if keys - {"part"} == {"unit"}:
        alone = bag["unit"] == "weekend" and "part" not in keys
        return _unit("weekend", 0 if today.weekday >= 5 else -1, today, rules) if alone else None
    if {"rel", "unit"} <= keys:
        return _of_last_unit(bag["unit"], bag["rel"], rest, today, rules)
    if "weekday" in keys and not keys & {"number", "month", "year"}:
        return _weekday(bag, today, rules, expected)
    if {"weekday", "number", "month"} <= keys:
        return rest  # "last Friday, 30 January"
    if "rel" in keys:
        return last_or_next(bag["rel"], rest, today, rules)
    return bag


def _counted(bag: Bag, today: Day, rules: DateRules) -> Bag | Bounds | None:
    """Return "three days ago", "in two weeks", "several months ago", "a week ago Tuesday", "May two
    years ago".
    """
    sign = 1 if "ago" in bag else -1
    one = bag["count"] if "count" in bag else bag.get("number", 0)
    number: Vague = bag.get("some", (one, one))
    beside = {
        key: value
        for key, value in bag.items()
        if key not in ("ago", "in", "unit", "count", "some", "rel")
        and (key != "number" or "count" in bag and "month" in bag)
    }
    if beside == {"days": 0} and number[0] == number[1]:
        return Bounds.of_day(shifted(today, bag["unit"], -sign * number[0]))  # "a year ago today"
    if not beside:
        return ago((sign * number[0], sign * number[1]), bag["unit"], today, rules)
    if number[0] != number[1]:
        return None
    if beside.keys() == {"weekday"} and bag["unit"] == "week":
        back = (today.weekday - bag["weekday"]) % 7
        return Bounds.of_day(today.plus(-back - sign * 7 * number[0]))
    if bag["unit"] == "year" and {"month", "season", "quarter", "half"} & set(beside):
        return beside | {"year": today.year - sign * number[0]}
    return None


def _window(bag: Bag, today: Day) -> Bounds | None:
    """Return "the past year", "the last two weeks", up to the publication; "the next 90 days"."""
    beside = set(bag) - {"past", "rel", "unit", "count", "number", "figures", "in"}
    number, sign = bag.get("count", bag.get("number", 1)), bag.get("rel", -1)
    if beside or sign == 0 or bag["unit"] in ("hour", "minute", "weekend"):
        return None
    other = shifted(today, bag["unit"], sign * number)
    return Bounds(min(today, other), max(today, other), True)


def _recent(bag: Bag, today: Day) -> Bounds:
    """Return "recent weeks", up to the publication, or "the coming weeks", from it on."""
    sign, name = bag["recent"]
    unit, number = RECENT[name]
    other = shifted(today, unit, sign * number)
    return Bounds(min(today, other), max(today, other), True)


def _unit(unit: str, steps: int, today: Day, rules: DateRules) -> Bounds | None:
    """Return the day, week, month, … that lies `steps` of them after that of the publication."""
    if unit == "day":
        return Bounds.of_day(today.plus(steps))
    if unit == "week":
        return rules.week(today.plus(7 * steps))
    if unit == "weekend":
        saturday = today.plus(5 - today.weekday + 7 * steps)
        return Bounds(saturday, saturday.plus(1))
    if unit in ("month", "quarter"):
        length = 1 if unit == "month" else 3
        first = (today.month - 1) // length * length + 1 + length * steps
        return months(today.year, first, first + length - 1)
    if unit == "year":
        return years(today.year + steps, today.year + steps)
    if unit == "decade":
        first = today.year // 10 * 10 + 10 * steps
        return years(first, first + 9)
    return century((today.year - 1) // 100 + 1 + steps, None) if unit == "century" else None


def _of_last_unit(
    unit: str, rel: int, rest: Bag, today: Day, rules: DateRules
) -> Bag | Bounds | None:
    """Return what is meant by "last year" and "late last year", "Tuesday last week", "the 5th of
    last month".
    """
    whole = _unit(unit, rel, today, rules)
    if whole is None or not rest:
        return whole
    if unit == "month" and set(rest) == {"nth"}:
        return rest | {"year": whole.earliest.year, "month": whole.earliest.month}
    if unit in ("week", "weekend") and set(rest) <= {"part", "daypart", "weekday"}:
        if "weekday" not in rest:
            return whole if set(rest) == {"part"} else None
        return next(
            Bounds(day, day)
            for n in range(7)
            if (day := whole.earliest.plus(n)).weekday == rest["weekday"]
        )
    if unit == "year" and "year" not in rest:
        return rest | {"year": whole.earliest.year}
    if unit == "month" and not set(rest) & {"month", "year"}:
        return rest | {"year": whole.earliest.year, "month": whole.earliest.month}
    if unit == "decade" and set(rest) == {"part"}:
        return rest | {"decade": whole.earliest.year}
    return None


def _weekday(bag: Bag, today: Day, rules: DateRules, expected: bool) -> Bounds | None:
    """Return the day of "Friday" or "last Friday": the latest before the publication (for "Friday"
    alone also its own day); of "next Friday": the first after it; of "this Friday": that of its
    week.
    """
    if set(bag) - {"weekday", "rel", "part", "daypart"}:
        return None
    rel = bag.get("rel")
    back = (today.weekday - bag["weekday"]) % 7
    if rel == 0:
        return next(
            Bounds(day, day)
            for n in range(7)
            if (day := rules.week(today).earliest.plus(n)).weekday == bag["weekday"]
        )
    if rel == 1 or (rel is None and expected):
        day = today.plus(7 - back if back or rel else 0)
    else:
        day = today.plus(-back if back or rel is None else -7)
    return Bounds(day, day)
