"""Three engines on one address: what a page from a file comes to. Chromium and Firefox ESR by Playwright, WebKitGTK by
Selenium, in a process of its own (`python tests/browser/engines.py ADDRESS SCRIPT`), since the two can't share a loop.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
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


def holds(page, expression: str, timeout: int = 30_000) -> None:
    """Waits, in milliseconds at most, until a JavaScript expression holds in a page or a frame. Playwright's own `wait_for_function`
    evaluates text again and again, which the pages' policy forbids."""
    page.evaluate(f"""(async () => {{
        for (const end = performance.now() + {timeout}; !({expression}); await new Promise(done => setTimeout(done, 20)))
            if (performance.now() > end) throw new Error(`not in {timeout} ms`);
    }})()""")


def opened_in(engine: str, playwright, address: str, then: str = "null") -> dict:
    """What the page is once Python has answered or failed, and what `then`, a JavaScript expression, is.

    No engine has a network; in Chromium and Firefox each request is looked at, in WebKit those that it tells of."""
    if engine == "webkit":
        # a group of its own, so that nothing of it holds the pipes open, and us with them, where it takes too long
        running = subprocess.Popen(["xvfb-run", "-a", sys.executable, str(Path(__file__)), address, then], text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        try:
            out, said = running.communicate(timeout=3 * WAIT)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            raise
        assert running.returncode == 0, said[-2000:]
        return json.loads(out)
    asked = []
    if engine == "firefox":
        # as it is delivered: a page from a file may not read its siblings
        browser = playwright.firefox.launch(channel="moz-firefox", executable_path=shutil.which(PROGRAMS["firefox"]),
                                            firefox_user_prefs={"security.fileuri.strict_origin_policy": True})
    else:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=[
            "--disable-background-networking", "--disable-component-update", "--disable-sync", *arguments])
    try:
        context = browser.new_context(offline=True)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        holds(page, ENDED, timeout=WAIT * 1000)
        found = page.evaluate(_STATE) | {"then": page.evaluate(then)}
        found["requested"] += [url for url in asked if not url.startswith(("file:", "blob:", "data:"))]
        return found
    finally:
        browser.close()


def _in_webkit(address: str, then: str) -> dict:
    from selenium import webdriver
    from selenium.webdriver.webkitgtk.options import Options
    from selenium.webdriver.webkitgtk.service import Service

    options = Options()
    options.binary_location = str(next(Path("/usr/lib").glob("*/webkit2gtk-*/MiniBrowser")))
    options.add_argument("--automation")
    driver = webdriver.WebKitGTK(options=options, service=Service(shutil.which("WebKitWebDriver")))
    try:
        driver.set_script_timeout(WAIT)
        driver.get(address)
        until = time.monotonic() + WAIT
        while not driver.execute_script(f"return {ENDED}"):
            if time.monotonic() > until:
                raise TimeoutError(f"{address}: Python neither answered nor failed in {WAIT} s")
            time.sleep(0.05)
        return driver.execute_script(f"return {_STATE}") | {"then": driver.execute_script(f"return {then}")}
    finally:
        driver.quit()


if __name__ == "__main__":
    print(json.dumps(_in_webkit(*sys.argv[1:3])))
