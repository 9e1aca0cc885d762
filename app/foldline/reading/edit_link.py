"""The menu's way to the editor: it leads to the brief that is shown."""

from collections.abc import Callable

from pyodide.ffi import create_proxy
from pyscript import document, window

from foldline.reading.page import current_target


class EditLink:
    """`own` gives the slug of the reader's own brief that is shown, or nothing. Where the site has
    no editor there is no link.
    """

    def __init__(self, own: Callable[[], str]) -> None:
        self._own = own
        self._link = document.getElementById("tools-edit")

    def start(self) -> None:
        if self._link:
            document.getElementById("tools").addEventListener("toggle", create_proxy(self._opened))

    def _opened(self, event) -> None:
        target = current_target()
        address = window.URL.new(self._link.href)
        address.search = ""
        if own := self._own():
            address.searchParams.set("opened", own)
        elif target and target.name:
            address.searchParams.set("brief", target.name)
        self._link.href = address.href
