"""Plural rules as Unicode CLDR writes them: "one" where `i = 1 and v = 0`.

The syntax is that of Unicode Technical Standard 35, part 3, "Language plural rules". The rules of
each language are at https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html
and can be copied from there.
"""

import re
from collections.abc import Callable, Mapping

CATEGORIES = ("zero", "one", "two", "few", "many", "other")

Number = int | float
Condition = Callable[[Mapping[str, Number]], bool]

_RELATION = re.compile(
    r"(?P<operand>[nivwftce])(?: ?% ?(?P<divisor>\d+))? ?(?P<sign>!?=) ?"
    r"(?P<ranges>\d+(?:\.\.\d+)?(?: ?, ?\d+(?:\.\.\d+)?)*)"
)


def operands_of(number: Number) -> dict[str, Number]:
    """Return CLDR's operands of a number: n is its absolute value, i the whole part, v and f the
    count and the value of its decimals, w and t the same without zeros at the end.

    >>> operands_of(1.5)
    {'n': 1.5, 'i': 1, 'v': 1, 'w': 1, 'f': 5, 't': 5, 'c': 0, 'e': 0}
    """
    number = abs(number)
    decimals = "" if isinstance(number, int) else format(number, "f").rstrip("0").partition(".")[2]
    count, value = len(decimals), int(decimals or 0)
    return {
        "n": number,
        "i": int(number),
        "v": count,
        "w": count,
        "f": value,
        "t": value,
        "c": 0,
        "e": 0,
    }


def _relation(text: str) -> Condition:
    match = _RELATION.fullmatch(text.strip())
    if match is None:
        raise ValueError(f'"{text}" is no relation of a plural rule, as in "n % 10 = 2..4, 7"')
    operand, divisor = match["operand"], int(match["divisor"] or 0)
    bounds = [each.strip().partition("..") for each in match["ranges"].split(",")]
    ranges = [(int(low), int(high or low)) for low, _, high in bounds]
    wanted = match["sign"] == "="

    def holds(operands: Mapping[str, Number]) -> bool:
        value = operands[operand] % divisor if divisor else operands[operand]
        # 1.5 is not in 1..2: a range holds whole numbers
        found = value == int(value) and any(low <= value <= high for low, high in ranges)
        return found == wanted

    return holds


def read_condition(text: str) -> Condition:
    """Return the condition that a rule states. Raises ValueError where it is none.

    >>> read_condition("i = 1 and v = 0")(operands_of(1))
    True
    """
    ways = [[_relation(part) for part in way.split(" and ")] for way in text.split(" or ")]
    return lambda operands: any(all(holds(operands) for holds in way) for way in ways)


class PluralRule:
    """The plural categories of a language. A number of which no condition is true is "other".

    >>> PluralRule({"one": "i = 1 and v = 0"}).category(1)
    'one'
    """

    def __init__(self, conditions: Mapping[str, str]):
        """Raises ValueError for an unknown category, and for a condition that can't be read."""
        if unknown := set(conditions) - set(CATEGORIES[:-1]):
            raise ValueError(f"unknown plural categories: {', '.join(sorted(unknown))}")
        self._conditions = {
            category: read_condition(conditions[category])
            for category in CATEGORIES
            if category in conditions
        }
        self._of_small = tuple(self._find(number) for number in range(100))

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories that numbers of this language can have."""
        return (*self._conditions, "other")

    def category(self, number: Number) -> str:
        """Return the category of a number."""
        if isinstance(number, int) and 0 <= number < 100:
            return self._of_small[number]
        return self._find(number)

    def _find(self, number: Number) -> str:
        operands = operands_of(number)
        found = (name for name, holds in self._conditions.items() if holds(operands))
        return next(found, "other")
