"""Compare the claims of a brief that was drawn in the page with its full story, in the background:
a brief of the reader's own, which nobody published with its proofs.
"""

from foldline.errors import FoldlineError
from foldline.html.render import proofs_part
from foldline.locales import words_for
from foldline.reading import browser
from foldline.reading.app import App
from foldline.reading.browser import Element, Event, document
from foldline.reading.saving import briefs_to_save
from foldline.reading.worker.client import LARGE
from foldline.story.brief import Brief
from foldline.story.loading import load

_UNCHECKED = ".record[data-unchecked]"


class SourceChecks:
    """Fill in the proofs of what is drawn. A large brief waits until the reader opens them."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def start(self) -> None:
        browser.listen(document, "foldline:drawn", lambda event: self._check_shown())
        browser.listen(document, "toggle", self._on_toggle, capture=True)
        self._check_shown()

    def _on_toggle(self, event: Event) -> None:
        if browser.closest(event, f"{_UNCHECKED} > .proofs[open]"):
            self._check_shown(asked_for=True)

    def _check_shown(self, *, asked_for: bool = False) -> None:
        if any(browser.is_shown(each) for each in browser.find_all(_UNCHECKED)):
            self._app.tasks.start(self._check(asked_for))

    async def _check(self, asked_for: bool) -> None:
        records = [each for each in browser.find_all(_UNCHECKED) if browser.is_shown(each)]
        try:
            found = await briefs_to_save(self._app)
        except FoldlineError:  # nothing that is shown can be read as a brief
            return
        if len(records) != 1 or len(found) != 1:
            return
        if len(found[0].text) >= LARGE and not asked_for:
            return
        if brief := load(found[0].text).brief:
            self._fill(records[0], brief)

    def _fill(self, record: Element, brief: Brief) -> None:
        """Put the record and the proofs of a compared brief in place of those that are shown, and
        its signs at the claims."""
        at = browser.query("h2", record).id.removesuffix("record")
        part, proofs = proofs_part(brief, at)
        box = browser.create_element("div")
        browser.set_html(box, part.html())
        filled = box.firstElementChild
        browser.query(".proofs", filled).open = browser.query(".proofs", record).open
        record.replaceWith(filled)
        words = words_for(brief.language)
        for proof in proofs.all:
            sign = browser.find(f'.proof-sign[href="#{proof.id}-proof"]')
            if sign and proof.signs:
                sign.removeAttribute("aria-label")
                sign.dataset.sign, sign.textContent = proof.signs[0], proof.sign_in(words)
