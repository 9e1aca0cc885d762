"""Keep briefs of the reader's own: for the session (sessionStorage), and on the device (IndexedDB).
Both are a `commands.Store`, and say why something is not kept in the `words` that they take.

IndexedDB is used directly, and not by PyScript's `storage`. That reads all it holds at once,
returns nothing where one entry is damaged, and reports a write as done before the browser has found
room for it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from foldline.errors import NotKept
from foldline.locales import Words
from foldline.reading import browser
from foldline.reading.browser import JsError, window

_REASONS = {  # names of a DOMException
    "QuotaExceededError": "no_room",
    "VersionError": "newer_version",
    "NotFoundError": "other_version",
}


def _reason(error: object, words: Words) -> str:
    text = str(error)  # Pyodide does not take a DOMException for an error, and wraps it
    reasons = (reason for name, reason in _REASONS.items() if name in text)
    return words(f"reasons.storage.{next(reasons, 'nothing_kept')}")


@contextmanager
def _not_kept(words: Words) -> Iterator[None]:
    """Raise NotKept for what goes wrong in the browser's storage."""
    try:
        yield
    except (JsError, AttributeError) as error:
        raise NotKept(_reason(error, words)) from None


class SessionStore:
    """Keep briefs in the tab's own storage: it outlives a reload, and ends with the tab."""

    _HEAD, _CONTENT = "foldline:opened:head:", "foldline:opened:content:"

    def __init__(self, words: Words) -> None:
        self._words = words

    async def heads(self) -> list[tuple[str, str]]:
        with _not_kept(self._words):
            storage = window.sessionStorage
            keys = [storage.key(at) for at in range(storage.length)]
            return [
                (key.removeprefix(self._HEAD), storage.getItem(key))
                for key in keys
                if key.startswith(self._HEAD)
            ]

    async def content(self, key: str) -> str | None:
        with _not_kept(self._words):
            return window.sessionStorage.getItem(self._CONTENT + key) or None

    async def put(self, key: str, head: str, content: str) -> None:
        try:
            with _not_kept(self._words):
                window.sessionStorage.setItem(self._CONTENT + key, content)
                window.sessionStorage.setItem(self._HEAD + key, head)
        except NotKept:
            try:  # an older text under this key is not what the reader has opened
                await self.drop(key)
            except NotKept:
                pass
            raise

    async def drop(self, key: str) -> None:
        with _not_kept(self._words):
            window.sessionStorage.removeItem(self._HEAD + key)
            window.sessionStorage.removeItem(self._CONTENT + key)


class DeviceStore:
    """Keep briefs in the browser's database on this device, until the reader or the browser clears
    it.
    """

    _NAME, _HEADS, _CONTENTS = "foldline-briefs", "heads", "contents"

    def __init__(self, words: Words) -> None:
        self._words = words

    async def heads(self) -> list[tuple[str, str]]:
        keys, heads = await self._ask(
            "readonly", [self._HEADS], lambda heads: [heads.getAllKeys(), heads.getAll()]
        )
        return [
            (str(key), head if isinstance(head, str) else "")
            for key, head in zip(keys, heads, strict=True)
        ]

    async def content(self, key: str) -> str | None:
        """Return None where there is none, and an empty text for what is no text."""
        (found,) = await self._ask(
            "readonly", [self._CONTENTS], lambda contents: [contents.get(key)]
        )
        return found if isinstance(found, str) else None if found is None else ""

    async def put(self, key: str, head: str, content: str) -> None:
        await self._ask(
            "readwrite",
            [self._HEADS, self._CONTENTS],
            lambda heads, contents: [heads.put(head, key), contents.put(content, key)],
        )

    async def drop(self, key: str) -> None:
        await self._ask(
            "readwrite",
            [self._HEADS, self._CONTENTS],
            lambda heads, contents: [heads.delete(key), contents.delete(key)],
        )

    async def _ask(
        self, mode: str, names: list[str], requests: Callable[..., list[Any]]
    ) -> list[Any]:
        """Return what a transaction's requests answer, once the browser has done all of it."""
        with _not_kept(self._words):
            database = await self._database()
            try:
                transaction = database.transaction(window.Array.of(*names), mode)
                made = requests(*(transaction.objectStore(name) for name in names))
                await _event(transaction, "complete", "abort", self._words)
                return [each.result for each in made]
            finally:
                database.close()

    async def _database(self) -> Any:
        request = window.indexedDB.open(self._NAME, 1)

        def make(event: object) -> None:
            for name in (self._HEADS, self._CONTENTS):
                request.result.createObjectStore(name)

        request.onupgradeneeded = browser.once(make)
        await _event(request, "success", "error", self._words)
        return request.result


async def _event(target: Any, success: str, failure: str, words: Words) -> None:
    """Wait for an event of an IndexedDB object. Raises NotKept for the other one."""

    # `resolve` is for both: Pyodide can't raise what is no error, as an event isn't
    def listen(resolve: Any, reject: Any) -> None:
        target.addEventListener(success, resolve)
        target.addEventListener(failure, resolve)

    event = await browser.promise(listen)
    if event.type == failure:
        raise NotKept(_reason(target.error, words))
