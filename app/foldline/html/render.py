"""Render a Brief as HTML with pure functions, which give the same bytes in CPython and in the
browser.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from foldline.html.brief_part import (
    Cited,
    ShownSection,
    brief_part,
    checked_brief_part,
    proofs_part,
    shown_sections,
)
from foldline.html.environment import Part, compile_templates, render
from foldline.html.front import FrontPage, ShelfEntry, front_page
from foldline.html.page_words import page_words
from foldline.html.pictures import Fit, Fits, Picture
from foldline.sections import KINDS
from foldline.story.brief import Brief
from foldline.story.loading import Problem
from foldline.story.revisions import SectionChanges
from foldline.story.site import SiteLook

__all__ = [
    "FRAME_HEIGHT",
    "FRAME_WIDTH",
    "Cited",
    "Fit",
    "FrontPage",
    "Part",
    "Picture",
    "ShelfEntry",
    "ShownSection",
    "alert_part",
    "archive_part",
    "brief_part",
    "changes_part",
    "checked_brief_part",
    "compile_templates",
    "editor_part",
    "embed_panel_part",
    "fitting",
    "front_page",
    "lead_drawing",
    "proofs_part",
    "render_brief",
    "render_embed_page",
    "render_fragment",
    "render_frame",
    "render_live",
    "render_packed",
    "render_page",
    "section_styles",
    "shelf_part",
    "shown_sections",
    "snippet",
]


def changes_part(changes: Sequence[SectionChanges], heading: str) -> Part:
    """Return what changed, folded, below a heading."""
    return Part("html/templates/changes.html", {"changes": changes, "heading": heading})


_NO_LOOK = SiteLook()


def shelf_part(
    shelf: FrontPage | Iterable[ShelfEntry],
    *,
    look: SiteLook = _NO_LOOK,
    problems: Sequence[str] = (),
    merged: str = "",
    archive: str = "",
    drawing: dict[str, Any] | None = None,
) -> Part:
    """Return a front page, or one of these briefs. `problems` are sentences about briefs that could
    not be put on it, `merged` is the address of their merged timeline and `archive` that of the
    older ones, where there are any; `drawing` is the `lead_drawing` of the brief that leads."""
    return Part(
        "html/templates/shelf.html",
        {
            "front": shelf if isinstance(shelf, FrontPage) else front_page(list(shelf)),
            "name": look.name,
            "tagline": look.tagline,
            "publisher": look.publisher,
            "problems": problems,
            "merged": merged,
            "archive": archive,
            "drawing": drawing,
        },
    )


def archive_part(heading: str, **values: Any) -> Part:
    """Return a page of the archive; `html/templates/archive.html` names its values."""
    none = {"months": (), "entries": (), "newer": None, "older": None}
    return Part("html/templates/archive.html", none | {"heading": heading} | values)


def lead_drawing(brief: Brief) -> dict[str, Any] | None:
    """Return what the small drawing of a brief's first section that has one is made from, for
    `shelf_part`; None where there is none."""
    values = brief_part(brief).values
    for shown in values["shown"]:
        if shown.section.small and shown.section.filled:
            template = f"sections/{shown.section.kind}/{shown.section.small}"
            return values | {"part": shown, "section": shown.section, "template": template}
    return None


def editor_part() -> Part:
    """Return the editor."""
    return Part("html/templates/editor.html", {})


def alert_part(heading: str, sentences: Sequence[str], *, advice: str = "") -> Part:
    """Return one failure the reader must know of: what failed, each problem on a line, and what to
    do."""
    return Part(
        "html/templates/alert.html", {"heading": heading, "sentences": sentences, "advice": advice}
    )


def render_brief(
    brief: Brief,
    *,
    base: str = "",
    problems: Sequence[Problem] = (),
    address: str = "",
    fits: Fits | None = None,
) -> str:
    """Return the HTML of `checked_brief_part`."""
    values = {"base": base, "problems": problems, "address": address, "fits": fits}
    return checked_brief_part(brief, **values).html()


def render_page(part: Part, **shell: Any) -> str:
    """Return a whole HTML document around a part; `html/templates/page.html` names the values of
    the shell. Its words are in the shell's `language`."""
    words = {"t": page_words(shell["language"])}
    return render("html/templates/page.html", words | part.values, part=part.template, **shell)


def render_fragment(part: Part, styles: str, page: str = "") -> str:
    """Return a brief's part without a page around it, for pages that embed it: with a stylesheet of
    its own and a link to the brief's own page, where there are any. Raises ValueError for styles
    that end their own element."""
    html = render(
        "html/templates/fragment.html", part.values, controls=False, styled=bool(styles), page=page
    )
    return html.replace(_STYLES, fitting(styles), 1)


_STYLES = "<!-- styles -->"
# No data can hold a comment: autoescape and the JSON filter leave no "<" of it.


def fitting(text: str) -> str:
    """Return a stylesheet or script for inside its element. Raises ValueError where its text would
    end that element.
    """
    if re.search("</(script|style)", text, re.I):
        raise ValueError("a text that names the end of its own element can't stand in a document")
    return text


FRAME_WIDTH, FRAME_HEIGHT = 640, 720
"""Pixels of a frame without a script that fits its height: two thirds of a laptop's screen."""


def snippet(mode: str, script: str, address: str, title: str, theme: str = "auto") -> str:
    """Return the HTML that puts a brief into another page: `mode` is inline, frame, or plain (a
    frame without a script). `script` is the address of embed.js, `address` that of the brief's
    folder, both absolute."""
    return render(
        "html/templates/snippet.html",
        mode=mode,
        script=script,
        address=address,
        title=title,
        theme=theme,
        width=FRAME_WIDTH,
        height=FRAME_HEIGHT,
    ).strip()


def embed_panel_part(ways: str) -> Part:
    """Return what the panel about embedding shows; `ways` is the address of the page that shows
    every way."""
    return Part("html/templates/embed_panel.html", {"ways": ways})


def render_frame(part: Part, **shell: Any) -> str:
    """Return a whole document of a brief for a frame; `html/templates/frame.html` names the other
    values."""
    return render("html/templates/frame.html", part.values, controls=False, **shell)


def render_live(**shell: Any) -> str:
    """Return the document that renders briefs for others; `html/templates/live.html` names its
    values."""
    return render("html/templates/live.html", **shell)


def render_embed_page(**values: Any) -> str:
    """Return the document that shows every way to embed a brief; `html/templates/embed.html` names
    its values."""
    return render("html/templates/embed.html", **values)


def render_packed(parts: Sequence[Part], entries: Sequence[ShelfEntry], **shell: Any) -> str:
    """Return a document of one brief, or of several with a shelf before them;
    `html/templates/packed.html` names the other values. Its words are in the shell's `language`."""
    return render(
        "html/templates/packed.html",
        t=page_words(shell["language"]),
        briefs=[part.values for part in parts],
        entries=entries,
        embedded=True,
        **shelf_part(
            front_page(entries, newest=None),
            look=SiteLook(page_words(shell["language"])("packed.title")),
        ).values,
        **shell,
    )


@lru_cache(maxsize=1)
def section_styles() -> str:
    """Return the stylesheets of all kinds of section, in the register's order."""
    folder = files("foldline.sections")
    return "\n".join((folder / kind / "style.css").read_text("utf-8") for kind in KINDS)
