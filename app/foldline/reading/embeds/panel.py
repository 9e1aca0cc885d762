"""Run the panel "Put it in your page": the code to paste, and a preview by the site's embed.js."""

from foldline.html.render import embed_panel_part, snippet
from foldline.reading import browser
from foldline.reading.app import App
from foldline.reading.browser import Element, Event, document, window


class EmbedPanel:
    """Offer the panel while a brief of the site is shown. The dialog is made when it is first
    opened.
    """

    def __init__(self, app: App) -> None:
        self._app, self._page = app, app.page
        self._script = app.page.settings.embed_script
        self._offer = browser.element("tools-embed")
        self._dialog: Element | None = None

    async def start(self) -> None:
        if not self._script or self._page.settings.on_disk:
            return
        browser.listen(document, "click", self._on_click)
        browser.listen(document, "change", self._on_change)
        self._page.on_change(self._follow)
        self._follow()

    def _follow(self) -> None:
        target = self._page.target
        self._offer.hidden = not (target and target.slug)

    def _on_click(self, event: Event) -> None:
        button = browser.closest(event, "button[data-embed]")
        if not button:
            return
        match button.dataset.embed:
            case "open":
                self._open()
            case "close" if self._dialog:
                self._dialog.close()
            case "copy" if self._dialog:
                self._app.tasks.start(self._copy(self._dialog))

    def _on_change(self, event: Event) -> None:
        if self._dialog and browser.closest(event, ".panel select"):
            self._show(self._dialog)

    def _open(self) -> None:
        dialog = self._dialog
        if dialog is None:
            dialog = self._dialog = browser.create_element("dialog", "panel")
            dialog.setAttribute("aria-labelledby", "embed-title")
            guide = window.URL.new("embed/index.html", self._script).href
            browser.set_html(dialog, embed_panel_part(guide).html(self._app.words))
            document.body.append(dialog)
            browser.add_script(self._script)
        self._show(dialog)
        browser.close_menu()
        dialog.showModal()

    def _show(self, dialog: Element) -> None:
        target = self._page.target
        if not target:
            return
        mode, theme = (
            browser.query(f"[data-embed={name}]", dialog).value for name in ("mode", "theme")
        )
        address = window.URL.new(f"{target.slug}/", self._script).href
        title = browser.element("title").textContent
        code = snippet(mode, self._script, address, title, theme)
        browser.element("embed-code").value = code
        browser.query(".embed-said", dialog).textContent = ""
        if mode == "plain":
            shown = browser.create_element("iframe")
            shown.src, shown.title = f"{address}frame.html#theme={theme}", title
            shown.height = "480"
        else:
            shown = browser.create_element("foldline-brief")
            shown.setAttribute("src", address)
            shown.setAttribute("mode", mode)
            shown.setAttribute("theme", theme)
        browser.element("embed-preview").replaceChildren(shown)

    async def _copy(self, dialog: Element) -> None:
        code = browser.element("embed-code")
        try:
            await window.navigator.clipboard.writeText(code.value)
            sentence = self._app.words("embed_panel.copied")
        except Exception:  # no clipboard here, or the reader said no
            code.select()
            sentence = self._app.words("embed_panel.selected")
        browser.query(".embed-said", dialog).textContent = sentence
