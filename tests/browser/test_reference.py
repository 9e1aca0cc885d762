"""Timelines beside the pictures that are kept of them: tests/browser/reference.py has how, and
takes them anew.
"""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.night import at_night, by_day

from .hard_timelines import SHAPES
from .reference import (
    BY_DAY,
    CASES,
    PICTURES,
    TOLERATED,
    Case,
    alone,
    difference,
    hard_pages,
    taken,
)

MOVED = """() => {
  const [bar] = [...document.querySelectorAll('.mark .bar:not(.span)')].filter(each => each.checkVisibility());
  const side = ['cx', 'x', 'x1'].find(each => bar.hasAttribute(each));
  bar.setAttribute(side, `${parseFloat(bar.getAttribute(side)) + 1}%`);
}"""


@pytest.fixture(scope="module")
def pages(slim, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    names = by_day({case.slug for case in BY_DAY} & set(SHAPES), at_night=set(SHAPES))
    return slim | hard_pages(tmp_path_factory.mktemp("hard"), names)


@pytest.mark.parametrize(
    "case",
    [*BY_DAY, *at_night(*((case,) for case in CASES if case not in BY_DAY))],
    ids=lambda case: case.file.stem,
)
def test_a_timeline_looks_as_its_reference_does_and_a_mark_moved_by_one_percent_is_seen(
    case: Case, pages, browser: Browser, tmp_path: Path
):
    kept = Image.open(case.file).convert("RGBA")
    with alone(browser, pages, case) as page:
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
