"""Figures, dates, sources and counts of claims; the same verdicts with and without RapidFuzz."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foldline import load
from foldline.claims import check_claims
from foldline.claims.findings import Finding, Sentence
from foldline.claims.quotations import compare
from foldline.claims.speakers import named_beside
from foldline.formats import import_briefs
from foldline.locales import ENGLISH
from foldline.text.matching import common_in_order
from tests.claims.stories import STORY, findings_in, story
from tests.importers.imports import fixture
from tests.made import ROOT, brief

# --- figures and dates


@pytest.mark.parametrize(
    "text, verdict, what",
    [
        ("12 pilots waited.", "agrees", 'The full story has "12 pilots" too.'),
        (
            "Some 13 pilots waited for the consul.",
            "differs",
            'The brief says "13 pilots", the full story "12": ',
        ),
        ("They waited four hours.", "agrees", 'The full story has "four hours" too.'),
        (
            "Prices rose 4% as pilots waited with the consul.",
            "differs",
            'The brief says "4%", the full story "3%": ',
        ),
        ("Tea rose 4%.", "only here", 'The full story does not have "4%".'),
        (
            "It was on 5 May 2026.",
            "agrees",
            '"5 May 2026" agrees with "Tuesday, May 5, 2026" in the full story.',
        ),
        ("It was in May 2026.", "agrees", '"May 2026" agrees with "Tuesday, May 5, 2026"'),
        (
            "The ferries came on 6 May 2026, a Tuesday or so.",
            "differs",
            'The brief says "6 May 2026", the full story "Tuesday, May 5, 2026": ',
        ),
        (
            "The ferries came on 6 May, a Tuesday.",
            "differs",
            'The brief says "6 May", the full story "Tuesday, May 5, 2026"',
        ),
        ("They came on 5 May.", "agrees", '"5 May" agrees with "Tuesday, May 5, 2026"'),
    ],
)
def test_figures_and_dates_of_points(text, verdict, what):
    ((path, found, said),) = findings_in(
        story({"kind": "what_happened", "points": [{"text": text}]}),
        "agrees",
        "differs",
        "only here",
    )
    assert (path, found) == ("sections.0.points.0.text", verdict) and said.startswith(what)


def test_a_day_without_a_year_agrees_with_the_same_day():
    checked = brief(
        {"kind": "timeline", "events": [{"when": "11 April 1970", "text": "x"}]},
        {"kind": "full_story", "text": "They left on 11 April."},
    )
    assert (
        findings_in(checked, "agrees")[0][2]
        == '"11 April 1970" agrees with "11 April" in the full story.'
    )


def test_dates_of_events_and_figures_of_impacts():
    checked = story(
        {
            "kind": "timeline",
            "events": [
                {"when": "Late 2021", "text": "x"},  # a day that is told of only here is no finding
                {"when": {"display": "that Tuesday", "edtf": "2026-05-05"}, "text": "y"},
            ],
        },
        {
            "kind": "economic_impact",
            "short_term": [{"subject": "Tea", "figures": ["3%", "£4"], "text": "up"}],
        },
    )
    assert [
        (path, verdict) for path, verdict, _ in findings_in(checked, "agrees", "only here")
    ] == [
        ("sections.0.events.1.when", "agrees"),
        ("sections.1.short_term.0.figures.0", "agrees"),
        ("sections.1.short_term.0.figures.1", "only here"),
    ]


def test_without_a_full_story_there_is_nothing_to_compare():
    checked = brief(
        {"kind": "what_happened", "points": [{"text": "12 pilots waited.", "sources": ["a", "b"]}]}
    )
    assert findings_in(checked) == [
        (
            "",
            "nothing to compare",
            "The brief has no full story, and no text of a source, to compare with.",
        )
    ]


# --- the rest


def test_claims_and_sources():
    checked = story(
        {"kind": "what_happened", "points": [{"text": "x", "sources": ["a"]}, {"text": "y"}]},
        {"kind": "timeline", "events": [{"when": "2026", "text": "z"}]},
    )
    assert findings_in(checked, "no source", "no claim") == [
        ("sections.0.points.1", "no source", "Neither this claim nor its section names a source."),
        ("sections.1", "no source", "Neither this section nor its only claim names a source."),
        ("sources.1", "no claim", 'Nothing in the brief rests on Bulletin ("b").'),
    ]
    assert findings_in(story(sources=[]), "no source") == [
        ("", "no source", "The brief names no sources.")
    ]


def market(**fields):
    return {
        "kind": "markets",
        "markets": [
            {
                "question": "q",
                "venue": "v",
                "as_of": "2026-05-06",
                "outcomes": [
                    {"name": "Yes", "probability": 0.4},
                    {"name": "No", "probability": 0.6},
                ],
            }
            | fields
        ],
    }


@pytest.mark.parametrize(
    "section, expected",
    [
        (market(), []),
        (
            market(as_of="2026-05-04T23:59:00Z"),
            [
                (
                    "sections.0.markets.0.as_of",
                    "older",
                    "As of 4 May 2026, 23:59 UTC, 2 days before the brief was published on 6 May "
                    "2026.",
                )
            ],
        ),
        (
            market(
                outcomes=[{"name": "Yes", "probability": 0.4}, {"name": "No", "probability": 0.5}]
            ),
            [("sections.0.markets.0.outcomes", "sum", "The probabilities add up to 90.0 %.")],
        ),
        (
            market(
                outcomes=[{"name": "Yes", "probability": 0.4}, {"name": "No", "probability": 0.61}]
            ),
            [],
        ),
        (market(outcomes=[{"name": "Yes", "probability": 0.4}]), []),
        (
            {"kind": "discussion", "platform": "x", "summary": "s"},
            [("sections.0", "no time", "The brief does not say when this was read.")],
        ),
        ({"kind": "discussion", "platform": "x", "note": "none"}, []),
        (
            {
                "kind": "discussion",
                "platform": "x",
                "as_of": "2026-05-06",
                "voices": [
                    {"name": "A", "handle": "a", "quote": "q"},
                    {"name": "B", "text": "t"},
                    {"name": "C", "quote": "q", "url": "https://x.example/1"},
                ],
            },
            [("sections.0.voices.0", "no link", "a is quoted without a link to the post.")],
        ),
        (
            {"kind": "timeline", "note": "3 events", "events": [{"when": "2026", "text": "x"}]},
            [("sections.0.note", "count", 'The text says "3 events"; counted here: 1.')],
        ),
        (
            {"kind": "what_happened", "heading": "The story in 1 point", "points": [{"text": "x"}]},
            [],
        ),
    ],
)
def test_times_sums_links_and_counts(section, expected):
    assert findings_in(story(section), "older", "no time", "sum", "no link", "count") == expected


def test_the_stated_length_of_a_story():
    checked = brief({"kind": "full_story", "note": "(1,000 characters)", "text": "A ferry waited."})
    assert findings_in(checked, "count") == [
        ("sections.0.note", "count", 'The text says "1,000 characters"; counted here: 15.')
    ]


# --- the same everywhere

BRIEFS = [
    path
    for path in sorted((ROOT / "stories").glob("*.json"))
    if path.name not in ("shelf.json", "brief.schema.json")
]


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_the_same_verdicts_with_and_without_rapidfuzz(path):
    checked = load(path.read_bytes()).brief
    assert check_claims(checked) == check_claims(checked, likeness=common_in_order)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from('the a berth was never wrong coin … [it] timetable " . said US'.split()),
        max_size=25,
    ).map(" ".join),
    st.text(max_size=80),
)
def test_any_quotation_in_any_text(quotation, text):
    for there in (STORY, text, quotation + text):
        assert compare(quotation, there) == compare(quotation, there, common_in_order)
        named_beside(there, 0, len(there))


def test_a_finding_leads_to_its_place():
    checked = load(json.dumps(import_briefs(fixture("ferries.txt"))[0].brief)).brief
    found = [finding for finding in check_claims(checked) if finding.start >= 0]
    assert found and all(
        finding.fragment.startswith("#:~:text=") for finding in found if finding.there
    )
    first = next(finding for finding in found if finding.verdict == "verbatim")
    assert first.fragment == "#:~:text=A%20coin%20has%20two%20sides"
    dated = check_claims(
        story(
            {
                "kind": "what_happened",
                "points": [{"text": "12 pilots waited. It was on 5 May 2026."}],
            }
        )
    )
    assert [finding.fragment for finding in dated if finding.verdict == "agrees"] == [
        "#:~:text=ferries%20came%20on-,Tuesday%2C%20May%205%2C%202026",
        "#:~:text=consul%20said%20that-,12",
    ]
    assert any(
        "by%2Dproduct" in finding.fragment for finding in found
    )  # a bare hyphen would be one of the fragment's own


@pytest.mark.parametrize(
    "path, kind, item",
    [
        ((), None, ""),
        (("sections", 2), "timeline", ""),
        (("sections", 2, "events", 1, "when"), "timeline", "Event 2"),
        (("sections", 0, "short_term", 0), "economic_impact", "Short-term effect 1"),
        (("sources", 3), None, ""),
    ],
)
def test_which_item_it_is_about(path, kind, item):
    finding = Finding(path, "no source", Sentence("claims.no_source"))
    assert finding.item_in(ENGLISH, kind) == item
