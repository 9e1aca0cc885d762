"""axe-core finds nothing to object to on any shipped page, folded and unfolded, light and dark,
narrow and wide.
"""

from itertools import product
from pathlib import Path

import pytest

from tests.night import at_night, by_day

from .conftest import SLUGS

AXE = Path(__file__).resolve().parents[1] / "npm" / "node_modules" / "axe-core" / "axe.min.js"
LOOKS = by_day(
    ((320, "dark"), (1280, "light")), at_night=tuple(product((320, 1280), ("light", "dark")))
)
"""Widths of the page, and the schemes of colours it is looked at in."""


@pytest.mark.parametrize(
    "path",
    [
        "",
        "specimen-harbour/index.html",
        *at_night(*(f"{slug}/index.html" for slug in SLUGS if slug != "specimen-harbour")),
    ],
)
def test_no_violation(path, site, watched):
    page = watched.open(site + path, "static")
    page.evaluate(AXE.read_text("utf-8"))  # no script tag: the page's policy forbids it
    for unfold in (False, True):
        if unfold and path:
            page.locator(".depth [data-depth-choice=everything]").click()
        for width, scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
            assert found["passes"], "axe looked at nothing"
            assert [
                (v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found["violations"]
            ] == [], (width, scheme)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                f"the page scrolls sideways at {width}"
            )
