"""A site in two versions, and browsers of two engines that have never been there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from foldline.publishing import site as site_module
from foldline.publishing.building import built_runtime
from foldline.publishing.runtime import MANIFEST, Runtime, lay_into, write_manifest
from foldline.publishing.site import SiteOptions, publish_site

from .published import Host, brief, host


@pytest.fixture(scope="session")
def sites(runtime: Runtime, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One site in two versions, each with a runtime of its own: between them one brief changes, one
    goes, one comes.
    """
    gallery = {"kind": "photo_gallery", "photos": [{"src": "the quay.svg", "alt": "The quay"}]}
    briefs = {
        "old": {
            "rain": brief("It rained.", title="Rain"),
            "quay": brief("Ships came.", gallery, title="Quay"),
            "goes": brief("Old.", title="Goes"),
        },
        "new": {
            "rain": brief("It poured.", title="Rain"),
            "quay": brief("Ships came.", gallery, title="Quay"),
            "comes": brief("New.", title="Comes"),
        },
    }
    made = {}
    for version, stories in briefs.items():
        top = tmp_path_factory.mktemp(version)
        lay_into(built_runtime(runtime), top / "built")
        (top / "built" / MANIFEST).unlink()
        built = write_manifest(top / "built", version, {})
        folder = top / "stories"
        folder.mkdir()
        (folder / "the quay.svg").write_text(
            "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'/>"
        )
        for slug, data in stories.items():
            (folder / f"{slug}.json").write_bytes(data)
        made[version] = top / "site"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(site_module, "built_runtime", lambda runtime, report, built=built: built)
            publish_site(folder, made[version], runtime)
            if version == "new":
                made["served"] = top / "served"
                publish_site(folder, made["served"], runtime, SiteOptions(offline=False))
    return made


@pytest.fixture
def reader(either: Browser) -> Iterator[BrowserContext]:
    """A reader's browser that has never been here, of either engine."""
    made = either.new_context()
    yield made
    made.close()


@pytest.fixture
def chromium(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context()
    yield made
    made.close()


@pytest.fixture
def served(sites: dict[str, Path]) -> Iterator[Host]:
    """The old version, at /news/."""
    with host(news=sites["old"]) as made:
        yield made
