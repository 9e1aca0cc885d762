"""What changed since this device last showed a brief, told at the foot of the window."""

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from foldline.publishing.runtime import Runtime
from foldline.publishing.serve import HOST, Handler, Server
from foldline.publishing.site import SiteOptions, publish_site
from tests.browser.conftest import BOOT, Watched
from tests.made import as_bytes
from tests.night import at_night


def rain(*points: str, **fields: str) -> bytes:
    return as_bytes(
        {"kind": "what_happened", "points": [{"text": text} for text in points]}, **fields
    )


class Publisher:
    """A site of one brief, rain, that its publisher changes."""

    def __init__(self, top: Path, runtime: Runtime, address: str):
        self._stories, self._out, self._runtime, self.page = (
            top / "stories",
            top / "site",
            runtime,
            f"{address}/rain/index.html",
        )
        self._stories.mkdir()

    def publish(self, data: bytes) -> None:
        (self._stories / "rain.json").write_bytes(data)
        publish_site(self._stories, self._out, self._runtime, SiteOptions(offline=False))


@pytest.fixture
def publisher(tmp_path: Path, runtime: Runtime) -> Iterator[Publisher]:
    server = Server((HOST, 0), partial(Handler, directory=str(tmp_path / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Publisher(tmp_path, runtime, f"http://{HOST}:{server.server_port}")
    server.shutdown()


def read(watched: Watched, publisher: Publisher, data: bytes | None = None) -> Page:
    """A visit, after the brief was published as `data`; over when all that comes later has come."""
    if data:
        publisher.publish(data)
    watched.requests.clear()
    page = watched.open(publisher.page, "static")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    return page


def test_what_changed_is_told_once_and_shown_when_asked(publisher, watched: Watched):
    page = read(watched, publisher, rain("It rains on 3 ships.", "Nobody is hurt."))
    expect(page.locator(".seen")).to_have_count(0)
    read(watched, publisher, rain("It rains on 4 ships.", "Nobody is hurt.", title="More rain"))
    bar = page.locator(".seen")
    expect(bar).to_contain_text("This brief has changed since you read it on ")
    assert page.locator("html").get_attribute("data-foldline") == "static"
    bar.get_by_role("button", name="Show what changed").click()
    changes = page.locator("#page .changes")
    expect(changes).to_be_attached(timeout=BOOT)
    expect(changes).to_contain_text("What changed since you read it on")
    assert changes.locator("del").all_inner_texts() == ["Rain", "3"] and changes.locator(
        "ins"
    ).all_inner_texts() == ["More rain", "4"]
    expect(changes.locator("summary")).to_be_focused()
    expect(bar).to_have_count(0)
    read(watched, publisher)
    expect(bar).to_have_count(0)
    assert not [url for url in watched.requests if url.endswith("brief.json")]
    assert watched.errors == []


@pytest.mark.nightly
def test_it_is_told_until_the_reader_has_answered(publisher, watched: Watched):
    page = read(watched, publisher, rain("It rains."))
    read(watched, publisher, rain("It pours."))
    read(watched, publisher)
    page.locator(".wordmark").focus()
    page.locator(".seen").get_by_role("button", name="Not now").press("Enter")
    expect(page.locator(".wordmark")).to_be_focused()
    expect(page.locator(".seen")).to_have_count(0)
    page.wait_for_timeout(300)
    read(watched, publisher)
    expect(page.locator(".seen")).to_have_count(0)


def test_changes_that_nobody_reads_are_not_told(publisher, watched: Watched):
    page = read(watched, publisher, rain("It rains.", place="Quay"))
    read(watched, publisher, rain("It rains.", place="The quay"))
    expect(page.locator(".seen")).to_have_count(0)


@pytest.mark.nightly
def test_where_nothing_can_be_kept_the_brief_reads_as_ever(publisher, watched: Watched):
    watched.page.add_init_script(
        "IDBObjectStore.prototype.put = () => { throw new DOMException('full', "
        "'QuotaExceededError') }"
    )
    page = read(watched, publisher, rain("It rains."))
    read(watched, publisher, rain("It pours."))
    expect(page.locator("#page")).to_contain_text("It pours.")
    expect(page.locator(".seen")).to_have_count(0)
    assert watched.errors == []


@pytest.mark.nightly
@pytest.mark.parametrize(
    "kept", ["no JSON", *at_night("[]", '{"words": 3, "at": {}, "since": "yesterday"}', 7)]
)
def test_what_another_version_kept_harms_nothing(kept, publisher, watched: Watched):
    page = read(watched, publisher, rain("It rains."))
    page.evaluate(
        """async text => {
        const open = indexedDB.open('foldline-seen', 1);
        await new Promise(done => { open.onsuccess = done; });
        const change = open.result.transaction(['heads', 'contents'], 'readwrite');
        for (const name of ['heads', 'contents']) {
          const store = change.objectStore(name), keys = store.getAllKeys();
          keys.onsuccess = () => keys.result.forEach(key => store.put(text, key));
        }
        await new Promise(done => { change.oncomplete = done; });
    }""",
        kept,
    )
    read(watched, publisher, rain("It pours."))
    expect(page.locator("#page")).to_contain_text("It pours.")
    assert watched.errors == []
