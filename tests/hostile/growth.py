"""How the work of a function grows with what it reads: the exponent that fits times measured side
by side.

Seconds differ from machine to machine, and with what else one does. An exponent does not: it is
about 1 where twice the input takes twice the time, and about 2 where it takes four times as long.
"""

import gc
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from math import log
from typing import Any

STEEPEST = 1.3
"""The exponent above which a reader fails. Sorting, and memory that no cache of the processor holds
any more, take some 1.1 to 1.2."""
SIZES = (1, 2, 4)
"""The three sizes, as multiples of the first, which is the least that takes `ENOUGH`."""
ENOUGH = 0.02
"""Seconds of processor time that stand well above the clock's steps; nothing is compared with them.
"""
TURNS, TRIES = (1, 2, 4, 2, 1), 6
"""The order in which sizes are measured, of which the shortest time of each counts, and how often
all of it is done, after a pause, where work seems to grow too fast: other work on the machine makes
times longer, never shorter."""


@dataclass(frozen=True)
class Growth:
    """What was measured: three sizes, the times they took, and the exponent that fits them best."""

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
    make: Callable[[int], Any], act: Callable[[Any], object], largest: int, first: int = 16
) -> Growth:
    """Measure `act` on what `make` makes of three sizes, of which the last is at most `largest`,
    and return what was found; where that is above `STEEPEST`, it is measured some more first."""
    size = first
    while 2 * size * SIZES[-1] <= largest and _spent(act, make(size)) < ENOUGH:
        size *= 2
    given = {size * times: make(size * times) for times in SIZES}
    shortest = dict.fromkeys(given, float("inf"))
    for number in range(TRIES):
        time.sleep(number / 4)
        for each in (size * times for times in TURNS):
            shortest[each] = min(shortest[each], _spent(act, given[each]))
        found = Growth(tuple(shortest), tuple(shortest.values()))
        if found.exponent <= STEEPEST:
            break
    return found


def _spent(act: Callable[[Any], object], given: Any) -> float:
    """Return the processor time of one call, with nothing remembered from a call before."""
    _forget()
    gc.disable()
    try:
        began = time.process_time()
        act(given)
        return time.process_time() - began
    finally:
        gc.enable()


def _forget() -> None:
    """Empty every cache of the package, so that the same text is read anew."""
    for name, module in list(sys.modules.items()):
        if name.startswith("foldline"):
            for each in vars(module).values():
                if clear := getattr(each, "cache_clear", None):
                    clear()
