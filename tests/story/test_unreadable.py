"""Files of which nothing can be read: each has one problem, with its place."""

import json

import pytest

from foldline import load
from foldline.story.loading import LARGEST_BRIEF, dump
from tests.made import as_bytes, as_dict, loaded, sentences


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
    assert [len(line) < 200 for line in sentences(found)] == [True]
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


def test_a_part_that_is_too_large_where_sections_are_no_list():
    data = as_bytes(sections={"first": {"kind": "prose", "text": "x" * 600_000}})
    assert only(data).endswith(
        "sections.first.text: has 600,000 characters; at most 500,000 are allowed"
    )
