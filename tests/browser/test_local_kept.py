"""Briefs of the reader's own stay: through back and forward, a reload, a new visit; and what
happens where nothing is kept.
"""

import json
import re
from itertools import product

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from foldline.publishing.pack import pack_file
from foldline.publishing.runtime import Runtime
from tests.browser.engines import holds

from .conftest import ROOT, SLUGS, Watched, at_night
from .own import brief, drop, is_shown, menu, page_is_shown, ready
from .test_accessible import AXE

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


def test_back_and_forward_between_page_and_briefs(opened: Page):
    opened.set_viewport_size({"width": 400, "height": 400})
    opened.evaluate("scrollTo(0, 200)")
    holds(opened, "scrollY === 200")
    drop(opened, {"rain.json": brief()})
    is_shown(opened, "Rain")
    assert opened.evaluate("scrollY") == 0
    opened.locator("#opened").get_by_role("button", name="Open all").click()
    opened.evaluate("scrollTo(0, 500)")
    holds(opened, "scrollY === 500")
    opened.evaluate("new Promise(requestAnimationFrame)")
    drop(opened, {"snow.json": brief("Schnee", language="de")})
    is_shown(opened, "Schnee")
    assert opened.evaluate("document.documentElement.lang") == "de"
    opened.go_back()
    is_shown(opened, "Rain")
    assert opened.evaluate("document.documentElement.lang") == "en"
    holds(opened, "scrollY === 500")
    opened.go_back()
    page_is_shown(opened)
    expect(opened).to_have_title("Foldline")
    holds(opened, "scrollY === 200")
    opened.go_forward()
    is_shown(opened, "Rain")
    holds(opened, "scrollY === 500")


def test_a_link_to_a_section_unfolds_it_and_back_stays_in_the_brief(opened: Page, watched: Watched):
    opened.set_viewport_size({"width": 900, "height": 500})
    drop(opened, {"rain.json": brief()})
    story = opened.locator('[id="opened:rain:full-story"]')
    expect(story).not_to_have_attribute("open", "")
    opened.locator("#opened .contents").get_by_role("link", name="Full story").click()
    expect(story).to_have_attribute("open", "")
    expect(story.locator("summary")).to_be_in_viewport()
    assert opened.url.endswith("#opened:rain:full-story")
    opened.go_back()
    is_shown(opened, "Rain")
    opened.reload()
    ready(opened)
    is_shown(opened, "Rain")
    opened.goto(opened.url.partition("#")[0] + "#opened:rain:full-story")
    expect(story).to_have_attribute("open", "")
    watched.requests.clear()  # those of the reload


def test_the_wordmark_leads_back_to_the_shelf_without_a_reload(opened: Page):
    opened.evaluate("window.stillHere = true")
    drop(opened, {"rain.json": brief()})
    is_shown(opened, "Rain")
    opened.locator(".wordmark").click()
    page_is_shown(opened)
    expect(opened).to_have_title("Foldline")
    assert "#" not in opened.url and opened.evaluate("window.stillHere")
    opened.go_back()
    is_shown(opened, "Rain")


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
    page_is_shown(page)
    expect(page).to_have_title(re.compile("^Apollo 13: "))
    expect(page.locator("#page h1")).to_be_focused()
    page.go_back()
    is_shown(page, "Rain")
    page.go_back()
    page_is_shown(page)
    expect(page.locator("#page .shelf-list")).to_be_visible()
    assert watched.errors == []


def test_folding_one_leaves_the_page_alone(site: str, watched: Watched):
    page = ready(watched.open(site + "specimen-harbour/index.html"))
    before = page.locator("#page details.section[open]").count()
    drop(page, {"rain.json": brief()})
    is_shown(page, "Rain")
    page.locator("#opened").get_by_role("button", name="Open all").click()
    page.go_back()
    assert page.locator("#page details.section[open]").count() == before
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('opened'))") == []


# --- what stays


def test_a_reload_keeps_them_and_a_new_tab_does_not(opened: Page, watched: Watched):
    drop(opened, {"rain.json": brief(), "snow.json": brief("Snow")})
    opened.locator("#opened").get_by_role("link", name="Snow").click()
    is_shown(opened, "Snow")
    opened.reload()
    expect(opened.locator("#page")).to_be_hidden()  # from the first moment on
    is_shown(ready(opened), "Snow")
    expect(menu(opened).locator(".local-list a")).to_have_count(2)
    opened.locator(".local-list").get_by_role("link", name="Rain").click()
    is_shown(opened, "Rain")
    other = visited_again(opened.context, opened.url)
    expect(other.locator("#opened [role=alert]")).to_have_text(
        "There is no such brief here any more. Open its file again."
    )
    other.locator(".wordmark").click()
    page_is_shown(other)
    watched.requests.clear()  # those of the reload


@pytest.mark.each_place
def test_one_that_is_kept_is_there_on_the_next_visit(opened: Page):
    drop(opened, {"rain.json": brief(), "snow.json": brief("Snow")})
    keep(opened, "Rain")
    expect(menu(opened).locator(".local-list li", has_text="Rain")).to_contain_text(
        "Kept on this device"
    )
    expect(opened.locator("#opened .shelf-list li", has_text="rain.json")).to_contain_text(
        "Kept on this device"
    )
    address = opened.url.partition("#")[0]
    other = visited_again(opened.context, f"{address}#opened:rain")
    is_shown(other, "Rain")
    expect(menu(other).locator(".local-list a")).to_have_text(["Rain"])
    other.locator("#tools-open").get_by_role("button", name="Let go: Rain").click()
    expect(other.locator("#opened h1")).to_have_text("Briefs opened here")
    third = visited_again(opened.context, address)
    expect(menu(third).locator(".local-list")).to_have_count(0)


def test_what_was_let_go_can_be_taken_back(opened: Page):
    drop(opened, {"rain.json": brief(), "snow.json": brief("Snow")})
    keep(opened, "Rain")
    menu(opened).get_by_role("button", name="Let go of all").click()
    expect(opened.locator("#tools-open .local-said")).to_have_text("2 briefs are no longer here.")
    expect(opened.locator("#opened .shelf-list")).to_have_count(0)
    opened.get_by_role("button", name="Take back what was let go").click()
    expect(opened.locator(".local-list a")).to_have_count(2)
    other = visited_again(opened.context, opened.url.partition("#")[0])
    expect(menu(other).locator(".local-list a")).to_have_text(["Rain"])


def test_the_same_file_again_replaces_it_and_another_of_its_name_does_not(opened: Page):
    drop(opened, {"brief.json": brief()})
    is_shown(opened, "Rain")
    keep(opened, "Rain")
    drop(opened, {"brief.json": brief(dek="It stopped.")})
    expect(opened.locator("#opened .dek")).to_have_text("It stopped.")
    drop(opened, {"brief.json": brief("Snow")})
    is_shown(opened, "Snow")
    assert opened.url.endswith("#opened:brief-2")
    expect(menu(opened).locator(".local-list a")).to_have_text(["Snow", "Rain"])
    other = visited_again(opened.context, opened.url.partition("#")[0] + "#opened:brief")
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
        (
            FULL,
            "A reload will close rain.json: there is no room left for it.",
            "Rain is kept on this device.",
        ),
        *at_night(
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
    page.locator("#opened").get_by_role("button", name="Let go: Rain").click()
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
    menu(other).get_by_role("button", name="Let go: Snow").click()
    expect(other.locator(".local-list a")).to_have_count(2)


# --- for everybody


def test_no_violation(site: str, watched: Watched):
    page = ready(watched.open(site))
    page.evaluate(AXE.read_text("utf-8"))

    def violations() -> list:
        found = []
        for width, scheme in product((320, 1280), ("light", "dark")):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                f"the page scrolls sideways at {width}"
            )
            found += page.evaluate("axe.run(document, { resultTypes: ['violations'] })")[
                "violations"
            ]
        return [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found]

    menu(page).get_by_text("Paste a brief").click()
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


def test_all_of_it_by_keyboard(opened: Page):
    drop(opened, {"rain.json": brief(), "snow.json": brief("Snow")})
    expect(opened.locator("#opened > section:visible h1")).to_be_visible()
    opened.locator("#tools > summary").focus()
    opened.keyboard.press("Enter")
    for _ in range(30):
        opened.keyboard.press("Tab")
        if "Let go: Snow" in (
            opened.evaluate("document.activeElement.getAttribute('aria-label')") or ""
        ):
            break
    opened.keyboard.press("Enter")
    expect(opened.locator("#tools-open .local-said")).to_have_text("Snow is no longer here.")
    assert opened.evaluate("document.activeElement.matches('#tools summary')")
    opened.keyboard.press("Tab")
    opened.keyboard.press("Escape")
    assert opened.evaluate(
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
    menu(page)
    for width in (320, 768):
        page.set_viewport_size({"width": width, "height": 800})
        sizes = page.locator(
            "#tools-open :is(button, summary, a):visible, #opened .local-actions button"
        ).evaluate_all(
            "all => all.map(each => [each.innerText, each.getBoundingClientRect().height])"
        )
        assert len(sizes) > 8 and [each for each in sizes if each[1] < 44] == []
    context.close()


@pytest.mark.parametrize("briefs", [1, *at_night(2)])
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
        menu(page).get_by_role("button", name="Save the brief (JSON)").click()
    assert saved.value.suggested_filename == "rain.json"
    assert saved.value.path().read_bytes() == brief()
    page.reload()
    is_shown(ready(page), "Rain")
