"""Connect briefs of the reader's own to the page: pass what the reader does to the commands, and
their outcome to the views.

Nothing leaves the page. Of its address only the fragment changes, which is all that a page from a
file may change: `#opened` is the shelf of these briefs, `#opened:<slug>` one of them.
"""

from collections.abc import Awaitable
from typing import Any

from foldline.reading import browser
from foldline.reading.app import App
from foldline.reading.browser import Element, Event, Html, JsError, document, window
from foldline.reading.local.briefs import OwnBrief
from foldline.reading.local.commands import Commands, Outcome
from foldline.reading.local.files import opened_files
from foldline.reading.local.parts import list_part
from foldline.reading.local.stores import DeviceStore, SessionStore
from foldline.reading.local.view import LocalView
from foldline.reading.page import busy
from foldline.reading.worker.client import LARGE


class LocalBriefs:
    """Open what the reader picks, drops and pastes (scripts/needs.js collects it), and handle the
    buttons of the briefs that are opened.
    """

    def __init__(self, app: App) -> None:
        self._app, self._state, self._words = app, app.local, app.words
        self._commands = Commands(
            app.local,
            SessionStore(app.words),
            DeviceStore(app.words),
            app.worker,
            now=browser.now,
            ask_to_persist=_ask_to_persist,
        )
        self._view = LocalView(app.local, app.page, app.tasks, self._draw)

    async def start(self) -> None:
        """Show what an earlier visit left, and what was given before Python was there."""
        sentence = await self._commands.restore()
        self._listen()
        self._view.start()
        self._show_list()
        browser.query("#tools-open .local-said").textContent = sentence
        self._take_files()

    async def _draw(self, own: OwnBrief) -> Html:
        """Return a brief's HTML. Raises BriefError for what takes too long."""
        self._show_changes(await self._commands.load_content(own))
        may_ask = not self._app.page.settings.packed
        return await self._app.worker.draw_own_brief(own, may_ask=may_ask)

    # --- what a command did

    def _show_outcome(self, outcome: Outcome) -> None:
        self._show_changes(outcome)
        if outcome.opened:
            browser.close_menu()
            self._say("")
        if outcome.show:
            self._view.go(outcome.show)
        if outcome.message is not None:
            self._say(outcome.message)

    def _show_changes(self, outcome: Outcome) -> None:
        for slug in outcome.stale:
            self._view.drop(slug)
        if outcome.changed:
            self._show_list()
            self._view.redraw()

    def _show_list(self) -> None:
        part = list_part(list(self._state.briefs.values()), self._state.removed)
        browser.set_html(browser.element("local-list"), part.html(self._words))

    def _say(self, sentence: str) -> None:
        """Show a sentence where the reader looks: in the menu while that is open, else above the
        briefs.
        """
        in_menu = browser.element("tools").open
        browser.query("#tools-open .local-said").textContent = sentence if in_menu else ""
        self._view.say("" if in_menu else sentence)

    def _run(self, command: Awaitable[Outcome], button: Element | None = None) -> None:
        """Run a command beside all else, and show its outcome. The focus then stays near `button`,
        which may be gone by then."""

        async def run() -> None:
            in_menu = bool(button and button.closest("#tools"))
            self._show_outcome(await command)
            if button and not button.isConnected and document.activeElement == document.body:
                near = browser.find("#tools summary") if in_menu else self._view.heading()
                if near:
                    browser.focus(near)

        self._app.tasks.start(run())

    # --- what the reader does

    def _listen(self) -> None:
        browser.listen(window, "foldline:files", lambda event: self._take_files())
        browser.listen(document, "click", self._on_click)

    def _take_files(self) -> None:
        found = browser.take_files()
        if files := [each for each in found if not isinstance(each, str)]:
            self._run(self._open_files(files))
        for text in found:
            if isinstance(text, str):
                self._run(self._open_text(text))

    async def _open_files(self, found: list[Any]) -> Outcome:
        files, notices = await opened_files(found, self._words)
        one = len(files) == 1 and not notices
        sentence = (
            self._words("local.opening.busy", name=files[0].name)
            if one
            else self._words("local.opening.busy_with_files")
        )
        with busy(sentence, at_once=any(each.size >= LARGE for each in files)):
            return await self._commands.open_files(files, notices)

    async def _open_text(self, text: str) -> Outcome:
        return (await self._commands.open_text(text))[1]

    async def _open_typed(self, field: Element) -> Outcome:
        opened, outcome = await self._commands.open_text(field.value)
        if opened:
            field.value = ""
        return outcome

    def _on_click(self, event: Event) -> None:
        button = browser.closest(event, "[data-local]")
        if not button:
            return
        match button.dataset.local:
            case "text":
                field = browser.element("local-text")
                if field.value.strip():
                    self._run(self._open_typed(field))
                else:
                    field.focus()
            case "keep":
                self._run(self._commands.keep(button.dataset.of), button)
            case "remove":
                self._run(self._commands.remove([button.dataset.of]), button)
            case "remove-all":
                self._run(self._commands.remove(list(self._state.briefs)), button)
            case "undo":
                self._run(self._commands.take_back(), button)


def _ask_to_persist() -> None:
    """Ask the browser to keep what is on the device. Where it says no, it may clear that when it
    needs room."""
    try:
        window.navigator.storage.persist()
    except (JsError, AttributeError):
        pass
