"""Move from brief to brief without a reload. The interpreter stays; address, title, focus and
scroll are as if the page had been loaded.
"""

import asyncio
from collections.abc import Awaitable

from foldline.reading import browser
from foldline.reading.addresses import Target, target_of
from foldline.reading.app import App
from foldline.reading.browser import Event, window
from foldline.reading.page_content import PageContent


class Navigator:
    """Follow links, and the browser's back and forward, within the site."""

    def __init__(self, app: App) -> None:
        self._app, self._page, self._site = app, app.page, app.page.site
        self._shown: Target | None = app.page.target
        self._turn = 0
        self._entries = 0
        self._entry = _entry_name(window.history.state)
        self._scrolls: dict[str, float] = {}
        self._ahead: tuple[Target, asyncio.Task[PageContent]] | None = None

    def start(self) -> None:
        browser.listen(browser.document, "click", self._on_click)
        if self._site.finished:
            browser.listen(browser.document, "pointerdown", self._on_press)
        browser.listen(window, "popstate", self._on_history)
        # Where the reader is, is noted while being there: when popstate comes, the browser has
        # moved already.
        browser.listen(window, "scroll", self._on_scroll, passive=True)

    async def go(self, url: str, *, push: bool, scroll: float | None = None) -> None:
        """Show what an address of this site means. The last call wins where several overlap."""
        target = target_of(url, self._site)
        assert target is not None, f"{url} is no page of this site"
        self._turn = mine = self._turn + 1
        main = browser.element("page")
        main.setAttribute("aria-busy", "true")
        ahead, self._ahead = self._ahead, None
        content: Awaitable[PageContent] = (
            ahead[1] if ahead and ahead[0] == target else self._app.contents.read(target)
        )
        found = await content
        if mine != self._turn:
            return
        main.removeAttribute("aria-busy")
        if push:
            self._scrolls[self._entry] = window.scrollY
            self._entries += 1
            self._entry = f"{window.performance.timeOrigin:.0f}-{self._entries}"
            window.history.pushState(browser.js_object(foldline=self._entry), "", url)
        self._shown = target
        await self._page.show(found, target.name)
        if heading := browser.find_element("title"):
            browser.focus(heading)
        if scroll is not None:
            window.scrollTo(0, scroll)
        elif not browser.scroll_to_fragment():
            window.scrollTo(0, 0)

    def _on_click(self, event: Event) -> None:
        if found := self._linked_target(event):
            event.preventDefault()
            self._app.tasks.start(self.go(found[0], push=True))

    def _on_press(self, event: Event) -> None:
        # A finger or a button is down for a tenth of a second before it clicks: time enough to
        # fetch what the click will need.
        if found := self._linked_target(event):
            task = self._app.tasks.start(self._app.contents.read(found[1]))
            self._ahead = found[1], task

    def _linked_target(self, event: Event) -> tuple[str, Target] | None:
        """Return the address of the link that a click is on, and its target on this site; None
        where the browser follows the link itself.
        """
        link = browser.followed_link(event)
        if not link or link.hasAttribute("download"):
            return None
        if "#topics/" in link.getAttribute("href"):  # a style follows the address bar's own changes
            return None
        target = target_of(link.href, self._site)
        if target is None or target.address or target == self._shown:
            return None
        return link.href, target

    def _on_history(self, event: Event) -> None:
        target = self._page.target
        if target is None or target == self._shown:  # only the fragment changed
            return
        self._entry = _entry_name(event.state)
        scroll = self._scrolls.get(self._entry, 0)
        self._app.tasks.start(self.go(browser.address(), push=False, scroll=scroll))

    def _on_scroll(self, event: Event) -> None:
        if self._page.target == self._shown:
            self._scrolls[self._entry] = window.scrollY


def _entry_name(state: object) -> str:
    """Return the name of an entry of the browser's history, from its state."""
    return getattr(state, "foldline", "first") if state else "first"
