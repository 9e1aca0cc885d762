"""What no page starts with, and is imported when a reader asks for it: its files come once the page is ready."""

from types import ModuleType

from pyodide.ffi import JsException
from pyscript import window

from foldline.errors import NotFound


async def importing() -> ModuleType:
    """`foldline.reading.local_imports`. Raises NotFound where its files did not come."""
    try:
        if hasattr(window, "foldlineInterpreter"):  # the checkout has all from the start
            await window.foldlineInterpreter.files
        from foldline.reading import local_imports
    except (JsException, ImportError):
        raise NotFound("what reads other formats than briefs did not come; reload the page to try again") from None
    return local_imports
