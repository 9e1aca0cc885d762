"""A web page as it was saved: its JSON-LD, its meta tags, and the article's own text."""

import re

from justhtml import JustHTML, Node

from foldline.drafts.draft import LONGEST_DEK, Draft
from foldline.drafts.fields import Fields
from foldline.drafts.format import Format, Sample
from foldline.drafts.from_html import (
    MOST_LEVELS,
    Page,
    blocks_of,
    markdown_of_html,
    root_of,
    too_deep,
)
from foldline.drafts.headings import Heading
from foldline.drafts.labels import parts_by_label
from foldline.drafts.languages import guess_language
from foldline.drafts.report import Imported
from foldline.drafts.story import add_outline
from foldline.errors import ImportRefused
from foldline.formats.html.article import find_article
from foldline.formats.html.meta import Meta, read_meta
from foldline.formats.markdown import outline_of
from foldline.formats.schema_org import add_article, articles_in, body_of
from foldline.text.outline import MARKDOWN, Block, Outline, Part
from foldline.text.prose import plain_text
from foldline.text.words import clean, comparable

NAME = "html"

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(?P<a>\S+)|\burl:\s*(?P<b>https?://\S+)")
_DATA = re.compile(r"data:[\w/+.;=-]{0,100}?(?:;base64)?,[A-Za-z0-9+/=%_.~-]{400,}")
_DATE_IN_ADDRESS = re.compile(r"/(20\d\d)[/-]?(\d\d)[/-]?(\d\d)(?:/|-|$)")
_BYLINE = re.compile(
    r"(?:By|Von|Par|Por|Di|Door|Af|Av|Text:|Autor:|Author:)\s+(?P<who>[A-ZÀ-Þ][^.!?]{2,80})"
)
MOST_BESIDE = 40
"""Blocks beside the article that the report names each; it counts the others."""


def read(text: str) -> list[Imported]:
    """Return the one brief of a page."""
    text, files = without_files(clean(text))
    if not text.lstrip().startswith("<"):
        raise ImportRefused("it is no web page: it does not begin with a tag")
    draft = Draft(NAME)
    nodes, articles = articles_in(text, draft)
    root = JustHTML(text, fragment=False, sanitize=False).root
    if too_deep(root):
        raise ImportRefused(f"the page is nested deeper than {MOST_LEVELS} levels of elements")
    meta = read_meta(root)
    saved = _SAVED_FROM.search(text[:3_000])
    meta.url = meta.url or ((saved["a"] or saved["b"]) if saved else "")
    body = next(iter(root.query("body")), root)
    stated = ""
    if articles:
        _, chosen = min(articles, key=lambda each: each[0])
        article = Fields(chosen)
        stated = add_article(article, draft)
        draft.keep("schema_org", article.rest())
        draft.keep("schema_org_beside", [node for node in nodes if node is not chosen])
    if scripts := len(root.query("script, style, noscript, svg, template")):
        draft.report.left("the page", f"{scripts} scripts, styles and drawings")
    outline = _outline_of(body, stated, meta, draft)
    _take_byline(outline, meta)
    _add_meta(meta, draft)
    if files:
        draft.report.left("the page", f"{files} files inside the page (data:) are not read")
    if not outline.before and not outline.parts and not draft.sections:
        raise ImportRefused("there is no article in the page: neither a text nor JSON-LD of one")
    if "language" not in draft.fields and (
        language := guess_language(" ".join(block.text for block in _blocks(outline)))
    ):
        draft.set_field("language", language, "the text", "from its words, since none is named")
    _leave_out_repeated(outline, draft)
    _lead_first(outline)
    add_outline(outline, MARKDOWN, draft)
    return [draft.finish()]


def add_html(html: str, draft: Draft, base: str) -> None:
    """Add the text of an article in HTML to a draft: its headings are sections, what stands before
    them the full story. `base` is the address that relative ones start from.
    """
    if "<" not in html:
        blocks = [body_of(html)]
    elif too_deep(root := root_of(clean(html))):
        blocks = [markdown_of_html(html)]
    else:
        blocks = blocks_of(root, Page(base))
    outline = parts_by_label(outline_of("\n\n".join(filter(None, blocks))))
    _leave_out_repeated(outline, draft)
    _lead_first(outline)
    if outline.before or outline.parts:
        add_outline(outline, MARKDOWN, draft)


def _lead_first(outline: Outline) -> None:
    """Make what stands before the first heading the full story."""
    if outline.parts and outline.before:
        lead = Part("Full story", Heading("full_story"), 1, outline.before)
        outline.parts.insert(0, lead)
        outline.before = []


def without_files(html: str) -> tuple[str, int]:
    """Return a page without the files that a program that saves pages put into it, and how many
    there were.
    """
    return _DATA.subn("data:,", html)


def _blocks(outline: Outline) -> list[Block]:
    return [*outline.before, *(block for part in outline.parts for block in part.blocks)]


def _outline_of(body: Node, stated: str, meta: Meta, draft: Draft) -> Outline:
    """Return the text of the article: that of the page, or what its JSON-LD states, where that has
    more. What is left out is in the report.
    """
    article = find_article(body)
    blocks = blocks_of(article.root, Page(meta.url))
    title = comparable(str(draft.fields.get("title") or meta.title))
    blocks = [
        block
        for block in blocks
        if not (block.startswith("# ") and comparable(plain_text(block[2:])) == title)
    ]
    found = "\n\n".join(blocks)
    text = plain_text(found) if len(found) < 200_000 else found
    if stated and len(text.split()) < 0.6 * len(plain_text(stated).split()):
        draft.report.used("articleBody", "the text, since the page shows less of it")
        if text:
            draft.report.left("the page", f"its text, {len(text.split())} words: {text[:200]}")
        found = stated
    elif stated:
        draft.report.used("articleBody", "the same text as the page's, which has its paragraphs")
    for each in article.beside[:MOST_BESIDE]:
        draft.report.left("the page", each)
    if len(article.beside) > MOST_BESIDE:
        more = len(article.beside) - MOST_BESIDE
        draft.report.left("the page", f"{more} more blocks beside the article")
    return parts_by_label(outline_of(found))


def _take_byline(outline: Outline, meta: Meta) -> None:
    """Take a line of its own that says by whom the story is, above the text, to the authors."""
    for block in outline.before[:4]:
        words = plain_text(block.text)
        match = _BYLINE.fullmatch(words)
        is_author = match and any(name in match["who"] for name in meta.authors)
        if block.kind == "para" and match and (is_author or not meta.authors):
            if not meta.authors:
                meta.authors = [
                    each.strip() for each in re.split(r",|\band\b|\bund\b", match["who"])
                ]
            outline.before.remove(block)
            return


def _leave_out_repeated(outline: Outline, draft: Draft) -> None:
    """Leave out what the head of the brief has already: the title, and the summary above the
    text.
    """
    title, dek = (comparable(str(draft.fields.get(name, ""))) for name in ("title", "dek"))
    for part in list(outline.parts):
        if title and comparable(part.heading) == title:
            outline.parts.remove(part)
            outline.before += part.blocks
    first = [block for block in outline.before[:3] if block.kind in ("para", "sub")]
    for block in first:
        words = comparable(plain_text(block.text))
        if words and (words == title or (words == dek and len(outline.before) > 1)):
            outline.before.remove(block)


def _add_meta(meta: Meta, draft: Draft) -> None:
    """Set the fields that the page's JSON-LD has not set."""

    def where(name: str) -> str:
        return meta.where.get(name, "the page")

    draft.set_field("title", meta.title, where("title"))
    if len(meta.dek) <= 2 * LONGEST_DEK:
        draft.set_field("dek", meta.dek, where("dek"))
    guess = f"from {meta.guess}, since none is named" if meta.guess else ""
    draft.set_field("published", meta.published, where("published"), guess)
    if meta.updated != draft.fields.get("published") and meta.updated > str(
        draft.fields.get("published", "")
    ):
        draft.set_field("updated", meta.updated, where("updated"))
    if "published" not in draft.fields and (match := _DATE_IN_ADDRESS.search(meta.url)):
        day = "-".join(match.groups())
        draft.set_field("published", day, "the page", f"from its address, {meta.url}")
    draft.set_field("language", meta.language, where("language"))
    draft.set_field("topics", meta.topics, "keywords")
    draft.set_authors(meta.authors, where("authors"))
    if not any(source.get("url") == meta.url for source in draft.sources) and (
        meta.site or draft.allowed_link(meta.url)
    ):
        draft.add_source(
            meta.site,
            url=meta.url,
            title=str(draft.fields.get("title", "")),
            published=str(draft.fields.get("published", "")),
        )
        draft.report.used("the page", "the article itself as a source")
    if meta.image and not any(each["kind"] == "photo_gallery" for each in draft.sections):
        picture = draft.make_picture(
            src=meta.image, alt=meta.image_alt or meta.title, where=where("image")
        )
        if picture:
            draft.add_section("photo_gallery", where("image"), photos=[picture])
        else:
            draft.report.left("og:image", meta.image)


_PAGE = re.compile(
    r"(?:<!--.{0,2000}?-->|<\?xml[^<>]*\?>|\s)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_FRAGMENT = re.compile(
    r"\s*<(?:article|main|section|div|p|h[1-6]|head|body|meta|title|figure|ul|ol|table|blockquote"
    r"|header|span|script)\b",
    re.I,
)


def recognise(sample: Sample) -> int:
    """Recognise a page by its first tag."""
    if sample.data is not None:
        return 0
    if _PAGE.match(sample.text):
        return 95
    return 60 if _FRAGMENT.match(sample.text) else 0


FORMAT = Format(NAME, rank=25, read=read, recognise=recognise, endings=(".html", ".htm", ".xhtml"))
