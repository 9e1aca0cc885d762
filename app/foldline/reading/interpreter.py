"""Call the script that started Python (scripts/interpreter.mjs)."""

from typing import Any

from foldline.reading import browser


async def files_restored() -> None:
    """Wait until every file of Python's packages is there. Raises JsError where they can't come."""
    if hasattr(browser.window, "foldlineInterpreter"):  # the checkout has all from the start
        await browser.window.foldlineInterpreter.files


def has_worker() -> bool:
    """Return whether a Python in a thread of its own can be started here."""
    return hasattr(browser.window, "foldlineInterpreter") and hasattr(
        browser.window.foldlineInterpreter, "apart"
    )


async def start_worker(on_message: Any, on_error: Any) -> Any:
    """Start a worker with a Python of its own (scripts/worker.mjs), and return it. The handlers are
    what `create_handler` makes. Raises JsError where none can be started."""
    worker = await browser.window.foldlineInterpreter.apart()
    worker.onmessage, worker.onerror = on_message, on_error
    return worker
