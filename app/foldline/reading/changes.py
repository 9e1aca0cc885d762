"""Show what changed between two versions of the brief that is shown, when the reader asks for it.
scripts/visits.js keeps the versions, and offers it.
"""

from foldline.dates.when import Moment
from foldline.html.render import changes_part
from foldline.reading import browser
from foldline.reading.app import App
from foldline.reading.browser import Event, window
from foldline.reading.on_demand import call_with_all_files
from foldline.reading.page import words_around
from foldline.story.loading import load
from foldline.story.revisions import SectionChanges, changes


class ChangesSinceVisit:
    """Follow the event `foldline:compare`."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def start(self) -> None:
        browser.listen(window, "foldline:compare", self._on_compare)

    def _on_compare(self, event: Event) -> None:
        detail = event.detail
        self._app.tasks.start(self._show(detail.before, detail.now, detail.since))

    async def _show(self, before: str, now: str, since: str) -> None:
        """Show the changes above the sections, unfolded, and move the focus there."""
        head = browser.find("#page > article.brief > .brief-head")
        if not head:
            return
        words = words_around(head)
        found = await call_with_all_files(lambda: changes_between(before, now), self._app.words)
        day = Moment.read(since).words_in(words)
        box = browser.create_element("div")
        part = changes_part(found, words("brief.changed_since_visit", day=day))
        browser.set_html(box, part.html(words))
        details = box.firstElementChild
        details.open = True
        head.after(details)
        details.firstElementChild.focus()
        details.scrollIntoView()


def changes_between(before: str, now: str) -> list[SectionChanges]:
    """Return what changed from one JSON of a brief to another; nothing where one can't be read."""
    old, new = load(before).brief, load(now).brief
    return changes(old, new) if old and new else []
