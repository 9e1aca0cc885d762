"""How well dates are read: phrases, timelines, and the time that it takes.

usage: python benchmarks/dates.py [FILE.jsonl…]      (tests/dates/cases.jsonl unless said otherwise)

A line of such a file is an object: the phrase, the day of its brief (`published`), its language
(`lang`), the bounds that a careful reader gives (`earliest` and `latest`, empty for none), and
`flags`: ~ approximate, ? uncertain, > ahead, V read vaguely at best, C by what stands around it, N not
to be read. A phrase with C may have the `lines` around it, its place `at` among them, and the `heading`.
The timelines are those of tests/dates/timelines.json. Exits 1 where a goal is missed.
"""

import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from reporting import run_benchmark

from foldline.dates.around import Dated
from foldline.dates.rules import DateRules
from foldline.dates.timeline import read_timeline
from foldline.dates.when import Day, When, in_order

TESTS = Path(__file__).parents[1] / "tests" / "dates"
RIGHT, WRONG, VAGUE = 0.95, 0.01, 0.80
"""Of phrases with bounds, at least how many are right, and at most how many wrong (and one row); of
vague ones, at least how many are read and marked."""
EVENTS, SECONDS = 1_000, 0.15
"""Of one timeline, and in how many seconds it is read at most."""
GROUPS = {"": "with bounds", "C": "by the lines around it", "V": "vague", "N": "not to be read"}


def day(text: str) -> Day:
    year, month, number = (int(part) for part in text.split("-"))
    return Day(year, month, number)


def group_of(row: dict[str, Any]) -> str:
    """Return the letter of a row's group: N, V, C, or none."""
    flags = row["flags"].split(" text")[0]
    return next(
        (letter for letter in "NVC" if letter in flags.split(" ") or flags[:1] == letter), ""
    )


def read(row: dict[str, Any]) -> When:
    """Return the date of a row, read in a timeline of its own, or among the lines it has."""
    lines = row.get("lines") or [{"when": row["phrase"], "text": ""}]
    dates = tuple(Dated(line["when"], None, line["text"]) for line in lines)
    rules = DateRules(published=day(row["published"]), language=row["lang"])
    return read_timeline(dates, rules, row.get("heading", ""))[row.get("at", 0)]


def ends(when: When) -> list[str]:
    return [
        f"{day or ''} {clock.isoformat() if clock else ''}".strip()
        for day, clock in ((when.earliest, when.first), (when.latest, when.last))
    ]


def same(wanted: str, found: str) -> bool:
    """Return whether an end is right; a time without a zone is right in any."""
    return wanted == found or len(wanted) == len("2026-02-05 21:30") and found.startswith(wanted)


def judge(row: dict[str, Any]) -> str:
    """Return "right", "wrong" or "unread"."""
    when, group = read(row), group_of(row)
    if group == "N":
        return "wrong" if when.read else "right"
    if not when.read:
        return "wrong" if when.impossible else "unread"
    if group == "V":
        return "right" if when.approximate else "wrong"
    wanted = row["earliest"], row["latest"]
    return "right" if all(map(same, wanted, ends(when))) else "wrong"


def phrases(path: Path) -> bool:
    """Print the figures of a file, and what is not right. Return whether its goals are met."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    counts: dict[str, Counter[str]] = {letter: Counter() for letter in GROUPS}
    for row in rows:
        result = judge(row)
        if group_of(row) == "C" and "lines" not in row:
            continue  # nothing stands around it here
        counts[group_of(row)][result] += 1
        if result != "right":
            found = " to ".join(ends(read(row))).strip()
            print(f"{result}: {row['phrase']!r} ({row['published']}): {found}", file=sys.stderr)
    print(f"| phrases of {path.name} | | right | wrong | unread |\n|---|---|---|---|---|")
    for letter, name in GROUPS.items():
        found = counts[letter]
        if whole := found.total():
            share = f"{found['right']} ({found['right'] / whole:.0%})"
            print(f"| {name} | {whole} | {share} | {found['wrong']} | {found['unread']} |")
    print()
    plain, vague = counts[""], counts["V"]
    return (
        plain["right"] >= RIGHT * plain.total()
        and plain["wrong"] <= max(1, WRONG * plain.total() + 1)
        and vague["right"] >= VAGUE * vague.total()
        and not counts["N"]["wrong"]
    )


def order_of(timeline: dict[str, Any]) -> tuple[int, int]:
    """Return how many lines of a timeline have the right place, and the right moment."""
    lines = timeline["lines"]
    dates = tuple(Dated(line["when"], None, line["text"]) for line in lines)
    whens = read_timeline(dates, DateRules(published=day(timeline["published"])))
    places = sum(at == place for place, at in enumerate(in_order(whens)))
    moments = sum(
        line["moment"][:16] == f"{when.earliest}T{when.first.isoformat()[:5]}"
        or when.first is not None
        and when.first.zone is not None
        and _utc(line["moment"]) == (when.earliest, when.first.utc)
        for line, when in zip(lines, whens, strict=True)
        if when.first
    )
    return places, moments


def _utc(moment: str) -> tuple[Day, int]:
    """Return the local day of a moment in the zone that has it, and its minutes in UTC."""
    hours, minutes = int(moment[11:13]), int(moment[14:16])
    offset = int(moment[16:19] or 0) * 60
    return day(moment[:10]), 60 * hours + minutes - offset


def timelines() -> bool:
    """Print how many of each timeline's lines are in their place."""
    found = json.loads((TESTS / "timelines.json").read_text("utf-8"))
    print("| timeline | lines | in their place |\n|---|---|---|")
    right = True
    for timeline in found:
        places, _ = order_of(timeline)
        right &= places == len(timeline["lines"])
        print(f"| {timeline['title']} | {len(timeline['lines'])} | {places} |")
    print()
    return right


def made(number: int) -> tuple[Dated, ...]:
    """Return a timeline of so many lines of every sort, over some years."""
    first, found = Day(2021, 1, 1), []
    for at in range(number):
        of = first.plus(at // 6)
        when = (
            f"{of.day} {'Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec'.split()[of.month - 1]} "
            f"{of.year}",
            f"{6 + at % 5}:{at % 60:02} p.m.",
            "That evening",
            f"{of.isoformat()}, 21:{at % 60:02} GMT",
            "The following morning",
            f"{of.month}/{of.year}",
        )[at % 6]
        found.append(Dated(when, None, f"Event {at}: the council announced what it had found."))
    return tuple(found)


def seconds_for(number: int) -> float:
    """Return the processor time that a timeline takes, the least of five."""
    least = 60.0
    for turn in range(5):
        dates = (*made(number), Dated(f"{2000 + turn}"))  # another each time: none is remembered
        begun = time.process_time()
        read_timeline(dates, DateRules(published=Day(2026, 2, 6 + turn)))
        least = min(least, time.process_time() - begun)
    return least


def measure(arguments: list[str]) -> int:
    right = [phrases(Path(name)) for name in arguments or [str(TESTS / "cases.jsonl")]]
    right.append(timelines())
    print("| events | seconds | microseconds an event |\n|---|---|---|")
    for number in (100, EVENTS, 10 * EVENTS):
        seconds = seconds_for(number)
        print(f"| {number:,} | {seconds:.3f} | {1e6 * seconds / number:.0f} |")
        if number == EVENTS:
            right.append(seconds <= SECONDS)
    return 0 if all(right) else 1


if __name__ == "__main__":
    sys.exit(run_benchmark("dates", measure))
