"""How work grows with the size of what is read: the exponent over three sizes, from times measured side by side in one run."""

import gc
import math
import time
from collections.abc import Callable, Sequence

MOST = 1.3
"""The exponent that near-linear work may have: 1 and what sorting, caches and a busy machine add."""
_LEAST = 0.02
"""Seconds of processor time from which a measure means something."""


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of a call, the shortest of three."""
    found = []
    for _ in range(3):
        gc.collect()
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
        if found[-1] > 0.5:
            break
    return min(found)


def exponent(made: Callable[[int], object], read: Callable[[object], object], sizes: Sequence[int]) -> float:
    """Return the slope of a line through the logarithms of sizes and times (least squares). Sizes are doubled until the
    largest takes long enough to be measured."""
    sizes = list(sizes)
    while True:
        texts = [made(size) for size in sizes]
        largest = seconds(lambda: read(texts[-1]))
        if largest >= 5 * _LEAST or sizes[-1] > 4_000_000:
            break
        sizes = [2 * size for size in sizes]
    times = [*(seconds(lambda text=text: read(text)) for text in texts[:-1]), largest]
    if times[0] < _LEAST / 20:
        return 0.0  # the smallest takes no time at all: what is left grows, but from nothing
    logs = [(math.log(size), math.log(max(spent, 1e-6))) for size, spent in zip(sizes, times, strict=True)]
    mean_x, mean_y = (sum(values) / len(logs) for values in zip(*logs, strict=True))
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)
