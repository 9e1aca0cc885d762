"""Files of other formats, dropped on a page and pasted into it, are briefs of the reader's own,
with the account of the import.
"""

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from foldline.formats import import_briefs

from .conftest import Watched
from .own import brief, drop, is_shown, page_is_shown, paste, publishers

FIXTURES = Path(__file__).parents[1] / "importers" / "fixtures"
SHOWN = "#opened > section:visible"


def test_each_format_is_opened_and_told(shelf: Page):
    """One page for all of them: each drop shows the next."""
    for path in sorted(FIXTURES.iterdir()):
        expected = import_briefs(path.read_bytes(), name=path.name)
        drop(shelf, {path.name: path.read_bytes()})
        if len(expected) > 1:
            expect(shelf.locator(f"{SHOWN} h1")).to_have_text("Briefs opened here")
            for each in expected:
                expect(
                    shelf.locator(f"{SHOWN} .shelf-list li", has_text=path.name).get_by_role(
                        "link", name=each.brief["title"]
                    )
                ).to_be_visible()
            continue
        (each,) = expected
        expect(shelf.locator(f"{SHOWN} .local-from .local-name")).to_have_text(
            path.name, timeout=30_000
        )  # the first waits for its modules
        is_shown(shelf, each.brief["title"])
        account = shelf.locator(f"{SHOWN} .import-told > summary")
        expect(account).to_contain_text(f"Imported as {each.report.format}: ")
        account.click()
        expect(shelf.locator(f"{SHOWN} .import-told li").first).to_be_visible()
        assert shelf.locator(f"{SHOWN} .import-told li").count() == len(
            [line for line in each.report.lines if line.how in ("used", "guessed", "left over")]
        )


def test_pasted_stories_and_what_stays_with_check(shelf: Page, watched: Watched, tmp_path):
    text = (FIXTURES / "ferries.txt").read_text("utf-8")
    paste(shelf, "just some words")
    page_is_shown(shelf)
    paste(shelf, text)
    title = import_briefs(text)[0].brief["title"]
    expect(shelf.locator(f"{SHOWN} .local-from .local-name")).to_have_text(
        "pasted.txt", timeout=30_000
    )
    is_shown(shelf, title)
    shelf.reload()
    is_shown(shelf, title)
    watched.requests.clear()
    expect(shelf.locator(f"{SHOWN} .import-told")).to_be_visible()

    with shelf.expect_download() as download:  # what is saved is the brief, not what it was made of
        publishers(shelf).get_by_role("button", name="Save the brief").click()
    assert download.value.suggested_filename.endswith(".json")
    download.value.save_as(tmp_path / "saved.json")
    assert json.loads((tmp_path / "saved.json").read_bytes()) == import_briefs(text)[0].brief
    publishers(shelf)
    shelf.get_by_label("Paste the text of a brief (JSON), or of a story").fill(
        "Rain\n\nIt rained.\n\nWhat happened\n\n- It did."
    )
    shelf.get_by_role("button", name="Open the text").click()
    expect(shelf.locator(f"{SHOWN} [role=alert] li")).to_have_text(
        'pasted.txt: published: is missing; "published" must be given'
    )
    expect(shelf.locator(f"{SHOWN} h1")).to_have_text("Rain")

    drop(
        shelf,
        {
            "odd.json": b'{"name": "x"}',
            "no.csv": b"moment;what\n2026;rain",
            "ours.json": b'{"foldline": 2}',
            "rain.json": brief(),
        },
    )
    alert = shelf.locator("#opened [role=alert]:visible")
    expect(alert.locator("li").last).to_contain_text("ours.json:1:14: foldline: is 2")
    lines = alert.locator("li").all_inner_texts()
    assert any(line.startswith("odd.json:1:1: ") for line in lines)
    assert 'no.csv: row 1: no column is called "when"; there are moment, what' in lines
    expect(alert).to_contain_text("3 files could not be opened")
    expect(shelf.locator(f"{SHOWN} h2", has_text="Rain")).to_have_count(2)
