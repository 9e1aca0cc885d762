"""Words of a brief, passed on: copied with their source, linked, shared, drawn, reported. No Python runs."""

import re
import struct
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from foldline.publishing.pack import pack_file
from foldline.publishing.runtime import Runtime
from tests.browser.conftest import Watched
from tests.browser.test_accessible import AXE
from tests.made import ROOT

SLUG = "us-russia-military-dialogue"
PAGE = f"{SLUG}/index.html"
QUOTE = "#key-quotes .quote:nth-child(2) blockquote p"
SAID = (
    "“The aim of re-establishing the mechanism was to avoid miscalculation and escalation by either "
    "side.”\n— US military, in: Washington and Moscow to reopen a military channel shut since 2021, "
    "6 February 2026"
)
SELECT = """([selector, start, end]) => {
  const element = document.querySelector(selector), range = document.createRange();
  element.closest('details').open = true;
  range.selectNodeContents(element);
  if (end) { range.setStart(element.firstChild, start); range.setEnd(element.firstChild, end); }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  element.scrollIntoView({ block: 'center' });
}"""
TOOLBAR = ".passing"


def select(page: Page, selector: str, start: int = 0, end: int = 0) -> None:
    """Selects what is in an element, or some characters of its first text."""
    page.evaluate(SELECT, [selector, start, end])


def copied(page: Page) -> str:
    found: str = page.evaluate("navigator.clipboard.readText()")
    return found


def objections(page: Page) -> list[str]:
    """What axe-core objects to in the page as it is now."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    assert found["passes"], "axe looked at nothing"
    return [each["id"] for each in found["violations"]]


@pytest.fixture
def story(site: str, watched: Watched) -> Page:
    watched.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return watched.open(site + PAGE, "static")


def test_no_mark_of_a_reference_is_copied(site: str, either: Browser):
    page = either.new_page()
    page.goto(site + PAGE)
    points = page.locator("#what-happened .prose").all_inner_texts()
    assert page.locator("#what-happened .ref").count() > 3
    select(page, "#what-happened ul")
    page.keyboard.press("Control+c")
    page.evaluate("document.querySelector('main').prepend(document.createElement('textarea'))")
    page.locator("main > textarea").press("Control+v")
    pasted = page.locator("main > textarea").input_value()
    assert [line.strip(" •*-") for line in pasted.splitlines() if line.strip()] == points
    page.close()


def test_words_are_copied_with_their_source_and_a_link_leads_to_them(site: str, story: Page):
    select(story, QUOTE)
    toolbar = story.get_by_role("toolbar", name="Selected words")
    expect(toolbar).to_be_visible()
    story.keyboard.press("Tab")
    expect(toolbar.get_by_role("button", name="Copy with source")).to_be_focused()
    story.keyboard.press("Enter")
    expect(story.locator(".toast")).to_have_text("Copied")
    expect(toolbar).to_be_hidden()
    words, _, address = copied(story).rpartition("\n")
    at_claim = re.escape(f"{site}{PAGE}#key-quotes-") + r"\w{8}:~:text="
    assert words == SAID and re.match(at_claim + "The%20aim%20of", address), address
    # Escape closes it; words of a voice that only the full story has
    story.evaluate("getSelection().removeAllRanges()")
    select(story, "#full-story .prose p:nth-of-type(7)", 64, 200)
    expect(toolbar).to_be_visible()
    story.keyboard.press("Escape")
    expect(toolbar).to_be_hidden()
    story.evaluate("getSelection().removeAllRanges()")
    select(story, "#full-story .prose p:nth-of-type(7)", 64, 200)
    toolbar.get_by_role("button", name="Copy link").click()
    expect(story.locator(".toast")).to_have_text("Copied")
    link = copied(story)
    part = story.locator("#full-story .prose p:nth-of-type(7)").inner_text()
    first = unquote(link.partition(":~:text=")[2].partition(",")[0])
    assert first in part and link.startswith(f"{site}{PAGE}#full-story:~:text=")
    reader = story.context.new_page()
    reader.goto(link)
    expect(reader.locator("#full-story .prose p:nth-of-type(7)")).to_be_in_viewport()
    reader.close()


def test_a_part_of_a_word_is_linked_as_the_whole_word(story: Page):
    text = story.locator("#what-happened .prose p").first.inner_text()
    select(story, "#what-happened .prose p", 6, text.index("contacts") + 4)
    story.get_by_role("button", name="Copy link").click()
    expect(story.locator(".toast")).to_have_text("Copied")
    assert unquote(copied(story).partition(":~:text=")[2]).endswith("contacts")
    assert unquote(copied(story).partition(":~:text=")[2]).startswith(
        "United States and Russia will restore"
    )


def test_they_are_shared_drawn_and_reported(site: str, watched: Watched, tmp_path: Path):
    page = watched.page
    page.add_init_script("navigator.share = async data => { window.shared = data }")
    watched.open(site + PAGE, "static")
    page.evaluate(
        "() => { for (const href of ['mailto:e@n.example?subject=S&body=Page%0A'])"
        " document.querySelector('.tools-foot').append(Object.assign(document.createElement('a'),"
        " { href })); document.querySelector('.tools-foot a[href^=mailto]').dataset.report = '' }"
    )
    select(page, QUOTE)
    toolbar = page.get_by_role("toolbar", name="Selected words")
    assert objections(page) == []
    report = toolbar.get_by_role("link", name="Report an error").get_attribute("href")
    (body,) = parse_qs(urlsplit(report).query)["body"]
    assert body.startswith("Page\nPart: key-quotes") and "escalation by either side.”" in body
    toolbar.get_by_role("button", name="Share").click()
    shared = page.evaluate("shared")
    at_claim = re.escape(f"{site}{PAGE}#key-quotes-") + r"\w{8}:~:text="
    assert shared["text"] == SAID and re.match(at_claim, shared["url"]), shared["url"]
    page.evaluate("getSelection().removeAllRanges()")
    select(page, QUOTE)
    toolbar.get_by_role("button", name="Picture").click()
    panel = page.get_by_role("dialog", name="These words as a picture")
    assert objections(page) == []
    drawn = panel.get_by_role("img").get_attribute("aria-label").splitlines()
    assert drawn[0].startswith("“The aim of re-establishing") and "US military" in drawn
    assert "Source: Associated Press, via kaaltv.com" in drawn and drawn[-1] == "6 February 2026"
    with page.expect_download() as download:
        panel.get_by_role("button", name="Save the picture").click()
    download.value.save_as(tmp_path / "card.png")
    data = (tmp_path / "card.png").read_bytes()
    width, height = struct.unpack(">II", data[16:24])
    assert data[:4] == b"\x89PNG" and width == 1200 and 600 < height <= 1600
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    assert page.evaluate("document.querySelector('.passing').hidden")


def test_the_toolbar_leaves_the_systems_own_menu_alone(site: str, browser: Browser):
    context = browser.new_context(
        has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto(site + PAGE)
    select(page, QUOTE)
    expect(page.locator(TOOLBAR)).to_be_visible()
    foot, words = page.locator(TOOLBAR).bounding_box(), page.locator(QUOTE).bounding_box()
    assert foot["y"] > words["y"] + words["height"] + 60, "it stands at the foot of the window"
    context.close()


def test_what_is_no_word_of_a_brief_opens_nothing(story: Page):
    for selector in (".masthead", "#what-happened .ref"):
        story.evaluate(
            "selector => getSelection().selectAllChildren(document.querySelector(selector))",
            selector,
        )
        story.wait_for_timeout(400)  # longer than the toolbar waits
        assert story.locator(TOOLBAR).filter(visible=True).count() == 0


def test_a_packed_file_has_no_address_and_does_the_rest(
    tmp_path: Path, runtime: Runtime, watched: Watched
):
    pack_file([ROOT / "stories" / f"{SLUG}.json"], tmp_path / "one.html", runtime)
    page = watched.open((tmp_path / "one.html").as_uri(), "static")
    select(page, QUOTE)
    toolbar = page.get_by_role("toolbar", name="Selected words")
    expect(toolbar.get_by_role("button", name="Copy with source")).to_be_visible()
    expect(toolbar.get_by_role("button", name="Copy link")).to_be_hidden()
    toolbar.get_by_role("button", name="Picture").click()
    panel = page.get_by_role("dialog", name="These words as a picture")
    expect(panel.get_by_role("img")).to_be_visible()
    page.keyboard.press("Escape")
    page.goto(page.url + "#voices")
    board = page.locator("#voices")
    expect(board.get_by_text("A European diplomat")).to_be_visible()


def test_the_board_leads_to_the_words_in_the_full_story(story: Page):
    story.locator("#opposing-views > summary").click()
    story.locator("#opposing-views").get_by_role("link", name="Who says what").click()
    board = story.locator("#voices")
    expect(board).to_have_attribute("open", "")
    board.locator("dd", has_text="must not be sidelined").get_by_role("link").click()
    expect(story.locator("#full-story")).to_have_attribute("open", "")
    words = story.locator("#full-story .prose p", has_text="must not be sidelined")
    expect(words).to_be_in_viewport()
