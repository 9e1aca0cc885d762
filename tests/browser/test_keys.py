"""What a reader does by keys, and where the focus is afterwards; and sharing. No Python runs."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import Watched
from .own import menu

PAGE = "specimen-harbour/index.html"
KEPT = "localStorage.getItem('foldline:keys')"


@pytest.fixture
def story(site: str, watched: Watched) -> Page:
    return watched.open(site + PAGE, "static")


def focused_section(page: Page) -> int:
    """The number of the section whose heading has the focus; -1 where none has it."""
    found: int = page.evaluate(
        "[...document.querySelectorAll('details.section')]"
        ".findIndex(each => each.querySelector('summary') === document.activeElement)"
    )
    return found


def press(page: Page, keys: str) -> int:
    for key in keys:
        page.keyboard.press(key)
    return focused_section(page)


def test_keys_move_between_sections_and_fold_them(story: Page):
    assert [press(story, keys) for keys in ("j", "j", "n", "k", "p", "kkk")] == [0, 1, 2, 1, 0, 0]
    second = story.locator("details.section").nth(1)
    was_open = second.evaluate("each => each.open")
    assert press(story, "jo") == 1 and second.evaluate("each => each.open") is not was_open
    expect(second.locator("summary")).to_be_in_viewport()
    story.reload()
    assert second.evaluate("each => each.open") is not was_open, "folds.js remembers it"


def test_they_are_listed_and_can_be_switched_off(story: Page):
    press(story, "j?")
    panel = story.get_by_role("dialog", name="Keyboard shortcuts")
    expect(panel.get_by_role("heading")).to_be_focused()
    assert press(story, "j") == -1, "within a panel no key acts"
    panel.get_by_role("checkbox", name="Use these keys").uncheck()
    story.keyboard.press("Escape")
    assert focused_section(story) == 0, "the focus is where it was"
    assert press(story, "j?") == 0
    story.reload()
    assert press(story, "j") == -1
    menu(story).get_by_role("button", name="Keyboard shortcuts").press("Enter")
    panel.get_by_role("checkbox", name="Use these keys").check()
    panel.get_by_role("button", name="Close").press("Enter")
    expect(story.locator("#tools > summary")).to_be_focused()
    expect(story.locator("#tools")).not_to_have_attribute("open", "")
    assert press(story, "j") >= 0
    other = '{"version": 2, "on": false}'
    story.evaluate("text => localStorage.setItem('foldline:keys', text)", other)
    press(story, "?")
    panel.get_by_role("checkbox", name="Use these keys").uncheck()
    assert story.evaluate(KEPT) == other, "what another version kept stays whole"


def test_they_leave_writing_and_the_browsers_own_keys_alone(story: Page):
    for keys in ("Control+k", "Alt+j"):
        story.evaluate(
            "addEventListener('keydown', event => { window.stopped = event.defaultPrevented })"
        )
        story.keyboard.press(keys)
        assert story.evaluate("window.stopped") is False
    story.evaluate("document.querySelector('main').prepend(document.createElement('textarea'))")
    story.locator("main > textarea").press_sequentially("jo?/")
    assert story.locator("main > textarea").input_value() == "jo?/"
    expect(story.get_by_role("dialog")).to_have_count(0)


def test_a_key_leads_to_the_search(story: Page):
    story.keyboard.press("/")
    field = story.get_by_role("searchbox")
    expect(field).to_be_focused()
    story.keyboard.type("/j")
    expect(field).to_have_value("/j")


def test_a_link_is_shared_by_the_system_or_copied(site: str, watched: Watched):
    page = watched.page
    page.add_init_script("navigator.share = async data => { window.shared = data }")
    watched.open(f"{site}{PAGE}#full-story", "static")
    menu(page).get_by_role("button", name="Share").click()
    assert page.evaluate("shared") == {"title": page.title(), "url": f"{site}{PAGE}#full-story"}
    expect(page.locator("#tools")).not_to_have_attribute("open", "")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("() => { navigator.share = undefined }")
    menu(page).get_by_role("button", name="Share").click()
    expect(page.locator(".toast")).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}{PAGE}#full-story"
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject() }")
    menu(page).get_by_role("button", name="Share").click()
    expect(page.locator(".toast")).to_contain_text(f"Copy this link: {site}")
    menu(page)
    page.locator("#page").click(position={"x": 5, "y": 5})
    expect(page.locator("#tools")).not_to_have_attribute("open", "")
