"""The page as Python sees it: what it was told, its <main>, its title, its state."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pyodide.ffi import JsException
from pyscript import document, window

from foldline.errors import BriefError
from foldline.reading.addresses import Site, Target, target_of
from foldline.reading.opened import Opened


def _absolute(address: str) -> str:
    # The address as text: URL would percent-encode the braces of {slug}.
    top = window.URL.new(".", document.baseURI).href
    while address.startswith("../"):
        address, top = address[3:], top.rstrip("/").rpartition("/")[0] + "/"
    return top + address


# What `publish` (or the checkout's index.html) tells; see publishing/shell.py. Made absolute once,
# since moving from brief to brief changes what relative addresses are relative to.
_told: dict = json.loads(document.getElementById("foldline-page").textContent)
site = Site(
    **{name: _absolute(_told[name]) for name in ("shelf_page", "shelf", "page", "brief")},
    finished=_told["finished"],
    edit=_told.get("edit", "") and _absolute(_told["edit"]),
)
packed: bool = _told.get("packed", False)
"""Whether this is a packed file, which holds its briefs and leads to no other page."""
on_disk: bool = window.location.protocol == "file:"
"""Whether no script can read another file, not even of the same site."""
embed_address: str = _told.get("embed", "") and _absolute(_told["embed"])
"""Where embed.js is; empty where the site has none."""
editing: bool = _told.get("editor", False)
"""Whether this is the editor; see reading/asked/editor.py."""
live: bool = _told.get("live", False)
"""Whether this is the unseen page that renders briefs for pages that embed them; see
reading/live.py.
"""
styles: str = _told.get("styles", "")
"""The stylesheet that goes with each of those."""
shell_address: str = _told.get("shell", "") and _absolute(_told["shell"])
"""Where the texts are that a packed file holds of the page around briefs; empty where there are
none.
"""


shown: list[Callable[[], None]] = []
"""Who is told that <main> shows something else now."""


hosts: set[str] | None = None
"""Of what <main> shows: the hosts that it may ask for pictures, `Opened.hosts`; what the reader
allows is added.
"""


def current_target() -> Target | None:
    """What the address bar means."""
    return target_of(window.location.href, site)


def fix_relative_addresses() -> None:
    """Makes the shell's own links absolute, so that they survive a change of the page's address."""
    for link in document.querySelectorAll(
        "body > :not(main) a[href], body > a[href], link[rel=manifest]"
    ):
        if not link.getAttribute("href").startswith("#"):
            link.href = link.href


def opened_page(text: str) -> Opened:
    """What one of the site's own pages shows, from its HTML."""
    page = window.DOMParser.new().parseFromString(
        window.foldlineTrusted.createHTML(text), "text/html"
    )
    main = page.getElementById("page")
    if not main:
        raise BriefError("is no page of this site")
    return Opened("", page.title, page.documentElement.lang, list(main.childNodes))


_tasks: set[asyncio.Future] = set()
_turn = 0


def start_task(work: Awaitable[Any]) -> None:
    """Start what goes on beside the page, and keep it until it has ended: the loop itself keeps no
    strong reference.
    """
    task = asyncio.ensure_future(work)
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)


async def show(opened: Opened, name: str = "") -> None:
    """Shows it and names the document after it, unless another is to be shown meanwhile; `name` is
    what folding is remembered under."""
    global hosts, _turn
    _turn = mine = _turn + 1
    nodes, fill_lists = opened.nodes, None
    if not nodes:
        content, fill_lists = await nodes_of(opened.html)
        nodes = [content]
    if mine != _turn:
        return
    main = document.getElementById("page")
    hosts, main.dataset.slug = opened.hosts, name
    main.replaceChildren(*nodes)
    if fill_lists:
        start_task(fill_lists())
    document.title = opened.title
    document.documentElement.lang = opened.language
    for hear in shown:
        hear()


def fill(element, html) -> None:
    """Puts HTML from `foldline.html.render` into an element; never text from elsewhere. `html` is a
    text, or JavaScript's array of one, which need not be copied into Python's memory and out again.
    """
    element.innerHTML = window.foldlineTrusted.createHTML(html)


async def nodes_of(html) -> tuple[Any, Callable[[], Awaitable[None]]]:
    """What such HTML holds, but for the items of very long lists, and what puts those in: some at a
    time, so that laying them out never holds the page up. What comes from apart is long: it gets a
    task for each step."""

    async def step() -> None:
        if not isinstance(html, str):
            await asyncio.sleep(0)

    held = document.createElement("template")  # of which nothing is laid out
    await step()
    fill(held, html)
    await step()
    lists = []
    try:
        found = held.content.querySelectorAll(f":has(> :nth-child({_AT_ONCE})):not(svg, svg *)")
    except JsException:  # an engine without :has()
        found = ()
    for each in found:
        span = document.createRange()
        span.selectNodeContents(each)
        lists.append((each, span.extractContents()))
        await step()

    async def fill_lists() -> None:
        for each, items in lists:
            while left := items.childNodes.length:
                span = document.createRange()
                span.setStart(items, 0)
                span.setEnd(items, min(left, _AT_ONCE))
                each.append(span.extractContents())
                await asyncio.sleep(0)

    return held.content, fill_lists


_AT_ONCE = 300
"""Items of a list."""


@contextmanager
def busy(words: str, *, at_once: bool) -> Iterator[None]:
    """Says what takes its time, where it does: after half a second, or at once."""
    bar, said = document.getElementById("boot"), document.getElementById("boot-words")

    def say() -> None:
        said.textContent, bar.hidden = words, False
        document.getElementById("boot-progress").removeAttribute("value")

    if at_once:
        say()
        timer = None
    else:
        timer = asyncio.get_running_loop().call_later(0.5, say)
    try:
        yield
    finally:
        if timer:
            timer.cancel()
        bar.hidden = True


def add_script(address: str):
    """Adds a classic script of this site, and gives its element; it has not been loaded yet."""
    script = document.createElement("script")
    script.src = window.foldlineTrusted.createScriptURL(address)
    document.head.append(script)
    return script


def add_styles(css: str) -> None:
    """Adds a stylesheet by CSSOM, which needs no inline style."""
    sheet = window.CSSStyleSheet.new()
    sheet.replaceSync(css)
    document.adoptedStyleSheets.push(sheet)


def scroll_to_fragment() -> bool:
    """Scrolls to what the address's fragment names. Tells whether there is such a thing."""
    try:
        name = window.decodeURIComponent(window.location.hash[1:])
    except Exception:  # a malformed %-sequence is a JavaScript error
        return False
    target = document.getElementById(name) if name else None
    if target:
        target.scrollIntoView()
    return bool(target)


def tell_ready() -> None:
    """Says that Python answers: the document's event, the performance mark and the state."""
    document.documentElement.dataset.foldline = "ready"
    window.performance.mark("foldline:ready")
    document.dispatchEvent(window.CustomEvent.new("foldline:ready"))


def tell_failed(sentence: str) -> None:
    """Says that Python started and then could not go on."""
    options = window.JSON.parse(json.dumps({"detail": sentence}))
    window.dispatchEvent(window.CustomEvent.new("foldline:failed", options))
