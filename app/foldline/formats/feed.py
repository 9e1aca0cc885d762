"""Feeds: RSS 2.0 and 1.0, Atom, and the export of WordPress (WXR), which is an RSS: each item a
brief.
"""

import re
from typing import Any

from foldline.drafts.draft import LONGEST_DEK, Draft
from foldline.drafts.format import Format, Sample
from foldline.drafts.hypertext import html_words
from foldline.drafts.report import Imported
from foldline.drafts.xml import Xml, read_xml, root_name
from foldline.errors import ImportRefused
from foldline.formats.html import add_html
from foldline.formats.html.meta import moment_of
from foldline.text.words import comparable, folded

NAME = "feed"

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_POSTS = ("", "post", "page")
"""What WordPress calls the items that are articles."""


def read(text: str) -> list[Imported]:
    """Return a brief for each item. Items of WordPress that are no posts are reported."""
    root = read_xml(text)
    channel = root.first("channel") or root
    items = [
        *root.all("item", "entry"),
        *(channel.all("item", "entry") if channel is not root else ()),
    ]
    if root.name == "item" or root.name == "entry":
        items = [root]
    if not items:
        raise ImportRefused("there is no item in the feed; RSS has <item>, Atom <entry>")
    feed = _Feed(channel)
    posts: list[Xml] = []
    others: list[Xml] = []
    for item in items:
        is_post = (item.first("post_type") or Xml("")).take() in _POSTS
        (posts if is_post else others).append(item)
    found = [_brief(item, feed) for item in posts]
    if not found:
        raise ImportRefused("there is no article among the items, only pictures and settings")
    for item in others:
        found[0].report.left("the feed", f"an item that is no post: {item.take()[:200]}")
    beside = {
        path: texts
        for child in channel.children
        if child not in items
        for path, texts in child.rest().items()
    }
    if beside:
        found[0].brief["feed"] = beside
        for path in beside:
            found[0].report.left(path, 'kept with the first item, in the field "feed"')
    return found


class _Feed:
    """What a feed says for all of its items."""

    def __init__(self, channel: Xml):
        self.title = channel.take_first("title")
        self.url = _link(channel)
        language = (channel.first("language") or Xml("")).take() or channel.attributes.get(
            "lang", ""
        )
        self.language = language if _LANGUAGE.fullmatch(language) else ""


def _link(item: Xml) -> str:
    """Take the address of an item: Atom's link without a relation, or RSS's."""
    for each in item.all("link"):
        address = each.attributes.get("href", "")
        if address and each.attributes.get("rel", "alternate") == "alternate":
            each.taken = True
            return address
        if not each.attributes and (words := each.take()):
            return words
    guid = item.first("guid")
    if guid is not None and guid.attributes.get("isPermaLink", "true") != "false":
        words = "".join(part for part in guid.content if isinstance(part, str)).strip()
        if words.startswith(("http://", "https://")):
            guid.taken = True
            return words
    return ""


def _html_of(item: Xml, *names: str, of: str = "") -> str:
    for each in item.all(*names):
        if each.name == "encoded" and ("excerpt" in each.namespace) != (of == "excerpt"):
            continue
        if html := each.take_html().strip():
            return html
    return ""


def _brief(item: Xml, feed: _Feed) -> Imported:
    draft = Draft(NAME)
    title = html_words(_html_of(item, "title"))
    draft.set_field("title", title, "title")
    for name in ("pubDate", "published", "issued", "date", "post_date_gmt", "created"):
        _moment(item, name, "published", draft)
    for name in ("updated", "modified", "post_modified_gmt"):
        _moment(item, name, "updated" if "published" in draft.fields else "published", draft)
    if draft.fields.get("updated") == draft.fields.get("published"):
        draft.fields.pop("updated", None)
    language = item.attributes.pop("lang", "") or feed.language
    draft.set_field("language", language if _LANGUAGE.fullmatch(language) else "", "language")
    topics = [
        each.attributes.get("label") or each.take() or each.attributes.get("term", "")
        for each in item.all("category", "subject", "keywords")
    ]
    for each in item.all("category"):
        each.taken = True
    draft.set_field(
        "topics", list(dict.fromkeys(filter(None, map(folded, topics))))[:20], "category"
    )
    names = [each.take_first("name") or each.take() for each in item.all("creator", "author")]
    draft.set_authors(
        [re.sub(r"^\S+@\S+ \((.+)\)$", r"\1", each) for each in names if each], "author"
    )
    url = _link(item)
    content, summary = (
        _html_of(item, "encoded", "content"),
        _html_of(item, "description", "summary"),
    )
    summary = _html_of(item, "encoded", of="excerpt") or summary
    if not content:
        content, summary = summary, ""
    short = html_words(summary)
    if short and len(short) <= LONGEST_DEK:
        draft.set_field("dek", re.sub(r"\s*\[(?:…|\.\.\.)\]$", "…", short), "description")
    elif short and comparable(short) not in comparable(html_words(content)):
        draft.add_prose("Summary", short, "description", left=False)
    _pictures(item, draft)
    add_html(content, draft, url or feed.url)
    if url or feed.title:
        draft.add_source(
            feed.title, url=url, title=title, published=str(draft.fields.get("published", ""))
        )
        draft.report.used("link", "the item itself as a source")
        if url and not draft.allowed_link(url):
            draft.keep("link", url)
    for identity in item.all("guid", "id"):
        words = "".join(part for part in identity.content if isinstance(part, str)).strip()
        identity.taken = identity.taken or words == url
    draft.keep("feed_item", item.rest("item"))
    return draft.finish()


def _moment(item: Xml, name: str, field: str, draft: Draft) -> None:
    for each in item.all(name):
        words = "".join(part for part in each.content if isinstance(part, str)).strip()
        if name.endswith("_gmt") and re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", words):
            words = words.replace(" ", "T") + "Z"
        moment = moment_of(words)
        same = moment[:10] == str(draft.fields.get(field, ""))[:10]
        if moment and (draft.set_field(field, moment, name) or same):
            each.taken = True


def _pictures(item: Xml, draft: Draft) -> None:
    photos: list[dict[str, Any]] = []
    for each in [*item.all("enclosure"), *item.every("thumbnail", "content", "image")]:
        address = each.attributes.get("url", "")
        kind = each.attributes.get("type", "") + each.attributes.get("medium", "")
        if not address or not ("image" in kind or each.name in ("thumbnail", "image")):
            continue
        around = each
        caption = around.take_first("description", "title", "text")
        picture = draft.make_picture(
            src=address,
            alt=caption or str(draft.fields.get("title", "")),
            caption=caption,
            credit=around.take_first("credit")[:150],
            where=each.name,
        )
        if picture:
            each.taken = True
            if picture["src"] not in {photo["src"] for photo in photos}:
                photos.append(picture)
    draft.add_section("photo_gallery", "the item's pictures", photos=photos)


def recognise(sample: Sample) -> int:
    """Recognise a feed by its first element."""
    if sample.data is not None:
        return 0
    return 92 if root_name(sample.text) in ("rss", "RDF", "feed", "channel") else 0


FORMAT = Format(NAME, rank=26, read=read, recognise=recognise, endings=(".rss", ".atom", ".xml"))
