"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/): each item as a brief, a brief as an
item.
"""

import json
import re
from typing import Any

from foldline.drafts.draft import LONGEST_DEK, Draft, moment_from
from foldline.drafts.fields import Fields, read_json
from foldline.drafts.format import Format, Sample
from foldline.drafts.hypertext import html_words
from foldline.drafts.report import Imported
from foldline.errors import ImportRefused
from foldline.formats.html import add_html
from foldline.formats.markdown import body
from foldline.story.brief import Brief, images_in
from foldline.story.names import date_time, urn_of
from foldline.text.addresses import scheme_of
from foldline.text.prose import plain_text, prose_html

NAME = "json-feed"


def read(text: str) -> list[Imported]:
    """Return the brief of each item of a feed, or of the one item that the text is."""
    parsed = read_json(text)
    whole = Fields(parsed if isinstance(parsed, dict) else {"items": parsed})
    items = whole.objects("items")
    if not items and isinstance(parsed, dict) and _TEXTS & set(parsed):
        items, whole = [Fields(parsed)], Fields({})
    items = [each for each in items if _TEXTS & set(each.rest())]
    if not items:
        raise ImportRefused(
            'there is no item in it; JSON Feed has "items", each with "content_html"'
        )
    name, home = whole.line("title"), whole.look("home_page_url")
    home = home if isinstance(home, str) else ""
    language = whole.look("language") if isinstance(whole.look("language"), str) else ""
    found = [_item(item, name, home, language) for item in items]
    whole.let_go(items)
    if all(name not in str(each.brief.get("sources", "")) for each in found):
        whole.put_back("title", name)
    if rest := whole.rest():
        found[0].brief["feed"] = rest
        for field in rest:
            found[0].report.left(field, 'kept with the first item, in the field "feed"')
    return found


_TEXTS = {"content_html", "content_text", "summary"}


def _item(item: Fields, name: str, home: str, language: str) -> Imported:
    draft = Draft(NAME)
    draft.set_field("title", html_words(item.text("title")), item.at("title"))
    summary = item.line("summary")
    if len(summary) <= LONGEST_DEK:
        draft.set_field("dek", summary, item.at("summary"))
    else:
        item.put_back("summary", summary)
    for field, target in (("date_published", "published"), ("date_modified", "updated")):
        if field in item and moment_from(draft, target, item.look(field), item.at(field)):
            item.take(field)
    spoken = item.line("language") or language
    if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", spoken):
        draft.set_field("language", spoken, item.at("language"))
    draft.set_field("topics", item.texts("tags"), item.at("tags"))
    names = [each.line("name") for field in ("authors", "author") for each in item.objects(field)]
    draft.set_authors([each for each in names if each], item.at("authors"))
    pictures = []
    for field in ("image", "banner_image"):
        address = item.text(field)
        title = str(draft.fields.get("title", ""))
        if picture := address and draft.make_picture(src=address, alt=title, where=item.at(field)):
            pictures.append(picture)
        else:
            item.put_back(field, address)
    draft.add_section("photo_gallery", item.at("image"), photos=pictures)
    url = item.text("url") or item.text("external_url")
    html, plain = item.text("content_html"), item.text("content_text")
    add_html(html or plain, draft, url or home)
    if html and plain and _letters(plain) not in _letters(html_words(html)):
        item.put_back("content_text", plain)
    if (name or url) and not draft.add_source(
        name, url=url, title=str(draft.fields.get("title", ""))
    ):
        item.put_back("url", url)
    if url and not draft.allowed_link(url):
        item.put_back("url", url)
    if item.look("id") == url:
        item.take("id")
    draft.keep("feed_item", item.rest())
    return draft.finish()


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", text))


def recognise(sample: Sample) -> int:
    """Recognise a feed by the address of its version, or an item by its text."""
    if "jsonfeed.org" in str(sample.first.get("version", "")):
        return 85
    return 55 if {"content_html", "content_text"} & set(sample.first) else 0


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
    NAME,
    rank=65,
    read=read,
    recognise=recognise,
    endings=(".json",),
    write=write,
    ending=".feed-item.json",
    keeps=frozenset({"authors"}),
)
