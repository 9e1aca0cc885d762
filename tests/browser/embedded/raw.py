"""A hostile site, and a host page of another origin that embeds what it sends. Nothing made the
site's texts safe, and the host page has no policy. `ELSEWHERE` is at a third origin."""

import html
import json
import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

from playwright.sync_api import Browser, BrowserContext, Page

from foldline import load
from foldline.html.policy import frame_policy
from foldline.html.render import brief_part, render_fragment, render_frame
from foldline.publishing.assets import shell_folder
from foldline.publishing.embedding import embed_files, embed_styles
from foldline.publishing.runtime import Runtime
from foldline.publishing.serve import HOST, Server
from tests.browser.policies import TRAP, events_in, without_policy
from tests.hostile.briefs import listed
from tests.hostile.fragments import FRAGMENT_TEXTS
from tests.hostile.payloads import PAYLOADS, RUN

TEXTS = [re.sub(r"\b(on\w+)=1\b", rf"\1={RUN}", text) for text in (*PAYLOADS, *FRAGMENT_TEXTS)]
EVENTS = events_in(TEXTS)
PLACE = '<div class="prose">'
BRIEF = listed(["Rain"])

LIVE = """<!doctype html><script>
addEventListener('message', ({ data, ports: [port] }) => port.postMessage(ANSWER));
</script>"""
"""Stands in for the page that renders live embeds. ANSWER is what it answers to a brief's text."""

WITHOUT_SANITIZER = """
delete Element.prototype.setHTML; delete ShadowRoot.prototype.setHTML;
delete Document.parseHTML; delete window.Sanitizer;
"""
"""What makes a browser one that has no sanitiser of its own, as WebKitGTK 2.50 is."""

HOST_SCRIPT = """
window.hosted = []; window.reported = []; window.thrown = [];
addEventListener('error', event => thrown.push(event.message));
addEventListener('unhandledrejection', event => thrown.push(`${event.reason}`));
for (const name of ['ready', 'error']) {
  document.addEventListener(`foldline:${name}`,
    ({ target, detail }) => reported.push([target.dataset.n, name, detail]));
}
const counted = (base, name) => class extends base {
  constructor() { super(); hosted.push(name); }
};
customElements.define('host-thing', counted(HTMLElement, 'host-thing'));
customElements.define('host-button', counted(HTMLButtonElement, 'host-button'),
  { extends: 'button' });
"""

LOOK = r"""async events => {
  const ELEMENTS = new RegExp('^(script|style|link|meta|base|iframe|frame|object|embed|form|input'
    + '|template|dialog|foreignobject|set|animate.*|discard|use|image|feimage)$', 'i');
  const ATTRIBUTES = new RegExp('^(on|style$|is$|srcdoc$|popover|command|autofocus$|accesskey$'
    + '|contenteditable$|nonce$|name$|slot$|ping$|poster$|background$|download$|aria-modal$)', 'i');
  const WORDS = /^(alt|title|class|id|aria-|href|src|datetime)/;
  const OWN_NAMES = /^(hosted|reported|thrown|\d+)$/;
  const press = each => each.dispatchEvent(
    new MouseEvent('click', { bubbles: true, composed: true, cancelable: true }));
  const staysBeside = (link, address) => {
    if (/^mailto:/.test(address)) return !link.hasAttribute('target') || link.target === '_blank';
    const relations = (link.getAttribute('rel') ?? '').split(' ');
    return link.getAttribute('target') === '_blank'
      && relations.includes('noopener') && relations.includes('noreferrer');
  };
  const complaints = [], embeds = [...document.querySelectorAll('body > div > foldline-brief')];
  for (const embed of embeds) {
    const root = embed.shadowRoot, all = [...root.querySelectorAll('*')];
    const say = text => complaints.push(`${embed.dataset.n}: ${text}`);
    for (const each of all) if (each.localName === 'details') each.open = true;
    for (const each of all) for (const type of events) each.dispatchEvent(new Event(type));
    for (const each of all) {
      if (each.localName.includes('-')) say(`an element of the host's: ${each.outerHTML}`);
      if (ELEMENTS.test(each.localName)) say(`an element: ${each.outerHTML}`);
      if (each.localName === 'slot' && each.parentNode.parentNode !== root) say('a slot');
      for (const { name, value } of each.attributes) {
        const ours = name === 'style' && each.parentNode === root;
        if (ATTRIBUTES.test(name) && !ours) say(`an attribute: ${name}=${value}`);
        if (/url\s*\(|\\/i.test(value) && !WORDS.test(name) && !/^url\(#[\w-]+\)$/.test(value)) {
          say(`a value: ${name}=${value}`);
        }
      }
      if (each.tabIndex > 0) say(`goes before the host's own: ${each.outerHTML}`);
      if (!/^(a|area)$/.test(each.localName)) continue;
      const address = each.getAttribute('href') ?? each.getAttribute('xlink:href');
      if (address === null) { press(each); continue; }
      const protocol = URL.parse(address, document.baseURI)?.protocol ?? 'http:';
      if (/^(https?|file|mailto):$/.test(protocol) && address[0] !== '#') {
        if (!staysBeside(each, address)) say(`moves the host page: ${each.outerHTML}`);
        continue;
      }
      if (address[0] !== '#') say(`leads to ${address}`);
      press(each);
    }
  }
  await new Promise(done => setTimeout(done, 300));
  // nothing of it is seen beyond its own box, and the host's own is where it was
  scrollTo(0, 0);
  const column = document.querySelector('#column').getBoundingClientRect();
  for (let y = 2; y < innerHeight; y += 40) for (const x of [column.right + 20, innerWidth - 20]) {
    const found = document.elementFromPoint(x, y);
    if (!found?.closest('foldline-brief')) continue;
    complaints.push(`covers the host at ${x}, ${y}: ${found.dataset.n}`);
  }
  const { left, top } = own.getBoundingClientRect();
  const found = document.elementFromPoint(left + 3, top + 3), focused = document.activeElement;
  if (found !== own) complaints.push('covers what is the host page\'s own');
  if (document.documentElement.scrollWidth > innerWidth) complaints.push('makes the page wider');
  if (focused !== document.body) complaints.push(`takes the focus: ${focused.outerHTML}`);
  const names = Object.getOwnPropertyNames(window)
    .filter(name => !namesBefore.includes(name) && !OWN_NAMES.test(name));
  for (const [said, all] of Object.entries({ ran, made: hosted, thrown, name: names })) {
    complaints.push(...all.map(each => `${said} ${each}`));
  }
  return { complaints,
    reported, shown: embeds.filter(each => each.shadowRoot.querySelector('article')).length };
}"""


def fragment(raw: str) -> str:
    """Make a fragment as a site publishes it, with a text in it that nothing made safe."""
    part = brief_part(load(json.dumps(BRIEF)).brief)
    return render_fragment(part, embed_styles(), "index.html").replace(PLACE, PLACE + raw, 1)


def frame(raw: str, policy: bool) -> str:
    """Make the document for a frame with such a text, with its own policy or without."""
    part = brief_part(load(json.dumps(BRIEF)).brief)
    page = render_frame(
        part,
        language="en",
        title="Rain",
        icon="data:,",
        policy=frame_policy(),
        canonical="index.html",
        slug="rain",
        scripts="../../",
        styles=[],
    )
    return (page if policy else without_policy(page)).replace(PLACE, PLACE + raw, 1)


class Site:
    """What a site answers, by path: the hostile one, or the one of the host page."""

    def __init__(self, runtime: Runtime) -> None:
        self.answers: dict[str, tuple[str, bytes]] = {}
        for name, text in embed_files(runtime).items():
            self.put(f"/{name}", text, "text/javascript")
        for name in ("frame.js", "folds.js"):
            self.put(
                f"/{name}",
                (shell_folder() / "scripts" / name).read_text("utf-8"),
                "text/javascript",
            )

    def put(self, path: str, text: str, kind: str = "text/html; charset=utf-8") -> None:
        self.answers[path] = (kind, text.encode("utf-8", "surrogatepass"))

    def put_live(self, answer: str) -> None:
        self.put("/embed/live.html", LIVE.replace("ANSWER", answer))


@contextmanager
def served(site: Site) -> Iterator[str]:
    class _Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, data = site.answers.get(self.path.partition("?")[0], ("text/plain", b""))
            self.send_response(200 if data else 404)
            for name, value in (
                ("Content-Type", kind),
                ("Content-Length", str(len(data))),
                ("Access-Control-Allow-Origin", "*"),
            ):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = Server((HOST, 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{HOST}:{server.server_port}"
    server.shutdown()


class Visit:
    """A browser on the host page. It notes all that a text should not be able to do."""

    def __init__(
        self,
        browser: Browser,
        site: Site,
        address: str,
        pages: Site,
        host: str,
        native: bool = True,
    ) -> None:
        self.site, self.address, self.pages, self.host = site, address, pages, host
        self.context: BrowserContext = browser.new_context(viewport={"width": 1000, "height": 700})
        self.context.add_init_script(TRAP + ("" if native else WITHOUT_SANITIZER))
        self.wrong: list[str] = []
        self.requests: list[tuple[str, str]] = []
        self.page: Page = self.context.new_page()
        self.context.on("page", lambda page: self.wrong.append(f"window {page.url}"))
        self.context.on(
            "request", lambda request: self.requests.append((request.resource_type, request.url))
        )
        self.page.on(
            "dialog",
            lambda dialog: (self.wrong.append(f"dialog {dialog.message}"), dialog.dismiss()),
        )
        self.page.on("download", lambda download: self.wrong.append(f"download {download.url}"))

    def open(self, elements: str) -> Page:
        """Opens the host page with these elements, in a column that leaves room beside it."""
        self.pages.put(
            "/host.html",
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            '<link rel="icon" href="data:,"><title>Host</title>'
            "<style>body { margin: 0 } #column { width: 600px } "
            "#own { display: block } foldline-brief { display: block }</style>"
            f"<script>{HOST_SCRIPT}</script></head>"
            f"<body><button id='own'>The host's own</button><div id='column'>{elements}</div>"
            f"<script src='{self.address}/embed.js'></script></body></html>",
        )
        self.page.goto(f"{self.host}/host.html")
        return self.page

    def settle(self, count: int) -> None:
        """Waits until each of the elements has reported how it ended."""
        self.page.wait_for_function(
            "count => new Set(reported.map(each => each[0])).size >= count",
            arg=count,
            timeout=90_000,
        )

    def look(self, frames: int = 0) -> list[str]:
        """All that is wrong. `frames` is how many the page is to have."""
        found = self.page.evaluate(LOOK, EVENTS)
        own = (
            rf"{re.escape(self.address)}/(embed\.js|embed/(cleaner|purify)\.js|embed/live\.html"
            r"|(frame|folds)\.js|raw/\d+/(fragment|frame)\.html)"
            rf"|{re.escape(self.host)}/host\.html|data:.*"
        )
        wrong = [
            f"request {kind} {url}"
            for kind, url in self.requests
            if not re.fullmatch(own, url, re.DOTALL)
            and not (kind in ("image", "imageset") and url.startswith(f"{self.address}/"))
        ]
        if len(self.page.frames) - 1 != frames:
            wrong += [f"frame {each.url}" for each in self.page.frames[1:]]
        if self.page.url != f"{self.host}/host.html":
            wrong.append(f"went to {self.page.url}")
        return [*found["complaints"], *self.wrong, *wrong]

    def close(self) -> None:
        self.context.close()


def marked(text: str, number: int) -> str:
    """The text, telling the trap which one it is."""
    return text.replace(RUN, f"window.hit={number}")


def chunks(numbers: Sequence[int], size: int) -> Iterable[Sequence[int]]:
    return (numbers[at : at + size] for at in range(0, len(numbers), size))


def inline_elements(numbers: Iterable[int], address: str) -> str:
    return "".join(
        f'<foldline-brief data-n="{n}" src="{address}/raw/{n}/" open="all" loading="eager">'
        "A story</foldline-brief>"
        for n in numbers
    )


def live_elements(numbers: Iterable[int], raws: list[str]) -> str:
    """Make elements that hold their brief; what stands in for Python answers with its `html`."""
    data = {
        n: json.dumps({"html": fragment(marked(raws[n], n))}).replace("<", "\\u003c")
        for n in numbers
    }
    return "".join(
        f'<foldline-brief data-n="{n}" open="all" loading="eager">'
        f'<script type="application/json">{data[n]}</script></foldline-brief>'
        for n in numbers
    )


def frame_elements(numbers: Iterable[int], address: str) -> str:
    return "".join(
        f'<foldline-brief data-n="{n}" src="{html.escape(address)}/raw/{n}/" mode="frame" '
        'loading="eager">A story</foldline-brief>'
        for n in numbers
    )
