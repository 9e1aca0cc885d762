"""What is too large in a brief's data: found before models look at it, in one pass and without
recursion.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import escape

from foldline.story.limits import Limits
from foldline.story.positions import Path
from foldline.text.cost import effort, growth
from foldline.text.unseen import shown_name

PAGE_FACTOR, PAGE_ALLOWANCE = 40, 1_000_000
"""How many times as large as its file a brief's page may be, and how many bytes more."""
_USUAL_FACTOR = 30
"""How many times as large as its JSON a part's HTML gets by itself, at most: a list of sectors of
one letter each. The rest is for what repeats something that stands elsewhere, which is counted."""
_OF_A_REFERENCE = 110
"""Bytes of HTML for a reference to a source, beside the source's name and id."""
_OF_A_PICTURE, _OF_A_MARK, _MOST_MARKS = 8_000, 1_700, 200
"""Bytes of HTML for a timeline's three drawings, and for each event in them, beside the list's."""

EFFORT_FACTOR, EFFORT_ALLOWANCE = 20, 12_000_000
"""Steps that reading all Markdown of a brief may take, for each byte of its file, and how many
more: as `cost.effort` counts them. Seconds would differ from machine to machine."""


_At = str | int
"""A place in a list of sections; a name where the file has an object in its stead."""


def find_oversized(parsed: Any, limits: Limits, size: int) -> list[tuple[Path, str]]:
    """Return what of a parsed JSON text of `size` bytes is over its limits: the path, what is there
    and what is allowed.
    """
    found: list[tuple[Path, str]] = []
    costs, passages = _costs_of_references(parsed), _costs_of_passages(parsed)
    grown: dict[str, Counter[_At]] = {field: Counter() for field in _GROWS}  # bytes, by section
    # Steps of reading Markdown, by section
    efforts: dict[str, dict[_At, float]] = {
        "sections": defaultdict(float),
        "revisions": defaultdict(float),
    }
    images = 0
    for path, value in _values(parsed):
        part, at = path[:2] if len(path) > 1 else ("", "")
        if isinstance(value, list):
            found += _long_list(path, len(value), limits)
            if part == "sections" and path[-1] == "sources":
                grown["sources"][at] += _of_references(value, costs)
            elif part == "sections" and path[-1] == "proof":
                grown["proof"][at] += _of_proof(value, costs, passages)
            elif part == "sections" and path[2:] == ("events",):
                grown["events"][at] += _of_pictures(len(value))
        elif isinstance(value, str):
            found += _long_text(path, value, limits)
            if isinstance(part, str) and part in efforts:
                efforts[part][at] += effort(value)
            if part == "sections":
                grown["text"][at] += growth(value)
            if path[-1:] == ("src",):
                images += 1
                if images == limits.images + 1:
                    found.append(
                        (path, f"is one image too many; a brief has at most {limits.images:,}")
                    )
    return [*found, *_large_pages(grown, size), *_long_work(efforts, size)]


def most_bytes(size: int) -> int:
    """Return how many bytes the page of a brief may have whose file has `size`.

    >>> most_bytes(10_000)
    1400000
    """
    return PAGE_FACTOR * size + PAGE_ALLOWANCE


_GROWS = {
    "sources": ("references to sources", "shorten the names of sources, or name fewer of them"),
    "proof": ("references to passages", "quote shorter passages, or refer to fewer of them"),
    "text": ("tables and links", "write shorter tables, and links by their own address"),
    "events": ("picture of a timeline", "put timelines together"),
}
"""What makes a page large beside what stands in its sections, by the field, and what helps."""


def _costs_of_references(parsed: Any) -> dict[str, int]:
    """Return how many bytes of a page each reference to a source takes, by its id: it repeats the
    source's name.
    """
    return {
        source["id"]: len(escape(shown_name(source["name"])).encode(errors="replace"))
        + len(source["id"])
        + _OF_A_REFERENCE
        for source in _with_id(parsed, "sources")
        if isinstance(source.get("name"), str)
    }


def _costs_of_passages(parsed: Any) -> dict[tuple[str, str], int]:
    """Return how many bytes of a page the words of each passage take, by the ids of its source and
    of itself.
    """
    return {
        (source["id"], passage["id"]): len(escape(passage["words"]).encode(errors="replace"))
        for source in _with_id(parsed, "sources")
        for passage in _with_id(source, "passages")
        if isinstance(passage.get("words"), str)
    }


def _with_id(holder: Any, field: str) -> list[dict[str, Any]]:
    """Return the objects in a list of a field that have an id."""
    found = holder.get(field) if isinstance(holder, dict) else None
    return [
        each
        for each in (found if isinstance(found, list) else ())
        if isinstance(each, dict) and isinstance(each.get("id"), str)
    ]


def _of_proof(
    proof: list[Any], costs: Mapping[str, int], passages: Mapping[tuple[str, str], int]
) -> int:
    """Return how many bytes of a page these proofs take: each shows its passage where its claim
    stands.
    """
    found = 0
    for each in proof:
        if isinstance(each, dict) and isinstance(source := each.get("source"), str):
            name = each.get("passage")
            words = passages.get((source, name), 0) if isinstance(name, str) else 0
            found += words + (costs.get(source) or len(source) + _OF_A_REFERENCE)
    return found


def _of_references(ids: list[Any], costs: Mapping[str, int]) -> int:
    """Return how many bytes of a page the references to these sources take."""
    return sum(
        costs.get(each) or len(each) + _OF_A_REFERENCE for each in ids if isinstance(each, str)
    )


def _of_pictures(events: int) -> int:
    """Return how many bytes of a page the drawings of a timeline of so many events take."""
    return _OF_A_PICTURE + _OF_A_MARK * min(events, _MOST_MARKS) if events > 1 else 0


def _large_pages(grown: Mapping[str, Counter[_At]], size: int) -> Iterator[tuple[Path, str]]:
    """Yield the sections with which a page becomes too large, and what makes it so."""
    together = sum(grown.values(), Counter())
    for at in _past(together, most_bytes(size) - _USUAL_FACTOR * size):
        field = max(grown, key=lambda each: grown[each][at])
        what, advice = _GROWS[field]
        yield (
            ("sections", at, field),
            f"makes a page too large, with its {what}: a page may be {PAGE_FACTOR} times as large "
            "as its "
            f"brief and {PAGE_ALLOWANCE / 1e6:g} MB; {advice}",
        )


def _long_work(efforts: Mapping[str, Mapping[_At, float]], size: int) -> Iterator[tuple[Path, str]]:
    """Yield the sections whose Markdown, with that of the sections before, would take too long to
    read; or the earlier version: what has changed since is read of it too."""
    left = EFFORT_FACTOR * size + EFFORT_ALLOWANCE
    earlier, sections = efforts["revisions"], efforts["sections"]
    for at in _past(earlier, left):
        yield (
            ("revisions", at),
            "has so many marks of Markdown ([, <, *, #, |) that reading them would take too long; "
            "write fewer of them, or leave the version out",
        )
        return
    times = 2 if earlier else 1  # to be shown, and to be compared
    read = {at: times * steps for at, steps in sections.items()}
    for at in _past(read, left - sum(earlier.values())):
        yield (
            ("sections", at, "kind"),
            "has so many marks of Markdown ([, <, *, #, |), with the sections before it, that "
            "reading them would take too long; write fewer of them, or in shorter paragraphs",
        )


def _past(costs: Mapping[_At, float], left: float) -> Iterator[_At]:
    """Yield the sections, in their order, with which more than what is `left` is spent."""
    for at in sorted(costs):
        left -= costs[at]
        if left < 0:
            yield at
            left = 0


def _values(parsed: Any) -> Iterator[tuple[Path, Any]]:
    """Yield every value with its path, in the text's order."""
    waiting: list[tuple[Path, Any]] = [((), parsed)]
    while waiting:
        path, value = waiting.pop()
        yield path, value
        if isinstance(value, dict):
            waiting += [((*path, key), inner) for key, inner in reversed(value.items())]
        elif isinstance(value, list):
            waiting += [((*path, at), value[at]) for at in range(len(value) - 1, -1, -1)]


def _long_list(path: Path, length: int, limits: Limits) -> Iterator[tuple[Path, str]]:
    most = (
        limits.sections
        if path == ("sections",)
        else limits.sources
        if path == ("sources",)
        else limits.items
    )
    if length > most:
        name = path[-1] if path and isinstance(path[-1], str) else "items"
        yield path, f"is a list of {length:,}; at most {most:,} {name} are allowed"


def _long_text(path: Path, text: str, limits: Limits) -> Iterator[tuple[Path, str]]:
    if path[-1:] == ("src",) and text[:5].lower() == "data:":
        # Of base64, which writes three bytes as four characters
        size = len(text.partition(",")[2]) * 3 // 4
        if size > limits.image_bytes:
            yield (
                path,
                f"is an image of {size / 1e6:.1f} MB; at most {limits.image_bytes / 1e6:g} MB may "
                "stand in the brief itself",
            )
    elif len(text) > limits.characters:
        yield path, f"has {len(text):,} characters; at most {limits.characters:,} are allowed"
