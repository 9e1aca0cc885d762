"""The fields of a JSON object, taken one by one: what nobody took is left over, and can be kept."""

import json
from typing import Any

from foldline.errors import ImportRefused
from foldline.story.parsing import whole_characters
from foldline.story.positions import Positions, deeper_than
from foldline.story.problems import LARGEST_BRIEF
from foldline.text.words import clean, folded

DEEPEST = 56
"""Levels of lists and objects: what is left over goes a few levels down into a brief, which may
have 64.
"""


def read_json(text: str) -> Any:
    """Return what a JSON text holds. Raises ImportRefused where it is no JSON, is too deep, or
    holds what JSON does not know.
    """
    if len(text) > LARGEST_BRIEF:
        raise ImportRefused(
            f"the text has {len(text) / 1e6:.1f} MB; a brief has at most "
            f"{LARGEST_BRIEF / 1e6:.0f} MB"
        )
    if deeper_than(DEEPEST, text):
        raise ImportRefused(f"the JSON is nested deeper than {DEEPEST} levels")

    def refuse(constant: str) -> None:
        raise ImportRefused(f"{constant} is not a JSON number; leave the field out instead")

    try:
        return json.loads(whole_characters(text)[0], parse_constant=refuse)
    except json.JSONDecodeError as error:
        line, column = Positions(text).line_and_column(error.pos)
        raise ImportRefused(
            f"the text is not JSON from line {line}, column {column} on: {error.msg.lower()}"
        ) from None
    except ValueError as error:  # an integer of thousands of digits
        raise ImportRefused(
            f"the JSON holds a number that can't be read: {str(error).partition(';')[0].lower()}"
        ) from None


class Fields:
    """The fields of one JSON object, of which each is taken at most once. `path` is where the
    object stands, for the report.

    >>> fields = Fields({"title": "Rain", "mood": "wet"})
    >>> fields.text("title"), fields.rest()
    ('Rain', {'mood': 'wet'})
    """

    def __init__(self, raw: dict[str, Any], path: str = ""):
        self.path = path
        self._left = {name: value for name, value in raw.items() if not _nothing(value)}
        self._inner: list[tuple[str, int | None, Fields]] = []

    def __contains__(self, name: str) -> bool:
        return name in self._left

    def at(self, name: str) -> str:
        """Return the path of a field."""
        return f"{self.path}.{name}" if self.path else name

    def look(self, name: str) -> Any:
        """Return the value of a field, which stays."""
        return self._left.get(name)

    def take(self, name: str) -> Any:
        """Take a field and return its value, or None."""
        return self._left.pop(name, None)

    def text(self, *names: str) -> str:
        """Take the first of these fields that is a text with something in it (or a number, as
        text); return empty text where none is. A field of another type stays.
        """
        for name in names:
            value = self._left.get(name)
            if isinstance(value, str) or (
                isinstance(value, (int, float)) and not isinstance(value, bool)
            ):
                return clean(str(self._left.pop(name))).strip()
        return ""

    def line(self, *names: str) -> str:
        """Take a field as `text` does; return it with its line breaks as blanks."""
        return folded(self.text(*names))

    def number(self, *names: str) -> float | None:
        """Take the first of these fields that is a number, or a text that writes one; the others
        stay.
        """
        for name in names:
            value = self._left.get(name)
            if isinstance(value, bool) or not isinstance(value, (int, float, str)):
                continue
            try:
                found = float(value)
            except (ValueError, OverflowError):
                continue
            if abs(found) < 1e300:
                del self._left[name]
                return found
        return None

    def object(self, name: str) -> "Fields | None":
        """Take a field that is an object; return None, and leave it, where it is none."""
        if not isinstance(self._left.get(name), dict):
            return None
        inner = Fields(self._left.pop(name), self.at(name))
        self._inner.append((name, None, inner))
        return inner

    def objects(self, name: str) -> "list[Fields]":
        """Take the objects in a field that is a list of them, or one object. What else is in the
        list stays.
        """
        value = self._left.get(name)
        if isinstance(value, dict) and (alone := self.object(name)):
            return [alone]
        if not isinstance(value, list):
            return []
        found = []
        for at, item in enumerate(value):
            if isinstance(item, dict):
                found.append(Fields(item, f"{self.at(name)}[{at}]"))
                self._inner.append((name, at, found[-1]))
        rest = [item for item in value if not isinstance(item, dict)]
        del self._left[name]
        if rest:
            self._left[name] = rest
        return found

    def again(self, name: str) -> "list[Fields]":
        """Return the objects that were taken from a field before."""
        return [inner for taken, _, inner in self._inner if taken == name]

    def texts(self, name: str) -> list[str]:
        """Take the texts in a field that is a list of them, or one text, or an object of texts
        (then "name: text"). What else is in a list stays.
        """
        value = self._left.get(name)
        if isinstance(value, str):
            return [self.text(name)]
        if isinstance(value, dict) and all(isinstance(each, str) for each in value.values()):
            del self._left[name]
            return [clean(f"{key}: {each}").strip() for key, each in value.items() if each.strip()]
        if not isinstance(value, list):
            return []
        rest = [item for item in value if not isinstance(item, str)]
        del self._left[name]
        if rest:
            self._left[name] = rest
        return [clean(item).strip() for item in value if isinstance(item, str) and item.strip()]

    def put_back(self, name: str, value: Any) -> None:
        """Put back a value that was taken and had no place after all."""
        if not _nothing(value):
            self._left[name] = value

    def let_go(self, inner: "list[Fields]") -> None:
        """Leave what is left of these objects to others, who keep it: it is no longer part of
        `rest`.
        """
        gone = set(map(id, inner))
        self._inner = [held for held in self._inner if id(held[2]) not in gone]

    def rest(self) -> dict[str, Any]:
        """Return what nobody took, of this object and those in it, at its own names."""
        left = dict(self._left)
        listed: set[str] = set()
        for name, at, inner in self._inner:
            if rest := inner.rest():
                if at is None:
                    left[name] = rest
                    continue
                if name not in listed:
                    others = left.get(name, [])
                    left[name] = [*others] if isinstance(others, list) else [others]
                    listed.add(name)
                left[name].append(rest)
        return left


def _nothing(value: Any) -> bool:
    return (
        value is None
        or value == []
        or value == {}
        or (isinstance(value, str) and not clean(value).strip())
    )
