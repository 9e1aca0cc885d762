"""Pages from files beside plain PyScript from a local server: sizes, and when Python answers.

usage: python benchmarks/files.py [ROUNDS]         Chromium, seven fresh profiles a page unless told
otherwise, in turn
"""

import sys
import tempfile
from functools import partial
from pathlib import Path

from measuring import fresh_profile, interleaved, painted, ready, table
from pages import BRIEF, ROOT, served
from playwright.sync_api import Playwright, sync_playwright
from reporting import run_benchmark

from foldline.publishing.pack import pack_file
from foldline.publishing.runtime import ensure_runtime
from foldline.publishing.site import publish_site
from foldline.publishing.stories import story_files

LIMIT = 0.40
"""Of plain hello's time, until Python answers in a page from a file."""


def load(playwright: Playwright, address: str) -> dict[str, float]:
    context = fresh_profile(playwright)
    page = context.pages[0]
    page.goto(address)
    found = {"ready": ready(page), "painted": painted(page)}
    context.close()
    return found


def main(rounds: int) -> int:
    runtime = ensure_runtime()
    with tempfile.TemporaryDirectory() as name, served() as base, sync_playwright() as playwright:
        top = Path(name)
        one, many, slim, stick = (
            top / "one.html",
            top / "many.html",
            top / "slim.html",
            top / "stick",
        )
        pack_file([ROOT / "stories" / f"{BRIEF}.json"], one, runtime)
        pack_file(story_files(ROOT / "stories"), many, runtime)
        pack_file([ROOT / "stories" / f"{BRIEF}.json"], slim, None)
        publish_site(ROOT / "stories", stick, runtime)
        pages = {
            "plain PyScript hello, from a server": f"{base}plain/hello.html",
            "one brief in a file": one.as_uri(),
            "four briefs in a file": many.as_uri(),
            "a site's page, from its folder": (stick / BRIEF / "index.html").as_uri(),
        }
        figures = interleaved(
            rounds,
            {name: partial(load, playwright, address) for name, address in pages.items()},
            lambda line: print(line, file=sys.stderr, flush=True),
        )
        sizes = {
            "one brief in a file": one.stat().st_size,
            "four briefs in a file": many.stat().st_size,
            "one brief, slim": slim.stat().st_size,
            "the site as a folder": sum(
                file.stat().st_size for file in stick.rglob("*") if file.is_file()
            ),
        }
    print(table((name, f"{size / 1e6:8.2f} MB") for name, size in sizes.items()))
    print(
        f"\nmilliseconds, median (least to most) of {rounds} fresh profiles each, Chromium, in turn"
    )
    print(
        table(
            (f"{quantity}: {name}", str(found[quantity]))
            for name, found in figures.items()
            for quantity in ("painted", "ready")
        )
    )
    hello = figures["plain PyScript hello, from a server"]["ready"].median
    ratios = {
        name: found["ready"].median / hello
        for name, found in figures.items()
        if "file" in name or "folder" in name
    }
    print("\nPython answers, to plain hello")
    print(
        table(
            (name, f"{ratio:.2f}  ({LIMIT}){'' if ratio <= LIMIT else '  MISSED'}")
            for name, ratio in ratios.items()
        )
    )
    return int(any(ratio > LIMIT for ratio in ratios.values()))


if __name__ == "__main__":
    sys.exit(run_benchmark("files", lambda arguments: main(*map(int, arguments or ["7"]))))
