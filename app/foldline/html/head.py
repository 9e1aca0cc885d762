"""Describe a page to other programs: as Open Graph, and as schema.org's NewsArticle in JSON-LD.

Every value comes from the brief; nothing is added that it does not say. Addresses are included only
where the site's own address is known, since Open Graph and canonical links have to be absolute.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urljoin

from foldline.dates.when import When
from foldline.sections import news_article_of
from foldline.story.brief import Brief, Image, Section, UnreadSection, images_in
from foldline.story.dated import whens_of
from foldline.text.addresses import scheme_of
from foldline.text.prose import plain_text


@dataclass(frozen=True)
class Head:
    """Hold what a page's <head> has for other programs."""

    address: str = ""
    """The page's own, absolute; empty where it isn't known."""
    open_graph: list[tuple[str, str]] = field(default_factory=list)
    json_address: str = ""
    """Where the same brief is as data, relative to the page."""
    oembed_address: str = ""
    """Where the page's oEmbed document is, absolute; empty where the site's address isn't known."""
    linked_data: dict[str, Any] | None = None
    authors: tuple[str, ...] = ()
    """Who wrote what the page shows."""


def head_of_brief(brief: Brief, address: str, publisher: str = "") -> Head:
    """Return the head of a brief's page. `publisher` is who publishes the site, where that is
    known.
    """
    return Head(
        address,
        open_graph(brief, address),
        "brief.json",
        address and address + "oembed.json",
        news_article(brief, address) | _published_by(publisher),
        tuple(author.name for author in brief.authors),
    )


def head_of_shelf(title: str, description: str, address: str) -> Head:
    """Return the head of the shelf."""
    properties = [("og:type", "website"), ("og:title", title), ("og:description", description)]
    return Head(address, properties + ([("og:url", address)] if address else []))


def _published_by(name: str) -> dict[str, Any]:
    return {"publisher": {"@type": "Organization", "name": name}} if name else {}


def with_site_name(head: Head, name: str) -> Head:
    """Return the head of a page that says which site it is of, where it says anything."""
    if not head.open_graph:
        return head
    return replace(head, open_graph=[*head.open_graph, ("og:site_name", name)])


def open_graph(brief: Brief, address: str) -> list[tuple[str, str]]:
    """Return Open Graph's properties and values, in order. `address` is the page's, or empty where
    it isn't known."""
    properties = [
        ("og:type", "article"),
        ("og:title", brief.title),
        ("og:description", brief.dek),
        ("og:locale", brief.language.replace("-", "_")),
        ("article:published_time", brief.published),
    ]
    if brief.updated:
        properties.append(("article:modified_time", brief.updated))
    properties += [("article:tag", topic) for topic in brief.topics]
    if address:
        properties.append(("og:url", address))
        for image in images_in(brief):
            if scheme_of(image.src) != "data":
                properties += [
                    ("og:image", urljoin(address, image.src)),
                    ("og:image:alt", image.alt),
                ]
                break
    return properties


def news_article(brief: Brief, address: str) -> dict[str, Any]:
    """Return a NewsArticle of schema.org: what the brief says of itself, and what each of its
    sections adds.
    """
    properties: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": brief.title,
        "description": brief.dek,
        "inLanguage": brief.language,
        "datePublished": brief.published,
    }
    if brief.authors:
        properties["author"] = [
            {"@type": "Person", "name": author.name} | ({"url": author.url} if author.url else {})
            for author in brief.authors
        ]
    if brief.translations and address:
        properties["workTranslation"] = [
            {
                "@type": "NewsArticle",
                "inLanguage": each.language,
                "url": urljoin(address, each.href),
            }
            for each in brief.translations
        ]
    if brief.updated:
        properties["dateModified"] = brief.updated
    if address:
        properties["url"] = properties["mainEntityOfPage"] = address
    if brief.place:
        properties["contentLocation"] = {"@type": "Place", "name": brief.place}
    if brief.topics:
        properties["keywords"] = brief.topics
    if covered := temporal_coverage(brief):
        properties["temporalCoverage"] = covered
    if images := [
        _image(image, address) for image in images_in(brief) if scheme_of(image.src) != "data"
    ]:
        properties["image"] = images
    if brief.sources:
        properties["citation"] = [
            {"@type": "CreativeWork", "publisher": {"@type": "Organization", "name": source.name}}
            | ({"name": source.title} if source.title else {})
            | ({"url": source.url} if source.url else {})
            | ({"datePublished": source.published} if source.published else {})
            | (
                {"sourceOrganization": {"@type": "Organization", "name": source.publisher}}
                if source.publisher
                else {}
            )
            | ({"archivedAt": source.archived} if source.archived else {})
            for source in brief.sources
        ]
    for section in sorted(_read_sections(brief), key=lambda section: section.rank):
        for name, value in news_article_of(section).items():
            if value and isinstance(value, list):
                properties.setdefault(name, []).extend(value)
            elif value:
                properties.setdefault(name, value)
    return properties


def temporal_coverage(brief: Brief) -> str:
    """Return the time the timelines cover, as an ISO 8601 interval of days
    ("2021-09-01/2026-02-05"); empty for none."""
    spans = [
        (when.earliest, when.latest) for when in _whens(brief) if when.earliest and when.latest
    ]
    if not spans:
        return ""
    first, last = min(earliest for earliest, _ in spans), max(latest for _, latest in spans)
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _read_sections(brief: Brief) -> Iterator[Section]:
    return (section for section in brief.sections if not isinstance(section, UnreadSection))


def _whens(brief: Brief) -> Iterator[When]:
    for section in _read_sections(brief):
        yield from whens_of(section, brief)


def _image(image: Image, address: str) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "@type": "ImageObject",
        "contentUrl": urljoin(address, image.src),
        "description": image.alt,
    }
    if image.caption:
        properties["caption"] = plain_text(image.caption)
    if image.credit:
        properties["creditText"] = image.credit
    return properties
