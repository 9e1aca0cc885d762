"""The first call from the page: attaches Python to it, opens what is asked for, says that it is
ready.
"""

import asyncio
import traceback

from pyscript import document, window

from foldline.errors import FoldlineError
from foldline.html.render import section_styles
from foldline.reading.addresses import folder_of
from foldline.reading.live import listen
from foldline.reading.moving import Mover
from foldline.reading.opening import alert_opened, opened
from foldline.reading.page import (
    add_styles,
    current_target,
    editing,
    fix_relative_addresses,
    live,
    on_disk,
    packed,
    scroll_to_fragment,
    show,
    site,
    tell_failed,
    tell_ready,
)


async def start() -> None:
    """Never raises: whatever goes wrong is one sentence in the page, and the whole of it in the
    console.
    """
    try:
        if live:
            listen()
            tell_ready()
            return
        if not site.finished:
            add_styles(section_styles())
        if not packed and not editing:
            await _open_asked_or_say_why()
            fix_relative_addresses()
        if (
            not packed and not on_disk and not editing
        ):  # there no script can read or name another page: each is loaded
            Mover().listen()
    except FoldlineError as error:
        tell_failed(str(error))
    except Exception as error:
        window.console.error(traceback.format_exc())
        tell_failed(f"{type(error).__name__}: {error}")
    else:
        tell_ready()
        # Not awaited: until the script that PyScript runs has ended, that is
        # `document.currentScript` for all others.
        _after.append(asyncio.ensure_future(_offer_more()))


_after: list = []  # what goes on: the loop itself keeps no strong reference


async def _offer_more() -> None:
    """What no page has to wait for: search, briefs of the reader's own, saving, and embedding; or
    the editor, on its page.
    """
    try:
        if editing:
            await _start_editor()
            return
        from foldline.reading.edit_link import EditLink
        from foldline.reading.embed_panel import EmbedPanel
        from foldline.reading.knowing import Knowing
        from foldline.reading.local import Local
        from foldline.reading.pictures import Pictures
        from foldline.reading.saving import Saver
        from foldline.reading.search_field import SearchField
        from foldline.reading.seen import Seen

        Pictures().start()
        SearchField().start()
        local = Local()
        await local.start()
        Saver(local.to_save).start()
        Knowing(local.to_save).start()
        EmbedPanel().start()
        EditLink(lambda: local.view.now or "").start()
        seen = Seen()
        _after.append(seen)
        await seen.start()
    except Exception:
        window.console.error(traceback.format_exc())
        document.getElementById("page").hidden = False  # see boot.js


async def _start_editor() -> None:
    from foldline.reading.asking import asked

    try:
        editor = (await asked("editor")).Editor()
        _after.append(editor)
        await editor.start()
    except FoldlineError as reason:
        document.getElementById("edit-state").textContent = f"The editor could not start: {reason}."


async def _open_asked_or_say_why() -> None:
    """Show what `?brief=` asks for. What goes wrong with one brief is told in its place: Python
    itself did start.
    """
    try:
        await _open_asked()
    except FoldlineError as error:
        await show(alert_opened("This brief could not be read", [f"{error}."]))
    except Exception as error:
        window.console.error(traceback.format_exc())
        await show(
            alert_opened(
                "This brief could not be shown",
                [
                    f"Something went wrong in this page ({type(error).__name__}); the brief "
                    "itself was not changed."
                ],
            )
        )


async def _open_asked() -> None:
    """Opens what `?brief=` asks for; any other page is finished already, and stays as it is."""
    asked = window.URLSearchParams.new(window.location.search).get("brief")
    target = current_target()
    if not asked or target is None:
        return
    # A file is named as the reader named it, or as it lies in the site.
    shown_address = (
        site.brief.removeprefix(folder_of(site.shelf_page)).replace("{slug}", target.slug)
        if target.slug
        else asked
    )
    found = await opened(target, site, shown_address)
    await show(found, target.name)
    scroll_to_fragment()  # the browser looked for it before there was anything to find
