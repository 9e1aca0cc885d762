"""The shelf's search: on a server, from a disk, and in a packed file, where the briefs' own text is
searched too.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from foldline.publishing.pack import pack_file

from .conftest import BOOT, ROOT, SLUGS, Watched
from .own import ready


def field(page: Page):
    return page.get_by_role("searchbox", name="Find a brief")


def found(page: Page) -> list[str]:
    return page.locator(".shelf .shelf-list > li:visible a[data-slug]").evaluate_all(
        "links => links.map(link => link.dataset.slug)"
    )


def search(page: Page, words: str) -> None:
    ready(page)
    field(page).fill(words)


def test_words_leave_what_has_them(anywhere: str, watched: Watched):
    page = watched.open(anywhere + "index.html")
    search(page, "OXYGEN")
    expect(page.locator("#shelf-found")).to_have_text("1 of 4 briefs")
    assert found(page) == ["apollo-13"]
    search(page, "no such words")
    expect(page.locator("#shelf-found")).to_have_text("None of 4 briefs has “no such words”.")
    assert found(page) == []
    search(page, "")
    expect(page.locator("#shelf-found")).to_be_empty()
    assert sorted(found(page)) == SLUGS
    assert watched.errors == []


@pytest.mark.nightly
def test_what_was_typed_before_python_answered_is_searched(site: str, page: Page):
    page.goto(site)
    field(page).fill("oxygen")  # which the field's focus starts
    expect(page.locator("#shelf-found")).to_have_text("1 of 4 briefs", timeout=BOOT)


def test_a_shelf_one_came_back_to_is_whole(site: str, watched: Watched):
    page = watched.open(site)
    search(page, "oxygen")
    page.locator('.shelf-list a[data-slug="apollo-13"]').click()
    expect(page.locator("article h1")).to_contain_text("Apollo")
    page.go_back()
    expect(page.locator(".shelf-list li:visible")).to_have_count(len(SLUGS))
    search(page, "oxygen")
    assert found(page) == ["apollo-13"]


def test_a_packed_file_is_searched_by_its_text(runtime, tmp_path: Path, watched: Watched):
    pack_file(
        [ROOT / "stories" / f"{slug}.json" for slug in SLUGS], tmp_path / "many.html", runtime
    )
    page = watched.open((tmp_path / "many.html").as_uri())
    search(page, "european COMMAND")
    expect(page.locator("#shelf-found")).to_have_text("1 of 4 briefs")
    assert found(page) == ["us-russia-military-dialogue"]
    assert watched.errors == []


def test_there_is_no_field_without_scripts(site: str, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    expect(page.locator(".shelf-list li")).to_have_count(len(SLUGS))
    expect(page.locator(".shelf-search")).to_be_hidden()
    context.close()
