"""How far readers can trust what is shown of claims: precision and recall on tests/claims/labelled,
each with its 95 % interval (Wilson's), and the processor time of the checks.

usage: python benchmarks/claims.py [-v]      (-v lists what was wrongly shown, and what was missed)

Measured is what compares texts: words and speakers of quotations, figures, dates and meaning. What
needs no judgement (a claim without a source, a quotation without a link) is not in it. Exits 1
where less than 0.95 of what is shown is right.
"""

import json
import math
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reporting import run_benchmark

from foldline import Brief, load
from foldline.claims import check_claims
from foldline.claims.findings import Finding, Sentence
from foldline.story.positions import Path as Place
from foldline.story.problems import Problem

ROOT = Path(__file__).resolve().parents[1]
LABELLED = ROOT / "tests" / "claims" / "labelled"
HELD_BACK = ("tram", "outbreak", "imported-kite", "imported-labels")
"""Briefs on which nothing was tuned."""
GOAL = 0.95
NORMAL = 1.959964
"""The 97.5th percentile of the normal distribution."""
ROUNDS = 20
"""Times that each shipped brief is checked, to measure processor time."""

ABOUT = {
    "nearly": "words",
    "in part": "words",
    "not found": "words",
    "other speaker": "speaker",
    "no speaker": "speaker",
    "contradicts": "meaning",
}


@dataclass(frozen=True)
class Shown:
    """Describe what a reader is shown: of which brief and claim, and what it is about."""

    brief: str
    at: str
    about: str
    here: str
    sentence: str

    def answers(self, at: str, about: str, words: str) -> bool:
        """Return whether it is what a label asks for."""
        here, wanted = self.here.casefold(), words.casefold()
        return (self.at, self.about) == (at, about) and (wanted in here or here in wanted)


def brief_named(name: str) -> Brief:
    """Return a labelled brief: one of the folder, or a shipped one."""
    files = (LABELLED / f"{name}.json", ROOT / "stories" / f"{name}.json")
    found = load(next(file for file in files if file.is_file()).read_bytes()).brief
    assert found is not None
    return found


def about(finding: Finding) -> str:
    """Return what a finding is about, as labels call it; empty where it needs no judgement."""
    if finding.verdict in ABOUT:
        return ABOUT[finding.verdict]
    key = finding.sentence.key if isinstance(finding.sentence, Sentence) else ""
    return next((each for each in ("figure", "date") if key.startswith(f"claims.{each}.")), "")


def shown_of(name: str) -> Iterator[Shown]:
    """Yield what a reader is shown of a brief."""
    for finding in check_claims(brief_named(name)):
        if not finding.quiet and (what := about(finding)):
            at = Problem(_item(finding.path), "").path_text
            yield Shown(name, at, what, finding.here, finding.what)


def _item(path: Place) -> Place:
    """Return the path to the claim that a path leads into: sections[0].points[2]."""
    return path[:4]


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927).

    >>> [round(end, 3) for end in wilson(95, 100)]
    [0.888, 0.978]
    """
    if not whole:
        return 0.0, 1.0
    share, square = part / whole, NORMAL * NORMAL
    middle = share + square / (2 * whole)
    half = NORMAL * math.sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    return (middle - half) / (1 + square / whole), (middle + half) / (1 + square / whole)


def compared(
    labels: dict[str, list[dict[str, Any]]], names: list[str]
) -> tuple[list[Shown], list[Shown], list[tuple[str, str, str, str]]]:
    """Return what is rightly shown of some briefs, what wrongly, and what is missed. A label is
    answered once: more that is shown of the same is right if it is about the same words.
    """
    right, wrong, missed = [], [], []
    for name in names:
        shown = list(shown_of(name))
        due = [(row["at"], *each) for row in labels[name] for each in row["due"]]
        answered = {
            label: [each for each in shown if each.answers(*label)] for label in dict.fromkeys(due)
        }
        for each in shown:
            (right if any(each in found for found in answered.values()) else wrong).append(each)
        missed += [(name, *label) for label in due if not answered[label]]
    return right, wrong, missed


def line(name: str, part: int, whole: int) -> str:
    """Return one line of the table."""
    low, high = wilson(part, whole)
    share = f"{part / whole:.3f}" if whole else "  –  "
    return f"{name:32} {part:4} of {whole:4}  {share}  ({low:.3f} to {high:.3f})"


def milliseconds() -> float:
    """Return the processor time that the checks of a shipped brief take, on average; the texts are
    read anew each time.
    """
    briefs = [load(file.read_bytes()).brief for file in shipped()]
    best = math.inf
    for _ in range(ROUNDS):
        start = time.process_time()
        for brief in briefs:
            assert brief is not None
            check_claims(brief)
        best = min(best, time.process_time() - start)
    return 1000 * best / len(briefs)


def shipped() -> list[Path]:
    """Return the files of the shipped briefs."""
    not_briefs = ("shelf.json", "brief.schema.json")
    return [
        file for file in sorted((ROOT / "stories").glob("*.json")) if file.name not in not_briefs
    ]


def measure(arguments: list[str]) -> int:
    """Print the figures; return 1 where too much is wrongly shown."""
    labels = json.loads((LABELLED / "labels.json").read_text("utf-8"))
    claims = sum(map(len, labels.values()))
    print(f"{claims} claims of {len(labels)} briefs")
    print(f"{'':32} {'':12}  share  (95 % interval)")
    for title, names in (
        ("", list(labels)),
        (" (held back)", [name for name in labels if name in HELD_BACK]),
    ):
        right, wrong, missed = compared(labels, names)
        answered = sum(len(row["due"]) for name in names for row in labels[name]) - len(missed)
        print(line(f"precision{title}", len(right), len(right) + len(wrong)))
        print(line(f"recall{title}", answered, answered + len(missed)))
    right, wrong, missed = compared(labels, list(labels))
    for what in ("words", "speaker", "figure", "date", "meaning"):
        ours = [each for each in right if each.about == what]
        theirs = [each for each in wrong if each.about == what]
        print(line(f"precision: {what}", len(ours), len(ours) + len(theirs)))
        due = [each for name in labels for row in labels[name] for each in row["due"]]
        number = sum(each[0] == what for each in due)
        print(line(f"recall: {what}", number - sum(each[2] == what for each in missed), number))
    print(f"{milliseconds():.1f} ms of processor time a shipped brief")
    if "-v" in arguments:
        for each in wrong:
            print(f"wrong   {each.brief} {each.at} {each.about}: {each.sentence}", file=sys.stderr)
        for label in missed:
            print(f"missed  {' '.join(label)}", file=sys.stderr)
    return 0 if len(right) >= GOAL * (len(right) + len(wrong)) else 1


if __name__ == "__main__":
    sys.exit(run_benchmark("claims", measure))
