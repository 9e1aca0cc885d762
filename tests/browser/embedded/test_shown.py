"""The site's own page about embedding, and the panel that gives the code: what they show works, and
asks for what they say.
"""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import BOOT, Watched
from tests.browser.engines import holds
from tests.browser.own import publishers
from tests.night import at_night
from tests.parsed import elements, tree, words

from .conftest import SLUG, HostPage
from .live import STARTED, live, made
from .test_inline import TITLE

AXE = Path(__file__).resolve().parents[2] / "npm" / "node_modules" / "axe-core" / "axe.min.js"
WAYS = ["inline", "sections", "open", "height", "loading", "theme", "own", "frame", "live"]


def test_every_way_on_the_page_is_shown(host: HostPage):
    page = host.page
    page.goto(f"{host.published}/embed/index.html")
    for name in WAYS:
        element = page.locator(f"#{name} foldline-brief")
        element.scroll_into_view_if_needed()
        holds(
            page,
            f"document.querySelector('#heard').textContent.includes('{name}: foldline:ready')",
            timeout=STARTED,
        )
    expect(page.frame_locator("#iframe iframe").locator("h1")).to_be_visible()
    assert "foldline:error" not in page.locator("#heard").inner_text()
    inline = page.locator("#inline foldline-brief")
    inline.locator(".section > summary").first.click()
    expect(page.locator("#heard")).to_contain_text("inline: foldline:fold")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_axe_finds_nothing_on_it(site: str, watched: Watched):
    for width, scheme in ((320, "dark"), (1280, "light")):
        watched.page.set_viewport_size({"width": width, "height": 800})
        watched.page.emulate_media(color_scheme=scheme)
        watched.page.goto(f"{site}embed/index.html")
        watched.page.locator("#theme foldline-brief").scroll_into_view_if_needed()
        expect(watched.page.locator("#theme foldline-brief h1")).to_be_visible()
        watched.page.evaluate(AXE.read_text("utf-8"))
        found = watched.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        assert [
            (v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found["violations"]
        ] == []
        assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
            "the page scrolls sideways"
        )


@pytest.mark.parametrize("way", ["inline", "frame", "iframe", *at_night("live")])
def test_it_asks_for_what_the_page_says(way: str, host: HostPage, said: dict[str, list[str]]):
    address = f"{host.published}/{SLUG}/"
    page = host.open(
        {
            "inline": host.brief(),
            "frame": host.brief('mode="frame"'),
            "live": live(made(1)),
            "iframe": f'<iframe src="{address}frame.html"></iframe>',
        }[way],
        script=way != "iframe",
    )
    if way == "iframe":
        expect(page.frame_locator("iframe").locator("h1")).to_have_text(TITLE)
    else:
        page.wait_for_function("reported.length", timeout=STARTED)
    if way == "live":
        page.frames[-1].evaluate("foldlineInterpreter.files")  # what comes when nobody waits for it
    requested = {path.rpartition("/")[2] for path in host.of_site()}
    assert {name for name in requested if not name.endswith((".svg", ".woff2"))} == set(said[way])


@pytest.fixture
def said(host: HostPage) -> dict[str, list[str]]:
    """The requests that the page tells of, by way."""
    page = tree(host.page.request.get(f"{host.published}/embed/index.html").text())
    ways = {
        element.attrs["id"]: element
        for element in elements(page)
        if element.attrs.get("class") == "way"
    }
    return {
        name: [
            words(code)
            for asks in elements(way)
            if asks.attrs.get("class") == "asks"
            for code in elements(asks)
            if code.name == "code"
        ]
        for name, way in ways.items()
    }


def open_panel(watched: Watched, address: str):
    page = watched.open(address)
    page.wait_for_selector("#tools-embed:not([hidden])", state="attached", timeout=BOOT)
    publishers(page).get_by_role("button", name="Put it in your page…").click()
    return page


def test_the_panel_gives_code_that_works(site: str, watched: Watched):
    page = open_panel(watched, f"{site}{SLUG}/index.html")
    dialog = page.get_by_role("dialog", name="Put it in your page")
    expect(dialog.locator("foldline-brief h1")).to_have_text(TITLE)
    code = page.input_value("#embed-code")
    assert f'src="{site}embed.js"' in code and f'<foldline-brief src="{site}{SLUG}/">' in code
    dialog.locator("[data-embed=theme]").select_option("dark")
    dialog.locator("[data-embed=mode]").select_option("frame")
    assert 'mode="frame" theme="dark"' in page.input_value("#embed-code")
    expect(dialog.frame_locator("iframe").locator("h1")).to_have_text(TITLE)
    dialog.locator("[data-embed=mode]").select_option("plain")
    assert page.input_value("#embed-code").startswith(
        f'<iframe src="{site}{SLUG}/frame.html#theme=dark"'
    )
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    dialog.get_by_role("button", name="Copy").click()
    expect(dialog.get_by_role("status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.input_value("#embed-code")
    page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('denied')); }"
    )
    dialog.get_by_role("button", name="Copy").click()
    expect(dialog.get_by_role("status")).to_have_text("Selected: copy it by the keyboard.")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("#tools > summary")).to_be_focused()
    # the preview is of the same origin as the page, where a sandbox is none; on a publisher's own
    # page that is so. `foldline serve` gives a draft's pictures to no frame in a sandbox.
    assert [
        error
        for error in watched.errors
        if "escape its sandboxing" not in error and "NotSameSite" not in error
    ] == []


@pytest.mark.nightly
def test_the_panel_is_of_the_brief_one_has_moved_to(site: str, watched: Watched):
    page = watched.open(site)
    page.wait_for_selector("#tools-save:not([hidden])", state="attached", timeout=BOOT)
    expect(page.locator("#tools-embed")).to_be_hidden()
    page.locator('.shelf-list a[data-slug="apollo-13"]').click()
    expect(page.locator("article h1")).to_contain_text("Apollo")
    publishers(page).get_by_role("button", name="Put it in your page…").click()
    assert f"{site}apollo-13/" in page.input_value("#embed-code")


@pytest.mark.nightly
def test_a_page_from_a_disk_offers_no_code_and_says_what_it_cannot_show(
    site_folder: Path, watched: Watched
):
    on_disk = f"{site_folder.as_uri()}/"
    page = watched.open(f"{on_disk}{SLUG}/index.html")
    page.wait_for_selector("#tools-save:not([hidden])", state="attached", timeout=BOOT)
    expect(publishers(page).get_by_role("button", name="Put it in your page…")).to_be_hidden()
    page.goto(f"{on_disk}embed/index.html")
    expect(page.get_by_role("note")).to_contain_text("opened from a file")
    expect(page.locator("#inline foldline-brief").get_by_role("link")).to_be_visible()
