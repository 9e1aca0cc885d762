"""Timelines beside the pictures that are kept of them: tests/browser/reference.py has how, and
takes them anew.
"""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from .reference import CASES, PICTURES, TOLERATED, Case, alone, difference, taken

MOVED = """() => {
  const [bar] = [...document.querySelectorAll('.mark .bar')].filter(each => each.checkVisibility());
  const side = bar.hasAttribute('cx') ? 'cx' : 'x';
  bar.setAttribute(side, `${parseFloat(bar.getAttribute(side)) + 1}%`);
}"""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file.stem)
def test_a_timeline_looks_as_its_reference_does_and_a_mark_moved_by_one_percent_is_seen(
    case: Case, slim, browser: Browser, tmp_path: Path
):
    kept = Image.open(case.file).convert("RGBA")
    with alone(browser, slim, case) as page:
        now = taken(page)
        page.evaluate(MOVED)
        moved = taken(page)
    pixels, shown = difference(now, kept)
    if pixels > TOLERATED:
        now.save(tmp_path / "now.png")
        shown.save(tmp_path / "difference.png")
        pytest.fail(
            f"{pixels} pixels differ from {case.file.name}: {tmp_path / 'difference.png'} has "
            "them in red, now.png beside it is "
            "what was drawn. Where that is right: python tests/browser/reference.py"
        )
    assert difference(moved, kept)[0] > TOLERATED


def test_every_picture_kept_is_compared():
    assert {case.file for case in CASES} == set(PICTURES.glob("*.png"))
