"""A timeline of 100, 1,000 and 10,000 events, drawn by Foldline and by TimelineJS3 side by side:
milliseconds, and memory.

usage: python benchmarks/timelines.py [ROUNDS] [EVENTS…]      (5 rounds of 100, 1000 and 10000
unless said otherwise)

One brief is made for each number; Foldline publishes it, and what `foldline timeline` writes of it
is given to TimelineJS3, which comes from npm by benchmarks/npm/package-lock.json. Both are measured
from the start of the navigation until all events are in the page and two frames have passed: a
published page with all it has, Python too; TimelineJS3 alone in a page that has its data in it,
without its web font, once it says that it has loaded and each event has its marker. Exits 1 where
Foldline takes more than a tenth of TimelineJS3's time with 1,000 events.
"""

import json
import math
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from lighthouse import NPM, install
from measuring import Figures, fresh_profile, holds, interleaved, ready, table
from pages import Compressing, compress, write_still
from playwright.sync_api import Error, Page, Playwright, sync_playwright
from reporting import run_benchmark

from foldline import load
from foldline.dates.written import written_month
from foldline.formats.timelinejs import timeline_to_timelinejs
from foldline.locales import ENGLISH
from foldline.publishing.runtime import ensure_runtime
from foldline.publishing.serve import HOST, Server
from foldline.publishing.site import publish_site

OURS, THEIRS, STILL = "Foldline", "TimelineJS3", "Foldline without scripts"
EVENTS = (100, 1_000, 10_000)
JUDGED, GOAL = 1_000, 0.10
"""With how many events, and at most what part of TimelineJS3's time."""
LIMIT = 180
"""Seconds after which a page is given up, and not tried again in a later round."""

_TIMELINEJS = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>TimelineJS3</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="timelinejs/css/timeline.css"></head><body><div id="timeline" style="height: 600px"></div>
<script type="application/json" id="events">{events}</script><script src="timelinejs/js/timeline.js"></script>
<script>
new TL.Timeline("timeline", JSON.parse(document.getElementById("events").textContent), {{ font: "" }})
  .on("loaded", () => {{ window.timelineLoaded = true; }});
</script></body></html>
"""

_WHOLE = {
    OURS: "document.getElementById('timeline-event-{events}')",
    THEIRS: "window.timelineLoaded && document.getElementsByClassName('tl-timemarker').length >= "
    "{events}",
}
"""What is true once all events are in the page."""

_DRAWN = """
const looked = () => {
  const whole = WHOLE && performance.getEntriesByName('first-contentful-paint').length;
  requestAnimationFrame(whole ? () => requestAnimationFrame(() => { window.drawn = performance.now(); }) : looked);
};
requestAnimationFrame(looked);
"""

# A long list is laid out as it comes into sight (style.css): what it takes to lay out all of it at
# once.
_LAY_OUT = """() => {
  const begun = performance.now(), styles = new CSSStyleSheet();
  styles.replaceSync('.events[data-many] { content-visibility: visible !important }');
  document.adoptedStyleSheets.push(styles);
  document.body.getBoundingClientRect();
  return performance.now() - begun;
}"""

# The whole page, two screens a frame: faster than anybody reads.
_SCROLL = """async () => {
  for (let at = 0; at < document.documentElement.scrollHeight; at += 2 * innerHeight) {
    scrollTo({ top: at, behavior: 'instant' });
    await new Promise(requestAnimationFrame);
  }
}"""

_ISOLATED = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
"""What a page needs to be told how much memory it has."""
_AT_ONCE = "--enable-blink-features=ForceEagerMeasureMemory"
"""Chromium else waits up to half a minute for a moment that suits it."""


class _Isolating(Compressing):
    def end_headers(self) -> None:
        for name, value in _ISOLATED.items():
            self.send_header(name, value)
        super().end_headers()


def written(day: date, turn: int) -> str:
    """A date in words, one in four of them as fuzzy as a month or its third."""
    month = written_month(day.year, day.month, ENGLISH)
    return {0: month, 1: f"early {month}"}.get(turn % 8, f"{day.day} {month}")


def brief_of(events: int) -> bytes:
    """A brief with one timeline of that many events, over thirty years."""
    days = [date(1990, 1, 1) + timedelta(days=turn * 10_950 // events) for turn in range(events)]
    return json.dumps(
        {
            "foldline": 1,
            "title": "The log of Hallowick harbour",
            "dek": "What was written down at the berth.",
            "published": "2026-02-06",
            "sections": [
                {
                    "kind": "timeline",
                    "events": [
                        {
                            "when": written(day, turn),
                            "label": f"Entry {turn + 1}",
                            "text": f"Ferry {turn % 97} came in with {turn % 211} passengers, and the "
                            f"tide was {turn % 12} feet.",
                        }
                        for turn, day in enumerate(days)
                    ],
                }
            ],
        }
    ).encode()


def lay_out(top: Path, numbers: tuple[int, ...]) -> None:
    """Writes the pages of all: `foldline-100/log/`, `still-100/log/`, `timelinejs-100.html` and so
    on.
    """
    runtime = ensure_runtime()
    shutil.copytree(
        NPM / "node_modules" / "@knight-lab" / "timelinejs" / "dist", top / "timelinejs"
    )
    for events in numbers:
        data = brief_of(events)
        (top / f"stories-{events}").mkdir()
        (top / f"stories-{events}" / "log.json").write_bytes(data)
        publish_site(top / f"stories-{events}", top / f"foldline-{events}", runtime)
        write_still(top / f"foldline-{events}", top / f"still-{events}")
        brief = load(data).brief
        told = timeline_to_timelinejs(brief.sections[0], brief)
        if len(json.loads(told)["events"]) != events:
            sys.exit("the two would not have the same events")
        (top / f"timelinejs-{events}.html").write_text(
            _TIMELINEJS.format(events=told.replace("</", "<\\/")), "utf-8"
        )
    compress(top)


def memory(page: Page) -> dict[str, float]:
    """What the page holds once garbage is collected: megabytes as it measures itself (the heap of
    JavaScript, WebAssembly's memory and what of the DOM Chromium counts), those of JavaScript's
    heap alone, and nodes."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    told = {
        each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]
    }
    whole = page.evaluate("performance.measureUserAgentSpecificMemory().then(({ bytes }) => bytes)")
    return {"memory": whole / 1e6, "heap": told["JSHeapUsedSize"] / 1e6, "nodes": told["Nodes"]}


def longest_task(page: Page) -> float:
    """Milliseconds of processor time of the longest task while the page is scrolled from its
    beginning to its end.
    """
    session, events, over = page.context.new_cdp_session(page), [], []
    session.on("Tracing.dataCollected", lambda told: events.extend(told["value"]))
    session.on("Tracing.tracingComplete", lambda told: over.append(told))
    session.send(
        "Tracing.start",
        {
            "transferMode": "ReportEvents",
            "traceConfig": {
                "includedCategories": [
                    "toplevel",
                    "devtools.timeline",
                    "disabled-by-default-devtools.timeline",
                ]
            },
        },
    )
    page.evaluate(_SCROLL)
    session.send("Tracing.end")
    while not over:
        page.wait_for_timeout(20)
    pages = {
        (each["pid"], each["tid"])
        for each in events
        if each["name"] == "thread_name" and each["args"]["name"] == "CrRendererMain"
    }
    return max(
        each["tdur"] / 1000
        for each in events
        if each["name"].endswith("RunTask")
        and (each["pid"], each["tid"]) in pages
        and "tdur" in each
    )


def measure(
    playwright: Playwright, base: str, side: str, events: int, given_up: set[tuple[str, int]]
) -> dict[str, float]:
    """One load in a fresh profile; `drawn` is infinite where that took too long, now or before."""
    if (side, events) in given_up:
        return {"drawn": math.inf}
    path = {
        OURS: f"foldline-{events}/log/index.html",
        STILL: f"still-{events}/log/index.html",
        THEIRS: f"timelinejs-{events}.html",
    }[side]
    context = fresh_profile(playwright, arguments=[_AT_ONCE])
    page = context.pages[0]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(
        _DRAWN.replace("WHOLE", _WHOLE[THEIRS if side == THEIRS else OURS].format(events=events))
    )
    page.goto(base + path, wait_until="commit")
    try:
        holds(page, "window.drawn", LIMIT * 1000)
        found = {"drawn": page.evaluate("window.drawn")}
    except Error:
        given_up.add((side, events))
        found = {"drawn": math.inf}
    else:
        if side == OURS:
            ready(page)
            page.evaluate("globalThis.foldlineInterpreter?.files")
            page.wait_for_timeout(500)
        found |= memory(page)
        if side == OURS:
            found["scrolled"] = longest_task(page)
        if side == STILL:
            found["laid out"] = page.evaluate(_LAY_OUT)
    context.close()
    elsewhere = [url for url in asked if not url.startswith((base, "data:", "blob:"))]
    if elsewhere:
        sys.exit(f"{side} asked for {elsewhere[0]}: it shall not wait for a network")
    return found


def said(figures: Figures | None) -> str:
    """A figure, or that it took too long."""
    if figures is None:
        return "      –"
    return str(figures) if math.isfinite(max(figures.samples)) else f"over {LIMIT} s, given up"


def main(rounds: int, numbers: tuple[int, ...]) -> int:
    install()
    given_up: set[tuple[str, int]] = set()
    sides = (OURS, THEIRS, STILL)
    with (
        tempfile.TemporaryDirectory(prefix="foldline-timelines-") as folder,
        sync_playwright() as playwright,
    ):
        server = Server((HOST, 0), partial(_Isolating, directory=folder))
        base = f"http://{HOST}:{server.server_port}/"
        lay_out(Path(folder), numbers)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        cases: dict[str, Callable[[], dict[str, float]]] = {
            f"{side} {events}": partial(measure, playwright, base, side, events, given_up)
            for events in numbers
            for side in sides
        }
        figures = interleaved(rounds, cases, lambda line: print(line, file=sys.stderr, flush=True))
        server.shutdown()

    def rows(quantity: str, shown: tuple[str, ...] = sides) -> list[tuple[str, str]]:
        return [
            (f"{events:,} events: {side}", said(figures[f"{side} {events}"].get(quantity)))
            for events in numbers
            for side in shown
        ]

    print(f"median (least to most) of {rounds} fresh profiles each, Chromium, in turn\n")
    print("milliseconds until all events are drawn")
    print(table(rows("drawn", (OURS, THEIRS))))
    print(
        "\nmilliseconds to lay out the part of the list that is not in sight, all at once "
        "(browsers do it as one scrolls)"
    )
    print(table(rows("laid out", (STILL,))))
    print(
        "\nmilliseconds of processor time of the longest task while the whole page is scrolled (a "
        "long one has more than 50)"
    )
    print(table(rows("scrolled", (OURS,))))
    for quantity, title in (
        (
            "memory",
            "megabytes, as the page measures itself (performance.measureUserAgentSpecificMemory)",
        ),
        (
            "heap",
            "of these, JavaScript's heap after garbage was collected, megabytes (JSHeapUsedSize)",
        ),
        ("nodes", "nodes of the document (Performance.getMetrics)"),
    ):
        print(f"\n{title}")
        print(table(rows(quantity)))
    drawn = {
        (side, events): figures[f"{side} {events}"]["drawn"].median
        for events in numbers
        for side in (OURS, THEIRS)
    }
    ratios = {
        events: drawn[OURS, events] / min(drawn[THEIRS, events], 1000 * LIMIT) for events in numbers
    }
    missed = ratios.get(JUDGED, 0) > GOAL
    print(f"\ndrawn, {OURS} to {THEIRS} (goal with {JUDGED:,}: {GOAL})")
    print(
        table(
            (
                f"{events:,} events",
                f"{'' if math.isfinite(drawn[THEIRS, events]) else 'under '}{ratio:.3f}"
                f"{'  MISSED' if missed and events == JUDGED else ''}",
            )
            for events, ratio in ratios.items()
        )
    )
    return int(missed)


if __name__ == "__main__":
    sys.exit(
        run_benchmark(
            "timelines",
            lambda arguments: main(
                int((arguments or ["5"])[0]), tuple(map(int, arguments[1:])) or EVENTS
            ),
        )
    )
