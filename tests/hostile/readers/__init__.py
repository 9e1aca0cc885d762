"""What reads a stranger's text, each with texts that are made to take long.

They have many short repeats, one long line, many columns, brackets and quotation marks that nothing
closes, many dates, or many events that are nearly the same. A case makes a text of any size, in
units (repeats, items, columns), and says what reads it; `growth` measures it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from foldline import Brief, load
from tests.made import as_bytes

FIELD = 400_000
"""Characters of the largest text of a field that is made here."""


@dataclass(frozen=True)
class Case:
    """`make` gives what `act` reads, of a size of `first` units or more and at most `largest`."""

    make: Callable[[int], Any]
    act: Callable[[Any], object]
    largest: int
    first: int


CASES: dict[str, Case] = {}


def case(
    name: str,
    act: Callable[[Any], object],
    largest: int,
    make: Callable[[int], Any],
    first: int = 16,
) -> None:
    CASES[name] = Case(make, act, largest, first)


def many(size: int, item: Callable[[int], Any]) -> list[Any]:
    return [item(at) for at in range(size)]


def lines(size: int, line: Callable[[int], str]) -> str:
    return "".join(line(at) for at in range(size))


def word(at: int) -> str:
    """A word of its own, of letters alone."""
    letters = ""
    while at >= 0:
        letters, at = chr(97 + at % 26) + letters, at // 26 - 1
    return letters + "q"


def day(at: int) -> str:
    return f"{1800 + at // 336 % 8000:04}-{at // 28 % 12 + 1:02}-{at % 28 + 1:02}"


def made(*sections: object, **fields: object) -> Brief:
    found = load(as_bytes(*sections, **fields)).brief
    assert found is not None
    return found


def story(text: str) -> dict[str, Any]:
    return {"kind": "full_story", "text": text}


def quotes(texts: list[str]) -> dict[str, Any]:
    return {
        "kind": "key_quotes",
        "quotes": [{"text": text, "speaker": "Ada Quill"} for text in texts],
    }


def points(texts: list[str]) -> dict[str, Any]:
    return {"kind": "what_happened", "points": [{"text": text} for text in texts]}


def timeline(events: list[dict[str, Any]], **more: object) -> dict[str, Any]:
    return {"kind": "timeline", "events": events, **more}


def sources(size: int, name: str = "n") -> list[dict[str, str]]:
    """As many as a brief may have."""
    return many(min(size, 2_000), lambda at: {"id": f"s{at}", "name": name})


def impact(**fields: object) -> dict[str, Any]:
    return {"kind": "economic_impact", "short_term": [{"subject": "Tea", **fields}]}
