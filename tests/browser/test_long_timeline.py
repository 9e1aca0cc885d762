"""Ten thousand events on one page: scrolling stays smooth, and the browser's find reaches all of
them.
"""

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from foldline.publishing.pack import pack_file

EVENTS = 10_000
LONG = 100
"""Milliseconds from which on a task is long: twice what browsers call so, since two tests share a
processor's caches.
"""

# As fast as a thumb on the scroll bar: in a hundred steps through 600,000 pixels.
SCROLLED = """async () => {
  const high = document.documentElement.scrollHeight;
  for (let step = 0; step <= 100; step++) {
    scrollTo({ top: high * step / 100, behavior: 'instant' });
    await new Promise(requestAnimationFrame);
  }
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("long")
    # few texts, since what takes long to make a page of them is their Markdown
    events = [
        {
            "when": f"{1 + turn % 28} March {1600 + turn // 28}",
            "text": f"Ferry {turn % 99} came in, and the tide was high.",
        }
        for turn in range(EVENTS)
    ]
    events[9876]["text"] = "The lamp is stolen."
    (folder / "log.json").write_text(
        json.dumps(
            {
                "foldline": 1,
                "title": "The log",
                "dek": "All of it.",
                "published": "2026-02-06",
                "sections": [{"kind": "timeline", "events": events}],
            }
        )
    )
    pack_file([folder / "log.json"], folder / "log.html", None)
    return (folder / "log.html").as_uri()


def longest_task(browser: Browser, page: Page, script: str) -> float:
    """The milliseconds of processor time of the longest task of the page while the script runs:
    other than those on a clock, they don't grow where other programs want the processor."""
    browser.start_tracing(
        page=page,
        categories=["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"],
    )
    page.evaluate(script)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    pages = {
        (each["pid"], each["tid"])
        for each in events
        if each["name"] == "thread_name" and each["args"]["name"] == "CrRendererMain"
    }
    tasks = [
        each["tdur"] / 1000
        for each in events
        if each["name"].endswith("RunTask")
        and (each["pid"], each["tid"]) in pages
        and "tdur" in each
    ]
    assert len(tasks) > 100, "nothing was traced"
    return max(tasks)


def test_they_are_scrolled_without_a_long_task_and_found(
    address: str, browser: Browser, page: Page
):
    page.goto(address)
    assert page.locator(".events > li").count() == EVENTS
    assert longest_task(browser, page, SCROLLED) < LONG
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    assert page.evaluate("window.find('the lamp is stolen')")
    expect(page.locator("#timeline-event-9877")).to_be_in_viewport()
    # and what is not in sight is not laid out, which would make the page slow to open
    assert page.evaluate("""[...document.querySelectorAll('.events')].every(each => each.childElementCount <= 100 &&
      getComputedStyle(each).contentVisibility === 'auto')""")
