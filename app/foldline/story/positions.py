"""Where each part of a JSON text stands, so that a problem can name its line and column.

The standard parser gives a position only for broken syntax. This scans a text which that parser has
accepted, so it need not judge anything. It also finds keys that occur twice, of which the parser
silently keeps the last.
"""

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from foldline.story.limits import DEEPEST

Path = tuple[str | int, ...]

# Possessive (`++`, `*+`), so that no text, however it is broken, makes the scan go back over it.
_STRING = r'"(?:[^"\\]++|\\.)*+"'
_TOKEN = re.compile(rf'[\s,:]*+(?:([{{}}\[\]])|({_STRING})|([^\s{{}}\[\],:"]++))', re.S)
_NOT_A_BRACKET = re.compile(rf'{_STRING}|[^"\[\]{{}}]++', re.S)
_WHOLE_STRING = re.compile(_STRING, re.S)
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1, '"': 0}
"""Down or up a level; a quotation mark is left where a text doesn't end."""


def deeper_than(levels: int, text: str) -> bool:
    """Return whether a JSON text nests deeper than `levels`, without recursion and without judging
    its syntax.

    >>> deeper_than(1, "[1]"), deeper_than(1, "[[1]]")
    (False, True)
    """
    brackets = _NOT_A_BRACKET.sub("", text)
    return max(accumulate(map(_STEPS.__getitem__, brackets)), default=0) > levels


def shallow_json(text: str) -> Any:
    """Return what a JSON text holds that nothing has checked yet. Raises ValueError where it is no
    JSON, or nests deeper than `DEEPEST`.
    """
    if deeper_than(DEEPEST, text):
        raise ValueError(f"nested deeper than {DEEPEST} levels")
    return json.loads(text)


def more_values_than(most: int, text: str) -> bool:
    """Return whether a JSON text holds more than `most` values (texts, numbers, lists, objects),
    without parsing it. An empty list or object counts for two.
    """

    def parts(of: str) -> int:
        return 1 + of.count(",") + of.count("[") + of.count("{")

    return parts(text) > most and parts(_WHOLE_STRING.sub("", text)) > most


def first_literal(literal: str, text: str) -> int:
    """Return the offset of the first value that is written as `literal` (a number or a word, not a
    text); 0 if there is none.
    """
    return next((match.start(3) for match in _TOKEN.finditer(text) if match[3] == literal), 0)


@dataclass
class Positions:
    """Offsets (in characters from the start of the text) of every value and key, by path."""

    text: str
    values: dict[Path, int] = field(default_factory=dict)
    keys: dict[Path, int] = field(default_factory=dict)
    duplicate_keys: list[tuple[Path, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._line_starts = [0] + [match.end() for match in re.finditer(r"\r\n|\r|\n", self.text)]

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset, both from 1, the column in characters."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def of(self, path: Path, key: bool = False) -> tuple[int, int]:
        """Return line and column of the value (or the key) at a path; of what holds it, where it
        isn't there itself.
        """
        if key and path in self.keys:
            return self.line_and_column(self.keys[path])
        while path and path not in self.values:
            path = path[:-1]
        return self.line_and_column(self.values.get(path, 0))


@dataclass(slots=True)
class _Open:
    """An open object or array: its path, and its next index or its waiting key."""

    path: Path
    at: str | int | None


def positions_in(text: str) -> Positions:
    """Return the positions in a text that `json.loads` has accepted.

    >>> positions_in('{"title":\\n "Rain"}').of(("title",))
    (2, 2)
    """
    found = Positions(text)
    open_parts: list[_Open] = []
    at = 0
    while match := _TOKEN.match(text, at):
        at = match.end()
        bracket, string, _ = match.groups()
        if bracket in ("}", "]"):
            open_parts.pop()
            continue
        inside = open_parts[-1] if open_parts else None
        if inside and inside.at is None:  # in an object, before a key
            path: Path = (*inside.path, json.loads(string, strict=False))
            if path in found.keys:
                found.duplicate_keys.append((path, match.start(2)))
            found.keys[path] = match.start(2)
            inside.at = path[-1]
            continue
        path = () if inside is None or inside.at is None else (*inside.path, inside.at)
        assert match.lastindex is not None  # one of the three
        found.values[path] = match.start(match.lastindex)
        if inside:
            inside.at = inside.at + 1 if isinstance(inside.at, int) else None
        if bracket:
            open_parts.append(_Open(path, 0 if bracket == "[" else None))
    return found
