"""What is harmless alone and not among other texts, or not to a program that reads the file another
way than usual.
"""

import csv

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from foldline.formats import WRITABLE as FORMATS
from foldline.formats import import_briefs
from foldline.formats.csv import as_cell, text_of_cell, timeline_to_csv
from foldline.text.safety import is_safe_elsewhere
from tests.made import brief
from tests.test_exports_are_safe import harmless

RUNS = "<img src=x onerror=alert(1)>"
CODE = [
    "```\n{}\n```",
    "~~~\n{}\n~~~",
    "````\n{}\n`````",
    "    {}",
    "\t{}",
    "a\n\n    {}",
    "`{}`",
    "a\n[x]: https://example.org '{}'",
    "- `{}`\n- b",
    "> `\n> {}`",
]
PLACES = {
    "timeline": lambda text: ({"kind": "timeline", "events": [{"when": "2021", "text": text}]},),
    "theme": lambda text: ({"kind": "discussion", "platform": "x", "themes": [{"text": text}]},),
    "voice": lambda text: (
        {"kind": "discussion", "platform": "x", "voices": [{"name": "n", "text": text}]},
    ),
    "mood": lambda text: (
        {"kind": "discussion", "platform": "x", "sentiment": {"mood": "mixed", "text": text}},
    ),
    "view": lambda text: (
        {"kind": "opposing_views", "views": [{"holder": "h", "position": "p", "text": text}]},
    ),
    "impact": lambda text: (
        {"kind": "economic_impact", "short_term": [{"subject": "s", "text": text}]},
    ),
    "caption": lambda text: (
        {"kind": "photo_gallery", "photos": [{"src": "a.png", "alt": "a", "caption": text}]},
    ),
    "point": lambda text: ({"kind": "what_happened", "points": [{"text": text}]},),
    "after a fence": lambda text: (
        {"kind": "full_story", "text": "```"},
        {"kind": "prose", "heading": "h", "text": text},
    ),
    "after a tilde fence": lambda text: (
        {"kind": "full_story", "text": "~~~"},
        {"kind": "prose", "heading": "h", "text": text},
    ),
    "after an open element": lambda text: (
        {"kind": "full_story", "text": "<pre>"},
        {"kind": "prose", "heading": "h", "text": text},
    ),
}


def rendered(text: str) -> str:
    """A Markdown text as a program shows it that keeps all HTML and looks at no address."""
    program = MarkdownIt("commonmark", {"html": True}).enable("table")
    program.validateLink = lambda address: True
    return program.render(text)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("code", CODE)
@pytest.mark.parametrize(
    "bad",
    [
        RUNS,
        "[a](javascript:alert(1))",
        "[a](java&#115;cript:alert(1))",
        "<a href=javascript:alert(1)>b</a>",
    ],
)
def test_code_is_none_elsewhere(place: str, code: str, bad: str):
    found = brief(*PLACES[place](code.format(bad)))
    assert harmless(rendered(FORMATS["markdown"].write(found).partition("\n---\n")[2]))


@pytest.mark.parametrize("bad", [RUNS, "[a](javascript:alert(1))", "<javascript:alert(1)>"])
def test_front_matter_is_harmless_to_a_program_that_knows_none(bad: str):
    text = FORMATS["markdown"].write(
        brief(
            {"kind": "prose", "heading": "h", "text": "t"},
            title=bad,
            topics=[bad],
            sources=[{"id": "s", "name": bad}],
        )
    )
    assert harmless(rendered(text))
    head = yaml.safe_load(text.removeprefix("---\n").partition("\n---\n")[0])
    (again,) = import_briefs(text, "markdown")
    assert head["title"] == bad and head["topics"] == again.brief["topics"] == [bad]


@pytest.mark.parametrize("end", ["\x7f", "\x85", "\x9b", "\u2028", "\u2029", "\ufffe"], ids=ascii)
def test_front_matter_is_yaml_to_others(end: str):
    text = FORMATS["markdown"].write(
        brief({"kind": "prose", "heading": "h", "text": "t"}, title=f"a{end}--- b")
    )
    head = text.removeprefix("---\n").partition("\n---\n")[0]
    assert (
        yaml.safe_load(head)["title"] == f"a{end}--- b"
        and len(head.splitlines()) == head.count("\n") + 1
    )


@pytest.mark.parametrize(
    "text, kept",
    [
        ("Use `a < b` and <em>c</em>", True),
        ("`<b>`", False),
        ("See `[a](javascript:b)`", False),
        ("See `[a](b](javascript:c)`", False),
        ("`[a](https://example.org)`", True),
        ("a<br>b <https://example.org>", True),
        ('<a href="https://example.org">a</a>', True),
        ("<a@example.org>", True),
    ],
)
def test_what_only_code_keeps_from_running_does_not_stay(text: str, kept: bool):
    assert is_safe_elsewhere(text) is kept


INSIDE = [
    "rain;=1+1",
    "rain; =1+1",
    'rain;"=1',
    "rain\n=1+1",
    "rain\n- a\n- b",
    "rain\t@x",
    "rain\n\n=1",
    "rain;'=1",
    "rain;＝1",
]


@pytest.mark.parametrize("text", INSIDE)
@pytest.mark.parametrize("between", [";", "\t"])
def test_no_cell_is_a_formula_where_other_marks_stand_between_cells(text: str, between: str):
    """As a spreadsheet reads a CSV whose system has semicolons between cells."""
    found = brief({"kind": "timeline", "events": [{"when": "2021", "text": text, "label": text}]})
    written = timeline_to_csv(found.sections[0], found)
    for line in written.splitlines()[1:]:
        for row in csv.reader([line], delimiter=between):
            assert not any(cell.lstrip(' "“”')[:1] in set("=+-@＝＋－＠") for cell in row)
    (again,) = import_briefs(written, "csv")
    (timeline,) = (section for section in again.brief["sections"] if section["kind"] == "timeline")
    assert timeline["events"][0]["text"] == text


@given(st.text(st.sampled_from("'\"=+-@; \t\n\rab＝"), max_size=10))
@settings(deadline=None, max_examples=1000)
def test_a_cell_with_other_marks_is_the_text_again(text: str):
    assert text_of_cell(as_cell(text)) == text
