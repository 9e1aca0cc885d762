"""From one date to another: "14–16 March 2025", "winter 2021–22", "mid to late 2021"."""

from __future__ import annotations

from collections.abc import Callable

from foldline.dates.bag import bag_of, bounds_of, era_applied
from foldline.dates.day import Bounds, Day, Span
from foldline.dates.language import Item
from foldline.dates.meanings import Bag
from foldline.dates.rules import DateRules
from foldline.dates.shares import single_date
from foldline.errors import WhenError

_OF_A_YEAR = frozenset(("month", "season", "quarter", "half"))


def read_range(
    before: list[Item], after: list[Item], between: str, rules: DateRules, ahead: bool
) -> Span | None:
    """Return the span from one date to another: "14–16 March 2025", "28 February – 3 March 2025",
    "mid to late 2021", "1914–18", "winter 2021–22", "2014 to now". None where it can't be read.
    """
    if after and after[-1][0] == "now":
        start = single_date(before, rules, ahead)
        return Span(start.earliest) if start and len(after) == 1 else None
    left, right = bag_of(era_applied(_with_era(before, after))), bag_of(era_applied(after))
    if (
        not left
        or not right
        or set(left) == {"month"}
        and set(right) <= {"number", "figures"}  # "Mar-25"
        or set(left) == {"weekday"}
        and "number" in right
        or set(left) == {"number"}
        and "number" not in right
    ):
        return None
    if (
        "year" in left
        and not {"month", "number"} & set(left)
        and (
            right.keys() == {"number", "figures"}
            and right["figures"] == 2
            or "season" in left
            and right.keys() == {"year"}
        )
    ):
        return _short_year(left, right["number" if "number" in right else "year"], rules)
    if right.keys() == {"year"} and len(left) > 1 and between == "and":
        return None  # "March 2023 and 2024"
    if set(right) == {"decade2"} and "decade" in left:
        right = {"decade": left["decade"] // 100 * 100 + right["decade2"]}
    has_year = "year" in left, "year" in right
    own = _OF_A_YEAR & set(left), _OF_A_YEAR & set(right)
    left, right = _completed(left, right)
    if has_year == (False, True) and own[0]:
        # "December–January 2025", "winter to spring 2024"; not "May 9–May 3, 2025"
        last_year = left.get("month", 13) > right.get("month", 0)
        years = [right["year"], right["year"] - 1] if last_year else [right["year"]]
        end = bounds_of(right, rules, ahead)
        if end is None:
            return None
        latest = end.latest
        left = _in_year(left, years, lambda bounds: bounds.earliest <= latest, rules, ahead)
    start = bounds_of(left, rules, ahead) if left else None
    if start is None:
        return None
    earliest = start.earliest
    if not has_year[1] and own[1] and "rel" not in right:
        years = [earliest.year, earliest.year + 1]
        right = _in_year(right, years, lambda bounds: bounds.latest >= earliest, rules, ahead)
    end = bounds_of(right, rules, ahead) if right else None
    if end and end.latest < earliest and left and right and _a_weekday(left) and _a_weekday(right):
        earliest = earliest.plus(-7)  # "Friday to Saturday", on a Friday
    return Span(earliest, end.latest, approximate=start.rough or end.rough) if end else None


def _a_weekday(bag: Bag) -> bool:
    """Return whether a date is a weekday alone."""
    return "weekday" in bag and set(bag) <= {"weekday", "daypart", "part"}


def _in_year(
    bag: Bag, years: list[int], fits: Callable[[Bounds], bool], rules: DateRules, ahead: bool
) -> Bag | None:
    """Return the bag with the first of the years in which it fits, its weekday aside; with the
    first year of all where it fits in none, so that the error names what is wrong.
    """
    plain = {key: value for key, value in bag.items() if key not in ("weekday", "year")}
    for year in years:
        try:
            bounds = bounds_of(plain | {"year": year}, rules, ahead)
        except WhenError:
            continue  # 29 February
        if bounds is None:
            return None
        if fits(bounds):
            return bag | {"year": year}
    return bag | {"year": years[0]}


def _with_era(before: list[Item], after: list[Item]) -> list[Item]:
    """Return the first date with the era that only the second one has: "500–400 BC"."""
    era = [item for item in after if item[0] == "era"]
    lone = len(before) == 1 and before[0][0] in ("year", "number1", "number2", "number3")
    return before + era if lone and len(after) == 2 else before


def _completed(left: Bag, right: Bag) -> tuple[Bag, Bag]:
    """Return both sides, each with what only the other one has: the month, the year, what a part is
    of.
    """
    left, right = dict(left), dict(right)
    own = _OF_A_YEAR & set(right)
    if set(left) <= {"part", "half", "quarter", "ordinal", "number"} and "unit" in right:
        left |= {
            key: value
            for key, value in right.items()
            if key in ("unit", "era") or key == "number" and "number" not in left
        }
    if set(left) <= {"number", "figures"} and "ordinal" in right and "unit" in right:
        left.pop("figures", None)  # "17-19th centuries"
        left |= {key: value for key, value in right.items() if key in ("unit", "era", "ordinal")}
    if set(left) == {"part"}:
        left |= {key: value for key, value in right.items() if key != "part"}
    for one, other in ((left, right), (right, left)):
        if (
            "month" not in one
            and {"number", "part"} & set(one)
            and "month" in other
            and "unit" not in one
            and not ("part" in one and "year" in one)
        ):
            one["month"] = other["month"]
    if "year" not in left and "year" in right and {*_OF_A_YEAR, "part"} & set(left):
        left["year"] = right["year"]
    if (
        not {"year", "decade", "unit"} & set(right)
        and "year" in left
        and not own
        and {"month", "part"} & set(right)
    ):
        right["year"] = left["year"]
    return left, right


def _short_year(left: Bag, number: int, rules: DateRules) -> Span | None:
    """Return the span of 1914–18 or 1999–00; and of "winter 2021–22" (or 2021–2022), which is one
    winter.
    """
    year = left["year"] // 100 * 100 + number if number < 100 else number
    year += 100 if year < left["year"] else 0
    start = bounds_of(left, rules)
    if start is None or set(left) not in ({"year"}, {"season", "year"}, {"part", "year"}):
        return None
    if "season" in left:
        across = [
            bounds
            for bounds in (
                rules.season(y, left["season"]) for y in (left["year"], left["year"] + 1)
            )
            if (bounds.earliest.year, bounds.latest.year) == (left["year"], year)
        ]
        return Span(*across[0][:2]) if across else None
    return Span(start.earliest, Day.of(year, 12, 31))
