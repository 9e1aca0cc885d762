"""The numbers of a full story, whatever they count: for telling a figure that stands nowhere in it
from one that is written there in another way.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Sequence

from foldline.text.figures import Figure, Number, numbers_in_words
from foldline.text.meaning import ROUNDING, rounds_to

MOST_NEAR = 100
"""Numbers of the story that are about as large as one, and are looked at."""
_MOST_DERIVED, _LEAST_DERIVED = 6, 12
"""Numbers of one sentence that are added to and taken from each other, and above which: small ones
are found by chance."""
_CURRENCIES, _MANY = "$€£¥₹₽₩", 1000
"""From here on, an amount of money is the same without the sign of its currency."""
_DIGITS = re.compile(r"(?<![\d.,])\d{1,15}(?:,\d{3})*(?:\.\d+)?(?![\d])")

_Valued = tuple[float, Number]


class Numbers:
    """Hold the numbers of a text by their size: those that count, and the shares, in per cent."""

    def __init__(
        self,
        text: str,
        figures: Sequence[Figure],
        dates: Sequence[tuple[int, int]],
        sentence_at: Callable[[int], int],
    ):
        """`dates` are where each date begins and ends, in their order; their numbers are none."""
        self._sentence_at = sentence_at
        plain: list[_Valued] = []
        shares: list[_Valued] = []
        for figure in figures:
            for value in {figure.low, figure.high}:
                number = Number(value, figure.start, figure.text, figure.unit == "%")
                (shares if number.share else plain).append((value, number))
        for number in numbers_in_words(text):
            (shares if number.share else plain).append((number.value, number))
        begins = [begin for begin, _ in dates]
        for match in _DIGITS.finditer(text):
            at = bisect_right(begins, match.start()) - 1
            if at < 0 or match.start() >= dates[at][1]:
                value = float(match[0].replace(",", ""))
                plain.append((value, Number(value, match.start(), match[0])))
        shares += [(100 - value, number) for value, number in shares if value < 100]
        self._plain, self._shares = sorted(plain, key=_value), sorted(shares, key=_value)
        self._derived = self._sums()

    def same(self, figure: Figure, sentences: Collection[int] | None = None) -> Number | None:
        """Return where the text has the number of a figure, for whatever it counts: the same, or
        more exactly or rounded; a share also as a fraction, or as what is left. Only in these
        sentences, where they are named.
        """
        found = [self._near(value, figure.unit, sentences) for value in {figure.low, figure.high}]
        return found[0] if all(found) else None

    def _near(self, value: float, unit: str, sentences: Collection[int] | None) -> Number | None:
        share = unit == "%"
        money = unit[:1] if value < _MANY and unit[:1] in _CURRENCIES else ""
        numbers = self._shares if share else self._plain
        first = bisect_left(numbers, value * (1 - ROUNDING) - share, key=_value)
        last = bisect_right(numbers, value * (1 + ROUNDING) + share, key=_value)
        for near, number in numbers[first : min(last, first + MOST_NEAR)]:
            if money and money not in number.text:
                continue
            same = near == value or rounds_to(near, value) or rounds_to(value, near)
            if (same or (share and abs(near - value) <= 1 and number.text[:1].isalpha())) and (
                sentences is None or self._sentence_at(number.start) in sentences
            ):
                return number
        return None

    def derives(self, figure: Figure) -> bool:
        """Return whether a figure is the sum of two numbers of one sentence, or lies between
        them.
        """
        return not figure.unit and figure.low == figure.high and figure.low in self._derived

    def _sums(self) -> frozenset[float]:
        by_sentence: dict[int, list[float]] = {}
        for value, number in self._plain:
            if value > _LEAST_DERIVED:
                values = by_sentence.setdefault(self._sentence_at(number.start), [])
                if len(values) < _MOST_DERIVED and value not in values:
                    values.append(value)
        return frozenset(
            result
            for values in by_sentence.values()
            for at, one in enumerate(values)
            for other in values[:at]
            for result in (one + other, abs(one - other))
        )


def _value(pair: _Valued) -> float:
    return pair[0]
