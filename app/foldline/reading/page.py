"""Show content in the page: its <main>, its title, its state, and the line for what takes long."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from foldline.locales import Words, words_for
from foldline.reading import browser
from foldline.reading.addresses import Target, target_of
from foldline.reading.browser import Element, Html
from foldline.reading.page_content import PageContent
from foldline.reading.page_settings import PageSettings
from foldline.reading.tasks import Tasks


def words_around(element: Element) -> Words:
    """Return the words of the language that an element of the page is in."""
    around = element.closest("[lang]")
    return words_for(around.lang if around else "")


class Page:
    """Show content in <main>. Features that follow it register with `on_change`."""

    def __init__(self, settings: PageSettings, tasks: Tasks) -> None:
        self.settings = settings
        self.site = settings.site
        self.words = words_around(browser.document.documentElement)
        """Those of the page as it was loaded: of its menu, and of all around what <main> shows."""
        self.hosts: set[str] | None = None
        """The hosts that the brief in <main> may ask for pictures (`PageContent.hosts`). What the
        reader allows is added."""
        self._tasks = tasks
        self._listeners: list[Callable[[], None]] = []
        self._turn = 0

    @property
    def target(self) -> Target | None:
        """Return what the address bar means."""
        return target_of(browser.address(), self.site)

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever <main> shows something else."""
        self._listeners.append(listener)

    async def show(self, content: PageContent, name: str = "") -> None:
        """Show the content and name the document after it, unless another is to be shown
        meanwhile. `name` is what folding is remembered under."""
        self._turn = mine = self._turn + 1
        nodes, fill_lists = await nodes_of(content.html)
        if mine != self._turn:
            return
        main = browser.element("page")
        self.hosts, main.dataset.slug = content.hosts, name
        main.replaceChildren(nodes)
        self._tasks.start(fill_lists())
        browser.document.title = content.title
        browser.document.documentElement.lang = content.language
        for listener in self._listeners:
            listener()
        browser.dispatch(browser.document, "foldline:drawn")


_AT_ONCE = 300
"""Items of a list that are put into the page at once."""


async def nodes_of(html: Html) -> tuple[Any, Callable[[], Awaitable[None]]]:
    """Return the nodes of HTML from `foldline.html.render`, without the items of very long lists,
    and a function that puts those in, some at a time: laying them out never holds the page up.

    HTML from the worker is long, so each step with it gets a task of the browser's own."""

    async def step() -> None:
        if not isinstance(html, str):
            await asyncio.sleep(0)

    held = browser.document.createElement("template")  # of which nothing is laid out
    await step()
    browser.set_html(held, html)
    await step()
    lists: list[tuple[Any, Any]] = []
    try:
        found = held.content.querySelectorAll(f":has(> :nth-child({_AT_ONCE})):not(svg, svg *)")
    except browser.JsError:  # an engine without :has()
        found = ()
    for each in found:
        span = browser.document.createRange()
        span.selectNodeContents(each)
        lists.append((each, span.extractContents()))
        await step()

    async def fill_lists() -> None:
        for each, items in lists:
            while left := items.childNodes.length:
                span = browser.document.createRange()
                span.setStart(items, 0)
                span.setEnd(items, min(left, _AT_ONCE))
                each.append(span.extractContents())
                await asyncio.sleep(0)

    return held.content, fill_lists


def fix_relative_addresses() -> None:
    """Make the shell's own links absolute, so that they survive a change of the page's address."""
    for link in browser.find_all("body > :not(main) a[href], body > a[href], link[rel=manifest]"):
        if not link.getAttribute("href").startswith("#"):
            link.href = link.href


@contextmanager
def busy(words: str, *, at_once: bool) -> Iterator[None]:
    """Show these words as long as the block runs: from the start, or after half a second."""
    bar, label = browser.element("boot"), browser.element("boot-words")

    def show() -> None:
        label.textContent, bar.hidden = words, False
        browser.element("boot-progress").removeAttribute("value")

    timer = None
    if at_once:
        show()
    else:
        timer = asyncio.get_running_loop().call_later(0.5, show)
    try:
        yield
    finally:
        if timer:
            timer.cancel()
        bar.hidden = True


def announce_ready() -> None:
    """Say that Python answers: by the state in <html>, a performance mark and an event."""
    browser.document.documentElement.dataset.foldline = "ready"
    browser.window.performance.mark("foldline:ready")
    browser.dispatch(browser.document, "foldline:ready")


def announce_answers() -> None:
    """Say that Python answers all that the page's menu offers."""
    browser.dispatch(browser.document, "foldline:answers")


def announce_failure(sentence: str) -> None:
    """Say that Python started and then could not go on."""
    browser.dispatch(browser.window, "foldline:failed", sentence)
