"""The text of a brief's file, and the JSON in it. What can't be read at all raises Unreadable."""

import json
import re
from math import isfinite
from typing import Any, NoReturn

from foldline.story.limits import Limits
from foldline.story.positions import Positions, deeper_than, first_literal, more_values_than
from foldline.story.problems import Problem, too_large
from foldline.text.decoding import UTF8_MARK, NotUtf8, decode_utf8


class Unreadable(Exception):
    """Nothing of a file can be read; `problem` says why, and where."""

    def __init__(self, what: str, line: int = 1, column: int = 1):
        super().__init__(what)
        self.problem = Problem((), what, line, column)


def decode_brief(data: bytes | str, limits: Limits) -> str:
    """Return the text of a brief's file. Raises Unreadable where it is too large, empty, or in
    another encoding than UTF-8.
    """
    if len(data) > limits.bytes:
        raise Unreadable(too_large(len(data), limits.bytes).what)
    if isinstance(data, bytes) and (encoding := _other_encoding(data.removeprefix(UTF8_MARK))):
        raise Unreadable(f"is encoded as {encoding}; a brief is UTF-8 text, so save it as UTF-8")
    try:
        text = decode_utf8(data)
    except NotUtf8 as error:
        raise Unreadable(
            f"{error}; a brief is UTF-8 text, so save it as UTF-8",
            *Positions(error.before).line_and_column(len(error.before)),
        ) from None
    if not text.strip():
        raise Unreadable('is empty; a brief is one object that begins {"foldline": 1, …')
    return text


def _other_encoding(data: bytes) -> str:
    """Return the encoding that a file shows by its mark, or by its first character; else
    nothing.
    """
    if data[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        return "UTF-32"
    return "UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:2] else ""


# A pair of surrogates, or one alone, written as JSON escapes; other escapes are matched so as to be
# passed over.
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.|([\ud800-\udfff])",
    re.S,
)


def whole_characters(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Return the text with U+FFFD for every lone surrogate (JSON's grammar allows them, no encoding
    does), and the offset and escape of each.

    >>> whole_characters('"\\\\ud83d"')
    ('"\\\\ufffd"', [(1, '\\\\ud83d')])
    """
    halves = []

    def whole(match: re.Match[str]) -> str:
        if match[1]:
            halves.append((match.start(), match[1]))
            return r"\ufffd"
        if match[2]:
            halves.append((match.start(), f"\\u{ord(match[2]):04x}"))
            return "\ufffd"
        return match[0]

    return _ESCAPE.sub(whole, text), halves


def parse_json(text: str, limits: Limits) -> tuple[Any, bool]:
    """Return what the text holds, and whether some object in it has a key twice. Raises
    Unreadable.
    """
    has_duplicate_keys = False

    def as_dict(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal has_duplicate_keys
        found = dict(pairs)
        has_duplicate_keys = has_duplicate_keys or len(found) < len(pairs)
        return found

    def refuse(constant: str, why: str = "is not a JSON number") -> NoReturn:
        raise Unreadable(
            f"{constant[:60]} {why}; leave the field out instead",
            *Positions(text).line_and_column(first_literal(constant, text)),
        )

    def as_float(literal: str) -> float:
        number = float(literal)
        return number if isfinite(number) else refuse(literal, "is too large a number")

    if deeper_than(limits.depth, text):
        raise Unreadable(f"is nested deeper than {limits.depth} levels; a brief has eight")
    if more_values_than(limits.values, text):
        raise Unreadable(f"holds more than {limits.values:,} values; a brief has at most that many")
    try:
        return json.loads(
            text, parse_constant=refuse, parse_float=as_float, object_pairs_hook=as_dict
        ), has_duplicate_keys
    except json.JSONDecodeError as error:
        at, reason = (
            error.pos,
            re.sub(r"( starting)? at$|: ?$", "", error.msg[0].lower() + error.msg[1:]),
        )
        if comma := re.compile(r",\s*+[}\]]").match(text, len(text[:at].rstrip(" \t\r\n,"))):
            # Pythons differ in place and words
            at, reason = (comma.start(), "a comma before the end")
        raise Unreadable(
            f"is not JSON from here on: {reason}", *Positions(text).line_and_column(at)
        ) from None
    except ValueError as error:  # an integer of thousands of digits
        raise Unreadable(
            f"holds a number that can't be read: {str(error).partition(';')[0].lower()}"
        ) from None
