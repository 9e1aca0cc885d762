"""The proof of each claim: who says so, the exact words, what was found, what deserves attention."""

import re

import pytest

from foldline.claims import check_claims
from foldline.claims.places import Place
from foldline.claims.proofs import Proof, Proofs, prove
from foldline.claims.reader_words import checks_of
from foldline.locales import ENGLISH
from foldline.story.brief import Brief
from tests.claims.stories import story
from tests.made import EXAMPLES, brief

SOURCES = [
    {
        "id": "ap",
        "name": "AP",
        "passages": [{"id": "p1", "words": "All 12 pilots waited for hours."}],
    },
    {"id": "bbc", "name": "BBC"},
]
QUOTATION = "The berth was never wrong until there was another timetable."


def points(*items: dict, **fields: object) -> dict:
    return {"kind": "what_happened", "points": list(items)} | fields


def quotes(*items: dict) -> dict:
    return {"kind": "key_quotes", "quotes": list(items)}


def proofs(found: Brief, at: str = "") -> Proofs:
    return prove(found, check_claims(found), at)


def proof_of(item: dict, *sections: dict) -> Proof:
    kind = quotes if "speaker" in item else points
    return proofs(story(kind(item), *sections, sources=SOURCES)).all[0]


def sentences(proof: Proof) -> list[tuple[str, str]]:
    return [(each.outcome, each.in_words(ENGLISH)) for each in proof.checks]


# --- ids


def ids(*items: dict, **fields: object) -> list[str]:
    return [each.id for each in proofs(brief(points(*items), **fields)).all]


def test_an_id_is_the_authors_or_the_kind_and_a_digest_of_the_words():
    one, own, again = ids({"text": "Rain."}, {"text": "Rain.", "id": "rain"}, {"text": "Rain."})
    assert re.fullmatch(r"what-happened-[0-9a-f]{8}", one)
    assert (own, again) == ("rain", f"{one}-2")
    assert ids({"text": "Rain.", "sources": ["a"]}) == [one]  # its words alone count
    assert ids({"text": "Snow."}) != [one]
    assert proofs(brief(points({"text": "Rain."})), "opened:x:").all[0].id == f"opened:x:{one}"


@pytest.mark.parametrize(
    "own", ["timeline", "sources", "source-a", "rain-proof", "timeline-event-1"]
)
def test_an_authors_id_takes_none_of_the_pages(own: str):
    events = {"kind": "timeline", "events": [{"when": "2025", "text": "Rain.", "id": own}]}
    assert proofs(brief(events)).all[0].id == f"claim-{own}-"


def test_claims_are_counted_as_they_are_shown():
    events = [{"when": "2025", "text": "Later."}, {"when": "2024", "text": "Before."}]
    found = proofs(brief({"kind": "timeline", "events": events}, points({"text": "Last."})))
    assert [(each.number, each.words) for each in found.all] == [
        (1, "Before."),
        (2, "Later."),
        (3, "Last."),
    ]


def test_events_are_counted_by_dates_that_are_read_together():
    dates = {"A": "5 May 2020", "B": "the next day", "C": "5 May 2020, 6 p.m.", "D": "12 May 2020"}
    events = [{"when": when, "text": text} for text, when in dates.items()]
    found = proofs(brief({"kind": "timeline", "events": events}))
    assert [(each.words, each.number) for each in found.all] == [
        ("A", 1),
        ("C", 2),
        ("B", 3),
        ("D", 4),
    ]


def test_every_kind_of_claim_has_a_proof():
    kinds = ("what_happened", "timeline", "key_quotes", "economic_impact", "opposing_views")
    found = proofs(brief(*(EXAMPLES[kind]["filled"] for kind in (*kinds, "discussion", "markets"))))
    assert {each.kind for each in found.all} == {
        "point",
        "event",
        "quote",
        "impact",
        "view",
        "voice",
        "market",
    }
    assert all(each.words for each in found.all)


# --- who says so


def test_sources_are_its_own_those_of_its_proof_or_those_of_its_section():
    own = {"text": "A.", "sources": ["bbc"], "proof": [{"source": "ap", "passage": "p1"}]}
    found = proofs(
        brief(points(own, {"text": "B."}, sources=["bbc"]), points({"text": "C."}), sources=SOURCES)
    )
    assert [
        ([source.id for source in each.sources], each.of_section, each.signs) for each in found.all
    ] == [
        (["bbc", "ap"], False, ()),
        (["bbc"], True, ("one_source",)),
        ([], False, ()),  # its section says once that there is none
    ]
    assert found.bare_sections == {1}


def test_one_claim_without_a_source_among_others_is_marked():
    found = proofs(brief(points({"text": "A.", "sources": ["a"]}, {"text": "B."})))
    assert [each.signs for each in found.all] == [("one_source",), ("no_source",)]


def test_a_post_and_a_market_are_their_own_source():
    sections = (EXAMPLES["discussion"]["filled"], EXAMPLES["markets"]["filled"])
    own = [each for each in proofs(brief(*sections)).all if each.kind in ("voice", "market")]
    assert own and not any({"one_source", "no_source"} & set(each.signs) for each in own)
    assert not any(each.counted for each in own)


# --- the words


def test_a_passage_is_whole_and_marks_what_the_claim_shares():
    claim = {"text": "At dawn 12 pilots waited.", "proof": [{"source": "ap", "passage": "p1"}]}
    (passage,) = proof_of(claim).passages
    assert passage.source and passage.source.id == "ap"
    assert passage.pieces == ((False, "All "), (True, "12 pilots waited"), (False, " for hours."))


def test_words_of_the_claims_own_proof_are_a_passage_and_none_is_made_up():
    claim = {"text": "Tea rose.", "proof": [{"source": "bbc", "words": "Tea is dearer."}]}
    assert proof_of(claim).passages[0].pieces == ((False, "Tea is dearer."),)
    without = proof_of({"text": "Tea rose.", "sources": ["ap"]})
    assert (without.passages, without.keeps_passage) == ((), False)


def test_a_quotation_is_compared_with_the_passages_too():
    said = {"text": "12 pilots waited", "speaker": "A pilot", "sources": ["ap"]}
    proof = proof_of(said | {"proof": [{"source": "ap", "passage": "p1"}]})
    assert ("agrees", "Same words in AP.") in sentences(proof) and proof.word_for_word
    assert ("agrees", "Same words in AP.") not in sentences(proof_of(said))


# --- what was found


def test_the_same_words_and_where_they_stand():
    proof = proof_of({"text": QUOTATION, "speaker": "Harbour office", "sources": ["ap", "bbc"]})
    assert sentences(proof) == [
        ("agrees", "Same words in the full story."),
        ("agrees", "Same speaker in the full story."),
    ]
    assert proof.word_for_word and proof.signs == ()
    assert [words for marked, words in proof.passages[0].pieces if marked] == [
        QUOTATION.removesuffix(".")
    ]
    assert proof.place is not None and proof.place.fragment.startswith(":~:text=")


def test_another_speaker():
    proof = proof_of({"text": QUOTATION, "speaker": "The Pentagon", "sources": ["ap", "bbc"]})
    assert sentences(proof)[0] == (
        "differs",
        "Speaker differs: the full story names the harbour office, not The Pentagon.",
    )
    assert proof.signs == ("speaker",) and proof.sign_in(ENGLISH) == "Speaker differs"


def test_two_wordings_lie_over_each_other():
    said = QUOTATION.replace("wrong", "right")
    proof = proof_of({"text": said, "speaker": "Harbour office", "sources": ["ap", "bbc"]})
    (nearly,) = (each for each in proof.checks if each.pieces)
    assert nearly.pieces == (
        ("same", "The berth was never"),
        ("here", "right"),
        ("there", "wrong"),
        ("same", "until there was another timetable."),
    )
    assert proof.signs == ("wording",)


def test_so_do_two_figures():
    proof = proof_of({"text": "Some 13 pilots waited for the consul.", "sources": ["ap", "bbc"]})
    (check,) = (each for each in proof.checks if each.pieces)
    assert check.pieces == (("here", "13 pilots"), ("there", "12"))
    assert check.in_words(ENGLISH).startswith(
        "Figure differs: 13 pilots here, 12 in the full story: "
    )
    assert proof.signs == ("figure",)


def test_what_agrees_is_one_sentence():
    proof = proof_of({"text": "12 pilots waited on 5 May 2026.", "sources": ["ap", "bbc"]})
    assert sentences(proof) == [
        ("agrees", 'The full story has these too: "5 May 2026", "12 pilots".')
    ]


def test_a_claim_leads_to_the_sentence_on_the_same():
    proof = proof_of({"text": "The harbour office wrote of the berth and the timetable."})
    assert proof.place is not None and proof.place.parts[0].startswith('"The berth was')
    assert proof.place.parts[-1].endswith("office wrote.")
    assert proof_of({"text": "Nobody sang in the choir of the chapel."}).place is None


def test_a_place_is_named_by_words_that_lead_to_it_alone():
    def place(text: str, words: str) -> Place:
        told = {"kind": "full_story", "text": text}
        quoted = quotes({"text": words, "speaker": "A"})
        found = proofs(brief(quoted, told)).all[0].place
        assert found is not None
        return found

    first = "We have a problem here, and nobody knows what it is, said the first."
    then = "We have a problem there, and nobody knows what it is for, said the next."
    said = then.partition(", said")[0]
    assert place(f"{first} {then}", said).parts == ("We have a problem there,", "it is for")
    assert place(f"{then} {first}", said).parts == ("We have a", "it is for")
    second = place("It rained. On Monday it rained.", "it rained")
    assert (second.before, second.parts) == ("On Monday", ("it rained",))
    again = place("The dog sat. A cat: the dog sat.", "A cat: the dog sat.")
    assert again.fragment == ":~:text=A%20cat%3A%20the%20dog%20sat"


def test_no_sentence_for_readers_names_a_field():
    briefs = [story(*(EXAMPLES[kind][name] for kind in EXAMPLES for name in ("filled",)))]
    texts = [
        sentence
        for found in briefs
        for each in proofs(found).all
        for _, sentence in sentences(each)
    ]
    assert texts and not [
        text for text in texts if re.search(r"[a-z]_[a-z]|sections\[|\bid\b", text)
    ]


# --- the record


def test_the_record_counts_and_leads_to_each():
    found = proofs(
        story(
            points(
                {"text": "A.", "sources": ["ap", "bbc"]},
                {"text": "B.", "sources": ["ap"]},
                {"text": "C."},
            ),
            quotes(
                {"text": QUOTATION, "speaker": "The Pentagon", "sources": ["ap", "bbc"]},
                {"text": "Nobody knows it.", "speaker": "A pilot", "sources": ["ap", "bbc"]},
            ),
            sources=SOURCES,
        )
    ).record
    assert (found.on_two, len(found.claims)) == (3, 5)
    assert [each.words for each in (*found.on_one, *found.on_none)] == ["B.", "C."]
    assert (found.verbatim, len(found.quotations)) == (1, 2)
    assert found.differences == (("speaker", 1),)
    assert [each.words for each in found.differing] == [QUOTATION]


def test_nothing_was_compared_without_findings():
    found = prove(story(points({"text": "12 pilots waited."})), None)
    assert not found.record.checked and not found.record.compared
    assert found.all[0].checks == () and found.all[0].place is None


def test_there_is_nothing_to_open_without_sources_and_story():
    assert not proofs(brief(points({"text": "A."}), sources=[])).opens
    assert proofs(brief(points({"text": "A."}))).opens and proofs(story(sources=[])).all == ()


def test_an_unknown_verdict_is_told_as_it_is():
    (finding,) = (each for each in check_claims(EXAMPLE_OLD) if each.verdict == "older")
    (check,) = checks_of([finding], {})
    assert check.in_words(ENGLISH) == finding.what and check.outcome == "open"


EXAMPLE_OLD = brief(
    {
        "kind": "markets",
        "markets": [
            {
                "question": "Q?",
                "venue": "V",
                "outcomes": [{"name": "Yes", "probability": 1}],
                "as_of": "2025-12-01",
            }
        ],
    }
)
