"""Import modules that no page starts with, when a reader needs them. Their files arrive once the
page is ready.
"""

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import TypeVar

from foldline.errors import NotFound
from foldline.locales import Words
from foldline.reading import browser
from foldline.reading.interpreter import files_restored

Result = TypeVar("Result")


async def call_with_all_files(act: Callable[[], Result], words: Words) -> Result:
    """Return what `act` returns. Where it misses a module or a template, call it once more when all
    files have come. Raises NotFound, in these words, where they can't come.

    A page starts from a snapshot of Python's memory, in which everything should be that rendering
    needs. This holds where something is not: a brief that is wrong in a rare way must not be the
    end of Python in its page."""
    try:
        return act()
    except (ImportError, OSError):  # a template that isn't there is an OSError of Jinja's
        try:
            await files_restored()
        except browser.JsError:
            raise NotFound(words("reasons.python_missing")) from None
        return act()


async def import_when_restored(name: str, words: Words) -> ModuleType:
    """Return a module that is not in the snapshot. Raises NotFound where its files did not come."""
    try:
        await files_restored()
        return import_module(name)
    except (browser.JsError, ImportError):
        raise NotFound(words("reasons.python_missing")) from None
