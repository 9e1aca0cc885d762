"""Run the panel "How we know": what a program can establish about the brief that is shown, by
comparing it with its own full story.
"""

import re
from typing import Any

from foldline.claims import check_claims
from foldline.claims.findings import Finding
from foldline.errors import FoldlineError
from foldline.html.render import Part, knowing_part, shown_sections
from foldline.reading import browser
from foldline.reading.app import App
from foldline.reading.browser import Element, Event, document, window
from foldline.reading.saving import briefs_to_save
from foldline.story.loading import load

_HIGHLIGHT = "foldline-place"
"""The name under which menu.css finds the place in the full story."""


class SourceChecks:
    """Offer the dialog while one brief is shown. Nothing is compared before the reader opens it."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._dialog = browser.create_element("dialog", "panel")
        self._dialog.setAttribute("aria-labelledby", "know-title")
        self._article: Element | None = None
        self._findings: list[Finding] = []

    async def start(self) -> None:
        document.body.append(self._dialog)
        browser.listen(document, "click", self._on_click)

    def _on_click(self, event: Event) -> None:
        button = browser.closest(event, "[data-know]")
        if not button:
            return
        match button.dataset.know:
            case "open":
                self._app.tasks.start(self._open())
            case "close":
                self._dialog.close()
            case "show":
                event.preventDefault()
                self._dialog.close()
                if self._article:
                    _show(self._article, self._findings[int(button.dataset.at)])

    async def _open(self) -> None:
        browser.close_menu()
        articles = browser.find_all("main article.brief")
        article = next((each for each in articles if browser.is_shown(each)), None)
        try:
            found = await briefs_to_save(self._app)
            brief = load(found[0].text).brief if len(found) == 1 and article else None
        except FoldlineError:
            brief = None
        if brief is None or article is None:
            self._fill(knowing_part(None, [], []))
            return
        self._article, self._findings = article, check_claims(brief)
        at = browser.query("h1", article).id.removesuffix("title")
        story = browser.find("[data-section=full_story]", article)
        sections, link = shown_sections(brief, at), f"#{story.id}" if story else "#"
        self._fill(knowing_part(brief, self._findings, sections, link))

    def _fill(self, part: Part) -> None:
        browser.set_html(self._dialog, part.html(self._app.words))
        if not self._dialog.open:
            self._dialog.showModal()
        self._dialog.scrollTop = 0


def _show(article: Element, finding: Finding) -> None:
    """Scroll to the words of a finding in the full story, and highlight them if the browser can."""
    for section in browser.find_all("[data-section=full_story]", article):
        walker = document.createTreeWalker(
            section.querySelector(".section-body"), window.NodeFilter.SHOW_TEXT
        )
        nodes: list[tuple[int, Any]] = []
        text = ""
        while node := walker.nextNode():
            nodes.append((len(text), node))
            text += node.data
        pattern = r"\s+".join(map(re.escape, finding.there.split()))
        found = list(re.finditer(pattern, text))
        if not found:
            continue
        # headings make the places differ a little
        best = min(found, key=lambda match: abs(match.start() - finding.start))
        place = document.createRange()
        place.setStart(*_node_at(nodes, best.start()))
        place.setEnd(*_node_at(nodes, best.end()))
        section.open = True
        if hasattr(window, "Highlight"):
            window.CSS.highlights.set(_HIGHLIGHT, window.Highlight.new(place))
        browser.scroll_to_middle(place.startContainer.parentElement)
        browser.focus(browser.query("summary", section))
        return


def _node_at(nodes: list[tuple[int, Any]], index: int) -> tuple[Any, int]:
    """Return the text node, and the place in it, where a character of all their text is."""
    before, node = max((each for each in nodes if each[0] <= index), key=lambda each: each[0])
    return node, min(index - before, node.length)
