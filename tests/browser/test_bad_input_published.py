"""Bad input where readers meet it: on a published site, in a packed file and in a live embed. The
story's readable part and its problems are shown, and Python goes on."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from foldline.publishing.pack import pack_file
from foldline.publishing.runtime import Runtime
from foldline.story.loading import load
from tests.made import ROOT
from tests.night import at_night
from tests.snapshot_contents import NEVER_NEEDED, imports_of_page, late_imports, templates

from .conftest import NO_WORKERS, Watched
from .own import drop, is_shown, ready
from .test_bad_input import BAD, GOOD, TEN_WRONG, changed

PARTLY = {
    "future-kind.json": changed(
        sections=[GOOD["sections"][0], {"kind": "future_kind"}, GOOD["sections"][1]]
    ),
    "only-a-future-kind.json": changed(sections=[{"kind": "future_kind"}]),
    "no-kind.json": changed(sections=[{}, GOOD["sections"][1]]),
    "section-is-a-number.json": changed(sections=[5, GOOD["sections"][1]]),
    "ten-wrong-in-sections.json": changed(
        sections=[{"kind": "timeline", "events": [{"when": "31 February 2021", "text": ""}]}] * 5
    ),
    "unread-revision.json": changed(
        revisions=[{"date": "2026-01-01", "sections": [{"kind": "future_kind"}]}]
    ),
}
"""Briefs of which a part can be shown, and a part can't."""
LATER = [name for name in PARTLY if name not in ("future-kind.json", "ten-wrong-in-sections.json")]

ASK = """async ([address, names, files]) => {
    const { loadPyodide } = await import(address);
    const python = await loadPyodide();
    python.globals.set('asked', JSON.stringify([names, files]));
    return python.runPython(`
import importlib, json
from foldline.html.environment import ENVIRONMENT
missing = []
names, files = json.loads(asked)
for name in names:
    try:
        importlib.import_module(name)
    except Exception as error:
        missing.append(f"{name}: {error!r}")
for name in files:
    try:
        ENVIRONMENT.get_template(name)
    except Exception as error:
        missing.append(f"{name}: {error!r}")
json.dumps(missing)
`);
}"""


@pytest.fixture(scope="module")
def without_files(chromiums: Callable[[], Browser], site: str):
    """A page of the published site that the files of Python never reach: it has its snapshot alone."""
    context = chromiums().new_context()
    page = context.new_page()
    page.add_init_script(NO_WORKERS)
    page.route("**/files.zst", lambda route: route.abort())
    watched = Watched(page)
    for name, data in {**BAD, **PARTLY}.items():
        page.route(f"**/bad/{name}", answering(data))
    yield watched
    context.close()


def answering(data: bytes) -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=data, content_type="application/json")


def answers(page: Page) -> None:
    """Python renders a good brief in this page."""
    drop(page, {"good.json": changed(title="Still here")})
    is_shown(page, "Still here")


def test_the_snapshot_holds_all_that_the_page_may_ask_for(without_files: Watched, site: str):
    page = without_files.open(site + "index.html")
    names = sorted(
        ({*late_imports()} - set(NEVER_NEEDED)) | {name for name in imports_of_page() if name}
    )
    names = [
        name for name in names if not name.startswith("rapidfuzz")
    ]  # a page has none, and does without
    interpreter = page.evaluate(
        "new URL(JSON.parse(document.getElementById('foldline-page').textContent).interpreter, "
        "document.baseURI).href"
    )
    assert len(names) > 60
    assert json.loads(page.evaluate(ASK, [interpreter, names, templates()])) == []


@pytest.mark.parametrize(
    "name",
    [
        "future-kind.json",
        "ten-wrong-in-sections.json",
        *at_night(*BAD, *LATER),
    ],
)
def test_an_address_with_bad_input_shows_what_can_be_read(
    name: str, without_files: Watched, site: str
):
    without_files.errors.clear()
    data = {**BAD, **PARTLY}[name]
    page = without_files.open(f"{site}index.html?brief=bad/{name}")
    loaded = load(data)
    expected = [
        problem.sentence(f"bad/{name}")
        for problem in (loaded.hiding if loaded.brief else loaded.errors)
    ]
    if expected:
        expect(page.locator("#page [role=alert]")).to_have_count(1)
        assert page.locator("#page [role=alert] li").all_inner_texts() == expected
    if loaded.brief:
        expect(page.locator("#page h1")).to_have_text(loaded.brief.title)
        for section in json.loads(data)["sections"]:
            if section in GOOD["sections"]:
                expect(page.locator(f"#page #{section['kind'].replace('_', '-')}")).to_be_visible()
    assert "Python could not start" not in page.inner_text("body")
    assert [
        error
        for error in without_files.errors
        if "files.zst" not in error and "files for later" not in error and "ERR_FAILED" not in error
    ] == []
    answers(page)


@pytest.fixture(scope="module")
def packed(runtime: Runtime, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("packed") / "one.html"
    pack_file([ROOT / "stories" / "us-russia-military-dialogue.json"], file, runtime)
    return file


@pytest.mark.parametrize("where", ["site", *at_night("packed")])
def test_dropped_bad_input_ends_nothing(
    where: str, request: pytest.FixtureRequest, browser: Browser
):
    context = browser.new_context()
    page = context.new_page()
    watched = Watched(page)
    watched.open(
        f"{request.getfixturevalue('site')}index.html"
        if where == "site"
        else request.getfixturevalue("packed").as_uri()
    )
    ready(page)
    for name, data in {**BAD, **PARTLY}.items():
        drop(page, {name: data})
        loaded = load(data)
        lines = [problem.sentence(name) for problem in loaded.problems]
        expect(
            page.locator("#opened [role=alert]:visible, #opened .notices:visible").first
        ).to_contain_text(lines[0].partition(": ")[2][:60])
        assert "Traceback" not in page.inner_text(
            "body"
        ) and "ModuleNotFoundError" not in page.inner_text("body")
        answers(page)
    assert page.evaluate("document.documentElement.dataset.foldline") == "ready"
    context.close()


@pytest.mark.nightly
def test_the_ten_wrong_are_listed_where_they_are_dropped(site: str, watched: Watched):
    page = watched.open(f"{site}index.html")
    ready(page)
    drop(page, {"ten.json": TEN_WRONG})
    expect(page.locator("#opened [role=alert] li")).to_have_count(len(load(TEN_WRONG).errors))
