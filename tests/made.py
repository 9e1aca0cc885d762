"""Briefs that tests make: the least that is valid, and the examples of every kind."""

import json
from pathlib import Path

from foldline import Brief, load
from foldline.sections import KINDS
from foldline.story.loading import Loaded

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "app" / "foldline"
SOURCES = [
    {"id": "a", "name": "Almanac"},
    {"id": "b", "name": "Bulletin", "url": "https://example.org/b"},
]
"""The sources that the examples of the sections point at."""

EXAMPLES: dict[str, dict[str, dict]] = {
    kind: json.loads((PACKAGE / "sections" / kind / "examples.json").read_text("utf-8"))
    for kind in KINDS
    if (PACKAGE / "sections" / kind / "examples.json").is_file()
}
EVERY_EXAMPLE = [(kind, name) for kind, examples in EXAMPLES.items() for name in examples]


def as_dict(*sections: object, **fields: object) -> dict:
    """A brief of these sections, valid if they are; `fields` stand beside or instead of the usual
    ones.
    """
    head = {
        "foldline": 1,
        "title": "Rain",
        "dek": "It rained.",
        "published": "2026-01-02",
        "sources": SOURCES,
    }
    return head | {"sections": list(sections)} | fields


def as_bytes(*sections: object, **fields: object) -> bytes:
    return json.dumps(as_dict(*sections, **fields)).encode()


def loaded(*sections: object, **fields: object) -> Loaded:
    return load(as_bytes(*sections, **fields))


def brief(*sections: object, **fields: object) -> Brief:
    """A brief without a single error."""
    found = loaded(*sections, **fields)
    assert found.errors == ()
    return found.brief


def sentences(found: Loaded) -> list[str]:
    """`path: what is wrong` of every problem."""
    return [f"{problem.path_text}: {problem.what}" for problem in found.problems]
