"""TimelineJS, ninjs and schema.org: what each fixture becomes."""

import json

import pytest

from foldline import load
from foldline.dates.when import read_when
from foldline.errors import ImportRefused
from foldline.formats import READABLE as FORMATS
from foldline.formats import guess_format, import_briefs
from tests.importers.imports import (
    FIXTURES,
    fixture,
    imported,
    kept_words,
    lines_of,
    only,
    plain_of,
    problems_are_reported,
    report_lines,
    strings,
    words_of,
)

FORMAT_OF = {
    "ferries.txt": "text",
    "other-publisher.txt": "text",
    "ferries.md": "markdown",
    "kite-old.json": "kite",
    "kite-new.json": "kite",
    "timelinejs.json": "timelinejs",
    "events.csv": "csv",
    "ninjs2.json": "ninjs",
    "ninjs3.json": "ninjs",
    "article.html": "html",
    "feed.xml": "feed",
    "item.xml": "newsml",
    "feed.json": "json-feed",
    "ghost.json": "ghost",
    "talk.vtt": "transcript",
    "clash.wiki": "wikitext",
    "liveblog.json": "schema.org",
    "polymarket.json": "markets",
    "polymarket-event.json": "markets",
    "kalshi.json": "markets",
    "manifold.json": "markets",
    "manifold-answers.json": "markets",
}


def test_every_fixture_has_its_format_and_every_format_a_fixture():
    assert set(FORMAT_OF) == {path.name for path in FIXTURES.iterdir()} and set(
        FORMAT_OF.values()
    ) == set(FORMATS)


@pytest.mark.parametrize("name", FORMAT_OF)
def test_the_format_is_guessed(name):
    assert guess_format(fixture(name)) == FORMAT_OF[name]
    found = import_briefs(fixture(name))
    assert any("its format" in line for line in report_lines(found[0], "guessed"))
    assert import_briefs(fixture(name), FORMAT_OF[name])[0].brief == found[0].brief


@pytest.mark.parametrize("name", FORMAT_OF)
def test_every_fixture_becomes_a_brief_without_problems_and_no_word_is_lost(name):
    found = import_briefs(fixture(name))
    for each in found:
        assert load(json.dumps(each.brief)).errors == () and report_lines(each, "problem") == []
        assert each.report.of("used") and each.slug
    problems_are_reported(found)
    texts = (
        strings(json.loads(fixture(name)), but=("role", "contentType", "contenttype"))
        if name.endswith(".json")
        else []
        if name.endswith((".html", ".xml", ".vtt", ".wiki"))
        else [lines_of(fixture(name))]
    )
    for text in texts:
        assert words_of(plain_of(text)) <= kept_words(found), (
            text
        )  # numbers may be written otherwise


def test_timelinejs():
    story = imported("timelinejs.json")
    assert (story.brief["title"], story.brief["dek"]) == (
        "A berth's history",
        "From the first spade to the coin.",
    )
    timeline = only(story, "timeline")
    assert [event["when"] for event in timeline["events"]] == [
        "June 1904",
        {"display": "3 May 1985, 9:05 – 9 May 1985", "edtf": "1985-05-03T09:05:00/1985-05-09"},
        {"display": "Tuesday", "edtf": "2026-05-05"},
    ]
    assert timeline["events"][0] == {
        "when": "June 1904",
        "label": "Dug by hand",
        "lane": "Works",
        "text": "**Dug by hand**\n\nWith **spades**.\n\nAnd tea.",
    }
    assert timeline["eras"] == [{"when": "1950 – 1985", "name": "The green ledger"}]
    assert only(story, "photo_gallery")["photos"] == [
        {
            "src": "https://example.org/berth.jpg",
            "alt": "A berth in fog",
            "caption": "The berth",
            "credit": "A. Quill",
        }
    ]
    assert only(story, "prose") == {
        "kind": "prose",
        "heading": "A day that is none",
        "text": "**A day that is none**\n\nIt stays.",
    }


def test_a_table():
    story = imported("events.csv")
    assert only(story, "timeline")["events"] == [
        {
            "when": "Late 2021",
            "text": "The second timetable is **printed**.",
            "label": "A second timetable",
            "lane": "Quay",
            "sources": ["herald", "bulletin"],
        },
        {
            "when": {"display": "the foggy winter", "edtf": "1984-24"},
            "text": 'Nobody is seen, and "nobody" sees.',
        },
        {"when": "5 May 2025", "text": "They came."},
    ]
    assert story.brief["sources"] == [
        {"id": "herald", "name": "herald"},
        {"id": "bulletin", "name": "bulletin"},
    ]
    assert story.brief["csv"] == {
        "row 2": {"weather": "rain"},
        "row 5": {"when": "31 June 2025", "text": "A day that is none"},
        "row 6": {"text": "No day at all", "weather": "fog"},
    }
    assert report_lines(story, "left over")[:2] == [
        "row 5: it is no event: there is no 31 June 2025; that month has 30 days",
        "row 6: it is no event: it has no when",
    ]


@pytest.mark.parametrize(
    "year, words, edtf", [(-44, "44 BC", "-0043"), (-1, "1 BC", "0000"), (70, "70", "0070")]
)
def test_years_before_christ(year, words, edtf):
    (story,) = import_briefs(
        json.dumps({"events": [{"start_date": {"year": year}, "text": {"headline": "Ides"}}]})
    )
    assert only(story, "timeline")["events"][0]["when"] in (words, {"display": words, "edtf": edtf})
    assert year > 0 or read_when(words).edtf == edtf


def test_ninjs3():
    story = imported("ninjs3.json")
    assert (story.brief["title"], story.brief["dek"]) == (
        "Two ferries, one berth",
        "Both came at once.",
    )
    assert (story.brief["published"], story.brief["updated"]) == (
        "2026-05-05T09:00:00Z",
        "2026-05-05T11:00:00Z",
    )
    assert (story.brief["place"], story.brief["topics"], story.brief["language"]) == (
        "Hallowick",
        ["ferries", "tea"],
        "en-GB",
    )
    assert (
        only(story, "full_story")["text"] == "Two *ferries* came.\n\nOne waited."
    )  # once, though it is given twice
    assert only(story, "photo_gallery")["photos"] == [
        {
            "src": "https://agency.example/l.jpg",
            "alt": "The quay",
            "caption": "The quay at noon",
            "credit": "A. Quill",
            "licence": "Free to use",
            "width": 2000,
            "height": 1000,
        }
    ]
    assert story.brief["authors"] == [{"name": "Ada Quill"}]


def test_ninjs2():
    story = imported("ninjs2.json")
    assert (story.brief["published"], story.brief["place"]) == (
        "2026-05-05T11:00:00+01:00",
        "Hallowick",
    )
    assert only(story, "full_story")["text"] == "## At noon\n\nIt stopped & stood."
    assert story.brief["sources"] == [{"id": "bulletin", "name": "Bulletin"}]


def test_an_article_in_a_page():
    story = imported("article.html")
    assert (story.brief["published"], story.brief["updated"]) == (
        "2026-05-05T09:00:00+01:00",
        "2026-05-05T10:00:00+01:00",
    )
    assert (story.brief["topics"], story.brief["place"]) == (
        ["ferries", "tea", "Harbour"],
        "Hallowick",
    )
    assert [source["name"] for source in story.brief["sources"]] == [
        "Hallowick Herald",
        "Harbour office",
        "A conversation on the quay",
    ]
    assert story.brief["authors"] == [{"name": "Ada Quill"}]
    assert any(
        line.startswith("script 2: the text is not JSON")
        for line in report_lines(story, "left over")
    )


def test_a_live_blog():
    story = imported("liveblog.json")
    assert only(story, "timeline")["events"] == [
        {"when": "2026-05-05T08:10:00+01:00", "text": "**Both at the berth**\n\nSide by side."},
        {
            "when": "2026-05-05T09:00:00+01:00",
            "text": "**A coin is found**\n\nIt has two **sides**.",
        },
    ]
    assert only(story, "key_quotes")["quotes"] == [
        {"text": "It was never wrong.", "speaker": "Harbour master"}
    ]
    assert only(story, "prose")["heading"] == "No time given"


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("", "the text is empty"),
        (" \n", "the text is empty"),
        (b"\xff", "the byte 0xFF at line 1, column 1 is not UTF-8; save it as UTF-8"),
        ('{"foldline": 1}', "it is a brief already; foldline check says whether it is valid"),
        (
            '{"a": 1}',
            "it is JSON of no form that is known; name one with --from: " + ", ".join(FORMATS),
        ),
        ('{"a": }', "the text is not JSON from line 1, column 7 on: expecting value"),
        ('{"a": NaN}', "NaN is not a JSON number; leave the field out instead"),
        ("[" * 100 + '"a"' + "]" * 100, "the JSON is nested deeper than 56 levels"),
        (b" " * 16_000_001, "the text has 16.0 MB; what is read has at most 16 MB"),
    ],
)
def test_what_is_refused(text, sentence):
    with pytest.raises(ImportRefused) as refused:
        import_briefs(text)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "name, text, sentence",
    [
        ("kite", "{}", "there is no story of Kite's in it"),
        ("timelinejs", "[]", "there is no timeline in it"),
        ("ninjs", "1", "there is no news item"),
        ("schema.org", "<p>x</p>", "the page has no JSON-LD in it"),
        ("schema.org", '{"@type": "Person"}', "there is no article of schema.org"),
        ("markets", "{}", "there is no market in it"),
        ("kites", "x", '"kites" is no format that is read here; did you mean "kite"?'),
    ],
)
def test_what_is_not_of_the_format_it_is_said_to_be(name, text, sentence):
    with pytest.raises(ImportRefused, match=sentence.replace("?", r"\?")):
        import_briefs(text, name)
