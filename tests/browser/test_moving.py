"""Moving between the shelf and briefs: no reload, and everything as if there had been one."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.engines import holds

from .conftest import SLUGS, Watched, at_night


@pytest.fixture(params=["site", *at_night("checkout")])
def base(request) -> str:
    return request.getfixturevalue(request.param)


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
    moved = page.locator("#page").inner_text()
    page.reload()
    watched.wait()
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
    expect(page.locator(".shelf-list")).to_be_visible()
    holds(page, "scrollY === 300")
    page.go_forward()
    expect(page.locator("article h1")).to_contain_text("Specimen")
    holds(page, "scrollY === 700")
    assert is_marked(page)
    assert watched.errors == []


def test_sections_of_a_page_moved_to_work_as_ever(base, watched: Watched):
    page = watched.open(base)
    link(page, "specimen-harbour").click()
    expect(page.locator("article h1")).to_contain_text("Specimen")
    page.locator('.contents a[href="#full-story"]').click()
    expect(page.locator("#full-story > summary")).to_be_in_viewport()
    page.go_back()
    expect(page.locator("article h1")).to_contain_text("Specimen")
    page.go_back()
    expect(page.locator(".shelf-list")).to_be_visible()


def test_a_new_tab_and_a_modified_click_stay_the_browsers(base, watched: Watched):
    page = watched.open(base)
    with page.context.expect_page() as opened:
        link(page, "apollo-13").click(modifiers=["Control"])
    opened.value.wait_for_url("**apollo-13**")
    expect(page.locator(".shelf-list")).to_be_visible()


def test_the_last_of_two_quick_clicks_wins(site, watched: Watched):
    page = watched.open(site)
    page.route(
        "**/apollo-13/index.html", lambda route: (page.wait_for_timeout(500), route.continue_())
    )
    page.evaluate("""() => {
        document.querySelector('[data-slug="apollo-13"]').click();
        document.querySelector('[data-slug="ever-given-suez"]').click();
    }""")
    expect(page.locator("article h1")).to_contain_text("Suez")
    page.wait_for_timeout(1000)
    expect(page.locator("article h1")).to_contain_text("Suez")
    assert page.url.endswith("ever-given-suez/index.html")


def test_what_a_press_will_ask_for_is_fetched_before_the_click(site, watched: Watched):
    page = watched.open(site + "index.html")
    page.evaluate("foldlineInterpreter.files")  # what comes when the page is calm has come
    page.wait_for_load_state("networkidle")
    watched.requests.clear()
    page.locator('[data-slug="apollo-13"]').hover()
    page.mouse.down()
    page.wait_for_timeout(500)
    assert watched.requests == [site + "apollo-13/index.html"]
    expect(page.locator("h1")).to_have_text("Story briefs")
    page.mouse.up()
    expect(page.locator("article h1")).to_contain_text("Apollo 13")
    assert watched.requests.count(site + "apollo-13/index.html") == 1


def test_a_brief_that_is_gone_is_said_and_the_shelf_still_opens(site, watched: Watched):
    page = watched.open(site)
    page.route("**/apollo-13/index.html", lambda route: route.fulfill(status=404))
    link(page, "apollo-13").click()
    expect(page.get_by_role("alert")).to_contain_text("is not there: the server answered 404")
    page.locator(".wordmark").click()
    expect(page.locator(".shelf-list")).to_be_visible()
