"""The panel "How we know", wherever a brief is shown."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from foldline import load
from foldline.claims import check_claims
from foldline.publishing.pack import pack_file
from foldline.publishing.runtime import Runtime
from tests.browser.conftest import BOOT, SLUGS, Watched
from tests.browser.test_accessible import AXE
from tests.made import ROOT
from tests.night import at_night

SLUG = "us-russia-military-dialogue"


def open_panel(page: Page):
    page.locator("#tools > summary").click()
    page.get_by_role("button", name="How we know…").click()
    panel = page.get_by_role("dialog", name="How we know")
    expect(panel).to_be_visible(timeout=BOOT)
    return panel


def verdicts(panel) -> list[str]:
    return sorted(
        panel.locator("li[data-verdict]").evaluate_all(
            "all => all.map(each => each.dataset.verdict)"
        )
    )


def says_what_the_check_says(panel, slug: str) -> None:
    brief = load((ROOT / "stories" / f"{slug}.json").read_bytes()).brief
    assert verdicts(panel) == sorted(finding.verdict for finding in check_claims(brief)) != []


@pytest.mark.parametrize("slug", at_night(*(each for each in SLUGS if each != SLUG)))
def test_it_says_what_the_check_says(slug, site, watched: Watched):
    says_what_the_check_says(open_panel(watched.open(f"{site}{slug}/index.html")), slug)
    assert watched.errors == []


def test_it_says_what_the_check_says_and_leads_to_each_place(site, watched: Watched):
    page = watched.open(f"{site}{SLUG}/index.html")
    panel = open_panel(page)
    says_what_the_check_says(panel, SLUG)
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"] == []

    panel.locator(".know-agreed > summary").click()
    address = panel.locator("a.know-place").first.evaluate("link => link.href")
    panel.locator('li[data-verdict=agrees]:has-text("late 2021")').get_by_role(
        "link", name="Show the place"
    ).first.click()
    expect(panel).to_be_hidden()
    marked = "[...CSS.highlights.get('foldline-place')][0]"
    assert page.evaluate(f"{marked}.toString()") == "late 2021"
    assert page.evaluate(
        f"Boolean({marked}.startContainer.parentElement.closest('#full-story[open]'))"
    )
    top = page.evaluate(f"{marked}.getBoundingClientRect().top")
    assert 0 < top < page.viewport_size["height"]
    assert watched.errors == []

    # and the place has an address of its own
    assert address.startswith(f"{site}{SLUG}/index.html#full-story:~:text=")
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator("#full-story")).to_have_attribute("open", "")
    expect(
        page.locator("#full-story .section-body")
    ).to_be_in_viewport()  # no text of a test is evaluated in the page: its policy forbids it


def test_it_is_there_in_a_packed_file_of_several(runtime: Runtime, tmp_path: Path, page: Page):
    pack_file(
        [ROOT / "stories" / f"{slug}.json" for slug in SLUGS[:2]], tmp_path / "two.html", runtime
    )
    page.goto((tmp_path / "two.html").as_uri())
    panel = open_panel(page)
    expect(panel).to_contain_text("Open one brief first")
    panel.get_by_role("button", name="Close").click()
    page.locator(f'.shelf a[data-slug="{SLUGS[0]}"]').click()
    panel = open_panel(page)
    assert verdicts(panel) == sorted(
        finding.verdict
        for finding in check_claims(
            load((ROOT / "stories" / f"{SLUGS[0]}.json").read_bytes()).brief
        )
    )


def test_on_the_shelf_it_asks_for_a_brief_and_a_key_closes_it(site, watched: Watched):
    page = watched.open(site + "index.html")
    expect(open_panel(page)).to_contain_text("Open one brief first")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#tools > summary")).to_be_focused()
