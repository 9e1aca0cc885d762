"""How large and how deep a brief may be: the usual limits, and how others are named.

They keep a stranger's file from holding up those who open it. Where a limit is passed, as little as
possible is refused: one field's Markdown is shown as plain text, one section as unread, and the
whole brief only where its head or its sum is too large. docs/reference/limits.md says the same to
publishers.
"""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, field, fields


def _limit(number: int, what: str) -> int:
    return field(default=number, metadata={"what": what})


DEEPEST = 64
"""Levels of lists and objects. The parser goes down one call for each, and in a browser the stack
ends without an exception that Python could catch; no machine of a reader was measured with more."""


@dataclass(frozen=True)
class Limits:
    """What a brief may have at most."""

    bytes: int = _limit(16_000_000, "bytes of a brief's file")
    depth: int = _limit(DEEPEST, "levels of lists and objects in each other; a brief has eight")
    values: int = _limit(200_000, "values (texts, numbers, lists, objects) of a brief together")
    sections: int = _limit(500, "sections")
    sources: int = _limit(2_000, "sources of a brief")
    items: int = _limit(10_000, "items of any other list, as a timeline's events")
    characters: int = _limit(500_000, "characters of a text")
    images: int = _limit(500, "images of a brief")
    image_bytes: int = _limit(
        5_000_000, "bytes of an image that stands in the brief itself (data:)"
    )
    picture_bytes: int = _limit(50_000_000, "bytes of a picture's file beside the brief")
    picture_pixels: int = _limit(100_000_000, "pixels of a picture beside the brief")

    def __post_init__(self) -> None:
        if self.depth > DEEPEST:
            raise ValueError(f"depth is at most {DEEPEST}")


LIMITS = Limits()
"""The usual ones. What readers open themselves is always read by these."""

NAMES = tuple(each.name for each in fields(Limits))


def limits_of(changes: Iterable[str]) -> Limits:
    """Return the usual limits with some changed, each written as `items=20000`. Raises ValueError,
    which says what is allowed.

    >>> limits_of(["items=20000"]).items
    20000
    """
    changed: dict[str, int] = {}
    for each in changes:
        name, _, number = each.partition("=")
        if name not in NAMES:
            raise ValueError(f'there is no limit "{name}"; there are {", ".join(NAMES)}')
        if not number.isascii() or not number.isdigit() or not int(number[:18]) > 0:
            raise ValueError(
                f'the limit "{name}" is a whole number above 0, as in '
                f'{name}={getattr(LIMITS, name)}, not "{number[:40]}"'
            )
        changed[name] = int(number[:18])
    return dataclasses.replace(LIMITS, **changed)
