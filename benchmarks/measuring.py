"""Loads in fresh profiles, interleaved so that a busy moment falls on all pages alike, and figures
with their spread.
"""

import os
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page, Playwright

ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]

SETTLED = 1500
"""Milliseconds between a browser's start and its first page, for every page alike: the start itself
needs both cores.
"""

# Ten megabits a second and forty milliseconds, as Chromium's own tools put it.
THROTTLED = {
    "offline": False,
    "downloadThroughput": 10e6 / 8,
    "uploadThroughput": 10e6 / 8,
    "latency": 40,
}

_OBSERVE = """
window.measured = { shift: 0, blocking: 0 };
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (!entry.hadRecentInput) measured.shift += entry.value;
})).observe({ type: 'layout-shift', buffered: true });
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  measured.blocking += Math.max(0, entry.duration - 50);
})).observe({ type: 'longtask', buffered: true });
"""


def holds(page, expression: str, timeout: int = 30_000) -> None:
    """Waits, in milliseconds at most, until a JavaScript expression holds in a page or a frame.
    Playwright's own `wait_for_function` evaluates text again and again, which the pages' policy
    forbids."""
    page.evaluate(f"""(async () => {{
        for (const end = performance.now() + {timeout}; !({expression}); await new Promise(done => setTimeout(done, 20)))
            if (performance.now() > end) throw new Error(`not in {timeout} ms`);
    }})()""")


@dataclass(frozen=True)
class Figures:
    """Samples of one quantity, in milliseconds unless said otherwise."""

    samples: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.samples)

    def __str__(self) -> str:
        return f"{self.median:7.0f}  ({min(self.samples):.0f} to {max(self.samples):.0f})"


def fresh_profile(
    playwright: Playwright, *, throttled: bool = False, arguments: Sequence[str] = ()
) -> BrowserContext:
    """Chromium with an empty profile of its own, removed when the context closes; its first page
    observes itself. `arguments` are given to it beside the usual ones."""
    folder = tempfile.mkdtemp(prefix="foldline-profile-")
    system = shutil.which("chromium")
    context = playwright.chromium.launch_persistent_context(
        folder,
        headless=True,
        args=[*ARGUMENTS, *arguments],
        viewport={"width": 1280, "height": 900},
        **({"executable_path": system} if system else {}),
    )
    context.on("close", lambda _: shutil.rmtree(folder, ignore_errors=True))
    context.add_init_script(_OBSERVE)
    page = context.pages[0]
    page.wait_for_timeout(SETTLED)
    if throttled:
        context.new_cdp_session(page).send("Network.emulateNetworkConditions", THROTTLED)
    return context


def ready(page: Page) -> float:
    """Milliseconds from navigation until Python answered."""
    holds(page, "performance.getEntriesByName('foldline:ready').length", timeout=120_000)
    return page.evaluate("performance.getEntriesByName('foldline:ready')[0].startTime")


def painted(page: Page) -> float:
    """Milliseconds from navigation until the first content was painted."""
    holds(page, "performance.getEntriesByName('first-contentful-paint').length", timeout=60_000)
    return page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")


def interleaved(
    rounds: int, cases: dict[str, Callable[[], dict[str, float]]], told: Callable[[str], None]
) -> dict[str, dict[str, Figures]]:
    """Each case once a round, in turn; of each case, the figures of each quantity it gives."""
    samples: dict[str, dict[str, list[float]]] = {name: {} for name in cases}
    for round in range(rounds):
        for name, measure in cases.items():
            for quantity, value in measure().items():
                samples[name].setdefault(quantity, []).append(value)
        told(f"round {round + 1} of {rounds}")
    return {
        name: {quantity: Figures(tuple(values)) for quantity, values in found.items()}
        for name, found in samples.items()
    }


def table(rows: Iterable[tuple[str, str]]) -> str:
    """Two columns in plain text."""
    rows = list(rows)
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in rows)
