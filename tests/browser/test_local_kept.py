"""Briefs of the reader's own stay: through back and forward, a reload, a new visit; and what
happens where nothing is kept.
"""

import json
import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from foldline.publishing.pack import pack_file
from foldline.publishing.runtime import Runtime
from tests.browser.engines import holds
from tests.night import at_night

from .conftest import BOOT, ROOT, SLUGS, Watched
from .own import brief, drop, is_shown, menu, page_is_shown, publishers, ready
from .test_accessible import AXE, LOOKS

DENIED = "".join(
    f"Object.defineProperty(window, '{storage}', "
    "{ get() { throw new DOMException('denied', 'SecurityError') } });"
    for storage in ("sessionStorage", "indexedDB")
)
NO_OPENING = "indexedDB.open = () => { throw new DOMException('denied', 'SecurityError') };"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') };"
FULL_DATABASE = (
    "IDBObjectStore.prototype.put = function () { this.transaction.abort(); throw new "
    "DOMException('full', 'QuotaExceededError') };"
)


def keep(page: Page, title: str) -> None:
    expect(page.locator("#opened > section:visible h1")).to_be_visible()  # opening closes the menu
    menu(page).locator("#tools-open").get_by_role(
        "button", name=f"Keep on this device: {title}"
    ).click()
    expect(page.locator("#tools-open .local-said")).to_have_text(f"{title} is kept on this device.")


def visited_again(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    return ready(page)


# --- moving


def test_back_and_forward_between_page_and_briefs(shelf: Page):
    shelf.set_viewport_size({"width": 400, "height": 400})
    shelf.evaluate("scrollTo(0, 200)")
    holds(shelf, "scrollY === 200")
    drop(shelf, {"rain.json": brief()})
    is_shown(shelf, "Rain")
    assert shelf.evaluate("scrollY") == 0
    shelf.locator("#opened").locator(".depth [data-depth-choice=everything]").click()
    shelf.evaluate("scrollTo(0, 500)")
    holds(shelf, "scrollY === 500")
    shelf.evaluate("new Promise(requestAnimationFrame)")
    drop(shelf, {"snow.json": brief("Schnee", language="de")})
    is_shown(shelf, "Schnee")
    assert shelf.evaluate("document.documentElement.lang") == "de"
    shelf.go_back()
    is_shown(shelf, "Rain")
    assert shelf.evaluate("document.documentElement.lang") == "en"
    holds(shelf, "scrollY === 500")
    shelf.go_back()
    page_is_shown(shelf)
    expect(shelf).to_have_title("Foldline")
    holds(shelf, "scrollY === 200")
    shelf.go_forward()
    is_shown(shelf, "Rain")
    holds(shelf, "scrollY === 500")


def test_a_link_to_a_section_unfolds_it_and_back_stays_in_the_brief(shelf: Page, watched: Watched):
    shelf.set_viewport_size({"width": 1280, "height": 500})
    drop(shelf, {"rain.json": brief()})
    story = shelf.locator('[id="opened:rain:full-story"]')
    expect(story).not_to_have_attribute("open", "")
    shelf.locator("#opened .contents").get_by_role("link", name="Full story").click()
    expect(story).to_have_attribute("open", "")
    expect(story.locator("summary")).to_be_in_viewport()
    assert shelf.url.endswith("#opened:rain:full-story")
    shelf.go_back()
    is_shown(shelf, "Rain")
    shelf.reload()
    ready(shelf)
    is_shown(shelf, "Rain")
    shelf.goto(shelf.url.partition("#")[0] + "#opened:rain:full-story")
    expect(story).to_have_attribute("open", "")
    watched.requests.clear()  # those of the reload


@pytest.mark.nightly
def test_the_wordmark_leads_back_to_the_shelf_without_a_reload(shelf: Page):
    shelf.evaluate("window.stillHere = true")
    drop(shelf, {"rain.json": brief()})
    is_shown(shelf, "Rain")
    shelf.locator(".wordmark").click()
    page_is_shown(shelf)
    expect(shelf).to_have_title("Foldline")
    assert "#" not in shelf.url and shelf.evaluate("window.stillHere")
    shelf.go_back()
    is_shown(shelf, "Rain")


@pytest.mark.nightly
def test_moving_on_to_a_brief_of_the_site_and_back(site: str, watched: Watched):
    page = ready(watched.open(site))
    drop(page, {"rain.json": brief()})
    is_shown(page, "Rain")
    page.locator("#opened").evaluate(
        "(main, href) => { const a = document.createElement('a'); a.href = href; a.id = 'on'; "
        "a.textContent = 'on'; main.append(a) }",
        f"{site}apollo-13/index.html",
    )
    page.locator("#on").click()
    expect(page.locator("#page h1")).to_contain_text("Apollo 13")
    expect(page).to_have_title(re.compile("^Apollo 13: "))
    page.go_back()
    is_shown(page, "Rain", timeout=BOOT)
    page.go_back()
    page_is_shown(page)
    expect(page.locator("#page .shelf-list")).to_be_visible()
    assert watched.errors == []


@pytest.mark.nightly
def test_folding_one_leaves_the_page_alone(site: str, watched: Watched):
    page = ready(watched.open(site + "specimen-harbour/index.html"))
    before = page.locator("#page details.section[open]").count()
    drop(page, {"rain.json": brief()})
    is_shown(page, "Rain")
    page.locator("#opened").locator(".depth [data-depth-choice=everything]").click()
    page.go_back()
    assert page.locator("#page details.section[open]").count() == before
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('opened'))") == []


# --- what stays


def test_a_reload_keeps_them_and_a_new_tab_does_not(shelf: Page, watched: Watched):
    drop(shelf, {"rain.json": brief(), "snow.json": brief("Snow")})
    shelf.locator("#opened").get_by_role("link", name="Snow").click()
    is_shown(shelf, "Snow")
    shelf.reload()
    expect(shelf.locator("#page")).to_be_hidden()  # from the first moment on
    is_shown(ready(shelf), "Snow")
    expect(menu(shelf).locator(".local-list a")).to_have_count(2)
    shelf.locator(".local-list").get_by_role("link", name="Rain").click()
    is_shown(shelf, "Rain")
    other = visited_again(shelf.context, shelf.url)
    expect(other.locator("#opened [role=alert]")).to_have_text(
        "There is no such brief here any more. Open its file again."
    )
    other.locator(".wordmark").click()
    page_is_shown(other)
    watched.requests.clear()  # those of the reload


def test_one_that_is_kept_is_there_on_the_next_visit(shelf: Page):
    drop(shelf, {"rain.json": brief(), "snow.json": brief("Snow")})
    keep(shelf, "Rain")
    expect(menu(shelf).locator(".local-list li", has_text="Rain")).to_contain_text(
        "Kept on this device"
    )
    expect(shelf.locator("#opened .shelf-list li", has_text="rain.json")).to_contain_text(
        "Kept on this device"
    )
    address = shelf.url.partition("#")[0]
    other = visited_again(shelf.context, f"{address}#opened:rain")
    is_shown(other, "Rain")
    expect(menu(other).locator(".local-list a")).to_have_text(["Rain"])
    other.locator("#tools-open").get_by_role("button", name="Remove: Rain").click()
    expect(other.locator("#opened h1")).to_have_text("Briefs opened here")
    third = visited_again(shelf.context, address)
    expect(menu(third).locator(".local-list")).to_have_count(0)


def test_what_was_let_go_can_be_taken_back(shelf: Page):
    drop(shelf, {"rain.json": brief(), "snow.json": brief("Snow")})
    keep(shelf, "Rain")
    menu(shelf).get_by_role("button", name="Remove all").click()
    expect(shelf.locator("#tools-open .local-said")).to_have_text("2 briefs were removed.")
    expect(shelf.locator("#opened .shelf-list")).to_have_count(0)
    shelf.get_by_role("button", name="Undo").click()
    expect(shelf.locator(".local-list a")).to_have_count(2)
    other = visited_again(shelf.context, shelf.url.partition("#")[0])
    expect(menu(other).locator(".local-list a")).to_have_text(["Rain"])


def test_the_same_file_again_replaces_it_and_another_of_its_name_does_not(shelf: Page):
    drop(shelf, {"brief.json": brief()})
    is_shown(shelf, "Rain")
    keep(shelf, "Rain")
    drop(shelf, {"brief.json": brief(dek="It stopped.")})
    expect(shelf.locator("#opened .dek")).to_have_text("It stopped.")
    drop(shelf, {"brief.json": brief("Snow")})
    is_shown(shelf, "Snow")
    assert shelf.url.endswith("#opened:brief-2")
    expect(menu(shelf).locator(".local-list a")).to_have_text(["Snow", "Rain"])
    other = visited_again(shelf.context, shelf.url.partition("#")[0] + "#opened:brief")
    expect(other.locator("#opened .dek")).to_have_text("It stopped.")


# --- where nothing is kept


@pytest.mark.parametrize(
    "denied, on_opening, on_keeping",
    [
        (
            DENIED,
            "A reload will close rain.json: this browser keeps nothing for this page.",
            "Rain could not be kept on this device: this browser keeps nothing for this page.",
        ),
        *at_night(
            (
                FULL,
                "A reload will close rain.json: there is no room left for it.",
                "Rain is kept on this device.",
            ),
            (
                NO_OPENING,
                "",
                "Rain could not be kept on this device: this browser keeps nothing for this page.",
            ),
            (
                FULL_DATABASE,
                "",
                "Rain could not be kept on this device: there is no room left for it.",
            ),
        ),
    ],
    ids=["denied", "full", "no database", "full database"],
)
def test_denied_or_full_storage_is_said_and_reading_goes_on(
    denied, on_opening, on_keeping, site: str, watched: Watched
):
    watched.page.add_init_script(denied)
    page = ready(watched.open(site))
    drop(page, {"rain.json": brief()})
    is_shown(page, "Rain")
    expect(page.locator("#opened .local-said")).to_have_text(on_opening)
    page.locator("#opened").get_by_role("button", name="Keep on this device: Rain").click()
    expect(page.locator("#opened .local-said")).to_have_text(on_keeping)
    page.locator("#opened .contents").get_by_role("link", name="Full story").click()
    expect(page.locator('[id="opened:rain:full-story"] .section-body')).to_be_visible()
    page.locator("#opened").get_by_role("button", name="Remove: Rain").click()
    expect(page.locator("#opened h1")).to_have_text("Briefs opened here")
    assert watched.errors == []


def test_what_was_damaged_in_storage_is_said_and_kept(site: str, watched: Watched):
    page = ready(watched.open(site))
    drop(page, {"rain.json": brief(), "snow.json": brief("Snow"), "hail.json": brief("Hail")})
    keep(page, "Rain")
    keep(page, "Snow")
    keep(page, "Hail")
    page.evaluate(
        """bad => new Promise(resolve => indexedDB.open('foldline-briefs').onsuccess = ({ target: { result: db } }) => {
        const change = db.transaction(['heads', 'contents'], 'readwrite');
        change.objectStore('heads').put('no JSON', 'rain.json\\nRain');
        change.objectStore('contents').put('{"text": 1}', 'snow.json\\nSnow');
        change.objectStore('contents').put(bad, 'hail.json\\nHail');
        change.oncomplete = resolve;
    })""",
        json.dumps({"text": '{"foldline": 2}', "images": {}}),
    )
    other = visited_again(page.context, site)
    links = menu(other).locator(".local-list a")
    expect(links).to_have_count(3)
    links.filter(has_text="Rain").click()
    is_shown(other, "Rain")
    menu(other).locator(".local-list a", has_text="Snow").click()
    expect(other.locator("#opened section:visible [role=alert]")).to_contain_text(
        "What this browser stored of it can't be read. It is kept as it is"
    )
    menu(other).locator(".local-list a", has_text="Hail").click()
    expect(other.locator("#opened section:visible [role=alert]")).to_contain_text(
        "hail.json:1:14: foldline: is 2"
    )
    other.reload()
    expect(menu(ready(other)).locator(".local-list a")).to_have_count(3)
    menu(other).get_by_role("button", name="Remove: Snow").click()
    expect(other.locator(".local-list a")).to_have_count(2)


# --- for everybody


def test_no_violation(site: str, watched: Watched):
    page = ready(watched.open(site))
    page.evaluate(AXE.read_text("utf-8"))

    def violations() -> list:
        found = []
        for width, scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                f"the page scrolls sideways at {width}"
            )
            found += page.evaluate("axe.run(document, { resultTypes: ['violations'] })")[
                "violations"
            ]
        return [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found]

    publishers(page)
    assert violations() == []
    drop(
        page,
        {
            "rain.json": brief(odd=1),
            "snow.json": brief("Snow", {"kind": "tmeline"}),
            "bad-one-with-a-name-that-does-not-end-soon.json": b"{}",
        },
    )
    expect(page.locator("#opened [role=alert]")).to_be_visible()
    assert violations() == []
    menu(page)
    assert violations() == []
    page.locator(".local-list").get_by_role("link", name="Snow").click()
    is_shown(page, "Snow")
    assert violations() == []


def test_all_of_it_by_keyboard(shelf: Page):
    drop(shelf, {"rain.json": brief(), "snow.json": brief("Snow")})
    expect(shelf.locator("#opened > section:visible h1")).to_be_visible()
    shelf.locator("#tools > summary").focus()
    shelf.keyboard.press("Enter")
    for _ in range(30):
        shelf.keyboard.press("Tab")
        if "Remove: Snow" in (
            shelf.evaluate("document.activeElement.getAttribute('aria-label')") or ""
        ):
            break
    shelf.keyboard.press("Enter")
    expect(shelf.locator("#tools-open .local-said")).to_have_text("Snow was removed.")
    assert shelf.evaluate("document.activeElement.matches('#tools summary')")
    shelf.keyboard.press("Tab")
    shelf.keyboard.press("Escape")
    assert shelf.evaluate(
        "[document.querySelector('#tools').open, document.activeElement.matches('#tools summary')]"
    ) == [False, True]


def test_targets_are_large_enough_for_a_finger(site: str, browser):
    context = browser.new_context(
        has_touch=True, is_mobile=True, viewport={"width": 320, "height": 800}
    )
    page = context.new_page()
    page.goto(site)
    ready(page)
    drop(page, {"rain.json": brief(), "snow.json": brief("Snow")})
    expect(page.locator("#opened > section:visible h1")).to_be_visible()
    for show in (menu, publishers):
        show(page)
        for width in (320, 768):
            page.set_viewport_size({"width": width, "height": 800})
            sizes = page.locator(
                ":is(#tools, #publishers) :is(button, summary, a):visible, "
                "#opened .local-actions button:visible"
            ).evaluate_all("all => all.map(each => [each.innerText, each.offsetHeight])")
            assert len(sizes) > 6 and [each for each in sizes if each[1] < 44] == []
    context.close()


@pytest.mark.parametrize("briefs", at_night(1, 2))
def test_a_packed_file_opens_them_too(briefs, tmp_path, runtime: Runtime, watched: Watched):
    pack_file(
        [ROOT / "stories" / f"{slug}.json" for slug in SLUGS[:briefs]],
        tmp_path / "packed.html",
        runtime,
    )
    page = ready(watched.open((tmp_path / "packed.html").as_uri()))
    title = page.title()
    watched.requests.clear()
    drop(page, {"rain.json": brief()})
    is_shown(page, "Rain")
    page.locator("#opened .contents").get_by_role("link", name="Full story").click()
    expect(page.locator('[id="opened:rain:full-story"] .section-body')).to_be_visible()
    expect(page).to_have_title("Rain")
    page.locator(".wordmark").click()
    page_is_shown(page)
    expect(page).to_have_title(title)
    page.go_back()
    is_shown(page, "Rain")
    assert watched.errors == []
    assert watched.leaving("file:") == []
    with page.expect_download() as saved:
        publishers(page).get_by_role("button", name="Save the brief (JSON)").click()
    assert saved.value.suggested_filename == "rain.json"
    assert saved.value.path().read_bytes() == brief()
    page.reload()
    is_shown(ready(page), "Rain")
