import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foldline import load
from foldline.claims import check_claims
from foldline.claims.findings import Finding, Sentence
from foldline.claims.quotations import compare
from foldline.claims.speakers import named_beside, same_name
from foldline.formats import import_briefs
from foldline.locales import ENGLISH
from foldline.text.matching import common_in_order
from tests.importers.said import fixture
from tests.made import ROOT, brief

STORY = (
    'Two ferries came on Tuesday, May 5, 2026. "The berth was never wrong until there was '
    'another timetable," the harbour office wrote. '
    'The harbour master added: "A coin has two sides." The U.S. consul said that 12 pilots '
    "waited for four hours, and prices rose 3%. "
    "Fog lay on the quay."
)


def story(*sections, **fields):
    return brief(*sections, {"kind": "full_story", "text": STORY}, published="2026-05-06", **fields)


def told(given, *verdicts):
    """path, verdict and what is said, of these verdicts (of all without)."""
    return [
        (".".join(map(str, finding.path)), finding.verdict, finding.what)
        for finding in check_claims(given)
        if not verdicts or finding.verdict in verdicts
    ]


# --- quotations
# ---------------------------------------------------------------------------


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
    given = story(
        {
            "kind": "key_quotes",
            "quotes": [
                {"text": "A coin has two sides.", "speaker": "The pilots"},
                {"text": "Nobody asked the hen.", "speaker": "The hen"},
            ],
        }
    )
    assert told(given, "verbatim", "not found", "same speaker", "other speaker") == [
        ("sections.0.quotes.0", "verbatim", "the quotation stands word for word in the full story"),
        (
            "sections.0.quotes.0.speaker",
            "other speaker",
            '"The pilots" says it here, "The harbour master" in the full story: '
            '"The harbour master added: "A coin has two sides.""',
        ),
        ("sections.0.quotes.1", "not found", "the quotation is not found in the full story"),
    ]


@pytest.mark.parametrize(
    "speaker, verdict", [("Ada Quill", "same speaker"), ("Tock", "no speaker")]
)
def test_a_speaker_who_stands_beside_it_without_a_verb(speaker, verdict):
    given = brief(
        {"kind": "key_quotes", "quotes": [{"text": "It might take a week.", "speaker": speaker}]},
        {
            "kind": "full_story",
            "text": "## Hope\n\nIts chief, Ada Quill, would promise nothing: "
            "“It might take a week.”",
        },
    )
    ((found, said),) = [
        (found, said) for path, found, said in told(given) if path.endswith("speaker")
    ]
    assert (
        found == verdict and '"Its chief, Ada Quill, would' in said
    )  # the sentence, without the heading above it


def test_the_texts_of_sources_are_asked_too():
    given = story(
        {"kind": "key_quotes", "quotes": [{"text": "Nobody asked the hen.", "speaker": "The hen"}]}
    )
    (first, second, *_) = check_claims(
        given, {"a": 'It clucked. "Nobody asked the hen," said the hen.'}
    )
    assert (first.verdict, first.text_name, first.there, second.verdict) == (
        "verbatim",
        "a",
        "Nobody asked the hen",
        "same speaker",
    )


def test_the_three_quotations_of_the_seed(seed):
    given = load(json.dumps(import_briefs(seed)[0].brief)).brief
    found = [
        finding
        for finding in check_claims(given)
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
        'high level military-to-military dialogue"; not there: "following talks in Abu Dhabi"'
    )
    assert '"US military" says it here, "the Pentagon" in the full story' in found[3].what
    assert found[4].what.endswith(
        '"ongoing efforts to end the Ukraine war"; not there: "The deal [is] a by-product of"'
    )


# --- figures and dates
# -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, verdict, what",
    [
        ("12 pilots waited.", "agrees", '"12 pilots" stands in the full story too'),
        (
            "Some 13 pilots waited for the consul.",
            "differs",
            '"13 pilots" here, "12" in the full story',
        ),
        ("They waited four hours.", "agrees", '"four hours" stands in the full story too'),
        (
            "Prices rose 4% as pilots waited with the consul.",
            "differs",
            '"4%" here, "3%" in the full story',
        ),
        ("Tea rose 4%.", "only here", '"4%" does not stand in the full story'),
        (
            "It was on 5 May 2026.",
            "agrees",
            '"5 May 2026" agrees with "Tuesday, May 5, 2026" in the full story',
        ),
        ("It was in May 2026.", "agrees", '"May 2026" agrees with "Tuesday, May 5, 2026"'),
        (
            "The ferries came on 6 May 2026, a Tuesday or so.",
            "differs",
            '"6 May 2026" here, "Tuesday, May 5, 2026" in the full story',
        ),
        (
            "The ferries came on 6 May, a Tuesday.",
            "differs",
            '"6 May" here, "Tuesday, May 5, 2026"',
        ),
        ("They came on 5 May.", "agrees", '"5 May" agrees with "Tuesday, May 5, 2026"'),
        (
            "The ferries came that Tuesday of February 2022.",
            "only here",
            'the date "February 2022"',
        ),
        (
            "The clock was hung in 1904.",
            "only here",
            'the date "1904" does not stand in the full story',
        ),
    ],
)
def test_figures_and_dates_of_points(text, verdict, what):
    ((path, found, said),) = told(
        story({"kind": "what_happened", "points": [{"text": text}]}),
        "agrees",
        "differs",
        "only here",
    )
    assert (path, found) == ("sections.0.points.0.text", verdict) and said.startswith(what)


def test_a_day_without_a_year_agrees_with_the_same_day():
    given = brief(
        {"kind": "timeline", "events": [{"when": "11 April 1970", "text": "x"}]},
        {"kind": "full_story", "text": "They left on 11 April."},
    )
    assert told(given, "agrees")[0][2] == '"11 April 1970" agrees with "11 April" in the full story'


def test_dates_of_events_and_figures_of_impacts():
    given = story(
        {
            "kind": "timeline",
            "events": [
                {"when": "Late 2021", "text": "x"},
                {"when": {"display": "that Tuesday", "edtf": "2026-05-05"}, "text": "y"},
            ],
        },
        {
            "kind": "economic_impact",
            "short_term": [{"subject": "Tea", "figures": ["3%", "£4"], "text": "up"}],
        },
    )
    assert [(path, verdict) for path, verdict, _ in told(given, "agrees", "only here")] == [
        ("sections.0.events.0.when", "only here"),
        ("sections.0.events.1.when", "agrees"),
        ("sections.1.short_term.0.figures.0", "agrees"),
        ("sections.1.short_term.0.figures.1", "only here"),
    ]


def test_without_a_full_story_there_is_nothing_to_compare():
    given = brief(
        {"kind": "what_happened", "points": [{"text": "12 pilots waited.", "sources": ["a", "b"]}]}
    )
    assert told(given) == [
        (
            "",
            "nothing to compare",
            "there is no full story, and no text of a source, to compare with",
        )
    ]


# --- the rest
# ---------------------------------------------------------------------------


def test_claims_and_sources():
    given = story(
        {"kind": "what_happened", "points": [{"text": "x", "sources": ["a"]}, {"text": "y"}]},
        {"kind": "timeline", "events": [{"when": "2026", "text": "z"}]},
    )
    assert told(given, "no source", "no claim") == [
        ("sections.0.points.1", "no source", "rests on no source, and nor does its section"),
        ("sections.1", "no source", "rests on no source, and nor does its only claim"),
        ("sources.1", "no claim", 'no claim rests on "b" (Bulletin)'),
    ]
    assert told(story(sources=[]), "no source") == [("", "no source", "the brief names no sources")]


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
                    "stood 2 days before the brief was published (4 May 2026, 23:59 UTC; 6 May "
                    "2026)",
                )
            ],
        ),
        (
            market(
                outcomes=[{"name": "Yes", "probability": 0.4}, {"name": "No", "probability": 0.5}]
            ),
            [("sections.0.markets.0.outcomes", "sum", "the probabilities add up to 90.0 %")],
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
            [("sections.0", "no time", "nothing says when this was read; as_of would")],
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
            [("sections.0.voices.0", "no link", '"a" is quoted, and no link leads to the post')],
        ),
        (
            {"kind": "timeline", "note": "3 events", "events": [{"when": "2026", "text": "x"}]},
            [("sections.0.note", "count", 'says "3 events"; here are 1')],
        ),
        (
            {"kind": "what_happened", "heading": "The story in 1 point", "points": [{"text": "x"}]},
            [],
        ),
    ],
)
def test_times_sums_links_and_counts(section, expected):
    assert told(story(section), "older", "no time", "sum", "no link", "count") == expected


def test_the_stated_length_of_a_story():
    given = brief({"kind": "full_story", "note": "(1,000 characters)", "text": "A ferry waited."})
    assert told(given, "count") == [
        ("sections.0.note", "count", 'says "1,000 characters"; here are 15')
    ]


# --- the same everywhere
# ---------------------------------------------------------------------------------------------

BRIEFS = [
    path
    for path in sorted((ROOT / "stories").glob("*.json"))
    if path.name not in ("shelf.json", "brief.schema.json")
]


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_the_same_verdicts_with_and_without_rapidfuzz(path):
    given = load(path.read_bytes()).brief
    assert check_claims(given) == check_claims(given, likeness=common_in_order)


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
    given = load(json.dumps(import_briefs(fixture("ferries.txt"))[0].brief)).brief
    found = [finding for finding in check_claims(given) if finding.start >= 0]
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
