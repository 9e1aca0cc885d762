"""Other formats that are opened in a page: what is taken for a brief, what is imported, and what is
told of it.
"""

import json
from pathlib import Path

import pytest

from foldline.errors import ImportRefused
from foldline.formats import import_briefs
from foldline.reading.local.briefs import (
    PASTED_TEXT,
    Content,
    OwnBrief,
    is_meant_as_brief,
    own_brief,
    read_content,
)
from foldline.reading.local.imports import import_contents
from foldline.reading.local.parts import own_brief_part
from tests.made import as_bytes
from tests.parsed import attributes, elements, tree

FIXTURES = Path(__file__).parents[1] / "importers" / "fixtures"
UNDATED = "Two ferries\n\nBoth came in at once.\n\nWhat happened\n\n- They met.\n"


def opened(name: str, text: str) -> list[OwnBrief]:
    return [
        own_brief(shown, content, stem=stem) for shown, stem, content in import_contents(name, text)
    ]


@pytest.mark.parametrize(
    "name, text, meant",
    [
        ("a.json", as_bytes().decode(), True),
        ("a.txt", '\ufeff\n{"foldline": 2}', True),
        ("a.json", '{"title": "A", "sections": []}', True),
        ("a.txt", '{"title": oops}', True),
        ("a.txt", "[1, ]", False),
        ("a.json", "[1, ]", True),
        ("a.txt", '[{"a": 1,}]', True),
        ("a.json", "no JSON", True),
        ("a.json", "", True),
        ("a.txt", " \n", True),
        ("a.txt", "[" * 100_000, True),
        ("a.txt", "[Updated] Two ferries\n", False),
        ("a.txt", "Two ferries", False),
        ("a.html", "<p>", False),
        ("a.json", '{"name": "x"}', False),
        ("a.json", "[]", False),
        ("a.json", '{"sections": "none", "events": []}', False),
    ],
)
def test_what_is_meant_as_a_brief(name, text, meant):
    assert is_meant_as_brief(name, text) == meant


@pytest.mark.parametrize("path", sorted(FIXTURES.iterdir()), ids=lambda path: path.name)
def test_every_format_is_opened_as_the_command_imports_it(path):
    text = path.read_text("utf-8")
    expected = import_briefs(text, name=path.name)
    assert not is_meant_as_brief(path.name, text)
    found = opened(path.name, text)
    assert [json.loads(own.content.text) for own in found] == [each.brief for each in expected]
    for own, each in zip(found, expected, strict=True):
        assert own.title == own.content.loaded.brief.title
        html = own_brief_part(own).html()
        assert "<article" in html and f"Imported as {each.report.format}: " in html
        said = [
            element.to_text().strip() for element in elements(tree(html)) if element.name == "li"
        ]
        for how in ("used", "guessed", "left over"):
            lines = [" ".join(f"{line.where}: {line.what}".split()) for line in each.report.of(how)]
            assert set(lines) <= {" ".join(line.split()) for line in said}, how
        assert own.problem_lines == [
            (f"{own.name}: {line.where}: {line.what}", line.how == "remark")
            for how in ("problem", "remark")
            for line in each.report.of(how)
        ]


def test_several_stories_are_several_briefs():
    found = opened("kite-old.json", (FIXTURES / "kite-old.json").read_text("utf-8"))
    assert [(own.name, own.slug) for own in found] == [
        ("kite-old.json (1 of 2)", "two-ferries-share-a-berth"),
        ("kite-old.json (2 of 2)", "the-clock-stops"),
    ]
    same = json.dumps({"stories": [{"title": "A", "talking_points": ["B: c"], "timestamp": 1}] * 2})
    assert len({own.key for own in opened("a.json", same)}) == 2


def test_names_and_slugs():
    (own,) = opened("notes/two.ferries.txt", UNDATED)
    assert (own.name, own.slug) == ("notes/two.ferries.txt", "two-ferries")
    (own,) = opened(PASTED_TEXT, "Rain, pasted\n\nIt rained.\n\nPublished: 2026-02-06")
    assert (own.name, own.slug) == ("pasted.txt", "rain-pasted")


def test_what_is_too_little_for_a_brief_is_said_and_kept():
    (own,) = opened("undated.txt", UNDATED)
    assert own.problem_lines == [
        ('undated.txt: published: is missing; "published" must be given', False)
    ]
    html = own_brief_part(own).html()
    assert (
        "What was imported is not enough for a brief" in html
        and "<article" not in html
        and "Imported as text" in html
    )
    assert (
        own.title == "Two ferries"
        and json.loads(own.content.text)["dek"] == "Both came in at once."
    )


def test_no_form_that_is_known_is_left_to_check():
    assert (
        import_contents("package.json", '{"name": "x"}') == []
        and import_contents("a.json", "[]") == []
    )


@pytest.mark.parametrize(
    "name, text, sentence",
    [
        ("a.json", '{"stories": []}', "there is no story of Kite's in it"),
        ("a.html", "<!DOCTYPE html>", "there is no article in the page"),
        ("a.csv", "moment,text\n2026,rain", 'row 1: no column is called "when"'),
    ],
)
def test_what_is_refused(name, text, sentence):
    with pytest.raises(ImportRefused, match=sentence):
        import_contents(name, text)


def test_the_account_is_kept_and_comes_back():
    (before,) = opened("ferries.txt", (FIXTURES / "ferries.txt").read_text("utf-8"))
    after = read_content(before.content_text())
    assert after.account == before.content.account
    assert (
        own_brief_part(OwnBrief(before.slug, before.name, before.title, content=after)).html()
        == own_brief_part(before).html()
    )


@pytest.mark.parametrize(
    "account",
    [
        "text",
        [],
        ["text", "used"],
        ["text", ["used", "a"]],
        [1],
        {"format": "text"},
        ["text", ["used", "a", 1]],
    ],
)
def test_a_stored_account_that_cannot_be_read_is_none(account):
    assert (
        read_content(json.dumps({"text": "{}", "images": {}, "account": account})).account is None
    )


def test_markup_in_an_account_stays_text():
    bait = '"><img src=x onerror=alert(1)>'
    (own,) = opened(
        f"{bait}.txt", f"Title\n\nA dek.\n\nPublished: 2026-02-06\n\n{bait}\n\nText below."
    )
    own.content.account = type(own.content.account)(bait, (("guessed", bait, bait),))
    top = tree(own_brief_part(own).html())
    assert (
        not [element for element in elements(top) if element.name in ("img", "script")]
        and attributes(top, "src") == []
    )


def test_a_brief_itself_has_no_account():
    assert (
        "Imported" not in own_brief_part(own_brief("a.json", Content(as_bytes().decode()))).html()
    )
