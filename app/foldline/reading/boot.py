"""Attach Python to the page, open what its address asks for, and announce that Python is ready.
This is the first call from the page.
"""

from foldline.errors import FoldlineError
from foldline.reading import browser
from foldline.reading.addresses import folder_of
from foldline.reading.app import App
from foldline.reading.local.state import LocalState
from foldline.reading.navigation.navigator import Navigator
from foldline.reading.page import (
    Page,
    announce_answers,
    announce_failure,
    announce_ready,
    fix_relative_addresses,
)
from foldline.reading.page_content import alert_content
from foldline.reading.page_settings import read_settings
from foldline.reading.tasks import Tasks
from foldline.reading.worker.client import WorkerClient


async def start() -> None:
    """Start Python's part of the page. Never raises: what goes wrong is one sentence in the page,
    and its traceback is in the console."""
    try:
        app = _app()
        settings = app.page.settings
        if settings.live:
            from foldline.reading.embeds.live import LiveRenderer

            LiveRenderer(settings.styles, app.tasks, app.words).start()
            announce_ready()
            return
        if not settings.packed and not settings.editor:
            await _open_brief_of_address(app)
        # A finished page is loaded: that is as fast, and needs no Python.
        if not settings.site.finished:
            fix_relative_addresses()
            Navigator(app).start()
    except FoldlineError as error:
        announce_failure(str(error))
    except Exception as error:
        browser.log_exception()
        announce_failure(f"{type(error).__name__}: {error}")
    else:
        announce_ready()
        # Not awaited: until the script that PyScript runs has ended, that is
        # `document.currentScript` for all others.
        app.tasks.start(_start_features(app))


def _app() -> App:
    settings = read_settings(
        browser.element("foldline-page").textContent,
        browser.base_folder(),
        on_disk=browser.window.location.protocol == "file:",
    )
    tasks = Tasks(browser.log_error)
    page = Page(settings, tasks)
    return App(page, WorkerClient(page.words), tasks, LocalState(page.words))


async def _start_features(app: App) -> None:
    """Start what no page has to wait for: all features, or on its own page the editor."""
    try:
        if app.page.settings.editor:
            await _start_editor(app)
            announce_answers()
            return
        from foldline.reading.features import FEATURES

        for feature in FEATURES:
            await feature(app).start()
        announce_answers()
    except Exception:
        browser.log_exception()
        browser.element("page").hidden = False  # boot.js may have hidden it


async def _start_editor(app: App) -> None:
    from foldline.reading.on_demand import import_when_restored

    try:
        editor = await import_when_restored("foldline.reading.editor.page", app.words)
        await editor.Editor(app).start()
    except FoldlineError as reason:
        sentence = app.words("editor.failed", reason=reason)
        browser.element("edit-state").textContent = sentence


async def _open_brief_of_address(app: App) -> None:
    """Show the brief that `?brief=` names. What goes wrong with one brief stands in its place:
    Python itself did start."""
    words = app.words
    try:
        await _open_brief(app)
    except FoldlineError as error:
        sentence = words("alert.sentence", reason=error)
        await app.page.show(alert_content(words, words("alert.unread"), [sentence]))
    except Exception as error:
        browser.log_exception()
        sentence = words("alert.fault", error=type(error).__name__)
        await app.page.show(alert_content(words, words("alert.not_shown"), [sentence]))


async def _open_brief(app: App) -> None:
    """Show the brief that `?brief=` names. Any other page is finished, and stays as it is."""
    name, target, site = browser.query_parameter("brief"), app.page.target, app.page.site
    if not name or target is None:
        return
    # A file is named as the reader named it, or as it lies in the site.
    shown_address = (
        site.brief.removeprefix(folder_of(site.shelf_page)).replace("{slug}", target.slug)
        if target.slug
        else name
    )
    await app.page.show(await app.contents.read(target, shown_address), target.name)
    browser.scroll_to_fragment()  # the browser looked for it before there was anything to find
