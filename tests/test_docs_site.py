"""The docs are built as a site, by the generator that the extra `docs` pins: strictly, so a dead
link fails it.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.made import ROOT
from tests.night import at_night
from tests.parsed import attributes, tree


def build(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Build a copy of the docs, so that nothing is left in the checkout and two runs do not meet."""
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("*.py"))
    shutil.copy(ROOT / "zensical.toml", folder)
    for name in more:
        with (folder / "docs" / "index.md").open("a", encoding="utf-8") as page:
            page.write(f"\n[nowhere]({name})\n")
    return subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs-site")
    built = build(folder)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder / "docs-site"


def test_every_page_is_built(site: Path):
    pages = [
        page.relative_to(ROOT / "docs").with_suffix("") for page in (ROOT / "docs").rglob("*.md")
    ]
    assert [
        page
        for page in pages
        if not (site / (page.parent if page.name == "index" else page) / "index.html").is_file()
    ] == []


def test_it_has_a_search_of_its_own(site: Path):
    text = (site / "search.json").read_text("utf-8")
    assert json.loads(text) and "fuzzy" in text and "Content-Security-Policy" in text


def test_it_loads_nothing_from_elsewhere(site: Path):
    for page in site.rglob("*.html"):
        top = tree(page.read_text("utf-8"))
        assert [
            address for address in attributes(top, "src") if re.match(r"(https?:)?//", address)
        ] == []
        loaded = re.findall(
            r"<link[^>]*rel=\"?(?:stylesheet|preload|preconnect|icon)[^>]*>",
            page.read_text("utf-8"),
        )
        assert [link for link in loaded if re.search(r"href=\"?(https?:)?//", link)] == []


def test_every_picture_and_page_is_there(site: Path):
    """The generator looks at links to pages; this looks at whatever a built page names."""
    missing = set()
    for page in site.rglob("index.html"):
        here = "/" + page.relative_to(site).as_posix().removesuffix("index.html")
        top = tree(page.read_text("utf-8"))
        for address in (*attributes(top, "src"), *attributes(top, "href")):
            if not re.match(r"[a-z]+:|//|#", address):
                target = site / urljoin(here, address.partition("#")[0].partition("?")[0]).lstrip(
                    "/"
                )
                if not (target / "index.html" if target.is_dir() else target).is_file():
                    missing.add((here, address))
    assert missing == set()


@pytest.mark.parametrize(
    "link", ["using/editing.md#nowhere", *at_night("nowhere.md", "#nowhere-at-all")]
)
def test_a_dead_link_fails_it(tmp_path: Path, link: str):
    built = build(tmp_path, link)
    assert built.returncode != 0
    assert "does not exist" in built.stdout + built.stderr
