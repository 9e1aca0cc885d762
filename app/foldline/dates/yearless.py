"""The year of a date that does not name one, by the day of its brief."""

from __future__ import annotations

from foldline.dates.day import Bounds, Day, month_length
from foldline.dates.meanings import MEANINGS, Bag, Meaning
from foldline.dates.rules import DateRules
from foldline.dates.written import written_day_of_year
from foldline.errors import WhenError
from foldline.locales import ENGLISH


def last_or_next(rel: int, bag: Bag, today: Day, rules: DateRules) -> Bounds | None:
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


def without_year(bag: Bag, rules: DateRules, expected: bool) -> Bounds | None:
    """Return the days of a date without a year: in the year that brings it nearest to the
    publication, or, where it is expected, the nearest that does not lie before it.
    """
    meaning = MEANINGS.get(frozenset(bag) - {"daypart"} | {"year"})
    if (
        "year" in bag
        or meaning is None
        or not {"month", "season", "quarter", "half", "feast"} & set(bag)
    ):
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
            bounds
            for bounds in found
            if bounds.earliest <= soon or bounds.earliest.year == today.year
        ]
    return min(found, key=away, default=None)


_NEAR = 550
"""Days from the publication within which a weekday decides on the year of its date."""


def _by_weekday(bag: Bag, rules: DateRules, expected: bool) -> Bounds | None:
    """Return the days of a date with a weekday and without a year: in a year around the publication
    in which it is true, else as if the weekday were not there.
    """
    plain = {key: value for key, value in bag.items() if key != "weekday"}
    usual, today = without_year(plain, rules, expected), rules.published
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
