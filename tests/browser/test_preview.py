"""The open page of `foldline serve` becomes what its file is, and stays where the reader is."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from foldline.publishing.preview import Preview
from foldline.publishing.runtime import Runtime
from foldline.publishing.serve import HOST, server_for
from foldline.publishing.site import SiteOptions, publish_site
from tests.browser.conftest import Watched
from tests.made import as_dict

STORY = " ".join(["It rained on the quay."] * 400)
POINTS = [{"text": f"Point {number}. {STORY[:300]}"} for number in range(12)]
SECTIONS = [
    {"kind": "what_happened", "points": POINTS},
    {
        "kind": "timeline",
        "events": [{"when": "2021", "text": "One."}, {"when": "2024", "text": "Two."}],
    },
    {"kind": "historical_background", "text": "Rain fell before."},
    {"kind": "full_story", "text": STORY},
]


class Desk:
    """Somebody writes rain.json, and looks at it."""

    def __init__(self, folder: Path, runtime: Runtime):
        self.stories, self.out, self.runtime = folder / "stories", folder / "site", runtime
        self.stories.mkdir()
        self.save(*SECTIONS)
        self.preview = Preview(self.published)
        self.server = server_for(self.out, 0, self.preview)
        self.address = f"http://{HOST}:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def save(self, *sections: dict, text: str = "", **fields: str) -> None:
        (self.stories / "rain.json").write_text(
            text or json.dumps(as_dict(*sections, **fields), indent=1), "utf-8"
        )
        self.published = publish_site(
            self.stories, self.out, self.runtime, SiteOptions(preview=True)
        )
        if hasattr(self, "preview"):
            self.preview.published = self.published


@pytest.fixture
def desk(tmp_path: Path, runtime: Runtime) -> Iterator[Desk]:
    desk = Desk(tmp_path, runtime)
    yield desk
    desk.server.shutdown()
    desk.server.server_close()


def changed(at: int, **fields: object) -> list[dict]:
    return [
        section | fields if number == at else section for number, section in enumerate(SECTIONS)
    ]


def top_of(page: Page, selector: str) -> float:
    return page.locator(selector).evaluate("node => node.getBoundingClientRect().top")


def test_the_page_follows_its_file_and_the_reader_stays(desk: Desk, watched: Watched):
    page = watched.open(desk.address + "rain/#historical-background")
    page.locator("#historical-background > summary").click()  # which the address has unfolded
    # what the reader has folded and unfolded, and where the reader is
    page.locator("#full-story > summary").click()
    page.locator("#timeline > summary").click()
    page.evaluate(
        "document.getElementById('full-story').dataset.same = ''; "
        "document.getElementById('timeline').dataset.same = ''"
    )
    page.locator("#full-story > summary").evaluate(
        "node => { node.focus({ preventScroll: true }); scrollTo(0, "
        "node.getBoundingClientRect().top + scrollY - 100); }"
    )
    before = top_of(page, "#full-story")

    more = [
        *changed(0, points=[*POINTS, {"text": "A new point above."}])[:2],
        SECTIONS[2] | {"text": "It had rained."},
        SECTIONS[3],
        {"kind": "opposing_views", "note": "Nobody."},
    ]
    desk.save(*more, title="More rain")
    expect(page.locator("h1")).to_have_text("More rain")
    expect(page).to_have_title("More rain")
    expect(page.locator("#what-happened")).to_contain_text("A new point above.")
    expect(page.locator("#opposing-views")).to_have_count(1)
    expect(page.locator("#historical-background")).to_contain_text("It had rained.")
    assert page.locator(".contents li").count() == 7
    assert abs(top_of(page, "#full-story") - before) < 2
    # the timeline is put anew too, since the proofs of its events have other numbers
    assert page.locator("[data-same]").count() == 1, "what has not changed was put anew"
    assert page.evaluate("[...document.querySelectorAll('.section')].map(each => each.open)") == [
        True,
        False,
        False,
        True,
        False,
    ]
    expect(page.locator("#full-story > summary")).to_be_focused()
    expect(page.locator(".preview")).to_have_count(0)

    # a section that is replaced keeps its fold and the focus, one that goes is gone, and all of it
    # without a load
    desk.save(
        *[
            section | {"text": "Shorter."} if section["kind"] == "full_story" else section
            for section in more
            if section["kind"] != "historical_background"
        ]
    )
    expect(page.locator("#full-story")).to_contain_text("Shorter.")
    expect(page.locator("#full-story > summary")).to_be_focused()
    assert page.evaluate(
        "[...document.querySelectorAll('.section')].map(each => [each.id, each.open])"
    ) == [
        ["what-happened", True],
        ["timeline", False],
        ["full-story", True],
        ["opposing-views", False],
    ]
    assert page.evaluate("performance.getEntriesByType('navigation').length") == 1
    assert watched.errors == []


def test_a_broken_file_says_what_is_wrong_over_the_last_good_version(desk: Desk, watched: Watched):
    page = watched.open(desk.address + "rain/")
    panel = page.locator(".preview")
    desk.save(text='{\n "foldline": 1,\n}')
    expect(panel).to_have_attribute("role", "alert")
    expect(panel.locator("summary")).to_have_text(
        "The file has 1 problem. This is the last version that could be shown whole."
    )
    expect(panel.locator("li")).to_have_text(
        f"{desk.stories / 'rain.json'}:2:15: brief: is not JSON from here on: a comma before the "
        "end"
    )
    expect(page.locator("#what-happened")).to_contain_text("Point 3.")
    desk.save(*changed(1, events=[{"when": "31 February 2021", "text": "Never."}]))
    expect(panel.locator("li")).to_contain_text("sections[1].events[0].when: ")
    expect(page.locator("#timeline")).to_contain_text("Two.")
    page.reload()
    expect(panel.locator("li")).to_contain_text("sections[1].events[0].when: ")
    expect(page.locator("#timeline")).to_contain_text("Two.")
    # what hides nothing is shown, and said on one line
    desk.save(*changed(0, sources=["nobody"]), dek="It poured.")
    expect(page.locator(".dek")).to_have_text("It poured.")
    expect(panel).to_have_attribute("role", "status")
    expect(panel.locator("summary")).to_have_text("1 problem")
    assert panel.locator("details").evaluate("node => node.open") is False
    desk.save(*SECTIONS, dek="It poured.")
    expect(panel).to_have_count(0)
    assert watched.errors == []


@pytest.mark.nightly
def test_python_has_the_new_version_too_and_the_page_outlives_the_server(
    desk: Desk, watched: Watched
):
    page = watched.open(desk.address, "static")
    page.get_by_role("link", name="Rain").click()
    expect(page.locator("#what-happened")).to_be_visible()
    desk.save(
        *SECTIONS,
        {
            "kind": "key_quotes",
            "quotes": [{"text": "Snow fell in the night", "speaker": "A pilot"}],
        },
    )
    expect(page.locator("#key-quotes")).to_be_visible()
    expect(page.locator(".proofs")).to_contain_text("These words were not found in the full story.")
    assert watched.errors == []
    page.context.set_offline(True)
    expect(page.locator(".preview")).to_have_text(
        "foldline serve does not answer. This is how the page was."
    )
    desk.save(*SECTIONS, title="Sun")
    page.context.set_offline(False)
    expect(page.locator("h1")).to_have_text("Sun", timeout=15_000)
    expect(page.locator(".preview")).to_have_count(0)

    (desk.stories / "rain.json").rename(desk.stories / "sun.json")
    desk.preview.published = publish_site(
        desk.stories, desk.out, desk.runtime, SiteOptions(preview=True)
    )
    expect(page.locator(".preview")).to_have_text(
        "This brief is not in the folder any more. This is how it was."
    )
    page.go_back()
    expect(page.locator(".shelf-list a")).to_have_attribute("href", "sun/index.html")
