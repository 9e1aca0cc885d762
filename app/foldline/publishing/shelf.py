"""Make the shelf's data, in its order, and the months of its archive."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from foldline.html.front import NEWEST, ShelfEntry, ShelfPicture
from foldline.story.brief import Brief, Image, images_in
from foldline.story.reading_time import seconds_to_read
from foldline.story.revisions import digest_of
from foldline.text.addresses import written

ARCHIVE = "archive"
"""The folder of the archive in the site."""

ARCHIVE_LIST = f"{ARCHIVE}/index.html"


def shelf_entry(
    slug: str, brief: Brief, page: str, pictures: Mapping[str, str] | None = None
) -> ShelfEntry:
    """Return what the shelf shows of a brief. `page` is the address of a page, with `{slug}`.

    `pictures` holds, by its address in the brief, where each picture is that may be shown, relative
    to the shelf's page.
    """
    image = next((each for each in images_in(brief) if each.src in (pictures or {})), None)
    read = [each for each in brief.sections if each.filled]
    return ShelfEntry(
        slug,
        brief.title,
        brief.dek,
        brief.published,
        page.replace("{slug}", slug),
        brief.language,
        brief.direction,
        tuple(brief.topics),
        max(1, round(seconds_to_read([brief.title, brief.dek, *read]) / 60)),
        digest_of(brief),
        brief.specimen,
        _picture_of(image, (pictures or {})[image.src]) if image else None,
    )


def _picture_of(image: Image, address: str) -> ShelfPicture:
    return ShelfPicture(
        written(address), image.alt, image.credit or "", image.width or 0, image.height or 0
    )


def shelf_json(entries: Iterable[ShelfEntry]) -> str:
    """Return `{"briefs": [{"slug", "title", "dek", "published", "href", "language", …}, …]}`."""
    return (
        json.dumps({"briefs": [entry.as_json() for entry in entries]}, ensure_ascii=False, indent=1)
        + "\n"
    )


def in_shelf_order(entries: Iterable[ShelfEntry]) -> list[ShelfEntry]:
    """Return the entries with the newest day first, those of one day by slug."""
    by_slug = sorted(entries, key=lambda entry: entry.slug)
    return sorted(by_slug, key=lambda entry: entry.published[:10], reverse=True)


@dataclass(frozen=True)
class Month:
    """Hold the briefs of a month in the shelf's order, and its neighbours, each as in "2026-02",
    empty where there is none.
    """

    name: str
    entries: tuple[ShelfEntry, ...]
    newer: str
    older: str

    @property
    def file(self) -> str:
        """Return the name of its page in the site."""
        return f"{ARCHIVE}/{self.name}/index.html"


def months_of(entries: Sequence[ShelfEntry]) -> list[Month]:
    """Return the months of the archive, the newest first; none where the front page holds all."""
    if len(entries) <= NEWEST:
        return []
    by_name: dict[str, list[ShelfEntry]] = {}
    for entry in entries:
        by_name.setdefault(entry.month, []).append(entry)
    names = ["", *by_name, ""]
    return [
        Month(name, tuple(by_name[name]), names[at - 1], names[at + 1])
        for at, name in enumerate(names)
        if name
    ]
