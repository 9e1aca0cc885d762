"""Folding by mouse and keyboard, what is remembered, and where addresses lead."""

import pytest
from playwright.sync_api import Page, expect

from foldline.sections import KINDS
from tests.night import at_night

PAGE = "specimen-harbour/index.html"


def is_open(page: Page, id: str) -> bool:
    return page.locator(f"#{id}").evaluate("each => each.open")


def test_each_kind_shows_and_folds(site, watched):
    page = watched.page
    page.goto(site + PAGE)
    before = {}
    for kind in KINDS:
        section = page.locator(f'[data-section="{kind}"]').first
        before[kind] = section.evaluate("each => each.open")
        section.locator("summary").click()
        assert section.evaluate("each => each.open") is not before[kind]
        section.locator("summary").press("Enter")
        assert section.evaluate("each => each.open") is before[kind]
        section.locator("summary").press("Space")
        assert section.evaluate("each => each.open") is not before[kind]
    page.reload()
    for kind in KINDS:
        section = page.locator(f'[data-section="{kind}"]').first
        assert section.evaluate("each => each.open") is not before[kind]
        assert section.locator(".section-body").is_visible() is not before[kind]


def test_what_is_remembered_is_remembered_per_brief(site, watched):
    page = watched.page
    page.goto(site + PAGE)
    page.locator("#timeline > summary").click()
    assert not is_open(page, "timeline")
    page.goto(site + "us-russia-military-dialogue/index.html")
    assert is_open(page, "timeline")


def test_python_redraws_what_is_remembered(site, watched):
    page = watched.open(site + "index.html?brief=specimen-harbour")
    page.locator("#full-story > summary").click()
    page.reload()
    watched.wait()
    assert is_open(page, "full-story")


def choose(page: Page, depth: str) -> None:
    page.locator(f".depth [data-depth-choice={depth}]").click()


def open_ids(page: Page) -> list[str]:
    return page.locator("details.section[open]").evaluate_all("all => all.map(each => each.id)")


def chosen(page: Page) -> list[str]:
    return page.locator(".depth [aria-pressed=true]").evaluate_all(
        "all => all.map(each => each.dataset.depthChoice)"
    )


def test_depth_folds_is_in_the_address_and_is_remembered(site, watched):
    page = watched.page
    page.goto(site + PAGE)
    usual = open_ids(page)
    assert chosen(page) == ["usual"]
    choose(page, "everything")
    assert page.locator("details.section:not([open])").count() == 0
    assert page.url.endswith("?depth=everything") and chosen(page) == ["everything"]
    page.goto(site + "apollo-13/index.html")
    assert page.locator("details.section:not([open])").count() == 0
    choose(page, "points")
    assert open_ids(page) == ["what-happened"] and page.url.endswith("?depth=points")
    page.goto(site + PAGE)  # folds of this brief come before the depth of another
    assert page.locator("details.section:not([open])").count() == 0
    choose(page, "usual")
    assert open_ids(page) == usual and "?" not in page.url
    assert watched.errors == []


def test_a_depth_in_the_address_comes_first_and_is_not_kept(site, watched):
    page = watched.page
    page.goto(site + PAGE)
    usual = open_ids(page)
    choose(page, "points")
    page.goto(site + PAGE + "?depth=everything")
    assert page.locator("details.section:not([open])").count() == 0
    page.goto(site + PAGE)
    assert open_ids(page) == ["what-happened"]
    page.goto(site + "apollo-13/index.html?depth=toomuch")  # as if it were not there
    assert open_ids(page) == ["what-happened"]
    page.goto(site + PAGE + "?depth=usual")
    assert open_ids(page) == usual


def test_a_fold_under_a_depth_of_the_address_is_remembered(site, watched):
    page = watched.page
    page.goto(site + PAGE + "?depth=everything")
    page.locator("#timeline > summary").click()
    assert chosen(page) == [] and "depth" not in page.url
    page.reload()
    assert not is_open(page, "timeline") and is_open(page, "full-story")


def test_a_depth_of_another_version_stays_as_it_is(site, watched):
    page = watched.page
    kept = '{"version":2,"depth":{"least":4}}'
    page.add_init_script(f"localStorage.setItem('foldline:depth', {kept!r})")
    page.goto(site + PAGE)
    assert chosen(page) == ["usual"]
    choose(page, "everything")
    assert page.locator("details.section:not([open])").count() == 0
    assert page.evaluate("localStorage.getItem('foldline:depth')") == kept
    assert watched.errors == []


@pytest.mark.parametrize(
    "breaking",
    [
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', "
        "'SecurityError') } })",
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') "
        "}",
        "Storage.prototype.getItem = () => '[1, null'",
        *at_night(
            "Storage.prototype.getItem = () => 'not JSON at all'",
            "Storage.prototype.getItem = () => 'null'",
        ),
    ],
)
def test_storage_that_fails_breaks_nothing(breaking, site, watched):
    watched.page.add_init_script(breaking)
    page = watched.open(site + PAGE, "static")
    before = is_open(page, "timeline")
    page.locator("#timeline > summary").click()
    assert is_open(page, "timeline") is not before
    choose(page, "everything")
    assert page.locator("details.section:not([open])").count() == 0
    assert watched.errors == []


@pytest.mark.parametrize(
    "address, state", [(PAGE, "static"), *at_night(("index.html?brief=specimen-harbour", "ready"))]
)
def test_a_link_to_a_section_unfolds_it(address, state, watched, site):
    page = watched.open(site + address + "#full-story", state)
    assert is_open(page, "full-story")
    expect(page.locator("#full-story > summary")).to_be_in_viewport()
    page.locator('.contents a[href="#markets"]').click()
    assert is_open(page, "markets")
    page.locator('.contents a[href="#economic-impact"]').click()
    expect(page.locator("#economic-impact > summary")).to_be_in_viewport()
    page.go_back()
    assert page.url.endswith("#markets")
    expect(page.locator("#markets > summary")).to_be_in_viewport()
    page.go_forward()
    assert page.url.endswith("#economic-impact")
    assert watched.errors == []


def test_the_same_link_twice_unfolds_twice(site, watched):
    page = watched.page
    page.goto(site + PAGE + "#full-story")
    page.locator("#full-story > summary").click()
    assert not is_open(page, "full-story")
    page.locator('.contents a[href="#full-story"]').click()
    assert is_open(page, "full-story")


def test_a_malformed_fragment_is_ignored(site, watched):
    watched.open(site + PAGE + "#%E0%A4%A", "static")
    assert watched.errors == []


def test_print_opens_everything(site, watched):
    page = watched.page
    page.goto(site + PAGE)
    choose(page, "points")
    page.emulate_media(media="print")
    bodies = page.locator(".section-body")
    heights = bodies.evaluate_all("all => all.map(each => each.getBoundingClientRect().height)")
    assert len(heights) == page.locator("details.section").count() and min(heights) > 10
    expect(page.locator(".masthead button").first).to_be_hidden()


def test_keyboard_reaches_the_story_first(site, watched):
    page = watched.page
    page.goto(site + PAGE)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
