"""Make the shelf's data, in its order."""

import json
from collections.abc import Iterable

from foldline.html.render import ShelfEntry
from foldline.story.brief import Brief


def shelf_entry(slug: str, brief: Brief, page: str) -> ShelfEntry:
    """Return what the shelf shows of a brief. `page` is the address of a page, with `{slug}`."""
    return ShelfEntry(
        slug,
        brief.title,
        brief.dek,
        brief.published,
        page.replace("{slug}", slug),
        brief.language,
    )


def shelf_json(entries: Iterable[ShelfEntry]) -> str:
    """Return `{"briefs": [{"slug", "title", "dek", "published", "href", "language"}, …]}`."""
    return (
        json.dumps({"briefs": [vars(entry) for entry in entries]}, ensure_ascii=False, indent=2)
        + "\n"
    )


def in_shelf_order(entries: Iterable[ShelfEntry]) -> list[ShelfEntry]:
    """Return the entries with the newest day first, those of one day by slug."""
    by_slug = sorted(entries, key=lambda entry: entry.slug)
    return sorted(by_slug, key=lambda entry: entry.published[:10], reverse=True)
