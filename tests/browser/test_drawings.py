"""Drawings (SVG) that are opened by their own address, where they are pages of the site: nothing in
one runs, whoever serves it.
"""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from foldline.errors import BriefError
from foldline.publishing.runtime import Runtime
from foldline.publishing.serve import server_for
from foldline.publishing.site import publish_site
from foldline.publishing.svg import NotDrawn, clean_svg
from tests.browser.policies import served
from tests.made import as_bytes
from tests.night import at_night
from tests.publishing.svg_attacks import ATTACKS, drawing

RUN = "document.documentElement.setAttribute(`ran`, `yes`)"
LIVE = [
    '<script href="x.js"/>',
    '<script xlink:href="x.js"/>',
    f"<script>{RUN}</script>",
    f"<h:script>{RUN}</h:script>",
    '<h:script src="x.js"/>',
    f'<rect width="9" height="9" onclick="{RUN}"/>',
    f'<image href="x" onerror="{RUN}"/>',
    f'<svg onload="{RUN}"/>',
    f'<animate attributeName="x" onbegin="{RUN}" begin="0s" dur="1s"/>',
    f'<a href="javascript:{RUN}"><rect width="9" height="9"/></a>',
    f'<a><set attributeName="href" to="javascript:{RUN}"/><rect width="9" height="9"/></a>',
    f'<a href="#x"><animate attributeName="href" values="javascript:{RUN}"/><rect width="9" height="9"/></a>',
    "<foreignObject width='9' height='9'><h:body><h:img src='x' "
    f'onerror="{RUN}"/></h:body></foreignObject>',
    "<foreignObject width='9' height='9'><h:iframe "
    f"srcdoc='&lt;script&gt;parent.{RUN}&lt;/script&gt;'/></foreignObject>",
    '<use href="other.svg#a"/>',
    "<style>@import 'x.css';</style>",
    '<image href="/asked.png"/>',
    '<rect fill="url(/asked.svg#a)"/>',
]
"""What does something in a browser, or asks for something, where it is let in."""

SHOWN = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><style>rect { fill: rgb(1, 2, 3) }</style><rect width="40" height="30" style="opacity: 1"/></svg>'


def is_drawn(attack: str) -> bool:
    try:
        return bool(clean_svg(drawing(attack)))
    except NotDrawn:
        return False


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, runtime: Runtime) -> Path:
    """A site whose brief calls each of `LIVE` a picture, and the script, too; beside it `raw/`
    holds them as they were.
    """
    top = tmp_path_factory.mktemp("drawings")
    stories = top / "stories"
    stories.mkdir()
    names = [f"d{at}.svg" for at in range(len(LIVE))]
    for name, inside in zip(names, LIVE, strict=True):
        (stories / name).write_bytes(drawing(inside))
    (stories / "shown.svg").write_text(SHOWN)
    (stories / "all.SVG").write_bytes(drawing("".join(filter(is_drawn, ATTACKS))))
    (stories / "x.js").write_text(RUN)
    (stories / "rain.json").write_bytes(
        as_bytes(
            {
                "kind": "photo_gallery",
                "photos": [{"src": src, "alt": "A"} for src in (*names, "shown.svg", "all.SVG")],
            }
        )
    )
    publish_site(stories, top / "site", runtime)
    with pytest.raises(BriefError, match="1 problem"):
        (stories / "x.json").write_bytes(
            as_bytes({"kind": "photo_gallery", "photos": [{"src": "x.js", "alt": "A"}]})
        )
        publish_site(stories, top / "other", runtime)
    raw = top / "site" / "raw"
    raw.mkdir()
    for name in (*names, "x.js"):
        (raw / name).write_bytes((stories / name).read_bytes())
    return top / "site"


@pytest.fixture(scope="module", params=["headers ignored", *at_night("foldline serve")])
def address(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """The site as a host serves it that knows no `_headers`, and as `foldline serve` does."""
    if request.param == "headers ignored":
        with served(site) as there:
            yield there
        return
    server = server_for(site, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture
def page(either: Browser) -> Iterator[Page]:
    context = either.new_context()
    yield context.new_page()
    context.close()


def click(page: Page) -> None:
    """Clicks in the middle, which every drawing fills."""
    page.mouse.click(page.viewport_size["width"] / 2, page.viewport_size["height"] / 2)


def happened(page: Page, address: str) -> list[str]:
    """What a drawing does when it is opened and clicked: scripts, and requests for anything but
    itself.
    """
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="load")
    click(page)
    page.screenshot()  # takes a frame or two, in which what begins with the drawing has begun
    ran = page.evaluate("document.documentElement.getAttribute('ran')")
    return [url for url in asked if url != address and not url.endswith("/favicon.ico")] + (
        [ran] if ran else []
    )


def test_nothing_runs_in_a_drawing_that_was_published(address: str, page: Page):
    for name in (*(f"d{at}.svg" for at in range(len(LIVE))), "shown.svg", "all.SVG"):
        assert happened(page, f"{address}rain/{name}") == [], name


@pytest.mark.nightly
def test_which_it_would_if_it_were_let_in(site: Path, page: Page):
    with served(site) as there:
        silent = [
            LIVE[at] for at in range(len(LIVE)) if not happened(page, f"{there}raw/d{at}.svg")
        ]
    assert len(silent) <= 3  # engines differ in what they still do


def test_the_second_wall_holds_what_the_first_one_missed(site: Path, page: Page):
    server = server_for(site, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for at in range(len(LIVE)):
        page.goto(f"http://127.0.0.1:{server.server_port}/raw/d{at}.svg")
        click(page)
        page.screenshot()
        assert page.evaluate("document.documentElement.getAttribute('ran')") is None, LIVE[at]
    server.shutdown()


def test_and_it_is_shown_with_its_styles_by_itself_and_in_the_brief(address: str, page: Page):
    page.goto(f"{address}rain/shown.svg")
    assert page.evaluate("getComputedStyle(document.querySelector('rect')).fill") == "rgb(1, 2, 3)"
    page.goto(f"{address}rain/index.html")
    picture = page.locator("img[src='shown.svg']")
    expect(picture).to_have_js_property("naturalWidth", 40)
