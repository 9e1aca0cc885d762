"""The checkout on a static file server: it starts from the snapshot that `foldline serve` puts beside
it, plainly where that is not there, and says where the code is newer than the snapshot.
"""

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import BOOT, Watched
from .policies import served

ADDRESS = "index.html?brief=apollo-13"


def test_it_starts_from_the_snapshot(checkout: str, watched: Watched):
    page = watched.open(checkout + ADDRESS)
    assert page.evaluate("foldlineInterpreter.way") == "snapshot"
    expect(page.locator("article h1")).to_contain_text("Apollo 13")
    assert not [url for url in watched.requests if url.endswith(".whl")]
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert watched.errors == []


@pytest.mark.nightly
def test_without_a_snapshot_it_starts_plainly(checkout: str, page: Page):
    page.route("**/runtime/built/interpreter.mjs", lambda route: route.fulfill(status=404))
    page.goto(checkout + ADDRESS)
    expect(page.locator("article h1")).to_contain_text("Apollo 13", timeout=BOOT)
    assert page.evaluate("globalThis.foldlineInterpreter?.way ?? null") is None


@pytest.fixture
def changed(checkout_folder: Path, tmp_path: Path) -> Path:
    """A checkout in which one module was changed after the snapshot."""
    for name in ("index.html", "pyscript.toml", "stories", "runtime"):
        (tmp_path / name).symlink_to((checkout_folder / name).resolve())
    shutil.copytree(checkout_folder / "app", tmp_path / "app")
    with (tmp_path / "app" / "foldline" / "errors.py").open("a") as module:
        module.write("# changed\n")
    return tmp_path


def test_it_says_where_the_code_is_newer(changed: Path, watched: Watched):
    names = json.loads((changed / "runtime" / "built" / "checkout.json").read_bytes())
    assert "app/foldline/errors.py" in names
    with served(changed) as address:
        page = watched.open(address + ADDRESS)
        expect(page.get_by_role("alert")).to_contain_text(
            "This page runs an earlier state of the code: app/foldline/errors.py has changed",
            timeout=BOOT,
        )
