"""From brief to brief without a reload: the interpreter stays, addresses, title, focus and scroll
are as if it had.
"""

import asyncio

from pyodide.ffi import create_proxy, to_js
from pyscript import document, window

from foldline.reading.addresses import Target, target_of
from foldline.reading.opening import opened
from foldline.reading.page import current_target, scroll_to_fragment, show, site


class Mover:
    """Follows links and the browser's back and forward within the site."""

    def __init__(self) -> None:
        self.shown: Target | None = current_target()
        self._asked = 0
        self._entries = 0
        self._entry = self._named_entry(window.history.state)
        self._scrolls: dict[str, float] = {}
        self._tasks: set[asyncio.Task] = set()
        self._ahead: tuple[Target, asyncio.Task] | None = None

    def listen(self) -> None:
        document.addEventListener("click", create_proxy(self._clicked))
        if site.finished:
            document.addEventListener("pointerdown", create_proxy(self._pressed))
        window.addEventListener("popstate", create_proxy(self._moved))
        # Where the reader was is read while being there: when popstate comes, the browser has moved
        # already.
        window.addEventListener(
            "scroll",
            create_proxy(self._scrolled),
            to_js({"passive": True}, dict_converter=window.Object.fromEntries),
        )

    async def go(self, url: str, *, push: bool, scroll: float | None = None) -> None:
        """Shows what an address of this site means; the last call wins where several overlap."""
        target = target_of(url, site)
        self._asked += 1
        mine = self._asked
        main = document.getElementById("page")
        main.setAttribute("aria-busy", "true")
        ahead, self._ahead = self._ahead, None
        found = await (ahead[1] if ahead and ahead[0] == target else opened(target, site))
        if mine != self._asked:
            return
        main.removeAttribute("aria-busy")
        if push:
            self._scrolls[self._entry] = window.scrollY
            self._entries += 1
            self._entry = f"{window.performance.timeOrigin:.0f}-{self._entries}"
            window.history.pushState(
                to_js({"foldline": self._entry}, dict_converter=window.Object.fromEntries), "", url
            )
        self.shown = target
        await show(found, target.name)
        heading = document.getElementById("title")
        if heading:
            heading.focus(to_js({"preventScroll": True}, dict_converter=window.Object.fromEntries))
        if scroll is not None:
            window.scrollTo(0, scroll)
        elif not scroll_to_fragment():
            window.scrollTo(0, 0)

    def _clicked(self, event) -> None:
        if found := self._asked_by(event):
            event.preventDefault()
            self._start(self.go(found[0], push=True))

    def _pressed(self, event) -> None:
        # A finger or a button is down for a tenth of a second before it clicks: time enough to
        # fetch what it will ask for.
        if found := self._asked_by(event):
            self._ahead = found[1], self._start(opened(found[1], site))

    def _asked_by(self, event) -> tuple[str, Target] | None:
        """The address of the link that a click is on, and what of this site it means; None where
        the browser is to see to it.
        """
        link = event.target.closest("a[href]") if hasattr(event.target, "closest") else None
        plain = not (
            event.defaultPrevented
            or event.button
            or event.metaKey
            or event.ctrlKey
            or event.shiftKey
            or event.altKey
        )
        if (
            not link
            or not plain
            or link.target not in ("", "_self")
            or link.hasAttribute("download")
        ):
            return None
        target = target_of(link.href, site)
        return (
            None
            if target is None or target.address or target == self.shown
            else (link.href, target)
        )

    def _moved(self, event) -> None:
        target = current_target()
        if (
            target is None or target == self.shown
        ):  # only the fragment changed: the browser has done it
            return
        self._entry = self._named_entry(event.state)
        self._start(
            self.go(window.location.href, push=False, scroll=self._scrolls.get(self._entry, 0))
        )

    def _scrolled(self, event) -> None:
        if current_target() == self.shown:
            self._scrolls[self._entry] = window.scrollY

    @staticmethod
    def _named_entry(state) -> str:
        return getattr(state, "foldline", "first") if state else "first"

    def _start(self, work) -> asyncio.Task:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)  # the loop itself keeps no strong reference
        task.add_done_callback(self._tasks.discard)
        return task
