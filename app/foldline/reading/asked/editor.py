"""The editor page: follows the text as it is written, shows the brief beside it, and says what is
wrong where. What it makes of a text is in `editing`, which knows no browser; line numbers and what
outlives a reload are in scripts/edit.js."""

import asyncio
import traceback
from urllib.parse import urljoin

from pyodide.ffi import create_proxy, to_js
from pyscript import document, window

from foldline.errors import FoldlineError, NotFound, NotKept
from foldline.reading.addresses import Target, address_of_brief, folder_of
from foldline.reading.asked import editing
from foldline.reading.asking import asked
from foldline.reading.fetching import fetched_bytes
from foldline.reading.local_briefs import OwnBrief, read_content, read_head
from foldline.reading.local_stores import DeviceStore, SessionStore
from foldline.reading.page import fill, on_disk, site
from foldline.reading.saving import brief_on_disk, download
from foldline.story.beside import image_paths
from foldline.story.loading import LARGEST_BRIEF, load, too_large
from foldline.text.addresses import SLUG

_PAUSE = 0.25
"""Seconds without a key after which the text is read: what is half a word is not yet wrong."""

_UNDOABLE = 200_000
"""Characters; a longer text is put in at once, and the browser can't take that back."""


class Editor:
    """One text, and the last brief that was made of it."""

    def __init__(self) -> None:
        self._field = document.getElementById("edit-text")
        self._lines = document.getElementById("edit-lines")
        self._side = document.querySelector(".editor-brief")
        self._good = False
        """Whether what is shown is a brief of which no error hides anything."""
        self._html = ""
        self._now = editing.Written(None, (), "")
        self._images: dict[str, str] = {}
        self._original = self._original_name = ""
        self._importer = None
        self._due: asyncio.Task | None = None
        self._tasks: set[asyncio.Task] = set()

    async def start(self) -> None:
        kept = self._field.value
        try:
            await self._open_asked()
        except FoldlineError as reason:
            self._say(f"What the address names could not be opened: {reason}")
        if kept and kept != self._original:
            self._say(
                "Your text from before is here again."
                + (" Begin again takes what was opened." if self._original else "")
            )
        elif not self._field.value and self._original:
            self._field.value = self._original
            self._field.dataset.name = self._original_name
            self._field.dispatchEvent(window.Event.new("change"))
        self._field.addEventListener("input", create_proxy(lambda event: self._draw_soon()))
        document.addEventListener("click", create_proxy(self._clicked))
        document.getElementById("edit-file").addEventListener("change", create_proxy(self._picked))
        window.addEventListener("foldline:files", create_proxy(lambda event: self._take_files()))
        await self._draw()
        self._take_files()

    # --- what is opened
    # ---------------------------------------------------------------------------

    async def _open_asked(self) -> None:
        """What the address names: `?brief=` one of this site, or of any address; `?opened=` one of
        the reader's own.
        """
        query = window.URLSearchParams.new(window.location.search)
        if slug := query.get("opened"):
            content = (await _own(slug)).content
            self._original, self._original_name = content.text, f"{slug}.json"
            self._images = {
                src: content.images[path]
                for src, path in image_paths(content.loaded.brief).items()
                if content.images.get(path)
            }
        elif wanted := query.get("brief"):
            target = (
                Target(slug=wanted)
                if SLUG.fullmatch(wanted)
                else Target(address=urljoin(site.shelf_page, wanted))
            )
            address = address_of_brief(target, site)
            if on_disk:
                self._original = await brief_on_disk(folder_of(address))
            else:
                self._original = (await fetched_bytes(address)).decode("utf-8-sig", "replace")
            if target.slug:  # of another site, a picture would be asked for as it is typed
                self._images = {
                    src: folder_of(address) + src for src in image_paths(load(self._original).brief)
                }
            self._original_name = (
                f"{target.slug}.json"
                if target.slug
                else address.partition("?")[0].rpartition("/")[2]
            )
        self._original = self._original.replace("\r\n", "\n")

    def _picked(self, event) -> None:
        window.foldlineFiles.push(*event.target.files)
        event.target.value = ""  # so that the same file can be picked again
        self._take_files()

    def _take_files(self) -> None:
        found = window.foldlineFiles.splice(0)
        if len(found):
            self._run(self._open_file(found))

    async def _open_file(self, found) -> None:
        file = found[0]
        if not hasattr(file, "arrayBuffer"):
            self._say("A folder can't be edited; open one file of it.")
            return
        if file.size > LARGEST_BRIEF:
            self._say(too_large(file.size).sentence(file.name))
            return
        try:
            text = (await file.arrayBuffer()).to_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            self._say(f"{file.name} is not UTF-8 text; save it as UTF-8.")
            return
        except Exception:  # whatever JavaScript throws for a file that is gone
            self._say(f"{file.name} can't be read.")
            return
        self._images, self._good = {}, False
        self._put(text, file.name)
        rest = f" Of {len(found)} files it is the first." if len(found) > 1 else ""
        self._say(f"{file.name} is opened." + rest)

    def _put(self, text: str, name: str) -> None:
        """Puts another text in place of all that is there."""
        text = text.replace("\r\n", "\n")
        self._field.dataset.name = name
        self._field.focus(_options(preventScroll=True))
        old = self._field.value
        if text != old and max(len(text), len(old)) <= _UNDOABLE:
            # The one way that the browser's own undo knows of; of a whole text, Chromium's redo
            # forgets the first letter.
            start, end, middle = editing.changed(old, text)
            self._field.setSelectionRange(_units(old[:start]), _units(old[:end]))
            document.execCommand("insertText" if middle else "delete", False, middle)
        if self._field.value != text:
            self._field.value = text
        self._field.setSelectionRange(0, 0)
        document.getElementById("edit-pane").scrollTop = 0
        self._field.dispatchEvent(window.Event.new("input"))

    # --- what is shown
    # ---------------------------------------------------------------------------

    def _draw_soon(self) -> None:
        if self._due:
            self._due.cancel()
        self._due = self._run(self._draw_later())

    async def _draw_later(self) -> None:
        await asyncio.sleep(_PAUSE)
        self._due = None  # from here on it goes to its end
        await self._draw()

    async def _draw(self) -> None:
        text, name = self._field.value, self._field.dataset.name or ""
        now = editing.written(name or "text", text, self._importer)
        if now is None:  # no page starts with what reads other formats
            try:
                self._importer = (await asked("imports")).imported
            except NotFound as reason:
                self._say(f"{reason}.")
                return
            now = editing.written(name or "text", text, self._importer)
        self._now = now
        older = not now.whole and self._good
        if now.brief and not older:
            self._show(editing.shown_part(now.brief, self._images).html(), now.brief)
            self._good = now.whole
        self._side.classList.toggle("older", older)
        self._tell(editing.state_of(now, shows_older=older))
        opened = {each.id for each in document.querySelectorAll("#edit-said details[open]")}
        fill(document.getElementById("edit-said"), editing.said_part(now).html())
        for each in document.querySelectorAll("#edit-said details"):
            each.open = each.id in opened
        self._mark()
        document.querySelector("[data-edit=json]").hidden = not now.imported

    def _show(self, html: str, brief) -> None:
        """Draws the brief anew where it is another, and leaves folds and scroll as they are.
        (Sections are folds.js's.)
        """
        if html == self._html:
            return
        place, self._html = document.getElementById("edit-brief"), html
        inner = {
            str(at): each.open
            for at, each in enumerate(place.querySelectorAll("details:not(.section)"))
        }
        top, window_top = self._side.scrollTop, window.scrollY
        fill(place, html)
        place.lang = brief.language
        for at, each in enumerate(place.querySelectorAll("details:not(.section)")):
            if str(at) in inner:
                each.open = inner[str(at)]
        self._side.scrollTop = top
        if window.scrollY != window_top:
            window.scrollTo(0, window_top)

    def _mark(self) -> None:
        """Marks the lines with something wrong, in the margin and behind the text."""
        for each in self._lines.querySelectorAll("[data-level]"):
            del each.dataset.level
        lines = self._lines.children
        for said in (*self._now.of("remark"), *self._now.of("error")):
            if 0 < said.line <= lines.length:
                lines.item(said.line - 1).dataset.level = said.level
        self._field.setAttribute("aria-invalid", "true" if self._now.of("error") else "false")

    def _tell(self, sentence: str) -> None:
        state = document.getElementById("edit-state")
        if state.textContent != sentence:
            state.textContent = sentence

    def _say(self, sentence: str) -> None:
        """Says what came of something the reader did."""
        document.getElementById("edit-did").textContent = sentence

    def _go_to(self, line: int, column: int) -> None:
        at = editing.offset_of(self._field.value, line, column)
        self._field.focus(_options(preventScroll=True))
        self._field.setSelectionRange(
            _units(self._field.value[:at]), _units(self._field.value[:at])
        )
        if shown := self._lines.children.item(line - 1):
            shown.scrollIntoView(_options(block="center"))

    # --- what the reader does
    # ---------------------------------------------------------------------------

    def _clicked(self, event) -> None:
        button = (
            event.target.closest("[data-edit], [data-line]")
            if hasattr(event.target, "closest")
            else None
        )
        what = button and button.getAttribute("data-edit")
        if button and not what:
            self._go_to(int(button.dataset.line), int(button.dataset.column))
        elif what == "open":
            document.getElementById("edit-file").click()
        elif what == "save":
            self._run(self._save())
        elif what == "json":
            self._put(self._now.json, self._now.file_name)
            self._say("It is JSON now; undoing (Ctrl+Z) brings back the text.")
        elif what == "again":
            self._good = False
            self._put(self._original, self._original_name)
            self._say("")

    async def _save(self) -> None:
        await self._draw()  # with the last keys
        if not self._now.json:
            self._say("There is nothing to save yet.")
            return
        name = self._field.dataset.name or ""
        name = name if name.endswith(".json") else self._now.file_name
        download(name, [self._now.json], "application/json")
        errors = " It has errors, and is saved as it is." if self._now.of("error") else ""
        self._say(f"Saved as {name}.{errors}")

    def _run(self, work) -> asyncio.Task:
        async def do() -> None:
            try:
                await work
            except asyncio.CancelledError:
                raise
            except Exception:
                window.console.error(traceback.format_exc())

        task = asyncio.ensure_future(do())
        self._tasks.add(task)  # the loop itself keeps no strong reference
        task.add_done_callback(self._tasks.discard)
        return task


def _options(**given):
    return to_js(given, dict_converter=window.Object.fromEntries)


def _units(text: str) -> int:
    """How many units of UTF-16 a text has, in which a browser counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


async def _own(slug: str) -> OwnBrief:
    """The brief of the reader's own with this slug. Raises NotFound."""
    known: dict[str, OwnBrief] = {}  # as `Local` takes them up, so that slugs are the same
    for store in (SessionStore(), DeviceStore()):
        try:
            for key, head in await store.heads():
                if key in {own.key for own in known.values()}:
                    continue
                own = read_head(key, head, known)
                known[own.slug] = own
                if own.slug == slug and (content := read_content(await store.content(key) or "")):
                    own.content = content
                    return own
        except NotKept:
            continue
    raise NotFound("there is no such brief of your own here any more; open its file")
