"""What exports hold for the programs that usually read them: no formula, no script, no property of
a calendar that nobody wrote.
"""

import csv
import io
import json

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from foldline.formats import WRITABLE as FORMATS
from foldline.formats import import_briefs
from foldline.formats.calendar import timeline_to_ics
from foldline.formats.csv import as_cell, text_of_cell, timeline_to_csv
from foldline.formats.timelinejs import timeline_to_timelinejs
from foldline.text.safety import is_safe_elsewhere
from tests.hostile.payloads import PAYLOADS
from tests.made import brief
from tests.parsed import elements, tree

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    '"=1',
    "'=1",
    "''=1",
    "＝1",
    "＋1",
    "－1",
    "＠a",
    "\n=1",
    " \t-2",
    "-0043",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(text: str):
    found = brief(
        {
            "kind": "timeline",
            "events": [{"when": f"{text} x", "text": text, "label": text, "lane": text}],
        }
    )
    rows = list(csv.reader(io.StringIO(timeline_to_csv(found.sections[0], found), newline="")))
    for cell in rows[1]:
        assert (
            not cell
            or cell.startswith("'")
            or cell.lstrip(" \"'“”")[:1] not in "=+-@\t\r\n＝＋－＠"
        )


def test_a_year_before_christ_is_no_subtraction():
    found = brief({"kind": "timeline", "events": [{"when": "44 BC", "text": "Ides."}]})
    assert "'-0043-01-01,'-0043-12-31" in timeline_to_csv(found.sections[0], found)


@given(st.text(st.sampled_from("'\"=+-@ \t\nab＝"), max_size=8))
@settings(deadline=None)
def test_a_cell_is_the_text_again(text: str):
    assert text_of_cell(as_cell(text)) == text


MARKUP = "<img src=x onerror=alert(1)>"


def test_timelinejs_shows_words_and_no_markup():
    found = brief(
        {
            "kind": "timeline",
            "heading": MARKUP,
            "eras": [{"when": "2021", "name": MARKUP}],
            "events": [
                {
                    "when": {"display": f"2021 {MARKUP}", "edtf": "2021"},
                    "text": f"a {MARKUP}",
                    "label": MARKUP,
                    "lane": MARKUP,
                }
            ],
        },
        title=MARKUP,
    )
    text = timeline_to_timelinejs(found.sections[0], found)
    exported = json.loads(text)
    shown = [
        exported["title"]["text"]["headline"],
        exported["eras"][0]["text"]["headline"],
        *exported["events"][0]["text"].values(),
        exported["events"][0]["group"],
        exported["events"][0]["display_date"],
    ]
    assert [each for each in shown if "<img" in each] == []
    (again,) = import_briefs(text, "timelinejs")
    (timeline,) = (section for section in again.brief["sections"] if section["kind"] == "timeline")
    assert timeline["events"][0]["lane"] == MARKUP and timeline["events"][0]["label"] == MARKUP
    assert timeline["eras"][0]["name"] == MARKUP and again.brief["title"] == MARKUP


ENDS = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize("end", ENDS, ids=ascii)
def test_no_text_adds_a_property_to_a_calendar(end: str):
    bad = f"Rain{end}ATTACH:https://example.org/{end}END:VEVENT"
    found = brief(
        {"kind": "timeline", "events": [{"when": "2021", "text": bad, "label": bad, "lane": bad}]},
        title=bad,
    )
    text = timeline_to_ics(found.sections[0], found, "rain")
    for lines in (text.split("\r\n"), text.splitlines()):
        assert [line for line in lines if line.startswith(("ATTACH", "END:VEVENT"))] == [
            "END:VEVENT"
        ]
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert set(event) == {
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "DESCRIPTION",
        "TRANSP",
        "CATEGORIES",
    }


BREAKING = [
    "https://example.org/a)b",
    "https://example.org/a b",
    "https://example.org/(a",
    "https://example.org/a<script>",
    'https://example.org/"onload=1',
    "https://example.org/a>b",
    "https://example.org/\\",
    "https://example.org/`a",
]


@pytest.mark.parametrize("address", BREAKING)
def test_an_address_ends_where_its_link_ends(address: str):
    found = brief(
        {
            "kind": "markets",
            "markets": [
                {
                    "question": "Rain?",
                    "venue": "V",
                    "url": address,
                    "as_of": "2026-01-02",
                    "outcomes": [{"name": "Yes", "probability": 0.5}],
                }
            ],
        },
        {
            "kind": "discussion",
            "platform": "x",
            "voices": [{"name": "n", "quote": "q", "url": address}],
        },
        {"kind": "photo_gallery", "photos": [{"src": address, "alt": "a", "caption": "c \\"}]},
    )
    html = tree(MarkdownIt("commonmark", {"html": True}).render(FORMATS["markdown"].write(found)))
    places = [node.attrs for node in elements(html) if node.name in ("a", "img")]
    assert len(places) == 3
    assert "script" not in {node.name for node in elements(html)}
    assert all(set(attributes) <= {"href", "src", "alt", "title"} for attributes in places)


def harmless(html: str) -> bool:
    return not any(
        node.name
        in (
            "script",
            "iframe",
            "object",
            "embed",
            "form",
            "svg",
            "math",
            "style",
            "link",
            "meta",
            "base",
            "template",
            "video",
            "audio",
            "details",
            "input",
            "button",
            "select",
            "marquee",
            "xmp",
            "plaintext",
            "noscript",
        )
        or any(
            name.startswith("on") or name in ("srcdoc", "srcset", "formaction")
            for name in node.attrs
        )
        or any(
            (node.attrs.get(name) or "")
            .replace("\t", "")
            .strip()
            .lower()
            .startswith(("javascript:", "vbscript:", "data:text"))
            for name in ("href", "src", "action")
        )
        for node in elements(tree(html))
    )


@pytest.mark.parametrize("at", range(0, len(PAYLOADS), 60))
def test_hostile_texts_run_in_no_other_program_of_markdown(at: int):
    other = MarkdownIt("commonmark", {"html": True}).enable("table")
    other.validateLink = lambda address: True  # a program that looks at nothing
    for payload in PAYLOADS[at : at + 60]:
        found = brief(
            {"kind": "what_happened", "points": [{"text": payload}, {"text": "after"}]},
            {"kind": "full_story", "text": payload, "note": payload},
        )
        html = other.render(FORMATS["markdown"].write(found).partition("\n---\n")[2])
        assert harmless(html), payload
        assert "after" in html


@pytest.mark.parametrize(
    "text",
    [
        "Plain words.",
        "**Bold** and `a < b`",
        "[a](https://example.org)",
        "1 < 2 and 3 > 2",
        "<em>a</em>",
        "| a | b |\n|:--|--:|\n| 1 | 2 |",
        "```\na < b\n```",
        "![a](b.png)",
        "a &lt;b&gt; c",
        "[x]: https://example.org\n\n[x]",
    ],
)
def test_texts_that_harm_nobody_stay_as_they_are(text: str):
    assert is_safe_elsewhere(text)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[x]: javascript:alert(1)\n\n[x]",
        "<javascript:alert(1)>",
        "<svg onload=alert(1)>",
        "<!-- a",
        "<script\nsrc=x",
        "<a href=javascript:1>x</a>",
        "<em onclick=1>a</em>",
    ],
)
def test_texts_that_could_run_do_not_stay(text: str):
    assert not is_safe_elsewhere(text)
