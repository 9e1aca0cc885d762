"""What is too large in a brief's data, found before models look at it: without recursion, in one pass."""

from collections import Counter
from collections.abc import Iterator, Mapping
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
    found: list[tuple[Path, str]] = []
    costs = _costs_of_references(parsed)
    references: Counter[int] = Counter()  # bytes of a page, by section
    efforts: Counter[int] = Counter()  # steps of reading Markdown, by section
    images = 0
    for path, value in _values(parsed):
        section = path[1] if path[:1] == ("sections",) and len(path) > 1 else None
        if isinstance(value, list):
            found += _long_list(path, len(value), limits)
            if section is not None and path[-1] == "sources":
                references[section] += sum(costs.get(each) or len(each) + _OF_A_REFERENCE for each in value if isinstance(each, str))
        elif isinstance(value, str):
            found += _long_text(path, value, limits)
            if section is not None:
                efforts[section] += effort(value)
            if path[-1:] == ("src",):
                images += 1
                if images == limits.images + 1:
                    found.append((path, f"is one image too many; a brief has at most {limits.images:,}"))
    found += [(("sections", at, "sources"), _TOO_LARGE) for at in _past(references, PAGE_FACTOR * size + PAGE_ALLOWANCE)]
    found += [(("sections", at, "kind"), _TOO_LONG) for at in _past(efforts, EFFORT_FACTOR * size + EFFORT_ALLOWANCE)]
    return found


_TOO_LARGE = (f"makes a page too large, with its references to sources: a page may be {PAGE_FACTOR} times as large as its brief and "
              f"{PAGE_ALLOWANCE / 1e6:g} MB; shorten the names of sources, or name fewer of them")
_TOO_LONG = ("has so many marks of Markdown ([, <, *, #), with the sections before it, that reading them would take too long; "
             "write fewer of them, or in shorter paragraphs")


def _costs_of_references(parsed: Any) -> dict[str, int]:
    """Return how many bytes of a page each reference to a source takes, by its id: it repeats the source's name."""
    sources = parsed.get("sources") if isinstance(parsed, dict) else None
    return {source["id"]: len(escape(shown_name(source["name"])).encode(errors="replace")) + len(source["id"]) + _OF_A_REFERENCE
            for source in (sources if isinstance(sources, list) else ())
            if isinstance(source, dict) and isinstance(source.get("id"), str) and isinstance(source.get("name"), str)}


def _past(costs: Mapping[int, float], left: float) -> Iterator[int]:
    """Yield the sections, in their order, with which more than what is `left` is spent."""
    for at in sorted(costs):
        left -= costs[at]
        if left < 0:
            yield at
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
