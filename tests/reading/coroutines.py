"""Running coroutines in tests."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run_coroutine(work: Coroutine[Any, Any, Any]) -> Any:
    """Return what a coroutine returns. It runs in a thread of its own, since Playwright keeps a loop
    running in the thread of the tests.
    """
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, work).result()
