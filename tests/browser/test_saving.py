"""Saving from the open page: as one file, which is the one that `foldline pack` writes, and as
JSON.
"""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from foldline.publishing.pack import pack_file
from foldline.publishing.runtime import Runtime
from tests.browser.conftest import BOOT, SLUGS
from tests.browser.own import menu, publishers, started
from tests.made import ROOT

SLUG = "ever-given-suez"
"""A drawing beside it, and a bitmap of which a packed file holds a version."""


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory, runtime: Runtime) -> Path:
    file = tmp_path_factory.mktemp("packed") / "one.html"
    pack_file([ROOT / "stories" / f"{SLUG}.json"], file, runtime)
    return file


def open_menu_of(page: Page, address: str) -> Page:
    page.goto(address)
    started(page)
    page.locator("#tools > summary").click()
    expect(page.locator("#tools-save")).to_be_visible(timeout=BOOT)
    return page


def saved(page: Page, what: str, into: Path) -> Path:
    with page.expect_download(timeout=BOOT) as download:
        (publishers if what == "brief" else menu)(page).locator(f"[data-save={what}]").click()
    file = into / download.value.suggested_filename
    download.value.save_as(file)
    expect(page.locator(".save-said", has_text="Saved").last).to_be_visible()
    return file


def given(slug: str = SLUG) -> dict:
    return json.loads((ROOT / "stories" / f"{slug}.json").read_text("utf-8"))


def test_saved_from_a_site_is_what_pack_writes_and_so_is_what_that_saves(
    site: str, packed: Path, page: Page, tmp_path: Path
):
    first = saved(open_menu_of(page, f"{site}{SLUG}/index.html"), "file", tmp_path)
    assert first.name == f"{SLUG}.html"
    assert first.read_bytes() == packed.read_bytes()
    (tmp_path / "again").mkdir()
    second = saved(open_menu_of(page, first.as_uri()), "file", tmp_path / "again")
    assert second.read_bytes() == first.read_bytes()
    assert json.loads(saved(page, "brief", tmp_path).read_text("utf-8")) == given()


@pytest.mark.nightly
def test_the_brief_is_saved_as_it_was_published(site: str, page: Page, tmp_path: Path):
    file = saved(open_menu_of(page, f"{site}{SLUG}/index.html"), "brief", tmp_path)
    assert file.name == f"{SLUG}.json"
    assert file.read_bytes() == (ROOT / "stories" / f"{SLUG}.json").read_bytes()


def test_on_the_shelf_nothing_is_saved_and_after_moving_the_brief_that_is_open(
    site: str, page: Page, tmp_path: Path
):
    open_menu_of(page, site)
    page.locator("[data-save=file]").click()
    expect(page.locator("#tools-save .save-said")).to_contain_text("open a brief first")
    expect(page.locator("[data-save=file]")).to_be_enabled()
    page.locator("#tools > summary").click()
    other = next(slug for slug in SLUGS if slug != SLUG)
    page.locator(f'a[data-slug="{other}"]').click()
    expect(page.locator("h1")).to_have_text(given(other)["title"])
    page.locator("#tools > summary").click()
    assert saved(page, "brief", tmp_path).name == f"{other}.json"


@pytest.mark.nightly
def test_from_a_disk_pictures_stay_there_and_that_is_said(
    tmp_path: Path, site_folder: Path, page: Page
):
    open_menu_of(page, (site_folder / SLUG / "index.html").as_uri())
    file = saved(page, "file", tmp_path)
    expect(page.locator("#tools-save .save-said")).to_contain_text(f"{SLUG}/aground.svg")
    page.goto(file.as_uri())
    expect(page.locator("h1")).to_have_text(given()["title"])
    expect(page.locator(".photo-in-words").first).to_contain_text("not in this file")
    open_menu_of(page, file.as_uri())
    assert json.loads(saved(page, "brief", tmp_path).read_text("utf-8")) == given()


def test_of_several_in_a_file_the_one_that_is_shown_is_saved_and_all_from_their_shelf(
    tmp_path: Path, runtime: Runtime, page: Page
):
    many = tmp_path / "many.html"
    pack_file([ROOT / "stories" / f"{slug}.json" for slug in SLUGS], many, runtime)
    open_menu_of(page, many.as_uri())
    assert saved(page, "file", tmp_path).read_bytes() == many.read_bytes()
    page.locator("#tools > summary").click()
    page.locator(f'.shelf a[data-slug="{SLUG}"]').click()
    page.locator("#tools > summary").click()
    assert json.loads(saved(page, "brief", tmp_path).read_text("utf-8")) == given()


def test_what_cannot_be_had_is_said_and_nothing_is_saved(site: str, page: Page):
    open_menu_of(page, f"{site}{SLUG}/index.html")
    page.route("**/shell.js", lambda route: route.abort())
    page.locator("[data-save=file]").click()
    expect(page.locator("#tools-save .save-said")).to_contain_text("Nothing was saved")
    expect(page.locator("[data-save=file]")).to_be_enabled()
