"""Import modules that no page starts with, when a reader needs them. Their files arrive once the
page is ready.
"""

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import TypeVar

from foldline.errors import NotFound
from foldline.reading import browser
from foldline.reading.interpreter import files_restored

Result = TypeVar("Result")

_NOT_COME = "what this needs of Python did not come; reload the page to try again"


async def call_with_all_files(act: Callable[[], Result]) -> Result:
    """Return what `act` returns. Where it misses a module or a template, call it once more when all
    files have come. Raises NotFound where they can't come.

    A page starts from a snapshot of Python's memory, in which everything should be that rendering
    needs. This holds where something is not: a brief that is wrong in a rare way must not be the
    end of Python in its page."""
    try:
        return act()
    except (ImportError, OSError):  # a template that isn't there is an OSError of Jinja's
        try:
            await files_restored()
        except browser.JsError:
            raise NotFound(_NOT_COME) from None
        return act()


async def import_when_restored(name: str) -> ModuleType:
    """Return a module that is not in the snapshot. Raises NotFound where its files did not come."""
    try:
        await files_restored()
        return import_module(name)
    except (browser.JsError, ImportError):
        raise NotFound(_NOT_COME) from None
