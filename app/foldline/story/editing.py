"""Change a brief's file where something is added, and nowhere else: its indentation, the order of
its fields, its line ends and what is unknown in it stay as they are.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from foldline.story.positions import Path, Positions, positions_in

_BLANKS = re.compile(r"[ \t\r\n]*\Z")
_INDENTED = re.compile(r"\{[ \t]*(\r?\n)([ \t]+)")


@dataclass(frozen=True)
class Addition:
    """Items for the end of a list: the field `name` of the object at `path`, which may not have it
    yet. `behind` is the field that a new one stands behind, where there is such a field.
    """

    path: Path
    name: str
    items: tuple[Any, ...]
    behind: str | None = None


def with_additions(text: str, additions: Iterable[Addition]) -> str:
    """Return the text of a file that `load` has read, with more in it. Raises ValueError where a
    place is not there, or holds no list.

    >>> print(with_additions('{"a": {"b": 1}}', [Addition(("a",), "c", ("x",))]))
    {"a": {"b": 1, "c": ["x"]}}
    """
    where = positions_in(text)
    changes = sorted((_change(where, each) for each in additions), reverse=True)
    for start, end, new in changes:
        text = text[:start] + new + text[end:]
    return text


def _change(where: Positions, addition: Addition) -> tuple[int, int, str]:
    """Return what to put into a text: from where, up to where, and what."""
    text, path = where.text, (*addition.path, addition.name)
    if addition.path not in where.values:
        raise ValueError(f"there is no {addition.path}")
    if path not in where.values:
        return _new_field(where, addition)
    if text[where.values[path]] != "[":
        raise ValueError(f"{path} holds no list")
    last = max((step for step in _children(where, path) if isinstance(step, int)), default=-1)
    if last < 0:
        start, style = where.values[path], _Style.of(where, where.keys[path])
        return start, _end(text, start), style.written(list(addition.items))
    start = where.values[(*path, last)]
    style = _Style.of(where, start)
    new = "".join(f",{style.before}{style.written(item)}" for item in addition.items)
    end = _end(text, start)
    return end, end, new


def _new_field(where: Positions, addition: Addition) -> tuple[int, int, str]:
    text = where.text
    names = [step for step in _children(where, addition.path) if isinstance(step, str)]
    if not names:
        raise ValueError(f"{addition.path} is no object with fields")
    name = addition.behind if addition.behind in names else names[-1]
    key, start = where.keys[(*addition.path, name)], where.values[(*addition.path, name)]
    style = _Style.of(where, key)
    colon = text[_end(text, key) : start]
    end = _end(text, start)
    new = f"{json.dumps(addition.name)}{colon}{style.written(list(addition.items))}"
    return end, end, f",{style.before}{new}"


def _children(where: Positions, path: Path) -> list[str | int]:
    """Return the names of an object's fields, or the places of a list's items, in their order."""
    inside = [each for each in where.values if len(each) == len(path) + 1 and each[:-1] == path]
    return [each[-1] for each in inside]


def _end(text: str, start: int) -> int:
    """Return where a value ends."""
    return json.JSONDecoder(strict=False).raw_decode(text, start)[1]


@dataclass(frozen=True)
class _Style:
    """How a part of a file is written: what stands before an item, its indentation, and one more
    step of it; nothing where items follow each other on a line.
    """

    before: str
    step: str

    @classmethod
    def of(cls, where: Positions, start: int) -> "_Style":
        """Return the style of what begins at a place."""
        text = where.text
        found = _BLANKS.search(text, 0, start)
        before = found[0] if found else ""
        begins = _INDENTED.match(text)
        if "\n" not in before:
            first = min(where.keys, key=where.keys.__getitem__)
            colon = text[_end(text, where.keys[first]) : where.values[first]]
            return cls(" " if colon.endswith(" ") else "", "")
        return cls(before, begins[2] if begins else "  ")

    def written(self, value: Any) -> str:
        """Return a value as it is written there."""
        if not self.step:
            marks = (", ", ": ") if self.before else (",", ":")
            return json.dumps(value, ensure_ascii=False, separators=marks)
        found = json.dumps(value, ensure_ascii=False, indent=self.step)
        return found.replace("\n", self.before)
