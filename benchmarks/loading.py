"""How fast a published brief reads, and how soon Python answers, beside plain PyScript and plain
HTML in one run.

usage: python benchmarks/loading.py [ROUNDS]      (7 rounds unless said otherwise; exits 1 where a
ratio is missed)
"""

import sys

from measuring import fresh_profile, interleaved, painted, ready, table
from pages import BRIEF, served
from playwright.sync_api import BrowserContext, Playwright, sync_playwright
from reporting import run_benchmark

OURS, READ, STILL, HELLO, HEAVY = (
    f"eager/{BRIEF}/index.html",
    f"site/{BRIEF}/index.html",
    f"still/{BRIEF}/index.html",
    "plain/hello.html",
    "plain/pydantic.html",
)


def load(
    playwright: Playwright, address: str, *, python: bool = True, throttled: bool = False
) -> dict[str, float]:
    """One load in a fresh profile."""
    context = fresh_profile(playwright, throttled=throttled)
    page = context.pages[0]
    page.goto(address)
    found = {"painted": painted(page)}
    if python:
        found["ready"] = ready(page)
    page.wait_for_timeout(500)
    found |= page.evaluate("({ shift: measured.shift, blocking: measured.blocking })")
    context.close()
    return found


def second_visit(playwright: Playwright, address: str) -> dict[str, float]:
    """The second visit in one profile, once the first has kept what it keeps and the browser is
    done with it.
    """
    context = fresh_profile(playwright)
    page = context.pages[0]
    page.goto(address)
    ready(page)
    page.evaluate("globalThis.foldlineInterpreter?.files")
    page.evaluate(
        "navigator.serviceWorker.ready.then(() => null)"
    )  # the site itself is kept then, too
    page.wait_for_timeout(3000)
    page.goto("about:blank")
    page.wait_for_timeout(1000)
    page.goto(address)
    found = {"ready": ready(page)}
    context.close()
    return found


_AFTER_TWO_FRAMES = (
    "new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now())))) "
)


PRESS = 80
"""Milliseconds for which a reader presses before the click, as fingers and buttons are."""


def interactions(playwright: Playwright, base: str) -> dict[str, float]:
    """Milliseconds from the click until its effect is painted: fold, open all, go to another brief."""
    context: BrowserContext = fresh_profile(playwright)
    page = context.pages[0]
    page.goto(base + READ)
    page.wait_for_timeout(3000)

    def after(clicked: str, done: str) -> float:
        return page.evaluate(f"""async () => {{
            const clicked = document.querySelector('{clicked}');
            clicked.dispatchEvent(new PointerEvent('pointerdown', {{ bubbles: true }}));
            await new Promise(wait => setTimeout(wait, {PRESS}));
            const begun = performance.now();
            clicked.click();
            while (!({done})) await new Promise(wait => setTimeout(wait, 1));
            return await {_AFTER_TWO_FRAMES} - begun;
        }}""")

    found = {
        "fold": after("#full-story > summary", "document.querySelector('#full-story').open"),
        "open all": after(
            ".depth [data-depth-choice=everything]",
            "!document.querySelector('details.section:not([open])')",
        ),
    }
    page.locator(".wordmark").click()
    page.wait_for_selector(".shelf-list")
    page.wait_for_timeout(2000)
    page.locator('[data-slug="apollo-13"]').hover()
    page.wait_for_timeout(PRESS)
    begun = page.evaluate("performance.timeOrigin + performance.now()")
    page.mouse.down()
    page.mouse.up()
    page.wait_for_selector("article h1")
    found["another brief"] = painted(page) + page.evaluate("performance.timeOrigin") - begun
    context.close()
    return found


def main(rounds: int) -> int:
    with served() as base, sync_playwright() as playwright:
        figures = interleaved(
            rounds,
            {
                "brief": lambda: load(playwright, base + OURS),
                "read": lambda: load(playwright, base + READ, python=False),
                "still": lambda: load(playwright, base + STILL, python=False),
                "checkout": lambda: load(playwright, f"{base}checkout/index.html?brief={BRIEF}"),
                "hello": lambda: load(playwright, base + HELLO),
                "heavy": lambda: load(playwright, base + HEAVY),
                "brief, slow link": lambda: load(playwright, base + OURS, throttled=True),
                "read, slow link": lambda: load(
                    playwright, base + READ, python=False, throttled=True
                ),
                "still, slow link": lambda: load(
                    playwright, base + STILL, python=False, throttled=True
                ),
                "heavy, slow link": lambda: load(playwright, base + HEAVY, throttled=True),
                "second visit": lambda: second_visit(playwright, base + OURS),
                "interactions": lambda: interactions(playwright, base),
            },
            lambda line: print(line, file=sys.stderr, flush=True),
        )

    def ratio(ours: tuple[str, str], theirs: tuple[str, str]) -> float:
        return figures[ours[0]][ours[1]].median / figures[theirs[0]][theirs[1]].median

    print(
        f"milliseconds, median (least to most) of {rounds} fresh profiles each, Chromium, in turn"
    )
    print(
        table(
            [
                ("first paint, a published brief", str(figures["read"]["painted"])),
                ("first paint, the same without scripts", str(figures["still"]["painted"])),
                ("Python answers, a published brief", str(figures["brief"]["ready"])),
                ("Python answers, the checkout", str(figures["checkout"]["ready"])),
                ("Python answers, plain PyScript hello", str(figures["hello"]["ready"])),
                (
                    "Python answers, plain PyScript with pydantic and Markdown",
                    str(figures["heavy"]["ready"]),
                ),
                (
                    "10 Mbit/s: first paint, a published brief",
                    str(figures["read, slow link"]["painted"]),
                ),
                (
                    "10 Mbit/s: first paint, the same without scripts",
                    str(figures["still, slow link"]["painted"]),
                ),
                (
                    "10 Mbit/s: Python answers, a published brief",
                    str(figures["brief, slow link"]["ready"]),
                ),
                (
                    "10 Mbit/s: Python answers, plain PyScript with pydantic and Markdown",
                    str(figures["heavy, slow link"]["ready"]),
                ),
                ("second visit: Python answers", str(figures["second visit"]["ready"])),
                ("total blocking time", str(figures["read"]["blocking"])),
                ("total blocking time of a start", str(figures["brief"]["blocking"])),
                *(
                    (f"{name}, from click to paint", str(found))
                    for name, found in figures["interactions"].items()
                ),
            ]
        )
    )
    goals = [
        (
            "first paint to that without scripts",
            ratio(("read", "painted"), ("still", "painted")),
            1.05,
        ),
        ("Python to plain hello", ratio(("brief", "ready"), ("hello", "ready")), 0.22),
        (
            "Python to plain pydantic and Markdown",
            ratio(("brief", "ready"), ("heavy", "ready")),
            0.17,
        ),
        (
            "10 Mbit/s: first paint to that without scripts",
            ratio(("read, slow link", "painted"), ("still, slow link", "painted")),
            1.05,
        ),
        (
            "10 Mbit/s: Python to plain pydantic and Markdown",
            ratio(("brief, slow link", "ready"), ("heavy, slow link", "ready")),
            0.55,
        ),
        (
            "the checkout to a published brief",
            ratio(("checkout", "ready"), ("brief", "ready")),
            1.30,
        ),
        (
            "second visit to plain hello's first",
            ratio(("second visit", "ready"), ("hello", "ready")),
            0.12,
        ),
        ("cumulative layout shift", figures["read"]["shift"].median, 0),
        ("total blocking time, ms", figures["read"]["blocking"].median, 0),
        ("total blocking time of a start, ms", figures["brief"]["blocking"].median, 200),
        *(
            (f"{name}, ms", figures["interactions"][name].median, 100)
            for name in ("fold", "open all")
        ),
        (
            "another brief to a first paint without scripts",
            ratio(("interactions", "another brief"), ("still", "painted")),
            1,
        ),
    ]
    print("\nratio (goal)")
    print(
        table(
            (name, f"{value:6.2f}  ({goal:g}){'' if value <= goal else '  MISSED'}")
            for name, value, goal in goals
        )
    )
    return int(any(value > goal for _, value, goal in goals))


if __name__ == "__main__":
    sys.exit(run_benchmark("loading", lambda arguments: main(*map(int, arguments or ["7"]))))
