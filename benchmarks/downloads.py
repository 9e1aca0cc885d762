"""What a first visit to a published brief downloads: before Python answers, and in all.

usage: python benchmarks/downloads.py      (exits 1 where a limit is passed)
"""

import sys

from measuring import fresh_profile, ready, table
from pages import BRIEF, served
from playwright.sync_api import sync_playwright
from reporting import run_benchmark

BEFORE_READY, IN_ALL = 11e6, 14e6
"""Bytes as transferred, headers included."""


def main() -> int:
    with served() as base, sync_playwright() as playwright:
        context = fresh_profile(playwright)
        page = context.pages[0]
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        names: dict[str, str] = {}
        sizes: dict[str, float] = {}
        session.on(
            "Network.requestWillBeSent",
            lambda event: names.update({event["requestId"]: event["request"]["url"]}),
        )
        session.on(
            "Network.loadingFinished",
            lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
        )
        page.goto(f"{base}eager/{BRIEF}/index.html")
        ready(page)
        page.wait_for_timeout(100)
        before = {request for request in sizes if not names.get(request, "").endswith("files.zst")}
        page.evaluate("foldlineInterpreter.files")
        page.wait_for_timeout(1000)
        rows = sorted(
            (
                (
                    sizes[request],
                    names[request].removeprefix(base + "eager/").rpartition("/")[2],
                    request in before,
                )
                for request in sizes
                if names.get(request, "").startswith(base)
            ),
            reverse=True,
        )
        context.close()
    print(
        table(
            (
                name or "index.html",
                f"{size / 1e3:8.1f} kB{'' if early else '  after Python answers'}",
            )
            for size, name, early in rows
        )
    )
    first, whole = sum(size for size, _, early in rows if early), sum(size for size, _, _ in rows)
    print(
        f"\nbefore Python answers {first / 1e6:.2f} MB (at most {BEFORE_READY / 1e6:.0f}), in all "
        f"{whole / 1e6:.2f} MB (at most {IN_ALL / 1e6:.0f})"
    )
    return int(first > BEFORE_READY or whole > IN_ALL)


if __name__ == "__main__":
    sys.exit(run_benchmark("downloads", lambda _: main()))
