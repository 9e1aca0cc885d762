"""Tries each target of `tests/hostile/targets.py` with many changed texts, and tells what failed.

usage: python tests/fuzz.py [--cases N] [--seed S] [--processes P] [TARGET …]

N cases are tried in all (usually 100,000), a cheap target more often than a slow one. A case is
made from its target, the seed and its number alone, so that the same call tries the same. What
fails is shown shortened, once for each line of code that raised: put it into
`tests/hostile/kept.py`, where every run of the tests tries it again.
"""

import argparse
import multiprocessing
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.hostile.mutating import attempt, case, place_of, shortened
from tests.hostile.targets import TARGETS

SHARES = {"loading": 14, "dates": 80, "prose": 14, "links": 45}
"""Of the cases, beside 1 for every other target: each takes about as long as the others."""
CHUNK = 250


def chunks(names: list[str], cases: int) -> Iterator[tuple[str, range]]:
    whole = sum(SHARES.get(name, 1) for name in names)
    for name in names:
        share = -(-cases * SHARES.get(name, 1) // whole)
        for start in range(0, share, CHUNK):
            yield name, range(start, min(share, start + CHUNK))


def tried(part: tuple[int, str, range]) -> tuple[str, int, float, dict[tuple, str]]:
    """Target, cases, seconds of processor time, and of each place that failed how, with a short
    text.
    """
    seed, name, numbers = part
    began, found = time.process_time(), {}
    for number in numbers:
        text = case(name, seed, number)
        error = attempt(name, text)
        if error is not None and place_of(error) not in found:
            short = shortened(name, text, error)
            found[place_of(error)] = (
                f"case {number}: {type(error).__name__}: {str(error)[:300]}\n    {short!r}"
            )
    return name, len(numbers), time.process_time() - began, found


def main() -> int:
    options = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1].splitlines()[0])
    options.add_argument("targets", nargs="*", metavar="TARGET")
    options.add_argument("--cases", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--processes", type=int, default=multiprocessing.cpu_count())
    given = options.parse_args()
    if unknown := set(given.targets) - set(TARGETS):
        options.error(f"there is no target {', '.join(unknown)}; there are {', '.join(TARGETS)}")
    cases, seconds, failures = {}, {}, {}
    with multiprocessing.get_context("spawn").Pool(given.processes) as pool:
        parts = [
            (given.seed, *part) for part in chunks(given.targets or list(TARGETS), given.cases)
        ]
        for name, number, took, found in pool.imap_unordered(tried, parts):
            cases[name] = cases.get(name, 0) + number
            seconds[name] = seconds.get(name, 0.0) + took
            for place, sentence in found.items():
                if (name, place) not in failures:
                    failures[name, place] = sentence
                    print(f"{name}, {' '.join(map(str, place))}, {sentence}", flush=True)
    print("| target | cases | a second | failures |\n|---|---|---|---|")
    for name in sorted(cases, key=list(TARGETS).index):
        print(
            f"| {name} | {cases[name]:,} | {cases[name] / seconds[name]:,.0f} | "
            f"{sum(of == name for of, _ in failures)} |"
        )
    print(f"| in all | {sum(cases.values()):,} | | {len(failures)} |")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
