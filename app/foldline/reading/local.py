"""Briefs of the reader's own: opens files, folders and pasted text, shows them beside the page,
keeps and lets go of them.

Nothing leaves the page, and nothing of its address changes but the fragment, which is all that a
page from a file may change: `#opened` is the shelf of these briefs, `#opened:<slug>` one of them.
"""

import asyncio
import traceback
from collections.abc import Awaitable

from pyodide.ffi import JsException, create_proxy, to_js
from pyscript import document, window

from foldline.errors import BriefError, FoldlineError, NotFound, NotKept
from foldline.reading.apart import LARGE, apart
from foldline.reading.asking import asked
from foldline.reading.local_briefs import (
    OPENED,
    PASTED,
    PASTED_TEXT,
    Content,
    Facts,
    OwnBrief,
    Report,
    list_part,
    own_brief,
    own_shelf_part,
    read_content,
    read_head,
    seems_a_story,
)
from foldline.reading.local_files import (
    MOST_BRIEFS,
    GivenFile,
    given_files,
    image_data,
    may_be_opened,
)
from foldline.reading.local_stores import DeviceStore, SessionStore
from foldline.reading.local_view import View
from foldline.reading.page import busy, fill, packed
from foldline.reading.reader import question
from foldline.reading.saving import Taken
from foldline.story.loading import LARGEST_BRIEF, Problem, too_large


def _now() -> float:
    return window.Date.now()


async def _facts_of(name: str, data: bytes) -> Facts:
    """What a file comes to; that it can't be read, where that takes too long."""
    try:
        found = await apart.ask(question("facts", name=name), data)
    except BriefError as reason:
        return Facts(False, "", "", "en", {}, (Problem((), str(reason)),))
    return Facts.of_dict(found[0])


def _content_of(imported: dict) -> Content:
    content = read_content(imported["content"])
    content.facts = Facts.of_dict(imported["facts"])
    return content


class Local:
    """All that a reader has opened here, by slug, the last one first."""

    def __init__(self) -> None:
        self.briefs: dict[str, OwnBrief] = {}
        self.report = Report()
        self.session, self.device = SessionStore(), DeviceStore()
        self.view = View(self)
        self._gone: list[tuple[OwnBrief, list]] = []
        self._tasks: set[asyncio.Task] = set()

    async def start(self) -> None:
        """Takes up what an earlier visit left, and what was dropped before Python was there."""
        said = await self._restore()
        self._listen()
        self.view.listen()
        self._show_list()
        document.querySelector("#tools-open .local-said").textContent = said
        document.getElementById("tools-open").hidden = False
        self._take_files()

    # --- what is kept
    # ---------------------------------------------------------------------------

    async def _restore(self) -> str:
        """A sentence where what is on the device can't be asked for."""
        said = ""
        for store in (self.session, self.device):
            try:
                heads = await store.heads()
            except NotKept as reason:
                if store is self.device:  # of the session it is said when something is opened
                    said = f"Briefs that are kept on this device can't be shown: {reason}."
                continue
            known = {own.key: own for own in self.briefs.values()}
            for key, head in heads:
                if key in known:
                    known[key].kept = store is self.device
                else:
                    own = read_head(key, head, self.briefs)
                    own.kept = store is self.device
                    self.briefs[own.slug] = own
        self._sort()
        return said

    def _sort(self) -> None:
        self.briefs = {
            own.slug: own for own in sorted(self.briefs.values(), key=lambda own: -own.at)
        }

    async def fetch(self, own: OwnBrief) -> None:
        """Takes its content from a store, where it has none yet; it stays without where that can't
        be read. One that another tab has let go of meanwhile is no longer here."""
        gone = own.content is None
        for store in (self.session, self.device):
            if own.content is None:
                try:
                    own.content = read_content(await store.content(own.key) or "")
                    gone = gone and own.key not in dict(await store.heads())
                except NotKept:
                    gone = False
        if own.content and "facts" not in vars(own.content):
            own.content.facts = await _facts_of(
                own.name, own.content.text.encode("utf-8", "replace")
            )
        if gone and own.content is None:
            self.briefs.pop(own.slug, None)
            self._changed()

    async def _remember(self, own: OwnBrief) -> str:
        """Puts it into the session, and where it is kept already onto the device; a sentence for
        what did not work.
        """
        said = ""
        head, content = own.head_text(), own.content_text()
        try:
            await self.session.put(own.key, head, content)
        except NotKept as reason:
            said = f"A reload will close {own.name}: {reason}."
        if own.kept:
            try:
                await self.device.put(own.key, head, content)
            except NotKept as reason:
                said = f"The copy of {own.name} on this device is an older one: {reason}."
        return said

    async def _keep(self, slug: str) -> None:
        own = self.briefs[slug]
        await self.fetch(own)
        if own.content is None:
            self.say(
                f"{own.title} could not be kept on this device: "
                + (
                    "what is stored of it can't be read."
                    if slug in self.briefs
                    else "another tab has let go of it."
                )
            )
            return
        try:
            await self.device.put(own.key, own.head_text(), own.content_text())
        except NotKept as reason:
            self.say(f"{own.title} could not be kept on this device: {reason}.")
            return
        own.kept = True
        try:
            # the browser may say no: then it may clear this when it needs room
            window.navigator.storage.persist()
        except (JsException, AttributeError):
            pass
        self._changed()
        self.say(f"{own.title} is kept on this device.")

    async def _let_go(self, slugs: list[str]) -> None:
        self._gone = []
        for slug in slugs:
            own = self.briefs[slug]
            await self.fetch(own)
            held = []
            for store in (self.session, self.device):
                try:
                    head = dict(await store.heads()).get(own.key)
                    if head is not None:
                        held.append((store, own.key, head, await store.content(own.key) or ""))
                        await store.drop(own.key)
                except NotKept:
                    continue
            self.briefs.pop(slug, None)
            self.view.forget(slug)
            self._gone.append((own, held))
        self._changed()
        if self.view.now in slugs:
            self.view.go(OPENED)
        title = self._gone[0][0].title if len(self._gone) == 1 else f"{len(self._gone)} briefs"
        self.say(f"{title} {'is' if len(self._gone) == 1 else 'are'} no longer here.")

    async def _take_back(self) -> None:
        for own, held in self._gone:
            for store, *record in held:
                try:
                    if own.key not in dict(
                        await store.heads()
                    ):  # what another tab has put there meanwhile is newer
                        await store.put(*record)
                except NotKept as reason:
                    self.say(f"{own.title} could not be kept again: {reason}.")
            self.briefs.setdefault(own.slug, own)
        self._gone = []
        self._sort()
        self._changed()

    # --- opening
    # ---------------------------------------------------------------------------

    def _take_files(self, event=None) -> None:
        # They wait in the page's own list (see boot.js): some may have come before Python was
        # there.
        if len(window.foldlineFiles):
            self.run(self._open_files(window.foldlineFiles.splice(0)))

    async def _open_files(self, found) -> None:
        given, notices = await given_files(found)
        self.report, now, one = Report(notices=notices), _now(), len(given) == 1 and not notices
        opened: list[OwnBrief] = []
        with busy(
            f"Opening {given[0].name}" if one else "Opening files",
            at_once=any(each.file.size >= LARGE for each in given),
        ):
            for each in given:
                await self._open_file(each, opened, now)
                await asyncio.sleep(0)  # the page stays alive between many
        self._show_opened(opened, alone=one and len(opened) < 2)

    async def _open_file(self, given: GivenFile, opened: list[OwnBrief], now: float) -> None:
        """Adds to `opened` what is in a file."""
        if given.file.size > LARGEST_BRIEF:
            self.report.refuse(given.name, [too_large(given.file.size)])
            return
        try:
            data = await given.bytes()
        except NotFound as reason:
            self.report.notices.append(f"{reason}.")
            self.report.unopened += 1
            return
        found = await self._contents(given.name, data)
        if len(opened) + len(found) > MOST_BRIEFS:
            self.report.notices.append(
                f"These are {len(opened) + len(found)} stories or more; the first {MOST_BRIEFS} "
                "were opened."
            )
        for name, stem, content in found[: MOST_BRIEFS - len(opened)]:
            for path in set(content.facts.paths.values()):
                if (file := await given.beside(path)) is not None:
                    content.images[path] = await image_data(file, path)
            # those of one time stay in their order
            opened.append(
                await self._opened(
                    own_brief(
                        name,
                        content,
                        taken=self.briefs,
                        folder=given.folder,
                        at=now - len(opened) / 1000,
                        stem=stem,
                    )
                )
            )

    async def _contents(self, name: str, data: bytes) -> list[tuple[str, str, Content]]:
        """What a file holds: a brief, or those that are made of it, each as `asked.imports` names
        it. Where there is none, the report says why."""
        facts = await _facts_of(name, data)
        if facts.meant and name == PASTED_TEXT:
            name = PASTED
        if not facts.meant:
            try:
                await asked("imports")
                answer, _ = await apart.ask(
                    question("imported", name=name, most=MOST_BRIEFS + 1), data, files=True
                )
            except FoldlineError as reason:
                answer = {"refused": str(reason)}
            if answer["refused"]:
                self.report.refuse(name, answer["refused"])
                return []
            if answer["found"]:
                return [(each["name"], each["stem"], _content_of(each)) for each in answer["found"]]
        if not facts.readable:
            self.report.refuse(name, facts.problems)
            return []
        content = Content(data.decode("utf-8"))
        content.facts = facts
        return [(name, "", content)]

    async def _open_text(self, text: str) -> bool:
        """Opens pasted text; tells whether it could be."""
        self.report, opened, now = Report(), [], _now()
        for number, (name, stem, content) in enumerate(
            (await self._contents(PASTED_TEXT, text.encode("utf-8", "replace")))[:MOST_BRIEFS]
        ):
            opened.append(
                await self._opened(
                    own_brief(name, content, taken=self.briefs, at=now - number / 1000, stem=stem)
                )
            )
        self._show_opened(opened, alone=len(opened) < 2)
        return bool(opened)

    async def _opened(self, own: OwnBrief) -> OwnBrief:
        for before in self.briefs.values():
            if before.key == own.key:  # the same file again: it takes the place of the one before
                own.slug, own.kept = before.slug, before.kept
        self.briefs[own.slug] = own
        self.view.forget(own.slug)
        if said := await self._remember(own):
            self.report.notices.append(said)
        self.report.add(own)
        return own

    def _show_opened(self, opened: list[OwnBrief], *, alone: bool) -> None:
        self._sort()
        self._changed()
        document.getElementById("tools").open = False
        self.say("")
        if alone and opened:
            self.view.go(opened[0].id)
            self.say(" ".join(self.report.notices))
        else:
            self.view.go(OPENED)

    # --- what the page shows
    # ---------------------------------------------------------------------------

    def shelf_html(self) -> str:
        return own_shelf_part(list(self.briefs.values()), self.report).html()

    async def brief_html(self, own: OwnBrief):
        """For `page.fill`. Raises BriefError for what takes too long."""
        text = own.content_text() if own.content else None
        return (
            await apart.ask(
                question(
                    "drawn", text=text, own=own.head() | {"kept": own.kept}, may_ask=not packed
                )
            )
        )[1]

    def to_save(self) -> Taken | None:
        """The brief of the reader's own that is shown, where one is, for `saving`."""
        own = self.briefs.get(self.view.now or "")
        if not own or not own.content:
            return None
        found = {
            src: own.content.images.get(path, "") for src, path in own.content.facts.paths.items()
        }
        return Taken(
            own.slug,
            own.content.text,
            {src: data for src, data in found.items() if data},
            [src for src, data in found.items() if not data],
        )

    def _show_list(self) -> None:
        fill(
            document.getElementById("local-list"),
            list_part(list(self.briefs.values()), len(self._gone)).html(),
        )

    def _changed(self) -> None:
        self._show_list()
        self.view.redraw()

    def say(self, sentence: str) -> None:
        """Says it where the reader looks: in the menu while that is open, else above the briefs."""
        in_menu = document.getElementById("tools").open
        document.querySelector("#tools-open .local-said").textContent = sentence if in_menu else ""
        self.view.said.textContent = "" if in_menu else sentence

    # --- what the reader does
    # ---------------------------------------------------------------------------

    def _listen(self) -> None:
        window.addEventListener("foldline:files", create_proxy(self._take_files))
        document.addEventListener("click", create_proxy(self._clicked))
        document.addEventListener("paste", create_proxy(self._pasted))
        for id in ("local-files", "local-folder"):
            document.getElementById(id).addEventListener("change", create_proxy(self._picked))
        folder = document.getElementById("local-folder")
        if hasattr(folder, "webkitdirectory"):
            folder.webkitdirectory = True
            document.querySelector('[data-local="folder"]').hidden = False

    def _picked(self, event) -> None:
        window.foldlineFiles.push(*event.target.files)
        event.target.value = ""  # so that the same file can be picked again
        self._take_files()

    def _pasted(self, event) -> None:
        if event.target.closest and event.target.closest("input, textarea, [contenteditable]"):
            return
        data = event.clipboardData
        files = [file for file in data.files if may_be_opened(file.name)] if data else []
        if files:
            window.foldlineFiles.push(*files)
            self._take_files()
        elif data and seems_a_story(text := data.getData("text/plain")):
            event.preventDefault()
            self.run(self._open_text(text))

    def _clicked(self, event) -> None:
        button = event.target.closest("[data-local]") if hasattr(event.target, "closest") else None
        if not button:
            return
        what = button.dataset.local
        if what in ("files", "folder"):
            document.getElementById(f"local-{what}").click()
        elif what == "text":
            self.run(self._open_typed())
        elif what == "keep":
            self.run(self._keep(button.dataset.of), back_to=button)
        elif what == "let-go":
            self.run(self._let_go([button.dataset.of]), back_to=button)
        elif what == "let-go-of-all":
            self.run(self._let_go(list(self.briefs)), back_to=button)
        elif what == "take-back":
            self.run(self._take_back(), back_to=button)

    async def _open_typed(self) -> None:
        field = document.getElementById("local-text")
        if not field.value.strip():
            field.focus()
        elif await self._open_text(field.value):
            field.value = ""

    def run(self, work: Awaitable, back_to=None) -> None:
        """Does it beside all else. The focus then stays near `back_to`, a button that may be gone
        by then.
        """

        async def do() -> None:
            menu = back_to and back_to.closest("#tools")
            try:
                await work
            except Exception:
                window.console.error(traceback.format_exc())
                raise
            if back_to and not back_to.isConnected and document.activeElement == document.body:
                near = document.querySelector("#tools summary") if menu else self.view.heading()
                if near:
                    near.focus(
                        to_js({"preventScroll": True}, dict_converter=window.Object.fromEntries)
                    )

        task = asyncio.ensure_future(do())
        self._tasks.add(task)  # the loop itself keeps no strong reference
        task.add_done_callback(self._tasks.discard)
