"""Loads in fresh profiles, interleaved so that a busy moment falls on all pages alike, and figures with their spread."""

import os
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page, Playwright

ARGUMENTS = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
             *(["--no-sandbox"] if os.geteuid() == 0 else [])]


@dataclass(frozen=True)
class Figures:
    """Samples of one quantity, in milliseconds unless said otherwise."""

    samples: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.samples)

    def __str__(self) -> str:
        return f"{self.median:8.0f}  ({min(self.samples):.0f} to {max(self.samples):.0f})"


def fresh_profile(playwright: Playwright) -> BrowserContext:
    """Chromium with an empty profile of its own, removed when the context closes."""
    folder = tempfile.mkdtemp(prefix="foldline-profile-")
    system = shutil.which("chromium")
    context = playwright.chromium.launch_persistent_context(
        folder, headless=True, args=ARGUMENTS, viewport={"width": 1280, "height": 900}, **({"executable_path": system} if system else {}))
    context.on("close", lambda _: shutil.rmtree(folder, ignore_errors=True))
    return context


def ready(page: Page) -> float:
    """Milliseconds from navigation until Python answered."""
    page.wait_for_function("performance.getEntriesByName('foldline:ready').length", timeout=120_000, polling=20)
    return page.evaluate("performance.getEntriesByName('foldline:ready')[0].startTime")


def interleaved(rounds: int, cases: dict[str, Callable[[], float]], told: Callable[[str], None] = lambda line: None) -> dict[str, Figures]:
    """Each case once a round, in turn; the figures of each."""
    samples: dict[str, list[float]] = {name: [] for name in cases}
    for round in range(rounds):
        for name, measure in cases.items():
            samples[name].append(measure())
        told(f"round {round + 1} of {rounds}")
    return {name: Figures(tuple(found)) for name, found in samples.items()}


def table(rows: Iterable[tuple[str, str]]) -> str:
    """Two columns in plain text."""
    rows = list(rows)
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in rows)
