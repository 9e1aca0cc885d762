"""Timelines beside the pictures that are kept of them: tests/browser/reference.py has how, and takes them anew."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from .reference import CASES, PICTURES, TOLERATED, Case, difference, slim_pages, taken

MOVED = """() => {
  const [bar] = [...document.querySelectorAll('.mark .bar')].filter(each => each.checkVisibility());
  const side = bar.hasAttribute('cx') ? 'cx' : 'x';
  bar.setAttribute(side, `${parseFloat(bar.getAttribute(side)) + 1}%`);
}"""
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.file.stem)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return slim_pages(tmp_path_factory.mktemp("pages"))


def kept(case: Case) -> Image.Image:
    return Image.open(case.file).convert("RGBA")


@each_case
def test_a_timeline_looks_as_its_reference_does(case: Case, pages, browser: Browser, tmp_path: Path):
    now = taken(browser, pages, case)
    pixels, shown = difference(now, kept(case))
    if pixels > TOLERATED:
        now.save(tmp_path / "now.png")
        shown.save(tmp_path / "difference.png")
        pytest.fail(f"{pixels} pixels differ from {case.file.name}: {tmp_path / 'difference.png'} has them in red, now.png beside it is "
                    "what was drawn. Where that is right: python tests/browser/reference.py")


@each_case
def test_a_mark_moved_by_one_percent_is_seen(case: Case, pages, browser: Browser):
    assert difference(taken(browser, pages, case, MOVED), kept(case))[0] > TOLERATED


def test_every_picture_kept_is_compared():
    assert {case.file for case in CASES} == set(PICTURES.glob("*.png"))
