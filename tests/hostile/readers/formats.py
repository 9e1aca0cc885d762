"""Texts in the formats of other programs that take long to import, or to tell apart."""

import json
from collections.abc import Callable
from typing import Any

from foldline.formats import guess_format, import_briefs
from tests.hostile.readers import FIELD, case, many


def _import(format_name: str) -> Callable[[str], object]:
    return lambda text: import_briefs(text, format_name)


def _kite(**fields: object) -> str:
    return json.dumps({"clusters": [{"title": "Rain", "short_summary": "It rained."} | fields]})


case(
    "kite, articles of one domain",
    _import("kite"),
    6_000,
    lambda size: _kite(
        articles=many(
            size,
            lambda at: {
                "title": f"Rain {at}",
                "link": f"https://herald.example/{at}",
                "domain": "herald.example",
                "date": "2026-05-05",
            },
        )
    ),
)
case(
    "kite, articles of many domains",
    _import("kite"),
    6_000,
    lambda size: _kite(
        articles=many(
            size,
            lambda at: {
                "title": "Rain",
                "link": f"https://h{at}.example/",
                "domain": f"h{at}.example",
            },
        )
    ),
)
case(
    "kite, marks that name no article",
    _import("kite"),
    4_000,
    lambda size: _kite(
        articles=many(
            size, lambda at: {"link": f"https://h{at}.example/", "domain": f"h{at}.example"}
        ),
        talking_points=many(size, lambda at: f"Rain [x{at}.example#1]"),
    ),
)
case(
    "kite, marks below the domains of articles",
    _import("kite"),
    4_000,
    lambda size: _kite(
        articles=many(
            size, lambda at: {"link": f"https://w.h{at}.example/", "domain": f"w.h{at}.example"}
        ),
        talking_points=many(size, lambda at: f"Rain [h{size - 1}.example#1]"),
    ),
)
case(
    "kite, a domain that goes on",
    _import("kite"),
    FIELD // 4,
    lambda size: _kite(talking_points=["[a" + ".a" * size]),
)
case(
    "kite, stories",
    _import("kite"),
    1_000,
    lambda size: json.dumps(
        {"clusters": many(size, lambda at: {"title": f"Rain {at}", "short_summary": "It rained."})}
    ),
)
case(
    "kite, perspectives with sources",
    _import("kite"),
    4_000,
    lambda size: _kite(
        perspectives=many(
            size,
            lambda at: {
                "text": "Hens: wet",
                "sources": [{"name": "Herald", "url": f"https://herald.example/{at}"}],
            },
        )
    ),
)


def _slides(slides: list[dict[str, Any]]) -> str:
    return json.dumps({"events": slides})


case(
    "timelinejs, slides with fields of their own",
    _import("timelinejs"),
    6_000,
    lambda size: _slides(
        many(
            size,
            lambda at: {
                "start_date": {"year": 1900 + at % 100},
                "text": {"headline": f"Rain {at}"},
                "odd": at,
            },
        )
    ),
)
case(
    "timelinejs, an address that goes on",
    _import("timelinejs"),
    FIELD // 8,
    lambda size: _slides(
        [
            {
                "start_date": {"year": 1900},
                "text": {"headline": "Rain"},
                "media": {"url": "https://a" + ".jpg?" * size + " b"},
            }
        ]
    ),
)


def _ninjs(**fields: object) -> str:
    return json.dumps({"uri": "a", "headlines": [{"value": "Rain"}]} | fields)


case(
    "ninjs, sources",
    _import("ninjs"),
    6_000,
    lambda size: _ninjs(
        infosources=many(size, lambda at: {"name": "Herald", "uri": f"https://herald.example/{at}"})
    ),
)
case(
    "ninjs, associations",
    _import("ninjs"),
    4_000,
    lambda size: _ninjs(
        associations=many(
            size,
            lambda at: {
                "type": "picture",
                "renditions": [{"href": f"https://herald.example/{at}.jpg"}],
                "odd": at,
            },
        )
    ),
)


def _article(**fields: object) -> str:
    return json.dumps({"@type": "NewsArticle", "headline": "Rain"} | fields)


case(
    "schema.org, citations",
    _import("schema.org"),
    6_000,
    lambda size: _article(
        citation=many(
            size,
            lambda at: {
                "publisher": {"name": "Herald"},
                "url": f"https://herald.example/{at}",
                "odd": at,
            },
        )
    ),
)
case(
    "schema.org, a live blog",
    _import("schema.org"),
    4_000,
    lambda size: _article(
        liveBlogUpdate=many(
            size,
            lambda at: {
                "headline": f"Rain {at}",
                "articleBody": "<p>It rained.</p>",
                "datePublished": "2026-05-05T10:00:00Z",
                "odd": at,
            },
        )
    ),
)
_PAGE = f'<!doctype html><script type="application/ld+json">{_article()}</script>'
for _name, _unit in (
    ("starts of scripts", "<script "),
    ("starts of other scripts", "<script a>"),
    ("ends of tags", "</a "),
    ("comments", "<!--"),
    ("declarations", "<!a"),
    ("sections", "<![CDATA["),
    ("instructions", "<?a"),
    ("quotation marks", "<a b='"),
    ("attributes", "<script type="),
    ("text", "a < b & c "),
):
    case(
        f"schema.org, a page of {_name}",
        _import("schema.org"),
        FIELD // 8,
        lambda size, unit=_unit: _PAGE + unit * size,
    )
for _name, _unit in (
    ("open elements", "<em>a"),
    ("lists", "<ul><li>a"),
    ("entities", "&amp; "),
    ("ends of tags", "</p"),
    ("comments", "<!--"),
    ("paragraphs", "<p>a"),
    ("tables", "<table><tr><td>"),
    ("links", '<a href="https://a.example/">a</a> '),
):
    case(
        f"schema.org, a body of {_name}",
        _import("schema.org"),
        FIELD // 16,
        lambda size, unit=_unit: _article(articleBody="<p>It rained.</p>" + unit * size),
    )

_MARKET = {"question": "Rain?", "outcomes": ["Yes", "No"], "outcomePrices": ["0.5", "0.5"]}
case(
    "markets, events without markets",
    _import("markets"),
    10_000,
    lambda size: json.dumps(
        {
            "events": [
                *many(size, lambda at: {"markets": [_MARKET | {"question": f"Rain {at}?"}]}),
                *many(size, lambda at: {"odd": at}),
            ]
        }
    ),
)
case(
    "markets, a history",
    _import("markets"),
    8_000,
    lambda size: json.dumps(
        _MARKET | {"history": many(size, lambda at: {"t": 1_770_000_000 + at, "p": 0.5, "odd": at})}
    ),
)

for _name, _unit in (
    ("pictures that nothing closes", "![a\n"),
    ("commas", "a,"),
    ("rules", "a\n=="),
    ("brackets", "["),
):
    case(
        f"guessing a format, {_name}",
        guess_format,
        FIELD,
        lambda size, unit=_unit: "a" + unit * (size // len(unit)),
    )
case(
    "guessing a format, starts of scripts",
    guess_format,
    FIELD,
    lambda size: "<script " * (size // 8),
)
