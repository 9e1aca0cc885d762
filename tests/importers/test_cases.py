"""Inputs that real material taught us (`cases/`), and what a right import of each has."""

import json
from pathlib import Path

import pytest

from foldline import load, render
from foldline.drafts.report import Imported
from foldline.formats import import_briefs
from tests.importers.imports import of_kind, only, report_lines
from tests.parsed import tree, words

CASES = Path(__file__).with_name("cases")


def case(name: str, **options: str) -> Imported:
    """The one brief of a case."""
    (found,) = import_briefs((CASES / name).read_bytes(), None, name, **options)
    return found


def page(found: Imported) -> str:
    """The words on the page of an import."""
    loaded = load(json.dumps({"published": "2026-02-06"} | found.brief)).brief
    assert loaded is not None
    return words(tree(render(loaded)))


def whens(found: Imported) -> list[str]:
    """The dates of the only timeline, as their authors wrote them."""
    events = only(found, "timeline")["events"]
    return [e["when"] if isinstance(e["when"], str) else e["when"]["display"] for e in events]


def test_dates_that_begin_with_a_number_keep_it():
    assert whens(case("dates.txt")) == [
        "5. Februar 2026",
        "6 février 2026",
        "2 de mayo de 2026",
        "2026年2月5日",
        "05.02.2026",
    ]


def test_an_ordered_list_keeps_its_numbers():
    text = only(case("ol.txt"), "full_story")["text"]
    assert text.endswith("1. The ferry came.\n2. It waited.\n3. It left.")


def test_the_summary_is_what_stands_under_the_word():
    assert case("summary.txt").brief["dek"] == "Two ferries came in at once and one had to wait."


def test_roles_and_unknown_headings():
    found = case("role.txt")
    (quote,) = only(found, "key_quotes")["quotes"]
    assert (quote["speaker"], quote["role"]) == ("Anna Berg", "Harbour Office")
    assert [section["heading"] for section in of_kind(found, "prose")] == [
        "Some Context",
        "Related coverage",
    ]


def test_key_dates_without_a_heading():
    found = case("keydates.txt")
    events = only(found, "timeline")["events"]
    assert len(events) == 5
    assert events[2]["when"] == {"display": "April 10-11", "edtf": "2017-04-10/2017-04-11"}


def test_paragraphs_with_labels_are_sections():
    found = case("axios.txt")
    assert {"Why it matters", "What's next"} <= {s.get("heading") for s in of_kind(found, "prose")}
    assert only(found, "key_quotes")["quotes"] == [
        {"text": "We had one berth", "speaker": "Anna Berg"}
    ]


def test_what_a_language_model_writes():
    found = case("llm.md")
    assert whens(found) == ["5 February 2026", "6 February 2026"]
    first, second = only(found, "key_quotes")["quotes"]
    assert first["speaker"] == "Anna Berg" and second["role"] == "captain"
    (point, _) = only(found, "what_happened")["points"]
    assert point == {"text": "One berth is free.", "sources": ["herald"]}
    assert found.brief["dek"] == "Two ferries came in at once. The port apologised.[3]"


def test_labels_above_a_text_and_numbered_sources():
    found = case("labels.md")
    assert (found.brief["published"], found.brief["dek"]) == (
        "2026-02-06",
        "Two ferries came in at once.",
    )
    names = {source["id"]: source for source in found.brief["sources"]}
    (point,) = only(found, "what_happened")["points"]
    assert [names[each].get("title") for each in point["sources"]] == ["Ferries clash", "One berth"]
    assert names[point["sources"][0]]["name"] == "Hallowick Herald"


def test_a_picture_in_a_text_goes_to_the_gallery_and_a_note_names_its_source():
    found = case("img.md")
    assert only(found, "photo_gallery")["photos"][0]["src"] == "https://example.org/c.jpg"
    story = only(found, "full_story")
    assert story["text"] == "Text before.\n\nText after. (Herald)" and story["sources"]


def test_front_matter_in_toml():
    found = case("hugo.md")
    assert (found.brief["title"], found.brief["topics"]) == ("Two ferries, one berth", ["harbour"])
    assert found.brief["published"] == "2026-02-06T09:30:00+01:00"


def test_kite():
    found = case("kite.json")
    assert report_lines(found, "problem") == []
    (quote,) = only(found, "key_quotes")["quotes"]
    assert quote["text"].endswith('ports"') and quote["role"] == "harbour master"
    assert found.brief["sources"][0]["name"] == "The Hallowick Herald"
    assert whens(found)[1] == "expected March 1, 2026"


def test_a_timeline_of_the_past():
    found = case("tl-past.json")
    assert "published" not in found.brief
    shown = page(found)
    for words_shown in ("The opening, filmed by the port", "Port archive", "waits for no", "1990"):
        assert words_shown in shown
    events = only(found, "timeline")["events"]
    assert "(https://youtu.be/abc)" in events[1]["text"]


def test_timelinejs_2():
    assert whens(case("tl2.json")) == ["14 March 1948"]


def test_a_table_of_dates():
    found = case("date.csv")
    assert whens(found) == ["2026-02-05", "6 February 2026"]
    first = only(found, "timeline")["events"][0]
    assert first["text"] == "**First ferry**\n\nIt came at noon." and len(first["sources"]) == 1


def test_a_picture_of_ninjs():
    found = case("credit.json")
    (photo,) = only(found, "photo_gallery")["photos"]
    assert found.brief["dek"] == photo["caption"] == "A ferry at the quay on Friday."
    assert "PORT AGENCY" in photo["credit"] and "No use in Hallowick." in photo["licence"]


def test_an_event_of_ninjs():
    found = case("event.json")
    assert found.report.format == "ninjs"
    assert found.brief["title"] == "Press conference of the port"
    (event,) = only(found, "timeline")["events"]
    assert event["when"]["edtf"].startswith("2026-02-09")
    assert only(found, "full_story")["text"] == "The port speaks at ten."


def test_a_saved_page():
    found = case("page-ld.html")
    assert found.brief["dek"] == "Two ferries came in at once." and found.brief["language"] == "de"
    assert only(found, "full_story")["text"] == "Two ferries came in at once."
    assert whens(found) == ["5 February 2026"]


def test_lines_of_json_ld_are_paragraphs():
    text = only(case("art.json"), "full_story")["text"]
    assert text == "First paragraph.\n\nSecond paragraph.\n\nThird."


def test_a_list_of_gammas_events():
    assert len(only(case("gamma-events.json"), "markets")["markets"]) == 1


def test_a_market_that_is_resolved():
    found = case("manifold.json")
    (market,) = only(found, "markets")["markets"]
    assert market["text"].startswith("**Resolved: YES**")
    assert any("Which berth?" in line for line in report_lines(found, "left over"))


@pytest.mark.parametrize("name", ["rss.xml", "feed.json", "newsml.xml"])
def test_feeds_and_news_items(name):
    found = case(name)
    assert found.brief["title"] == "Two ferries, one berth"
    assert found.brief["published"] == "2026-02-06T09:00:00Z"
    assert only(found, "full_story")["text"] == "Two ferries came in at once."
    if name != "newsml.xml":
        assert found.brief["sources"][0]["url"] == "https://example.org/a"


def test_what_the_caller_states_wins():
    found = case("ol.txt", published="2026-02-06", language="de")
    assert (found.brief["published"], found.brief["language"]) == ("2026-02-06", "de")
    assert report_lines(found, "problem") == []
    found = case("keydates.txt", published="2021-01-01")
    assert found.brief["published"] == "2021-01-01"
    assert not any("published, from" in line for line in report_lines(found, "guessed"))
