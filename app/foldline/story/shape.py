"""What is too large in a brief's data, found before models look at it: without recursion, in one pass."""

from collections.abc import Iterator
from typing import Any

from foldline.story.limits import Limits
from foldline.story.positions import Path


def beyond(parsed: Any, limits: Limits) -> list[tuple[Path, str]]:
    """What of a parsed JSON text is over its limits: the path, what is there and what is allowed."""
    found: list[tuple[Path, str]] = []
    images = 0
    for path, value in _values(parsed):
        if isinstance(value, list):
            found += _long_list(path, len(value), limits)
        elif isinstance(value, str):
            found += _long_text(path, value, limits)
            if path[-1:] == ("src",):
                images += 1
                if images == limits.images + 1:
                    found.append((path, f"is one image too many; a brief has at most {limits.images:,}"))
    return found


def _values(parsed: Any) -> Iterator[tuple[Path, Any]]:
    """Every value with its path, in the text's order."""
    waiting: list[tuple[Path, Any]] = [((), parsed)]
    while waiting:
        path, value = waiting.pop()
        yield path, value
        if isinstance(value, dict):
            waiting += [((*path, key), inner) for key, inner in reversed(value.items())]
        elif isinstance(value, list):
            waiting += [((*path, at), value[at]) for at in range(len(value) - 1, -1, -1)]


def _long_list(path: Path, length: int, limits: Limits) -> Iterator[tuple[Path, str]]:
    most = {("sections",): limits.sections, ("sources",): limits.sources}.get(path, limits.items)
    if length > most:
        name = path[-1] if path and isinstance(path[-1], str) else "items"
        yield path, f"is a list of {length:,}; at most {most:,} {name} are allowed"


def _long_text(path: Path, text: str, limits: Limits) -> Iterator[tuple[Path, str]]:
    if path[-1:] == ("src",) and text[:5].lower() == "data:":
        size = len(text.partition(",")[2]) * 3 // 4  # of base64, which writes three bytes as four characters
        if size > limits.image_bytes:
            yield path, f"is an image of {size / 1e6:.1f} MB; at most {limits.image_bytes / 1e6:g} MB may stand in the brief itself"
    elif len(text) > limits.characters:
        yield path, f"has {len(text):,} characters; at most {limits.characters:,} are allowed"
