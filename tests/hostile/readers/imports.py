"""Texts, Markdown and tables that take long to import."""

from collections.abc import Callable

from foldline.formats import import_briefs
from tests.hostile.readers import FIELD, case, day, lines, many, word


def _import(format_name: str) -> Callable[[str], object]:
    return lambda text: import_briefs(text, format_name)


def _text(name: str, largest: int, heading: str, body: Callable[[int], str]) -> None:
    """A part of this heading, as text and as Markdown."""
    case(
        f"text, {name}",
        _import("text"),
        largest,
        lambda size: f"Rain\n\nIt rained.\n\n{heading}\n\n{body(size)}\n",
    )
    case(
        f"markdown, {name}",
        _import("markdown"),
        largest,
        lambda size: f"# Rain\n\nIt rained.\n\n## {heading}\n\n{body(size)}\n",
    )


_TALK, _QUOTES, _PICTURES, _PLAIN = (
    "Twitter discussion",
    "Key quotes",
    "Photo gallery",
    "Historical background",
)
_text(
    "quotations without credits",
    10_000,
    _QUOTES,
    lambda size: lines(size, lambda at: f"Hen {at}: “It is wet”\n\n"),
)
_text(
    "quotations with a credit each",
    8_000,
    _QUOTES,
    lambda size: lines(size, lambda at: f"Hen {at}: “It is wet”\n\n(Herald {at})\n\n"),
)
_text(
    "speakers under one quotation",
    20_000,
    _QUOTES,
    lambda size: "“It is wet”\n\n" + lines(size, lambda at: f"— Hen {at}\n\n"),
)
_text("opening quotation marks", FIELD, _QUOTES, lambda size: "“" * size)
_text("opening quotation marks and words", FIELD, _QUOTES, lambda size: "a “" * (size // 3))
_text(
    "sources of one name",
    8_000,
    "Sources",
    lambda size: lines(size, lambda at: f"- Herald: Report {at} https://herald.example/{at}\n"),
)
_text(
    "sources of many names",
    8_000,
    "Sources",
    lambda size: lines(size, lambda at: f"- Herald {at}\n"),
)
_text("brackets in a source", FIELD, "Sources", lambda size: "- " + "[" * size)
_text("dashes before a picture", FIELD, _PICTURES, lambda size: "- a" + "-" * size)
_text(
    "addresses before a picture",
    FIELD // 16,
    _PICTURES,
    lambda size: "- a " + "https://a.jpg" * size + " b",
)
_text(
    "paragraphs of one event",
    30_000,
    "Timeline",
    lambda size: "- 5 May 2026: It rained.\n\n" + lines(size, lambda at: f"Rain {at}.\n\n"),
)
_text(
    "events",
    8_000,
    "Timeline",
    lambda size: lines(size, lambda at: f"- {day(at)}: It rained {at} times.\n"),
)
_text("items", 20_000, _PLAIN, lambda size: lines(size, lambda at: f"- Rain {at}\n"))
_text(
    "voices of one block",
    10_000,
    _TALK,
    lambda size: "Voices: " + lines(size, lambda at: f"@{word(at)} (hen); "),
)
_text(
    "voices of many blocks",
    10_000,
    _TALK,
    lambda size: lines(size, lambda at: f"Voices: @{word(at)} (hen) speaks\n\n"),
)
_text(
    "voices in one clause",
    20_000,
    _TALK,
    lambda size: "Voices: " + lines(size, lambda at: f"@{word(at)} and ") + "all spoke of rain",
)
_text(
    "one voice in many clauses",
    10_000,
    _TALK,
    lambda size: "Voices: " + "@hen spoke of rain; " * size,
)
_text("words that nothing closes", FIELD // 8, _TALK, lambda size: "Voices: " + "@a: “b" * size)
_text("clauses without brackets", FIELD // 4, _TALK, lambda size: "Voices: " + "a; " * size)
_text("voices in running text", FIELD // 8, _TALK, lambda size: "@hen: “b " * size)
_text(
    "figures of one impact",
    40_000,
    "Economic impact",
    lambda size: "Short-term\n\n- Tea: " + "$1 " * size,
)
_text(
    "short lines",
    10_000,
    _PLAIN,
    lambda size: lines(size, lambda at: f"Economik impakt {word(at)}\n\n"),
)


def _front(front: Callable[[int], str]) -> Callable[[int], str]:
    return lambda size: f"---\n{front(size)}---\n# Rain\n\nIt rained.\n"


case(
    "markdown, sources in the front matter",
    _import("markdown"),
    8_000,
    _front(
        lambda size: (
            "sources:\n"
            + lines(size, lambda at: f"  - name: Herald\n    url: https://herald.example/{at}\n")
        )
    ),
)
case(
    "markdown, sources of one name and many titles",
    _import("markdown"),
    8_000,
    _front(
        lambda size: (
            "sources:\n" + lines(size, lambda at: f"  - name: Herald\n    title: Report {at}\n")
        )
    ),
)
case(
    "markdown, lines that go on in the front matter",
    _import("markdown"),
    60_000,
    _front(lambda size: "dek: a\n" + "  it rained\n" * size),
)
case(
    "markdown, quotation marks in the front matter",
    _import("markdown"),
    FIELD // 4,
    _front(lambda size: "tags: [" + "', \"" * size + "]\n"),
)

case(
    "csv, many columns",
    _import("csv"),
    40_000,
    lambda size: "when,text," + ",".join(many(size, lambda at: f"c{at}")) + "\n2026-05-05,rain\n",
)
case(
    "csv, many columns without names",
    _import("csv"),
    40_000,
    lambda size: "when,text" + "," * size + "\n2026-05-05,rain" + ",a" * size + "\n",
)
case(
    "csv, many sources",
    _import("csv"),
    10_000,
    lambda size: "when,text,sources\n" + lines(size, lambda at: f"2026-05-05,rain,s{at}\n"),
)
case(
    "csv, quotation marks",
    _import("csv"),
    FIELD // 4,
    lambda size: 'when,text\n2026-05-05,"' + '""' * size + '"\n',
)
