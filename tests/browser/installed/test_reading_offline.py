"""A first visit, reading offline, keeping briefs."""

import pytest
from playwright.sync_api import expect

from foldline.publishing.site import publish_site
from tests.browser.engines import holds
from tests.night import by_day

from .published import (
    brief,
    host,
    installed,
    is_there,
    keeps_python,
    kept_names,
    menu,
    shown,
    text_of,
    until,
    visited,
)

QUAY = {"quay/index.html", "quay/brief.json", "quay/the%20quay.svg"}
NOT_HERE = "This brief is not on this device"


# --- a first visit, and reading offline
# ------------------------------------------------------------------------------


def test_after_one_visit_the_shelf_and_what_was_read_are_there_offline(reader, served):
    top = served.address + "news/"
    page = visited(reader, top + "quay/")
    until(page, lambda: is_there(page, top, QUAY))
    keeps_python(page, top)
    served.gone = True
    shown(page, top + "quay/")
    assert "Ships came." in text_of(page)
    page.locator("#photo-gallery > summary").click()
    holds(page, "document.querySelector('figure img').naturalWidth > 0")
    assert page.evaluate("foldlineInterpreter.way") == "snapshot"
    page.locator(".wordmark").click()
    expect(page.locator(".shelf-list li")).to_have_count(3)
    page.locator('.shelf-list [data-slug="rain"]').click()
    expect(page.locator("#page h1")).to_have_text(NOT_HERE)
    for address, title in (
        ("index.html?brief=quay", "Quay"),
        ("rain/", NOT_HERE),
        *by_day(
            (),
            at_night=(("", "Foldline"), ("about/", "About Foldline"), ("quay/index.html", "Quay")),
        ),
    ):
        shown(page, top + address)
        assert page.title() == title, address


def test_a_first_visit_transfers_nothing_twice(reader, served, sites):
    page = visited(reader, served.address + "news/rain/")
    until(page, lambda: len(kept_names(page, served.address + "news/")) > 20)
    page.wait_for_timeout(500)
    twice = {name: count for name, count in served.sent.items() if count > 1}
    assert not [name for name in twice if "/runtime/" in name or "/assets/" in name], twice
    assert (
        sum(
            (sites["old"] / name.removeprefix("/news/").partition("?")[0]).stat().st_size
            * (count - 1)
            for name, count in twice.items()
            if not name.endswith("/")
        )
        < 20_000
    )


def test_what_no_page_loads_is_not_kept(chromium, served):
    page = visited(chromium, served.address + "news/")
    keeps_python(page, served.address + "news/")
    names = kept_names(page, served.address + "news/")
    assert not [
        name
        for name in names
        if name.endswith((".whl", "carried.js", "python_stdlib.zip"))
        or "licences" in name
        or name.startswith("rain/")
    ]
    assert any("heap.zst" in name for name in names)


def test_a_visit_that_reads_keeps_nothing_of_python(reader, served):
    top = served.address + "news/"
    page = reader.new_page()
    page.goto(top + "quay/")
    installed(page)
    until(page, lambda: is_there(page, top, QUAY))
    page.wait_for_timeout(500)
    assert not [name for name in kept_names(page, top) if "runtime/" in name or "shell" in name]
    faces = {name.rpartition("/")[2] for name in kept_names(page, top) if "/fonts/" in name}
    assert {"serif-latin.woff2", "sans-latin.woff2"} <= faces and len(faces) < 5
    assert not [name for name in served.sent if "/runtime/" in name and "/workbox/" not in name]
    served.gone = True
    page.goto(top + "quay/")
    assert "Ships came." in text_of(page)
    assert page.locator("html").get_attribute("data-foldline") == "static"


@pytest.mark.nightly
def test_moving_to_a_brief_keeps_it_too(reader, served):
    top = served.address + "news/"
    page = visited(reader, top)
    page.locator('.shelf-list [data-slug="quay"]').click()
    expect(page.locator("#page h1")).to_have_text("Quay")
    until(page, lambda: is_there(page, top, QUAY))
    served.gone = True
    shown(page, top + "quay/")
    assert "Ships came." in text_of(page)


# --- keeping
# ---------------------------------------------------------------------------------------------------------


def test_keeping_one_brief_and_all_of_them(reader, served):
    top = served.address + "news/"
    page = visited(reader, top + "rain/")
    panel = menu(page)
    one = panel.get_by_role("button", name="Keep this brief (0.1 MB)")
    one.click()
    expect(panel.get_by_role("status")).to_have_text("This brief is kept for offline.")
    expect(one).to_be_hidden()
    page.locator(".wordmark").click()
    installed(page)
    menu(page)
    expect(panel.get_by_role("status")).to_have_text("1 brief kept for offline.")
    page.evaluate("""() => { window.seen = []; const meter = document.querySelector('#tools-keep progress');
        new MutationObserver(() => meter.hidden || seen.push(meter.value)).observe(meter, { attributes: true }); }""")
    panel.get_by_role("button", name="Keep all 3 briefs (0.1 MB more)").click()
    expect(panel.get_by_role("status")).to_have_text("3 briefs kept for offline: all there are.")
    seen = page.evaluate("seen")
    assert seen == sorted(seen) and seen[-1] == 1 and len(set(seen)) > 1
    shown(page, top)
    installed(page)
    expect(menu(page).get_by_role("status")).to_have_text(
        "3 briefs kept for offline: all there are."
    )
    served.gone = True
    shown(page, top + "goes/")
    assert "Old." in text_of(page)
    installed(page)
    menu(page).get_by_role("button", name="Remove all 3 kept briefs").click()
    expect(panel.get_by_role("status")).to_have_text("3 briefs removed.")
    assert not [
        name for name in kept_names(page, top) if name.startswith(("rain/", "quay/", "goes/"))
    ]
    assert kept_names(page, top, "kept") == []


@pytest.mark.nightly
def test_the_part_for_one_brief_follows_the_reader(reader, served):
    page = visited(reader, served.address + "news/")
    panel = menu(page)
    one = panel.get_by_role("button", name="Keep this brief")
    expect(one).to_be_hidden()
    page.locator('.shelf-list [data-slug="quay"]').click()
    installed(page)
    menu(page)
    expect(one).to_be_visible()
    page.go_back()
    installed(page)
    menu(page)
    expect(one).to_be_hidden()


def test_keeping_while_the_network_fails_says_so(reader, served):
    page = visited(reader, served.address + "news/")
    served.gone = True
    panel = menu(page)
    panel.get_by_role("button", name="Keep all 3 briefs").click()
    expect(panel.get_by_role("status")).to_have_text(
        "The network failed, so not all of them are kept. Try again later."
    )
    served.gone = False
    panel.get_by_role("button", name="Keep all 3 briefs").click()
    expect(panel.get_by_role("status")).to_have_text("3 briefs kept for offline: all there are.")


@pytest.mark.nightly
def test_of_what_was_only_read_the_last_fifty_stay(chromium, runtime, tmp_path):
    for number in range(55):
        (tmp_path / f"b-{number:02}.json").write_bytes(brief(f"Rain {number}."))
    publish_site(tmp_path, tmp_path / "site", runtime)
    with host(news=tmp_path / "site") as served:
        top = served.address + "news/"
        page = visited(chromium, top)
        page.evaluate("""async () => {
            const { active } = await navigator.serviceWorker.ready;
            const ask = message => new Promise(done => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; active.postMessage(message, [port2]); });
            await ask({ does: 'keep', slug: 'b-00' });
            for (let number = 1; number < 55; number++) await ask({ does: 'read', slug: `b-${String(number).padStart(2, '0')}` });
        }""")
        there = sorted(
            {name.partition("/")[0] for name in kept_names(page, top) if name.startswith("b-")}
        )
        assert there == ["b-00", *(f"b-{number:02}" for number in range(5, 55))]
