"""Who wrote a story, as other formats say it: a line, a list of names, objects with name and
address.
"""

import re
from typing import Any

from foldline.drafts.draft import Draft
from foldline.text.words import clean, comparable, folded

_BY = re.compile(r"^by\s+", re.I)
_BETWEEN = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
_NAME = re.compile(r"(?!the\b)[^\W\d_][\w.’'-]*(?:\s+[^\W\d_][\w.’'-]*){1,3}", re.I)
_FIELDS = frozenset({"author", "authors", "byline"})


def names_in(line: str) -> list[str]:
    """Return the names in a byline; the whole of it where its parts are no names.

    >>> names_in("By Ada Quill and Ruta Blom"), names_in("Reporters, Inc.")
    (['Ada Quill', 'Ruta Blom'], ['Reporters, Inc.'])
    """
    whole = _BY.sub("", folded(clean(line)))
    parts = [part for part in _BETWEEN.split(whole) if part]
    if len(parts) > 1 and all(part[0].isupper() and _NAME.fullmatch(part) for part in parts):
        return parts
    return [whole] if whole else []


def set_authors(draft: Draft, value: Any, where: str) -> bool:
    """Set who wrote the story from a byline, an object with a name, or a list of them; return
    whether all of it was understood. Only then is anything set.
    """
    authors: list[dict[str, str]] = []
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            authors += [{"name": name} for name in names_in(each)]
            continue
        if not isinstance(each, dict):
            return False
        fields = {comparable(name): text for name, text in each.items() if not name.startswith("@")}
        name, url = fields.pop("name", ""), fields.pop("url", "")
        address = draft.allowed_link(url)
        if fields or not isinstance(name, str) or not name.strip() or (url and not address):
            return False
        authors.append({"name": folded(clean(name))} | ({"url": address} if address else {}))
    return draft.set_field("authors", authors, where)


def set_named(draft: Draft, name: str, value: Any, where: str) -> bool:
    """Set what a field of another format says by its name: who wrote the story, or what is
    disputed. Return whether it was one of these, and understood.
    """
    if name.lower() in _FIELDS:
        return set_authors(draft, value, where)
    if name == "disputed" and isinstance(value, str):
        return draft.set_field(name, folded(value), where)
    return False
