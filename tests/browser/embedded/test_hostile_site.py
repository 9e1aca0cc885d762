"""Every hostile text, sent by a hostile site with nothing that made it safe, into a page
without a policy: inline and live, with the browser's own sanitiser and with DOMPurify, and in a
frame. In two engines."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from foldline.publishing.runtime import Runtime
from tests.night import at_night, by_day

from .raw import (
    TEXTS,
    Site,
    Visit,
    chunks,
    fragment,
    frame,
    frame_elements,
    inline_elements,
    live_elements,
    marked,
    served,
)


@pytest.fixture(scope="module")
def site(runtime: Runtime, tried: range) -> Site:
    """A site with each text in a fragment, and in a frame that has its policy."""
    found = Site(runtime)
    for number in tried:
        text = TEXTS[number]
        found.put(f"/raw/{number}/fragment.html", fragment(marked(text, number)))
        found.put(f"/raw/{number}/frame.html", frame(marked(text, number), policy=True))
    found.put_live("{ html: JSON.parse(data.text).html }")
    return found


@pytest.fixture(scope="module")
def tried() -> range:
    """The numbers of the texts that are sent: by day one in thirty, at night all."""
    return range(0, len(TEXTS), by_day(30, at_night=1))


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with served(site) as found:
        yield found


@pytest.fixture(scope="module")
def pages(runtime: Runtime) -> Site:
    return Site(runtime)


@pytest.fixture(scope="module")
def host(pages: Site) -> Iterator[str]:
    with served(pages) as found:
        yield found


@pytest.mark.parametrize("native", [True, False], ids=["the browser's own", "DOMPurify"])
def test_inline(
    native: bool, tried: range, either: Browser, site: Site, address: str, pages: Site, host: str
):
    visit = Visit(either, site, address, pages, host, native)
    wrong = []
    for numbers in chunks(tried, 150):
        page = visit.open(inline_elements(numbers, address))
        assert page.evaluate("typeof Element.prototype.setHTML") == (
            "function" if native else "undefined"
        )
        visit.settle(len(numbers))
        wrong += visit.look()
        assert page.evaluate("reported.filter(each => each[1] === 'ready').length") == len(numbers)
    assert wrong == [], wrong[:8]
    purified = [url for _, url in visit.requests if url.endswith("/purify.js")]
    assert bool(purified) != native  # loaded only where it is needed
    visit.close()


@pytest.mark.parametrize("native", [False, *at_night(True)], ids=["DOMPurify", "the browser's own"])
def test_live(
    native: bool, tried: range, either: Browser, site: Site, address: str, pages: Site, host: str
):
    visit = Visit(either, site, address, pages, host, native)
    wrong = []
    for numbers in chunks(tried, 150):
        page = visit.open(live_elements(numbers, TEXTS))
        visit.settle(len(numbers))
        wrong += visit.look(frames=1)
        assert page.evaluate("reported.filter(each => each[1] === 'ready').length") == len(numbers)
    assert wrong == [], wrong[:8]
    visit.close()


def test_frames(tried: range, either: Browser, site: Site, address: str, pages: Site, host: str):
    """A frame is the site's own document: its policy keeps texts from running there, and its
    sandbox keeps them off the page."""
    visit = Visit(either, site, address, pages, host)
    for numbers in chunks(tried, 100):
        page = visit.open(frame_elements(numbers, address))
        visit.settle(len(numbers))
        visit.requests = [
            (kind, url)
            for kind, url in visit.requests
            if not url.startswith("https://elsewhere.invalid/")
        ]  # a frame's picture
        own = [each for each in page.frames[1:] if each.url.startswith(address)]
        ran = [(each.url, found) for each in own if (found := each.evaluate("window.ran"))]
        assert ran == [], ran[:5]
        found = page.evaluate("[ran, hosted, thrown, location.href]")
        assert found == [[], [], [], f"{host}/host.html"] and visit.wrong == [], (
            found,
            visit.wrong[:5],
        )
    visit.close()


ACTS = {
    "moves the top": "top.location = 'https://elsewhere.invalid/x'",
    "moves the top later": """
      setTimeout(() => { parent.location.replace('https://elsewhere.invalid/x'); });""",
    "clicks a link to the top": """
      document.body.insertAdjacentHTML('beforeend',
        '<a id=act href=https://elsewhere.invalid/x target=_top>x</a>');
      act.click();""",
    "sends a form to the top": """
      document.body.insertAdjacentHTML('beforeend',
        '<form id=act action=https://elsewhere.invalid/x target=_top></form>');
      act.submit();""",
    "reads the page": "parent.document.title = 'mine'",
    "undoes its sandbox": """
      const embed = parent.document.querySelector('foldline-brief');
      embed.shadowRoot.querySelector('iframe').removeAttribute('sandbox');""",
    "asks in a dialog": "Window.prototype.alert?.call(window, 1)",
    "downloads": """
      const link = document.createElement('a');
      Object.assign(link, { href: 'data:text/plain,x', download: 'x' }).click();""",
    "prints": "Window.prototype.print?.call(window)",
    "takes the focus": "document.body.tabIndex = 0; document.body.focus(); focus()",
    "speaks to the page": """
      for (const each of [null, { ready: true }, { foldline: 'hello' }]) {
        parent.postMessage(each, '*');
      }""",
}


@pytest.mark.parametrize(
    "same", [False, *at_night(True)], ids=["another origin", "the page's own origin"]
)
def test_a_frame_that_runs_what_it_likes_leaves_the_page_alone(
    same: bool, either: Browser, runtime: Runtime
):
    site, pages = Site(runtime), Site(runtime)
    for number, act in enumerate(ACTS.values()):
        raw = f"<script>try {{ {act} }} catch {{}}</script>"
        site.put(f"/raw/{number}/frame.html", frame(raw, policy=False))
    with served(site) as address, served(pages) as host:
        for number, name in enumerate(ACTS):
            visit = Visit(either, site, address, site if same else pages, address if same else host)
            page = visit.open(frame_elements([number], address))
            visit.settle(1)
            page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 100)))")
            assert (page.url, page.title()) == (f"{visit.host}/host.html", "Host"), name
            assert page.evaluate("[ran, hosted, thrown]") == [[], [], []], name
            assert visit.wrong == [], name
            sandbox = page.evaluate(f"{FRAME}.getAttribute('sandbox')")
            assert "allow-top-navigation" not in sandbox
            assert ("allow-same-origin" in sandbox) != same
            visit.close()


FRAME = "document.querySelector('foldline-brief').shadowRoot.querySelector('iframe')"

MESSAGES = [
    "null",
    "undefined",
    "5",
    "'x'",
    "true",
    "[]",
    "[null]",
    "7n",
    "new Date(NaN)",
    "{ height: 1n }",
    "{ height: {} }",
    "{ height: '1e9' }",
    "{ height: [5] }",
    "{ height: NaN }",
    "{ height: Infinity }",
    "{ height: -1 }",
    "{ height: { valueOf: 1, toString: 1 } }",
    "{ section: { toString: 1 } }",
    "{ section: ['x'], open: 1n }",
    "{ section: 5 }",
    "{ section: null, open: null }",
    "{ section: 1n }",
    "{ html: null }",
    "{ html: 5 }",
    "{ html: { toString: 1 } }",
    "{ message: { toString: 1 } }",
    "{ message: 1n }",
    "{ message: null }",
    "{}",
    "new Map",
    "new ArrayBuffer(8)",
    "{ ready: 1n }",
]


def test_no_message_of_a_frame_throws_in_the_page(either: Browser, runtime: Runtime):
    site, pages = Site(runtime), Site(runtime)
    site.put(
        "/raw/0/frame.html",
        "<!doctype html><script>addEventListener('message', ({ ports: [port] }) => {"
        f"for (const each of [{', '.join(MESSAGES)}]) port.postMessage(each);"
        "port.postMessage({ height: 333 }); port.postMessage({ ready: true }); })</script>",
    )
    with served(site) as address, served(pages) as host:
        visit = Visit(either, site, address, pages, host)
        page = visit.open(frame_elements([0], address))
        visit.settle(1)
        assert page.evaluate("[thrown, reported]") == [[], [["0", "ready", {"mode": "frame"}]]]
        assert page.evaluate(f"{FRAME}.style.blockSize") == "333px"
        visit.close()


def test_no_answer_of_the_page_that_renders_throws_in_the_page(either: Browser, runtime: Runtime):
    site, pages = Site(runtime), Site(runtime)
    site.put_live(f"[{', '.join(MESSAGES)}][JSON.parse(data.text).at]")
    with served(site) as address, served(pages) as host:
        visit = Visit(either, site, address, pages, host)
        elements = (
            f'<foldline-brief data-n="{n}" loading="eager"><script type="application/json">'
            f"{json.dumps({'at': n})}</script></foldline-brief>"
            for n in range(len(MESSAGES))
        )
        page = visit.open("".join(elements))
        visit.settle(len(MESSAGES))
        assert page.evaluate("thrown") == []
        assert {name for _, name, _ in page.evaluate("reported")} == {"error"}
        assert page.evaluate("reported.every(each => typeof each[2].message === 'string')")
        visit.close()
