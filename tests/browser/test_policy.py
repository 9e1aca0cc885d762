"""The policy of each page alone keeps a stranger's script out: with a text that nothing made safe,
in two engines.
"""

import base64
import hashlib
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from foldline.html import policy
from foldline.publishing.pack import pack_file
from foldline.publishing.runtime import Runtime
from foldline.publishing.serve import server_for
from foldline.publishing.site import publish_site
from tests.browser.own import brief, ready, started
from tests.browser.policies import WRITTEN, served, trapped, with_raw, without_policy
from tests.made import ROOT

RAW = """<script>window.hit = 'a script'</script>
<img src="x" onerror="window.hit = 'an error'">
<svg onload="window.hit = 'a load'"><script>window.hit = 'a script in a drawing'</script></svg>
<details open ontoggle="window.hit = 'a toggle'"><summary>x</summary></details>
<a id="raw-link" href="javascript:void(window.hit='a link')">x</a>
<script src="data:text/javascript,window.hit='data'"></script>
<iframe srcdoc="<script>parent.hit = 'a frame'</script>"></iframe>
<script type="module">window.hit = 'a module'</script>
<base href="https://example.invalid/"><object data="x"></object>
<form action="x"><button id="raw-button">x</button></form>
<p id="raw-style" style="position: fixed">x</p><style>#raw-link { position: fixed }</style>"""
TRIED = {"script", "an error", "a load", "a toggle", "a link", "a module"}
"""What at least runs in both engines where nothing forbids it."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, runtime: Runtime) -> Path:
    """A site and a packed file of one brief, each as it is, with RAW in it (`raw`), and with RAW
    and no policy (`open`).
    """
    top = tmp_path_factory.mktemp("policies")
    (top / "rain.json").write_bytes(brief())
    (top / "quay.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg'><script>document.documentElement.id = "
        "'ran'</script></svg>"
    )
    publish_site(top / "rain.json", top / "site", runtime)
    pack_file([top / "rain.json"], top / "rain.html", runtime)
    for page in (top / "site" / "rain" / "index.html", top / "rain.html"):
        raw = with_raw(page.read_text("utf-8"), RAW)
        page.with_name("raw.html").write_text(raw, "utf-8")
        page.with_name("open.html").write_text(without_policy(raw), "utf-8")
    return top


@pytest.fixture(scope="module", params=["published", "packed"])
def place(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The folder's address with the pages of a site, or with the packed files."""
    if request.param == "packed":
        yield f"{folder.as_uri()}/"
    else:
        with served(folder / "site") as address:
            yield f"{address}rain/"


@pytest.fixture
def page(either: Browser) -> Iterator[Page]:
    context = either.new_context()
    yield trapped(context.new_page())
    context.close()


def test_a_script_and_a_handler_that_were_let_in_do_not_run(place: str, page: Page):
    page.goto(f"{place}raw.html")
    started(page)  # the page's own do
    page.evaluate("document.getElementById('raw-link').click()")
    page.evaluate("document.getElementById('raw-button').click()")
    page.wait_for_timeout(300)
    assert page.url == f"{place}raw.html"
    assert page.evaluate("ran") == []
    forbidden = page.evaluate("forbidden")
    kinds = {each.partition(" ")[0] for each in forbidden}
    assert {
        "script-src-elem",
        "script-src-attr",
        "style-src-elem",
        "style-src-attr",
        "base-uri",
        "form-action",
    } <= kinds, forbidden
    assert len([each for each in forbidden if each.startswith("script-src")]) >= 6, forbidden
    assert page.evaluate(
        "[...document.querySelectorAll('#raw-style, #raw-link')].map(each => "
        "getComputedStyle(each).position)"
    ) == ["static", "static"]


def test_without_the_policy_they_would(place: str, page: Page):
    page.route("**/runtime/**", lambda route: route.abort())
    page.goto(f"{place}open.html", wait_until="domcontentloaded")
    page.evaluate("document.getElementById('raw-link').click()")
    page.wait_for_function("ran.length >= 6", timeout=5000)
    ran = " ".join(page.evaluate("ran"))
    assert [each for each in TRIED if each not in ran] == []
    assert (
        page.evaluate("getComputedStyle(document.getElementById('raw-style')).position") == "fixed"
    )


OWN = """async () => {
  const outcome = what => new Promise(done => setTimeout(() => { try { what(); done('went'); } catch (error) { done(error.name); } }));
  return {
    evaluated: await outcome(() => Function('return 1')()),
    written: globalThis.trustedTypes ? await outcome(() => { document.createElement('p').innerHTML = '<b>x</b>'; }) : 'TypeError',
    made: globalThis.trustedTypes ? await outcome(() => trustedTypes.createPolicy('mine', { createHTML: text => text })) : 'TypeError',
    again: globalThis.trustedTypes ? await outcome(() => trustedTypes.createPolicy('foldline-page', { createHTML: text => text })) : 'TypeError',
    asked: await fetch('data:,x').then(() => 'went', error => error.name),
  };
}"""


def test_nor_is_text_made_into_scripts_or_html(place: str, page: Page):
    page.goto(f"{place}{'index' if place.startswith('http') else 'rain'}.html")
    started(page)
    ready(page)
    assert page.evaluate("forbidden") == []  # nothing of ours is
    assert page.evaluate(OWN) == {
        "evaluated": "EvalError",
        "written": "TypeError",
        "made": "TypeError",
        "again": "TypeError",
        "asked": "TypeError",
    }


def test_a_packed_file_may_ask_nobody(folder: Path, page: Page):
    page.goto((folder / "rain.html").as_uri())
    started(page)
    found = page.evaluate("""async () => {
      const picture = new Image();
      const failed = new Promise(done => { picture.onerror = () => done('failed'); picture.onload = () => done('went'); });
      picture.src = 'https://example.invalid/x.png';
      return [await failed, await fetch('https://example.invalid/').then(() => 'went', () => 'failed')];
    }""")
    assert found == ["failed", "failed"]
    assert {each.partition(" ")[0] for each in page.evaluate("forbidden")} == {
        "img-src",
        "connect-src",
    }


def test_a_picture_opened_by_itself_is_no_page_with_scripts(folder: Path, page: Page):
    (folder / "site" / "quay.svg").write_bytes((folder / "quay.svg").read_bytes())
    server = server_for(folder / "site", 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page.goto(f"http://127.0.0.1:{server.server_port}/quay.svg")
    assert page.evaluate("document.documentElement.id") == ""
    server.shutdown()
    with served(folder / "site") as address:
        page.goto(f"{address}quay.svg")
        assert page.evaluate("document.documentElement.id") == "ran"  # which it would be


def test_every_page_has_one(folder: Path):
    pages = [*(folder / "site").rglob("*.html"), folder / "rain.html"]
    for each in pages:
        text = each.read_text("utf-8")
        if each.name not in ("fragment.html", "open.html"):
            head = text.partition("<article")[0]
            assert head.index(WRITTEN) < min(
                head.find(part) % len(text) for part in ("<script", "<style", "<link")
            ), each
    assert len(pages) > 8


def test_the_hashes_of_a_packed_file_are_those_of_its_scripts(folder: Path):
    text = (folder / "rain.html").read_text("utf-8")
    inside = re.findall(
        r"<(?:style|script) id=\"foldline-(?!page)\w+\">(.*?)</(?:style|script)>", text, re.S
    )
    hashes = [base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in inside]
    assert len(hashes) == 4 and sorted(hashes) == sorted(
        re.findall(r"sha256-([\w+/=]+)", text.partition("</head>")[0].partition("<style")[0])
    )


def test_what_is_written_down_is_what_is_sent():
    text = (ROOT / "docs" / "decisions" / "0010-content-security-policy.md").read_text("utf-8")
    for made in (
        policy.page_policy(),
        policy.frame_policy(),
        policy.live_policy(),
        policy.embed_page_policy(),
        policy.picture_policy(),
        re.sub(r"'sha256-[^']+'", "'sha256-…'", policy.packed_policy("", [""])),
    ):
        assert f"\n{made}\n" in text.replace(";\n  ", "; ")
