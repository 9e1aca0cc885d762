"""Make a drawing (SVG) safe to publish: nothing in it runs, links to another place, or loads
anything.

The drawing is read as XML and written anew from lists of what is allowed. In an <img>, a drawing
runs nothing in any browser; at its own address it is a page of the site. docs/reference/safety.md
says why no package does this.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape

from foldline.publishing.svg_names import ATTRIBUTES, ELEMENTS, INERT_ATTRIBUTES, REFERRING
from foldline.publishing.svg_styles import clean_declarations, clean_stylesheet, clean_value

LARGEST = 16_000_000
"""Characters of a drawing, as read and as written."""

DEEPEST = 200
"""Elements in each other."""

MOST_DRAWN = 1_000_000
"""Elements that are drawn. Each <use> counts with all that it repeats: some twenty lines can draw
billions of elements.
"""

_SVG, _XLINK, _XML = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
)
_ACTIVE = (
    _SVG,
    "",
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/1998/Math/MathML",
    "http://www.w3.org/2001/xml-events",
)
"""Namespaces of which browsers make something; what is of another (an editor's notes) is left out
without a word."""

_OWN_PART = re.compile(r"#[^\s\"'<>]+\Z")
_BITMAP = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=\s]*\Z")
_ANIMATIONS = frozenset(("animate", "animateColor", "animateMotion", "animateTransform", "set"))
_MOST_LISTED = 5
_IN_ATTRIBUTES = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


class NotDrawn(ValueError):
    """Say why a file is no drawing that can be published."""


@dataclass(frozen=True)
class Drawing:
    """Hold a drawing as it may be published, and what was taken out of it, each with its line."""

    data: bytes
    taken_out: tuple[str, ...] = ()
    nameless: bool = False
    """Whether its elements are of no namespace, and no browser draws them."""

    @property
    def summary(self) -> str:
        """Return in a few words what was taken out; empty where nothing was."""
        changes = list(dict.fromkeys(self.taken_out))
        more = f" and {len(changes) - _MOST_LISTED} more" if len(changes) > _MOST_LISTED else ""
        return ", ".join(changes[:_MOST_LISTED]) + more


def clean_svg(data: bytes) -> Drawing:
    """Return the drawing without anything that could run, link or load something. Where there is
    nothing of the kind, its bytes stay as they are. Raises NotDrawn.
    """
    if len(data) > LARGEST:
        raise NotDrawn(
            f"it has {len(data) / 1e6:.1f} MB; a drawing has at most {LARGEST / 1e6:g} MB"
        )
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise NotDrawn(
            f"it is no XML from its line {error.lineno}, column {error.offset + 1} on: {reason}"
        ) from None
    except (UnicodeError, LookupError, ValueError) as error:
        raise (
            error
            if isinstance(error, NotDrawn)
            else NotDrawn(f"its letters can't be read: {error}")
        ) from None
    reader.count_repeated()
    if reader.as_it_was and _is_plain_utf8(data):
        return Drawing(data, nameless=reader.nameless)
    return Drawing("".join(reader.written).encode(), tuple(reader.taken_out))


def _is_known(element: str, attribute: str) -> bool:
    if attribute == "attributeName":
        return element in _ANIMATIONS
    return attribute in ATTRIBUTES or attribute.startswith(("aria-", "data-"))


def _is_plain_utf8(data: bytes) -> bool:
    """Return whether every XML reader decodes the bytes to the same text: they are UTF-8, and no
    declaration says otherwise.
    """
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return False
    declared = re.match(r"<\?xml[^>]*\bencoding\s*=\s*[\"']([^\"']*)", text)
    return not declared or declared[1].lower() in ("utf-8", "utf8", "us-ascii")


class _Reader:
    """Read the parts of an XML file from expat, and write those that are allowed. External entities
    are never loaded; expat itself limits how far those declared in the file grow.
    """

    def __init__(self) -> None:
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = parser.ordered_attributes = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        self.written: list[str] = []
        self.taken_out: list[str] = []
        self.as_it_was = True
        self.nameless = False
        self._length = self._skipping = 0
        self._open: list[str] = []
        self._style: list[str] | None = None
        self._counts: dict[str, int] = {"": 0}
        self._uses: dict[str, list[str]] = {"": []}
        self._names: list[str | None] = []

    # --- what expat calls ------------------------------------------------------------------------

    def _start(self, full_name: str, listed: list[str]) -> None:
        if self._skipping:
            self._skipping += 1
            return
        namespace, _, name = full_name.rpartition(" ")
        attributes = dict(zip(listed[::2], listed[1::2], strict=True))
        if not self._open and (name != "svg" or namespace not in (_SVG, "")):
            self._refuse(f"its first element is <{name[:40]}>, not <svg> of {_SVG}")
        self.nameless = self.nameless or not (self._open or namespace)
        if len(self._open) >= DEEPEST:
            self._refuse(f"it is nested deeper than {DEEPEST} levels")
        if (
            namespace not in (_SVG, "")
            or name not in ELEMENTS
            or (name == "style" and self._style is not None)
            or (not self._may_animate(name, attributes))
        ):
            self.as_it_was = False
            self._skipping = 1
            if namespace in _ACTIVE and name != "metadata":
                self._take_out(f"<{name[:40]}>")
            return
        kept = dict(self._kept(name, attributes))
        names = {} if self._open else {"xmlns": _SVG, "xmlns:xlink": _XLINK}
        markup = "".join(
            f' {key}="{escape(value, _IN_ATTRIBUTES)}"' for key, value in (names | kept).items()
        )
        self._write(f"<{name}{markup}>")
        self._open.append(name)
        self._count(name, kept)
        if name == "style":
            self._style = []

    def _end(self, full_name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        if self._style is not None:
            text, self._style = "".join(self._style), None
            found = len(self.taken_out)
            cleaned = clean_stylesheet(text, self._take_out)
            # what is safe stays as it is written
            self._write(
                escape(text if len(self.taken_out) == found and "\\" not in text else cleaned)
            )
        self._names.pop()
        self._write(f"</{self._open.pop()}>")

    def _text(self, text: str) -> None:
        if self._skipping or not self._open:
            return
        if self._style is not None:
            self._style.append(text)
        else:
            self._write(escape(text))

    def _instruction(self, target: str, data: str) -> None:
        self._take_out(f"<?{target[:40]}?>")

    def _doctype(self, name: str, system: str | None, public: str | None, subset: bool) -> None:
        self.as_it_was = False

    def _entity(
        self,
        name: str,
        parameter: bool,
        value: str | None,
        base: str | None,
        system: str | None,
        *more: object,
    ) -> None:
        self.as_it_was = False
        if value is None:
            self._take_out(f"the entity {name[:40]}")

    # --- what stays ------------------------------------------------------------------------------

    def _kept(self, element: str, attributes: dict[str, str]) -> Iterable[tuple[str, str]]:
        for full_name, value in attributes.items():
            namespace, _, name = full_name.rpartition(" ")
            if name == "href" and namespace in ("", _XLINK):
                if self._may_lead(element, value):
                    yield "xlink:href" if namespace else "href", value
                else:
                    self._take_out(f"{name} of <{element}>")
            elif namespace == _XML and name in ("space", "lang"):
                yield f"xml:{name}", value
            elif namespace or not _is_known(element, name):
                self.as_it_was = False
                if name.lower().startswith("on") or name == "base":
                    self._take_out(f"{name[:40]} of <{element}>")
            elif name in INERT_ATTRIBUTES or name.startswith(("aria-", "data-")):
                yield name, value
            else:
                clean = clean_declarations if name == "style" else clean_value
                cleaned = clean(value, self._reporting(f"{name} of <{element}>"))
                if cleaned or not value:
                    yield name, cleaned

    def _reporting(self, place: str) -> Callable[[str], None]:
        """Return a function that records what was taken out of a place."""
        return lambda what: self._take_out(f"{what} in {place}")

    def _may_lead(self, element: str, address: str) -> bool:
        if element not in REFERRING:
            return False
        return bool(
            _OWN_PART.match(address.strip())
            or (element in ("image", "feImage") and _BITMAP.match(address.strip()))
        )

    def _may_animate(self, element: str, attributes: dict[str, str]) -> bool:
        """Return whether an animation changes an allowed attribute that is neither an address nor a
        style.
        """
        if element not in _ANIMATIONS or "attributeName" not in attributes:
            return True
        name = attributes["attributeName"].strip()
        return name in ATTRIBUTES and name not in ("style", "attributeName")

    # --- how -------------------------------------------------------------------------------------

    def _write(self, text: str) -> None:
        self._length += len(text)
        if self._length > LARGEST:
            self._refuse(f"it grows beyond {LARGEST / 1e6:g} MB")
        self.written.append(text)

    def _take_out(self, what: str) -> None:
        self.as_it_was = False
        self.taken_out.append(f"{what} (its line {self.parser.CurrentLineNumber})")

    def _refuse(self, why: str) -> NoReturn:
        raise NotDrawn(why)

    # --- <use> -----------------------------------------------------------------------------------

    def _count(self, element: str, attributes: dict[str, str]) -> None:
        """Count an element in each open element with an id, and record what a <use> repeats."""
        name = attributes.get("id")
        self._names.append(name)
        if name is not None:
            self._counts.setdefault(name, 0)
            self._uses.setdefault(name, [])
        target = (
            (attributes.get("href") or attributes.get("xlink:href", "")).strip()
            if element == "use"
            else ""
        )
        for each in {"", *filter(None, self._names)}:
            self._counts[each] += 1
            if target:
                self._uses[each].append(target[1:])

    def count_repeated(self) -> None:
        """Raise NotDrawn where <use> of <use> draws more than `MOST_DRAWN` elements, or leads back
        to itself.
        """
        totals: dict[str, int] = {}
        entered: set[str] = set()
        waiting = [""]
        while waiting:
            name = waiting[-1]
            if name in totals or name not in self._counts:
                waiting.pop()
                continue
            targets = self._uses[name]
            if name not in entered:
                entered.add(name)
                if any(each in entered and each not in totals for each in targets):
                    raise NotDrawn("its <use> elements lead back to themselves")
                waiting += {each for each in targets if each not in totals}
                continue
            totals[name] = self._counts[name] + sum(totals.get(each, 0) for each in targets)
            if totals[name] > MOST_DRAWN:
                raise NotDrawn(f"its <use> elements repeat more than {MOST_DRAWN:,} elements")
            waiting.pop()
