"""Pages from files, no server and no network: one packed file, and a published site as a folder, in
three engines.
"""

import json
import os
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from foldline.publishing.pack import pack_file
from foldline.publishing.runtime import Runtime
from tests.browser.conftest import SLUGS, needs_engine
from tests.browser.engines import ENGINES, Engines
from tests.browser.own import PIXEL, gallery, started
from tests.browser.own import brief as own_brief
from tests.made import ROOT, as_bytes
from tests.night import at_night, by_day

SLUG = "us-russia-military-dialogue"
STORIES = [ROOT / "stories" / f"{slug}.json" for slug in SLUGS]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, runtime: Runtime, site_folder: Path) -> Path:
    """`one.html`, `many.html`, `slim.html` and a site below `stick/`, whose name a URL has to
    escape.
    """
    top = tmp_path_factory.mktemp("files") / "a friend's files, 100%"
    top.mkdir()
    pack_file([ROOT / "stories" / f"{SLUG}.json"], top / "one.html", runtime)
    pack_file([ROOT / "stories" / f"{SLUG}.json"], top / "slim.html", None)
    pack_file(STORIES, top / "many.html", runtime)
    shutil.copytree(site_folder, top / "stick", copy_function=os.link)
    return top


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    needs_engine(request.param)
    return request.param


_UNTIL = (
    "const until = async found => { for (let n = 0; n < 600 && !found(); n++) await new "
    "Promise(done => setTimeout(done, 50)); return found(); };"
)
_OWN = """(async () => {
  const title = () => [...document.querySelectorAll('#opened h1')].find(each => each.getClientRects().length)?.textContent;
  const shown = async name => await until(() => title() === name) ? [title(), location.hash] : title();
  const file = (name, text) => new File([text], name, { type: 'application/json' });
  const outcome = { picked: await shown('Picked') };

  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', BRIEF('Pasted'));
  const paste = new Event('paste', { bubbles: true, cancelable: true });      // Firefox makes no ClipboardEvent of a script's data
  Object.defineProperty(paste, 'clipboardData', { value: clipboardData });
  document.body.dispatchEvent(paste);
  outcome.pasted = await shown('Pasted');

  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(file('rain.json', BRIEF('Rain')));
  dataTransfer.items.add(file('bad.json', '{"foldline": 1, "title": oops}'));
  document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
  outcome.alert = (await until(() => document.querySelector('#opened [role=alert]')))?.innerText;
  [...document.querySelectorAll('#opened .shelf-list a')].find(link => link.textContent === 'Rain').click();
  outcome.dropped = await shown('Rain');
  outcome.text = document.querySelector('#opened > section:not([hidden]) .points').innerText;

  const input = document.getElementById('local-folder');     // as an engine fills it: no script may, and not every driver can
  outcome.offered = !document.querySelector('[data-local=folder]').hidden;
  const picture = Uint8Array.from(PIXEL);
  const inside = { 'mine/snow.json': file('snow.json', BRIEF('Snow')), 'mine/a.png': new File([picture], 'a.png', { type: 'image/png' }) };
  for (const [webkitRelativePath, each] of Object.entries(inside)) Object.defineProperty(each, 'webkitRelativePath', { value: webkitRelativePath });
  Object.defineProperty(input, 'files', { configurable: true, value: Object.values(inside) });
  input.dispatchEvent(new Event('change', { bubbles: true }));
  delete input.files;
  outcome.folder = await shown('Snow');
  outcome.images = await until(() => [...document.querySelectorAll('#opened img')].filter(each => each.getClientRects().length && each.naturalWidth).length);

  document.querySelector('.wordmark').click();
  await until(() => document.getElementById('opened').hidden);
  return outcome;
})()"""
_SEARCHED = """(async () => {
  const field = document.getElementById('shelf-search');
  field.value = 'oxygen';
  await until(() => {
    field.dispatchEvent(new Event('input', { bubbles: true }));
    return document.getElementById('shelf-found').textContent;
  });
  return [...document.querySelectorAll('.front .card:not([hidden]) :is(h2, h3) a')].map(link => link.dataset.slug);
})()"""
_DONE = {
    "one.html": {"own": _OWN},
    "many.html": {"found": _SEARCHED},
    "stick/index.html": {"own": _OWN, "found": _SEARCHED},
    f"stick/{SLUG}/index.html": {},
}
"""What a reader does on each page. Python is started once for all of it."""


@pytest.fixture(scope="module")
def come_to(engines: Engines, folder: Path) -> Callable[[str, str], dict]:
    """What a page comes to in an engine, and what all that is done on it does."""
    text = own_brief("TITLE", gallery("a.png")).decode()
    given = (
        f"const BRIEF = title => {json.dumps(text)}.replace('TITLE', title); const PIXEL = "
        f"{list(PIXEL)};"
    )
    (folder / "picked.json").write_text(text.replace("TITLE", "Picked"), "utf-8")

    @cache
    def found(engine: str, name: str) -> dict:
        done = "".join(
            f"outcome.{what} = await {script};\n" for what, script in _DONE[name].items()
        )
        return engines.outcome_of(
            engine,
            (folder / name).as_uri(),
            f"(async () => {{ {_UNTIL} {given} const outcome = {{}}; {done} return outcome; }})()",
            [folder / "picked.json"] if "own" in _DONE[name] else [],
        )

    return found


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("one.html", marks=pytest.mark.each_engine),
        "many.html",
        "stick/index.html",
        *at_night(f"stick/{SLUG}/index.html"),
    ],
)
def test_python_answers_from_a_file_without_one_request(engine: str, come_to, name: str):
    found = come_to(engine, name)
    assert (found["state"], found["way"], found["alerts"], found["requested"]) == (
        "ready",
        "snapshot",
        [],
        [],
    )


@pytest.mark.parametrize("name", [name for name, done in _DONE.items() if "own" in done])
def test_briefs_of_the_readers_own_are_picked_pasted_and_dropped(engine: str, come_to, name: str):
    own = come_to(engine, name)["then"]["own"]
    assert own["picked"] == ["Picked", "#opened:picked"]
    assert own["pasted"] == ["Pasted", "#opened:pasted"]
    assert "bad.json:1:" in own["alert"]
    assert own["dropped"] == ["Rain", "#opened:rain"] and "It rained." in own["text"]
    assert own["offered"] and own["folder"] == ["Snow", "#opened:snow"] and own["images"] == 1


@pytest.mark.parametrize("name", [name for name, done in _DONE.items() if "found" in done])
def test_the_shelf_is_searched_in_a_page_from_a_file(engine: str, come_to, name: str):
    assert come_to(engine, name)["then"]["found"] == ["apollo-13"]


def test_moving_on_a_stick_is_by_links(folder: Path, page: Page):
    page.goto((folder / "stick" / "index.html").as_uri())
    started(page)
    for slug in SLUGS[: by_day(1, at_night=2)]:
        page.locator(f'a[data-slug="{slug}"]').click()
        page.wait_for_url(f"**/{slug}/**")
        started(page)
        title = json.loads((ROOT / "stories" / f"{slug}.json").read_text("utf-8"))["title"]
        expect(page.locator("h1")).to_have_text(title)
        assert page.url.endswith(f"/{slug}/index.html")
        page.go_back()
    page.locator("a.wordmark").click()
    expect(page.locator("h1")).to_have_text("Foldline")


@pytest.mark.nightly
def test_a_server_is_never_asked_for_what_files_need(site: str, page: Page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}{SLUG}/index.html")
    started(page)
    page.evaluate("foldlineInterpreter.files")
    assert not [url for url in asked if "carried" in url or url.endswith("/brief.js")]


# --- several briefs in one file
# --------------------------------------------------------------------------------------


@pytest.fixture
def many(folder: Path, page: Page) -> Page:
    page.goto((folder / "many.html").as_uri())
    return page


def test_a_link_of_the_author_leads_inside_its_own_brief(
    tmp_path: Path, runtime: Runtime, page: Page
):
    for slug in ("fog", "rain"):
        (tmp_path / f"{slug}.json").write_bytes(
            as_bytes(
                {
                    "kind": "what_happened",
                    "points": [{"text": "See [the whole](#full-story) of it."}],
                },
                {"kind": "full_story", "text": slug},
            )
        )
    pack_file([tmp_path / "fog.json", tmp_path / "rain.json"], tmp_path / "both.html", runtime)
    page.goto((tmp_path / "both.html").as_uri() + "#rain")
    page.get_by_role("link", name="the whole").click()
    assert page.url.endswith("#rain:full-story")
    expect(page.locator("[id='rain:full-story'] .section-body")).to_be_visible()


def test_the_shelf_leads_to_each_brief_and_back(many: Page):
    expect(many).to_have_title("Story briefs")
    for slug in SLUGS:
        many.locator(f'.shelf a[data-slug="{slug}"]').click()
        title = json.loads((ROOT / "stories" / f"{slug}.json").read_text("utf-8"))["title"]
        expect(many).to_have_title(title)
        expect(many.locator("h1:visible")).to_have_text(title)
        expect(many.locator("h1:visible")).to_be_focused()
        many.go_back()
        expect(many.locator("h1:visible")).to_have_text("Story briefs")
        expect(many).to_have_title("Story briefs")


def test_an_address_of_a_section_unfolds_it_in_its_brief(folder: Path, page: Page):
    page.goto(f"{(folder / 'many.html').as_uri()}#{SLUG}:full-story")
    expect(page.locator(f'[id="{SLUG}:full-story"]')).to_have_attribute("open", "")
    expect(page.locator(".packed:visible")).to_have_count(1)


def test_each_brief_folds_and_is_remembered_by_itself(many: Page):
    first, second = SLUGS[:2]
    many.locator(f'.shelf a[data-slug="{first}"]').click()
    many.locator(".packed:visible .depth [data-depth-choice=points]").click()
    assert many.locator(f'[id="{first}"] details.section[open]').count() == 1
    assert many.locator(f'[id="{second}"] details.section[open]').count() > 1
    many.locator(f'[id="{first}"] details.section[open] > summary').click()
    many.reload()
    assert many.locator(f'[id="{first}"] details.section[open]').count() == 0
    assert many.locator(f'[id="{second}"] details.section[open]').count() == 1


# --- without scripts
# -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["one.html", "many.html", "slim.html"])
def test_it_reads_with_scripts_off(folder: Path, browser, name: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / name).as_uri())
    if name == "many.html":
        page.locator(f'.shelf a[data-slug="{SLUG}"]').click()
    title = json.loads((ROOT / "stories" / f"{SLUG}.json").read_text("utf-8"))["title"]
    expect(page.locator("h1:visible")).to_have_text(title)
    section = page.locator('.brief:visible [data-section="full_story"]')
    section.locator("summary").click()
    expect(section.locator(".section-body")).to_be_visible()
    expect(page.locator(".tools")).to_be_hidden() if name != "slim.html" else expect(
        page.locator("script:not([type])")
    ).to_have_count(0)
    context.close()


def test_licences_are_read_inside_the_file(folder: Path, page: Page):
    page.goto((folder / "one.html").as_uri())
    page.get_by_text("About this file, and licences").click()
    page.locator(".licence", has_text="pydantic-core").first.click()
    expect(page.locator(".licence[open] pre")).to_contain_text("MIT")
    assert page.locator(".licence").count() > 30


# --- damage
# ----------------------------------------------------------------------------------------------------------


def _without_end(text: str) -> str:
    return text[: text.index('data-carried="heap.zst"') + 100_000]


def _flipped(name: str):
    def damage(text: str) -> str:
        at = text.index(f'data-carried="{name}"') + 5_000
        assert re.fullmatch(r"[A-Za-z0-9+/]{9}", text[at : at + 9])
        return text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]

    return damage


@pytest.mark.parametrize(
    "damage",
    [
        _without_end,
        *at_night(_flipped("pyodide/pyodide.mjs"), _flipped("pyodide.asm.wasm.zst")),
    ],
    ids=["cut short", "a flipped character in a script", "a flipped character in the wasm"],
)
def test_a_damaged_file_still_reads_and_says_so(
    engine: str, folder: Path, engines: Engines, tmp_path: Path, damage
):
    file = tmp_path / "damaged.html"
    file.write_text(damage((folder / "one.html").read_text("utf-8")), "utf-8")
    found = engines.outcome_of(engine, file.as_uri())
    assert found["state"] == "failed"
    assert len(found["alerts"]) == 1
    assert re.search("damaged|cut short", found["alerts"][0])
    assert "complete without it" in found["alerts"][0]
    assert found["shown"] > 2000


@pytest.mark.nightly
def test_a_damaged_snapshot_costs_only_time(folder: Path, engines: Engines, tmp_path: Path):
    file = tmp_path / "damaged.html"
    file.write_text(_flipped("heap.zst")((folder / "one.html").read_text("utf-8")), "utf-8")
    found = engines.outcome_of("chromium", file.as_uri())
    assert (found["state"], found["way"], found["alerts"]) == ("ready", "compiled", [])
