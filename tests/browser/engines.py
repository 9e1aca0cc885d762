"""Three engines on one address: what a page from a file comes to. Chromium and Firefox ESR by
Playwright, WebKitGTK by Selenium, in a process of its own (this file, run: a line of JSON for each
page in, one out), since the two can't share a loop.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ENGINES = ("chromium", "firefox", "webkit")
PROGRAMS = {"chromium": "chromium", "firefox": "firefox-esr", "webkit": "WebKitWebDriver"}
ENDED = "['ready', 'failed'].includes(document.documentElement.dataset.foldline)"
WAIT = 90
"""Seconds a boot may take on a busy machine."""

_STATE = """({
  state: document.documentElement.dataset.foldline,
  way: globalThis.foldlineInterpreter?.way ?? null,
  alerts: [...document.querySelectorAll('[role=alert]')].map(each => each.innerText),
  heading: document.querySelector('h1').innerText,
  shown: document.querySelector('#page').innerText.length,
  requested: performance.getEntriesByType('resource').map(each => each.name).filter(name => !/^(file|blob|data):/.test(name)),
})"""
START = "() => { dispatchEvent(new Event('foldline:start')) }"
"""What starts Python in a page that needs none: see docs/using/starting.md."""

PICKER = "#local-files"
_OPEN = "document.querySelector('html[data-foldline=ready] #tools:not([aria-busy])')"


def holds(page, expression: str, timeout: int = 30_000) -> None:
    """Waits, in milliseconds at most, until a JavaScript expression holds in a page or a frame.
    Playwright's own `wait_for_function` evaluates text again and again, which the pages' policy
    forbids."""
    page.evaluate(f"""(async () => {{
        for (const end = performance.now() + {timeout}; !({expression}); await new Promise(done => setTimeout(done, 20)))
            if (performance.now() > end) throw new Error(`not in {timeout} ms`);
    }})()""")


class Engines:
    """One browser of each engine, started when it is first asked for. `browser` starts one that
    Playwright drives, by the engine's name; Firefox as it is delivered, where a page from a file
    may not read its siblings."""

    def __init__(self, browser: Callable):
        self._browser = browser
        self._webkit: subprocess.Popen | None = None

    def outcome_of(
        self, engine: str, address: str, then: str = "null", picked: Sequence[Path] = ()
    ) -> dict:
        """What the page is once Python has answered or failed, and what `then`, a JavaScript
        expression, is. `picked` are files that the reader picks before that.

        No engine has a network; in Chromium and Firefox each request is looked at, in WebKit those
        that it tells of."""
        if engine == "webkit":
            return self._in_webkit(
                {"address": address, "then": then, "picked": [str(path) for path in picked]}
            )
        asked: list[str] = []
        context = self._browser(engine).new_context(offline=True)
        try:
            page = context.new_page()
            page.on("request", lambda request: asked.append(request.url))
            page.goto(address)
            page.evaluate(START)
            holds(page, ENDED, timeout=WAIT * 1000)
            if picked:
                holds(page, _OPEN)
                page.set_input_files(PICKER, list(picked))
            found = page.evaluate(_STATE) | {"then": page.evaluate(then)}
            found["requested"] += [
                url for url in asked if not url.startswith(("file:", "blob:", "data:"))
            ]
            return found
        finally:
            context.close()

    def _in_webkit(self, asked: dict) -> dict:
        if self._webkit is None:
            # a group of its own, so that nothing of it holds the pipes open, and us with them,
            # where it takes too long
            self._webkit = subprocess.Popen(
                ["xvfb-run", "-a", sys.executable, str(Path(__file__))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )
        ends = threading.Timer(3 * WAIT, os.killpg, (self._webkit.pid, signal.SIGKILL))
        ends.start()
        try:
            self._webkit.stdin.write(json.dumps(asked) + "\n")
            self._webkit.stdin.flush()
            answer = self._webkit.stdout.readline()
        finally:
            ends.cancel()
        assert answer, "WebKitGTK did not answer; what it said is above"
        found = json.loads(answer)
        assert "failed" not in found, found
        return found

    def close(self) -> None:
        if self._webkit:
            self._webkit.stdin.close()
            try:
                self._webkit.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self._webkit.pid, signal.SIGKILL)


def _webkit_by_lines() -> None:
    from selenium import webdriver
    from selenium.common.exceptions import WebDriverException
    from selenium.webdriver.webkitgtk.options import Options
    from selenium.webdriver.webkitgtk.service import Service

    options = Options()
    options.binary_location = str(next(Path("/usr/lib").glob("*/webkit2gtk-*/MiniBrowser")))
    options.add_argument("--automation")
    driver = webdriver.WebKitGTK(options=options, service=Service(shutil.which("WebKitWebDriver")))

    def until(expression: str) -> None:
        end = time.monotonic() + WAIT
        while not driver.execute_script(f"return !!({expression})"):
            if time.monotonic() > end:
                raise TimeoutError(f"not in {WAIT} s: {expression}")
            time.sleep(0.05)

    def outcome_of(address: str, then: str, picked: list[str]) -> dict:
        driver.get(
            "about:blank"
        )  # an address that differs in its fragment alone would be no new page
        driver.get(address)
        driver.execute_script(f"({START})()")
        until(ENDED)
        if picked:
            until(_OPEN)
            driver.find_element("css selector", PICKER).send_keys("\n".join(picked))
        found = driver.execute_script(f"return {_STATE}") | {
            "then": driver.execute_script(f"return {then}")
        }
        driver.execute_script(
            "localStorage.clear(); sessionStorage.clear();"
        )  # the next page is another reader's
        return found

    try:
        driver.set_script_timeout(WAIT)
        for line in sys.stdin:
            try:
                print(json.dumps(outcome_of(**json.loads(line))), flush=True)
            except (WebDriverException, TimeoutError) as error:
                print(json.dumps({"failed": str(error)}), flush=True)
    finally:
        driver.quit()


if __name__ == "__main__":
    _webkit_by_lines()
