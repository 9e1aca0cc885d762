"""How long a large brief that is dropped on a page is read, and how long that holds the page up.

usage: python benchmarks/calm.py      (about two minutes; exits 1 where a page is held up for longer
than 200 ms)
"""

import json
import sys

from measuring import fresh_profile, holds, ready, table
from pages import served
from playwright.sync_api import Playwright, sync_playwright
from reporting import run_benchmark

HELD_UP = 200
"""Milliseconds that a task may take."""


def _brief(*sections: dict) -> str:
    return json.dumps(
        {
            "foldline": 1,
            "title": "Made",
            "dek": "d",
            "published": "2026-01-02",
            "sections": sections,
        }
    )


def _timeline(events: int) -> str:
    return _brief(
        {
            "kind": "timeline",
            "events": [
                {
                    "when": f"{1 + at % 28} March {1 + at // 5}",
                    "text": f"What *happened* then, number {at}.",
                }
                for at in range(events)
            ],
        }
    )


MADE = {
    "a timeline of 1,500 events": lambda: _timeline(1500),
    "a timeline of 10,000 events": lambda: _timeline(10_000),
    "10,000 points": lambda: _brief(
        {
            "kind": "what_happened",
            "points": [{"text": f"Point *number* {at}"} for at in range(10_000)],
        }
    ),
    "eight texts of 50 kB": lambda: _brief(
        *(
            {
                "kind": "full_story",
                "heading": f"Part {at}",
                "text": "Some *words* of a paragraph.\n\n" * 1700,
            }
            for at in range(8)
        )
    ),
    "a word of 50,000 letters": lambda: _brief(
        {"kind": "what_happened", "points": [{"text": "w" * 50_000}]}
    ),
    "500,000 events (refused)": lambda: _timeline(2).replace(
        '{"when"', '{"when": "1", "text": "a"},' * 500_000 + '{"when"', 1
    ),
    "10,000 levels (refused)": lambda: "[" * 10_000,
    "200 MB (refused)": lambda: "x" * 200,
}
TIMES = {"200 MB (refused)": 1_000_000}
"""How often the page itself repeats a text that is too long to be sent to it."""

_OBSERVE = """([text, times]) => {
  window.tasks = [];
  new PerformanceObserver(list => list.getEntries().forEach(each => tasks.push(each))).observe({ type: 'longtask' });
  window.file = new File([text.repeat(times)], 'made.json');
}"""
_DROP = (
    "window.dropped = performance.now(); dispatchEvent(new CustomEvent('foldline:files', { "
    "detail: [file] }))"
)
_SHOWN = "document.querySelector('#opened > section:not([hidden]) :is(h1, [role=alert])')"


def dropped(
    playwright: Playwright, base: str, text: str, times: int = 1
) -> tuple[float, float, float]:
    """Milliseconds until the page says that it reads the text (0 where it had answered by then),
    until it shows what came of it, and of the longest task from the drop until two seconds later.
    """
    context = fresh_profile(playwright)
    page = context.pages[0]
    page.goto(base + "site/index.html")
    ready(page)
    holds(page, "document.querySelector('#tools-open:not([hidden])')")
    page.wait_for_timeout(2000)
    page.evaluate(_OBSERVE, [text, times])
    page.wait_for_timeout(1000)
    page.evaluate(f"(() => {{ {_DROP} }})()")
    holds(page, f"{_SHOWN} || !document.getElementById('boot').hidden", 60_000)
    said, shown = page.evaluate(f"[performance.now() - dropped, Boolean({_SHOWN})]")
    holds(page, _SHOWN, 60_000)
    answered = page.evaluate("performance.now() - dropped")
    page.wait_for_timeout(2000)
    longest = page.evaluate(
        "Math.max(0, ...tasks.filter(each => each.startTime >= dropped).map(each => each.duration))"
    )
    context.close()
    return 0 if shown else said, answered, longest


def main() -> int:
    rows, worst = [("dropped on a page, milliseconds", "   said   answered   longest task")], 0.0
    with served() as base, sync_playwright() as playwright:
        for name, make in MADE.items():
            said, answered, longest = dropped(playwright, base, make(), TIMES.get(name, 1))
            worst = max(worst, longest)
            rows.append((name, f"{said:7.0f}  {answered:9.0f}  {longest:13.0f}"))
            print(f"{name}: done", file=sys.stderr)
    print(table(rows))
    return worst > HELD_UP


if __name__ == "__main__":
    sys.exit(run_benchmark("calm", lambda _: main()))
