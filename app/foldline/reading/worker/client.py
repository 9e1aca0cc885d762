"""Send large briefs to a Python in a thread of its own, so that the page stays responsive and gets
the memory back afterwards.

The worker is started when it is first needed, which takes about a second, and ends when it has been
idle for a while. Where no worker can run (the checkout, some browsers), the page's own Python does
the work.
"""

import asyncio
from dataclasses import dataclass
from typing import Any

from foldline.errors import BriefError, FoldlineError, NotFound
from foldline.locales import Words
from foldline.reading import browser
from foldline.reading.browser import Event, Html
from foldline.reading.interpreter import has_worker, start_worker
from foldline.reading.local.briefs import Facts, OwnBrief
from foldline.reading.on_demand import call_with_all_files, import_when_restored
from foldline.reading.worker import answers
from foldline.reading.worker.protocol import (
    Answer,
    BriefHead,
    DrawBrief,
    DrawOwnBrief,
    ImportBriefs,
    ImportedBriefs,
    ReadFacts,
    Request,
    decode_answer,
    encode_request,
)

LARGE = 30_000
"""Bytes from which a brief goes to the worker: a page's own Python takes about a fifth of a second
for as many.
"""
PATIENCE = 60
"""Seconds until what takes so long is refused."""
_IDLE = 10
"""Seconds without a request after which the worker ends."""
_FRAME = 0.05
"""Seconds in which what the page says is painted, before it is held up."""


class _Unavailable(Exception):
    """Say that no worker can run here."""


@dataclass(frozen=True)
class DrawnBrief:
    """Hold a brief as HTML, and the title and language of its document."""

    html: Html
    title: str
    language: str


class WorkerClient:
    """Read and draw briefs, in the page or in the worker. All methods raise BriefError where that
    takes too long, or ends the worker's Python: the page's own Python must not try that again.
    Their reasons are in these words.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._worker: Any = None
        self._waiting: asyncio.Future[Any] | None = None
        self._end: asyncio.TimerHandle | None = None
        self._turn = asyncio.Lock()
        self._broken = False
        self._on_message = browser.create_handler(self._receive)
        self._on_error = browser.create_handler(
            lambda event: self._fail(
                _Unavailable(getattr(event, "message", "") or "no worker runs here")
            )
        )

    async def read_facts(self, name: str, data: bytes) -> Facts:
        """Return the facts of a file called `name`."""
        facts, _ = await self._ask(ReadFacts(name), data, len(data))
        assert isinstance(facts, Facts)
        return facts

    async def import_briefs(self, name: str, data: bytes, most: int) -> ImportedBriefs:
        """Return the briefs that can be made of a file called `name`, `most` at most. Raises
        NotFound where what reads other formats did not come."""
        await import_when_restored("foldline.reading.local.imports", self._words)
        request = ImportBriefs(name, most, self._words.tag)
        found, _ = await self._ask(request, data, len(data), needs_files=True)
        assert isinstance(found, ImportedBriefs)
        return found

    async def draw_brief(
        self,
        data: bytes,
        shown_address: str,
        base: str,
        hosts: set[str] | None,
        topics_at: str | None = None,
    ) -> DrawnBrief:
        """Return the brief in `data`, or an alert that lists its problems (see `DrawBrief`)."""
        allowed = tuple(sorted(hosts)) if hosts else None
        request = DrawBrief(shown_address, base, allowed, self._words.tag, topics_at)
        head, html = await self._ask(request, data, len(data))
        assert isinstance(head, BriefHead)
        return DrawnBrief(html, head.title, head.language)

    async def draw_own_brief(self, brief: OwnBrief, *, may_ask: bool) -> Html:
        """Return a brief of the reader's own (see `DrawOwnBrief`)."""
        size = brief.content.size if brief.content else 0
        return (await self._ask(DrawOwnBrief(brief, may_ask), None, size))[1]

    async def _ask(
        self, request: Request, data: bytes | None, size: int, *, needs_files: bool = False
    ) -> tuple[Answer, Html]:
        """Return the answer to a request of `size` bytes. `needs_files` is whether the request
        needs those of Python's files that arrive after the start.
        """
        if size < LARGE:
            return await _answer_here(request, data, self._words)
        if self._broken or not has_worker():
            await asyncio.sleep(_FRAME)
            return await _answer_here(request, data, self._words)
        async with self._turn:
            try:
                return await self._ask_worker(request, data, needs_files)
            except (browser.JsError, _Unavailable) as reason:
                browser.log_warning(f"a large brief is read in the page itself: {reason}")
                self._broken = True
                self._stop()
        return await _answer_here(request, data, self._words)

    async def _ask_worker(
        self, request: Request, data: bytes | None, needs_files: bool
    ) -> tuple[Answer, Html]:
        if self._end:
            self._end.cancel()
        if self._worker is None:
            self._worker = await start_worker(self._on_message, self._on_error)
        self._waiting = asyncio.get_running_loop().create_future()
        message = browser.js_object(
            request=encode_request(request),
            bytes=None if data is None else browser.js_bytes(data),
            needsFiles=needs_files,
        )
        self._worker.postMessage(message)
        try:
            found = await asyncio.wait_for(self._waiting, PATIENCE)
        except TimeoutError:
            self._stop()
            raise BriefError(self._words("reasons.brief.too_slow", n=PATIENCE)) from None
        except BriefError:
            self._stop()  # nobody knows what is left of it
            raise
        self._end = asyncio.get_running_loop().call_later(_IDLE, self._stop)
        return decode_answer(request, found.answer), found.html

    def _receive(self, event: Event) -> None:
        if hasattr(event.data, "unavailable"):
            self._fail(_Unavailable(event.data.unavailable))
        elif hasattr(event.data, "failed"):
            browser.log_warning(f"a large brief could not be read: {event.data.failed}")
            self._fail(BriefError(self._words("reasons.brief.python_ended")))
        elif self._waiting and not self._waiting.done():
            self._waiting.set_result(event.data)

    def _fail(self, reason: Exception) -> None:
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(reason)

    def _stop(self) -> None:
        if self._worker:
            self._worker.terminate()
        self._worker = self._end = None


async def _answer_here(request: Request, data: bytes | None, words: Words) -> tuple[Answer, Html]:
    try:
        return await call_with_all_files(lambda: answers.answer(request, data), words)
    except NotFound as reason:  # a BriefError is shown in the brief's place
        raise BriefError(words("reasons.brief.not_shown", reason=reason)) from None
    except FoldlineError:
        raise
    except Exception as error:  # a fault of ours: this one brief is not shown, the page goes on
        browser.log_exception()
        sentence = words("reasons.brief.fault", error=type(error).__name__)
        raise BriefError(sentence) from None
