"""Timelines of several briefs as one."""

import json

import pytest

from foldline import load
from foldline.publishing.stories import story_files
from foldline.story.brief import Brief
from foldline.timelines import events_in_time, events_of_brief, merge_timelines
from tests.made import ROOT, brief


def story(title: str, *events: dict, **fields) -> Brief:
    return brief({"kind": "timeline", "events": list(events)}, title=title, **fields)


def of(*briefs: Brief):
    return merge_timelines(
        [
            events_of_brief(each, each.title.lower(), f"../{each.title.lower()}/index.html")
            for each in briefs
        ]
    )


def shown(found) -> list[tuple[str, str]]:
    return [
        (event.when.display, event.lane) for event, _ in events_in_time(found.timeline, found.brief)
    ]


QUAY = story(
    "Quay",
    {"when": "May 2025", "text": "The quay is *closed* after a storm.", "sources": ["b"]},
    {"when": "1999", "text": "It is built."},
)
RAIN = story(
    "Rain",
    {
        "when": {"display": "that month", "edtf": "2025-05"},
        "text": "A storm. The quay is closed by the council.",
        "sources": ["a"],
    },
    {"when": "2 May 2025", "text": "It rains.", "label": "Rain"},
)


def test_events_stand_in_time_each_with_its_brief():
    found = of(QUAY, RAIN)
    assert shown(found) == [("1999", "Quay"), ("May 2025", "Quay"), ("2 May 2025", "Rain")]
    assert (found.events, found.folded, found.brief.dek) == (3, 1, "3 events of 2 briefs.")


def test_what_two_briefs_tell_alike_stands_once_and_cites_both():
    found = of(QUAY, RAIN)
    event = next(event for event in found.timeline.events if event.when.display == "May 2025")
    names = {source.id: (source.name, source.url) for source in found.brief.sources}
    assert [names[name] for name in event.sources] == [
        ("Quay", "../quay/index.html"),
        ("Bulletin", "https://example.org/b"),
        ("Rain", "../rain/index.html"),
        ("Almanac", None),
    ]
    assert found.timeline.note == "1 event that another brief tells alike is shown once."


@pytest.mark.parametrize(
    "when, text",
    [
        ("June 2025", "The quay is closed after a storm."),  # alike, on another date
        (
            "May 2025",
            "A herring is seen off the pier, and photographed.",
        ),  # on that date, in other words
        ("May 2025", "The quay."),  # too few words to tell
    ],
)
def test_other_dates_and_other_words_are_other_events(when, text):
    assert of(QUAY, story("Rain", {"when": when, "text": text})).folded == 0


@pytest.mark.parametrize(
    "one, other",
    [
        ("The council approves the tram line.", "The council does not approve the tram line."),
        ("Israel strikes Iran in the night.", "Iran strikes Israel in the night."),
        ("12 people are killed in the blast.", "40 people are killed in the blast."),
        ("The union wins against the port.", "The union loses against the port."),
    ],
)
def test_what_two_briefs_tell_the_opposite_of_stands_side_by_side(one, other):
    first = story(
        "One",
        {"when": "May 2025", "text": one, "sources": ["a"]},
        {"when": "May 2025", "text": "Something else happens in town."},
    )
    found = of(first, story("Other", {"when": "May 2025", "text": other, "sources": ["b"]}))
    assert (found.folded, found.differing) == (0, 1)
    events = found.timeline.events
    assert [(event.text, event.lane) for event in events[:2]] == [(one, "One"), (other, "Other")]
    assert [event.sources for event in events[:2]] == [["one", "a"], ["other", "b"]]
    assert (
        found.timeline.note == "1 event is told otherwise by two briefs; both versions are shown."
    )


@pytest.mark.parametrize(
    "one, other, folded",
    [
        ("Iran was struck by Israel in the night.", "Israel strikes Iran in the night.", 1),
        ("At least 10 people are killed in Vell.", "12 people are killed in Vell.", 1),
        # whoever did it, it is not known to be the same
        ("In Vell the Pilots block the quay.", "In Vell the Dockers block the quay.", 0),
    ],
)
def test_what_is_no_contradiction(one, other, folded):
    found = of(
        story("One", {"when": "May 2025", "text": one}),
        story("Other", {"when": "May 2025", "text": other}),
    )
    assert (found.folded, found.differing) == (folded, 0)


def test_a_third_brief_agrees_with_one_of_two_that_differ():
    texts = ["12 people are killed in Vell.", "40 people are killed in Vell."]
    briefs = [
        story(title, {"when": "May 2025", "text": text})
        for title, text in zip(("One", "Other", "Third"), [*texts, texts[1]], strict=True)
    ]
    found = of(*briefs)
    assert [(event.text, event.sources) for event in found.timeline.events] == [
        (texts[0], ["one"]),
        (texts[1], ["other", "third"]),
    ]


def test_passages_stay_with_their_brief():
    sources = [{"id": "a", "name": "A", "passages": [{"id": "p", "words": "w"}]}]
    event = {"when": "1999", "text": "x", "sources": ["a"]}
    assert of(story("One", event, sources=sources)).brief.sources[1].passages == []


def test_a_brief_may_say_the_same_twice():
    event = {"when": "May 2025", "text": "The quay is closed after a storm."}
    assert of(story("Quay", event, event), story("Rain", {"when": "1990", "text": "x"})).events == 3


def test_dates_are_those_that_each_brief_means():
    one = story(
        "One",
        {"when": "yesterday", "text": "a"},
        {"when": "spring 2020", "text": "b"},
        published="2025-03-10",
    )
    other = story(
        "Other",
        {"when": "yesterday", "text": "c"},
        {"when": "spring 2020", "text": "d"},
        published="2026-01-01",
        dates={"hemisphere": "southern"},
    )
    found = of(one, other)
    spans = {
        event.text: (str(when.earliest), str(when.latest))
        for event, when in events_in_time(found.timeline, found.brief)
    }
    assert spans == {
        "a": ("2025-03-09",) * 2,
        "c": ("2025-12-31",) * 2,
        "b": ("2020-03-01", "2020-05-31"),
        "d": ("2020-09-01", "2020-11-30"),
    }


def test_two_sources_with_one_id_stay_two():
    one = story(
        "One", {"when": "1999", "text": "a", "sources": ["b"]}, sources=[{"id": "b", "name": "Bee"}]
    )
    other = story(
        "Other",
        {"when": "2000", "text": "b", "sources": ["b"]},
        sources=[{"id": "b", "name": "Bulletin"}],
    )
    found = of(one, other)
    assert [(source.id, source.name) for source in found.brief.sources] == [
        ("one", "One"),
        ("b", "Bee"),
        ("other", "Other"),
        ("b-2", "Bulletin"),
    ]
    assert [event.sources for event in found.timeline.events] == [["one", "b"], ["other", "b-2"]]


def test_briefs_without_a_timeline_make_one_that_says_so():
    found = of(brief({"kind": "prose", "heading": "x", "text": "x"}, title="Rain"))
    assert (found.events, found.timeline.note) == (0, "No brief here has a timeline.")
    with pytest.raises(ValueError, match="no brief to merge"):
        merge_timelines([])


def test_every_shipped_event_keeps_its_place_in_time():
    briefs = {path.stem: load(path.read_bytes()).brief for path in story_files(ROOT / "stories")}
    found = merge_timelines([events_of_brief(each, slug) for slug, each in briefs.items()])
    assert load(json.dumps(found.brief.model_dump(mode="json", exclude_unset=True))).errors == ()
    expected = {
        (event.text, when.span)
        for each in briefs.values()
        for section in each.sections
        if section.kind == "timeline"
        for event, when in events_in_time(section, each)
        if when.read
    }
    assert {
        (event.text, when.span) for event, when in events_in_time(found.timeline, found.brief)
    } == expected
    assert len(expected) == found.events + found.folded > 20


def test_the_newest_of_many_say_that_they_are():
    events = [events_of_brief(each, each.title.lower()) for each in (QUAY, RAIN)]
    found = merge_timelines(events, of_site=True, of_briefs=5_000).brief
    assert found.title == "Timeline of the newest 2 briefs"
    assert found.dek == "3 events of the newest 2 of 5,000 briefs."
    whole = merge_timelines(events, of_site=True, of_briefs=2).brief
    assert (whole.title, whole.dek) == ("Timeline of all briefs", "3 events of 2 briefs.")


@pytest.mark.parametrize(
    "when, edtf",
    [
        ("Late 2021", "[2021-09..2021-12]"),
        ("after 2021", "[2022..]"),
        ("before 2021", "[..2020]"),
        ("about early May 2020", "[2020-05-01~..2020-05-10~]"),
        ("14 to 17 April 1970", "1970-04-14/1970-04-17"),
        ("since 2018", "2018/.."),
        ("May 2020", "2020-05"),
        ({"display": "one of two", "edtf": "[1863,1864]"}, "[1863,1864]"),
    ],
)
def test_what_lasted_and_what_is_at_some_time_stay_apart(when, edtf):
    (event,) = events_of_brief(story("Quay", {"when": when, "text": "It rains."}), "quay").events
    assert event["when"]["edtf"] == edtf
    own = story("Quay", {"when": when, "text": "t"})
    ((_, here),) = events_in_time(of(own).timeline, QUAY)
    ((_, there),) = events_in_time(own.sections[0], own)
    assert (here.earliest, here.latest) == (there.earliest, there.latest)
