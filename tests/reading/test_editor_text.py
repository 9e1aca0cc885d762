"""What the editor makes of a text: errors by line in the words of `foldline check`, the brief, and
the last good one meanwhile.
"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from foldline.cli import main
from foldline.reading.editor.text import (
    AT,
    difference,
    messages_part,
    offset_of,
    read_text,
    shown_part,
    state_sentence,
)
from foldline.reading.local.imports import import_text
from tests.made import as_bytes
from tests.parsed import attributes, elements, tree

FIXTURES = Path(__file__).parents[1] / "importers" / "fixtures"
POINTS = {"kind": "what_happened", "points": [{"text": "It rained."}]}
GOOD = as_bytes(POINTS).decode()


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        '{"foldline": 1,\n "title": "x",\n "dek": oops}',
        as_bytes({"kind": "tmeline"}, odd=1).decode(),
        '{"foldline": 2}',
        "[1, 2]",
        "{",
        '{"name": "x"}',
    ],
)
def test_its_errors_are_those_of_check(text, here):
    (here / "rain.json").write_text(text, "utf-8")
    now = read_text("rain.json", text, import_text)
    assert [said.sentence for said in now.messages] == CliRunner().invoke(
        main, ["check", "rain.json"]
    ).output.splitlines()
    for said in now.messages:
        assert said.sentence.startswith(f"rain.json:{said.line}:{said.column}: ")
        assert offset_of(text, said.line, said.column) <= len(text)
    assert now.json == text and not now.imported


@pytest.mark.parametrize(
    "name",
    ["ferries.txt", "ferries.md", "kite-new.json", "kite-old.json", "events.csv", "article.html"],
)
def test_other_formats_are_imported_as_they_stand(name):
    text = (FIXTURES / name).read_text("utf-8")
    assert read_text(name, text) is None, "it asks for an importer"
    now = read_text(name, text, import_text)
    assert now.imported and now.whole and not now.of("error") and now.of("import")
    assert json.loads(now.json)["title"] == now.brief.title


def test_lines_of_a_text_lead_to_it():
    now = read_text(
        "text",
        "Rain\n\nIt rained.\n\nA heading that is none\n\nWords below.\n\nKey Poinst\n\n- It did.",
        import_text,
    )
    assert any(
        said.line and said.sentence.startswith(("guessed: line", "left over: line", "used: line"))
        for said in now.of("import")
    )
    assert [said.sentence for said in now.of("error")] == [
        'text: published: is missing; "published" must be given'
    ]
    assert now.brief is None and json.loads(now.json)["title"] == "Rain"


def test_several_stories_show_the_first_and_say_so():
    now = read_text("k.json", (FIXTURES / "kite-old.json").read_text("utf-8"), import_text)
    assert now.of("remark")[-1].sentence == "k.json: there are 2 stories in it; the first is shown"


def test_what_is_refused_is_an_error():
    now = read_text("k.json", '{"stories": []}', import_text)
    (said,) = now.messages
    assert (
        said.sentence.startswith("k.json: there is no story of Kite's in it") and now.brief is None
    )
    assert now.json == '{"stories": []}', "it can still be saved"


@pytest.mark.parametrize(
    "text, line, column, offset",
    [
        ("ab\ncd\n", 1, 1, 0),
        ("ab\ncd\n", 2, 2, 4),
        ("ab\ncd\n", 3, 1, 6),
        ("ab\ncd", 9, 1, 5),
        ("ab\ncd", 1, 99, 2),
        ("", 1, 1, 0),
        ("🌧\nx", 2, 1, 2),
    ],
)
def test_where_a_line_and_a_column_are(text, line, column, offset):
    assert offset_of(text, line, column) == offset


@pytest.mark.parametrize(
    "old, new",
    [
        ("", ""),
        ("", "ab"),
        ("ab", ""),
        ("ab", "ab"),
        ("aba", "aa"),
        ("aa", "aba"),
        ("aaa", "aa"),
        ("xay", "xby"),
        ("🌧", "☀"),
    ],
)
def test_what_is_replaced(old, new):
    start, end, middle = difference(old, new)
    assert old[:start] + middle + old[end:] == new and start <= end
    assert (start, end, middle) == (1, 2, "b") if old == "xay" else True


def test_the_state_is_one_sentence():
    hidden, broken = as_bytes(POINTS, {"kind": "tmeline"}).decode(), '{"foldline": 1'
    assert state_sentence(read_text("a", " "), shows_older=False) == "There is nothing here yet."
    assert state_sentence(read_text("a", GOOD), shows_older=False) == "A brief, without errors."
    assert (
        state_sentence(read_text("a", as_bytes(POINTS, odd=1).decode()), shows_older=False)
        == "A brief, without errors, with 1 remark."
    )
    assert (
        state_sentence(read_text("a", hidden), shows_older=False)
        == "1 error. It is shown as far as can be."
    )
    assert (
        state_sentence(read_text("a", hidden), shows_older=True)
        == "1 error. What is shown is the last version without it."
    )
    assert (
        state_sentence(read_text("a", broken), shows_older=False)
        == "1 error. It can't be shown yet."
    )


def test_a_section_that_cannot_be_read_makes_no_whole_brief():
    now = read_text("a", as_bytes(POINTS, {"kind": "tmeline"}).decode())
    assert now.brief is not None and not now.whole
    assert read_text("a", as_bytes(POINTS, odd=1).decode()).whole


def test_errors_lead_to_their_lines_and_markup_stays_text():
    bait = "<img src=x onerror=alert(1)>"
    now = read_text(f"{bait}.json", f'{{"foldline": 1,\n "title": "{bait}",\n "{bait}": 1}}')
    top = tree(messages_part(now).html())
    buttons = [element for element in elements(top) if element.name == "button"]
    assert {(button.attrs["data-line"], button.attrs["data-column"]) for button in buttons} == {
        (str(each.line), str(each.column)) for each in now.messages
    }
    assert not [element for element in elements(top) if element.name in ("img", "script")]


def test_the_shown_brief_asks_nobody_for_a_picture_but_those_beside_it():
    photos = [
        {"src": src, "alt": "x"}
        for src in ("a.png", "b.png", "https://exam", "//example.org/c.png", "/d.png")
    ]
    now = read_text("a", as_bytes({"kind": "photo_gallery", "photos": photos}).decode())
    top = tree(shown_part(now.brief, {"a.png": "https://site.example/rain/a.png"}).html())
    assert attributes(top, "src") == ["https://site.example/rain/a.png"]
    assert not [
        element
        for element in elements(top)
        if element.name in ("template", "button") and "data-pictures" in element.attrs
    ]
    ids = attributes(top, "id")
    assert ids and all(each.startswith(AT) for each in ids)


def test_a_file_is_named_after_its_title():
    assert (
        read_text(
            "text", "Rain, again\n\nIt rained.\n\nPublished: 2026-02-06", import_text
        ).file_name
        == "rain-again.json"
    )
    assert read_text("text", "{").file_name == "brief.json"
