"""Two versions of a site: the newer one arrives whole or not at all, and no page is of both."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .published import (
    installed,
    is_there,
    kept_names,
    menu,
    ready,
    shown,
    started_page,
    text_of,
    until,
    visited,
)


def newer(page: Page):
    return page.locator("#newer")


def runtimes_of(page: Page) -> set[str]:
    """The versions of the runtime that the page has asked for."""
    return set(
        page.evaluate(
            "performance.getEntriesByType('resource').map(({ name }) => "
            "name.match(/runtime\\/([^/]+)/)?.[1]).filter(Boolean)"
        )
    )


def versions_there(page: Page, scope: str) -> set[str]:
    return {name.split("/")[1] for name in kept_names(page, scope) if name.startswith("runtime/")}


def mixed(folder: Path, sites: dict[str, Path], name: str) -> Path:
    """The new version, but for one file or folder."""
    for path in sites["new"].iterdir():
        (folder / path.name).symlink_to(sites["old"] / name if path.name == name else path)
    return folder


def returned(page: Page, address: str) -> None:
    """Comes back to a site, and waits until the browser has looked for a newer version."""
    shown(page, address)
    installed(page)


UPDATE = """async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update().catch(() => {});        // after what goes on already
    const found = registration.installing;
    if (found) await new Promise(done => {
        const look = () => { if (['installed', 'redundant'].includes(found.state)) done(); };
        found.addEventListener('statechange', look);
        look();
    });
    return Boolean(registration.waiting);
}"""


def takes_update(page: Page) -> bool:
    """Whether the browser, asked once more to look for a newer version, comes to have one."""
    return page.evaluate(UPDATE)


@pytest.fixture
def kept(reader, served) -> Page:
    """A reader of the old version, who has read one brief and kept another."""
    top = served.address + "news/"
    page = visited(reader, top + "quay/")
    until(page, lambda: is_there(page, top, {"quay/the%20quay.svg"}))
    page.locator(".wordmark").click()
    page.locator('.shelf-list [data-slug="rain"]').click()
    menu(page).get_by_role("button", name="Keep this brief").click()
    expect(page.locator("#keep-words")).to_have_text("This brief is kept for offline.")
    return page


def test_a_newer_version_waits_for_the_reader(kept, served, sites):
    top = served.address + "news/"
    served.shown["news"] = sites["new"]
    sent = served.sent.copy()
    returned(kept, top + "rain/")
    assert "It rained." in text_of(kept) and runtimes_of(kept) == {"old"}
    expect(newer(kept).get_by_role("status")).to_have_text(
        "A newer version of this site has arrived."
    )
    with kept.expect_navigation():
        newer(kept).get_by_role("button", name="Show it").click()
    ready(kept)
    assert "It poured." in text_of(kept) and runtimes_of(kept) == {"new"}
    expect(newer(kept)).to_have_count(0)
    until(kept, lambda: versions_there(kept, top) == {"new"})
    assert served.sent["/news/quay/the%20quay.svg"] == sent["/news/quay/the%20quay.svg"], (
        "a picture that stayed was sent again"
    )
    assert is_there(kept, top, {"quay/index.html", "rain/index.html", "rain/brief.json"})
    assert [name for name in kept_names(kept, top) if name.startswith(("goes/", "comes/"))] == []
    assert kept_names(kept, top, "kept") == ["rain/"]
    served.gone = True
    for address, said in (("", "Comes"), ("rain/", "It poured."), ("quay/", "Ships came.")):
        shown(kept, top + address)
        assert said in text_of(kept) and runtimes_of(kept) == {"new"}


@pytest.mark.nightly
def test_it_takes_over_by_itself_when_all_pages_are_closed(kept, reader, served, sites):
    top = served.address + "news/"
    served.shown["news"] = sites["new"]
    returned(kept, top + "rain/")
    expect(newer(kept)).to_be_visible()
    other = reader.new_page()
    kept.close()
    other.wait_for_timeout(1000)
    shown(other, top + "rain/")
    assert "It poured." in text_of(other) and runtimes_of(other) == {"new"}


@pytest.mark.nightly
def test_a_page_that_did_not_ask_stays_as_it_is(kept, reader, served, sites):
    top = served.address + "news/"
    other = started_page(reader, top + "quay/")
    installed(other)
    served.shown["news"] = sites["new"]
    returned(kept, top + "rain/")
    expect(newer(other)).to_be_visible()
    with kept.expect_navigation():
        newer(kept).get_by_role("button", name="Show it").click()
    ready(kept)
    other.wait_for_timeout(500)
    assert runtimes_of(other) == {"old"} and "Ships came." in text_of(other)
    with other.expect_navigation():
        newer(other).get_by_role("button", name="Show it").click()
    ready(other)
    assert runtimes_of(other) == {"new"}


@pytest.mark.nightly
@pytest.mark.parametrize(
    "file", ["heap.zst", "shelf.json", "rain/index.html", "rain/brief.json", "sw.js"]
)
def test_an_update_that_breaks_off_leaves_the_old_version_whole(kept, served, sites, file):
    top = served.address + "news/"
    served.shown["news"], served.cut = sites["new"], {file}
    returned(kept, top + "rain/")
    assert not takes_update(kept)
    assert "It rained." in text_of(kept) and newer(kept).count() == 0
    served.gone = True
    for address, said in (("", "Goes"), ("rain/", "It rained."), ("quay/", "Ships came.")):
        shown(kept, top + address)
        assert said in text_of(kept) and runtimes_of(kept) == {"old"}
    served.gone, served.cut = False, set()
    returned(kept, top + "rain/")
    expect(newer(kept)).to_be_visible(timeout=20_000)
    with kept.expect_navigation():
        newer(kept).get_by_role("button", name="Show it").click()
    ready(kept)
    assert "It poured." in text_of(kept) and versions_there(kept, top) == {"new"}


@pytest.mark.nightly
def test_a_file_that_is_not_what_the_version_says_is_no_update(kept, served, sites, tmp_path):
    """A publish that is half uploaded: the new sw.js with an old page."""
    top = served.address + "news/"
    served.shown["news"] = mixed(tmp_path, sites, "index.html")
    returned(kept, top)
    assert not takes_update(kept)
    assert newer(kept).count() == 0 and "Goes" in text_of(kept)
    served.gone = True
    shown(kept, top)
    assert "Goes" in text_of(kept) and runtimes_of(kept) == {"old"}


@pytest.mark.nightly
@pytest.mark.parametrize("how", ["loaded", "moved to"])
def test_a_page_of_a_newer_version_passes_and_brings_that_version(reader, served, sites, how):
    top = served.address + "news/"
    page = visited(reader, top)
    served.shown["news"] = sites["new"]
    if how == "loaded":
        shown(page, top + "rain/")  # never read here before
        assert runtimes_of(page) == {"new"}
    else:
        page.locator('.shelf-list [data-slug="rain"]').click()
        expect(page.locator("#page h1")).to_have_text("Rain")
        assert runtimes_of(page) == {"old"}
    assert "It poured." in text_of(page)
    assert not is_there(page, top, {"rain/brief.json"})
    expect(newer(page)).to_be_visible(timeout=20_000)
    with page.expect_navigation():
        newer(page).get_by_role("button", name="Show it").click()
    ready(page)
    until(page, lambda: is_there(page, top, {"rain/index.html", "rain/brief.json"}))


@pytest.mark.nightly
def test_what_is_read_while_a_version_waits_is_of_that_version_too(reader, served, sites, tmp_path):
    top = served.address + "news/"
    page = visited(reader, top + "quay/")
    served.shown["news"] = mixed(tmp_path, sites, "rain")  # what the old version can still fetch
    returned(page, top + "quay/")
    expect(newer(page)).to_be_visible()
    page.locator(".wordmark").click()
    page.locator('.shelf-list [data-slug="rain"]').click()
    until(page, lambda: is_there(page, top, {"rain/index.html", "rain/brief.json"}))
    served.shown["news"] = sites["new"]
    page.evaluate(
        "navigator.serviceWorker.ready.then(({ active }) => active.postMessage({ does: 'read', "
        "slug: 'rain' }))"
    )
    until(
        page,
        lambda: (
            len([name for name in kept_names(page, top) if name.startswith("rain/index.html")]) == 2
        ),
    )


@pytest.mark.nightly
def test_serving_the_same_address_while_writing_ends_it(reader, served, sites):
    """`foldline serve` where a published site was: after one visit nothing stands between writer
    and text.
    """
    top = served.address + "news/"
    page = visited(reader, top + "rain/")
    served.shown["news"] = sites["served"]
    page.goto(top + "rain/")
    expect(page.locator(".dek")).to_have_text("It poured.", timeout=20_000)
    until(
        page,
        lambda: (
            not page.evaluate(
                "navigator.serviceWorker.getRegistrations().then(found => found.length)"
            )
        ),
    )
    until(page, lambda: kept_names(page, top) == kept_names(page, top, "kept") == [])
    served.shown["news"] = sites["old"]
    page.goto(top + "rain/")
    expect(page.locator(".dek")).to_have_text("It rained.")
