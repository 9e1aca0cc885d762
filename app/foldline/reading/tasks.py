"""Keep a reference to each running task, so that none is collected early. Pure: no browser."""

import asyncio
import traceback
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

Result = TypeVar("Result")

_RUNNING: set[asyncio.Task[Any]] = set()
"""The event loop itself keeps no strong reference to what it runs."""


class Tasks:
    """Start work that goes on beside the page. Its errors are passed to `log`, with their
    traceback.
    """

    def __init__(self, log: Callable[[str], None]) -> None:
        self._log = log

    def start(self, work: Awaitable[Result]) -> asyncio.Task[Result]:
        """Start the work, and keep it until it has ended. Return its task."""
        task = asyncio.ensure_future(self._logged(work))
        _RUNNING.add(task)
        task.add_done_callback(_RUNNING.discard)
        return task

    async def _logged(self, work: Awaitable[Result]) -> Result:
        try:
            return await work
        except Exception:
            self._log(traceback.format_exc())
            raise
