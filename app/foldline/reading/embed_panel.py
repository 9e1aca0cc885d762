"""The panel "Put it in your page": the code to paste, and what it will look like, by the site's own
embed.js.
"""

import asyncio

from pyodide.ffi import create_proxy
from pyscript import document, window

from foldline.html.render import embed_panel_part, snippet
from foldline.reading import page
from foldline.reading.page import add_script, current_target, embed_address, fill


class EmbedPanel:
    """Offered while a brief of the site is shown; the dialog is made when it is first asked for."""

    def __init__(self) -> None:
        self._offer = document.getElementById("tools-embed")
        self._dialog = None
        self._tasks: set[asyncio.Task] = set()

    def start(self) -> None:
        if not embed_address or page.on_disk:
            return
        document.addEventListener("click", create_proxy(self._clicked))
        document.addEventListener("change", create_proxy(self._changed))
        page.shown.append(self._follow)
        self._follow()

    def _follow(self) -> None:
        target = current_target()
        self._offer.hidden = not (target and target.slug)

    def _clicked(self, event) -> None:
        button = (
            event.target.closest("button[data-embed]") if hasattr(event.target, "closest") else None
        )
        asked = button and button.dataset.embed
        if asked == "open":
            self._open()
        elif asked == "close":
            self._dialog.close()
        elif asked == "copy":
            task = asyncio.ensure_future(self._copy())
            self._tasks.add(task)  # the loop itself keeps no strong reference
            task.add_done_callback(self._tasks.discard)

    def _changed(self, event) -> None:
        if self._dialog and event.target.closest(".panel select"):
            self._show()

    def _open(self) -> None:
        if self._dialog is None:
            self._dialog = document.createElement("dialog")
            self._dialog.className = "panel"
            self._dialog.setAttribute("aria-labelledby", "embed-title")
            fill(
                self._dialog,
                embed_panel_part(window.URL.new("embed/index.html", embed_address).href).html(),
            )
            document.body.append(self._dialog)
            add_script(embed_address)
        self._show()
        self._dialog.showModal()
        document.getElementById("tools").open = False

    def _show(self) -> None:
        mode, theme = (
            self._dialog.querySelector(f"[data-embed={name}]").value for name in ("mode", "theme")
        )
        address = window.URL.new(f"{current_target().slug}/", embed_address).href
        title = document.getElementById("title").textContent
        document.getElementById("embed-code").value = snippet(
            mode, embed_address, address, title, theme
        )
        self._dialog.querySelector(".embed-said").textContent = ""
        if mode == "plain":
            shown = document.createElement("iframe")
            shown.src, shown.title, shown.height = (
                f"{address}frame.html#theme={theme}",
                title,
                "480",
            )
        else:
            shown = document.createElement("foldline-brief")
            shown.setAttribute("src", address)
            shown.setAttribute("mode", mode)
            shown.setAttribute("theme", theme)
        preview = document.getElementById("embed-preview")
        preview.replaceChildren(shown)

    async def _copy(self) -> None:
        code = document.getElementById("embed-code")
        try:
            await window.navigator.clipboard.writeText(code.value)
            said = "Copied."
        except Exception:  # no clipboard here, or the reader said no
            code.select()
            said = "Selected: copy it by the keyboard."
        self._dialog.querySelector(".embed-said").textContent = said
