"""The editor: a text and its brief side by side, errors that lead to their lines, and nothing that
is lost or asked for.
"""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import ROOT, SLUGS, Watched
from .own import brief, drop, publishers, ready
from .test_accessible import AXE, LOOKS

FIXTURES = Path(__file__).parents[1] / "importers" / "fixtures"
SLUG = SLUGS[0]
STATE, TEXT, SAID, SHOWN = "#edit-state", "#edit-text", "#edit-said", "#edit-brief"


@pytest.fixture
def editor(anywhere: str, watched: Watched) -> Page:
    page = watched.page
    page.set_viewport_size({"width": 1280, "height": 800})
    watched.open(f"{anywhere}edit/index.html?brief={SLUG}")
    expect(page.locator(STATE)).not_to_be_empty(timeout=60_000)
    return page


def numbers(page: Page) -> list[str]:
    return page.locator("#edit-lines > [data-level]").evaluate_all(
        "all => all.map(each => `${each.dataset.level} "
        "${[...each.parentNode.children].indexOf(each) + 1}`)"
    )


def test_a_brief_of_the_site_is_changed(editor: Page, watched: Watched, tmp_path):
    given = json.loads((ROOT / "stories" / f"{SLUG}.json").read_bytes())
    expect(editor.locator(f"{SHOWN} h1")).to_have_text(given["title"])
    field = editor.locator(TEXT)
    text = field.input_value()
    assert json.loads(text) == given
    assert editor.locator("#edit-lines > div").count() == text.count("\n") + 1
    heights = editor.evaluate(
        """() => [document.getElementById('edit-lines').scrollHeight,
        document.getElementById('edit-text').scrollHeight]
        """
    )
    assert abs(heights[0] - heights[1]) <= 2, "the numbers stand beside other lines than theirs"
    watched.requests.clear()

    # Folds and scroll stay while another headline is written; the picture beside the brief is of
    # the site.
    timeline = editor.locator(f"{SHOWN} [data-section=timeline]").first
    was_open = timeline.get_attribute("open") is not None
    timeline.locator("> summary").click()
    scrolled = editor.evaluate("document.querySelector('.editor-brief').scrollTop")
    field.fill(text.replace(json.dumps(given["title"], ensure_ascii=False), '"Another headline"'))
    expect(editor.locator(f"{SHOWN} h1")).to_have_text("Another headline")
    assert (timeline.get_attribute("open") is not None) != was_open
    assert editor.evaluate("document.querySelector('.editor-brief').scrollTop") == scrolled

    # Broken: the same words as `check`, the line marked, the last good version stays; the error
    # leads to its place.
    broken = field.input_value().replace('"Another headline"', "oops")
    line = broken[: broken.index("oops")].count("\n") + 1
    field.fill(broken)
    button = editor.locator(f"{SAID} button")
    expect(button).to_have_text(
        f"{SLUG}.json:{line}:12: brief: is not JSON from here on: expecting value"
    )
    expect(editor.locator(STATE)).to_have_text(
        "1 error. What is shown is the last version without it."
    )
    expect(editor.locator(f"{SHOWN} h1")).to_have_text("Another headline")
    expect(editor.locator(".editor-brief")).to_have_class("editor-brief older")
    assert numbers(editor) == [f"error {line}"] and field.get_attribute("aria-invalid") == "true"
    button.focus()
    editor.keyboard.press("Enter")
    expect(field).to_be_focused()
    assert (
        field.evaluate("each => each.value.slice(each.selectionStart, each.selectionStart + 4)")
        == "oops"
    )
    editor.keyboard.press("Delete")
    assert numbers(editor) == [], "a line that is being changed carries no old mark"
    mine = broken.replace("oops", "ops", 1)
    assert field.input_value() == mine

    # It outlives a reload, and what was there is to be had again, and undone.
    editor.reload()
    expect(editor.locator("#edit-did")).to_contain_text(
        "Your text from before is here again.", timeout=60_000
    )
    assert field.input_value() == mine
    editor.get_by_role("button", name="Begin again").click()
    expect(editor.locator(STATE)).to_contain_text("A brief, without errors")
    assert field.input_value() == text
    editor.keyboard.press("Control+z")
    assert field.input_value() == mine
    editor.keyboard.press("Control+y")
    assert field.input_value() == text

    with editor.expect_download() as download:
        editor.get_by_role("button", name="Save as file").click()
    assert download.value.suggested_filename == f"{SLUG}.json"
    download.value.save_as(tmp_path / "saved.json")
    assert json.loads((tmp_path / "saved.json").read_bytes()) == given
    assert watched.errors == []
    assert watched.leaving(editor.url.partition("edit/")[0]) == [], (
        "something was asked of another site"
    )


@pytest.mark.parametrize("anywhere", ["http"], indirect=True)
def test_text_becomes_a_brief_as_it_is_written(editor: Page):
    drop(editor, {"ferries.txt": (FIXTURES / "ferries.txt").read_bytes(), "second.json": brief()})
    expect(editor.locator("#edit-did")).to_contain_text("Of 2 files it is the first.")
    expect(editor.locator(STATE)).to_contain_text(
        "Imported as a brief, without errors", timeout=30_000
    )
    title = (FIXTURES / "ferries.txt").read_text("utf-8").splitlines()[0]
    expect(editor.locator(f"{SHOWN} h1")).to_have_text(title)
    editor.locator("#edit-told > summary").click()
    editor.locator("#edit-told button").first.click()
    expect(editor.locator(TEXT)).to_be_focused()
    editor.get_by_role("button", name="Turn into JSON").click()
    expect(editor.locator(STATE)).to_contain_text("A brief, without errors")
    assert json.loads(editor.locator(TEXT).input_value())["title"] == title
    expect(editor.get_by_role("button", name="Turn into JSON")).to_be_hidden()
    editor.locator(TEXT).fill("")
    expect(editor.locator(STATE)).to_have_text("There is nothing here yet.")


@pytest.mark.parametrize("anywhere", ["http"], indirect=True)
def test_it_is_accessible_and_fits(editor: Page):
    text = editor.locator(TEXT).input_value()
    editor.locator(TEXT).fill(
        text.replace('"foldline": 1', '"foldline": 2').replace('"title"', '"odd": 1, "title"')
    )
    expect(editor.locator(STATE)).to_contain_text("error")
    for width, scheme in LOOKS:
        editor.set_viewport_size({"width": width, "height": 800})
        editor.emulate_media(color_scheme=scheme)
        editor.evaluate(AXE.read_text("utf-8"))
        found = editor.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        assert [
            (v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found["violations"]
        ] == []
        assert editor.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
            "the page scrolls sideways"
        )


@pytest.mark.nightly
@pytest.mark.parametrize("anywhere", ["http"], indirect=True)
def test_the_menu_leads_to_it_and_nothing_kept_is_said(anywhere: str, watched: Watched):
    page = watched.open(anywhere + "index.html")
    ready(page)
    drop(page, {"rain.json": brief("Rain, of my own")})
    expect(page.locator("#opened > section:visible h1")).to_have_text("Rain, of my own")
    publishers(page)
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', "
        "'QuotaExceededError'); }"
    )
    page.get_by_role("link", name="Write or change a brief").click()
    expect(page.locator(f"{SHOWN} h1")).to_have_text("Rain, of my own", timeout=60_000)
    assert page.url.endswith("edit/index.html?opened=rain")
    page.locator(TEXT).press("Control+End")
    page.locator(TEXT).press_sequentially(" ")
    expect(page.locator("#edit-kept")).to_have_text(
        "A reload will lose this text: there is no room left for it."
    )
