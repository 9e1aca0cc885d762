"""Show the reader's own briefs in a second <main>. It follows the address's fragment, and hides the
page meanwhile.
"""

from collections.abc import Awaitable, Callable

from foldline.errors import BriefError
from foldline.html.render import alert_part
from foldline.locales import words_for
from foldline.reading import browser
from foldline.reading.addresses import target_of
from foldline.reading.browser import Element, Event, Html, document, window
from foldline.reading.local.briefs import OPENED, OwnBrief
from foldline.reading.local.parts import own_shelf_part
from foldline.reading.local.state import LEAVING, PAGE, SHELF, LocalState, View, view_of
from foldline.reading.page import Page, busy, nodes_of
from foldline.reading.tasks import Tasks
from foldline.reading.worker.client import LARGE


class LocalView:
    """Show the state's briefs and their shelf. `draw` returns a brief's HTML, and raises BriefError
    where there can be none.
    """

    def __init__(
        self,
        state: LocalState,
        page: Page,
        tasks: Tasks,
        draw: Callable[[OwnBrief], Awaitable[Html]],
    ) -> None:
        self._state, self._page, self._tasks, self._draw_html = state, page, tasks, draw
        self._words = page.words
        self._page_main = browser.element("page")
        self._main = browser.create_element("main")
        self._main.id, self._main.tabIndex, self._main.hidden = OPENED, -1, True
        self._message = browser.create_element("p", "local-said quiet")
        self._message.setAttribute("role", "status")
        self._main.append(self._message)
        self._page_main.after(self._main)
        self._sections: dict[str, Element] = {}
        self._coming: OwnBrief | None = None  # the brief that is being drawn
        self._own_title = ""
        self._page_title, self._page_language = document.title, document.documentElement.lang
        self._scrolls: dict[str, float] = {}
        self._query = str(window.location.search)

    def start(self) -> None:
        browser.listen(window, "hashchange", lambda event: self.follow())
        browser.listen(window, "popstate", self._on_history)
        browser.listen(window, "scroll", self._on_scroll, passive=True)
        browser.listen(document, "click", self._on_click)
        self._page.on_change(self._on_page_change)
        # which boot.js hides for an address of ours, so that nobody sees the page for a moment
        self._page_main.hidden = False
        if view_of(browser.fragment()) is not PAGE:
            self.follow(focus=False)

    def _on_history(self, event: Event) -> None:
        """Follow where the query differs too: then a move through the history is no hashchange in
        Chromium.
        """
        if window.location.search != self._query:
            self.follow()

    def say(self, sentence: str) -> None:
        """Say a sentence above the briefs."""
        self._message.textContent = sentence

    # --- from view to view

    def go(self, fragment: str) -> None:
        """Show what a fragment of ours means, from its top, and drawn anew."""
        self.drop(view_of(fragment))
        self._state.view = LEAVING  # so that the same view is entered again
        if browser.fragment() != fragment:
            window.location.hash = fragment
        self._scrolls.pop(browser.address(), None)
        self.follow()

    def follow(self, *, focus: bool = True, scroll: bool = True) -> None:
        """Show what the fragment means. Within a view, the browser itself has moved already."""
        self._query = str(window.location.search)
        wanted = view_of(browser.fragment())
        own = self._state.briefs.get(wanted) if wanted else None
        if own and own.slug not in self._sections:
            if self._coming is not own:
                self._coming = own
                self._tasks.start(self._draw_and_follow(own, focus, scroll))
            return
        view = self._state.existing_view(wanted)
        if view != wanted:
            self.drop(SHELF)
        if view == SHELF and SHELF not in self._sections:
            self._draw_shelf()
        entered, self._state.view = view != self._state.view, view
        self._name_document(own)
        if entered:
            self._enter(view, own, focus, scroll)

    def _enter(self, view: View, own: OwnBrief | None, focus: bool, scroll: bool) -> None:
        self._page_main.hidden, self._main.hidden = view is not PAGE, view is PAGE
        for name, section in self._sections.items():
            section.hidden = name != view
        browser.query(".skip").href = (
            "#page" if view is PAGE else f"#{OPENED}:{view}" if view else f"#{OPENED}"
        )
        if focus and (heading := self.heading()):
            browser.focus(heading)
        if not scroll:
            return
        before = self._scrolls.get(browser.address())
        if before is not None:
            window.scrollTo(0, before)
        elif browser.fragment() in (OPENED, own and own.id) or not browser.scroll_to_fragment():
            window.scrollTo(0, 0)

    async def _draw_and_follow(self, own: OwnBrief, focus: bool, scroll: bool) -> None:
        large = own.content is not None and len(own.content.text) >= LARGE
        opening = self._words("local.opening.busy", name=own.title)
        try:
            with busy(opening, at_once=large):
                html = await self._draw_html(own)
        except BriefError as reason:
            sentence = self._words("local.shown.failed", name=own.name, reason=reason)
            html = alert_part(own.title, [sentence]).html(self._words)
        finally:
            if self._coming is own:
                self._coming = None
        if self._state.briefs.get(own.slug) is not own:  # removed, or replaced, meanwhile
            self.follow(focus=focus, scroll=scroll)
            return
        fill_lists = await self._draw(own, html)
        self.follow(focus=focus, scroll=scroll)
        await fill_lists()
        browser.dispatch(document, "foldline:drawn")

    def _name_document(self, own: OwnBrief | None) -> None:
        """Title the document after what is shown; after the page where that is shown again, unless
        it has a new title by now.
        """
        if self._state.view is PAGE:
            if document.title == self._own_title:
                document.title = self._page_title
            document.documentElement.lang = self._page_language
            return
        if document.title != self._own_title:
            self._page_title = document.title
        title = own.title if own else self._words("local.shelf.title")
        self._own_title = document.title = title
        document.documentElement.lang = own.language if own else self._words.tag

    def heading(self) -> Element | None:
        """Return what the focus goes to: an alert where there is one, else the heading of what is
        shown."""
        view = self._state.view
        if view is PAGE:
            return browser.find_element("title")
        section = self._sections.get(view)
        if section is None:
            return None
        alert = browser.find("[role=alert][tabindex]", section) if view == SHELF else None
        return alert or browser.find("h1", section)

    def _on_page_change(self) -> None:
        """Show the page, which shows another brief now, unless the fragment means one of ours."""
        self._page_title, self._page_language = document.title, document.documentElement.lang
        self._own_title = ""
        self._state.view = LEAVING
        self.follow(focus=False, scroll=False)

    # --- drawing

    async def _draw(self, own: OwnBrief, html: Html) -> Callable[[], Awaitable[None]]:
        """Draw a brief. Return what puts its long lists in."""
        section = browser.create_element("section", "opened")
        section.id, section.tabIndex = own.id, -1
        section.dataset.slug = own.id
        section.hidden = True
        nodes, fill_lists = await nodes_of(html)
        section.append(nodes)
        self._place(own.slug, section)
        return fill_lists

    def _draw_shelf(self) -> None:
        section = browser.create_element("section")
        section.hidden = True
        part = own_shelf_part(list(self._state.briefs.values()), self._state.report)
        browser.set_html(section, part.html(self._words))
        self._place(SHELF, section)

    def _place(self, view: str, section: Element) -> None:
        self.drop(view)
        self._sections[view] = section
        self._main.append(section)

    def drop(self, view: View) -> None:
        """Remove the drawing of a view: it is drawn anew when it is shown next."""
        if view is not PAGE and (section := self._sections.pop(view, None)):
            section.remove()

    def redraw(self) -> None:
        """Draw anew what says how briefs are kept: the shelf, and the bars above the briefs."""
        self.drop(SHELF)
        if self._state.view == SHELF:
            self._draw_shelf()
            self._sections[SHELF].hidden = False
        for slug, section in self._sections.items():
            own = self._state.briefs.get(slug)
            if own and own.kept and (button := browser.find('[data-local="keep"]', section)):
                words = words_for(own.language)
                kept = browser.create_element("span", "kept", words("local.kept"))
                button.replaceWith(kept)

    # --- where the reader was

    def _on_scroll(self, event: Event) -> None:
        if view_of(browser.fragment()) == self._state.view:
            self._scrolls[browser.address()] = window.scrollY

    def _on_click(self, event: Event) -> None:
        """Follow a link to the page that lies under the view; the browser would reload it."""
        if self._state.view is PAGE or not (link := browser.followed_link(event)):
            return
        here = browser.address().partition("#")[0]
        target = target_of(link.href, self._page.site)
        if link.href == here or (
            target is not None and "#" not in link.href and target == self._page.target
        ):
            event.preventDefault()
            window.history.pushState(None, "", here)
            self.follow()
