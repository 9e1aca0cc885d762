"""What no page starts with, and is imported when a reader asks for it: its files come once the page is ready."""

from importlib import import_module
from types import ModuleType

from pyodide.ffi import JsException
from pyscript import window

from foldline.errors import NotFound


async def asked(name: str) -> ModuleType:
    """A module of `foldline.reading.asked`. Raises NotFound where its files did not come."""
    try:
        if hasattr(window, "foldlineInterpreter"):  # the checkout has all from the start
            await window.foldlineInterpreter.files
        return import_module(f"foldline.reading.asked.{name}")
    except (JsException, ImportError):
        raise NotFound("what this needs of Python did not come; reload the page to try again") from None
