"""A Python apart from the page's, for large briefs: the page stays alive meanwhile, and gets the
memory back afterwards.

It is started when it is first needed, takes about a second for that, and ends when nothing has been
asked of it for a while. Where none can be had (a page from a file, the checkout), the page's own
Python does the work.
"""

import asyncio
import json
import traceback
from typing import Any

from pyodide.ffi import JsException, create_proxy, to_js
from pyscript import window

from foldline.errors import BriefError, FoldlineError, NotFound
from foldline.reading import reader
from foldline.reading.asking import with_all_files

LARGE = 30_000
"""Bytes from which a brief is read apart: a page's own Python takes about a fifth of a second for
as many.
"""
PATIENCE = 60
"""Seconds until what takes so long is refused."""
_IDLE = 10
"""Seconds without a question after which it ends."""


_FRAME = 0.05
"""Seconds in which what the page says is painted, before it is held up."""


class _Unavailable(Exception):
    """There can be no such worker here."""


class Apart:
    """Answers what `reader.question` asks."""

    def __init__(self) -> None:
        self._worker: Any = None
        self._waiting: asyncio.Future | None = None
        self._end: asyncio.TimerHandle | None = None
        self._turn = asyncio.Lock()
        self._broken = False
        self._proxies = [
            create_proxy(self._heard),
            create_proxy(
                lambda event: self._failed(
                    _Unavailable(getattr(event, "message", "") or "no worker runs here")
                )
            ),
        ]

    async def ask(
        self, asked: str, data: bytes | None = None, *, files: bool = False
    ) -> tuple[dict, Any]:
        """Facts, and HTML for `page.fill`. `files` tells whether it needs those that come after the
        start. Raises BriefError for what takes too long, and for what Python did not survive: the
        page's own must not try that again."""
        if len(data if data is not None else asked) < LARGE:
            return await _here(asked, data)
        if (
            self._broken
            or not hasattr(window, "foldlineInterpreter")
            or not hasattr(window.foldlineInterpreter, "apart")
        ):
            await asyncio.sleep(_FRAME)
            return await _here(asked, data)
        async with self._turn:
            try:
                return await self._asked(asked, data, files)
            except (JsException, _Unavailable) as reason:
                window.console.warn(f"a large brief is read in the page itself: {reason}")
                self._broken = True
                self._stop()
        return await _here(asked, data)

    async def _asked(self, asked: str, data: bytes | None, files: bool) -> tuple[dict, Any]:
        if self._end:
            self._end.cancel()
        if self._worker is None:
            self._worker = await window.foldlineInterpreter.apart()
            self._worker.onmessage, self._worker.onerror = self._proxies
        self._waiting = asyncio.get_running_loop().create_future()
        given = to_js(
            {"asked": asked, "bytes": None if data is None else to_js(data), "files": files},
            dict_converter=window.Object.fromEntries,
        )
        self._worker.postMessage(given)
        try:
            found = await asyncio.wait_for(self._waiting, PATIENCE)
        except TimeoutError:
            self._stop()
            raise BriefError(
                f"takes longer than {PATIENCE} seconds to read here, and was given up"
            ) from None
        except BriefError:
            self._stop()  # nobody knows what is left of it
            raise
        self._end = asyncio.get_running_loop().call_later(_IDLE, self._stop)
        return json.loads(found.answer), found.html

    def _heard(self, event) -> None:
        if hasattr(event.data, "unavailable"):
            self._failed(_Unavailable(event.data.unavailable))
        elif hasattr(event.data, "failed"):
            window.console.warn(f"a large brief could not be read: {event.data.failed}")
            self._failed(BriefError("could not be read here: Python did not get through it"))
        elif self._waiting and not self._waiting.done():
            self._waiting.set_result(event.data)

    def _failed(self, reason: Exception) -> None:
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(reason)

    def _stop(self) -> None:
        if self._worker:
            self._worker.terminate()
        self._worker = self._end = None


async def _here(asked: str, data: bytes | None) -> tuple[dict, str]:
    try:
        answer, html = await with_all_files(lambda: reader.answer(asked, data))
    except NotFound as reason:  # whoever asks for a brief tells a BriefError in the brief's place
        raise BriefError(f"could not be shown here: {reason}") from None
    except FoldlineError:
        raise
    except Exception as error:  # a fault of ours: this one brief is not shown, and the page goes on
        window.console.error(traceback.format_exc())
        raise BriefError(
            f"could not be shown here ({type(error).__name__}); that is a fault of this page, not "
            "of the brief"
        ) from None
    return json.loads(answer), html


apart = Apart()
