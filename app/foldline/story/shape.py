"""What is too large in a brief's data, found before models look at it: without recursion, in one pass."""

from collections.abc import Iterator
from typing import Any

from markupsafe import escape

from foldline.story.limits import Limits
from foldline.story.positions import Path
from foldline.text.prose import effort
from foldline.text.unseen import shown_name


PAGE_FACTOR, PAGE_ALLOWANCE = 40, 1_000_000
"""How many times as large as its file a brief's page may be, and how many bytes more."""
_OF_A_REFERENCE = 110
"""Bytes of HTML for a reference to a source, beside the source's name and id."""

EFFORT_FACTOR, EFFORT_ALLOWANCE = 20, 12_000_000
"""Steps that reading all Markdown of a brief may take, for each byte of its file, and how many more: as `prose.effort` counts
them. Seconds would differ from machine to machine."""


def beyond(parsed: Any, limits: Limits, size: int) -> list[tuple[Path, str]]:
    """Return what of a parsed JSON text of `size` bytes is over its limits: the path, what is there and what is allowed."""
    found: list[tuple[Path, str]] = [*_large_pages(parsed, size), *_long_work(parsed, size)]
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


def _large_pages(parsed: Any, size: int) -> Iterator[tuple[Path, str]]:
    """The sections with which a page becomes too large: each reference to a source repeats its name and its id."""
    if not isinstance(parsed, dict) or not isinstance(parsed.get("sections"), list):
        return
    sources = parsed["sources"] if isinstance(parsed.get("sources"), list) else []
    costs = {source["id"]: len(escape(shown_name(source["name"])).encode(errors="replace")) + len(source["id"]) + _OF_A_REFERENCE
             for source in sources if isinstance(source, dict) and isinstance(source.get("id"), str) and isinstance(source.get("name"), str)}
    left = PAGE_FACTOR * size + PAGE_ALLOWANCE
    for at, section in enumerate(parsed["sections"]):
        for path, value in _values(section):
            if isinstance(value, list) and path[-1:] == ("sources",):
                left -= sum(costs.get(each) or len(each) + _OF_A_REFERENCE for each in value if isinstance(each, str))
        if left < 0:
            yield (("sections", at, "sources"), f"makes a page too large, with its references to sources: a page may be {PAGE_FACTOR} times as large "
                   f"as its brief and {PAGE_ALLOWANCE / 1e6:g} MB; shorten the names of sources, or name fewer of them")
            left = 0


def _long_work(parsed: Any, size: int) -> Iterator[tuple[Path, str]]:
    """The sections whose Markdown, with that of the sections before, would take too long to read."""
    if not isinstance(parsed, dict) or not isinstance(parsed.get("sections"), list):
        return
    left: float = EFFORT_FACTOR * size + EFFORT_ALLOWANCE
    for at, section in enumerate(parsed["sections"]):
        left -= sum(effort(value) for _, value in _values(section) if isinstance(value, str))
        if left < 0:
            yield ("sections", at, "kind"), ("has so many marks of Markdown ([, <, *, #), with the sections before it, that reading them would take "
                                             "too long; write fewer of them, or in shorter paragraphs")
            left = 0


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
