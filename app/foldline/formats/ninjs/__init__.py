"""IPTC ninjs, versions 2 and 3 (and the older texts of version 1): a news item as JSON.

Version 3 writes in camel case what version 2 writes in small letters ("versionCreated",
"versioncreated"); a field is looked for in both.
"""

import json
from typing import Any
from urllib.parse import quote

from foldline.dates.written import day_in_year
from foldline.drafts.bylines import set_authors
from foldline.drafts.digests import each_of
from foldline.drafts.draft import Draft, published_from
from foldline.drafts.fields import Fields, read_json
from foldline.drafts.format import Format, Sample
from foldline.drafts.hypertext import html_as_markdown, html_words
from foldline.drafts.report import Imported
from foldline.errors import ImportRefused
from foldline.formats.markdown import body
from foldline.formats.ninjs.pictures import (
    HEADLINES,
    SUMMARIES,
    is_picture,
    photos_of,
    text_with_role,
)
from foldline.locales import ENGLISH
from foldline.story.brief import Brief, Image, images_in
from foldline.story.names import date_time, urn_of
from foldline.text.addresses import scheme_of
from foldline.text.prose import plain_text, prose_html
from foldline.text.words import as_markdown, iso_moment

NAME = "ninjs"

OWN = (
    "versioncreated",
    "versionCreated",
    "headlines",
    "bodies",
    "body_text",
    "body_html",
    "representationtype",
    "representationType",
)
"""Fields by which an item of ninjs is known, beside its "uri"."""


def read(text: str) -> list[Imported]:
    """Return the brief of an item, or of each item of a list."""
    parsed = read_json(text)
    if isinstance(parsed, list) and len(parsed) > 1:
        return each_of(parsed, read)
    parsed = parsed[0] if isinstance(parsed, list) and parsed else parsed
    if not isinstance(parsed, dict) or not any(name in parsed for name in OWN):
        raise ImportRefused(
            'there is no news item in it; ninjs has an object with "uri", "headlines" and "bodies"'
        )
    item, draft = Fields(parsed), Draft(NAME)
    headline = text_with_role(item, "headlines", HEADLINES) or item.line("headline", "title")
    draft.set_field("title", headline, "headlines")
    draft.set_field(
        "dek",
        text_with_role(item, "descriptions", (*SUMMARIES, "caption"), keep=is_picture(item))
        or html_words(item.text("description_text", "description_html")),
        "descriptions",
    )
    for name in (
        "contentcreated",
        "contentCreated",
        "firstcreated",
        "firstCreated",
        "versioncreated",
        "versionCreated",
    ):
        if (
            name.lower() != "versioncreated"
            and name in item
            and published_from(draft, item.look(name), name)
        ):
            item.take(name)
    for name in ("versioncreated", "versionCreated"):
        if name in item and (moment := iso_moment(item.look(name))):
            draft.set_field(
                "published" if "published" not in draft.fields else "updated", moment, name
            )
            item.take(name)
    if draft.fields.get("updated") == draft.fields.get("published"):
        draft.fields.pop("updated", None)
    _plain_fields(item, draft)
    for name in ("by", "byline"):
        if isinstance(byline := item.look(name), str) and set_authors(draft, byline, name):
            item.take(name)
    _infosources(item, draft)
    draft.add_section("photo_gallery", "associations", photos=photos_of(item, draft))
    _event(item, draft)
    draft.add_section("full_story", "bodies", text=_body(item))
    draft.sort_sections()
    draft.keep("ninjs", item.rest())
    return [draft.finish()]


def _plain_fields(item: Fields, draft: Draft) -> None:
    language = item.look("language")
    if (
        isinstance(language, str)
        and language.replace("-", "").isalnum()
        and language.isascii()
        and language[:2].isalpha()
    ):
        draft.set_field("language", item.text("language"), "language")
    if not draft.set_field("place", item.line("located"), "located"):
        places = [place for place in item.objects("places") if isinstance(place.look("name"), str)]
        if places:
            draft.set_field(
                "place",
                places[0].line("name"),
                "places[0]",
                "the first of its places, since no dateline is given",
            )
    topics = [
        subject.line("name", "literal")
        for name in ("subjects", "subject", "genres", "keywords")
        for subject in item.objects(name)
    ]
    draft.set_field(
        "topics", list(dict.fromkeys([*filter(None, topics), *item.texts("keywords")])), "subjects"
    )


def _infosources(item: Fields, draft: Draft) -> None:
    for name in ("infosources", "infoSources"):
        for each in item.objects(name):
            title, address = each.line("name", "literal"), each.text("uri")
            if not draft.add_source(title, url=address) or (
                address and not draft.allowed_link(address)
            ):
                each.put_back("uri", address)
            else:
                draft.report.used(each.path, "a source")


def _content_type(each: Fields) -> str:
    return str(each.look("contenttype") or each.look("contentType") or "").lower()


def _body(item: Fields) -> str:
    """Take the body as Markdown: the one with markup before the plain one, and both where they
    differ in words.
    """
    bodies = [each for each in item.objects("bodies") if isinstance(each.look("value"), str)]
    bodies.sort(key=lambda each: "html" not in _content_type(each))
    parts: dict[str, str] = {}
    for each in bodies:
        for field in (
            "contenttype",
            "contentType",
            "role",
            "charcount",
            "wordcount",
            "charCount",
            "wordCount",
        ):
            if field in ("role", "contenttype", "contentType"):
                each.take(field)
        value = each.text("value")
        parts.setdefault("".join(html_words(value).split()), html_as_markdown(value))
    for name in ("body_xhtml", "body_html", "body_text"):
        if value := item.text(name):
            parts.setdefault("".join(html_words(value).split()), html_as_markdown(value))
    return "\n\n---\n\n".join(filter(None, parts.values()))


def _event(item: Fields, draft: Draft) -> None:
    """Take the dates of an item that is an event as a timeline: when it begins and ends, with its
    name, place and organiser.
    """
    for name in ("eventDetails", "eventdetails"):
        if (details := item.object(name)) is None:
            continue
        dates = details.object("dates")
        start = dates.look("startDate") or dates.look("startdate") if dates else None
        end = dates.look("endDate") or dates.look("enddate") if dates else None
        first, last = iso_moment(start), iso_moment(end)
        if not first or dates is None:
            continue
        for field in ("startDate", "startdate", "endDate", "enddate"):
            if iso_moment(dates.look(field)):
                dates.take(field)
        language = str(draft.fields.get("language", "en"))
        display = _in_words(first, language)
        edtf = first
        if last and last != first:
            if last[:10] != first[:10]:
                display, edtf = (
                    f"{_in_words(first, language)} – {_in_words(last, language)}",
                    f"{first[:10]}/{last[:10]}",
                )
            elif len(last) > 15:
                display = f"{display}–{last[11:16]}"
        when = {"display": display, "edtf": edtf}
        words = [draft.fields.get("title", "")]
        for field in ("organiser", "organisers", "location", "place"):
            words += [each.line("name") for each in details.objects(field)]
        text = as_markdown(" · ".join(filter(None, words))) or "…"
        draft.add_section("timeline", details.path, events=[{"when": when, "text": text}])


def _in_words(moment: str, language: str) -> str:
    """Return a day or moment in words, in English; in figures for other languages."""
    time = f", {moment[11:16]}" if len(moment) > 15 else ""
    if language.split("-")[0].lower() != "en":
        return moment[:10] + time
    year, month, day = map(int, moment[:10].split("-"))
    return day_in_year(str(year), month, day, ENGLISH) + time


# --- written


def write(brief: Brief) -> str:
    """Return the item as JSON."""
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
        "headlines": [_text("main", "text/plain", brief.title)],
        "descriptions": [_text("summary", "text/plain", brief.dek)],
        "bodies": [
            _text("main", "text/html", str(prose_html(whole)))
            | {"charCount": len(text), "wordCount": len(text.split())}
        ],
    }
    if brief.authors:
        item["by"] = ", ".join(author.name for author in brief.authors)
    if brief.place:
        item["located"] = brief.place
    if brief.topics:
        item["subjects"] = [{"name": topic} for topic in brief.topics]
    if brief.sources:
        item["infoSources"] = [
            {"name": source.name} | ({"uri": source.url} if source.url else {})
            for source in brief.sources
        ]
    if pictures := [
        _picture(image, item["uri"], at)
        for at, image in enumerate(images_in(brief), 1)
        if scheme_of(image.src) != "data"
    ]:
        item["associations"] = pictures
    return json.dumps(item, ensure_ascii=False, indent=2) + "\n"


def _text(role: str, content_type: str, value: str) -> dict[str, Any]:
    return {"role": role, "contentType": content_type, "value": value}


def _picture(image: Image, of: str, at: int) -> dict[str, Any]:
    rendition: dict[str, Any] = {
        "name": "main",
        "href": image.src if scheme_of(image.src) else quote(image.src, safe="/%?#=&"),
    }
    rendition |= {name: value for name in ("width", "height") if (value := getattr(image, name))}
    picture = {
        "name": f"picture-{at}",
        "uri": f"{of}#picture-{at}",
        "type": "picture",
        "headlines": [_text("main", "text/plain", image.alt)],
        "by": image.credit,
        "copyrightNotice": image.licence,
        "descriptions": [_text("caption", "text/plain", plain_text(image.caption))]
        if image.caption
        else None,
        "renditions": [rendition],
    }
    return {name: value for name, value in picture.items() if value}


def recognise(sample: Sample) -> int:
    """Recognise ninjs by fields that no other format has, or an item's "uri" with its "type"."""
    own = set(OWN) & set(sample.first)
    if own and ("uri" in sample.first or "standard" in sample.first):
        return 65
    return 50 if own or {"uri", "type"} <= set(sample.first) else 0


FORMAT = Format(
    NAME,
    rank=60,
    read=read,
    recognise=recognise,
    endings=(".json",),
    write=write,
    ending=".ninjs.json",
    keeps=frozenset({"authors"}),
)
