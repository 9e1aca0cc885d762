"""What no page starts with, and is imported when a reader asks for it: its files come once the page
is ready.
"""

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import TypeVar

from pyodide.ffi import JsException
from pyscript import window

from foldline.errors import NotFound

Result = TypeVar("Result")


async def files_restored() -> None:
    """Wait until every file of Python's packages is there. Raises JsException where they can't
    come.
    """
    if hasattr(window, "foldlineInterpreter"):  # the checkout has all from the start
        await window.foldlineInterpreter.files


async def with_all_files(act: Callable[[], Result]) -> Result:
    """Return what `act` returns. Where it misses a module or a template, call it once more when all
    files have come.

    A page starts from a snapshot of Python's memory, in which everything should be that rendering
    needs. This holds where something is not: a brief that is wrong in a rare way must not be the
    end of Python in its page."""
    try:
        return act()
    except (ImportError, OSError):  # a template that isn't there is an OSError of Jinja's
        try:
            await files_restored()
        except JsException:
            raise NotFound(
                "what this needs of Python did not come; reload the page to try again"
            ) from None
        return act()


async def asked(name: str) -> ModuleType:
    """A module of `foldline.reading.asked`. Raises NotFound where its files did not come."""
    try:
        await files_restored()
        return import_module(f"foldline.reading.asked.{name}")
    except (JsException, ImportError):
        raise NotFound(
            "what this needs of Python did not come; reload the page to try again"
        ) from None
