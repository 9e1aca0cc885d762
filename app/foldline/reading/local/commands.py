"""Define what a reader can do with briefs of their own: commands that change the state, and return
what the views have to show. Pure: no browser, so stores, files and the worker are passed in.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from foldline.errors import BriefError, FoldlineError, NotFound, NotKept
from foldline.locales import ENGLISH, Words
from foldline.reading.local.briefs import (
    MOST_BRIEFS,
    OPENED,
    PASTED,
    PASTED_TEXT,
    Content,
    Facts,
    OwnBrief,
    own_brief,
    read_content,
    read_head,
)
from foldline.reading.local.parts import Report
from foldline.reading.local.state import LocalState
from foldline.reading.worker.protocol import ImportedBriefs
from foldline.story.loading import LARGEST_BRIEF, too_large


class Store(Protocol):
    """Keep texts by key: a head, read at once, and a content, read when it is needed. All methods
    raise NotKept where the browser's storage fails.
    """

    async def heads(self) -> list[tuple[str, str]]:
        """Return key and head of all it holds."""

    async def content(self, key: str) -> str | None:
        """Return the content under a key, or None."""

    async def put(self, key: str, head: str, content: str) -> None:
        """Keep both under a key, in place of what is there."""

    async def drop(self, key: str) -> None:
        """Remove what is under a key."""


class BriefFile(Protocol):
    """Describe a file that may be a brief (`files.OpenedFile`)."""

    @property
    def name(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def folder(self) -> bool: ...
    async def read(self) -> bytes: ...
    async def image(self, path: str) -> str | None: ...


class BriefReader(Protocol):
    """Read briefs, in the page or in its worker (`WorkerClient`)."""

    async def read_facts(self, name: str, data: bytes) -> Facts: ...
    async def import_briefs(self, name: str, data: bytes, most: int) -> ImportedBriefs: ...


@dataclass(frozen=True)
class Outcome:
    """List what the views have to do after a command, in this order."""

    stale: Sequence[str] = ()
    """Slugs of briefs that have to be drawn anew: they are other ones now, or gone."""
    changed: bool = False
    """Whether the list of briefs changed, or how one is kept."""
    opened: bool = False
    """Whether files were opened: then the menu closes."""
    show: str = ""
    """The fragment of the view to go to; empty to stay."""
    message: str | None = None
    """A sentence for the reader. None leaves the last one there, an empty one removes it."""


@dataclass
class _Removed:
    """Hold a brief that was removed, and what each store had of it: key, head and content."""

    own: OwnBrief
    records: list[tuple[Store, str, str, str]] = field(default_factory=list)


class Commands:
    """Run the commands. Sentences are in the state's words. `now` returns the time in milliseconds
    since 1970; `ask_to_persist` asks the browser not to clear what is kept on the device.
    """

    def __init__(
        self,
        state: LocalState,
        session: Store,
        device: Store,
        reader: BriefReader,
        now: Callable[[], float],
        ask_to_persist: Callable[[], None] = lambda: None,
    ) -> None:
        self.state, self._words = state, state.words
        self._session, self._device, self._reader = session, device, reader
        self._now, self._ask_to_persist = now, ask_to_persist
        self._removed: list[_Removed] = []

    # --- what is kept

    async def restore(self) -> str:
        """Add what an earlier visit left. Return a sentence where what is on the device can't be
        read; else an empty text."""
        sentence = ""
        for store in (self._session, self._device):
            try:
                heads = await store.heads()
            except NotKept as reason:
                if store is self._device:  # of the session, the next opening says it
                    sentence = self._words("local.keeping.device_unreadable", reason=reason)
                continue
            self.state.add_stored(heads, kept=store is self._device)
        self.state.sort()
        return sentence

    async def load_content(self, own: OwnBrief) -> Outcome:
        """Read a brief's content from a store where it has none yet. The content stays None where
        it can't be read. A brief that another tab has removed meanwhile is removed here too.
        """
        gone = own.content is None
        for store in (self._session, self._device):
            if own.content is None:
                try:
                    own.content = read_content(await store.content(own.key) or "")
                    gone = gone and own.key not in dict(await store.heads())
                except NotKept:
                    gone = False
        if own.content and not own.content.has_facts:
            data = own.content.text.encode("utf-8", "replace")
            own.content.facts = await self._facts_of(own.name, data)
        if gone and own.content is None:
            self.state.briefs.pop(own.slug, None)
            return Outcome(changed=True)
        return Outcome()

    async def keep(self, slug: str) -> Outcome:
        """Keep a brief on the device."""
        own = self.state.briefs[slug]
        loaded = await self.load_content(own)
        words = self._words
        if own.content is None:
            message = (
                words("local.keeping.stored_unreadable", title=own.title)
                if slug in self.state.briefs
                else words("local.keeping.gone", title=own.title)
            )
            return Outcome(changed=loaded.changed, message=message)
        try:
            await self._device.put(own.key, own.head_text(), own.content_text())
        except NotKept as reason:
            return Outcome(message=words("local.keeping.failed", title=own.title, reason=reason))
        own.kept = True
        self._ask_to_persist()
        return Outcome(changed=True, message=words("local.keeping.done", title=own.title))

    async def remove(self, slugs: Sequence[str]) -> Outcome:
        """Remove briefs from here and from the stores. `take_back` undoes that, until the next."""
        self._removed = []
        for slug in slugs:
            removed = _Removed(self.state.briefs[slug])
            own = removed.own
            await self.load_content(own)
            for store in (self._session, self._device):
                try:
                    head = dict(await store.heads()).get(own.key)
                    if head is not None:
                        content = await store.content(own.key) or ""
                        removed.records.append((store, own.key, head, content))
                        await store.drop(own.key)
                except NotKept:
                    continue
            self.state.briefs.pop(slug, None)
            self._removed.append(removed)
        self.state.removed = len(self._removed)
        message = (
            self._words("local.removed", title=self._removed[0].own.title)
            if len(self._removed) == 1
            else self._words("local.removed_some", n=len(self._removed))
        )
        return Outcome(
            stale=slugs,
            changed=True,
            show=OPENED if self.state.view in slugs else "",
            message=message,
        )

    async def take_back(self) -> Outcome:
        """Undo the last `remove`."""
        message = None
        for removed in self._removed:
            own = removed.own
            for store, *record in removed.records:
                try:
                    # what another tab has put there meanwhile is newer
                    if own.key not in dict(await store.heads()):
                        await store.put(*record)
                except NotKept as reason:
                    message = self._words(
                        "local.keeping.failed_again", title=own.title, reason=reason
                    )
            self.state.briefs.setdefault(own.slug, own)
        self._removed, self.state.removed = [], 0
        self.state.sort()
        return Outcome(changed=True, message=message)

    # --- opening

    async def open_files(self, files: Sequence[BriefFile], notices: list[str]) -> Outcome:
        """Open files. `notices` are sentences on what was found beside them and is not opened."""
        self.state.report, now = Report(self._words, notices=notices), self._now()
        alone = len(files) == 1 and not notices
        opened: list[OwnBrief] = []
        for each in files:
            await self._open_file(each, opened, now)
            await asyncio.sleep(0)  # the page stays alive between many
        return self._opened(opened, alone=alone and len(opened) < 2)

    async def open_text(self, text: str) -> tuple[bool, Outcome]:
        """Open pasted text. Return whether it could be opened, and the outcome."""
        self.state.report, now = Report(self._words), self._now()
        found = await self._contents_of(PASTED_TEXT, text.encode("utf-8", "replace"))
        opened: list[OwnBrief] = []
        for name, stem, content in found[:MOST_BRIEFS]:
            at = now - len(opened) / 1000
            own = own_brief(name, content, taken=self.state.briefs, at=at, stem=stem)
            opened.append(await self._add(own))
        return bool(opened), self._opened(opened, alone=len(opened) < 2)

    async def _open_file(self, file: BriefFile, opened: list[OwnBrief], now: float) -> None:
        """Add the briefs in a file to those that are `opened`."""
        report = self.state.report
        if file.size > LARGEST_BRIEF:
            report.refuse(file.name, [too_large(file.size)])
            return
        try:
            data = await file.read()
        except NotFound as reason:
            report.notices.append(self._words("alert.sentence", reason=reason))
            report.unopened += 1
            return
        found = await self._contents_of(file.name, data)
        if len(opened) + len(found) > MOST_BRIEFS:
            number = len(opened) + len(found)
            report.notices.append(
                self._words("local.opening.too_many_stories", n=number, most=MOST_BRIEFS)
            )
        for name, stem, content in found[: MOST_BRIEFS - len(opened)]:
            for path in set(content.facts.paths.values()):
                if (image := await file.image(path)) is not None:
                    content.images[path] = image
            own = own_brief(
                name,
                content,
                taken=self.state.briefs,
                folder=file.folder,
                at=now - len(opened) / 1000,  # those of one time stay in their order
                stem=stem,
            )
            opened.append(await self._add(own))

    async def _contents_of(self, name: str, data: bytes) -> list[tuple[str, str, Content]]:
        """Return what a file holds, a brief or those that are made of it: for each, how sentences
        name it, what its slug is made of, and its content. Where there is none, the report says
        why."""
        report, facts = self.state.report, await self._facts_of(name, data)
        if facts.meant and name == PASTED_TEXT:
            name = PASTED
        if not facts.meant:
            try:
                imported = await self._reader.import_briefs(name, data, MOST_BRIEFS + 1)
            except FoldlineError as reason:
                imported = ImportedBriefs(refused=str(reason))
            if imported.refused:
                report.refuse(name, imported.refused)
                return []
            if imported.found:
                for each in imported.found:
                    each.content.facts = each.facts
                return [(each.name, each.stem, each.content) for each in imported.found]
        if not facts.readable:
            report.refuse(name, facts.problems)
            return []
        content = Content(data.decode("utf-8"))
        content.facts = facts
        return [(name, "", content)]

    async def _facts_of(self, name: str, data: bytes) -> Facts:
        """Return the facts of a file: that it can't be read, where that takes too long."""
        try:
            return await self._reader.read_facts(name, data)
        except BriefError as reason:
            return Facts.unreadable(str(reason))

    async def _add(self, own: OwnBrief) -> OwnBrief:
        self.state.add(own)
        if sentence := await self._remember(own):
            self.state.report.notices.append(sentence)
        self.state.report.add(own)
        return own

    async def _remember(self, own: OwnBrief) -> str:
        """Put a brief into the session, and where it is kept already onto the device. Return a
        sentence for what did not work."""
        sentence = ""
        head, content = own.head_text(), own.content_text()
        try:
            await self._session.put(own.key, head, content)
        except NotKept as reason:
            sentence = self._words("local.keeping.until_reload", name=own.name, reason=reason)
        if own.kept:
            try:
                await self._device.put(own.key, head, content)
            except NotKept as reason:
                sentence = self._words("local.keeping.older_copy", name=own.name, reason=reason)
        return sentence

    def _opened(self, opened: Sequence[OwnBrief], *, alone: bool) -> Outcome:
        self.state.sort()
        stale, only = [own.slug for own in opened], opened[0] if alone and opened else None
        return Outcome(
            stale=stale,
            changed=True,
            opened=True,
            show=only.id if only else OPENED,
            message=" ".join(self.state.report.notices) if only else None,
        )


async def read_stored_brief(slug: str, stores: Sequence[Store], words: Words = ENGLISH) -> OwnBrief:
    """Return the brief of the reader's own with this slug, with its content. Raises NotFound."""
    known: dict[str, OwnBrief] = {}  # as `LocalState` adds them, so that slugs are the same
    for store in stores:
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
    raise NotFound(words("local.opening.gone"))
