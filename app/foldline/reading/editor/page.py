"""Run the editor page: follow the text as it is written, show the brief beside it, and mark its
problems. `text` reads the text, and needs no browser. scripts/edit.js keeps line numbers and what
outlives a reload.
"""

import asyncio
from typing import Any

from foldline.errors import FoldlineError, NotFound
from foldline.reading import browser
from foldline.reading.addresses import address_of_brief, folder_of, named_target
from foldline.reading.app import App
from foldline.reading.browser import Event, document, window
from foldline.reading.editor import text as edited
from foldline.reading.fetching import fetch_bytes
from foldline.reading.local.commands import read_stored_brief
from foldline.reading.local.stores import DeviceStore, SessionStore
from foldline.reading.on_demand import import_when_restored
from foldline.reading.saving import brief_on_disk
from foldline.story.beside import image_paths
from foldline.story.brief import Brief
from foldline.story.loading import LARGEST_BRIEF, load, too_large

_PAUSE = 0.25
"""Seconds without a key after which the text is read, so that a half-typed word is not reported."""

_UNDOABLE = 200_000
"""Characters; a longer text is put in at once, and the browser can't undo that."""


class Editor:
    """Edit one text, and show the last brief that was made of it."""

    def __init__(self, app: App) -> None:
        self._app, self._words = app, app.words
        self._field = browser.element("edit-text")
        self._lines = browser.element("edit-lines")
        self._side = browser.query(".editor-brief")
        self._whole = False
        """Whether what is shown is a brief of which no error hides anything."""
        self._html = ""
        self._now = edited.EditedText(None, (), "")
        self._images: dict[str, str] = {}
        self._original = self._original_name = ""
        self._importer: edited.Importer | None = None
        self._due: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Open what the address names, and follow the text from now on."""
        kept = self._field.value
        try:
            await self._open_address()
        except FoldlineError as reason:
            self._say(self._words("editor.address_failed", reason=reason))
        if kept and kept != self._original:
            self._say(
                self._words("editor.text_kept_over", again=self._words("editor.again"))
                if self._original
                else self._words("editor.text_kept")
            )
        elif not self._field.value and self._original:
            self._field.value = self._original
            self._field.dataset.name = self._original_name
            self._field.dispatchEvent(window.Event.new("change"))
        browser.listen(self._field, "input", lambda event: self._draw_soon())
        browser.listen(document, "click", self._on_click)
        browser.listen(window, "foldline:files", lambda event: self._take_files())
        await self._draw()
        self._take_files()

    # --- what is opened

    async def _open_address(self) -> None:
        """Open what the address names: `?brief=` a brief of this site, or of any address;
        `?opened=` one of the reader's own."""
        if slug := browser.query_parameter("opened"):
            await self._open_own(slug)
        elif name := browser.query_parameter("brief"):
            await self._open_brief(name)
        self._original = self._original.replace("\r\n", "\n")

    async def _open_own(self, slug: str) -> None:
        stores = SessionStore(self._words), DeviceStore(self._words)
        own = await read_stored_brief(slug, stores, self._words)
        content = own.content
        assert content is not None
        self._original, self._original_name = content.text, f"{slug}.json"
        self._images = {
            src: content.images[path]
            for src, path in image_paths(content.loaded.brief).items()
            if content.images.get(path)
        }

    async def _open_brief(self, name: str) -> None:
        site = self._app.page.site
        target = named_target(name, site.shelf_page)
        address = address_of_brief(target, site)
        if self._app.page.settings.on_disk:
            self._original = await brief_on_disk(self._words, folder_of(address))
        else:
            data = await fetch_bytes(address, self._words)
            self._original = data.decode("utf-8-sig", "replace")
        if not target.slug:  # a picture of another site would be loaded as its address is typed
            self._original_name = address.partition("?")[0].rpartition("/")[2]
            return
        paths = image_paths(load(self._original).brief)
        self._images = {src: folder_of(address) + src for src in paths}
        self._original_name = f"{target.slug}.json"

    def _take_files(self) -> None:
        if found := [each for each in browser.take_files() if not isinstance(each, str)]:
            self._app.tasks.start(self._open_file(found[0], len(found)))

    async def _open_file(self, file: Any, number: int) -> None:
        """Open a file, the first of a number of files."""
        words = self._words
        if not hasattr(file, "arrayBuffer"):
            self._say(words("editor.folder"))
            return
        if file.size > LARGEST_BRIEF:
            self._say(too_large(file.size).sentence(file.name))
            return
        try:
            text = (await browser.blob_bytes(file)).decode("utf-8-sig")
        except UnicodeDecodeError:
            self._say(words("editor.not_utf_8", name=file.name))
            return
        except Exception:  # whatever JavaScript throws for a file that is gone
            self._say(words("editor.unreadable", name=file.name))
            return
        self._images, self._whole = {}, False
        self._put(text, file.name)
        self._say(
            words("editor.opening_done_first", name=file.name, n=number)
            if number > 1
            else words("editor.opening_done", name=file.name)
        )

    def _put(self, text: str, name: str) -> None:
        """Put another text in place of all that is there."""
        text = text.replace("\r\n", "\n")
        self._field.dataset.name = name
        browser.focus(self._field)
        old = self._field.value
        if text != old and max(len(text), len(old)) <= _UNDOABLE:
            # The one way that the browser's own undo knows of; of a whole text, Chromium's redo
            # forgets the first letter.
            start, end, middle = edited.difference(old, text)
            self._field.setSelectionRange(_units(old[:start]), _units(old[:end]))
            document.execCommand("insertText" if middle else "delete", False, middle)
        if self._field.value != text:
            self._field.value = text
        self._field.setSelectionRange(0, 0)
        browser.element("edit-pane").scrollTop = 0
        self._field.dispatchEvent(window.Event.new("input"))

    # --- what is shown

    def _draw_soon(self) -> None:
        if self._due:
            self._due.cancel()
        self._due = self._app.tasks.start(self._draw_later())

    async def _draw_later(self) -> None:
        await asyncio.sleep(_PAUSE)
        self._due = None  # from here on it goes to its end
        await self._draw()

    async def _draw(self) -> None:
        text, name = self._field.value, self._field.dataset.name or "text"
        words = self._words
        now = edited.read_text(name, text, self._importer, words)
        if now is None:  # no page starts with what reads other formats
            try:
                imports = await import_when_restored("foldline.reading.local.imports", words)
            except NotFound as reason:
                self._say(words("alert.sentence", reason=reason))
                return
            self._importer = imports.import_text
            now = edited.read_text(name, text, self._importer, words)
            assert now is not None
        self._now = now
        older = not now.whole and self._whole
        if now.brief and not older:
            self._show(edited.shown_part(now.brief, self._images).html(), now.brief)
            self._whole = now.whole
        self._side.classList.toggle("older", older)
        state, sentence = (
            browser.element("edit-state"),
            edited.state_sentence(now, shows_older=older, words=words),
        )
        if state.textContent != sentence:  # it is read aloud when it changes
            state.textContent = sentence
        self._show_messages(now)
        self._mark_lines()
        browser.query("[data-edit=json]").hidden = not now.imported

    def _show(self, html: str, brief: Brief) -> None:
        """Draw the brief anew where it is another one, and leave folds and scroll as they are. (The
        folds of sections are folds.js's.)"""
        if html == self._html:
            return
        place, self._html = browser.element("edit-brief"), html
        folds = "details:not(.section)"
        were_open = [each.open for each in browser.find_all(folds, place)]
        top, window_top = self._side.scrollTop, window.scrollY
        browser.set_html(place, html)
        place.lang = brief.language
        for each, was_open in zip(browser.find_all(folds, place), were_open, strict=False):
            each.open = was_open
        self._side.scrollTop = top
        if window.scrollY != window_top:
            window.scrollTo(0, window_top)

    def _show_messages(self, now: edited.EditedText) -> None:
        were_open = {each.id for each in browser.find_all("#edit-said details[open]")}
        browser.set_html(browser.element("edit-said"), edited.messages_part(now).html(self._words))
        for each in browser.find_all("#edit-said details"):
            each.open = each.id in were_open

    def _mark_lines(self) -> None:
        """Mark the lines with something wrong, in the margin and behind the text."""
        for each in browser.find_all("[data-level]", self._lines):
            del each.dataset.level
        lines = self._lines.children
        for message in (*self._now.of("remark"), *self._now.of("error")):
            if 0 < message.line <= lines.length:
                lines.item(message.line - 1).dataset.level = message.level
        self._field.setAttribute("aria-invalid", "true" if self._now.of("error") else "false")

    def _say(self, sentence: str) -> None:
        """Say what came of something that the reader did."""
        browser.element("edit-did").textContent = sentence

    def _go_to(self, line: int, column: int) -> None:
        at = _units(self._field.value[: edited.offset_of(self._field.value, line, column)])
        browser.focus(self._field)
        self._field.setSelectionRange(at, at)
        if shown := self._lines.children.item(line - 1):
            browser.scroll_to_middle(shown)

    # --- what the reader does

    def _on_click(self, event: Event) -> None:
        button = browser.closest(event, "[data-edit], [data-line]")
        if not button:
            return
        match button.getAttribute("data-edit") or "":
            case "":
                self._go_to(int(button.dataset.line), int(button.dataset.column))
            case "open":
                browser.element("edit-file").click()
            case "save":
                self._app.tasks.start(self._save())
            case "json":
                self._put(self._now.json, self._now.file_name)
                self._say(self._words("editor.is_json"))
            case "again":
                self._whole = False
                self._put(self._original, self._original_name)
                self._say("")

    async def _save(self) -> None:
        await self._draw()  # with the last keys
        if not self._now.json:
            self._say(self._words("editor.nothing_to_save"))
            return
        name = self._field.dataset.name or ""
        name = name if name.endswith(".json") else self._now.file_name
        browser.download(name, [self._now.json], "application/json")
        self._say(
            self._words("editor.saved_with_errors", name=name)
            if self._now.of("error")
            else self._words("editor.saved", name=name)
        )


def _units(text: str) -> int:
    """Return how many units of UTF-16 a text has, in which a browser counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
