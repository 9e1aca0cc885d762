"""The shelf as data, and its order."""

import json
from collections.abc import Iterable

from foldline.html.render import ShelfEntry


def shelf_json(entries: Iterable[ShelfEntry]) -> str:
    """`{"briefs": [{"slug", "title", "dek", "published", "href", "language"}, …]}`."""
    return (
        json.dumps({"briefs": [vars(entry) for entry in entries]}, ensure_ascii=False, indent=2)
        + "\n"
    )


def in_shelf_order(entries: Iterable[ShelfEntry]) -> list[ShelfEntry]:
    """Newest day first, briefs of one day by slug."""
    by_slug = sorted(entries, key=lambda entry: entry.slug)
    return sorted(by_slug, key=lambda entry: entry.published[:10], reverse=True)
