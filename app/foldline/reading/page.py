"""The page as Python sees it: what it was told, its <main>, its title, its alerts."""

import json

from pyscript import document, window

from foldline.render import Part, alert_part

# What `publish` (or the checkout's index.html) tells: addresses relative to the page; see publishing/shell.py.
told: dict = json.loads(document.getElementById("foldline-page").textContent)


def show(part: Part, *, title: str, language: str, slug: str = "") -> None:
    """Puts a rendered part into <main> and names the document after it."""
    main = document.getElementById("page")
    main.dataset.slug = slug
    main.innerHTML = part.html()
    document.title = title
    document.documentElement.lang = language


def show_alert(heading: str, sentences: list[str], *, advice: str = "", slug: str = "") -> None:
    """One alert instead of a brief."""
    show(alert_part(heading, sentences, advice=advice), title=heading, language="en", slug=slug)


def add_styles(css: str) -> None:
    """Adds a stylesheet by CSSOM, which needs no inline style."""
    sheet = window.CSSStyleSheet.new()
    sheet.replaceSync(css)
    sheets = document.adoptedStyleSheets
    document.adoptedStyleSheets = [*sheets, sheet] if not hasattr(sheets, "push") else sheets
    if hasattr(sheets, "push"):
        sheets.push(sheet)


def tell_ready() -> None:
    """Says that Python answers: the document's event, the performance mark and the state."""
    document.documentElement.dataset.foldline = "ready"
    window.performance.mark("foldline:ready")
    document.dispatchEvent(window.CustomEvent.new("foldline:ready"))


def tell_failed(sentence: str) -> None:
    """Says that Python started and then could not go on."""
    options = window.JSON.parse(json.dumps({"detail": sentence}))
    window.dispatchEvent(window.CustomEvent.new("foldline:failed", options))
