"""Quotations: how they stand in a text, and who says them."""

import json

import pytest

from foldline import load
from foldline.claims import check_claims
from foldline.claims.quotations import compare
from foldline.claims.speakers import named_beside, same_name
from foldline.formats import import_briefs
from foldline.text.matching import common_in_order
from tests.claims.stories import STORY, findings_in, story
from tests.made import brief


@pytest.mark.parametrize(
    "quotation, verdict, common, only_here",
    [
        ("A coin has two sides.", "verbatim", ("A coin has two sides.",), ()),
        ("a coin has two sides", "verbatim", ("a coin has two sides",), ()),
        (
            "The berth was never wrong … another timetable",
            "verbatim",
            ("The berth was never wrong … another timetable",),
            (),
        ),
        (
            "[It] was never wrong until there was another [one]",
            "verbatim",
            ("[It] was never wrong until there was another [one]",),
            (),
        ),
        ("The berth was never […] wrong", "verbatim", ("The berth was never […] wrong",), ()),
        (
            "The berth was never right until there was another timetable",
            "nearly",
            ("The berth was never", "until there was another timetable"),
            ("right",),
        ),
        (
            "The berth was never wrong until there was another timetable, following the winter of "
            "the great ice",
            "in part",
            ("The berth was never wrong until there was another timetable",),
            ("following the winter of the great ice",),
        ),
        (
            "another timetable … the berth was never wrong until",
            "in part",
            ("the berth was never wrong until",),
            ("another timetable",),
        ),
        ("Nobody asked the hen", "not found", (), ()),
        ("…", "not found", (), ()),
        ("[x]", "not found", (), ()),
    ],
)
def test_how_a_quotation_stands_in_a_text(quotation, verdict, common, only_here):
    for likeness in (None, common_in_order):
        found = compare(quotation, STORY, likeness)
        assert (found.verdict, found.common, found.only_here) == (verdict, common, only_here)


def test_the_place_of_a_quotation_is_that_of_its_words():
    found = compare("A coin has two sides", STORY)
    assert STORY[found.start : found.end] == "A coin has two sides"


def test_a_gap_leaves_out_so_many_words_and_no_more():
    filler = " ".join(["word"] * 61)
    assert (
        compare("one two … three four", f"one two {filler[:-5]} three four").verdict == "verbatim"
    )
    assert compare("one two … three four", f"one two {filler} three four").verdict != "verbatim"


@pytest.mark.parametrize(
    "passage, name",
    [
        ("The berth was never wrong", "the harbour office"),
        ("A coin has two sides", "The harbour master"),
        ("12 pilots waited", "The U.S. consul"),
        ("Fog lay on the quay", ""),
    ],
)
def test_who_says_it(passage, name):
    start = STORY.index(passage)
    assert named_beside(STORY, start, start + len(passage))[0] == name


@pytest.mark.parametrize(
    "text, passage, name",
    [
        (
            '"This is pragmatic," said a European diplomat anonymously.',
            "This is pragmatic",
            "a European diplomat",
        ),
        (
            'By Rome, Reuters reporting: "The U.S. office said that it rained."',
            "it rained",
            "The U.S. office",
        ),
        (
            'One waited, while the clerk stressed caution: "Look at the clock."',
            "Look at the clock",
            "the clerk",
        ),
        ('"No," Dr. Tock told the Herald. "Never."', "Never", ""),
        ("It rained. It rained on.", "rained on", ""),
        ("“Wet,” he told the radio.", "Wet", ""),
        ("“Cold,” Tock later wrote.", "Cold", "Tock"),
    ],
)
def test_who_says_it_in_other_words(text, passage, name):
    start = text.rindex(passage)
    assert named_beside(text, start, start + len(passage))[0] == name


@pytest.mark.parametrize(
    "one, other, agree",
    [
        ("US military", "The U.S. military", True),
        ("US military", "the Pentagon", False),
        ("United States", "US", True),
        ("Harbour master", "the harbour masters", True),
        ("Ottilie Brandt", "Brandt", True),
        ("the", "the", False),
        ("", "x", False),
    ],
)
def test_names(one, other, agree):
    assert same_name(one, other) is agree


def test_quotations_of_a_brief():
    checked = story(
        {
            "kind": "key_quotes",
            "quotes": [
                {"text": "A coin has two sides.", "speaker": "The pilots"},
                {"text": "Nobody asked the hen.", "speaker": "The hen"},
            ],
        }
    )
    assert findings_in(checked, "verbatim", "not found", "same speaker", "other speaker") == [
        ("sections.0.quotes.0", "verbatim", "The full story has the same words."),
        (
            "sections.0.quotes.0.speaker",
            "other speaker",
            'The brief names The pilots, the full story The harbour master: "The harbour '
            'master added: "A coin has two sides.""',
        ),
        ("sections.0.quotes.1", "not found", "The quotation was not found in the full story."),
    ]


@pytest.mark.parametrize(
    "speaker, verdict", [("Ada Quill", "same speaker"), ("Tock", "no speaker")]
)
def test_a_speaker_who_stands_beside_it_without_a_verb(speaker, verdict):
    checked = brief(
        {"kind": "key_quotes", "quotes": [{"text": "It might take a week.", "speaker": speaker}]},
        {
            "kind": "full_story",
            "text": "## Hope\n\nIts chief, Ada Quill, would promise nothing: “It might take a "
            "week.”",
        },
    )
    ((found, said),) = [
        (found, said) for path, found, said in findings_in(checked) if path.endswith("speaker")
    ]
    assert (
        found == verdict and '"Its chief, Ada Quill, would' in said
    )  # the sentence, without the heading above it


def test_the_texts_of_sources_are_asked_too():
    checked = story(
        {"kind": "key_quotes", "quotes": [{"text": "Nobody asked the hen.", "speaker": "The hen"}]}
    )
    (first, second, *_) = check_claims(
        checked, {"a": 'It clucked. "Nobody asked the hen," said the hen.'}
    )
    assert (first.verdict, first.text_name, first.there, second.verdict) == (
        "verbatim",
        "a",
        "Nobody asked the hen",
        "same speaker",
    )


def test_the_three_quotations_of_the_seed(seed):
    checked = load(json.dumps(import_briefs(seed)[0].brief)).brief
    found = [
        finding
        for finding in check_claims(checked)
        if finding.path[:2] == ("sections", 3) and "quotes" in finding.path
    ]
    assert [finding.verdict for finding in found] == [
        "in part",
        "same speaker",
        "verbatim",
        "other speaker",
        "in part",
        "same speaker",
    ]
    assert found[0].what.endswith(
        'high level military-to-military dialogue". It does not have "following talks in Abu Dhabi".'
    )
    assert "The brief names US military, the full story the Pentagon" in found[3].what
    assert found[4].what.endswith(
        '"ongoing efforts to end the Ukraine war". It does not have "The deal [is] a by-product of".'
    )
