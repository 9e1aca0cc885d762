"""HTML as a browser reads it: the tree, its words, and what could run a script in it."""

from collections.abc import Iterator
from html.parser import HTMLParser

from justhtml import JustHTML

from foldline.text.addresses import scheme_of

_INLINE = {
    "a",
    "abbr",
    "bdi",
    "cite",
    "code",
    "em",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "b",
    "i",
}
_RUNNING = {
    "script",
    "iframe",
    "object",
    "embed",
    "math",
    "form",
    "input",
    "base",
    "style",
    "link",
    "template",
    "foreignobject",
    "use",
    "image",
    "animate",
    "animatemotion",
    "animatetransform",
    "set",
}
_DRAWN = {"drawing", "open", "fade", "sign", "course"}
"""Classes of the pictures that are Foldline's own; any other <svg> is a stranger's."""


def tree(html: str):
    """The tree of a fragment, or of a document that begins with its doctype, in a browser whose
    scripts are off. Nothing is sanitised."""
    return JustHTML(
        html,
        sanitize=False,
        scripting_enabled=False,
        fragment=not html.lower().startswith("<!doctype"),
    ).root


def elements(node) -> Iterator:
    """Every element below a node, in the order of the text."""
    for child in node.children or ():
        if not child.name.startswith(("#", "!")):
            yield child
            yield from elements(child)


def words(node) -> str:
    """What a reader reads below a node, blanks folded. Words of one line stay together where only
    their look changes.
    """
    return " ".join("".join(_text(node)).split())


def _text(node) -> Iterator[str]:
    for child in node.children or ():
        if child.name == "#text":
            yield child.data
        elif not child.name.startswith(("#", "!")):
            edge = "" if child.name in _INLINE else " "
            yield edge
            yield from _text(child)
            yield edge


def attributes(node, name: str) -> list[str]:
    return [element.attrs[name] for element in elements(node) if name in element.attrs]


class _Tags(HTMLParser):
    """A second reader, written by others than the first."""

    def __init__(self, html: str):
        super().__init__()
        self.found: list[tuple[str, list]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, attrs))


def dangers(html: str) -> list[str]:
    """Elements, handlers and addresses in an article that could run or load something of a
    stranger's.
    """
    tags = [
        (element.name, list(element.attrs.items())) for element in elements(tree(html))
    ] + _Tags(html).found
    found = [
        name
        for name, attrs in tags
        if name.lower() in _RUNNING or name == "svg" and dict(attrs).get("class") not in _DRAWN
    ]
    for name, attrs in tags:
        for key, value in attrs:
            if key.startswith("on") or key in ("style", "srcdoc", "formaction"):
                found.append(f"{name} {key}")
            leads = key in ("href", "src", "action", "xlink:href") and scheme_of(
                value or ""
            ) not in (None, "http", "https", "mailto")
            if leads and not (name == "img" and (value or "").startswith("data:image/")):
                found.append(f"{name} {key}={value}")
    return found
