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
    return deepcopy(
        as_dict(
            *(EXAMPLES[kind]["filled"] for kind in EXAMPLES),
            place="p",
            topics=["t"],
            sources=[
                {"id": "a", "name": "A", "title": "T", "url": "https://example.org/"},
                {"id": "b", "name": "B"},
            ],
        )
    )


def free(text: str = "javascript:<b>any</b>") -> list[int]:  # which no address may be
    """Return which texts of the example may be this one: those with which, changed alone, the brief
    has no new error.
    """
    found = []
    for at in range(len(list(fields(base())))):
        changed = base()
        holder, name = list(fields(changed))[at]
        holder[name] = text
        if not load(json.dumps(changed)).errors:
            found.append(at)
    return found


SHORT = 500
"""Characters that every text of a brief may have, names and labels too."""


def roomy() -> set[int]:
    """Return which texts of the example may be anything of more than `SHORT` characters."""
    return set(free("<b>any</b>" * 100))


def spread(texts: Sequence[str]) -> dict:
    """A brief with each of these texts in a field of some section, whatever that field means, and
    some at its top: the sections of `base`, again and again until all texts have a place."""
    places, long, waiting, sections = free(), roomy(), list(texts), []
    short = [text for text in texts if len(text) <= SHORT]
    while True:
        turn = base()
        inside = {id(holder) for holder, _ in fields(turn["sections"])}
        where = list(fields(turn))
        for at in places:
            holder, name = where[at]
            if id(holder) not in inside:
                holder[name] = short[at % len(short)]
            elif not waiting:
                return turn | {"sections": sections + turn["sections"]}
            else:
                fitting = (
                    nth for nth, text in enumerate(waiting) if at in long or len(text) <= SHORT
                )
                if (nth := next(fitting, None)) is not None:
                    holder[name] = waiting.pop(nth)
        sections += turn["sections"]


def listed(texts: Sequence[str]) -> dict:
    """A brief with each of these texts as Markdown, in a point of its own."""
    return as_dict({"kind": "what_happened", "points": [{"text": text} for text in texts]})
