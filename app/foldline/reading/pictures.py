"""Load a brief's pictures from other sites only once the reader allows their host, for this brief
and as long as it is open.

They are in the page already, in a <template>, of which a browser loads nothing
(sections/photo_gallery).
"""

from foldline.reading import browser
from foldline.reading.app import App
from foldline.reading.browser import Element, Event, document, window
from foldline.reading.page import words_around

_OPENER = ".photo-open"
"""The link around each picture."""


class Pictures:
    """Follow the buttons that allow a host, wherever a brief is shown."""

    def __init__(self, app: App) -> None:
        self._page, self._tasks = app.page, app.tasks
        self._gallery = app.page.settings.gallery_script

    async def start(self) -> None:
        browser.listen(document, "click", self._on_click)
        browser.listen(document, "error", self._on_error, capture=True)  # it does not bubble

    def _on_click(self, event: Event) -> None:
        if not hasattr(window, "foldlineGallery") and (link := browser.closest(event, _OPENER)):
            if self._gallery:
                event.preventDefault()
                self._tasks.start(self._show_large(link))
            return
        button = browser.closest(event, "button[data-pictures]")
        if not button:
            return
        host, article, figure = (
            button.dataset.pictures,
            button.closest("article.brief"),
            button.closest("figure"),
        )
        if self._page.hosts is not None and button.closest("#page"):
            self._page.hosts.add(host)
        for each in browser.find_all("button[data-pictures]", article):
            if each.dataset.pictures == host:
                place = each.closest(".picture-waits")
                place.replaceWith(place.querySelector("template").content)
        figure.tabIndex = -1  # the button is gone, and the focus stays where it was
        browser.focus(figure)

    async def _show_large(self, link: Element) -> None:
        """Load the script that shows pictures large, for a page that had none when it came, and let
        it take the click; without it the link leads to the file."""
        if not await browser.run_script(self._gallery):
            self._gallery = ""
        link.click()

    @staticmethod
    def _on_error(event: Event) -> None:
        """Show an allowed picture that can't be loaded in words, as those that can't be had."""
        image = event.target
        if getattr(image, "tagName", "") == "IMG" and image.dataset.host:
            words = words_around(image)
            sentence = words("sections.photo_gallery.failed", alt=image.alt)
            (image.closest(_OPENER) or image).replaceWith(
                browser.create_element("p", "photo-in-words", sentence)
            )
