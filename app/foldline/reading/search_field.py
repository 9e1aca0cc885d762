"""The shelf's search: hides what the reader's words don't find. It reads what the page itself holds
and asks for nothing.
"""

from pyodide.ffi import create_proxy
from pyscript import document

from foldline.reading import page
from foldline.reading.searching import finds, plain, told


class SearchField:
    """Follows the field, wherever a shelf is shown. In a packed file the briefs' own text is
    searched too.
    """

    def __init__(self) -> None:
        self._entries: list[tuple] | None = None

    def start(self) -> None:
        document.addEventListener("input", create_proxy(self._typed))
        page.shown.append(self._forget)
        if field := self._field():
            self._search(field)  # what was typed before Python answered, or what the browser kept

    @staticmethod
    def _field():
        return document.getElementById("shelf-search")

    def _forget(self) -> None:
        self._entries = None

    def _typed(self, event) -> None:
        if event.target.id == "shelf-search":
            self._search(event.target)

    def _search(self, field) -> None:
        if not field.value and self._entries is None:
            return
        if self._entries is None:
            self._entries = [
                (entry, _text(entry))
                for entry in document.querySelectorAll(".shelf > .shelf-list > li")
            ]
        found = 0
        for entry, text in self._entries:
            here = finds(field.value, text)
            found += here
            if entry.hidden == here:
                entry.hidden = not here
        document.getElementById("shelf-found").textContent = told(
            field.value, found, len(self._entries)
        )


def _text(entry) -> str:
    link = entry.querySelector("a[data-slug]")
    brief = page.packed and link and document.getElementById(link.dataset.slug)
    return plain(f"{entry.textContent} {brief.textContent if brief else ''}")
