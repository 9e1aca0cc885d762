"""XML as a tree of elements, each of whose texts is taken at most once: what nobody took is left
over, and can be kept.

It is read by expat with limits. A file that declares entities is refused, since such a file can
grow without end or ask for others (CWE-776, CWE-611).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from xml.parsers import expat

from foldline.errors import ImportRefused
from foldline.text.words import clean, folded

DEEPEST = 150
"""Levels of elements."""
MOST_ELEMENTS = 400_000
_NO_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
"""A mark that XML would take for the beginning of an entity that it does not know, as &nbsp; is."""


@dataclass(eq=False)
class Xml:
    """An element: its name without a prefix, the address of its namespace, and what it holds."""

    name: str
    namespace: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    content: list["Xml | str"] = field(default_factory=list)
    taken: bool = False

    @property
    def children(self) -> list["Xml"]:
        """The elements directly in it."""
        return [each for each in self.content if isinstance(each, Xml)]

    def all(self, *names: str) -> list["Xml"]:
        """Return the children of these names, in the order of the names."""
        return [child for name in names for child in self.children if child.name == name]

    def first(self, *names: str) -> "Xml | None":
        """Return the first child of the first of these names that there is one of."""
        return next(iter(self.all(*names)), None)

    def at(self, path: str) -> "Xml | None":
        """Return the element at a path of names: "body/body.head"."""
        found: Xml | None = self
        for name in path.split("/"):
            found = found.first(name) if found is not None else None
        return found

    def every(self, *names: str) -> Iterator["Xml"]:
        """Yield the elements of these names anywhere in it."""
        waiting = list(reversed(self.children))
        while waiting:
            each = waiting.pop()
            if each.name in names:
                yield each
            waiting += reversed(each.children)

    def take(self) -> str:
        """Take the words in it, those of its elements included, on one line."""
        self.taken = True
        return folded(clean("".join(self._texts())))

    def take_first(self, *names: str) -> str:
        """Take the words of the first child of these names that has any."""
        for child in self.all(*names):
            if words := child.take():
                return words
        return ""

    def _texts(self) -> Iterator[str]:
        for each in self.content:
            if isinstance(each, str):
                yield each
            else:
                each.taken = True
                yield from each._texts()

    def take_html(self) -> str:
        """Take what it holds as HTML: elements as tags; a text with tags of its own as it is."""
        self.taken = True
        if not self.children:
            return clean("".join(self._texts()))
        return clean("".join(self._html()))

    def _html(self) -> Iterator[str]:
        for each in self.content:
            if isinstance(each, str):
                yield escape(each, quote=False)
                continue
            each.taken = True
            attributes = "".join(
                f' {name}="{escape(value)}"' for name, value in each.attributes.items()
            )
            yield f"<{each.name}{attributes}>"
            yield from each._html()
            yield f"</{each.name}>" if each.name not in ("br", "img", "hr") else ""

    def rest(self, path: str = "") -> dict[str, list[str]]:
        """Return the texts and attributes that nobody took, by the paths of their elements."""
        found: dict[str, list[str]] = {}
        waiting = [(self, path or self.name)]
        while waiting:
            each, place = waiting.pop()
            if each.taken:
                continue
            words = folded("".join(part for part in each.content if isinstance(part, str)))
            values = [f"{name}={value}" for name, value in each.attributes.items() if value.strip()]
            if words or values:
                found.setdefault(place, []).append(" ".join([*values, words]).strip())
            waiting += [(child, f"{place}/{child.name}") for child in reversed(each.children)]
        return found


def read_xml(text: str) -> Xml:
    """Return the root of an XML text. Raises ImportRefused where it is none, declares entities, or
    is too deep or too large.
    """
    top = Xml("")
    open_elements = [top]
    count = 0
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if len(open_elements) > DEEPEST or count > MOST_ELEMENTS:
            raise ImportRefused(
                f"the XML is nested deeper than {DEEPEST} levels or has more than "
                f"{MOST_ELEMENTS:,} elements"
            )
        namespace, _, local = name.rpartition(" ")
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        element = Xml(local, namespace, plain)
        open_elements[-1].content.append(element)
        open_elements.append(element)

    def end(name: str) -> None:
        open_elements.pop()

    def words(data: str) -> None:
        open_elements[-1].content.append(data)

    def refuse(*declared: object) -> int:
        raise ImportRefused("the XML declares entities, which may grow without end: it is not read")

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = words
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    # The text is decoded already, whatever its first line says of its bytes
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"))
    try:
        parser.Parse(_NO_ENTITY.sub("&amp;", clean(text)).encode("utf-8"), True)
    except expat.ExpatError as error:
        raise ImportRefused(
            f"the text is not XML from line {error.lineno}, column {error.offset + 1} on: "
            f"{expat.ErrorString(error.code)}"
        ) from None
    if not top.children:
        raise ImportRefused("the XML has no element")
    return top.children[0]


def root_name(text: str) -> str:
    """Return the name of an XML text's first element, without a prefix; empty where it has none.

    >>> root_name('<?xml version="1.0"?><!-- a feed --><rss version="2.0">')
    'rss'
    """
    match = re.match(
        r"(?:\ufeff|\s|<\?[^>]{0,2000}\?>|<!--.{0,2000}?-->|<!DOCTYPE[^>\[]{0,2000}(?:\[[^\]]{0,4000}\]\s*)?>)*"
        r"<(?:[\w.-]{1,40}:)?(?P<name>[A-Za-z][\w.-]{0,60})",
        text[:20_000],
        re.S,
    )
    return match["name"] if match else ""
