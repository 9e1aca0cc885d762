"""What changed between two versions of a brief."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foldline import load
from foldline.html.render import render_brief
from foldline.story.brief import UnreadSection, images_in
from foldline.story.loading import dump
from foldline.story.revisions import Change, changes, earlier_brief, latest_revision, since_latest
from tests.made import EXAMPLES, as_dict, brief, loaded, sentences

POINTS = {
    "kind": "what_happened",
    "points": [{"text": "Four boats lay in the harbour."}, {"text": "It rained."}],
}
NOW = {
    "kind": "what_happened",
    "points": [
        {"text": "Six boats lay in the old harbour."},
        {"text": "It rained."},
        {"text": "A gull came."},
    ],
}
QUOTES = {"kind": "key_quotes", "quotes": [{"text": "No.", "speaker": "The pilots"}]}
EVENTS = {"kind": "timeline", "events": [{"when": "Late 2021", "text": "The berth is built."}]}
texts = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1).filter(
    str.strip
)
sections = st.lists(
    st.one_of(
        st.sampled_from(
            [example for examples in EXAMPLES.values() for example in examples.values()]
        ),
        st.lists(st.fixed_dictionaries({"text": texts}), min_size=1).map(
            lambda points: {"kind": "what_happened", "points": points}
        ),
    ),
    max_size=5,
)


@settings(deadline=None, max_examples=60)
@given(sections)
def test_nothing_changes_from_a_brief_to_itself(some):
    one = loaded(*some).brief
    assert one is None or changes(one, one) == []


@settings(deadline=None, max_examples=40)
@given(sections, sections)
def test_what_comes_one_way_goes_the_other(one, other):
    one, other = loaded(*one).brief, loaded(*other).brief
    if one and other:
        there, back = changes(one, other), changes(other, one)
        assert bool(there) == bool(back)
        assert {each.place for each in there} == {each.place for each in back}
        for each in there:
            for change in each.changes:
                assert " ".join(words for how, words in change.pieces if how != "new") == " ".join(
                    change.before.split()
                )
                assert " ".join(words for how, words in change.pieces if how != "gone") == " ".join(
                    change.after.split()
                )


def test_points_are_added_removed_and_changed():
    (found,) = changes(brief(POINTS), brief(NOW))
    assert (found.heading, found.how) == ("What happened", "changed")
    assert found.changes == (
        Change(
            "changed",
            "point",
            "Four boats lay in the harbour.",
            "Six boats lay in the old harbour.",
        ),
        Change("added", "point", after="A gull came."),
    )
    assert found.changes[0].pieces == [
        ("gone", "Four"),
        ("new", "Six"),
        ("same", "boats lay in the"),
        ("new", "old"),
        ("same", "harbour."),
    ]
    (back,) = changes(brief(NOW), brief(POINTS))
    assert back.changes[-1] == Change("removed", "point", before="A gull came.")


def test_order_alone_is_no_change():
    assert changes(brief(POINTS), brief(POINTS | {"points": POINTS["points"][::-1]})) == []


@pytest.mark.parametrize(
    ("before", "after", "numbers"),
    [
        ("The fare is $4.", "The fare is $6.", [("$4", "$6")]),
        ("It fell by 1-3% in 2 days.", "It fell by 1-3% in 5 days.", [("2", "5")]),
        ("It rained.", "It rained for 3 days.", [("", "3")]),
        ("It rained.", "It poured.", []),
    ],
)
def test_numbers_are_told(before, after, numbers):
    assert Change("changed", "point", before, after).numbers == numbers


def test_events_quotes_and_probabilities():
    market = EXAMPLES["markets"]["filled"]
    other = json.loads(json.dumps(market))
    other["markets"][0]["outcomes"][0]["probability"] = 0.91
    (found,) = changes(brief(market), brief(other))
    assert [change.what for change in found.changes] == ["market"]
    assert "91%" in found.changes[0].after and "91%" not in found.changes[0].before
    (found,) = changes(
        brief(EVENTS),
        brief(EVENTS | {"events": [{"when": "Early 2022", "text": "The berth is built."}]}),
    )
    assert found.changes == (
        Change(
            "changed", "event", "Late 2021: The berth is built.", "Early 2022: The berth is built."
        ),
    )
    (found,) = changes(
        brief(QUOTES), brief(QUOTES | {"quotes": []} | {"note": "They took it back."})
    )
    assert {(change.how, change.what) for change in found.changes} == {
        ("added", "note"),
        ("removed", "quote"),
    }


def test_sections_come_and_go_and_headlines_change():
    found = changes(brief(POINTS, QUOTES), brief(POINTS, EVENTS, title="Rain again"))
    assert [(each.heading, each.how) for each in found] == [
        ("Headline and summary", "changed"),
        ("Timeline", "added"),
        ("Key quotes", "removed"),
    ]


def test_a_brief_tells_what_changed_since_its_latest_revision():
    now = brief(
        NOW,
        title="Rain again",
        revisions=[
            {"date": "2026-01-03T10:00:00Z", "title": "Rain", "sections": [POINTS]},
            {"date": "2026-01-02", "sections": [NOW]},
        ],
    )
    assert (
        latest_revision(now).date == "2026-01-03T10:00:00Z"
        and earlier_brief(now, latest_revision(now)).title == "Rain"
    )
    revision, found = since_latest(now)
    assert revision is now.revisions[0] and [each.heading for each in found] == [
        "Headline and summary",
        "What happened",
    ]
    assert since_latest(brief(NOW)) is None


def test_a_part_of_a_revision_that_cant_be_read_hides_nothing_else():
    fields = as_dict(
        POINTS,
        revisions=[
            {
                "date": "2026-01-02",
                "sections": [POINTS, {"kind": "nothing"}, {"kind": "timeline", "events": [{}]}],
            }
        ],
    )
    found = load(json.dumps(fields))
    assert [line.partition(":")[0] for line in sentences(found)] == [
        "revisions[0].sections[1].kind",
        "revisions[0].sections[2].events[0].text",
        "revisions[0].sections[2].events[0].when",
    ]
    assert [isinstance(each, UnreadSection) for each in found.brief.revisions[0].sections] == [
        False,
        True,
        True,
    ]
    assert found.hiding == () and json.loads(dump(found.brief)) == fields
    assert since_latest(found.brief)[1] == []


def test_a_revision_may_rest_on_sources_and_pictures_that_are_gone():
    old = [
        {"kind": "photo_gallery", "photos": [{"src": "gone.png", "alt": "A quay"}]},
        POINTS | {"sources": ["gone"]},
    ]
    found = loaded(POINTS, revisions=[{"date": "2026-01-02", "sections": old}])
    assert found.problems == () and list(images_in(found.brief)) == []


def test_corrections_are_shown_and_not_folded():
    html = render_brief(
        brief(
            POINTS,
            corrections=[
                {
                    "date": "2026-01-03",
                    "text": "It said <b>two</b> boats.",
                    "section": "what_happened",
                }
            ],
        )
    )
    head = html[: html.index("<details")]
    assert (
        "It said &lt;b&gt;two&lt;/b&gt; boats." in head
        and "3 January 2026" in head
        and "what happened" in head
    )


def test_the_page_shows_what_changed():
    html = render_brief(brief(NOW, revisions=[{"date": "2026-01-02", "sections": [POINTS]}]))
    assert "<summary><h2>What changed since 2 January 2026</h2></summary>" in html
    assert "<del>Four</del> <ins>Six</ins> boats lay in the <ins>old</ins> harbour." in html
    assert '<details class="changes">' not in render_brief(brief(NOW))
