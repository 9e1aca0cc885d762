"""Kite: what its stories become, in the older and the newer form of its files."""

import json

import pytest

from foldline.formats import import_briefs
from tests.importers.imports import (
    fixture,
    imported,
    of_kind,
    only,
    report_lines,
    strings,
    words_of,
)


def test_kite_old():
    story, other = import_briefs(fixture("kite-old.json"))
    assert story.brief["sources"][:3] == [
        {
            "id": "herald-example",
            "name": "herald.example",
            "title": "Ferries meet",
            "url": "https://herald.example/one",
            "published": "2026-05-05T10:00:00+00:00",
        },
        {
            "id": "herald-example-2",
            "name": "herald.example",
            "title": "A berth by hand",
            "url": "https://herald.example/two",
            "published": "2026-05-05T11:00:00+00:00",
        },
        {
            "id": "bulletin-example",
            "name": "bulletin.example",
            "title": "Tea",
            "url": "https://bulletin.example/tea",
            "published": "2026-05-05T12:00:00+00:00",
        },
    ]
    assert story.brief["dek"] == "Two ferries came in at once. The clock is blamed."
    assert only(story, "what_happened")["points"] == [
        {
            "text": "**One berth:** There is only one.",
            "sources": ["herald-example", "bulletin-example"],
        },
        {"text": "A hen was seen"},
    ]
    assert only(story, "timeline")["events"][0] == {
        "when": "May 4, 2026",
        "text": "The second timetable is found",
        "sources": ["herald-example-2"],
    }
    (quote,) = only(story, "key_quotes")["quotes"]
    assert quote == {
        "text": "It was never wrong.",
        "speaker": "Harbour master",
        "role": "at the quay",
        "agency": "herald.example",
        "sources": ["herald-example"],
    }  # the address with blanks around it is the first article's
    assert [photo["src"] for photo in only(story, "photo_gallery")["photos"]] == [
        "https://herald.example/quay.jpg",
        "https://herald.example/one.png",
    ]
    assert {section["heading"] for section in of_kind(story, "prose")} == {
        "Did you know?",
        "Outlook",
        "Key players",
        "Industry impact",
        "What to do",
        "Questions and answers",
    }
    assert only(other, "what_happened")["points"] == [{"text": "**It stopped:** at noon"}]
    assert story.brief["published"] == other.brief["published"] == "2026-05-06T08:00:00Z"


def test_kite_new():
    story = imported("kite-new.json")
    assert [event["when"] for event in only(story, "timeline")["events"]] == [
        {"display": "May 4", "edtf": "2026-05-04"},
        {"display": "the foggy morning", "edtf": "2026-05-05"},
    ]
    assert "A day that is none" in json.dumps(story.brief["kite"])
    assert only(story, "opposing_views")["views"] == [
        {
            "holder": "Pilots",
            "position": "They ask for a second berth.",
            "text": "It would be deep.",
        }
    ]
    assert story.brief["kite"]["secondary_image"] == {
        "url": "javascript:alert(1)",
        "caption": "No picture",
    }
    assert [
        line
        for line in report_lines(story, "guessed")
        if "herald.example#9" in line and "taken for the last" in line
    ]
    assert {"name": "almanac.example", "id": "almanac-example"} in story.brief["sources"]


# Older and newer files have the same field as a text, a list or an object, null or empty.
KITE_FIELDS = (
    "talking_points",
    "perspectives",
    "timeline",
    "historical_background",
    "economic_implications",
    "international_reactions",
    "suggested_qna",
    "key_players",
    "user_action_items",
    "industry_impact",
)


@pytest.mark.parametrize("name", KITE_FIELDS)
@pytest.mark.parametrize(
    "given",
    [
        "Fog: It lay [herald.example#1].",
        ["Fog: It lay [common].", "", None],
        {"Fog": "It lay"},
        ["Fog: It lay", "Rain: It fell"],
    ],
    ids=["text", "list with nothing in it", "object", "list"],
)
def test_a_field_of_kites_in_any_form_is_a_section(name, given):
    (story,) = import_briefs(
        json.dumps({"title": "T", "short_summary": "S", "timestamp": 1778054400, name: given}),
        "kite",
    )
    (section,) = story.brief["sections"]
    assert {"fog", "it", "lay"} <= words_of(
        " ".join(strings(section))
    ) and "example#" not in json.dumps(section)
    assert report_lines(story, "problem") == [] and (
        section.get("sources")
        or "herald" not in str(given)
        or "herald-example" in json.dumps(section)
    )


@pytest.mark.parametrize("name", KITE_FIELDS)
@pytest.mark.parametrize("given", [None, "", " ", [], {}, [None, ""]], ids=repr)
def test_an_empty_field_of_kites_is_none(name, given):
    (story,) = import_briefs(
        json.dumps({"title": "T", "short_summary": "S", "timestamp": 1778054400, name: given}),
        "kite",
    )
    assert story.brief["sections"] == []
