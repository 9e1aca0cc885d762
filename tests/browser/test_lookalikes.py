"""What misleads is told in the browser as in CPython: its Python has the same tables, and the codec
for hosts.
"""

import pytest

from foldline import load
from foldline.reading.local.briefs import Content, own_brief
from foldline.reading.local.parts import own_brief_part
from foldline.text.addresses import host_of
from tests.hostile.lookalikes import HANDLES, HOSTS, LINKS, NAMES, TALK, TEXTS
from tests.made import as_bytes

from .conftest import Watched
from .own import drop, is_shown, ready

NAMED = [{"name": f"A{text}", "handle": f"a{text}"} for text, _ in NAMES]
HANDLED = [
    {"name": "A voice", "handle": handle}
    for platform, handle, _ in HANDLES
    if platform == "x" and handle
]
SAID = [{"name": "A voice", "quote": text} for platform, text, _ in TALK if platform == "x"]
WEB = [
    address
    for address, host in HOSTS
    if host is not None and address.lower().startswith("https://")
]


def hostile() -> bytes:
    linked = "\n\n".join(
        f"[{text}](<{address}>)"
        for text, address, _ in LINKS
        if text and address and len(text) < 100
    )
    hosts = "\n\n".join(f"[x](<{address}>)" for address in WEB)
    return as_bytes(
        {
            "kind": "prose",
            "heading": "h",
            "text": linked + "\n\n" + hosts + "\n\n" + "\n\n".join(text for text, _ in TEXTS),
        },
        {"kind": "discussion", "platform": "x", "voices": NAMED + HANDLED + SAID},
        title="Rain",
    )


@pytest.fixture
def shown(site: str, watched: Watched):
    page = ready(watched.open(site))
    drop(page, {"rain.json": hostile()})
    is_shown(page, "Rain")
    yield page
    assert watched.errors == []


def test_the_same_is_shown_as_in_cpython(shown):
    assert load(hostile()).errors == ()
    expected = own_brief_part(own_brief("rain.json", Content(hostile().decode()))).html()
    got = shown.evaluate(
        """html => { const made = document.createElement('template'); made.innerHTML = foldlineTrusted.createHTML(html);
        const all = root => [...root.querySelectorAll('article *:not(.time-left, .record, .record *, .proof-sign, .proof-box, .proof-box *)')].map(each => [each.localName, each.getAttribute('href'), each.childElementCount ? '' : each.textContent]);
        return [all(document.getElementById('opened')), all(made.content)]; }""",
        expected,
    )
    assert len(got[1]) > 200 and got[0] == got[1]


def test_the_host_that_is_told_is_the_one_that_the_browser_asks(shown):
    found = shown.evaluate(
        "all => all.map(each => URL.canParse(each) ? new URL(each).hostname : null)", WEB
    )
    assert [
        (address, host)
        for address, host in zip(WEB, found, strict=True)
        if host is not None and host.rstrip(".") != host_of(address)
    ] == []
    assert sum(host is not None for host in found) > 10
