"""Ten briefs inside another page, four ways, side by side: bytes, requests, time until the tenth is
readable; what a further live one costs; what ten inline ones, as the two lines put them, do to the
page's own figures; and what a hundred of them do to scrolling.

usage: python benchmarks/embedding.py [ROUNDS]      (5 rounds unless said otherwise; exits 1 where a
goal is missed)
"""

import json
import statistics
import sys
import tempfile
import threading
from functools import partial
from pathlib import Path

from lighthouse import install, report
from measuring import fresh_profile, holds, interleaved, table
from pages import BRIEF, ROOT, SENT, served
from playwright.sync_api import Playwright, sync_playwright
from reporting import run_benchmark

from foldline.publishing.serve import HOST, Handler, Server

TEN, HUNDRED = 10, 100
LONG_FRAME = 50
"""Milliseconds above which a reader sees that a frame came late."""
PLAIN_FRAMES = "ten frames of plain PyScript"
LAZY, A_HUNDRED, PLAIN_BLOCKS = (
    "ten inline, lazy",
    "a hundred inline, lazy",
    "a hundred plain blocks",
)
SIDE_BY_SIDE = ("ten inline", "ten frames", "ten live", PLAIN_FRAMES)
WAYS = ("none", *SIDE_BY_SIDE, LAZY, A_HUNDRED, PLAIN_BLOCKS)
_BRIEFS = ("us-russia-military-dialogue", "apollo-13", "ever-given-suez", "specimen-harbour")


def _inline(site: str, at: int, loading: str = "") -> str:
    return f'<foldline-brief src="{site}site/{_BRIEFS[at % 4]}/" height="320"{loading}><a href="#">A story</a></foldline-brief>'


def host_page(way: str, site: str) -> str:
    """A page of another origin with ten briefs in it, all loaded at once, or with none; with ten or
    a hundred that are loaded as they come near; or with a hundred plain blocks of their height."""
    text = json.dumps(json.loads((ROOT / "stories" / f"{BRIEF}.json").read_text("utf-8"))).replace(
        "</", "<\\/"
    )
    embeds = {
        "none": [],
        "ten inline": [_inline(site, at, ' loading="eager"') for at in range(TEN)],
        LAZY: [_inline(site, at) for at in range(TEN)],
        A_HUNDRED: [_inline(site, at) for at in range(HUNDRED)],
        PLAIN_BLOCKS: [
            f'<div style="height:320px;overflow:auto">{"<p>Some plain text. " * 20}</div>'
        ]
        * HUNDRED,
        "ten frames": [
            f'<foldline-brief src="{site}site/{_BRIEFS[at % 4]}/" mode="frame" loading="eager"><a href="#">A story</a></foldline-brief>'
            for at in range(TEN)
        ],
        "ten live": [
            f'<foldline-brief loading="eager"><script type="application/json">{text}</script><a href="#">A story</a></foldline-brief>'
            for _ in range(TEN)
        ],
        PLAIN_FRAMES: [
            f'<iframe src="{site}plain/pydantic.html" width="600" height="320"></iframe>'
            for _ in range(TEN)
        ],
    }[way]
    script = (
        f'<script src="{site}site/embed.js" async></script>'
        if "foldline-brief" in "".join(embeds)
        else ""
    )
    return (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><meta name='viewport' "
        "content='width=device-width'><title>Host</title>"
        "<meta name='description' content='A page'><link rel='icon' "
        "href='data:,'><style>foldline-brief { display: block; min-height: 320px }</style>"
        "<script>window.readable = []; for (const name of ['ready', 'error']) "
        "document.addEventListener('foldline:' + name, () => "
        "readable.push(performance.now()))</script>"
        f"{script}</head><body><main><h1>A host page</h1><p>Its own "
        f"text.</p>{'<p>More of it.</p>'.join(embeds)}<p>The end.</p></main></body></html>"
    )


def measure(playwright: Playwright, pages: str, way: str) -> dict[str, float]:
    """One load in a fresh profile: milliseconds until the tenth can be read, kilobytes and requests
    that the site sent.
    """
    SENT.clear()
    context = fresh_profile(playwright)
    page = context.pages[0]
    page.goto(f"{pages}{WAYS.index(way)}.html")
    if way == PLAIN_FRAMES:
        page.wait_for_function(f"window.length === {TEN}")
        frames = page.frames[1:]
        for frame in frames:
            holds(frame, "performance.getEntriesByName('foldline:ready').length", timeout=180_000)
        ended = max(
            frame.evaluate(
                "performance.timeOrigin + "
                "performance.getEntriesByName('foldline:ready')[0].startTime"
            )
            for frame in frames
        )
        times = [ended - page.evaluate("performance.timeOrigin")]
    else:
        page.wait_for_function(f"readable.length >= {TEN}", timeout=120_000)
        times = page.evaluate("readable")
    found = {
        "readable": times[-1],
        "kB": sum(size for _, size in SENT) / 1e3,
        "requests": len(SENT),
        "shift": page.evaluate("measured.shift"),
    }
    context.close()
    return found | (
        {"first": times[0], "further": (times[-1] - times[0]) / (TEN - 1)}
        if way == "ten live"
        else {}
    )


_SCROLLED = f"""async () => {{
  await new Promise(done => setTimeout(done, 1500));
  let frames = 0, long = 0, last = performance.now();
  while (scrollY + innerHeight + 2 < document.documentElement.scrollHeight) {{
    scrollBy(0, 60);
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    frames += 1; long += now - last > {LONG_FRAME}; last = now;
  }}
  return {{ long: 100 * long / frames, shift: measured.shift }};
}}"""


def scroll(playwright: Playwright, pages: str, way: str) -> dict[str, float]:
    """The whole page scrolled by 60 pixels a frame: per cent of frames that came late, and layout
    shift.
    """
    context = fresh_profile(playwright)
    page = context.pages[0]
    page.goto(f"{pages}{WAYS.index(way)}.html")
    found = page.evaluate(_SCROLLED)
    context.close()
    return found


def main(rounds: int) -> int:
    with served() as site, tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for at, way in enumerate(WAYS):
            (Path(folder) / f"{at}.html").write_text(host_page(way, site), "utf-8")
        server = Server((HOST, 0), partial(Handler, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        pages = f"http://{HOST}:{server.server_port}/"
        figures = interleaved(
            rounds,
            {way: lambda way=way: measure(playwright, pages, way) for way in SIDE_BY_SIDE}
            | {
                way: lambda way=way: scroll(playwright, pages, way)
                for way in (A_HUNDRED, PLAIN_BLOCKS)
            },
            lambda line: print(line, file=sys.stderr, flush=True),
        )
        install()
        lighthouse = {
            way: [
                round(
                    100
                    * report(f"{pages}{WAYS.index(way)}.html", False)["categories"]["performance"][
                        "score"
                    ]
                )
                for _ in range(3)
            ]
            for way in ("none", LAZY)
        }
        server.shutdown()
    print(
        f"median of {rounds} fresh profiles each, Chromium, in turn; the briefs' site is on "
        "another origin"
    )
    print(f"{'':<32}{'kB':>9}{'requests':>10}{'readable, ms':>14}")
    for way in SIDE_BY_SIDE:
        print(
            f"{way:<32}{figures[way]['kB'].median:>9.1f}{figures[way]['requests'].median:>10.0f}{figures[way]['readable'].median:>14.0f}"
        )
    scores = {way: statistics.median(found) for way, found in lighthouse.items()}
    live = figures["ten live"]
    goals = [
        ("a further live one, to the first", live["further"].median / live["first"].median, 0.05),
        ("layout shift with ten inline", figures["ten inline"]["shift"].median, 0.0),
        ("Lighthouse performance lost by ten inline", scores["none"] - scores[LAZY], 1.0),
        (
            f"late frames (over {LONG_FRAME} ms) with a hundred, per cent",
            figures[A_HUNDRED]["long"].median,
            1.0,
        ),
        ("layout shift with a hundred", figures[A_HUNDRED]["shift"].median, 0.0),
    ]
    print(
        f"\nLighthouse performance (phone): without {scores['none']:.0f}, with ten inline "
        f"{scores[LAZY]:.0f}; "
        f"late frames with a hundred plain blocks {figures[PLAIN_BLOCKS]['long'].median:.1f} %\n"
    )
    print(
        table(
            (name, f"{value:5.3f}  ({goal:g}){'' if value <= goal else '  MISSED'}")
            for name, value, goal in goals
        )
    )
    return int(any(value > goal for _, value, goal in goals))


if __name__ == "__main__":
    sys.exit(run_benchmark("embedding", lambda arguments: main(*map(int, arguments or ["5"]))))
