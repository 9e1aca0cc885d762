"""The second <main>, which shows the reader's own briefs: it follows the address's fragment, and
hides the page meanwhile.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from pyodide.ffi import JsException, create_proxy, to_js
from pyscript import document, window

from foldline.errors import BriefError
from foldline.html.render import alert_part
from foldline.reading.addresses import target_of
from foldline.reading.apart import LARGE
from foldline.reading.local_briefs import OPENED, Report
from foldline.reading.page import (
    busy,
    current_target,
    fill,
    nodes_of,
    scroll_to_fragment,
    shown,
    site,
)

PAGE = None
"""The view that is the page itself; "" is the shelf of the reader's own briefs, any other text a
slug.
"""


def _options(**given):
    return to_js(given, dict_converter=window.Object.fromEntries)


def _fragment() -> str:
    try:
        return window.decodeURIComponent(window.location.hash[1:])
    except JsException:  # a malformed %-sequence
        return ""


def view_of(fragment: str) -> str | None:
    """Which view a fragment means."""
    first, colon, rest = fragment.partition(":")
    return PAGE if first != OPENED else rest.partition(":")[0] if colon else ""


class View:
    """What is shown of the reader's own briefs. `local` knows them."""

    def __init__(self, local) -> None:
        self.local = local
        self.now: str | None = PAGE
        self.page = document.getElementById("page")
        self.main = document.createElement("main")
        self.main.id, self.main.tabIndex, self.main.hidden = OPENED, -1, True
        self.said = document.createElement("p")
        self.said.className = "local-said quiet"
        self.said.setAttribute("role", "status")
        self.main.append(self.said)
        self.page.after(self.main)
        self._sections: dict[str, Any] = {}
        self._coming = None  # the brief that is being drawn
        self._own_title = ""
        self._page_title, self._page_language = document.title, document.documentElement.lang
        self._scrolls: dict[str, float] = {}

    def listen(self) -> None:
        window.addEventListener("hashchange", create_proxy(lambda event: self.follow()))
        window.addEventListener("scroll", create_proxy(self._scrolled), _options(passive=True))
        document.addEventListener("click", create_proxy(self._clicked))
        shown.append(self._page_changed)
        # which boot.js hides for an address of ours, that nobody sees the page for a moment
        self.page.hidden = False
        if view_of(_fragment()) is not PAGE:
            self.follow(focus=False)

    # --- from view to view
    # ---------------------------------------------------------------------------

    def go(self, fragment: str) -> None:
        """Shows what a fragment of ours means, from its top, and drawn anew."""
        self._drop(view_of(fragment))
        self.now = "?"  # no view: so that the same one is entered again
        if _fragment() != fragment:
            window.location.hash = fragment
        self._scrolls.pop(window.location.href, None)
        self.follow()

    def follow(self, *, focus: bool = True, scroll: bool = True) -> None:
        """Shows what the fragment means. Within a view, the browser itself has moved already."""
        view = view_of(_fragment())
        own = self.local.briefs.get(view) if view else None
        if own and view not in self._sections:
            if self._coming is not own:
                self._coming = own
                self.local.run(self._fetched(own, focus, scroll))
            return
        if view and not own:
            self.local.report = Report(
                notices=["There is no such brief here any more. Open its file again."]
            )
            self._drop("")
            view = ""
        if view == "" and view not in self._sections:
            self._draw_shelf()
        entered, self.now = view != self.now, view
        self._name(own)
        if not entered:
            return
        self.page.hidden, self.main.hidden = view is not PAGE, view is PAGE
        for name, section in self._sections.items():
            section.hidden = name != view
        document.querySelector(".skip").href = (
            "#page" if view is PAGE else f"#{OPENED}:{view}" if view else f"#{OPENED}"
        )
        if focus and (heading := self.heading()):
            heading.focus(_options(preventScroll=True))
        if scroll and (before := self._scrolls.get(window.location.href)) is not None:
            window.scrollTo(0, before)
        elif scroll and (_fragment() in (OPENED, own and own.id) or not scroll_to_fragment()):
            window.scrollTo(0, 0)

    async def _fetched(self, own, focus: bool, scroll: bool) -> None:
        try:
            with busy(
                f"Opening {own.title}", at_once=bool(own.content) and len(own.content.text) >= LARGE
            ):
                await self.local.fetch(own)
                html = await self.local.brief_html(own)
        except BriefError as reason:
            html = alert_part(own.title, [f"{own.name} {reason}."]).html()
        finally:
            if self._coming is own:
                self._coming = None
        if self.local.briefs.get(own.slug) is not own:  # let go of, or replaced, meanwhile
            self.follow(focus=focus, scroll=scroll)
            return
        fill_lists = await self._draw(own, html)
        self.follow(focus=focus, scroll=scroll)
        await fill_lists()

    def _name(self, own) -> None:
        """Names the document after what is shown; after the page again, unless it has a new name by
        now.
        """
        if self.now is PAGE:
            if document.title == self._own_title:
                document.title = self._page_title
            document.documentElement.lang = self._page_language
            return
        if document.title != self._own_title:
            self._page_title = document.title
        self._own_title = document.title = own.title if own else "Briefs opened here"
        document.documentElement.lang = own.language if own else "en"

    def heading(self):
        """What the focus goes to: an alert where there is one, else the heading of what is shown."""
        if self.now is PAGE:
            return document.getElementById("title")
        section = self._sections.get(self.now)
        return section and (
            section.querySelector("[role=alert][tabindex]" if not self.now else "h1")
            or section.querySelector("h1")
        )

    def _page_changed(self) -> None:
        """The page shows another brief: it is seen, unless the fragment says otherwise."""
        self._page_title, self._page_language = document.title, document.documentElement.lang
        self._own_title = ""
        self.now = "?"
        self.follow(focus=False, scroll=False)

    # --- drawing
    # ---------------------------------------------------------------------------

    async def _draw(self, own, html) -> Callable[[], Awaitable[None]]:
        """Gives what puts its long lists in."""
        section = document.createElement("section")
        section.className, section.id, section.tabIndex = "opened", own.id, -1
        section.dataset.slug = own.id
        section.hidden = True
        nodes, fill_lists = await nodes_of(html)
        section.append(nodes)
        self._place(own.slug, section)
        return fill_lists

    def _draw_shelf(self) -> None:
        section = document.createElement("section")
        section.hidden = True
        fill(section, self.local.shelf_html())
        self._place("", section)

    def _place(self, view: str, section) -> None:
        self._drop(view)
        self._sections[view] = section
        self.main.append(section)

    def _drop(self, view: str | None) -> None:
        if section := self._sections.pop(view, None):
            section.remove()

    def forget(self, slug: str) -> None:
        """Draws a brief anew when it is shown next: it is another by now, or gone."""
        self._drop(slug)

    def redraw(self) -> None:
        """Draws anew what says how briefs are kept: the shelf, and the bar above the brief that is
        shown.
        """
        self._drop("")
        if self.now == "":
            self._draw_shelf()
            self._sections[""].hidden = False
        for slug, section in self._sections.items():
            own = self.local.briefs.get(slug)
            if own and own.kept and (button := section.querySelector('[data-local="keep"]')):
                kept = document.createElement("span")
                kept.className, kept.textContent = "kept", "Kept on this device"
                button.replaceWith(kept)

    # --- where the reader was
    # ---------------------------------------------------------------------------

    def _scrolled(self, event) -> None:
        if view_of(_fragment()) == self.now:
            self._scrolls[window.location.href] = window.scrollY

    def _clicked(self, event) -> None:
        """A link to the page that lies under the view: to the browser it would be a reload."""
        link = event.target.closest("a[href]") if hasattr(event.target, "closest") else None
        plain = not (
            event.defaultPrevented
            or event.button
            or event.metaKey
            or event.ctrlKey
            or event.shiftKey
            or event.altKey
        )
        if self.now is PAGE or not link or not plain or link.target not in ("", "_self"):
            return
        here = window.location.href.partition("#")[0]
        target = target_of(link.href, site)
        if link.href == here or (
            target is not None and "#" not in link.href and target == current_target()
        ):
            event.preventDefault()
            window.history.pushState(None, "", here)
            self.follow()
