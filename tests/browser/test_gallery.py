"""Pictures in a page that is only read: in a width that fits, large in a dialog, and without scripts
as links.
"""

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Watched
from .engines import holds
from .test_accessible import AXE

SPECIMEN, SUEZ = "specimen-harbour/index.html", "ever-given-suez/index.html"
SHIFTS = """new Promise(done => new PerformanceObserver(list => done(list.getEntries().map(each => each.value)))
  .observe({ type: 'layout-shift', buffered: true }) || setTimeout(done, 500, []))"""
LARGE = "dialog.gallery-large"


def open_brief(watched: Watched, address: str) -> Page:
    page = watched.open(address, "static")
    holds(page, "globalThis.foldlineGallery")
    return page


def test_pictures_are_leafed_through_by_keys_and_the_focus_comes_back(site: str, watched: Watched):
    page = open_brief(watched, site + SPECIMEN)
    openers, status = page.locator(".photo-open"), page.locator(f"{LARGE} [role=status]")
    openers.first.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Pictures of this story")
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    expect(status).to_have_text("1 of 3")
    expect(dialog.get_by_role("button", name="Previous picture")).to_be_disabled()
    page.keyboard.press("ArrowRight")
    expect(status).to_have_text("2 of 3")
    figure = dialog.locator("figure:not([inert])")
    expect(figure).to_have_count(1)
    expect(figure).to_contain_text("The two courses.")
    expect(figure).to_contain_text("Chart: Foldline")
    expect(figure).to_be_in_viewport(ratio=0.99)
    page.keyboard.press("j")  # no key of the page below acts
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(openers.nth(1)).to_be_focused()
    assert watched.errors == []


def test_on_a_phone_a_gallery_is_a_row_that_swipes_and_leaves_room_for_the_news(
    site: str, browser: Browser
):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=1, service_workers="block"
    )
    page = context.new_page()
    page.goto(site + SPECIMEN)
    row = page.locator(".photos")
    assert row.evaluate("each => each.scrollWidth > each.clientWidth")
    assert row.evaluate("each => each.getBoundingClientRect().height") < 0.6 * 844
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    holds(page, "globalThis.foldlineGallery")
    page.locator(".photo-open").first.click()
    strip, status = page.locator(".gallery-strip"), page.locator(f"{LARGE} [role=status]")
    strip.evaluate("each => each.scrollTo({ left: 2 * each.clientWidth, behavior: 'instant' })")
    expect(status).to_have_text("3 of 3")  # as after a swipe
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".photo-open").nth(2)).to_be_focused()

    page.goto(site + SUEZ)
    image = page.locator(".photos img")
    image.scroll_into_view_if_needed()
    holds(page, "document.querySelector('.photos img').naturalWidth > 0")
    assert image.evaluate("each => each.currentSrc").endswith("-400.webp")
    assert (
        page.evaluate("performance.getEntriesByType('resource').some(e => e.name.endsWith('.jpg'))")
        is False
    )
    assert sum(page.evaluate(SHIFTS)) == pytest.approx(0, abs=0.001)
    context.close()


def test_without_scripts_a_picture_is_a_link_to_its_file(site: str, browser: Browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + SUEZ)
    page.locator(".photos .photo-open").click()
    page.wait_for_url("**/ever-given-suez/ever-given-suez/map.jpg")
    context.close()
