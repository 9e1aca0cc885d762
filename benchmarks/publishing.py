"""What it takes to publish a thousand briefs: the first time, with one of them changed, with none
changed.

usage: python benchmarks/publishing.py [BRIEFS] [ROUNDS]      (1000 briefs and 3 rounds unless said
otherwise)

The briefs are made from those that ship with Foldline, with other words in each. Every publish is
`foldline publish` in a process of its own, so its start counts too. Exits 1 where publishing one
changed brief takes more than 5 % of the first.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from measuring import Figures, table
from reporting import run_benchmark

from foldline.publishing.stories import story_files

ROOT = Path(__file__).resolve().parents[1]
GOAL = 0.05
"""Of the first publish's time: what a publish with one changed brief may take."""


def write_briefs(folder: Path, number: int) -> list[Path]:
    """`number` briefs, no two of which have a text in common, and the pictures they show."""
    shipped = story_files(ROOT / "stories")
    for pictures in (path for path in (ROOT / "stories").iterdir() if path.is_dir()):
        shutil.copytree(pictures, folder / pictures.name)
    written = []
    for turn in range(number):
        model = shipped[turn % len(shipped)]
        brief = _in_other_words(json.loads(model.read_bytes()), f" (number {turn})")
        # later than what they tell, as it has to be
        brief["published"] = str(
            date.fromisoformat(brief["published"][:10]) + timedelta(days=turn % 300)
        )
        for told_later in ("updated", "corrections"):
            brief.pop(told_later, None)
        written.append(folder / f"{model.stem}-{turn:04}.json")
        written[-1].write_text(json.dumps(brief, ensure_ascii=False, indent=2), "utf-8")
    return written


def _in_other_words(part: Any, ending: str) -> Any:
    """The same part of a brief, each title and text with an ending of its own."""
    if isinstance(part, dict):
        return {
            name: value + ending
            if name in ("title", "dek", "text") and isinstance(value, str)
            else _in_other_words(value, ending)
            for name, value in part.items()
        }
    return [_in_other_words(each, ending) for each in part] if isinstance(part, list) else part


def seconds_to_publish(stories: Path, out: Path) -> float:
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "foldline", "publish", str(stories), "--out", str(out)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - begun


def change(brief: Path, word: str) -> None:
    told = json.loads(brief.read_bytes())
    brief.write_text(
        json.dumps(told | {"dek": f"{told['dek']} Changed: {word}."}, ensure_ascii=False, indent=2),
        "utf-8",
    )


def main(number: int, rounds: int) -> int:
    first, changed, unchanged = [], [], []
    with tempfile.TemporaryDirectory(prefix="foldline-publishing-") as name:
        stories = Path(name) / "stories"
        stories.mkdir()
        briefs = write_briefs(stories, number)
        seconds_to_publish(
            ROOT / "stories", Path(name) / "warm"
        )  # the runtime is fetched and built, once a machine
        for turn in range(rounds):
            out = Path(name) / f"site-{turn}"
            first.append(seconds_to_publish(stories, out))
            change(briefs[number // 2], str(turn))
            changed.append(seconds_to_publish(stories, out))
            unchanged.append(seconds_to_publish(stories, out))
            shutil.rmtree(out)
            print(f"round {turn + 1} of {rounds}", file=sys.stderr, flush=True)
    figures = [
        Figures(tuple(1000 * took for took in samples)) for samples in (first, changed, unchanged)
    ]
    print(f"foldline publish, {number} briefs, ms: median (least to most) of {rounds} rounds")
    print(
        table(
            zip(("first", "one brief changed", "nothing changed"), map(str, figures), strict=True)
        )
    )
    whole, one, none = (found.median for found in figures)
    print(
        f"a brief takes {whole / number:.1f} ms; one changed takes {one / whole:.1%} of the "
        f"first, none {none / whole:.1%}"
    )
    if one > GOAL * whole:
        print(f"one changed brief may take {GOAL:.0%} of the first", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(
        run_benchmark(
            "publishing", lambda arguments: main(*map(int, arguments), *(1000, 3)[len(arguments) :])
        )
    )
