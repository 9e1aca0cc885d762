"""schema.org: a NewsArticle or LiveBlogPosting as JSON-LD, alone or in a web page."""

import json
import re
from typing import Any

from foldline.drafts.bylines import set_authors
from foldline.drafts.digests import each_of
from foldline.drafts.draft import Draft, published_from
from foldline.drafts.fields import Fields, read_json
from foldline.drafts.format import Format, Sample
from foldline.drafts.hypertext import html_as_markdown, html_words, scripts_of
from foldline.drafts.report import Imported
from foldline.errors import ImportRefused
from foldline.html.head import news_article
from foldline.story.brief import Brief
from foldline.text.words import as_markdown, iso_moment

NAME = "schema.org"

ARTICLES = (
    "LiveBlogPosting",
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "ReviewNewsArticle",
    "AskPublicNewsArticle",
    "Report",
    "BlogPosting",
    "Article",
)
"""The types that are read, the most telling first."""


def read(text: str) -> list[Imported]:
    """Return the brief of the article; of each, where JSON is a list of articles."""
    if not text.lstrip().startswith("<"):
        parsed = read_json(text)
        if isinstance(parsed, list) and sum(_is_article(each) for each in parsed) > 1:
            return each_of(parsed, read)
    draft = Draft(NAME)
    nodes, articles = articles_in(text, draft)
    if not nodes and text.lstrip().startswith("<"):
        raise ImportRefused(
            'the page has no JSON-LD in it; an article is in a <script type="application/ld+json">'
        )
    if not articles:
        raise ImportRefused(
            f"there is no article of schema.org in it; read are {', '.join(ARTICLES)}"
        )
    _, chosen = min(articles, key=lambda each: each[0])
    article = Fields(chosen)
    draft.add_section("full_story", "articleBody", text=add_article(article, draft))
    draft.sort_sections()
    draft.keep("schema_org", article.rest())
    draft.keep("schema_org_beside", [node for node in nodes if node is not chosen])
    return [draft.finish()]


def articles_in(
    text: str, draft: Draft
) -> tuple[list[dict[str, Any]], list[tuple[int, dict[str, Any]]]]:
    """Return the objects of JSON-LD in a text or a page, and those that are articles, each with the
    rank of its type.
    """
    nodes = [node for document in _documents(text, draft) for node in _nodes(document)]
    return nodes, [(rank, node) for node in nodes if (rank := _rank(node)) is not None]


def add_article(article: Fields, draft: Draft) -> str:
    """Add what an article's JSON-LD says, and return its text as Markdown."""
    _head(article, draft)
    draft.add_section("photo_gallery", "image", photos=_photos(article, draft))
    draft.add_section("timeline", "liveBlogUpdate", events=_updates(article, draft))
    draft.add_section("key_quotes", "hasPart", quotes=_quotes(article))
    text = body_of(article.text("articleBody", "text"))
    _citations(article, draft)
    return text


def body_of(text: str) -> str:
    """Return an article's text as Markdown. Without markup each of its lines is a paragraph, except
    where they are broken at one width."""
    lines = [line for line in text.split("\n") if line.strip()]
    broken = len(lines) > 3 and sum(line.rstrip()[-1:].isalpha() for line in lines) * 2 > len(lines)
    if not re.search(r"<[a-zA-Z/!]", text) and not broken:
        text = re.sub(r"\n\s*", "\n\n", text)
    return html_as_markdown(text)


def _documents(text: str, draft: Draft) -> list[Any]:
    """Return what the text holds: JSON, or a page's scripts of JSON-LD."""
    if not re.match(r"\ufeff?\s*[<]", text):
        return [read_json(text)]
    found = []
    for at, script in enumerate(scripts_of(text), start=1):
        try:
            found.append(read_json(script))
        except ImportRefused as reason:
            draft.report.left(f"script {at}", str(reason))
    if found:
        draft.report.used("the page", f"{len(found)} scripts of JSON-LD")
    return found


def _nodes(document: Any) -> list[dict[str, Any]]:
    if isinstance(document, list):
        return [node for each in document for node in _nodes(each)]
    if not isinstance(document, dict):
        return []
    if isinstance(document.get("@graph"), list):
        around = {
            name: value for name, value in document.items() if name not in ("@graph", "@context")
        }
        return [node for each in document["@graph"] for node in _nodes(each)] + (
            [around] if around else []
        )
    return [document]


def _types(node: dict[str, Any]) -> list[str]:
    types = node.get("@type")
    return [
        str(each).rpartition("/")[2] for each in (types if isinstance(types, list) else [types])
    ]


def _rank(node: dict[str, Any]) -> int | None:
    return min((ARTICLES.index(name) for name in _types(node) if name in ARTICLES), default=None)


def _is_article(each: Any) -> bool:
    return isinstance(each, dict) and any(_rank(node) is not None for node in _nodes(each))


def _head(article: Fields, draft: Draft) -> None:
    draft.set_field(
        "title", html_words(article.text("headline", "name", "alternativeHeadline")), "headline"
    )
    draft.set_field(
        "dek",
        html_words(article.text("description", "abstract", "alternativeHeadline")),
        "description",
    )
    for name in ("datePublished", "coverageStartTime", "dateCreated"):
        if name in article and published_from(draft, article.look(name), name):
            article.take(name)
            break
    if (moment := iso_moment(article.look("dateModified"))) and moment != draft.fields.get(
        "published"
    ):
        draft.set_field("updated", moment, "dateModified")
        article.take("dateModified")
    language = article.look("inLanguage")
    if isinstance(language, str) and re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", language):
        draft.set_field("language", article.text("inLanguage"), "inLanguage")
    if (place := article.object("contentLocation")) is not None:
        draft.set_field("place", place.line("name"), place.path)
    draft.set_field("place", article.line("contentLocation", "dateline"), "contentLocation")
    keywords = article.texts("keywords")
    keywords = [
        each.strip()
        for part in keywords
        for each in (part.split(",") if len(keywords) == 1 else [part])
    ]
    sections = article.texts("articleSection")
    draft.set_field("topics", list(dict.fromkeys(filter(None, [*keywords, *sections]))), "keywords")
    if "author" in article and set_authors(draft, article.look("author"), "author"):
        article.take("author")
    address = article.text("url")
    publisher = article.object("publisher")
    name = publisher.line("name") if publisher else ""
    if name or draft.allowed_link(address):
        draft.add_source(
            name,
            url=address,
            title=draft.fields.get("title", ""),
            published=draft.fields.get("published", ""),
        )
        draft.report.used("publisher", "the article itself as a source")
    if address and not draft.allowed_link(address):
        article.put_back("url", address)


def _photos(article: Fields, draft: Draft) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    known: set[str] = set()
    title = draft.fields.get("title", "")
    for each in article.objects("image"):
        address = each.text("contentUrl", "url", "@id")
        caption, credit = (
            html_words(each.text("caption")),
            each.line("creditText", "copyrightNotice"),
        )
        alt = html_words(each.text("description", "name"))
        picture = draft.make_picture(
            src=address,
            alt=alt or caption or title,
            caption=caption,
            credit=credit,
            where=each.path,
        )
        if picture:
            if picture["src"] not in known:
                found.append(picture)
            known.add(picture["src"])
        else:
            for field, value in (
                ("url", address),
                ("caption", " ".join(filter(None, (alt, caption, credit)))),
            ):
                each.put_back(field, value)
    lost = []
    for address in article.texts("image"):
        picture = draft.make_picture(src=address, alt=title, where="image")
        if picture and picture["src"] not in known:
            known.add(picture["src"])
            found.append(picture)
            draft.report.guessed(
                "image", "the picture's description, the headline, since none is given"
            )
        elif not picture:
            lost.append(address)
    if lost:
        article.put_back("image", lost)
    return found


def _updates(article: Fields, draft: Draft) -> list[dict[str, Any]]:
    """Return the posts of a live blog, from the earliest: a timeline's events, with the moment as
    their date.
    """
    found = []
    for update in article.objects("liveBlogUpdate"):
        moment = iso_moment(update.look("datePublished")) or iso_moment(update.look("dateModified"))
        heading, body = (
            html_words(update.text("headline", "name")),
            html_as_markdown(update.text("articleBody", "text", "description")),
        )
        text = "\n\n".join(
            part for part in (f"**{as_markdown(heading)}**" if heading else "", body) if part
        )
        if moment and text:
            update.take(
                "datePublished" if iso_moment(update.look("datePublished")) else "dateModified"
            )
            found.append({"when": moment, "text": text})
        elif text:
            draft.add_prose(
                heading or "An update without a time", body or as_markdown(heading), update.path
            )
    return sorted(found, key=lambda event: event["when"])


def _quotes(article: Fields) -> list[dict[str, Any]]:
    """Return the quotations among its parts, as Foldline's own pages have them."""
    found = []
    for part in article.objects("hasPart"):
        if "Quotation" not in _types({"@type": part.look("@type")}):
            continue
        speaker = (
            part.object("creator") or part.object("spokenByCharacter") or part.object("author")
        )
        name, text = speaker.line("name") if speaker else "", part.line("text")
        if not name or not text:
            part.put_back("text", text)
            if speaker:
                speaker.put_back("name", name)
            continue
        context = part.line("description")
        found.append({"text": text, "speaker": name} | ({"context": context} if context else {}))
    return found


def _citations(article: Fields, draft: Draft) -> None:
    for each in article.objects("citation"):
        publisher = each.object("publisher")
        name, title = publisher.line("name") if publisher else "", each.line("name", "headline")
        address, date = each.text("url"), iso_moment(each.look("datePublished"))
        held, archived = each.object("sourceOrganization"), each.text("archivedAt")
        owner = held.line("name") if held else ""
        if draft.add_source(
            name or title,
            url=address,
            title=title if name else "",
            published=date,
            publisher=owner,
            archived=archived,
        ):
            each.take("datePublished") if date else None
            draft.report.used(each.path, "a source")
        if address and not draft.allowed_link(address):
            each.put_back("url", address)
    lost = [
        text
        for text in article.texts("citation")
        if not draft.add_source(
            "" if draft.allowed_link(text) else text, url=text if draft.allowed_link(text) else ""
        )
    ]
    if lost:
        article.put_back("citation", lost)


# --- written


def write(brief: Brief) -> str:
    """Return JSON-LD, without addresses of the brief itself: a file does not know where it
    will be.
    """
    return json.dumps(news_article(brief, ""), ensure_ascii=False, indent=2) + "\n"


def recognise(sample: Sample) -> int:
    """Recognise JSON-LD by its own names; a page that holds some is one of `html`."""
    return 90 if {"@context", "@graph", "@type"} & set(sample.first) else 0


FORMAT = Format(
    NAME,
    rank=70,
    read=read,
    recognise=recognise,
    endings=(".json", ".jsonld"),
    write=write,
    ending=".jsonld",
    keeps=frozenset({"authors", "publisher", "archived", "person"}),
)
