import json

import pytest

from foldline.dates.when import read_when
from foldline.errors import WhenError
from foldline.formats import import_briefs
from foldline.formats.timelinejs import timeline_to_timelinejs, when_from_timelinejs
from tests.made import EXAMPLES, brief


def out(*events: dict, **fields) -> dict:
    found = brief({"kind": "timeline", "events": list(events), **fields})
    return json.loads(timeline_to_timelinejs(found.sections[0], found))


def back(text: str) -> list[dict]:
    """The events of an import."""
    (found,) = import_briefs(text, "timelinejs")
    return next(
        section["events"] for section in found.brief["sections"] if section["kind"] == "timeline"
    )


@pytest.mark.parametrize(
    "when, start, end",
    [
        ("2021", {"year": 2021}, None),
        ("Late 2021", {"year": 2021, "month": 9}, {"year": 2021, "month": 12}),
        ("February 2022", {"year": 2022, "month": 2}, None),
        ("5 December 2025", {"year": 2025, "month": 12, "day": 5}, None),
        (
            "14–16 March 2025",
            {"year": 2025, "month": 3, "day": 14},
            {"year": 2025, "month": 3, "day": 16},
        ),
        (
            "5 June 2025, 10:30",
            {"year": 2025, "month": 6, "day": 5, "hour": 10, "minute": 30},
            None,
        ),
        ("since 2021", {"year": 2021, "month": 1, "day": 1}, None),
        ("the 1950s", {"year": 1950}, {"year": 1959}),
    ],
)
def test_as_much_of_a_date_as_is_known(when, start, end):
    (slide,) = out({"when": when, "text": "t"})["events"]
    assert (slide["start_date"], slide.get("end_date"), slide["display_date"]) == (start, end, when)


def test_words_lanes_eras_and_what_cannot_be_shown():
    found = out(
        {"when": "2021", "text": "*a* <script>x</script>", "label": "L", "lane": "Kyiv"},
        {"when": "one foggy day", "text": "t"},
        eras=[{"when": "2014 to 2022", "name": "E"}, {"when": "since 2022", "name": "open"}],
    )
    assert found["events"] == [
        {
            "start_date": {"year": 2021},
            "display_date": "2021",
            "group": "Kyiv",
            "text": {"headline": "L", "text": "<p><em>a</em> </p>"},
        }
    ]
    (era,) = found["eras"]
    assert (era["text"]["headline"], era["start_date"]["year"], era["end_date"]["month"]) == (
        "E",
        2014,
        12,
    )


@pytest.mark.parametrize("name", ["filled", "approximate_and_uncertain", "out_of_order"])
def test_there_and_back_dates_and_words_are_the_same(name):
    found = brief(EXAMPLES["timeline"][name])
    text = timeline_to_timelinejs(found.sections[0], found)
    again = brief({"kind": "timeline", "events": back(text)})
    assert (
        json.loads(timeline_to_timelinejs(again.sections[0], again))["events"]
        == json.loads(text)["events"]
    )


@pytest.mark.parametrize(
    "start, end, shown, when",
    [
        ({"year": "1984", "month": "7", "day": ""}, None, "", "July 1984"),
        ({"year": 1990, "month": 2, "day": 3}, {"year": 1991}, "", "3 February 1990 – 1991"),
        ({"year": 2000}, {"year": 2000}, "About then", {"display": "About then", "edtf": "2000"}),
        ({"year": -44, "month": 3, "day": 15}, None, "", "15 March 44 BC"),
        (
            {"year": -13_800_000_000, "month": 2},
            None,
            "the beginning",
            {"display": "the beginning", "edtf": "Y-13799999999"},
        ),
        (
            {"year": 1969, "month": 7, "day": 20, "hour": 20, "minute": 17},
            None,
            "x",
            {"display": "x", "edtf": "1969-07-20T20:17:00"},
        ),
    ],
)
def test_dates_of_slides(start, end, shown, when):
    assert when_from_timelinejs(start, end, shown) == when
    assert read_when(when).read if isinstance(when, str) else read_when("x", when["edtf"]).read


@pytest.mark.parametrize(
    "start, end, sentence",
    [
        (None, None, "a slide's date has at least a year"),
        ({}, None, "a slide's date has at least a year"),
        ({"year": "x"}, None, 'the year is "x"; allowed is a whole number'),
        (
            {"year": 2021, "month": 2, "day": 31},
            None,
            "there is no 31 February 2021; that month has 28 days",
        ),
        ({"year": 2021}, {"year": 2020}, "it ends (2020-12-31) before it starts (2021-01-01)"),
    ],
)
def test_what_cannot_be_true_is_said(start, end, sentence):
    with pytest.raises(WhenError) as error:
        when_from_timelinejs(start, end)
    assert str(error.value) == sentence


def test_a_label_is_said_once():
    event = {
        "when": "2021",
        "text": "**A berth & a coin**\n\nIt *came*.",
        "label": "A berth & a coin",
        "lane": "Quay",
    }
    (slide,) = out(event)["events"]
    assert slide["text"] == {"headline": "A berth &amp; a coin", "text": "<p>It <em>came</em>.</p>"}
    assert out(event | {"label": "Another"})["events"][0]["text"]["text"].startswith(
        "<p><strong>A berth"
    )
