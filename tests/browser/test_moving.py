"""Moving between the shelf and briefs. A site's pages are loaded, as the browser does it. In the
checkout, Python draws them without a reload, and everything is as if there had been one.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.engines import holds

from .conftest import SLUGS, Watched
from .own import ready


@pytest.fixture
def base(checkout: str) -> str:
    return checkout


def mark(page: Page) -> None:
    """Something that a reload would lose."""
    page.evaluate("window.stillHere = true")


def is_marked(page: Page) -> bool:
    return page.evaluate("window.stillHere === true")


def link(page: Page, slug: str):
    return page.locator(f'.shelf-list a[data-slug="{slug}"]')


def test_a_link_on_the_shelf_opens_without_a_reload(base, watched: Watched):
    page = watched.open(base)
    mark(page)
    link(page, "apollo-13").click()
    expect(page.locator("article h1")).to_contain_text("Apollo 13")
    assert is_marked(page)
    assert "apollo-13" in page.url
    assert "Apollo 13" in page.title()
    expect(page.locator("h1")).to_be_focused()
    page.locator(".wordmark").click()
    expect(page.locator(".shelf-list li")).to_have_count(len(SLUGS))
    assert is_marked(page)
    assert page.title() == "Foldline"
    assert watched.errors == []


def test_the_address_one_moved_to_is_real(base, watched: Watched):
    page = watched.open(base)
    link(page, "ever-given-suez").click()
    expect(page.locator("article h1")).to_be_visible()
    unchecked = page.locator(".record[data-unchecked]")
    expect(unchecked).to_have_count(0)  # claims are compared after a brief is drawn
    moved = page.locator("#page").inner_text()
    page.reload()
    watched.wait()
    expect(unchecked).to_have_count(0)
    assert page.locator("#page").inner_text() == moved
    assert (
        page.evaluate("[...document.images].filter(i => i.complete && !i.naturalWidth).length") == 0
    )


def test_back_and_forward_restore_page_and_scroll(base, watched: Watched):
    page = watched.open(base)
    mark(page)
    page.set_viewport_size({"width": 400, "height": 400})
    page.evaluate("scrollTo(0, 300)")
    page.evaluate(
        """document.querySelector('[data-slug="specimen-harbour"]').click()"""
    )  # without scrolling to it
    expect(page.locator("article h1")).to_contain_text("Specimen")
    assert page.evaluate("scrollY") == 0
    page.evaluate("scrollTo(0, 700)")
    holds(page, "scrollY === 700")
    page.wait_for_timeout(200)  # the page is told of it with the next frame
    page.go_back()
    expect(page.locator(".front-top")).to_be_visible()
    holds(page, "scrollY === 300")
    page.go_forward()
    expect(page.locator("article h1")).to_contain_text("Specimen")
    holds(page, "scrollY === 700")
    assert is_marked(page)
    assert watched.errors == []


@pytest.mark.nightly
def test_sections_of_a_page_moved_to_work_as_ever(base, watched: Watched):
    page = watched.open(base)
    link(page, "specimen-harbour").click()
    expect(page.locator("article h1")).to_contain_text("Specimen")
    page.locator('.contents a[href="#full-story"]').click()
    expect(page.locator("#full-story > summary")).to_be_in_viewport()
    page.go_back()
    expect(page.locator("article h1")).to_contain_text("Specimen")
    page.go_back()
    expect(page.locator(".front-top")).to_be_visible()


@pytest.mark.nightly
def test_a_new_tab_and_a_modified_click_stay_the_browsers(base, watched: Watched):
    page = watched.open(base)
    with page.context.expect_page() as opened:
        link(page, "apollo-13").click(modifiers=["Control"])
    opened.value.wait_for_url("**apollo-13**")
    expect(page.locator(".front-top")).to_be_visible()


@pytest.fixture
def page_of_site(site: str, watched: Watched) -> Page:
    page = watched.open(site, "static")
    page.wait_for_load_state("networkidle")
    watched.requests.clear()
    return page


def test_a_link_of_a_site_loads_its_page_without_python(page_of_site: Page, watched: Watched):
    page = page_of_site
    link(page, "apollo-13").click()
    expect(page.locator("article h1")).to_contain_text("Apollo 13")
    assert page.locator("html").get_attribute("data-foldline") == "static"
    page.go_back()
    expect(page.locator(".shelf-list li")).to_have_count(len(SLUGS))
    assert watched.errors == []
    assert not [url for url in watched.requests if "/runtime/" in url and "workbox" not in url]


def test_the_page_of_a_link_is_fetched_before_the_click(page_of_site: Page, watched: Watched):
    page = page_of_site
    address = link(page, "apollo-13").evaluate("each => each.href")
    link(page, "apollo-13").hover()
    page.wait_for_timeout(500)
    assert watched.requests == [address]
    assert watched.errors == []
    page.mouse.move(0, 0)
    link(page, "apollo-13").hover()
    page.wait_for_timeout(200)
    assert watched.requests == [address]


def test_links_elsewhere_are_not_fetched_before_the_click(site: str, watched: Watched):
    page = watched.open(f"{site}apollo-13/index.html", "static")
    page.wait_for_load_state("networkidle")
    watched.requests.clear()
    page.locator("#sources a[href^=http], article a[href^=http]").first.evaluate(
        "each => each.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))"
    )
    page.wait_for_timeout(300)
    assert watched.requests == []


def test_a_brief_that_is_gone_is_said_and_the_shelf_still_opens(checkout, watched: Watched):
    page = watched.open(checkout)
    page.route("**/apollo-13.json", lambda route: route.fulfill(status=404))
    link(page, "apollo-13").click()
    expect(page.get_by_role("alert")).to_contain_text("is not there: the server answered 404")
    page.locator(".wordmark").click()
    expect(page.locator(".front-top")).to_be_visible()


@pytest.mark.parametrize("started", [False, True], ids=["static", "started"])
def test_going_back_restores_the_page_as_it_was_left(launch_browser, site: str, started: bool):
    """By the browser's own cache of pages that were left, which Playwright switches off."""
    browser = launch_browser(ignore_default_args=["--disable-back-forward-cache"])
    page = browser.new_page()
    page.goto(site)
    page.evaluate("addEventListener('pageshow', event => { window.restored = event.persisted; })")
    if started:
        ready(page)
        page.evaluate("foldlineInterpreter.files")
    mark(page)
    link(page, "apollo-13").click()
    expect(page.locator("article h1")).to_contain_text("Apollo 13")
    page.wait_for_timeout(500)  # the page that was left has come to rest
    page.evaluate("() => { history.back(); }")
    expect(page.locator(".front-top")).to_be_visible()
    page.wait_for_timeout(500)
    assert page.evaluate("window.restored ?? null") is True, page.evaluate(
        "JSON.stringify(performance.getEntriesByType('navigation')[0].notRestoredReasons)"
    )
    assert is_marked(page)
    assert page.locator("html").get_attribute("data-foldline") == ("ready" if started else "static")
    browser.close()
