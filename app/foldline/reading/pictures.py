"""Pictures of a brief from elsewhere: none is asked for until the reader allows its host, for this
brief and as long as it is open.

What waits stands in the page already, in a <template>, of which a browser loads nothing
(sections/photo_gallery).
"""

from pyodide.ffi import create_proxy, to_js
from pyscript import document, window

from foldline.reading import page


class Pictures:
    """Follows the buttons, wherever a brief is shown."""

    def start(self) -> None:
        document.addEventListener("click", create_proxy(self._clicked))
        document.addEventListener("error", create_proxy(self._failed), True)  # it does not bubble

    def _clicked(self, event) -> None:
        button = (
            event.target.closest("button[data-pictures]")
            if hasattr(event.target, "closest")
            else None
        )
        if not button:
            return
        host, article, figure = (
            button.dataset.pictures,
            button.closest("article.brief"),
            button.closest("figure"),
        )
        if page.hosts is not None and button.closest("#page"):
            page.hosts.add(host)
        for each in article.querySelectorAll("button[data-pictures]"):
            if each.dataset.pictures == host:
                waits = each.closest(".picture-waits")
                waits.replaceWith(waits.querySelector("template").content)
        figure.tabIndex = -1  # the button is gone, and the focus stays where it was
        figure.focus(to_js({"preventScroll": True}, dict_converter=window.Object.fromEntries))

    @staticmethod
    def _failed(event) -> None:
        """An allowed picture that does not come is told in words, as those are that can't be had."""
        image = event.target
        if getattr(image, "tagName", "") == "IMG" and image.dataset.host:
            words = document.createElement("p")
            words.className = "photo-in-words"
            words.textContent = f"A picture that did not come: {image.alt}"
            image.replaceWith(words)
