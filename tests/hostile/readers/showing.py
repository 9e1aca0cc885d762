"""Briefs and texts that take long to read, to compare with an earlier version, and to show."""

from collections.abc import Callable
from typing import Any

from foldline import Brief, load
from foldline.html.render import render_brief
from foldline.reading.search.words import finds
from foldline.text.addresses import leads_to, slug_of, written
from foldline.text.prose import plain_text, talk_html
from foldline.text.safety import is_safe_elsewhere
from foldline.text.unseen import shown_name, shown_text
from tests.hostile.readers import (
    FIELD,
    case,
    day,
    lines,
    made,
    many,
    points,
    sources,
    story,
    timeline,
    word,
)
from tests.made import as_bytes

case(
    "loading, references that lead nowhere",
    load,
    8_000,
    lambda size: as_bytes(
        points(["a"]) | {"sources": many(size, lambda at: f"b{at}")}, sources=sources(size)
    ),
)
case(
    "loading, references of one letter",
    load,
    900,
    lambda size: as_bytes(
        points(["a"]) | {"sources": many(size, lambda at: "a" * 90 + str(at))},
        sources=many(min(size, 2_000), lambda at: {"id": "a" * 88 + str(at), "name": "n"}),
    ),
)
case(
    "loading, references that are known",
    load,
    8_000,
    lambda size: as_bytes(
        points(["a"]) | {"sources": many(size, lambda at: f"s{at % min(size, 2_000)}")},
        sources=sources(size),
    ),
)
case(
    "loading, unknown fields beside a missing one",
    load,
    20_000,
    lambda size: as_bytes(timeline([{f"tex{at}": 1 for at in range(size)}])),
)
case("loading, wrong events", load, 8_000, lambda size: as_bytes(timeline([{"when": 1}] * size)))
case(
    "loading, events out of order",
    load,
    8_000,
    lambda size: as_bytes(timeline(many(size, lambda at: {"when": day(size - at), "text": "a"}))),
)
case(
    "loading, masks of years that never fit",
    load,
    2_000,
    lambda size: as_bytes(
        timeline(
            many(
                size, lambda at: {"when": {"display": f"w{at}", "edtf": "XXX1-02-29"}, "text": "a"}
            )
        )
    ),
)
case(
    "loading, keys given twice",
    load,
    20_000,
    lambda size: as_bytes().replace(b"{", b"{" + b'"odd": 1, ' * size, 1),
)
case(
    "loading, halves of characters",
    load,
    60_000,
    lambda size: as_bytes(odd="X").replace(b"X", b"\\ud83d" * size),
)


def _before(before: list[Any], after: list[Any]) -> Brief:
    return made(*after, revisions=[{"date": "2026-01-01", "sections": before}])


case(
    "changes, points that became others",
    render_brief,
    3_000,
    lambda size: _before(
        [points(many(size, lambda at: f"The {word(at)} berth is wet."))],
        [points(many(size, lambda at: f"The {word(at)} berth is not wet."))],
    ),
)


def _impacts(short: str, long: str) -> Callable[[int], dict[str, Any]]:
    return lambda size: {
        "kind": "economic_impact",
        "short_term": many(size, lambda at: {"subject": f"{short} {at}", "text": word(at)}),
        "long_term": many(size, lambda at: {"subject": f"{long} {at}", "text": word(at)}),
    }


case(
    "changes, effects that are gone",
    render_brief,
    3_000,
    lambda size: _before([_impacts("Tea", "Bun")(size)], [_impacts("Hen", "Fog")(size)]),
)
case(
    "changes, one paragraph of two words",
    render_brief,
    2_400,
    lambda size: _before([story("hen coin " * size)], [story("coin hen hen coin " * (size // 2))]),
)
case(
    "changes, amounts of one kind",
    render_brief,
    20_000,
    lambda size: _before([story("$1 " * size + "a")], [story("$1 " * size + "b")]),
)
case(
    "changes, other amounts",
    render_brief,
    6_000,
    lambda size: _before(
        [story("It was $1 $2 " * size + "a")], [story("It was $2 $1 " * size + "b")]
    ),
)
case(
    "a page with spans of time behind the events",
    render_brief,
    2_000,
    lambda size: made(
        timeline(
            [{"when": "1900", "text": "a"}, {"when": "2020", "text": "b"}],
            eras=many(size, lambda at: {"when": "1950", "name": f"Era {at}"}),
        )
    ),
)
case(
    "a page with events",
    render_brief,
    4_000,
    lambda size: made(
        timeline(many(size, lambda at: {"when": day(at), "text": f"Rain {at}", "lane": f"l{at}"}))
    ),
)
case(
    "a page with links to its own parts",
    render_brief,
    4_000,
    lambda size: made(points(many(size, lambda at: f"[a{at}](#timeline)")), sources=sources(size)),
)
for _name, _unit in (
    ("accounts", "@a "),
    ("names of many words", "@High Plains "),
    ("hashtags", "#a "),
    ("words of capitals", "@A" + " A" * 30 + " "),
    ("marks", "@"),
    ("addresses", "a.b.c "),
):
    case(
        f"talk, {_name}",
        lambda text: talk_html(text, "x"),
        FIELD,
        lambda size, unit=_unit: unit * (size // len(unit)),
    )
for _name, _unit in (
    ("marks of direction", "\u202e"),
    ("isolates", "\u2067a"),
    ("joiners", "\u200d"),
    ("flags", "\U0001f3f4\U000e0061"),
):
    case(
        f"unseen, {_name}",
        lambda text: (shown_text(text), shown_name(text)),
        FIELD,
        lambda size, unit=_unit: unit * (size // len(unit)),
    )
_ACCENTS = "\u0301\u0316"
case(
    "search, accents",
    lambda text: finds("hen", text),
    FIELD,
    lambda size: "a" + _ACCENTS * (size // 2),
)
case(
    "search, words",
    lambda text: finds(text, text),
    FIELD // 8,
    lambda size: lines(size, lambda at: word(at) + " "),
)
case("slugs, accents", slug_of, FIELD, lambda size: "a" + _ACCENTS * (size // 2))
case(
    "addresses, accents in a host",
    written,
    FIELD,
    lambda size: "https://a" + _ACCENTS * (size // 2) + ".example/",
)
case(
    "addresses, hosts in the words of a link",
    lambda text: leads_to("https://a.example/", text),
    FIELD,
    lambda size: "a." * (size // 2),
)
case(
    "safe elsewhere, blanks behind a definition",
    is_safe_elsewhere,
    90_000,
    lambda size: "[a]:" + " " * size + ">",
)
case("safe elsewhere, many marks", is_safe_elsewhere, 3_000, lambda size: "a *b* `c`\n\n" * size)
case(
    "plain, links in paragraphs",
    plain_text,
    1_000,
    lambda size: "a [b] [c](https://d.example) and more of it\n\nwith [b] " * size,
)
