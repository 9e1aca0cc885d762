"""Pages whose text was never made safe, and pages without their policy: what the tests of one are
without the other.
"""

import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Page

from foldline.publishing.serve import HOST, Handler, Server

WRITTEN = '<meta http-equiv="Content-Security-Policy"'


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on a server that sends no policy: what a page has is its own."""
    server = Server((HOST, 0), partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{HOST}:{server.server_port}/"
    server.shutdown()


def without_policy(html: str) -> str:
    changed, found = re.subn(rf"{re.escape(WRITTEN)}[^>]*>", "", html)
    assert found == 1
    return changed


def events_in(texts: Iterable[str]) -> list[str]:
    """Return the types of the events that handlers in texts wait for, and of those that a reader's
    hand sets off."""
    by_hand = "mouseenter pointerdown keydown input submit animationend wheel".split()
    return sorted({*re.findall(r"\bon([a-z]+)", " ".join(texts)), *by_hand})


def with_raw(html: str, raw: str) -> str:
    """The page with a text between its tags, as if nothing had made it safe: before all else of the
    story.
    """
    before, article, after = html.partition("<article")
    assert article
    return f'{before}<div id="raw">{raw}</div>{article}{after}'


def trapped(page: Page) -> Page:
    """The page, writing down from the first on what runs in it, and what its policy forbids: `ran`
    and `forbidden`.
    """
    page.add_init_script(TRAP)
    return page


TRAP = """
window.ran = []; window.forbidden = []; window.namesBefore = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) {
  window[name] = (...given) => { ran.push(`${name} ${given[0]}`); return null; };
}
Object.defineProperty(window, 'hit', { set(value) { ran.push(`hit ${value}`); }, get: () => undefined, configurable: false });
addEventListener('securitypolicyviolation', event => forbidden.push(`${event.effectiveDirective} ${event.blockedURI}`));
namesBefore = Object.getOwnPropertyNames(window);
"""
