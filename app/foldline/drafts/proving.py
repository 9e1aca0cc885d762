"""What of a brief says who says so, and has no place in most other formats."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from foldline.drafts.format import Format
from foldline.story.brief import Brief, Model, Revision
from foldline.text.words import count

FIELDS = {
    "authors": "author",
    "disputed": "line on what is disputed",
    "translations": "translation",
    "publisher": "publisher of a source",
    "archived": "kept copy of a source",
    "passages": "passage",
    "proof": "proof",
    "id": "id of a claim",
    "side": "side",
    "person": "person's id",
}
"""The fields, and what is counted of each."""
_MANY = {
    "disputed": "lines on what is disputed",
    "publisher": "publishers of sources",
    "archived": "kept copies of sources",
    "id": "ids of claims",
    "person": "persons' ids",
}


def left_out(brief: Brief, form: Format) -> list[str]:
    """Return what an export of a brief leaves out of these, each as "3 sides"."""
    counts: Counter[str] = Counter()
    for name, value in _fields(brief):
        if name in FIELDS and name not in form.keeps and value:
            counts[name] += len(value) if isinstance(value, list) else 1
    return [
        count(counts[name], one, _MANY.get(name)) for name, one in FIELDS.items() if counts[name]
    ]


def _fields(part: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fields of the parts of a brief, except for the ids of sources and passages."""
    if isinstance(part, list):
        for item in part:
            yield from _fields(item)
    elif isinstance(part, Model) and not isinstance(part, Revision):
        for name in type(part).model_fields:
            value = getattr(part, name)
            if name != "id" or not type(part).model_fields["id"].is_required():
                yield name, value
            if isinstance(value, list | Model):
                yield from _fields(value)
