"""The front page in a browser: topics by their address, and what a device remembers of its reader.
No Python is started.
"""

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from foldline.publishing.runtime import Runtime
from foldline.publishing.serve import HOST, Handler, Server
from foldline.publishing.site import SiteOptions, publish_site
from tests.browser.conftest import Watched
from tests.made import as_bytes

LATER = """for (const key of Object.keys(localStorage)) if (key.startsWith('foldline:visits:')) {
  localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage.getItem(key)), at: 0 }));
}"""
"""Makes the last look at the front page one of long ago."""


class Publisher:
    """A site whose publisher changes it. Nothing in it waits for Python."""

    def __init__(self, top: Path, runtime: Runtime, address: str):
        self._stories, self._out, self._runtime = top / "stories", top / "site", runtime
        self.front = f"{address}/index.html"
        self._stories.mkdir()

    def publish(self, **points: str) -> None:
        for slug, text in points.items():
            section = {"kind": "what_happened", "points": [{"text": text}]}
            data = as_bytes(section, title=slug.title(), topics=["World trade", slug, "東京"])
            (self._stories / f"{slug}.json").write_bytes(data)
        options = SiteOptions(offline=False, python="needed")
        publish_site(self._stories, self._out, self._runtime, options)


@pytest.fixture
def publisher(tmp_path: Path, runtime: Runtime) -> Iterator[Publisher]:
    server = Server((HOST, 0), partial(Handler, directory=str(tmp_path / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    made = Publisher(tmp_path, runtime, f"http://{HOST}:{server.server_port}")
    made.publish(rain="It rained.", sun="It shone.")
    yield made
    server.shutdown()


def card(page: Page, slug: str):
    return page.locator(".card", has=page.locator(f'a[data-slug="{slug}"]'))


def look(page: Page, publisher: Publisher) -> None:
    """Open the front page, and wait for its marks."""
    page.goto(publisher.front)
    expect(page.locator(".card .bookmark").first).to_be_visible()


def test_what_is_new_read_changed_and_saved_is_marked_and_forgotten(publisher, watched: Watched):
    page = watched.page
    look(page, publisher)
    expect(page.locator(".card-state")).to_have_count(0)
    card(page, "sun").get_by_role("button", name="Save").click()
    expect(page.locator("#front-saved-count")).to_have_text("1")
    page.locator('a[data-slug="rain"]').click()
    expect(page.get_by_role("button", name="Save")).to_be_visible()
    page.wait_for_load_state("networkidle")
    look(page, publisher)
    expect(card(page, "rain").locator(".card-state")).to_have_text("Read")

    publisher.publish(rain="It rained all day.", fog="It was foggy.")
    page.evaluate(LATER)
    look(page, publisher)
    expect(card(page, "rain").locator(".card-state")).to_have_text("Changed since read")
    expect(card(page, "fog").locator(".card-state")).to_have_text("New")
    expect(card(page, "sun").locator(".card-state")).to_have_count(0)
    expect(page.locator("#front-news")).to_have_text(
        "1 new story since your last visit. 1 that you read has changed."
    )

    page.locator("#front-saved > summary").click()
    expect(page.locator("#front-saved-list a")).to_have_text("Sun")
    page.get_by_role("button", name="Forget what this device remembers").click()
    expect(page.locator("#front-saved-note")).to_contain_text("Forgotten")
    expect(page.locator("#front-saved-list li, .card-state")).to_have_count(0)
    look(page, publisher)
    expect(page.locator(".card-state")).to_have_count(0)
    expect(page.get_by_role("button", name="Saved", exact=True)).to_have_count(0)
    assert page.locator("html").get_attribute("data-foldline") == "static"
    assert watched.errors == []


def test_marks_move_nothing(publisher, page: Page):
    look(page, publisher)
    page.locator('a[data-slug="rain"]').click()
    page.wait_for_load_state("networkidle")
    page.add_init_script(
        "window.shifts = 0; new PerformanceObserver(list => { for (const each of list.getEntries())"
        " shifts += each.value; }).observe({ type: 'layout-shift', buffered: true });"
    )
    look(page, publisher)
    expect(page.locator(".card-state")).to_have_text("Read")
    assert page.evaluate("shifts") == 0


def test_where_nothing_is_kept_it_is_said_once_when_one_wants_to_save(publisher, page: Page):
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })"
    )
    look(page, publisher)
    for slug in ("rain", "sun"):
        card(page, slug).get_by_role("button", name="Save").click()
    expect(page.locator(".bookmark-reason")).to_have_count(1)
    expect(page.locator(".bookmark-reason")).to_contain_text("keeps nothing for this page")


def test_what_another_version_saved_is_left_as_it_is(publisher, page: Page):
    look(page, publisher)
    other = '{"version": 2, "all": []}'
    page.evaluate(
        "text => localStorage.setItem(`foldline:saved:${new URL('.', location)}`, text)", other
    )
    look(page, publisher)
    card(page, "rain").get_by_role("button", name="Save").click()
    expect(page.locator(".bookmark-reason")).to_contain_text("another version")
    kept = page.evaluate("localStorage.getItem(`foldline:saved:${new URL('.', location)}`)")
    assert kept == other


@pytest.mark.parametrize("scripts", [True, False])
def test_a_topic_of_a_brief_leads_to_its_briefs(scripts: bool, publisher, browser: Browser):
    publisher.publish(fog="It was foggy.")
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(publisher.front.replace("index.html", "rain/index.html"))
    page.get_by_role("link", name="東京").click()
    expect(page.locator(".topic-list a:visible")).to_have_text(["Fog", "Rain", "Sun"])
    expect(page.locator(".card:visible")).to_have_count(0)
    expect(page.locator("#front-saved")).to_be_visible() if scripts else expect(
        page.locator("#front-saved")
    ).to_be_hidden()
    page.get_by_role("navigation").get_by_role("link", name="fog").click()
    expect(page.locator(".topic-list a:visible")).to_have_text(["Fog"])
    page.get_by_role("link", name="All stories").click()
    expect(page.locator(".card:visible")).to_have_count(3)
    context.close()
