"""What a page says of itself to other programs: only what the brief says."""

import json

from foldline.html.head import (
    head_of_brief,
    head_of_shelf,
    news_article,
    open_graph,
    temporal_coverage,
)
from foldline.story.loading import load
from tests.made import ROOT


def shipped(slug: str):
    return load((ROOT / "stories" / f"{slug}.json").read_bytes()).brief


def test_the_time_covered_is_that_of_the_fuzzy_dates():
    assert temporal_coverage(shipped("us-russia-military-dialogue")) == "2021-09-01/2026-02-05"


def test_each_quote_is_a_quotation():
    brief = shipped("us-russia-military-dialogue")
    (section,) = [section for section in brief.sections if section.kind == "key_quotes"]
    quotations = news_article(brief, "")["hasPart"]
    assert [(each["@type"], each["text"], each["creator"]["name"]) for each in quotations] == [
        ("Quotation", quote.text, quote.speaker) for quote in section.quotes
    ]


def test_every_source_is_cited():
    brief = shipped("apollo-13")
    assert [each.get("url") for each in news_article(brief, "")["citation"]] == [
        source.url for source in brief.sources
    ]


def test_addresses_are_given_only_where_the_site_has_one():
    brief = shipped("specimen-harbour")
    assert "http" not in json.dumps(
        {
            key: value
            for key, value in news_article(brief, "").items()
            if key not in ("@context", "citation", "articleBody")
        }
    )
    assert [name for name, _ in open_graph(brief, "")] == [
        "og:type",
        "og:title",
        "og:description",
        "og:locale",
        "article:published_time",
        "article:modified_time",
        *["article:tag"] * len(brief.topics),
    ]
    said = dict(open_graph(brief, "https://news.example/briefs/specimen-harbour/"))
    assert said["og:url"] == "https://news.example/briefs/specimen-harbour/"
    assert (
        said["og:image"] == "https://news.example/briefs/specimen-harbour/specimen-harbour/quay.svg"
    )


def test_a_brief_without_anything_says_little():
    brief = load(
        b'{"foldline": 1, "title": "Rain", "dek": "It rained.", "published": "2026-01-02", '
        b'"sections": []}'
    ).brief
    assert head_of_brief(brief, "").linked_data == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Rain",
        "description": "It rained.",
        "inLanguage": "en",
        "datePublished": "2026-01-02",
    }
    assert temporal_coverage(brief) == ""


def test_the_shelf_is_a_website():
    assert head_of_shelf("T", "D", "https://e.example/").open_graph == [
        ("og:type", "website"),
        ("og:title", "T"),
        ("og:description", "D"),
        ("og:url", "https://e.example/"),
    ]
