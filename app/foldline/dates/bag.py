"""The words of one date in any order, put together as a bag of day, month, year, weekday, part, …,
and the days it means.

`meanings.py` lists the bags that make sense; any other is not read.
"""

from __future__ import annotations

from foldline.dates.day import Bounds, Day, month_length, months, years
from foldline.dates.language import Item
from foldline.dates.meanings import MEANINGS, Bag, Meaning, century
from foldline.dates.rules import RECENT, DateRules
from foldline.dates.written import written_day_of_year
from foldline.errors import WhenError
from foldline.locales import ENGLISH


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
    items = [("year", n[1] + item[1] - 1) if (n := _era_year(items, at)) else item
             for at, item in enumerate(items) if item[0] != "japanese_era"]
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
    return _without_year(bag, rules, expected)


def _relative(bag: Bag, rules: DateRules, expected: bool) -> Bag | Bounds | None:
    """Resolve what is relative to the day of publication. Return the bag itself where nothing in it
    is; None where the day of publication is needed and not known.
    """
    keys, today = set(bag), rules.published
    if not keys & {"rel", "days", "ago", "in", "earlier_this", "sooner", "decade2", "recent"} and keys - {
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
        return _last(bag["rel"], rest, today, rules)
    return bag


def _counted(bag: Bag, today: Day, rules: DateRules) -> Bag | Bounds | None:
    """Return "three days ago", "in two weeks", "several months ago", "a week ago Tuesday", "May two
    years ago".
    """
    from foldline.dates.shares import ago

    sign = 1 if "ago" in bag else -1
    number = bag["some"] if "some" in bag else (bag.get("count", bag.get("number")),) * 2
    beside = {
        key: value
        for key, value in bag.items()
        if key not in ("ago", "in", "unit", "count", "some", "rel")
        and (key != "number" or "count" in bag and "month" in bag)
    }
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


def _recent(bag: Bag, today: Day) -> Bounds:
    """Return "recent weeks", up to the publication, or "the coming weeks", from it on."""
    from foldline.dates.shares import shifted

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


def _last(rel: int, bag: Bag, today: Day, rules: DateRules) -> Bounds | None:
    """Return the days of "last July": the latest that ended before the publication; of "next July":
    the first that begins after it; of "this July": that of the publication's year.
    """
    meaning = MEANINGS.get(frozenset(bag) - {"daypart"} | {"year"})
    if (
        meaning is None
        or "year" in bag
        or "weekday" in bag
        or not {"month", "season", "quarter", "half", "feast"} & set(bag)
        or ("number" in bag and not 1 <= bag["number"] <= month_length(2000, bag["month"]))
    ):
        return None
    if rel == 0:
        # "this winter", written in February, began last year
        around = [today.year - 1, today.year + 1] if "season" in bag else []
        holding = (
            year
            for year in around
            if (of := rules.season(year, bag["season"])).earliest <= today <= of.latest
        )
        return meaning(bag | {"year": next(holding, today.year)}, rules)
    found = _in_years_around(today, meaning, bag, rules)
    if rel < 0:
        return max(bounds for bounds in found if bounds.latest < today)
    return min(bounds for bounds in found if bounds.earliest > today)


_SOON = 14
"""Days ahead in which a date without a year may lie in the next one."""


def _without_year(bag: Bag, rules: DateRules, expected: bool) -> Bounds | None:
    """Return the days of a date without a year: in the year that brings it nearest to the
    publication, or, where it is expected, the nearest that does not lie before it.
    """
    meaning = MEANINGS.get(frozenset(bag) - {"daypart"} | {"year"})
    if "year" in bag or meaning is None or not {"month", "season", "quarter", "half", "feast"} & set(bag):
        return None
    if bag.get("number", 0) > 31:
        return None  # "May 68"
    if "number" in bag and not 1 <= bag["number"] <= month_length(2000, bag["month"]):
        wanted = written_day_of_year(bag["month"], bag["number"], ENGLISH)
        longest = month_length(2000, bag["month"])
        raise WhenError(f"there is no {wanted}; that month has {longest} days")
    today = rules.published
    if today is None:
        return None
    if "weekday" in bag:
        return _by_weekday(bag, rules, expected)

    def away(bounds: Bounds) -> int:
        return max(
            0, bounds.earliest.ordinal - today.ordinal, today.ordinal - bounds.latest.ordinal
        )

    found = _in_years_around(today, meaning, bag, rules)
    if expected:
        found = [bounds for bounds in found if bounds.latest >= today]
    elif rules.without_year == "past":
        found = [bounds for bounds in found if bounds.earliest <= today]
    else:
        soon = today.plus(_SOON if "number" in bag else 0)
        found = [
            bounds for bounds in found if bounds.earliest <= soon or bounds.earliest.year == today.year
        ]
    return min(found, key=away, default=None)


_NEAR = 550
"""Days from the publication within which a weekday decides on the year of its date."""


def _by_weekday(bag: Bag, rules: DateRules, expected: bool) -> Bounds | None:
    """Return the days of a date with a weekday and without a year: in a year around the publication
    in which it is true, else as if the weekday were not there.
    """
    plain = {key: value for key, value in bag.items() if key != "weekday"}
    usual, today = _without_year(plain, rules, expected), rules.published
    if usual is None or today is None or usual.earliest.weekday == bag["weekday"]:
        return usual
    meaning = MEANINGS[frozenset(plain) - {"daypart"} | {"year"}]
    fitting = [
        bounds
        for bounds in _in_years_around(today, meaning, plain, rules)
        if bounds.earliest.weekday == bag["weekday"]
        and abs(bounds.earliest.ordinal - today.ordinal) <= _NEAR
        and not (expected and bounds.latest < today)
        and (expected or bounds.earliest <= today.plus(_SOON) or bounds.earliest.year == today.year)
        and (expected or rules.without_year != "past" or bounds.earliest <= today)
    ]
    if not fitting or "weekof" in bag:
        return usual
    return min(fitting, key=lambda bounds: abs(bounds.earliest.ordinal - today.ordinal))


def _in_years_around(today: Day, meaning: Meaning, bag: Bag, rules: DateRules) -> list[Bounds]:
    """Return the same date in the years before and after; where it is not in every year, in eight
    of them, of which at least one has a 29 February, at the turn of a century too.
    """
    found = []
    rare = "nth" in bag or (bag.get("month"), bag.get("number")) == (2, 29)
    around = 8 if rare or "feast" in bag else 2
    for year in range(today.year - around, today.year + around + 1):
        try:
            bounds = meaning(bag | {"year": year}, rules)
        except WhenError:
            continue
        if bounds:  # and no twenty-first Friday
            found.append(bounds)
    return found
