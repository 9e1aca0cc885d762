"""IPTC ninjs 3: a brief as one news item of text, its pictures as associations."""

import json
from typing import Any
from urllib.parse import quote

from foldline.text.addresses import scheme_of
from foldline.story.brief import Brief, Image, images_in
from foldline.exporters.markdown import body
from foldline.exporters.names import date_time, urn_of
from foldline.text.prose import plain_text, prose_html


def write(brief: Brief) -> str:
    """The item as JSON."""
    whole = body(brief, pictures=False)
    text = plain_text(whole)
    item: dict[str, Any] = {
        "uri": urn_of(brief),
        "standard": {"name": "ninjs", "version": "3.0"},
        "type": "text",
        "representationType": "complete",
        "contentCreated": date_time(brief.published),
        "versionCreated": date_time(brief.updated or brief.published),
        "language": brief.language,
        "headlines": [_said("main", "text/plain", brief.title)],
        "descriptions": [_said("summary", "text/plain", brief.dek)],
        "bodies": [_said("main", "text/html", str(prose_html(whole))) | {"charCount": len(text), "wordCount": len(text.split())}],
    }
    if brief.place:
        item["located"] = brief.place
    if brief.topics:
        item["subjects"] = [{"name": topic} for topic in brief.topics]
    if brief.sources:
        item["infoSources"] = [{"name": source.name} | ({"uri": source.url} if source.url else {}) for source in brief.sources]
    if pictures := [_picture(image, item["uri"], at) for at, image in enumerate(images_in(brief), 1) if scheme_of(image.src) != "data"]:
        item["associations"] = pictures
    return json.dumps(item, ensure_ascii=False, indent=2) + "\n"


def _said(role: str, content_type: str, value: str) -> dict[str, Any]:
    return {"role": role, "contentType": content_type, "value": value}


def _picture(image: Image, of: str, at: int) -> dict[str, Any]:
    rendition: dict[str, Any] = {"name": "main", "href": image.src if scheme_of(image.src) else quote(image.src, safe="/%?#=&")}
    rendition |= {name: value for name in ("width", "height") if (value := getattr(image, name))}
    said = {"name": f"picture-{at}", "uri": f"{of}#picture-{at}", "type": "picture", "headlines": [_said("main", "text/plain", image.alt)],
            "by": image.credit, "copyrightNotice": image.licence,
            "descriptions": [_said("caption", "text/plain", plain_text(image.caption))] if image.caption else None, "renditions": [rendition]}
    return {name: value for name, value in said.items() if value}
