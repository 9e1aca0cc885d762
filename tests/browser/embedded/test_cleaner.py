"""What embed.js lets in: all that our own pages have, and no more. The browser's own sanitiser and
DOMPurify agree on it."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from playwright.sync_api import Browser, Page, expect

from foldline import load
from foldline.html.render import brief_part, render_fragment
from foldline.publishing.runtime import Runtime
from foldline.publishing.stories import story_files
from tests.hostile.briefs import base
from tests.hostile.made_briefs import briefs
from tests.made import ROOT
from tests.night import at_night

from .raw import PLACE, WITHOUT_SANITIZER, Site, Visit, fragment, inline_elements, served

CLEANED = """async ([text, json]) => {
  const load = name => new Promise(done => {
    const script = Object.assign(document.createElement('script'), { src: HOME + name });
    script.onload = () => done(script.foldline);
    document.head.append(script);
  });
  window.cleaner ??= await load('embed/cleaner.js');
  const cleaned = await cleaner.clean({ text, json, base: HOME + 'raw/0/', load });
  // DOMPurify trims the value of an attribute, and drops an attribute, such as a label, whose text
  // looks like the end of these elements
  const LOST = new RegExp('((--!?|])>)|</(style|script|title|xmp|textarea|noscript'
    + '|iframe|noembed|noframes)', 'i');
  const isCompared = ({ name, value }) => !/^(rel|target|href|src|loading)$/.test(name)
    && (window.Sanitizer || !LOST.test(value));
  const found = new DOMParser().parseFromString(text, 'text/html');
  for (const each of found.querySelectorAll('template, button, script')) each.remove();
  const listed = body => {
    const { SHOW_ELEMENT, SHOW_TEXT } = NodeFilter, all = [];
    const walker = document.createTreeWalker(body, SHOW_ELEMENT | SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (node.data.trim()) all.push(node.data.trim());
        continue;
      }
      const attributes = [...node.attributes].filter(isCompared)
        .map(({ name, value }) => `${name}=${value.trim()}`).sort();
      const link = node.getAttribute('href');
      all.push([node.namespaceURI, node.localName, ...attributes,
        link?.[0] === '#' ? link : link === null ? '' : 'leads elsewhere',
        node.hasAttribute('src') ? 'has a picture' : ''].join(' '));
    }
    return all;
  };
  const before = listed(found.body), after = listed(cleaned);
  const at = before.findIndex((each, at) => each !== after[at]);
  if (at < 0 && before.length === after.length) return null;
  return [before[at] ?? 'nothing', after[at] ?? 'nothing'];
}"""


def fragments() -> list[tuple[str, str]]:
    """Render the briefs that ship, one with every kind, and made ones; with the JSON of each."""
    texts = [path.read_text("utf-8") for path in story_files(ROOT / "stories")] + [
        json.dumps(base())
    ]

    @settings(
        max_examples=40,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(briefs(of_every_kind=True))
    def collect(made: dict) -> None:
        texts.append(json.dumps(made))

    collect()
    loaded = [(text, load(text).brief) for text in texts]
    return [
        (text, render_fragment(brief_part(brief), "", "index.html"))
        for text, brief in loaded
        if brief
    ]


@pytest.fixture(scope="module")
def shown() -> list[tuple[str, str]]:
    return fragments()


@pytest.fixture(scope="module")
def site(runtime: Runtime) -> Site:
    return Site(runtime)


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with served(site) as found:
        yield found


def cleaning(browser: Browser, site: Site, address: str, native: bool) -> Page:
    site.put(
        "/clean.html",
        f"<!doctype html><html><head><script>const HOME = '{address}/';</script></head>"
        "<body></body></html>",
    )
    context = browser.new_context()
    if not native:
        context.add_init_script(WITHOUT_SANITIZER)
    page = context.new_page()
    page.goto(f"{address}/clean.html")
    return page


@pytest.mark.parametrize("native", [True, False], ids=["the browser's own", "DOMPurify"])
def test_all_that_our_own_pages_have_comes_in(
    native: bool, either: Browser, site: Site, address: str, shown: list[tuple[str, str]]
):
    page = cleaning(either, site, address, native)
    assert len(shown) > 20
    for brief, text in shown:
        assert page.evaluate(CLEANED, [text, brief]) is None, brief[:300]
    page.context.close()


PICTURES = {
    '<img src="a.png" alt="a">': ["{home}a.png"],
    '<img src="a.png" srcset="b.png 1x, c,d.png 2x, {home}e.png 300w" alt="a">': [
        "{home}a.png",
        "{home}b.png 1x, {home}c%2Cd.png 2x, {home}e.png 300w",
    ],
    '<img src="data:image/png;base64,AAAA" alt="a">': ["data:image/png;base64,AAAA"],
    '<img src="data:image/svg+xml,<svg/>" alt="a">': [],
    '<img src="https://elsewhere.invalid/x.png" alt="a quay">': [],
    '<img src="a.png" srcset="b.png 1x, https://elsewhere.invalid/x.png 2x" alt="a">': [
        "{home}a.png"
    ],
    '<img src="a.png" srcset="b.png 1x,//elsewhere.invalid/x.png 2x" alt="a">': ["{home}a.png"],
    '<img src="a.png" srcset="https://elsewhere.invalid/x.png" alt="a">': ["{home}a.png"],
    '<picture><source srcset="b.webp" type="image/webp"><img src="a.png" alt="a"></picture>': [
        "{home}b.webp",
        "{home}a.png",
    ],
    '<img src="blob:x" alt="a">': [],
    '<img src="file:///etc/passwd" alt="a">': [],
}
SOURCES = """async ([text, base, json]) => {
  const body = await cleaner.clean({ text, base, json });
  const asked = [...body.querySelectorAll('img, source')]
    .flatMap(each => [each.getAttribute('src'), each.getAttribute('srcset')].filter(Boolean));
  return [asked, body.textContent, [...body.querySelectorAll('a')].map(each => each.href)];
}"""


def test_pictures_are_of_the_fragments_own_site(either: Browser, site: Site, address: str):
    page = cleaning(either, site, address, True)
    page.evaluate(CLEANED, [fragment(""), None])
    home = f"{address}/raw/0/"
    for text, expected in PICTURES.items():
        found, words, links = page.evaluate(SOURCES, [text.replace("{home}", home), home, None])
        assert found == [each.replace("{home}", home) for each in expected], text
        if "a quay" in text:  # the reader is told of it, and may follow a link
            assert (words, links) == (
                "a quay (at elsewhere.invalid)",
                ["https://elsewhere.invalid/x.png"],
            )
    page.context.close()


def test_pictures_of_a_live_brief_are_those_that_its_json_names(
    either: Browser, site: Site, address: str
):
    page = cleaning(either, site, address, True)
    page.evaluate(CLEANED, [fragment(""), None])
    brief = json.dumps(
        {
            "sections": [{"photos": [{"src": "https://example.org/q.webp"}, {"src": "b.png"}]}],
            "dek": "https://elsewhere.invalid/x.png",
        }
    )
    text = (
        '<img src="https://example.org/q.webp"><img src="b.png"><img src="c.png">'
        '<img src="https://elsewhere.invalid/x.png">'
    )
    found, _, _ = page.evaluate(SOURCES, [text, f"{address}/host/", brief])
    assert found == ["https://example.org/q.webp", f"{address}/host/b.png"]
    page.context.close()


def test_the_style_is_our_own_and_a_brief_stays_in_its_box(
    either: Browser, site: Site, address: str
):
    """An older fragment brings a style, a newer one unknown elements: both get our style."""
    hostile = (
        "<template><style>h1 { color: rgb(1, 2, 3) } "
        ".root { contain: none !important }</style></template>"
    )
    site.put(
        "/raw/0/fragment.html",
        hostile
        + fragment("<p class='corrections sources root' id='in'>x</p>").partition("</template>")[2],
    )
    site.put(
        "/raw/1/fragment.html", fragment("<p>Known. <future-words>Unknown.</future-words></p>")
    )
    visit = Visit(either, site, address, site, address)
    page = visit.open(inline_elements([0, 1], address))
    visit.settle(2)
    looks = """n => {
      const root = document.querySelector(`[data-n='${n}']`).shadowRoot;
      const look = selector => getComputedStyle(root.querySelector(selector));
      return [look('h1').color, look('.root').contain, root.adoptedStyleSheets.length];
    }"""
    first, second = page.evaluate(looks, 0), page.evaluate(looks, 1)
    assert first == second and first[0] != "rgb(1, 2, 3)" and first[1:] == ["content", 2]
    expect(page.locator("[data-n='1']").get_by_text("Known.")).to_be_attached()
    visit.close()


LET_IN = {
    "nothing": "",
    "a script": "<img src=data:, onerror=window.hit=1>",
    "a handler that waits": "<p onpointerover=window.hit=1>x</p>",
    "a link that runs": "<a href='javascript:window.hit=1'>x</a>",
    "an animation": "<svg><a href='#x'><set attributeName='href' to='javascript:window.hit=1'/>"
    "<text y=9>x</text></a></svg>",
    "an element of the host's": "<host-thing></host-thing>",
    "a frame": "<iframe srcdoc=x></iframe>",
    "a call": "<img src='https://elsewhere.invalid/x.png'>",
    "a call by style": "<p style='background: url(https://elsewhere.invalid/x.png)'>x</p>",
    "a link that moves the page": "<a href='https://elsewhere.invalid/' target=_top>x</a>",
    "a cover": "<style>:host { position: fixed; inset: 0; z-index: 9 }</style>",
    "the focus": "<input autofocus>",
    "a place in the order": "<p tabindex=3>x</p>",
}
LATER = [name for name in list(LET_IN)[2:] if name != "a cover"]
CARELESS = """{
  const style = new CSSStyleSheet(), root = document.querySelector('foldline-brief').shadowRoot;
  const clean = async ({ text }) => {
    const body = document.createElement('body');
    body.innerHTML = text;
    return body;
  };
  document.currentScript.foldline = { style, clean };
}"""


@pytest.mark.parametrize("name", [*list(LET_IN)[:2], "a cover", *at_night(*LATER)])
def test_what_is_let_in_is_seen(name: str, either: Browser, runtime: Runtime):
    """The trap of test_hostile_site.py hears each thing that a cleaner without care lets in."""
    site, pages = Site(runtime), Site(runtime)
    site.put("/embed/cleaner.js", CARELESS, "text/javascript")
    text = fragment("").partition("</template>")[2]
    text = text.replace(
        '<a href="index.html">', '<a href="index.html" target="_blank" rel="noopener noreferrer">'
    ).replace('rel="noopener noreferrer"', 'target="_blank" rel="noopener noreferrer"')
    site.put("/raw/0/fragment.html", text.replace(PLACE, PLACE + LET_IN[name], 1))
    with served(site) as address, served(pages) as host:
        visit = Visit(either, site, address, pages, host)
        visit.open(inline_elements([0], address))
        visit.settle(1)
        wrong = visit.look()
        assert bool(wrong) == (name != "nothing"), wrong
        visit.close()
