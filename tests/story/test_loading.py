import json

import pytest

from foldline import load
from foldline.html.render import render_brief
from foldline.story.brief import UnreadSection
from foldline.story.loading import LARGEST_BRIEF, dump
from tests.made import EVERY_EXAMPLE, EXAMPLES, as_bytes, as_dict, brief, loaded, told


def only(data: bytes | str) -> str:
    """The one sentence about a file of which nothing can be read."""
    found = load(data)
    assert (
        found.brief is None
        and len(found.problems) == 1
        and found.errors == found.problems == found.hiding
    )
    return found.problems[0].sentence("a.json")


# --- nothing of the file can be read
# ---------------------------------------------------------------------------------

EMPTY = 'a.json:1:1: brief: is empty; a brief is one object that begins {"foldline": 1, …'


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n", ""])
def test_empty(data):
    assert only(data) == EMPTY


def test_50_megabytes():
    assert only(b" " * 50_000_000) == "a.json:1:1: brief: has 50.0 MB; a brief has at most 16 MB"
    assert only(as_bytes(title="x" * 50_000_000)).endswith("has 50.0 MB; a brief has at most 16 MB")


def test_a_brief_may_be_as_large_as_it_may_be():
    data = as_bytes()
    assert load(data + b" " * (LARGEST_BRIEF - len(data))).problems == ()
    assert load(data + b" " * (LARGEST_BRIEF - len(data) + 1)).brief is None


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [True, False], ids=["with its mark", "without"])
def test_utf16(encoding, mark):
    text = json.dumps(as_dict())
    data = (("\ufeff" if mark else "") + text).encode(
        "utf-16-le" if encoding == "utf-16" else encoding
    )
    assert (
        only(data)
        == "a.json:1:1: brief: is encoded as UTF-16; a brief is UTF-8 text, so save it as UTF-8"
    )


NOT_UTF8 = "brief: the byte 0xFC is not UTF-8; a brief is UTF-8 text, so save it as UTF-8"


@pytest.mark.parametrize(
    "data, place",
    [
        ('{"title": "Zürich"}'.encode("latin-1"), "1:13"),
        ('{"foldline": 1,\r\n "title": "Zürich"}'.encode("cp1252"), "2:13"),
        ("\ufeff".encode() + '{"title": "Zürich"}'.encode("latin-1"), "1:13"),
        ('{"title": "é'.encode() + 'Zürich"}'.encode("latin-1"), "1:14"),
        ('{"foldline": 1,\r "title": "Zürich"}'.encode("latin-1"), "2:13"),
    ],
    ids=[
        "first line",
        "second line",
        "after a byte order mark",
        "after other letters",
        "lines end as on old Macs",
    ],
)
def test_another_encoding_than_utf8(data, place):
    assert only(data) == f"a.json:{place}: {NOT_UTF8}"


def test_a_byte_order_mark_is_no_problem():
    assert load(b"\xef\xbb\xbf" + as_bytes()).problems == ()
    assert (
        only(b'\xef\xbb\xbf{"a": x}')
        == "a.json:1:7: brief: is not JSON from here on: expecting value"
    )


@pytest.mark.parametrize(
    "text, place, reason",
    [
        ('{\n "foldline": 1,\n "title": "a"\n "dek": 1}', "4:2", "expecting ',' delimiter"),
        ('{\n "foldline": x}', "2:14", "expecting value"),
        ("{'foldline': 1}", "1:2", "expecting property name enclosed in double quotes"),
        ('{"foldline" 1}', "1:13", "expecting ':' delimiter"),
        ('{"foldline": 1}\n}', "2:1", "extra data"),
        ('{"foldline": 1', "1:15", "expecting ',' delimiter"),
        ("Breaking news", "1:1", "expecting value"),
        ('{"foldline": 1,\n "title": "never closed}', "2:11", "unterminated string"),
        ('{"title": "a\nb"}', "1:13", "invalid control character"),
        ('{"title": "\\x"}', "1:12", "invalid \\escape"),
    ],
)
def test_broken_json_is_told_with_its_line(text, place, reason):
    sentence = only(text)
    assert sentence.startswith(f"a.json:{place}: brief: is not JSON from here on: {reason}")
    assert not sentence.endswith(
        (" at", ": ", " starting")
    )  # the parser's own words go on with a position


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_json_number(constant):
    assert only(f'{{"foldline": 1,\n "x": {constant}}}') == (
        f"a.json:2:7: brief: {constant} is not a JSON number; leave the field out instead"
    )


def test_nan_in_a_text_is_not_the_nan_that_is_wrong():
    sentence = only('{"title": "NaN stays",\n "x": NaN}')
    assert sentence == "a.json:2:7: brief: NaN is not a JSON number; leave the field out instead"


def test_huge_integer():
    sentence = only('{"foldline": 1,\n "x": ' + "9" * 5000 + "}")
    assert sentence.partition("brief: ")[2].startswith(
        "holds a number that can't be read: exceeds the limit (4300 digits)"
    )


def test_huge_integer_in_a_field_is_cut_short():
    found = loaded(
        {"kind": "photo_gallery", "photos": [{"src": "a.svg", "alt": "A", "width": 10**400}]}
    )
    assert [len(line) < 200 for line in told(found)] == [True]
    assert found.problems[0].path_text == "sections[0].photos[0].width"


@pytest.mark.parametrize(
    "data",
    [
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"a":' * 100_000 + "1" + "}" * 100_000,
        '{"foldline": 1, "x": ' + "[" * 100_000 + "]" * 100_000 + "}",
    ],
)
def test_100000_deep(data):
    assert only(data) == "a.json:1:1: brief: is nested deeper than 64 levels; a brief has eight"


@pytest.mark.parametrize("depth", [100, 250, 300, 500, 900])
@pytest.mark.parametrize("where", ["beside", "in a section"])
def test_however_deep_what_is_read_is_written_again(depth, where):
    deep = json.loads("[" * depth + "]" * depth)
    found = load(
        json.dumps(
            as_dict(odd=deep) if where == "beside" else as_dict({"kind": "unheard_of", "odd": deep})
        )
    )
    if found.brief is not None:  # refusing it is as good
        assert json.loads(dump(found.brief))["foldline"] == 1


@pytest.mark.parametrize(
    "text, value",
    [
        ("[]", "a list of 0"),
        ('[{"foldline": 1}, 2]', "a list of 2"),
        ('"Rain"', '"Rain"'),
        ("null", "null"),
        ("12", "12"),
        ("true", "true"),
    ],
)
def test_something_else_than_an_object(text, value):
    assert only(text) == f"a.json:1:1: brief: is {value}; a brief is one object, {{…}}"


# --- single fields
# ---------------------------------------------------------------------------------------------------


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
    assert told(loaded(foldline=version)) == [f"foldline: {sentence}"]


def test_no_version():
    fields = as_dict()
    del fields["foldline"]
    assert told(load(json.dumps(fields))) == ['foldline: is missing; "foldline" must be given']


def test_a_misspelt_name_is_found_from_both_sides():
    fields = as_dict()
    fields["titel"] = fields.pop("title")
    found = load(json.dumps(fields))
    assert told(found) == [
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
    assert told(loaded({"kind": kind})) == [f"sections[0].kind: {sentence}"]


def test_a_section_without_kind():
    assert told(loaded({"text": "x"})) == [
        'sections[0].kind: is missing; each section names its kind, as in "kind": "timeline"'
    ]


@pytest.mark.parametrize(
    "section, value", [("x", '"x"'), (None, "null"), (3, "3"), ([], "a list of 0")]
)
def test_a_section_that_is_no_object(section, value):
    found = loaded(section)
    assert told(found) == [f"sections[0]: is {value}; allowed is an object, {{…}}"]
    assert isinstance(found.brief.sections[0], UnreadSection)


def test_a_part_that_is_too_large_where_sections_are_no_list():
    data = as_bytes(sections={"first": {"kind": "prose", "text": "x" * 600_000}})
    assert only(data).endswith(
        "sections.first.text: has 600,000 characters; at most 500,000 are allowed"
    )


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
        'a.json:3:62: sections[0].note: "note" is given twice; the last one counts, so leave one out',
    ]
    assert (found.brief.title, found.brief.sections[0].note) == ("b", "m")


def test_dead_sources():
    section = {
        "kind": "what_happened",
        "sources": ["bulletin"],
        "points": [{"text": "a", "sources": ["a", "aa", "zzz"]}],
    }
    assert told(loaded(section)) == [
        'sections[0].sources[0]: no source has the id "bulletin"; the sources are a, b',
        'sections[0].points[0].sources[1]: no source has the id "aa"; did you mean "a"?',
        'sections[0].points[0].sources[2]: no source has the id "zzz"; the sources are a, b',
    ]
    assert told(loaded(section | {"points": [{"text": "a"}]}, sources=[])) == [
        'sections[0].sources[0]: no source has the id "bulletin"; the sources are none'
    ]


def test_one_id_of_two_sources():
    found = loaded(
        sources=[{"id": "a", "name": "A"}, {"id": "b", "name": "B"}, {"id": "a", "name": "C"}]
    )
    assert told(found) == [
        'sources[2].id: "a" is the id of another source too; each source has its own'
    ]


def test_unknown_fields_below_the_top_fail_a_check_and_those_at_the_top_do_not():
    found = loaded({"kind": "prose", "heading": "h", "note": "n", "tex": "x", "mood": 1}, mood=1)
    assert [(problem.path_text, problem.what, problem.remark) for problem in found.problems] == [
        ("sections[0].tex", 'unknown field, kept as it is; did you mean "text"?', False),
        (
            "sections[0].mood",
            "unknown field, kept as it is; known here are sources, kind, heading, note, text",
            False,
        ),
        (
            "mood",
            "unknown field, kept as it is; known here are foldline, title, dek, language, "
            "published, updated, place, "
            "topics, dates, sources, corrections, revisions, sections",
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
    assert told(loaded({"kind": "timeline", "events": [{"when": when, "text": "t"}]})) == [
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
# -----------------------------------------------------------------------------------------------------

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
}"""

TEN_SENTENCES = [
    "a.json:2:15: foldline: is 2; allowed: 1",
    "a.json:3:12: title: is 7; allowed is a text",
    "a.json:4:10: dek: is empty; say something, or leave the field out",
    'a.json:5:15: language: is "en_GB"; it must match ^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$',
    'a.json:6:16: published: is "2026-02-31": there is no 31 February 2026; that month has 28 days',
    'a.json:7:13: topics: is "rain"; allowed is a list, […]',
    'a.json:8:22: sources[0].id: is "A P"; allowed are small letters, digits and hyphens, as in associated-press',
    'a.json:8:50: sources[0].url: is "javascript:x": a link may begin with https:, http:, mailto: or be relative, '
    "not javascript:",
    'a.json:10:14: sections[0].kind: is "timelin", which is no kind of section; did you mean "timeline"?',
    "a.json:12:106: sections[1].markets[0].outcomes[0].probability: is 37; allowed is a number "
    "less than or equal to 1",
    'a.json:13:46: sections[2].events[0].when: is "31 June 2025": there is no 31 June 2025; that month has 30 days',
    'a.json:13:87: sections[2].events[0].sources[0]: no source has the id "ap"; the sources are A P',
    "a.json:13:96: sections[2].colour: unknown field, kept as it is; known here are sources, "
    "kind, heading, note, events, "
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


# --- there and back
# --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind, name", EVERY_EXAMPLE)
def test_every_example_survives(kind, name):
    fields = as_dict(EXAMPLES[kind][name])
    assert json.loads(dump(brief(EXAMPLES[kind][name]))) == fields


def test_every_shipped_brief_survives(shipped):
    for path in shipped:
        assert json.loads(dump(load(path.read_bytes()).brief)) == json.loads(path.read_bytes())


def _odd_everywhere(value):
    """The same, with an unknown field in every object."""
    if isinstance(value, list):
        return [_odd_everywhere(item) for item in value]
    if isinstance(value, dict):
        return {key: _odd_everywhere(item) for key, item in value.items()} | {
            "odd": {"a": [1, None, 2.5, "ü"]}
        }
    return value


@pytest.mark.parametrize("kind", EXAMPLES)
def test_unknown_fields_anywhere_survive(kind):
    fields = as_dict(
        *map(_odd_everywhere, EXAMPLES[kind].values()),
        sources=_odd_everywhere(as_dict()["sources"]),
        odd=[{"odd": 1}],
    )
    once = load(json.dumps(fields))
    twice = load(dump(once.brief))
    assert json.loads(dump(twice.brief)) == fields
    assert told(once) == told(twice) and any(".odd: unknown field" in line for line in told(once))


@pytest.mark.parametrize(
    "name",
    [
        "title",
        "filled",
        "extent",
        "shown_heading",
        "raw",
        "model_dump",
        "model_fields",
        "__class__",
        "_x",
    ],
)
def test_an_unknown_field_may_be_called_as_our_own_things_are(name):
    section = {"kind": "prose", "heading": "h", "note": "n", name: "theirs"}
    found = loaded(section)
    assert (
        "theirs" not in render_brief(found.brief) and found.brief.sections[0].shown_heading == "h"
    )
    assert json.loads(dump(found.brief))["sections"] == [section]


@pytest.mark.filterwarnings("error")
def test_what_could_not_be_read_survives_as_it_stands():
    fields = as_dict(
        {"kind": "timelin", "x": [1]},
        "x",
        None,
        3,
        {"kind": "timeline"},
        EXAMPLES["prose"]["filled"],
        {"kind": ["y"]},
    )
    assert json.loads(dump(load(json.dumps(fields)).brief)) == fields


@pytest.mark.parametrize(
    "fields",
    [{"updated": None}, {"topics": []}, {"place": "Hallowick"}, {"published": "2026-01-02T10:00Z"}],
)
def test_what_was_given_and_no_more(fields):
    assert json.loads(dump(brief(**fields))) == as_dict(**fields)


@pytest.mark.parametrize(
    "when",
    [
        "Late 2021",
        {"display": "x", "edtf": "2021"},
        {"display": "x"},
        {"display": "x", "edtf": None},
    ],
)
def test_dates_survive_in_the_form_they_were_given(when):
    fields = as_dict({"kind": "timeline", "events": [{"when": when, "text": "t"}]})
    assert json.loads(dump(load(json.dumps(fields)).brief)) == fields


@pytest.mark.parametrize("number", ["1e999", "0.1", "12345678901234567890", "1E3"])
def test_numbers_survive_and_can_be_read_again(number):
    found = load(as_bytes(odd="X").replace(b'"X"', number.encode()))
    if found.brief is not None:
        assert load(dump(found.brief)).brief is not None
