"""The first call from the page: attaches Python to it, opens what is asked for, says that it is ready."""

import traceback

from pyscript import window

from foldline.errors import FoldlineError
from foldline.reading.addresses import folder_of
from foldline.reading.moving import Mover
from foldline.reading.opening import opened
from foldline.reading.page import (
    add_styles,
    current_target,
    fix_relative_addresses,
    scroll_to_fragment,
    show,
    site,
    tell_failed,
    tell_ready,
)
from foldline.render import section_styles


async def start() -> None:
    """Never raises: whatever goes wrong is one sentence in the page, and the whole of it in the console."""
    try:
        if not site.finished:
            add_styles(section_styles())
        await _open_asked()
        fix_relative_addresses()
        Mover().listen()
    except FoldlineError as error:
        tell_failed(str(error))
    except Exception as error:
        window.console.error(traceback.format_exc())
        tell_failed(f"{type(error).__name__}: {error}")
    else:
        tell_ready()


async def _open_asked() -> None:
    """Opens what `?brief=` asks for; any other page is finished already, and stays as it is."""
    asked = window.URLSearchParams.new(window.location.search).get("brief")
    target = current_target()
    if not asked or target is None:
        return
    # A file is named as the reader named it, or as it lies in the site.
    shown_address = site.brief.removeprefix(folder_of(site.shelf_page)).replace("{slug}", target.slug) if target.slug else asked
    found = await opened(target, site, shown_address)
    show(found, target.name)
    scroll_to_fragment()  # the browser looked for it before there was anything to find
