"""News items of the IPTC in XML: NewsML-G2 and NITF, each item a brief."""

from typing import Any

from foldline.drafts.draft import LONGEST_DEK, Draft
from foldline.drafts.format import Format, Sample
from foldline.drafts.report import Imported
from foldline.drafts.xml import Xml, read_xml, root_name
from foldline.errors import ImportRefused
from foldline.formats.html import add_html
from foldline.formats.html.meta import moment_of
from foldline.text.words import as_markdown

NAME = "newsml"


def read(text: str) -> list[Imported]:
    """Return the brief of each item."""
    root = read_xml(text)
    items = [root] if root.name == "newsItem" else list(root.every("newsItem"))
    if items:
        found = [_news_item(item) for item in items]
    elif root.name == "nitf" or any(root.every("nitf")):
        articles = [root] if root.name == "nitf" else list(root.every("nitf"))
        found = [_nitf(article) for article in articles]
    else:
        raise ImportRefused(
            "there is no news item in it; NewsML-G2 has <newsItem> with <contentSet>, NITF <nitf> "
            "with <body>"
        )
    if root not in items and (rest := root.rest()):
        taken = {text for each in items for texts in each.rest().values() for text in texts}
        beside = {
            path: left
            for path, texts in rest.items()
            if (left := [text for text in texts if text not in taken])
        }
        if beside and root.name != "nitf":
            found[0].brief["newsml"] = beside
            for path in beside:
                found[0].report.left(path, 'kept with the first item, in the field "newsml"')
    return found


def _news_item(item: Xml) -> Imported:
    draft = Draft(NAME)
    meta, content = item.first("itemMeta") or Xml(""), item.first("contentMeta") or Xml("")
    draft.set_field("title", content.take_first("headline") or meta.take_first("title"), "headline")
    for place, name, field in (
        (content, "contentCreated", "published"),
        (meta, "firstCreated", "published"),
        (meta, "versionCreated", "updated"),
        (content, "contentModified", "updated"),
    ):
        each = place.first(name)
        words = "".join(p for p in each.content if isinstance(p, str)) if each else ""
        moment = moment_of(words)
        target = field if field == "published" or "published" in draft.fields else "published"
        if each is not None and moment and draft.set_field(target, moment, name):
            each.taken = True
    if draft.fields.get("updated") == draft.fields.get("published"):
        draft.fields.pop("updated", None)
    language = next((each.attributes.get("tag", "") for each in content.all("language")), "")
    draft.set_field("language", language or item.attributes.get("lang", ""), "language")
    draft.set_field(
        "place", _name(content.first("located")) or content.take_first("dateline"), "located"
    )
    topics = [name for each in content.all("subject", "genre") if (name := _name(each))]
    draft.set_field(
        "topics",
        list(dict.fromkeys([*topics, *(each.take() for each in content.all("keyword"))])),
        "subject",
    )
    for each in content.all("description"):
        words = each.take()
        if len(words) > LONGEST_DEK or not draft.set_field("dek", words, "description"):
            draft.add_prose("Summary", as_markdown(words), "description", left=False)
    names = [_name(each) or each.take() for each in content.all("creator", "by", "contributor")]
    draft.set_authors([name for name in names if name], "by")
    provider = _name(meta.first("provider")) or content.take_first("creditline")
    if provider:
        draft.add_source(provider, title=str(draft.fields.get("title", "")))
    photos = []
    for contents in item.all("contentSet"):
        for inner in contents.all("inlineXML", "inlineData"):
            nitf = inner.first("nitf")
            if nitf is not None:
                _nitf_into(nitf, draft)
            else:
                add_html(inner.take_html(), draft, "")
        photos += _photos(contents, draft)
    draft.add_section("photo_gallery", "remoteContent", photos=photos)
    draft.keep("newsml_item", item.rest("newsItem"))
    return draft.finish()


def _name(each: Xml | None) -> str:
    if each is None:
        return ""
    name = each.take_first("name", "literal")
    return name or each.attributes.get("literal", "")


def _photos(contents: Xml, draft: Draft) -> list[dict[str, Any]]:
    remote = [
        each
        for each in contents.all("remoteContent")
        if each.attributes.get("contenttype", "image/").startswith("image/")
    ]
    remote.sort(key=lambda each: -_width(each))
    for each in remote:
        picture = draft.make_picture(
            src=each.attributes.get("href", ""),
            alt=str(draft.fields.get("title", "")),
            caption=str(draft.fields.get("dek", "")),
            where="remoteContent",
        )
        if picture:
            each.taken = True
            return [picture]
    return []


def _width(each: Xml) -> int:
    width = each.attributes.get("width", "")
    return int(width) if width.isdecimal() and len(width) < 6 else 0


def _nitf(article: Xml) -> Imported:
    draft = Draft(NAME)
    _nitf_into(article, draft)
    draft.keep("nitf", article.rest("nitf"))
    return draft.finish()


def _nitf_into(article: Xml, draft: Draft) -> None:
    head, body = article.first("head") or Xml(""), article.first("body") or Xml("")
    top = body.first("body.head") or Xml("")
    headlines = top.first("hedline") or Xml("")
    title = headlines.take_first("hl1") or head.take_first("title")
    draft.set_field("title", title, "hl1")
    if (heading := head.first("title")) is not None and heading.take() != title:
        heading.taken = False
    data = head.first("docdata") or Xml("")
    for name in ("date.issue", "date.release"):
        if (each := data.first(name)) is not None and draft.set_field(
            "published", moment_of(each.attributes.get("norm", "")), name
        ):
            each.taken = True
    if (line := top.first("dateline")) is not None:
        draft.set_field("place", line.take_first("location") or line.take(), "dateline")
        day = next(iter(line.all("story.date")), None)
        if day is not None:
            draft.set_field("published", moment_of(day.attributes.get("norm", "")), "story.date")
    keywords = [each for each in data.every("keyword")]
    for each in keywords:
        each.taken = True
    draft.set_field(
        "topics",
        [word for each in keywords if (word := each.attributes.get("key", ""))],
        "key-list",
    )
    deks = [
        words for each in (*headlines.all("hl2"), *top.all("abstract")) if (words := each.take())
    ]
    for words in deks:
        if len(words) > LONGEST_DEK or not draft.set_field("dek", words, "abstract"):
            draft.add_prose("Summary", as_markdown(words), "abstract", left=False)
    names = [
        words for each in top.all("byline") if (words := each.take_first("person") or each.take())
    ]
    draft.set_authors(names, "byline")
    if distributor := top.take_first("distributor"):
        draft.add_source(distributor, title=title)
    for content in body.all("body.content"):
        add_html(content.take_html(), draft, "")
    if (end := body.first("body.end")) is not None:
        draft.add_prose("More", as_markdown(end.take()), "body.end")


def recognise(sample: Sample) -> int:
    """Recognise news items by their first element."""
    if sample.data is not None:
        return 0
    return 92 if root_name(sample.text) in ("newsItem", "newsMessage", "nitf", "NewsML") else 0


FORMAT = Format(NAME, rank=62, read=read, recognise=recognise, endings=(".xml",))
