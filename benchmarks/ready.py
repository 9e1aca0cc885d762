"""How long until Python answers: a published brief beside plain PyScript, in one run.

usage: python benchmarks/ready.py [ROUNDS]      (7 rounds unless said otherwise)
"""

import sys

from measuring import fresh_profile, interleaved, ready, table
from pages import BRIEF, served
from playwright.sync_api import sync_playwright


def main(rounds: int) -> None:
    with served() as base, sync_playwright() as playwright:
        def load(address: str) -> float:
            context = fresh_profile(playwright)
            page = context.pages[0]
            page.goto(base + address)
            took = ready(page)
            context.close()
            return took

        figures = interleaved(rounds, {
            "Foldline, a published brief": lambda: load(f"site/{BRIEF}/index.html"),
            "plain PyScript, hello": lambda: load("plain/hello.html"),
            "plain PyScript, pydantic and Markdown": lambda: load("plain/pydantic.html"),
        }, lambda line: print(line, file=sys.stderr, flush=True))
    print(f"until Python answers, ms: median (least to most) of {rounds} fresh profiles")
    print(table((name, str(found)) for name, found in figures.items()))
    ours, hello, heavy = (found.median for found in figures.values())
    print(f"ratio to hello: {ours / hello:.2f}; to pydantic and Markdown: {ours / heavy:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
