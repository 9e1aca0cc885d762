"""The first call from the page: attaches Python to it, opens what is asked for, says that it is ready."""

import traceback

from pyscript import window

from foldline.errors import FoldlineError
from foldline.reading.opening import open_asked
from foldline.reading.page import add_styles, tell_failed, tell_ready, told
from foldline.render import section_styles


async def start() -> None:
    """Never raises: whatever goes wrong is one sentence in the page, and the whole of it in the console."""
    try:
        if not told["styled"]:
            add_styles(section_styles())
        await open_asked()
    except FoldlineError as error:
        tell_failed(str(error))
    except Exception as error:
        window.console.error(traceback.format_exc())
        tell_failed(f"{type(error).__name__}: {error}")
    else:
        tell_ready()
