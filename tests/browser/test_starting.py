"""When Python starts: each need starts it once, nothing that the reader does meanwhile is lost, and
a page that is only read starts nothing. docs/using/starting.md has the rule.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from foldline.publishing.pack import pack_file
from foldline.publishing.site import SiteOptions, publish_site
from tests.night import at_night

from .conftest import ROOT
from .engines import PICKER
from .own import brief, drop, is_shown, menu, paste, publishers, ready, started
from .policies import served

SLUG = "specimen-harbour"
COUNTING = """
    globalThis.starts = 0;
    addEventListener('foldline:interpreter', () => { starts += 1; });
"""


def with_device(**properties: object) -> str:
    """Return a script that gives a page's navigator these properties; None takes one away."""
    return "".join(
        f"Object.defineProperty(Navigator.prototype, '{name}', {{ get: () => ({value}) }});"
        for name, value in properties.items()
    )


FAST = "{ effectiveType: '4g', downlink: 10, saveData: false }"
ROOMY = {"hardwareConcurrency": 8, "deviceMemory": 8, "connection": FAST}


@pytest.fixture
def reader(either: Browser) -> Iterator[BrowserContext]:
    context = either.new_context()
    context.add_init_script(COUNTING)
    yield context
    context.close()


def open_page(reader: BrowserContext, address: str) -> Page:
    page = reader.new_page()
    page.goto(address)
    return page


def state(page: Page) -> str | None:
    return page.locator("html").get_attribute("data-foldline")


def has_started_once(page: Page) -> None:
    ready(page)
    page.wait_for_timeout(300)
    assert page.evaluate("starts") == 1


@pytest.fixture(params=["site", *at_night("file", "packed")])
def place(request: pytest.FixtureRequest, runtime, tmp_path: Path) -> str:
    """The address of a brief: on a site, on a disk, and in one file."""
    if request.param == "packed":
        pack_file([ROOT / "stories" / f"{SLUG}.json"], tmp_path / "one.html", runtime)
        return (tmp_path / "one.html").as_uri()
    top = request.getfixturevalue("site")
    if request.param == "file":
        top = f"{request.getfixturevalue('site_folder').as_uri()}/"
    return f"{top}{SLUG}/index.html"


# --- what starts nothing


def test_reading_starts_nothing(reader: BrowserContext, place: str):
    requests: list[str] = []
    reader.on("request", lambda request: requests.append(request.url))
    page = open_page(reader, place)
    page.locator("#full-story > summary").click()
    expect(page.locator("#full-story .section-body")).to_be_visible()
    page.locator(".depth button").last.click()
    page.keyboard.press("Tab")
    page.mouse.wheel(0, 2000)
    page.wait_for_timeout(3500)  # longer than a page waits before it starts where that is free
    assert state(page) == "static"
    assert [url for url in requests if "/runtime/" in url and "/workbox/" not in url] == []


@pytest.mark.nightly
def test_a_second_visit_that_reads_starts_nothing(reader: BrowserContext, site: str):
    page = open_page(reader, f"{site}{SLUG}/index.html")
    ready(page)
    page.evaluate("foldlineInterpreter.files")
    page.close()
    page = open_page(reader, f"{site}{SLUG}/index.html")
    page.wait_for_timeout(3000)
    assert state(page) == "static"


# --- what needs it


@pytest.mark.nightly
def test_the_menu(reader: BrowserContext, place: str):
    page = open_page(reader, place)
    menu(page)
    expect(page.locator("#tools")).to_have_attribute("aria-busy", "true")
    has_started_once(page)
    expect(page.locator("#tools")).not_to_have_attribute("aria-busy", "true")


def test_a_click_in_the_menu_is_answered_later(reader: BrowserContext, place: str):
    page = open_page(reader, place)
    publishers(page).get_by_role("button", name="Put it in your page…").click()
    expect(page.locator("dialog[open]")).to_be_visible(timeout=60_000)
    has_started_once(page)


@pytest.mark.parametrize(
    "button, answer",
    [
        ("Put it in your page…", "dialog[open] #embed-code"),
        *at_night(("Save the brief", "#publishers .save-said:text('Saved')")),
    ],
)
def test_it_is_answered_before_the_files_for_later_have_come(
    page: Page, site: str, button: str, answer: str
):
    page.route("**/files.zst", lambda route: route.abort())
    page.goto(f"{site}{SLUG}/index.html")
    publishers(page).get_by_role("button", name=button).click()
    expect(page.locator(answer).first).to_be_visible(timeout=60_000)


def test_of_two_clicks_the_last_counts(reader: BrowserContext, site: str):
    page = open_page(reader, f"{site}{SLUG}/index.html")
    page.evaluate("""() => {
        for (const what of ['[data-save=brief]', '[data-embed=open]']) document.querySelector(what).click();
    }""")
    expect(page.locator("dialog[open] #embed-title")).to_be_visible(timeout=60_000)
    assert page.locator("dialog[open]").count() == 1
    has_started_once(page)


def test_a_file_that_is_picked(reader: BrowserContext, place: str):
    page = open_page(reader, place)
    page.set_input_files(
        PICKER, [{"name": "rain.json", "mimeType": "application/json", "buffer": brief()}]
    )
    is_shown(page, "Rain", timeout=60_000)
    has_started_once(page)


@pytest.mark.nightly
def test_files_that_are_dropped_one_after_the_other(reader: BrowserContext, place: str):
    page = open_page(reader, place)
    drop(page, {"rain.json": brief()})
    drop(page, {"snow.json": brief("Snow")})
    has_started_once(page)
    expect(page.locator("#local-list li")).to_have_count(2)


def test_a_text_that_is_pasted(reader: BrowserContext, place: str):
    page = open_page(reader, place)
    paste(page, "just some words")
    page.wait_for_timeout(200)
    assert state(page) == "static"
    paste(page, brief().decode())
    is_shown(page, "Rain", timeout=60_000)
    has_started_once(page)


def test_what_is_pasted_by_the_way_is_no_story(page: Page, site: str):
    page.add_init_script("addEventListener('foldline:files', event => { window.given = true; })")
    page.goto(site)
    for text in ("just some words", "two\n\nlines", "[note]"):
        paste(page, text)
        assert not page.evaluate("window.given"), text
    for text in ("Title\n\nA dek.\n\nText.", ' {"foldline": 1}', '[{"id": 1}]'):
        page.goto(site)
        paste(page, text)
        assert page.evaluate("window.given"), text


@pytest.mark.nightly
def test_the_search_field(reader: BrowserContext, site: str):
    page = open_page(reader, site)
    page.get_by_role("searchbox").press_sequentially("oxygen")
    expect(page.locator("#shelf-found")).to_have_text("1 of 4 briefs", timeout=60_000)
    has_started_once(page)


@pytest.mark.nightly
def test_an_event(reader: BrowserContext, place: str):
    page = open_page(reader, place)
    page.evaluate("() => { for (const _ of 'aaa') dispatchEvent(new Event('foldline:start')); }")
    started(page)
    has_started_once(page)


@pytest.mark.parametrize("address", ["#opened", *at_night("?brief=apollo-13", "edit/")])
def test_an_address_that_only_python_can_show(reader: BrowserContext, site: str, address: str):
    page = open_page(reader, site + address)
    expect(page.locator("html[data-foldline=ready]")).to_be_attached(timeout=60_000)
    has_started_once(page)


@pytest.mark.nightly
def test_going_on_to_such_an_address(reader: BrowserContext, site: str):
    page = open_page(reader, site)
    page.evaluate("() => { location.hash = '#opened'; }")
    expect(page.locator("#opened h1")).to_be_visible(timeout=60_000)
    has_started_once(page)


def test_several_needs_at_once(reader: BrowserContext, site: str):
    page = open_page(reader, site)
    page.get_by_role("searchbox").press_sequentially("oxygen")
    menu(page)
    drop(page, {"rain.json": brief()})
    is_shown(page, "Rain", timeout=60_000)
    has_started_once(page)


# --- where it costs nothing


@pytest.mark.parametrize(
    "device, starts",
    [
        ({}, True),
        *at_night(
            # where a browser says nothing of the link, the page's own files tell: from here they come fast
            ({"connection": "undefined"}, True),
            ({"hardwareConcurrency": 2}, False),
            ({"deviceMemory": 2}, False),
            ({"connection": "{ effectiveType: '4g', downlink: 10, saveData: true }"}, False),
            ({"connection": "{ effectiveType: '3g', downlink: 10 }"}, False),
            ({"connection": "{ effectiveType: '4g', downlink: 2 }"}, False),
            (
                {"connection": "{ effectiveType: '4g', downlink: 10, type: 'cellular' }"},
                False,
            ),
        ),
    ],
)
def test_a_computer_with_a_fast_link(browser: Browser, site: str, device: dict, starts: bool):
    context = browser.new_context()
    context.add_init_script(with_device(**ROOMY | device))
    page = open_page(context, f"{site}{SLUG}/index.html")
    if starts:
        expect(page.locator("html[data-foldline=ready]")).to_be_attached(timeout=60_000)
    else:
        page.wait_for_timeout(4000)
        assert state(page) == "static"
    context.close()


def test_a_phone_starts_nothing_by_itself(browser: Browser, site: str):
    context = browser.new_context(has_touch=True, is_mobile=True)
    context.add_init_script(with_device(**ROOMY))
    page = open_page(context, f"{site}{SLUG}/index.html")
    page.wait_for_timeout(4000)
    assert state(page) == "static"
    context.close()


# --- what a publisher says


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, runtime) -> Iterator[str]:
    """A folder with a site for each value of the setting."""
    top = tmp_path_factory.mktemp("sites")
    for python in ("eager", "needed"):
        story = ROOT / "stories" / f"{SLUG}.json"
        publish_site(story, top / python, runtime, SiteOptions(python=python, offline=False))
    with served(top) as address:
        yield address


def test_eager(reader: BrowserContext, sites: str):
    page = open_page(reader, f"{sites}eager/{SLUG}/index.html")
    expect(page.locator("html[data-foldline=ready]")).to_be_attached(timeout=60_000)
    has_started_once(page)


def test_needed(browser: Browser, sites: str):
    context = browser.new_context()
    context.add_init_script(with_device(**ROOMY))
    page = open_page(context, f"{sites}needed/{SLUG}/index.html")
    page.wait_for_timeout(4000)
    assert state(page) == "static"
    context.close()


# --- where it can't start


def test_where_it_fails_the_menu_offers_nothing_that_needs_it(reader: BrowserContext, site: str):
    reader.route(
        "**/runtime/**/interpreter.mjs",
        lambda route: (route.request.frame.page.wait_for_timeout(1500), route.abort()),
    )
    page = open_page(reader, f"{site}{SLUG}/index.html")
    publishers(page).get_by_role("button", name="Put it in your page…").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Python could not start")
    expect(alert).to_be_focused()
    menu(page)
    expect(page.get_by_role("button", name="Save as one file")).to_be_hidden()
    expect(page.get_by_role("button", name="Open a file…")).to_be_hidden()
    expect(page.get_by_role("link", name="About Foldline")).to_be_visible()
