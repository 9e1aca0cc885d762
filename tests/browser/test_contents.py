"""The contents, the margin, and a phone's bar: where the reader is, what is read, and what is left."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched

PAGE = "specimen-harbour/index.html"
WIDE, MIDDLE, PHONE = (
    {"width": 1440, "height": 900},
    {"width": 900, "height": 900},
    {"width": 390, "height": 844},
)


@pytest.fixture
def open_specimen(site: str, watched: Watched):
    """Opens the specimen in a window of a size; the page has had no errors in the end."""

    def open_in_window(size: dict, address: str = PAGE) -> Page:
        watched.page.set_viewport_size(size)
        return watched.open(site + address, "static")

    yield open_in_window
    assert watched.errors == []


def current(page: Page) -> list[str]:
    return page.locator(".contents [aria-current]").evaluate_all("all => all.map(e => e.hash)")


def scroll_to(page: Page, selector: str) -> None:
    page.locator(selector).evaluate("each => each.scrollIntoView()")
    page.evaluate("new Promise(requestAnimationFrame)")


def test_contents_stay_and_mark_where_the_reader_is(open_specimen):
    page = open_specimen(WIDE)
    contents = page.get_by_role("navigation", name="Contents")
    for id in ("what-happened", "timeline", "key-quotes"):
        scroll_to(page, f"#{id}")
        expect(contents.locator("[aria-current]")).to_have_attribute("href", f"#{id}")
        expect(contents).to_be_in_viewport(ratio=1)
    assert len(current(page)) == 1


def test_contents_mark_what_is_read_and_count_what_is_left(open_specimen):
    page = open_specimen(WIDE)
    left = page.locator(".time-left")
    expect(left).to_have_text("7 minutes left")
    for id in page.locator("details.section[open]").evaluate_all("all => all.map(e => e.id)"):
        scroll_to(page, f"[id={id}] .section-body > :last-child")
    expect(page.locator('.contents a[data-read][href="#timeline"]')).to_have_count(1)
    expect(left).to_have_text("5 minutes left")
    page.reload()
    expect(page.locator('.contents a[data-read][href="#timeline"]')).to_have_count(1)
    page.locator(".depth [data-depth-choice=everything]").click()
    for id in page.locator("details.section").evaluate_all("all => all.map(e => e.id)"):
        scroll_to(page, f"[id={id}] .section-body > :last-child")
    expect(left).to_have_text("Read to the end")


def test_the_margin_shows_the_proof_of_a_claim(open_specimen):
    page = open_specimen(WIDE)
    note = page.locator(".proof-box")
    claim = page.locator("#what-happened .points > li").nth(1)
    claim.scroll_into_view_if_needed()
    claim.hover()
    expect(note).to_contain_text("Hallowick Harbour Office")
    beside = note.bounding_box()
    assert beside and abs(beside["y"] - claim.bounding_box()["y"]) < 2
    page.locator("#what-happened .points > li").nth(3).locator(".ref").focus()
    page.mouse.move(5, 5)
    expect(note).to_contain_text("Sound Almanac")
    page.set_viewport_size(MIDDLE)
    expect(note).to_have_count(0)


@pytest.mark.parametrize("size", [MIDDLE, PHONE], ids=["middle", "phone"])
def test_the_bar_opens_contents_and_depth(open_specimen, size):
    page = open_specimen(size)
    bar = page.get_by_role("toolbar", name="For reading")
    contents = page.get_by_role("navigation", name="Contents")
    expect(contents).to_be_hidden()
    bar.get_by_role("button", name="Contents").click()
    contents.get_by_role("link", name="What markets believed").click()
    expect(contents).to_be_hidden()
    expect(page.locator("#markets > summary")).to_be_in_viewport()
    assert page.locator("#markets").get_attribute("open") is not None
    page.mouse.wheel(0, -100)
    bar.get_by_role("button", name="Depth").click()
    page.locator(".depth-sheet [data-depth-choice=points]").click()
    expect(page.locator(".depth-sheet")).to_be_hidden()
    assert page.locator("details.section[open]").count() == 1
    bar.get_by_role("button", name="Contents").click()
    page.keyboard.press("Escape")
    expect(contents).to_be_hidden()
    expect(bar.get_by_role("button", name="Contents")).to_be_focused()


def test_a_phones_bar_goes_away_and_never_covers_the_end(open_specimen):
    page = open_specimen(PHONE)
    bar = page.locator(".reading-bar")
    expect(bar).to_be_in_viewport(ratio=1)
    for button in bar.get_by_role("button").all():
        box = button.bounding_box()
        assert box and box["height"] >= 44 and box["width"] >= 44
    page.mouse.wheel(0, 600)
    expect(bar).to_be_hidden()
    page.mouse.wheel(0, -200)
    expect(bar).to_be_visible()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(bar).to_be_visible()
    last, top = page.locator(".sources li").last.bounding_box(), bar.bounding_box()
    assert last and top and last["y"] + last["height"] <= top["y"]


def test_a_printed_page_names_its_address_and_day(open_specimen):
    page = open_specimen(WIDE)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    imprint = page.locator(".imprint")
    expect(imprint).to_contain_text("specimen-harbour")
    expect(imprint).to_contain_text("Printed ")
    for hidden in (".contents", ".depth", ".reading-bar", ".tools"):
        expect(page.locator(hidden)).to_be_hidden()


def test_contents_open_without_scripts(site: str, browser):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(site + PAGE)
    page.get_by_role("button", name="Contents").click()
    page.get_by_role("link", name="The story at length").click()
    expect(page.locator("#full-story > summary")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Share")).to_be_hidden()
    context.close()
