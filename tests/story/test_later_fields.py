"""The fields that came later: who wrote a brief, what sources say word for word, and which claims
rest on it.
"""

import json

import pytest

from foldline.html.render import render_brief
from foldline.story.loading import dump, load
from foldline.story.sourcing import Proof
from tests.made import as_dict, brief, loaded, sentences

SOURCES = [
    {
        "id": "ap",
        "name": "AP",
        "publisher": "Associated Press",
        "archived": "https://example.org/kept",
        "passages": [{"id": "p1", "words": "It rained."}, {"id": "quay", "words": "The quay."}],
    },
    {"id": "b", "name": "Bulletin"},
]


def points(*items: dict) -> dict:
    return {"kind": "what_happened", "points": [{"text": "Rain."} | item for item in items]}


def test_all_of_them_are_read():
    found = brief(
        points({"id": "rain", "proof": [{"source": "ap", "passage": "p1"}]}),
        {
            "kind": "key_quotes",
            "quotes": [{"text": "No.", "speaker": "S", "side": "against", "person": "Q1"}],
        },
        {
            "kind": "markets",
            "markets": [
                {
                    "question": "Q?",
                    "venue": "V",
                    "outcomes": [{"name": "Yes", "probability": 1}],
                    "as_of": "2026-01-02",
                    "sources": ["b"],
                }
            ],
        },
        authors=[{"name": "Ada Quill", "url": "https://example.org/ada"}],
        disputed="Whose berth it is.",
        translations=[{"language": "de", "href": "../regen/"}],
        sources=SOURCES,
    )
    assert found.authors[0].name == "Ada Quill"
    assert (found.disputed, found.translations[0].href) == ("Whose berth it is.", "../regen/")
    assert [each.words for each in found.sources[0].passages] == ["It rained.", "The quay."]
    point = found.sections[0].points[0]
    assert (point.id, point.proof, point.source_ids) == (
        "rain",
        [Proof(source="ap", passage="p1")],
        ["ap"],
    )
    quote = found.sections[1].quotes[0]
    assert (quote.side, quote.person) == ("against", "Q1")


@pytest.mark.parametrize(
    "proof, sentence",
    [
        (
            {"source": "app", "passage": "p1"},
            '.source: no source has the id "app"; did you mean "ap"?',
        ),
        (
            {"source": "zzz", "words": "w"},
            '.source: no source has the id "zzz"; the sources are ap, b',
        ),
        (
            {"source": "ap", "passage": "quai"},
            '.passage: source "ap" has no passage "quai"; did you mean "quay"?',
        ),
        (
            {"source": "ap", "passage": "zzzzzz"},
            '.passage: source "ap" has no passage "zzzzzz"; it has p1, quay',
        ),
        (
            {"source": "b", "passage": "p1"},
            '.passage: source "b" has no passage "p1"; it has none',
        ),
    ],
)
def test_a_proof_that_leads_nowhere(proof, sentence):
    found = loaded(points({"proof": [proof]}), sources=SOURCES)
    assert sentences(found) == [f"sections[0].points[0].proof[0]{sentence}"]
    assert len(found.errors) == 1


@pytest.mark.parametrize(
    "proof, has",
    [({"source": "ap"}, "neither"), ({"source": "ap", "passage": "p1", "words": "w"}, "both")],
)
def test_a_proof_is_a_passage_or_words(proof, has):
    found = loaded(points({"proof": [proof]}), sources=SOURCES)
    assert sentences(found) == [
        f'sections[0].points[0].proof[0]: {has} "passage" and "words" are there; give the id of a '
        "passage of the source, or the words themselves; the field is kept, and not shown"
    ]
    assert found.hiding == () and found.brief.sections[0].points[0].proof == []


def test_two_passages_or_claims_of_one_id():
    sources = [{"id": "a", "name": "A", "passages": [{"id": "p", "words": "w"}] * 2}]
    found = loaded(points({"id": "rain"}, {"id": "sun"}, {"id": "rain"}), sources=sources)
    assert sentences(found) == [
        'sources[0].passages: "p" is the id of two passages; each has its own',
        'sections[0].points[2].id: "rain" is the id of another claim too; each has its own, or '
        "none",
    ]


@pytest.mark.parametrize(
    "name, value",
    [("authors", "Jane"), ("disputed", ["x"]), ("translations", [{"de": "x"}])],
)
def test_at_the_top_a_field_of_another_form_is_a_remark_and_kept(name, value):
    """Before these fields were known, such a brief passed a check."""
    found = loaded(points({}), **{name: value})
    assert found.errors == () and found.hiding == ()
    assert {line.partition(":")[0].partition("[")[0] for line in sentences(found)} == {name}
    assert any(line.endswith("; the field is kept, and not shown") for line in sentences(found))
    assert not getattr(found.brief, name)
    assert json.loads(dump(found.brief))[name] == value
    assert "Rain." in render_brief(found.brief)


def test_an_author_may_have_more_fields():
    found = loaded(points({}), authors=[{"name": "Ada", "email": "ada@example.org"}])
    assert found.errors == () and len(found.problems) == 1
    assert found.brief.authors[0].name == "Ada"


def test_below_the_top_a_wrong_field_hides_nothing():
    sources = [{"id": "a", "name": "A", "publisher": 5, "passages": [{"id": "P", "words": ""}]}]
    section = {"kind": "timelin"}
    given = as_dict(section, points({"id": "A b", "sources": ["a"]}), sources=sources)
    found = load(json.dumps(given))
    assert [line.partition(": ")[0] for line in sentences(found)] == [
        "sources[0].publisher",
        "sources[0].passages[0].id",
        "sources[0].passages[0].words",
        "sections[0].kind",
        "sections[1].points[0].id",
    ]
    assert len(found.errors) == 5 and [p.path for p in found.hiding] == [("sections", 0, "kind")]
    assert json.loads(dump(found.brief)) == given


def test_what_is_wrong_in_an_earlier_version_is_kept_in_it():
    earlier = {"date": "2026-01-01", "sections": [points({"proof": 1}), {"kind": "x"}]}
    given = as_dict(points({}), revisions=[earlier])
    found = load(json.dumps(given))
    assert [line.partition(": ")[0] for line in sentences(found)] == [
        "revisions[0].sections[0].points[0].proof",
        "revisions[0].sections[1].kind",
    ]
    assert json.loads(dump(found.brief)) == given


def test_the_ids_of_an_earlier_version_are_not_looked_up():
    earlier = {
        "date": "2026-01-01",
        "sections": [points({"id": "rain", "proof": [{"source": "gone", "words": "w"}]})],
    }
    assert loaded(points({"id": "rain"}), revisions=[earlier]).problems == ()


def test_where_more_is_wrong_only_that_section_is_not_read():
    found = loaded({"kind": "opposing_views", "views": [{"side": 1}]}, points({}), sources=SOURCES)
    assert [line.partition(": ")[0] for line in sentences(found)] == [
        "sections[0].views[0].holder",
        "sections[0].views[0].position",
        "sections[0].views[0].side",
    ]
    assert len(found.brief.sections) == 2 and found.brief.sections[1].kind == "what_happened"


def test_references_to_a_long_passage_do_not_make_a_page_too_large():
    sources = [{"id": "a", "name": "A", "passages": [{"id": "p", "words": "w" * 100_000}]}]
    proof = [{"source": "a", "passage": "p"}]
    found = loaded(points(*[{"proof": proof}] * 500), sources=sources)
    assert "references to passages" in found.problems[0].what
    assert loaded(points(*[{"proof": proof}] * 5), sources=sources).problems == ()
