"""How the work of a function grows with what it reads: the exponent that fits times measured side
by side.

Seconds differ from machine to machine, and with what else one does. An exponent does not: it is
about 1 where twice the input takes twice the time, and about 2 where it takes four times as long.
A processor that is shared may become half as fast from one second to the next, so that each time
is divided by that of a fixed piece of work done just before and just after it.
"""

import gc
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import log
from statistics import median
from typing import Any

from tests.night import by_day

STEEPEST = 1.3
"""The exponent above which a reader fails. Sorting, and memory that no cache of the processor holds
any more, take some 1.1 to 1.2."""
SIZES = by_day((1, 4), at_night=(1, 2, 4))
"""The sizes, as multiples of the first, which is the least that takes `ENOUGH`."""
ENOUGH = by_day(0.01, at_night=0.02)
"""Seconds of processor time that stand well above the clock's steps; nothing is compared with them.
"""
TRIES = by_day(4, at_night=8)
"""How often the three are measured, after a pause, where work seems to grow too fast: the median of
each counts."""


@dataclass(frozen=True)
class Growth:
    """What was measured: the sizes, the times they took at one speed of the machine, and the exponent
    that fits them best."""

    sizes: tuple[int, ...]
    seconds: tuple[float, ...]

    @property
    def exponent(self) -> float:
        """Return the exponent; 0 where the largest takes too little time to say anything."""
        return exponent_of(self.sizes, self.seconds) if self.seconds[-1] >= 2 * ENOUGH else 0.0

    def __str__(self) -> str:
        pairs = (
            f"{size:,}: {1000 * spent:.0f} ms"
            for size, spent in zip(self.sizes, self.seconds, strict=True)
        )
        return f"exponent {self.exponent:.2f} ({', '.join(pairs)})"


def exponent_of(sizes: tuple[int, ...], seconds: tuple[float, ...]) -> float:
    """Return the slope, by least squares, of the logarithms of times over those of sizes.

    >>> round(exponent_of((1, 2, 4), (3.0, 12.0, 48.0)), 6)
    2.0
    """
    across, up = [log(size) for size in sizes], [log(max(spent, 1e-9)) for spent in seconds]
    middle, height = sum(across) / len(across), sum(up) / len(up)
    steep = sum((x - middle) * (y - height) for x, y in zip(across, up, strict=True))
    return steep / sum((x - middle) ** 2 for x in across)


def growth_of(
    make: Callable[[int], Any],
    act: Callable[[Any], object],
    largest: int,
    first: int = 16,
    tries: int = TRIES,
) -> Growth:
    """Measure `act` on what `make` makes of several sizes, of which the last is at most `largest`,
    and return what was found; where that is above `STEEPEST`, it is measured some more first."""
    size, least = first, _spent(act, make(first))  # what is spent on an input of any size
    while 2 * size * SIZES[-1] <= largest and _spent(act, make(size)) < ENOUGH + least:
        size *= 2
    inputs = {size * times: make(size * times) for times in SIZES}
    measured: dict[int, list[float]] = {each: [] for each in inputs}
    usual = _pace()
    for number in range(tries):
        time.sleep(number / 4)
        before = _pace() if number else usual
        for each in inputs:
            spent = _spent(act, inputs[each])
            after = _pace()
            measured[each].append(spent * 2 * usual / (before + after))
            before = after
        found = Growth(tuple(measured), tuple(median(every) for every in measured.values()))
        if found.exponent <= STEEPEST:
            break
    return found


def _spent(act: Callable[[Any], object], value: Any) -> float:
    """Return the processor time of one call, with nothing remembered from a call before."""
    _forget()
    gc.disable()
    try:
        began = time.process_time()
        act(value)
        return time.process_time() - began
    finally:
        gc.enable()


def _pace() -> float:
    """Return the processor time of a fixed piece of work, some 5 ms: how fast the machine is now."""
    began = time.process_time()
    words = [f"{number} ferries" for number in range(12_000)]
    counts = {word: len(word) for word in words}
    sum(map(len, _WORD.findall(" ".join(sorted(counts)))))
    return time.process_time() - began


_WORD = re.compile(r"[a-z]+")


def _forget() -> None:
    """Empty every cache of the package, so that the same text is read anew."""
    for clear in _caches(len(sys.modules)):
        clear()


@lru_cache(maxsize=1)
def _caches(modules: int) -> list[Callable[[], None]]:
    """Return what empties each cache of the package; they are looked for again where there are more
    modules than before."""
    return [
        clear
        for name, module in list(sys.modules.items())
        if name.startswith("foldline")
        for each in list(vars(module).values())
        if callable(clear := getattr(each, "cache_clear", None))
    ]
