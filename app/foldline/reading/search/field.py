"""Search the shelf: hide the briefs that the reader's words don't find. Only what the page itself
holds is read, and nothing is loaded.
"""

from foldline.reading import browser
from foldline.reading.app import App
from foldline.reading.browser import Element, Event, document
from foldline.reading.search.words import finds, plain_text, result_sentence


class SearchField:
    """Follow the field, wherever a shelf is shown. In a packed file the briefs' own text is
    searched too.
    """

    def __init__(self, app: App) -> None:
        self._page, self._words = app.page, app.words
        self._entries: list[tuple[Element, str]] | None = None

    async def start(self) -> None:
        browser.listen(document, "input", self._on_input)
        self._page.on_change(self._forget)
        if field := browser.find_element("shelf-search"):
            self._search(field)  # what was typed before Python answered, or what the browser kept

    def _forget(self) -> None:
        self._entries = None

    def _on_input(self, event: Event) -> None:
        if event.target.id == "shelf-search":
            self._search(event.target)

    def _search(self, field: Element) -> None:
        if not field.value and self._entries is None:
            return
        if self._entries is None:
            entries = browser.find_all(".front .card")
            self._entries = [(entry, self._text(entry)) for entry in entries]
        count = 0
        for entry, text in self._entries:
            found = finds(field.value, text)
            count += found
            if entry.hidden == found:
                entry.hidden = not found
        sentence = result_sentence(field.value, count, len(self._entries), self._words)
        browser.element("shelf-found").textContent = sentence

    def _text(self, entry: Element) -> str:
        link = browser.find("a[data-slug]", entry)
        packed = link if self._page.settings.packed else None
        brief = browser.find_element(packed.dataset.slug) if packed else None
        return plain_text(f"{entry.textContent} {brief.textContent if brief else ''}")
