"""What `load` says of wrong fields: each with its place, all at once."""

import json

import pytest

from foldline import load
from foldline.html.render import render_brief
from foldline.story.brief import UnreadSection
from foldline.story.loading import dump
from tests.made import EXAMPLES, as_dict, loaded, sentences


@pytest.mark.parametrize(
    "version, sentence",
    [
        (2, "is 2; allowed: 1"),
        (0, "is 0; allowed: 1"),
        (None, "is null; allowed: 1"),
        ("1", 'is "1"; allowed: 1'),
        (True, "is true: the version of the format is the number 1"),
    ],
)
def test_wrong_version(version, sentence):
    assert sentences(loaded(foldline=version)) == [f"foldline: {sentence}"]


def test_no_version():
    fields = as_dict()
    del fields["foldline"]
    assert sentences(load(json.dumps(fields))) == ['foldline: is missing; "foldline" must be given']


def test_a_misspelt_name_is_found_from_both_sides():
    fields = as_dict()
    fields["titel"] = fields.pop("title")
    found = load(json.dumps(fields))
    assert sentences(found) == [
        'title: is missing; "title" must be given, is "titel" meant for it?',
        'titel: unknown field, kept as it is; did you mean "title"?',
    ]
    assert [problem.remark for problem in found.problems] == [False, True]


KINDS_NAMED = (
    "photo_gallery, what_happened, timeline, key_quotes, opposing_views, markets, "
    "historical_background, "
    "economic_impact, discussion, full_story, prose"
)


@pytest.mark.parametrize(
    "kind, sentence",
    [
        ("timelin", 'is "timelin", which is no kind of section; did you mean "timeline"?'),
        ("Key quotes", 'is "Key quotes", which is no kind of section; did you mean "key_quotes"?'),
        ("horoscope", f'is "horoscope", which is no kind of section; allowed: {KINDS_NAMED}'),
        (1, f"is 1, which is no kind of section; allowed: {KINDS_NAMED}"),
        (None, f"is null, which is no kind of section; allowed: {KINDS_NAMED}"),
    ],
)
def test_unknown_kind(kind, sentence):
    assert sentences(loaded({"kind": kind})) == [f"sections[0].kind: {sentence}"]


def test_a_section_without_kind():
    assert sentences(loaded({"text": "x"})) == [
        'sections[0].kind: is missing; each section names its kind, as in "kind": "timeline"'
    ]


@pytest.mark.parametrize(
    "section, value", [("x", '"x"'), (None, "null"), (3, "3"), ([], "a list of 0")]
)
def test_a_section_that_is_no_object(section, value):
    found = loaded(section)
    assert sentences(found) == [f"sections[0]: is {value}; allowed is an object, {{…}}"]
    assert isinstance(found.brief.sections[0], UnreadSection)


def test_an_unread_section_hides_none_around_it():
    good = EXAMPLES["timeline"]["empty"]
    found = loaded(good, {"kind": "timelin"}, "x", good)
    kinds = [type(section).__name__ for section in found.brief.sections]
    assert kinds == ["Timeline", "UnreadSection", "UnreadSection", "Timeline"]
    assert found.hiding == found.errors and len(found.errors) == 2


def test_what_hides_nothing_is_not_told_to_the_reader():
    found = loaded(
        {"kind": "prose", "heading": "H", "text": "T", "sources": ["zz"], "odd": 1}, odd=1
    )
    assert (len(found.problems), len(found.errors), found.hiding) == (3, 2, ())


def test_keys_given_twice():
    found = load(
        '{"foldline": 1, "title": "a",\n "title": "b", "dek": "d", "published": "2026-01-02",\n'
        ' "sections": [{"kind": "prose", "heading": "h", "note": "n", "note": "m"}]}'
    )
    assert [problem.sentence("a.json") for problem in found.problems] == [
        'a.json:2:2: title: "title" is given twice; the last one counts, so leave one out',
        'a.json:3:62: sections[0].note: "note" is given twice; the last one counts, so leave one '
        "out",
    ]
    assert (found.brief.title, found.brief.sections[0].note) == ("b", "m")


def test_dead_sources():
    section = {
        "kind": "what_happened",
        "sources": ["bulletin"],
        "points": [{"text": "a", "sources": ["a", "aa", "zzz"]}],
    }
    assert sentences(loaded(section)) == [
        'sections[0].sources[0]: no source has the id "bulletin"; the sources are a, b',
        'sections[0].points[0].sources[1]: no source has the id "aa"; did you mean "a"?',
        'sections[0].points[0].sources[2]: no source has the id "zzz"; the sources are a, b',
    ]
    assert sentences(loaded(section | {"points": [{"text": "a"}]}, sources=[])) == [
        'sections[0].sources[0]: no source has the id "bulletin"; the sources are none'
    ]


def test_one_id_of_two_sources():
    found = loaded(
        sources=[{"id": "a", "name": "A"}, {"id": "b", "name": "B"}, {"id": "a", "name": "C"}]
    )
    assert sentences(found) == [
        'sources[2].id: "a" is the id of another source too; each source has its own'
    ]


def test_unknown_fields_below_the_top_fail_a_check_and_those_at_the_top_do_not():
    found = loaded({"kind": "prose", "heading": "h", "note": "n", "tex": "x", "mood": 1}, mood=1)
    assert [(problem.path_text, problem.what, problem.remark) for problem in found.problems] == [
        ("sections[0].tex", 'unknown field, kept as it is; did you mean "text"?', False),
        (
            "sections[0].mood",
            "unknown field, kept as it is; known here are sources, proof, kind, heading, note, "
            "text",
            False,
        ),
        (
            "mood",
            "unknown field, kept as it is; known here are foldline, title, dek, language, authors, "
            "published, updated, place, "
            "topics, lead_picture, dates, specimen, disputed, translations, sources, corrections, revisions, sections",
            True,
        ),
    ]


def test_the_schema_of_an_editor_is_no_unknown_field():
    assert loaded(**{"$schema": "brief.schema.json"}).problems == ()


@pytest.mark.parametrize(
    "when, path, sentence",
    [
        (
            "31 February 2021",
            "",
            'is "31 February 2021": there is no 31 February 2021; that month has 28 days',
        ),
        (
            {"display": "31 February 2021"},
            "",
            "there is no 31 February 2021; that month has 28 days",
        ),
        ({"display": "x", "edtf": "2021-13"}, "", "there is no month 13"),
        ({"edtf": "2021"}, ".display", 'is missing; "display" must be given'),
        (3, "", "is 3; allowed is a text, or an object, {…}"),
    ],
)
def test_wrong_dates_of_events(when, path, sentence):
    assert sentences(loaded({"kind": "timeline", "events": [{"when": when, "text": "t"}]})) == [
        f"sections[0].events[0].when{path}: {sentence}"
    ]


@pytest.mark.parametrize("place", ["title", "odd", "kind", "heading", "source", "key below", "key"])
def test_half_a_character_breaks_nothing(place):
    half = "half \ud83d"  # JSON's \ud83d alone: allowed by its grammar, and no text
    section = {"kind": "prose", "heading": "h", "note": "n"}
    fields = {
        "title": as_dict(title=half),
        "odd": as_dict(odd=half),
        "kind": as_dict({"kind": half}),
        "heading": as_dict(section | {"heading": half}),
        "source": as_dict(section | {"sources": [half]}),
        "key below": as_dict(section | {half: 1}),
        "key": as_dict(**{half: 1}),
    }[place]
    found = load(json.dumps(fields))
    "".join(problem.sentence("a.json") for problem in found.problems).encode()
    if found.brief is not None:
        render_brief(found.brief, problems=found.hiding).encode()
        dump(found.brief).encode()


# --- all at once

TEN = """{
  "foldline": 2,
  "title": 7,
  "dek": "",
  "language": "en_GB",
  "published": "2026-02-31",
  "topics": "rain",
  "sources": [{"id": "A P", "name": "AP", "url": "javascript:x"}],
  "sections": [
    {"kind": "timelin"},
    {"kind": "markets", "markets": [
      {"question": "q", "venue": "v", "as_of": "2026-01-02", "outcomes": [{"name": "Yes", "probability": 37}]}]},
    {"kind": "timeline", "events": [{"when": "31 June 2025", "text": "t", "sources": ["ap"]}], "colour": "red"}
  ]
}"""  # noqa: E501 (each part in a line)

TEN_SENTENCES = [
    "a.json:2:15: foldline: is 2; allowed: 1",
    "a.json:3:12: title: is 7; allowed is a text",
    "a.json:4:10: dek: is empty; say something, or leave the field out",
    'a.json:5:15: language: is "en_GB"; it must match ^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$',
    'a.json:6:16: published: is "2026-02-31": there is no 31 February 2026; that month has 28 days',
    'a.json:7:13: topics: is "rain"; allowed is a list, […]',
    'a.json:8:22: sources[0].id: is "A P"; allowed are small letters, digits and hyphens, as in '
    "associated-press",
    'a.json:8:50: sources[0].url: is "javascript:x": a link may begin with https:, http:, mailto: '
    "or be relative, "
    "not javascript:",
    'a.json:10:14: sections[0].kind: is "timelin", which is no kind of section; did you mean '
    '"timeline"?',
    "a.json:12:106: sections[1].markets[0].outcomes[0].probability: is 37; allowed is a number "
    "less than or equal to 1",
    'a.json:13:46: sections[2].events[0].when: is "31 June 2025": there is no 31 June 2025; that '
    "month has 30 days",
    'a.json:13:87: sections[2].events[0].sources[0]: no source has the id "ap"; the sources are A '
    "P",
    "a.json:13:96: sections[2].colour: unknown field, kept as it is; known here are sources, "
    "proof, kind, heading, note, events, "
    "eras",
]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_wrong_field_is_told_where_it_stands(end):
    text = TEN.replace("\n", end)
    found = load(text.encode())
    assert [problem.sentence("a.json") for problem in found.problems] == TEN_SENTENCES
    for problem in found.problems:
        here = text.split(end)[problem.line - 1][problem.column - 1 :]
        value, _ = json.JSONDecoder().raw_decode(here)
        expected = json.loads(TEN)
        for step in problem.path:
            expected = expected[step]
        assert value == (problem.path[-1] if problem.what.startswith("unknown field") else expected)
