"""Each link of the chain that starts Python, broken on purpose: the next one holds, and the text
always stays.
"""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.night import at_night

from .conftest import Watched
from .own import START, brief, drop, is_shown

pytestmark = pytest.mark.first_visit
PAGE = "specimen-harbour/index.html"
TITLE = "Specimen (made up): Two ferries, one berth"


def missing(route: Route) -> None:
    route.fulfill(status=404)


def flipped(route: Route) -> None:
    body = bytearray(route.fetch().body())
    body[len(body) // 2] ^= 0xFF
    route.fulfill(body=bytes(body))


def cut(route: Route) -> None:
    body = route.fetch().body()
    route.fulfill(body=body[: len(body) // 2])


def python_answers(page: Page) -> None:
    drop(page, {"rain.json": brief()})
    is_shown(page, "Rain")


def way(page: Page) -> str:
    return page.evaluate("foldlineInterpreter.way")


def test_the_fastest_way_is_the_usual_one(site, watched: Watched):
    page = watched.open(site + PAGE)
    assert way(page) == "snapshot"
    python_answers(page)
    assert watched.errors == []


@pytest.mark.parametrize(
    "file, harm, expected",
    [
        ("heap.zst", flipped, "compiled"),
        *at_night(
            ("pyodide.asm.wasm.zst", missing, "published"),
            ("heap.zst", missing, "compiled"),
            ("heap.zst", cut, "compiled"),
            ("pyodide.asm.wasm.zst", flipped, "published"),
            ("pydantic_core.so.zst", cut, "published"),
            ("pyodide.asm.mjs.gz", missing, "published"),
            ("zstd.wasm", missing, "published"),
            ("decoder.mjs", missing, "published"),
        ),
    ],
)
def test_a_broken_file_leads_to_the_next_way(file, harm, expected, site, watched: Watched):
    uncaught = []
    watched.page.on("pageerror", lambda error: uncaught.append(str(error)))
    watched.page.route(f"**/runtime/*/{file}", harm)
    page = watched.open(site + PAGE)
    assert way(page) == expected
    assert uncaught == []
    expect(page.get_by_role("alert")).to_have_count(0)
    python_answers(page)


@pytest.mark.parametrize(
    "lacking, expected",
    [
        ("window.Worker = class { constructor() { throw new Error('no workers') } }", "snapshot"),
        *at_night(
            ("delete window.DecompressionStream", "published"),
            (
                "Object.defineProperty(window, 'caches', { get() { throw new "
                "DOMException('denied', 'SecurityError') } })",
                "snapshot",
            ),
        ),
    ],
)
def test_a_browser_that_lacks_something(lacking, expected, site, watched: Watched):
    watched.page.add_init_script(lacking)
    page = watched.open(site + PAGE)
    assert way(page) == expected
    python_answers(page)


@pytest.mark.parametrize(
    "files, said",
    [
        (["pyscript.mjs"], "PyScript could not be loaded."),
        (["heap.zst", "files.zst", "pyodide/pyscript.json"], "pyscript.json: 404"),
        *at_night(
            (["interpreter.mjs"], "Failed to fetch dynamically imported module"),
            (["pyodide/pyodide.mjs"], "Failed to fetch dynamically imported module"),
            (["heap.zst", "files.zst", "pyodide/pyodide.asm.wasm"], ""),
            (["heap.zst", "files.zst", "pyodide/foldline-*.whl"], ""),
        ),
    ],
)
def test_where_every_way_fails_the_text_stays_and_one_line_says_so(
    files, said, site, watched: Watched
):
    for file in files:
        watched.page.route(f"**/runtime/*/{file}", missing)
    page = watched.open(site + PAGE, state="failed")
    expect(page.locator("h1")).to_have_text(TITLE)
    alert = page.get_by_role("alert")
    expect(alert).to_have_count(1)
    expect(alert).to_contain_text(f"Python could not start: {said}")
    expect(alert).to_contain_text("The text on this page is complete without it.")
    page.locator("#full-story > summary").click()
    expect(page.locator("#full-story .section-body")).to_be_visible()


@pytest.mark.nightly
def test_an_error_that_does_not_end_python_is_not_said_to_have(site, watched: Watched):
    watched.page.add_init_script(
        "addEventListener('foldline:interpreter', () => Promise.reject(new Error('of an "
        "extension')))"
    )
    page = watched.open(site + PAGE)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_without_webassembly_the_text_stays(site, watched: Watched):
    watched.page.add_init_script("delete window.WebAssembly")
    page = watched.open(site + PAGE, state="failed")
    expect(page.get_by_role("alert")).to_contain_text(
        "Python could not start: this browser has no WebAssembly."
    )
    expect(page.locator("h1")).to_have_text(TITLE)


def test_a_boot_of_more_than_thirty_seconds_is_said(site, watched: Watched):
    page = watched.page
    page.clock.install()
    page.route("**/runtime/*/heap.zst", lambda route: None)  # never answered
    page.goto(site + PAGE)
    page.evaluate(START)
    page.wait_for_selector("html[data-foldline=booting]", state="attached")
    page.clock.fast_forward(5_000)
    expect(page.locator("#boot")).to_be_hidden()  # nobody waits
    page.locator("#tools > summary").click()
    page.get_by_role("button", name="Save as one file").click()
    expect(page.locator("#boot")).to_be_hidden()
    page.clock.fast_forward(500)
    expect(page.locator("#boot-words")).to_be_visible()
    expect(page.locator("#boot-words")).to_contain_text("Getting ready")
    page.clock.fast_forward(31_000)
    expect(page.locator("#boot-words")).to_contain_text("This is taking long")
    expect(page.locator("h1")).to_have_text(TITLE)


@pytest.mark.nightly
def test_a_page_left_midway_leaves_nothing_broken(site, watched: Watched):
    page = watched.page
    page.goto(site + PAGE)
    page.evaluate(START)
    page.wait_for_selector("html[data-foldline=booting]", state="attached")
    page.goto("about:blank")
    watched.open(site + PAGE)
    assert way(page) == "snapshot"


def test_without_a_runtime_the_checkout_says_what_to_do(checkout, watched: Watched):
    watched.page.route("**/runtime/**", missing)
    page = watched.open(checkout + "index.html?brief=specimen-harbour", state="failed")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Python could not start: ")
    expect(alert).to_contain_text("Run foldline serve once")
