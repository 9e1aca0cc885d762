"""No room, no storage, no https, a frame without rights: said where it matters, and reading goes
on. And what systems hand over.
"""

from contextlib import closing

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.night import at_night

from ..conftest import BOOT
from .published import (
    host,
    installed,
    is_there,
    keeps_python,
    kept_names,
    menu,
    ready,
    shown,
    started_page,
    text_of,
    until,
    visited,
)


def leave_room(context: BrowserContext, page: Page, origin: str, size: int) -> None:
    """So many bytes for all that the origin keeps."""
    context.new_cdp_session(page).send(
        "Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": size}
    )


@pytest.mark.nightly
def test_no_room_at_a_first_visit(chromium, served):
    top = served.address + "news/"
    page = chromium.new_page()
    leave_room(chromium, page, served.address, 100_000)
    shown(page, top + "rain/")
    expect(page.locator("#keep-words")).to_have_text(
        "There is no room left on this device to keep this site for offline. Reading goes on.",
        timeout=30_000,
    )
    assert "It rained." in text_of(page) and page.get_by_role("alert").count() == 0
    until(page, lambda: kept_names(page, top) == [])
    page.locator(".wordmark").click()
    expect(page.locator(".shelf-list li")).to_have_count(3)


@pytest.mark.nightly
def test_room_for_the_site_but_not_for_python(chromium, served):
    top = served.address + "news/"
    page = chromium.new_page()
    leave_room(chromium, page, served.address, 3_000_000)
    shown(page, top + "rain/")
    installed(page)
    page.wait_for_timeout(1000)
    assert not [name for name in kept_names(page, top) if "heap.zst" in name]
    expect(page.locator("#keep-words")).to_be_empty()
    served.gone = True
    page.goto(top + "rain/")
    assert "It rained." in text_of(page)


@pytest.mark.nightly
def test_what_only_makes_a_start_faster_goes_first(browser, chromium, served):
    top = served.address + "news/"
    with closing(browser.new_context()) as roomy:
        page = visited(roomy, top + "rain/")
        until(
            page, lambda: [name for name in caches_of(page) if name.startswith(f"foldline-{top} ")]
        )
        both = used(page)
    page = chromium.new_page()
    leave_room(chromium, page, served.address, both - 2_000_000)  # for either, but not for both
    shown(page, top + "rain/")
    assert [name for name in caches_of(page) if name.startswith(f"foldline-{top} ")]
    installed(page)
    assert not [name for name in caches_of(page) if name.startswith(f"foldline-{top} ")]
    until(page, lambda: is_there(page, top, {"rain/index.html"}))
    served.gone = True
    shown(page, top + "rain/")
    assert "It rained." in text_of(page) and page.evaluate("foldlineInterpreter.way") == "snapshot"


def without_what_makes_starts_faster(page: Page) -> None:
    """It would give its room to what is worth more. One by one, as the service worker does: the
    page still holds the cache open.
    """
    page.evaluate("""async () => {
        for (const name of await caches.keys()) if (name.startsWith('foldline-')) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) await cache.delete(request);
            await caches.delete(name);
        }
    }""")


def used(page: Page) -> int:
    return page.evaluate("navigator.storage.estimate().then(({ usage }) => usage)")


def test_no_room_for_a_brief(chromium, served):
    top = served.address + "news/"
    page = visited(chromium, top)
    keeps_python(page, top)
    without_what_makes_starts_faster(page)
    leave_room(chromium, page, served.address, used(page))
    panel = menu(page)
    panel.get_by_role("button", name="Keep all 3 briefs").click()
    expect(panel.get_by_role("status")).to_have_text(
        "There is no room left on this device, so not all of them are kept. Reading goes on."
    )
    assert not [
        name for name in kept_names(page, top) if name.startswith(("rain/", "quay/", "goes/"))
    ]
    assert kept_names(page, top, "kept") == []
    page.locator('.shelf-list [data-slug="rain"]').click()
    expect(page.locator(".dek")).to_have_text("It rained.")
    menu(page)
    expect(panel.get_by_role("status")).to_have_text(
        "There is no room left on this device: what you read now is not kept."
    )
    shown(page, top + "quay/")
    assert "Ships came." in text_of(page)


@pytest.mark.nightly
def test_no_room_for_a_newer_version(chromium, served, sites):
    top = served.address + "news/"
    page = visited(chromium, top + "rain/")
    until(page, lambda: is_there(page, top, {"rain/index.html"}))
    before = kept_names(page, top)
    without_what_makes_starts_faster(page)
    leave_room(chromium, page, served.address, used(page) + 1_000_000)
    served.shown["news"] = sites["new"]
    shown(page, top + "rain/")
    newer = page.locator("#newer")
    expect(newer.get_by_role("status")).to_have_text(
        "A newer version of this site has arrived, but there is no room to keep it.", timeout=30_000
    )
    assert "It rained." in text_of(page) and sorted(kept_names(page, top)) == sorted(before)
    with page.expect_navigation():
        newer.get_by_role("button", name="Show it, and keep nothing").click()
    ready(page)
    assert "It poured." in text_of(page)


@pytest.mark.parametrize(
    "lacking",
    [
        "delete Navigator.prototype.serviceWorker",
        *at_night(
            "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get() { throw new "
            "DOMException('denied', 'SecurityError') } })",
            "ServiceWorkerContainer.prototype.register = () => Promise.reject(new "
            "DOMException('denied', 'SecurityError'))",
            "Object.defineProperty(window, 'caches', { get() { throw new DOMException('denied', "
            "'SecurityError') } })",
        ),
    ],
)
def test_where_storage_is_denied_one_line_says_so(chromium, served, lacking):
    chromium.add_init_script(lacking)
    page = started_page(chromium, served.address + "news/rain/")
    expect(page.locator("#keep-words")).to_have_text(
        "This browser lets this site keep nothing, so it can't be read offline."
    )
    expect(page.locator("#tools-keep button:visible")).to_have_count(0)
    assert "It rained." in text_of(page)


def test_a_frame_without_rights(chromium, served, tmp_path):
    (tmp_path / "index.html").write_text(
        f'<iframe sandbox="allow-scripts" src="{served.address}news/rain/index.html"></iframe>'
    )
    with host(around=tmp_path) as other:
        page = chromium.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(other.address + "around/")
        frame = page.frame_locator("iframe")
        expect(frame.locator(".dek")).to_have_text("It rained.")
        page.wait_for_timeout(1000)
        assert not [error for error in errors if "erviceWorker" in error or "caches" in error]


@pytest.mark.nightly
def test_without_https_one_line_says_so(chromium, served):
    chromium.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    page = started_page(chromium, served.address + "news/")
    expect(page.locator("#keep-words")).to_have_text(
        "This address is not https, so the site can't be kept for offline."
    )


def test_from_a_file_one_line_says_so(chromium, sites):
    page = chromium.new_page()
    page.goto((sites["old"] / "rain" / "index.html").as_uri())
    expect(page.locator("#keep-words")).to_have_text(
        "You opened this site from a file: it is on this device already.", timeout=30_000
    )


@pytest.mark.nightly
def test_a_worker_that_is_missing(chromium, served, sites, tmp_path):
    for path in sites["old"].iterdir():
        if path.name != "sw.js":
            (tmp_path / path.name).symlink_to(path)
    served.shown["news"] = tmp_path
    page = started_page(chromium, served.address + "news/rain/")
    expect(page.locator("#keep-words")).to_have_text(
        "What keeps this site for offline could not be loaded."
    )


@pytest.mark.nightly
def test_two_sites_under_one_host_leave_each_other_alone(reader, sites):
    with host(one=sites["old"], two=sites["new"]) as served:
        page = visited(reader, served.address + "one/rain/")
        one = served.address + "one/"
        until(page, lambda: is_there(page, one, {"rain/index.html"}))
        before = {name: urls for name, urls in caches_of(page).items() if "/one/" in name}
        assert len(before) > 1
        shown(page, served.address + "two/")
        installed(page)
        until(page, lambda: len(caches_of(page)) >= 2 * len(before))
        assert {name: urls for name, urls in caches_of(page).items() if "/one/" in name} == before
        served.shown["two"] = sites["old"]
        shown(page, served.address + "two/")
        with page.expect_navigation():
            page.locator("#newer button").click(timeout=20_000)
        ready(page)
        assert {name: urls for name, urls in caches_of(page).items() if "/one/" in name} == before
        served.gone = True
        shown(page, one + "rain/")
        assert "It rained." in text_of(page)


def caches_of(page: Page) -> dict[str, list[str]]:
    return page.evaluate(
        "(async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async name => "
        "[name, (await (await caches.open(name)).keys()).map(({ url }) => url)]))))()"
    )


def test_a_browser_finds_it_installable(chromium, served):
    page = visited(chromium, served.address + "news/rain/")
    session = chromium.new_cdp_session(page)
    manifest = session.send("Page.getAppManifest")
    assert (
        manifest["url"] == served.address + "news/manifest.webmanifest" and manifest["errors"] == []
    )
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [each["errorId"] for each in errors if each["errorId"] != "in-incognito"] == []
    page.locator(".wordmark").click()
    expect(page.locator(".shelf-list li")).to_have_count(3)
    assert (
        session.send("Page.getAppManifest")["url"] == served.address + "news/manifest.webmanifest"
    )


def test_files_that_the_system_opens_start_python(reader, served):
    reader.add_init_script("""
        window.handed = [];
        const handle = name => ({ getFile: async () => new File(['{}'], name) });
        Object.defineProperty(window, 'launchQueue', { value: {
            setConsumer(consumer) { consumer({ files: [handle('a.json'), handle('b.json')] }); consumer({ files: [] }); } } });
        addEventListener('foldline:files', ({ detail }) => handed.push(detail.map(({ name }) => name)));
    """)
    page = reader.new_page()
    page.goto(served.address + "news/")
    until(page, lambda: page.evaluate("handed"))
    assert page.evaluate("handed") == [["a.json", "b.json"]]
    expect(page.locator("html[data-foldline=ready]")).to_be_attached(timeout=BOOT)
