"""What a visit costs that only reads, beside the same page without scripts and with Python started at
once; and what a search costs. All browsers are open at the same time, each with a fresh profile.

usage: python benchmarks/reading.py [MINUTES]      (5 minutes unless said otherwise; exits 1 where a
limit is passed)
"""

import sys
from dataclasses import dataclass

from measuring import fresh_profile, ready, table
from pages import BRIEF, SENT, served
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from reporting import run_benchmark

STEP = 10
"""Seconds between two movements of the reader."""

READING, OVER_STILL = 150e3, 1.5
"""Bytes that a visit which only reads transfers at most, with what is kept for offline reading, and
its processor time at most, beside that of the page without scripts."""


@dataclass
class Visit:
    """A visit in a browser of its own."""

    context: BrowserContext
    page: Page
    before: float = 0.0

    def processor_time(self) -> float:
        """Seconds of processor time of all the browser's processes, since the visit began."""
        return _processor_time(self.context) - self.before


def _processor_time(context: BrowserContext) -> float:
    browser: Browser | None = context.browser
    assert browser is not None
    told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    return sum(each["cpuTime"] for each in told["processInfo"])


def begin(playwright: Playwright, address: str) -> Visit:
    context = fresh_profile(playwright)
    visit = Visit(context, context.pages[0])
    visit.before = _processor_time(context)
    visit.page.goto(address)
    return visit


def sent(address: str) -> int:
    """Return how many bytes of files were sent of the folder that an address lies in."""
    folder = f"/{address.partition('/')[0]}/"
    return sum(size for path, size in SENT if path.startswith(folder))


def read(visits: list[Visit], minutes: float) -> None:
    """Scroll in all of them, and fold a section now and then, for some minutes."""
    steps = max(1, round(minutes * 60 / STEP))
    for step in range(steps):
        for visit in visits:
            visit.page.mouse.wheel(0, 400)
            if step % 3 == 2:
                visit.page.locator("details.section > summary").nth(
                    step // 3 % visit.page.locator("details.section").count()
                ).evaluate("each => each.click()")
        visits[0].page.wait_for_timeout(STEP * 1000)
        print(f"{(step + 1) * STEP} seconds", file=sys.stderr, flush=True)


def main(minutes: float) -> int:
    with served() as base, sync_playwright() as playwright:
        addresses = {
            "reads": f"{base}site/{BRIEF}/index.html",
            "reads, the same without scripts": f"{base}still/{BRIEF}/index.html",
            "reads, Python started at once": f"{base}eager/{BRIEF}/index.html",
        }
        visits = {name: begin(playwright, address) for name, address in addresses.items()}
        read(list(visits.values()), minutes)
        times = {name: visit.processor_time() for name, visit in visits.items()}
        traffic = {name: sent(addresses[name].removeprefix(base)) for name in visits}
        SENT.clear()
        for visit in visits.values():
            visit.context.close()
        searching = begin(playwright, f"{base}site/index.html")
        searching.page.locator("#shelf-search").press_sequentially("military", delay=100)
        ready(searching.page)
        searching.page.evaluate("foldlineInterpreter.files")
        searching.page.wait_for_timeout(1000)
        times["searches"] = searching.processor_time()
        traffic["searches"] = sent("site/")
        searching.context.close()
    print(f"a visit of {minutes:g} minutes; one that searches lasts as long as that takes")
    print(
        table(
            (name, f"{times[name]:6.1f} s of processor time  {traffic[name] / 1e3:8.0f} kB")
            for name in times
        )
    )
    still = times["reads"] / times["reads, the same without scripts"]
    eager = times["reads"] / times["reads, Python started at once"]
    print(
        f"\nprocessor time of a visit that reads: {still:.2f} of the same without scripts (at most "
        f"{OVER_STILL}), {eager:.2f} of the same with Python started at once\n"
        f"transferred: {traffic['reads'] / 1e3:.0f} kB (at most {READING / 1e3:.0f})"
    )
    return int(still > OVER_STILL or traffic["reads"] > READING)


if __name__ == "__main__":
    sys.exit(run_benchmark("reading", lambda arguments: main(float((arguments or ["5"])[0]))))
