"""Keep the menu's link to the editor on the brief that is shown."""

from foldline.reading import browser
from foldline.reading.app import App
from foldline.reading.browser import Event, window


class EditLink:
    """Point the link at the brief that is shown when the menu opens. A site without an editor has
    no such link.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self._link = browser.find_element("tools-edit")

    async def start(self) -> None:
        if self._link:
            browser.listen(browser.element("tools"), "toggle", self._on_toggle)

    def _on_toggle(self, event: Event) -> None:
        if not self._link:
            return
        own, target = self._app.local.view, self._app.page.target
        address = window.URL.new(self._link.href)
        address.search = ""
        if own:
            address.searchParams.set("opened", own)
        elif target and target.name:
            address.searchParams.set("brief", target.name)
        self._link.href = address.href
