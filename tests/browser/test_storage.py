"""The reader's storage, broken in every way: nothing that is kept is lost, the page reads, and one
line says so.
"""

import json

import pytest
from playwright.sync_api import Page, expect

from .conftest import Watched, at_night
from .own import brief, drop, is_shown, menu, ready
from .test_local_kept import keep, visited_again

PAGE = "specimen-harbour/index.html"
DENIED = """for (const name of ['localStorage', 'sessionStorage', 'caches', 'indexedDB'])
    Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError') } });"""
BROKEN = """for (const of of [Storage, CacheStorage, Cache, StorageManager, IDBFactory, IDBDatabase, IDBObjectStore, IDBTransaction, IDBRequest])
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(of.prototype)))
        if (typeof value === 'function' && name !== 'constructor') of.prototype[name] = () => { throw new DOMException('broken', 'UnknownError') };"""
FULL = """Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') };
    IDBObjectStore.prototype.put = function () { this.transaction.abort(); throw new DOMException('full', 'QuotaExceededError') };"""
NOTHING, NO_ROOM = "this browser keeps nothing for this page", "there is no room left for it"
ANOTHER = "what is kept of this brief was written by another version, and is left as it is"

DATABASE = """([version, stores, records]) => new Promise((resolve, reject) => {
    const asked = indexedDB.open('foldline-briefs', version);
    asked.onupgradeneeded = () => { for (const name of asked.result.objectStoreNames) asked.result.deleteObjectStore(name);
                                    for (const name of stores) asked.result.createObjectStore(name); };
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
        const database = asked.result, found = {};
        const change = stores.length ? database.transaction(stores, 'readwrite') : null;
        for (const [name, key, value] of records) change.objectStore(name).put(value, key);
        for (const name of stores) { const all = change.objectStore(name).getAll(); all.onsuccess = () => { found[name] = all.result; }; }
        const done = () => { database.close(); resolve(found); };
        if (change) change.oncomplete = done; else done();
    };
})"""
"""Opens the database of kept briefs at a version, writes, and answers what its stores hold."""


def folds(page: Page) -> str | None:
    return page.evaluate("localStorage.getItem('foldline:folds:specimen-harbour')")


def timeline_open(page: Page) -> bool:
    return page.locator("#timeline").evaluate("each => each.open")


def reads_and_folds(page: Page) -> None:
    expect(page.locator("#page h1")).to_be_visible()
    before = timeline_open(page)
    page.locator("#timeline > summary").click()
    assert timeline_open(page) is not before


@pytest.mark.parametrize("faults", [DENIED, BROKEN], ids=["denied", "broken"])
def test_a_page_that_may_keep_nothing_reads_and_says_so(faults, site: str, watched: Watched):
    watched.page.add_init_script(faults)
    page = ready(watched.open(site + PAGE))
    reads_and_folds(page)
    expect(menu(page).locator("#folds-said")).to_have_text(
        f"What you fold is not remembered: {NOTHING}."
    )
    assert page.locator("[role=alert]").count() == 0
    assert watched.errors == []


def test_the_checkout_needs_a_database_and_says_so(checkout: str, watched: Watched):
    """Without its snapshot it has PyScript as it is published; a site's has one that opens none."""
    watched.page.add_init_script(DENIED)
    watched.page.route("**/runtime/built/interpreter.mjs", lambda route: route.fulfill(status=404))
    watched.page.goto(checkout + "index.html?brief=specimen-harbour")
    watched.wait("failed")
    expect(watched.page.locator("[role=alert]")).to_contain_text(
        "Python could not start: this browser lets this page keep nothing"
    )


@pytest.mark.parametrize(
    "faults, reason",
    [(FULL, NO_ROOM), *at_night((DENIED, NOTHING), (BROKEN, NOTHING))],
    ids=["full", "denied", "broken"],
)
def test_what_fails_later_takes_nothing_with_it(faults, reason, site: str, watched: Watched):
    page = ready(watched.open(site + PAGE))
    drop(page, {"rain.json": brief()})
    is_shown(page, "Rain")
    keep(page, "Rain")
    page.go_back()
    page.locator("#timeline > summary").click()
    before = folds(page)
    assert json.loads(before) == {"timeline": timeline_open(page)}
    page.evaluate(f"() => {{ {faults} }}")
    reads_and_folds(page)
    expect(menu(page).locator("#folds-said")).to_have_text(
        f"What you fold is not remembered: {reason}."
    )
    page.locator("#tools > summary").click()
    drop(page, {"rain.json": brief(dek="It stopped."), "snow.json": brief("Snow")})
    expect(page.locator("#opened [role=alert]")).to_contain_text(
        f"The copy of rain.json on this device is an older one: {reason}."
    )
    page.locator("#opened").get_by_role("button", name="Keep on this device: Snow").click()
    expect(page.locator("#opened .local-said")).to_have_text(
        f"Snow could not be kept on this device: {reason}."
    )
    page.locator("#opened").get_by_role("link", name="Rain").click()
    expect(page.locator("#opened section:visible .dek")).to_have_text("It stopped.")
    assert watched.errors == []
    other = visited_again(page.context, f"{site}{PAGE}#opened:rain")
    expect(other.locator("#opened section:visible .dek")).to_have_text("It rained.")
    assert folds(other) == before


# --- two tabs
# --------------------------------------------------------------------------------------------------------


def test_two_tabs_fold_one_brief(site: str, watched: Watched):
    one, other = watched.open(site + PAGE, "static"), watched.page.context.new_page()
    other.goto(site + PAGE)
    one.locator("#timeline > summary").click()
    other.locator("#what-happened > summary").click()
    assert json.loads(folds(one)) == {
        "timeline": timeline_open(one),
        "what-happened": other.locator("#what-happened").evaluate("each => each.open"),
    }
    assert watched.errors == []


def test_what_one_tab_lets_go_of_the_other_says_is_gone(site: str, watched: Watched):
    page = ready(watched.open(site))
    drop(page, {"rain.json": brief(), "snow.json": brief("Snow")})
    keep(page, "Rain")
    keep(page, "Snow")
    other = visited_again(page.context, site)
    menu(page).get_by_role("button", name="Remove all").click()
    expect(page.locator("#tools-open .local-said")).to_have_text("2 briefs were removed.")
    menu(other).locator(".local-list a", has_text="Rain").click()
    expect(other.locator("#opened section:visible [role=alert]")).to_have_text(
        "There is no such brief here any more. Open its file again."
    )
    expect(menu(other).locator(".local-list a")).to_have_text(["Snow"])
    assert watched.errors == []


def test_taking_back_leaves_what_another_tab_kept_meanwhile(site: str, watched: Watched):
    page = ready(watched.open(site))
    drop(page, {"rain.json": brief()})
    keep(page, "Rain")
    menu(page).locator("#tools-open").get_by_role("button", name="Remove: Rain").click()
    expect(page.locator("#tools-open .local-said")).to_have_text("Rain was removed.")
    other = visited_again(page.context, site)
    drop(other, {"rain.json": brief(dek="It stopped.")})
    keep(other, "Rain")
    menu(page).get_by_role("button", name="Undo").click()
    expect(page.locator(".local-list a")).to_have_text(["Rain"])
    third = visited_again(page.context, f"{site}#opened:rain")
    expect(third.locator("#opened section:visible .dek")).to_have_text("It stopped.")
    assert watched.errors == []


# --- other versions
# --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kept", ['{"timeline"', "[1, 2]", *at_night("2;timeline=0", '"timeline"', "7")]
)
def test_folds_of_another_version_stay_as_they_are(kept, site: str, watched: Watched):
    watched.page.add_init_script(
        f"localStorage.setItem('foldline:folds:specimen-harbour', {json.dumps(kept)})"
    )
    page = ready(watched.open(site + PAGE))
    reads_and_folds(page)
    page.locator(".depth [data-depth-choice=everything]").click()
    assert folds(page) == kept
    expect(menu(page).locator("#folds-said")).to_have_text(
        f"What you fold is not remembered: {ANOTHER}."
    )
    assert watched.errors == []


def test_what_another_version_adds_to_folds_stays(site: str, watched: Watched):
    page = watched.open(site + PAGE)
    page.evaluate(
        'localStorage.setItem(\'foldline:folds:specimen-harbour\', \'{"timeline":false,"#":{"version":2},"gone":true,"what-happened":"half"}\')'
    )
    page.reload()
    watched.wait()
    assert timeline_open(page) is False
    page.locator("#timeline > summary").click()
    assert json.loads(folds(page)) == {
        "timeline": True,
        "#": {"version": 2},
        "gone": True,
        "what-happened": "half",
    }
    expect(menu(page).locator("#folds-said")).to_be_hidden()


@pytest.mark.parametrize(
    "version, stores, reason",
    [
        (
            2,
            ["heads", "contents"],
            "what is kept here is of a newer version of Foldline, and is left as it is",
        ),
        *at_night(
            (
                1,
                ["briefs"],
                "what is kept here is of another version of Foldline, and is left as it is",
            ),
            (1, [], "what is kept here is of another version of Foldline, and is left as it is"),
        ),
    ],
    ids=["newer", "older", "empty"],
)
def test_a_database_of_another_version_stays_as_it_is(
    version, stores, reason, site: str, watched: Watched
):
    page = ready(watched.open(site))
    page.evaluate(
        "() => new Promise(resolve => { indexedDB.deleteDatabase('foldline-briefs').onsuccess = "
        "resolve; })"
    )
    records = [[name, "rain.json\nRain", {"of": "another version"}] for name in stores]
    written = page.evaluate(DATABASE, [version, stores, records])
    page.reload()
    ready(page)
    expect(menu(page).locator("#tools-open .local-said")).to_have_text(
        f"Briefs that are kept on this device can't be shown: {reason}."
    )
    page.locator("#tools > summary").click()
    drop(page, {"snow.json": brief("Snow")})
    is_shown(page, "Snow")
    page.locator("#opened").get_by_role("button", name="Keep on this device: Snow").click()
    expect(page.locator("#opened .local-said")).to_have_text(
        f"Snow could not be kept on this device: {reason}."
    )
    assert page.evaluate(DATABASE, [version, stores, []]) == written
    assert watched.errors == []


def test_a_record_of_another_version_is_kept_and_said(site: str, watched: Watched):
    page = ready(watched.open(site))
    drop(page, {"rain.json": brief()})
    keep(page, "Rain")
    page.evaluate(
        DATABASE,
        [1, ["heads", "contents"], [["contents", "rain.json\nRain", {"of": "another version"}]]],
    )
    other = visited_again(page.context, f"{site}#opened:rain")
    expect(other.locator("#opened section:visible [role=alert]")).to_contain_text(
        "What this browser stored of it can't be read. It is kept as it is"
    )
    assert other.evaluate(DATABASE, [1, ["contents"], []]) == {
        "contents": [{"of": "another version"}]
    }
    assert watched.errors == []
