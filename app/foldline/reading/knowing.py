"""The panel "How we know": what a program can establish about the brief that is shown, by comparing
it with its own full story.
"""

import asyncio
import re

from pyodide.ffi import create_proxy, to_js
from pyscript import document, window

from foldline.claims import check_claims
from foldline.claims.findings import Finding
from foldline.errors import FoldlineError
from foldline.html.render import knowing_part, shown_sections
from foldline.reading import page
from foldline.reading.saving import shown_briefs
from foldline.story.loading import load

_MARKED = "foldline-place"
"""The name under which page.css finds the place in the full story."""


class Knowing:
    """Offered while one brief is shown; nothing is compared before the reader asks. `own` is as
    `Saver` has it.
    """

    def __init__(self, own=lambda: None) -> None:
        self._own = own
        self._offer = document.getElementById("tools-know")
        self._dialog = document.createElement("dialog")
        self._dialog.className = "panel"
        self._dialog.setAttribute("aria-labelledby", "know-title")
        self._findings: list[Finding] = []

    def start(self) -> None:
        document.body.append(self._dialog)
        document.addEventListener("click", create_proxy(self._clicked))
        self._offer.hidden = False

    def _clicked(self, event) -> None:
        button = event.target.closest("[data-know]") if hasattr(event.target, "closest") else None
        asked = button and button.dataset.know
        if asked == "open":
            self._task = asyncio.ensure_future(
                self._open()
            )  # the loop itself keeps no strong reference
        elif asked == "close":
            self._dialog.close()
        elif asked == "show":
            event.preventDefault()
            self._dialog.close()
            _show(self._article, self._findings[int(button.dataset.at)])

    async def _open(self) -> None:
        document.getElementById("tools").open = False
        article = next(
            (
                each
                for each in document.querySelectorAll("main article.brief")
                if each.getClientRects().length
            ),
            None,
        )
        try:
            found = await shown_briefs(self._own)
            brief = load(found[0].text).brief if len(found) == 1 and article else None
        except FoldlineError:
            brief = None
        if brief is None:
            self._fill(knowing_part(None, [], []))
            return
        self._article, self._findings = article, check_claims(brief)
        at = article.querySelector("h1").id.removesuffix("title")
        story = article.querySelector("[data-section=full_story]")
        self._fill(
            knowing_part(
                brief, self._findings, shown_sections(brief, at), f"#{story.id}" if story else "#"
            )
        )

    def _fill(self, part) -> None:
        page.fill(self._dialog, part.html())
        if not self._dialog.open:
            self._dialog.showModal()
        self._dialog.scrollTop = 0


def _show(article, finding: Finding) -> None:
    """Leads to where the words of a finding stand in the full story, and marks them where the
    browser can.
    """
    for section in article.querySelectorAll("[data-section=full_story]"):
        walker = document.createTreeWalker(
            section.querySelector(".section-body"), window.NodeFilter.SHOW_TEXT
        )
        nodes, text = [], ""
        while node := walker.nextNode():
            nodes.append((len(text), node))
            text += node.data
        found = list(re.finditer(r"\s+".join(map(re.escape, finding.there.split())), text))
        if not found:
            continue
        best = min(
            found, key=lambda match: abs(match.start() - finding.start)
        )  # headings make the places differ a little
        place = document.createRange()
        place.setStart(*_at(nodes, best.start()))
        place.setEnd(*_at(nodes, best.end()))
        section.open = True
        if hasattr(window, "Highlight"):
            window.CSS.highlights.set(_MARKED, window.Highlight.new(place))
        place.startContainer.parentElement.scrollIntoView(
            to_js({"block": "center"}, dict_converter=window.Object.fromEntries)
        )
        section.querySelector("summary").focus(
            to_js({"preventScroll": True}, dict_converter=window.Object.fromEntries)
        )
        return


def _at(nodes: list, index: int) -> tuple:
    """The text node, and the place in it, where a character of all their text is."""
    before, node = max((each for each in nodes if each[0] <= index), key=lambda each: each[0])
    return node, min(index - before, node.length)
