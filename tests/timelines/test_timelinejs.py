import json

import pytest

from foldline.errors import BriefError
from foldline.timelines import timeline_from_timelinejs, timeline_to_timelinejs
from foldline.when import read_when
from tests.made import EXAMPLES, brief


def out(*events: dict, **fields) -> dict:
    found = brief({"kind": "timeline", "events": list(events), **fields})
    return json.loads(timeline_to_timelinejs(found.sections[0], found))


def back(*events: dict, **fields):
    return timeline_from_timelinejs(json.dumps({"events": list(events), **fields}))


@pytest.mark.parametrize("when, start, end", [
    ("2021", {"year": 2021}, None),
    ("Late 2021", {"year": 2021, "month": 9}, {"year": 2021, "month": 12}),
    ("February 2022", {"year": 2022, "month": 2}, None),
    ("5 December 2025", {"year": 2025, "month": 12, "day": 5}, None),
    ("14–16 March 2025", {"year": 2025, "month": 3, "day": 14}, {"year": 2025, "month": 3, "day": 16}),
    ("5 June 2025, 10:30", {"year": 2025, "month": 6, "day": 5, "hour": 10, "minute": 30}, None),
    ("since 2021", {"year": 2021, "month": 1, "day": 1}, None),
    ("the 1950s", {"year": 1950}, {"year": 1959}),
])
def test_as_much_of_a_date_as_is_known(when, start, end):
    (slide,) = out({"when": when, "text": "t"})["events"]
    assert (slide["start_date"], slide.get("end_date"), slide["display_date"]) == (start, end, when)


def test_words_lanes_eras_and_what_cannot_be_shown():
    found = out({"when": "2021", "text": "*a* <script>x</script>", "label": "L", "lane": "Kyiv"},
                {"when": "one foggy day", "text": "t"},
                eras=[{"when": "2014 to 2022", "name": "E"}, {"when": "since 2022", "name": "open"}])
    assert found["events"] == [{"start_date": {"year": 2021}, "display_date": "2021", "group": "Kyiv",
                                "text": {"headline": "L", "text": "<p><em>a</em> </p>"}}]
    (era,) = found["eras"]
    assert (era["text"]["headline"], era["start_date"]["year"], era["end_date"]["month"]) == ("E", 2014, 12)


@pytest.mark.parametrize("name", ["filled", "approximate_and_uncertain", "out_of_order"])
def test_there_and_back_dates_and_words_are_the_same(name):
    found = brief(EXAMPLES["timeline"][name])
    taken = timeline_from_timelinejs(timeline_to_timelinejs(found.sections[0], found))
    again = brief({"kind": "timeline", "events": taken.timeline.model_dump(mode="json", exclude_defaults=True)["events"]})
    closed = [e for e in json.loads(timeline_to_timelinejs(found.sections[0], found))["events"]]
    assert json.loads(timeline_to_timelinejs(again.sections[0], again))["events"] == closed


def test_a_slide_of_others():
    taken = back({"start_date": {"year": "1984", "month": "7", "day": ""},
                  "text": {"headline": "<b>Ferry</b>", "text": "<p>It <i>came</i>.</p>"}, "group": "Quay", "media": {"url": "https://example.org/a.jpg"}},
                 {"start_date": {"year": 1990, "month": 2, "day": 3}, "end_date": {"year": 1991},
                  "text": {"headline": "Only a headline"}},
                 {"start_date": {"year": 2000}, "display_date": "About then", "text": {"text": "c"}},
                 {"start_date": {"year": 2001}},
                 title={"text": {"headline": "The quay"}})
    first, second, third = taken.timeline.events
    assert (first.when.display, first.when.words_alone, first.text, first.label, first.lane) == (
        "July 1984", True, "It *came*.", "Ferry", "Quay")
    assert (second.when.display, second.when.edtf, second.text, second.label) == (
        "3 February 1990 – 1991", None, "Only a headline", None)
    assert (third.when.display, third.when.edtf) == ("About then", "2000")
    assert taken.timeline.heading == "The quay"
    assert taken.remarks == ("events[0].media: is left out; a timeline's events have no pictures",
                             "events[3]: has no words, and is left out")


@pytest.mark.parametrize("date, edtf", [
    ({"year": -44, "month": 3, "day": 15}, "-0044-03-15"), ({"year": -13_800_000_000}, "Y-13800000000"),
    ({"year": 1969, "month": 7, "day": 20, "hour": 20, "minute": 17}, "1969-07-20T20:17:00")])
def test_far_years_and_times(date, edtf):
    (event,) = back({"start_date": date, "display_date": "x", "text": {"text": "t"}}).timeline.events
    assert event.when.edtf == edtf and read_when("x", edtf).read


@pytest.mark.parametrize("text, sentence", [
    ("{", "is not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
    ("[" * 100_000, "is nested deeper than 64 levels"),
    ("[]", 'is no TimelineJS timeline; one is an object with a list of "events"'),
    ('{"events": [1]}', "events[0]: is 1; allowed is an object"),
    ('{"events": []}', "has no events with words"),
    ('{"events": [{"text": {"text": "t"}}]}', "events[0].start_date: is null; allowed is an object with a year"),
    ('{"events": [{"start_date": {}, "text": {"text": "t"}}]}',
     "events[0].start_date.year: is missing; a date has at least a year"),
    ('{"events": [{"start_date": {"year": "x"}, "text": {"text": "t"}}]}',
     'events[0].start_date.year: is "x"; allowed is a whole number'),
    ('{"events": [{"start_date": {"year": 2021}, "text": {"text": 5}}]}', "events[0].text.text: is 5; allowed is a text"),
    ('{"events": [{"start_date": {"year": 2021, "month": 2, "day": 31}, "text": {"text": "t"}}]}',
     "events[0]: there is no 31 February 2021; that month has 28 days"),
    ('{"events": [{"start_date": {"year": 2021}, "end_date": {"year": 2020}, "text": {"text": "t"}}]}',
     "events[0]: it ends (2020-12-31) before it starts (2021-01-01)"),
])
def test_what_is_wrong_is_said(text, sentence):
    with pytest.raises(BriefError) as error:
        timeline_from_timelinejs(text)
    assert str(error.value) == sentence
