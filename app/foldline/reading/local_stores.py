"""Where briefs of the reader's own are kept: for the session (sessionStorage), and on the device
(IndexedDB).

Both hold texts by key: a head, read at once, and a content, read when it is asked for. IndexedDB is
used as it is, and not by PyScript's `storage`: that reads all it holds at once, gives nothing where
one entry is damaged, and takes a write for done before the browser has found room for it.
"""

from pyodide.ffi import JsException, create_once_callable
from pyscript import window

from foldline.errors import NotKept

_REASONS = {  # names of a DOMException
    "QuotaExceededError": "there is no room left for it",
    "VersionError": "what is kept here is of a newer version of Foldline, and is left as it is",
    "NotFoundError": "what is kept here is of another version of Foldline, and is left as it is",
}


def _reason(error) -> str:
    told = str(error)  # Pyodide does not take a DOMException for an error, and wraps it
    return next(
        (reason for name, reason in _REASONS.items() if name in told),
        "this browser keeps nothing for this page",
    )


class SessionStore:
    """The tab's own storage: it outlives a reload, and ends with the tab."""

    _HEAD, _CONTENT = "foldline:opened:head:", "foldline:opened:content:"

    async def heads(self) -> list[tuple[str, str]]:
        """Key and head of all it holds. Raises NotKept, as all of this do."""
        try:
            storage = window.sessionStorage
            keys = [storage.key(at) for at in range(storage.length)]
            return [
                (key.removeprefix(self._HEAD), storage.getItem(key))
                for key in keys
                if key.startswith(self._HEAD)
            ]
        except (JsException, AttributeError) as error:
            raise NotKept(_reason(error)) from None

    async def content(self, key: str) -> str | None:
        try:
            return window.sessionStorage.getItem(self._CONTENT + key)
        except (JsException, AttributeError) as error:
            raise NotKept(_reason(error)) from None

    async def put(self, key: str, head: str, content: str) -> None:
        try:
            window.sessionStorage.setItem(self._CONTENT + key, content)
            window.sessionStorage.setItem(self._HEAD + key, head)
        except (JsException, AttributeError) as error:
            try:  # an older text under this key is not what the reader has opened
                await self.drop(key)
            except NotKept:
                pass
            raise NotKept(_reason(error)) from None

    async def drop(self, key: str) -> None:
        try:
            window.sessionStorage.removeItem(self._HEAD + key)
            window.sessionStorage.removeItem(self._CONTENT + key)
        except (JsException, AttributeError) as error:
            raise NotKept(_reason(error)) from None


class DeviceStore:
    """The browser's database on this device: it stays until the reader, or the browser, clears it."""

    _HEADS, _CONTENTS = "heads", "contents"

    def __init__(self, name: str = "foldline-briefs"):
        self._name = name

    async def heads(self) -> list[tuple[str, str]]:
        """Key and head of all it holds. Raises NotKept, as all of this do."""
        keys, heads = await self._ask(
            "readonly", [self._HEADS], lambda heads: [heads.getAllKeys(), heads.getAll()]
        )
        return [
            (str(key), head if isinstance(head, str) else "")
            for key, head in zip(keys, heads, strict=True)
        ]

    async def content(self, key: str) -> str | None:
        """None where there is none, and empty for what is no text."""
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

    async def _ask(self, mode: str, names: list[str], requests) -> list:
        """What a transaction's requests answer, once the browser has done all of it."""
        try:
            database = await self._opened()
            try:
                transaction = database.transaction(window.Array.of(*names), mode)
                asked = requests(*(transaction.objectStore(name) for name in names))
                await _event(transaction, "complete", "abort")
                return [each.result for each in asked]
            finally:
                database.close()
        except (JsException, AttributeError) as error:
            raise NotKept(_reason(error)) from None

    async def _opened(self):
        request = window.indexedDB.open(self._name, 1)

        def make(event) -> None:
            for name in (self._HEADS, self._CONTENTS):
                request.result.createObjectStore(name)

        request.onupgradeneeded = create_once_callable(make)
        await _event(request, "success", "error")
        return request.result


async def _event(target, well: str, badly: str) -> None:
    """Waits for an event of an IndexedDB object; raises NotKept for the other."""

    def listen(
        resolve, *_
    ) -> None:  # to both: Pyodide can't raise what is no error, as an event isn't
        target.addEventListener(well, resolve)
        target.addEventListener(badly, resolve)

    event = await window.Promise.new(create_once_callable(listen))
    if event.type == badly:
        raise NotKept(_reason(target.error))
