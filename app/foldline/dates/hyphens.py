"""Hyphens within a date, which join its parts, and those between two dates."""

from __future__ import annotations

from foldline.dates.language import Item

SEPARATORS = ("dash", "to", "and", "until", "or")
"""Classes of what may stand between two dates."""


def without_hyphens(items: list[Item]) -> list[Item]:
    """Return the items without the hyphens that join: "mid-March", "19th-century", "5-Feb-2026",
    "2025-Q3". "mid- to late" has one separator, the "to".
    """
    found: list[Item] = []
    for n, item in enumerate(items):
        kinds = [kind for kind, _ in found]
        after, next_but_one = ([kind for kind, _ in items[n + 1 : n + 3]] + ["", ""])[:2]
        if (
            item[0] == "dash"
            and found
            and after
            and (
                after in SEPARATORS
                or kinds[-1] in SEPARATORS
                or kinds[-1] == "part"
                and after != "part"
                or kinds[-1] == "ordinal"
                and after == "unit"
                or _is_one_date(kinds, after, next_but_one)
            )
        ):
            continue
        found.append(item)
    return found


def _is_one_date(before: list[str], after: str, next_but_one: str) -> bool:
    """Return whether a hyphen stands within a date written in its parts, and not between two dates,
    by what is before it and the two items after it.
    """
    at = max((n + 1 for n, kind in enumerate(before) if kind in SEPARATORS), default=0)
    before, last = before[at:], before[-1]
    numbers, of_a_year = ("number1", "number2"), ("month", "quarter", "half", "season")
    if after == "year":
        return last in (*of_a_year, *numbers) and "year" not in before
    if after in ("quarter", "half"):
        return before == ["year"] and next_but_one != "year"
    if next_but_one != "dash":
        return False
    return (
        before == ["month"]
        and after in numbers
        or len(before) == 1
        and last in numbers
        and after == "month"
    )
