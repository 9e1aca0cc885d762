"""Briefs in which a hostile text may stand wherever a text may."""

import json
from collections.abc import Iterator, Sequence
from copy import deepcopy

from foldline import load
from tests.made import EXAMPLES, as_dict


def fields(part: object) -> Iterator[tuple[dict | list, str | int]]:
    """Where a text stands in an example: what holds it, and its name or place there."""
    for name, value in list(part.items() if isinstance(part, dict) else enumerate(part)):
        if isinstance(value, str):
            yield part, name
        elif isinstance(value, (dict, list)):
            yield from fields(value)


def base() -> dict:
    """A brief with an example of every kind of section, to be changed at will."""
    return deepcopy(as_dict(*(EXAMPLES[kind]["filled"] for kind in EXAMPLES), place="p", topics=["t"],
                            sources=[{"id": "a", "name": "A", "title": "T", "url": "https://example.org/"}, {"id": "b", "name": "B"}]))


def free() -> list[int]:
    """Which texts of the example may be anything: those with which, changed alone, the brief has no new error."""
    found = []
    for at in range(len(list(fields(base())))):
        changed = base()
        holder, name = list(fields(changed))[at]
        holder[name] = "javascript:<b>any</b>"  # which no address may be
        if not load(json.dumps(changed)).errors:
            found.append(at)
    return found


def spread(texts: Sequence[str]) -> dict:
    """A brief with each of these texts in a field of some section, whatever that field means, and some at its top: the
    sections of `base`, again and again until all texts have a place."""
    places, waiting, sections = free(), iter(texts), []
    while True:
        turn = base()
        inside = {id(holder) for holder, _ in fields(turn["sections"])}
        where = list(fields(turn))
        for at in places:
            holder, name = where[at]
            text = next(waiting, None) if id(holder) in inside else texts[at % len(texts)]
            if text is None:
                return turn | {"sections": sections + turn["sections"]}
            holder[name] = text
        sections += turn["sections"]


def listed(texts: Sequence[str]) -> dict:
    """A brief with each of these texts as Markdown, in a point of its own."""
    return as_dict({"kind": "what_happened", "points": [{"text": text} for text in texts]})
