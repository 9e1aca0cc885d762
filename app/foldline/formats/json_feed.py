"""JSON Feed 1.1: a brief as one item of a feed (https://www.jsonfeed.org/version/1.1/)."""

import json
from typing import Any

from foldline.drafts.format import Format
from foldline.formats.markdown import body
from foldline.story.brief import Brief, images_in
from foldline.story.names import date_time, urn_of
from foldline.text.addresses import scheme_of
from foldline.text.prose import plain_text, prose_html


def write(brief: Brief) -> str:
    """Return the item as JSON. Its id is made of the title and the date, since a file does not know
    its address.
    """
    text = body(brief, pictures=False)
    item: dict[str, Any] = {
        "id": urn_of(brief),
        "title": brief.title,
        "summary": brief.dek,
        "content_html": str(prose_html(text)),
        "content_text": plain_text(text),
        "date_published": date_time(brief.published),
    }
    if brief.authors:
        item["authors"] = [
            {"name": author.name} | ({"url": author.url} if author.url else {})
            for author in brief.authors
        ]
    if brief.updated:
        item["date_modified"] = date_time(brief.updated)
    if image := next(
        (image.src for image in images_in(brief) if scheme_of(image.src) in ("http", "https")), ""
    ):
        item["image"] = image
    if brief.topics:
        item["tags"] = brief.topics
    item["language"] = brief.language
    return json.dumps(item, ensure_ascii=False, indent=2) + "\n"


FORMAT = Format(
    "json-feed", rank=65, write=write, ending=".feed-item.json", keeps=frozenset({"authors"})
)
