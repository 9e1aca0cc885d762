"""Every hostile text in real browsers: as a page of a site, as a packed file and as a live embed,
nothing runs, nothing is asked for, and nothing leaves its place. The pages here have no policy:
what is tried is what makes the text safe, by itself."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from foldline import load
from foldline.html.render import render_brief
from foldline.publishing.pack import pack_file
from foldline.publishing.runtime import Runtime
from foldline.publishing.site import SiteOptions, publish_site
from foldline.story.beside import image_paths
from foldline.story.brief import images_in
from tests.browser.conftest import BOOT
from tests.browser.own import started
from tests.browser.policies import TRAP, events_in, served, without_policy
from tests.hostile.briefs import listed, spread
from tests.hostile.payloads import PAYLOADS, RUN
from tests.made import ROOT
from tests.night import at_night, by_day

TEXTS = [
    re.sub(r"\b(on\w+)=1\b", rf"\1={RUN}", text) for text in PAYLOADS[:: by_day(3, at_night=1)]
]  # whatever runs sets off the trap
EVENTS = events_in(TEXTS)
MADE = {"fields": spread, "points": listed}


@cache
def hostile() -> dict[str, dict]:
    """Return briefs of the hostile texts by their slugs: made when a test asks, since it takes
    seconds."""
    return {slug: make(TEXTS) for slug, make in MADE.items()}


@cache
def harmless() -> dict[str, dict]:
    """Return briefs of the same shape of one harmless text."""
    return {slug: make(["Rain"] * len(TEXTS)) for slug, make in MADE.items()} | {
        "one": listed(["Rain"])
    }


WAYS = ("published", "packed", "live")
NAMES = {"published": "foldline", "packed": "foldline", "live": r"\d+$"}
"""The names that a page has of its own. An embed has none; a window calls its frames by numbers,
and frames are looked at apart.
"""

LOOK = """async ([way, slug, harmless, events]) => {
  const root = { published: () => document.querySelector('article'), packed: () => document.querySelector(`[data-slug=${slug}] article`),
    live: () => document.querySelector(`[data-slug=${slug}]`).shadowRoot.querySelector('article') }[way]();
  const all = [...root.querySelectorAll('*')], of = selector => all.filter(each => each.matches(selector));
  const complaints = [];
  // what the texts wait for
  for (const each of of('details')) each.open = true;
  for (const each of all) for (const type of events) each.dispatchEvent(new Event(type));
  for (const each of of('a, area')) {
    const address = each.getAttribute('href') ?? each.getAttribute('xlink:href');
    if (/^(https?|file|mailto):$/.test(URL.parse(address, document.baseURI)?.protocol ?? 'http:')) continue;
    complaints.push(`leads to ${address}`);
    each.dispatchEvent(new MouseEvent('click', { cancelable: true }));
  }
  for (const each of of('.prose *')) if (each.tabIndex >= 0) each.focus();
  await new Promise(done => setTimeout(done, 300));
  // each text in its place
  const shape = within => [...within.querySelectorAll('article, header, nav, details, section, summary, figure, h1, h2, ul, ol, li, [id], [name]')]
    .filter(each => !each.closest('.prose, .record details'))  // which claims it lists depends on the words
    .map(each => [each.localName, each.id.replace(/^[a-z]+:/, '').replace(/-[0-9a-f]{8}(-\\d+)?/, ''), each.className, each.parentElement.localName, each.parentElement.className].join(' '));
  const expected = shape(new DOMParser().parseFromString(harmless, 'text/html').querySelector('article')), found = shape(root);
  const at = expected.findIndex((each, at) => each !== found[at]);
  if (at >= 0 || expected.length !== found.length) complaints.push(`not in its place: ${found[at]} for ${expected[at]}, ${found.length} for ${expected.length}`);
  for (const each of of('.prose [id], .prose [name], .prose [class], .prose [style]')) complaints.push(`named or styled: ${each.outerHTML}`);
  const around = way === 'live' ? root.getRootNode() : document.body, texts = document.createTreeWalker(around, NodeFilter.SHOW_TEXT);
  let readable = 0;
  for (let text; (text = texts.nextNode());) {
    if (!/hit=1/.test(text.data) || /^(script|style)$/.test(text.parentElement.localName)) continue;
    readable++;
    if (!text.parentElement.closest('article .section .section-body, article .section summary, article > header, article > nav, article > .sources, .record, .shelf-list')) {
      complaints.push(`outside: ${text.data}`);
    }
  }
  const names = Object.getOwnPropertyNames(window).filter(name => !namesBefore.includes(name));
  return { complaints: [...complaints, ...ran, ...forbidden], readable, names };
}"""


class Oracle:
    """A page, and all by which a text would show that it is more than a text."""

    def __init__(self, context: BrowserContext) -> None:
        context.add_init_script(TRAP)
        self.seen: list[str] = []
        self.requests: list[str] = []
        self.page = context.new_page()
        context.on("page", lambda page: self.seen.append(f"window {page.url}"))
        context.on("request", lambda request: self.requests.append(request.url))
        self.page.on(
            "dialog",
            lambda dialog: (self.seen.append(f"dialog {dialog.message}"), dialog.dismiss()),
        )
        self.page.on("download", lambda download: self.seen.append(f"download {download.url}"))

    def look(self, way: str, slug: str, site: str) -> tuple[list[str], int]:
        """What is wrong, and in how many places a hostile text is read as one."""
        address = self.page.url
        plain = load(json.dumps(harmless()[slug])).brief
        found = self.page.evaluate(LOOK, [way, slug, render_brief(plain), EVENTS])
        own = [
            address,
            f"{site}(assets|runtime)/.*",
            rf"{site}embed\.js",
            rf"{site}embed/(cleaner|purify)\.js",
            rf"{site}embed/live\.html",
            rf"{site}\w+/(index\.html|fragment\.html|brief\.json)",
            "data:.*",
            "blob:.*",
        ]
        pictures = [
            re.escape(urljoin(base, image.src))
            for image in images_in(load(json.dumps(harmless()["fields"])).brief)
            for base in (address, site)
            if way != "packed"
        ]
        asked = [url for url in self.requests if not re.fullmatch("|".join([*own, *pictures]), url)]
        frames = [
            frame.url for frame in self.page.frames[1:] if frame.url != f"{site}embed/live.html"
        ]
        wrong = [
            *found["complaints"],
            *self.seen,
            *(f"request {url}" for url in asked),
            *(f"frame {url}" for url in frames),
        ]
        wrong += [f"name {name}" for name in found["names"] if not re.match(NAMES[way], name)]
        return wrong + ([f"went to {self.page.url}"] if self.page.url != address else []), found[
            "readable"
        ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, runtime: Runtime) -> Path:
    """A site and a packed file of the two briefs, without policies, and a page that embeds both."""
    top = tmp_path_factory.mktemp("hostile")
    (top / "stories").mkdir()
    for slug, brief in (hostile() | {"one": harmless()["one"]}).items():
        (top / "stories" / f"{slug}.json").write_text(json.dumps(brief))
        for path in image_paths(load(json.dumps(brief)).brief).values():
            (top / "stories" / path).parent.mkdir(exist_ok=True)
            (top / "stories" / path).write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    publish_site(top / "stories", top / "site", runtime, SiteOptions(offline=False))
    pack_file(
        [top / "stories" / f"{slug}.json" for slug in (*MADE, "one")],
        top / "packed.html",
        runtime,
    )
    for page in (
        top / "packed.html",
        *(top / "site" / slug / "index.html" for slug in (*MADE, "one")),
    ):
        page.write_text(without_policy(page.read_text("utf-8")), "utf-8")
    elements = "".join(
        f'<foldline-brief data-slug="{slug}" open="all" loading="eager"><script type="application/json">'
        f"{json.dumps(brief).replace('<', chr(92) + 'u003c')}</script></foldline-brief>"
        for slug, brief in hostile().items()
    )
    (top / "site" / "host.html").write_text(
        f'<!doctype html><html lang="en"><head><link rel="icon" href="data:,"><title>Host</title></head><body>'
        f'{elements}<script src="embed.js"></script></body></html>'
    )
    return top


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    with served(folder / "site") as address:
        yield address


@pytest.fixture
def oracle(either: Browser) -> Iterator[Oracle]:
    context = either.new_context()
    yield Oracle(context)
    context.close()


def shown(oracle: Oracle, way: str, folder: Path, site: str) -> Page:
    page = oracle.page
    if way == "live":
        page.goto(f"{site}host.html")
        for slug in MADE:
            expect(page.locator(f"[data-slug={slug}] article")).to_be_attached(timeout=BOOT)
    else:
        page.goto(
            (folder / "packed.html").as_uri() if way == "packed" else f"{site}fields/index.html"
        )
        started(page)
    return page


def test_the_briefs_hold_every_text():
    for brief in hostile().values():
        held = json.dumps(brief, ensure_ascii=False)
        assert [
            text for text in TEXTS if json.dumps(text, ensure_ascii=False)[1:-1] not in held
        ] == []
        assert load(json.dumps(brief)).errors == ()


@pytest.mark.parametrize("way", ["packed", *at_night("live", "published")])
def test_nothing_runs_or_loads_or_leaves_its_place(
    way: str, oracle: Oracle, folder: Path, site: str
):
    page = shown(oracle, way, folder, site)
    for slug in MADE:
        if way == "published" and slug not in page.url:
            page.goto(f"{site}{slug}/index.html")
            started(page)
        wrong, readable = oracle.look(way, slug, site)
        assert wrong == [], wrong[:5]
        assert readable > 250 / by_day(3, at_night=1)  # what is no script is there to be read


LET_IN = {
    "a script": "<script>window.hit=1</script>",
    "a handler": "<img src=data:, onerror=window.hit=1>",
    "a handler that waits": "<p onpointerover=window.hit=1>x</p>",
    "a dialog": "<svg onload=alert(1)></svg>",
    "a link": "<a href='javascript:window.hit=1'>x</a>",
    "a frame": "<iframe srcdoc='x'></iframe>",
    "a request": "<img src='https://example.invalid/x.png'>",
    "an end": "</div></li></ul><h1 id=title>mine</h1>",
    "a text outside": "</article><p>hit=1</p>",
    "a name": "<a id=boot></a>",
    "a style": "<b style='position: fixed'>x</b>",
}
LATER = set(LET_IN) - {"a script", "a request", "an end", "a name"}
PLACE = '<div class="prose">'
LET_IN_LIVE = """([place, text]) => {
  const article = document.querySelector('[data-slug=one]').shadowRoot.querySelector('article');
  article.replaceWith(document.createRange().createContextualFragment(article.outerHTML.replace(/ part="[^"]*"/g, '').replace(place, place + text)));
}"""


@pytest.fixture(scope="module")
def texts(folder: Path) -> dict[str, str]:
    """The pages with one harmless brief, without Python."""
    packed = re.sub(
        r'<script type="text/plain".*?</script>',
        "",
        (folder / "packed.html").read_text("utf-8"),
        flags=re.S,
    )
    return {
        "packed": packed,
        "published": (folder / "site" / "one" / "index.html").read_text("utf-8"),
        "live": '<!doctype html><link rel="icon" href="data:,"><foldline-brief data-slug="one" src="one/" loading="eager"></foldline-brief><script src="embed.js"></script>',
    }


def test_what_is_said_of_the_trap_is_so():
    assert f"{len(LET_IN)} texts, one for each thing" in (ROOT / "SECURITY.md").read_text("utf-8")


@pytest.mark.parametrize(
    "name", ["nothing", "a script", "a request", "an end", "a name", *at_night(*sorted(LATER))]
)
@pytest.mark.parametrize("way", [WAYS[0], *at_night(*WAYS[1:])])
def test_what_is_let_in_is_seen(
    way: str,
    name: str,
    browser: Browser,
    folder: Path,
    site: str,
    texts: dict[str, str],
    tmp_path: Path,
):
    text = LET_IN.get(name, "")
    context = browser.new_context()
    oracle = Oracle(context)
    page = oracle.page
    page.route("**/runtime/**", lambda route: route.abort())
    if way == "packed":
        before, brief, after = texts[way].partition('<section class="packed" id="one"')
        (tmp_path / "one.html").write_text(
            before + brief + after.replace(PLACE, PLACE + text, 1), "utf-8"
        )
        page.goto((tmp_path / "one.html").as_uri())
    else:
        address = f"{site}one/index.html" if way == "published" else f"{site}one.html"
        page.route(
            address,
            lambda route: route.fulfill(
                body=texts[way].replace(PLACE, PLACE + text, 1),
                content_type="text/html; charset=utf-8",
            ),
        )
        page.goto(address)
    if way == "live":
        expect(page.locator("article")).to_be_attached()
        page.evaluate(LET_IN_LIVE, [PLACE, text])
    wrong, _ = oracle.look(way, "one", site)
    assert bool(wrong) == (name != "nothing"), wrong
    context.close()
