"""The same page in three engines: when it is painted, and when Python answers, beside plain
PyScript.

usage: xvfb-run -a python benchmarks/engines.py [ROUNDS] Needs Debian's chromium, firefox-esr and
webkit2gtk-driver; WebKitGTK has no headless mode, hence Xvfb.
"""

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from measuring import ARGUMENTS, Figures, holds, table
from pages import BRIEF, served
from playwright.sync_api import sync_playwright
from reporting import run_benchmark
from selenium import webdriver
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

PAGES = {
    "a published brief": f"site/{BRIEF}/index.html",
    "plain PyScript hello": "plain/hello.html",
}

_READY = "return performance.getEntriesByName('foldline:ready')[0]?.startTime"
_PAINTED = "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def _by_playwright(launch: Callable) -> Callable[[str], dict[str, float]]:
    def load(address: str) -> dict[str, float]:
        browser = launch()
        page = browser.new_page()
        page.wait_for_timeout(1500)
        page.goto(address)
        holds(page, "performance.getEntriesByName('foldline:ready').length", timeout=120_000)
        found = {
            "ready": page.evaluate(f"() => {{ {_READY} }}"),
            "painted": page.evaluate(f"() => {{ {_PAINTED} }}") or 0,
        }
        browser.close()
        return found

    return load


def _by_selenium(address: str) -> dict[str, float]:
    options = Options()
    options.binary_location = next(iter(_minibrowsers()), "MiniBrowser")
    options.add_argument("--automation")
    driver = webdriver.WebKitGTK(options=options, service=Service(shutil.which("WebKitWebDriver")))
    try:
        driver.set_script_timeout(120)
        time.sleep(1.5)
        driver.get(address)
        until = time.monotonic() + 120
        while (ready := driver.execute_script(_READY)) is None and time.monotonic() < until:
            time.sleep(0.02)
        if ready is None:
            raise TimeoutError(f"{address}: Python did not answer in 120 s")
        return {"ready": ready, "painted": driver.execute_script(_PAINTED) or 0}
    finally:
        driver.quit()


def _minibrowsers() -> list[str]:
    return [str(path) for path in Path("/usr/lib").glob("*/webkit2gtk-*/MiniBrowser")]


Loads = dict[str, list[dict[str, float]]]


def _in_turn(load: Callable[[str], dict[str, float]], base: str, rounds: int) -> Loads:
    samples: Loads = {name: [] for name in PAGES}
    for _ in range(rounds):
        for name, address in PAGES.items():
            samples[name].append(load(base + address))
    return samples


def by_engine(base: str, rounds: int) -> Iterator[tuple[str, Loads]]:
    """Each engine's loads, with a fresh profile each time."""
    with sync_playwright() as playwright:
        yield (
            "Chromium",
            _in_turn(
                _by_playwright(
                    lambda: playwright.chromium.launch(
                        args=ARGUMENTS, executable_path=shutil.which("chromium")
                    )
                ),
                base,
                rounds,
            ),
        )
        yield (
            "Firefox ESR",
            _in_turn(
                _by_playwright(
                    lambda: playwright.firefox.launch(
                        channel="moz-firefox", executable_path=shutil.which("firefox-esr")
                    )
                ),
                base,
                rounds,
            ),
        )
    # after Playwright has ended: WebKit's driver does not start a browser while its loop runs
    yield "WebKitGTK", _in_turn(_by_selenium, base, rounds)


def main(rounds: int) -> None:
    print(f"milliseconds, median (least to most) of {rounds}")
    with served() as base:
        for engine, loads in by_engine(base, rounds):
            found = {
                (name, quantity): Figures(tuple(each[quantity] for each in loads[name]))
                for name in PAGES
                for quantity in ("painted", "ready")
            }
            print(f"\n{engine}")
            print(
                table(
                    [
                        (
                            "first paint, a published brief",
                            str(found["a published brief", "painted"]),
                        ),
                        *((f"Python answers, {name}", str(found[name, "ready"])) for name in PAGES),
                    ]
                )
            )
            print(
                f"ratio {found['a published brief', 'ready'].median / found['plain PyScript hello', 'ready'].median:.2f}",
                flush=True,
            )


if __name__ == "__main__":
    sys.exit(run_benchmark("engines", lambda arguments: main(*map(int, arguments or ["5"]))))
