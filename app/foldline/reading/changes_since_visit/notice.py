"""Show what changed since this device last showed the brief. The version that it showed is kept on
the device, and is sent nowhere.
"""

from hashlib import sha256

from foldline.dates.when import Moment
from foldline.errors import BriefError, NotFound, NotKept
from foldline.html.render import changes_part, seen_part
from foldline.locales import Words
from foldline.reading import browser
from foldline.reading.addresses import address_of_brief
from foldline.reading.app import App
from foldline.reading.browser import Element, Event, document
from foldline.reading.changes_since_visit.visits import (
    Head,
    Versions,
    keys_to_drop,
    read_head,
    read_versions,
    visit,
)
from foldline.reading.fetching import fetch_bytes
from foldline.reading.local.stores import DeviceStore
from foldline.reading.page import words_around
from foldline.story.revisions import SectionChanges


class ChangesSinceVisit:
    """Follow what the page shows. Where this device showed an earlier version, a line at the foot
    of the window offers to show what changed.
    """

    def __init__(self, app: App) -> None:
        self._app, self._page = app, app.page
        self._store = DeviceStore(app.words, "foldline-seen")
        self._key = ""
        self._bar: Element | None = None
        self._changes: list[SectionChanges] = []
        self._heading, self._brief_words = "", app.words

    async def start(self) -> None:
        if self._page.settings.packed or self._page.settings.on_disk:  # a file does not change
            return
        browser.listen(document, "click", self._on_click)
        self._page.on_change(lambda: self._start_look())
        await self._look()

    def _start_look(self) -> None:
        self._app.tasks.start(self._look())

    async def _look(self) -> None:
        self._remove_bar()
        target, article = self._page.target, browser.find("#page > article.brief")
        if not target or not target.slug or not article:
            return
        address = address_of_brief(target, self._page.site)
        words = sha256(article.textContent.encode("utf-8", "replace")).hexdigest()[:32]
        try:
            head = read_head(await self._stored_head(address))
            if head.words == words and not head.since:
                return
            text = (await fetch_bytes(address, self._app.words)).decode("utf-8", "replace")
            kept = read_versions(await self._store.content(address))
            now = visit(head, kept, words=words, text=text, today=browser.today())
            await self._put(address, now.head, now.versions)
        except (NotFound, BriefError, NotKept):
            return  # nothing is kept here, or nothing comes: the brief itself is on the page
        if now.changes and self._page.target == target:
            self._key = address
            self._show_bar(now.changes, now.since, words_around(article))

    async def _stored_head(self, key: str) -> str:
        return dict(await self._store.heads()).get(key, "")

    async def _put(self, key: str, head: Head, versions: Versions) -> None:
        await self._store.put(key, head.as_text(), versions.as_text())
        for other in keys_to_drop(await self._store.heads(), key):
            await self._store.drop(other)

    def _show_bar(self, found: list[SectionChanges], since: str, words: Words) -> None:
        """Show the bar. `words` are those of the brief, in which the changes are shown."""
        day = Moment.read(since).words_in(words)
        self._changes, self._brief_words = found, words
        self._heading = words("brief.changed_since_visit", day=day)
        self._bar = browser.create_element("div", "seen")
        self._bar.setAttribute("role", "status")
        document.body.append(self._bar)
        browser.set_html(self._bar, seen_part(len(found)).html(self._app.words))

    def _remove_bar(self) -> None:
        if self._bar:
            self._bar.remove()
        self._bar, self._key = None, ""

    def _on_click(self, event: Event) -> None:
        button = browser.closest(event, "button[data-seen]")
        if not button or not self._bar:
            return
        if button.dataset.seen == "show":
            self._show_changes()
        key = self._key
        self._remove_bar()
        self._app.tasks.start(self._mark_as_shown(key))

    def _show_changes(self) -> None:
        """Show the changes above the sections, unfolded, and move the focus there."""
        box = browser.create_element("div")
        part = changes_part(self._changes, self._heading)
        browser.set_html(box, part.html(self._brief_words))
        details = box.firstElementChild
        details.open = True
        browser.query("#page > article.brief > .brief-head").after(details)
        details.firstElementChild.focus()
        details.scrollIntoView()

    async def _mark_as_shown(self, key: str) -> None:
        """Keep that the reader has been shown the changes, so that they are not offered again."""
        try:
            head = read_head(await self._stored_head(key))
            versions = read_versions(await self._store.content(key))
            await self._put(key, Head(head.words, head.at), Versions(versions.now))
        except NotKept:
            pass
