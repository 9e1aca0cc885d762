import json

import pytest

from foldline.story.positions import Positions, positions_in, shallow_json
from tests.made import EVERY_EXAMPLE, EXAMPLES, ROOT, as_dict

TEXT = """{
  "a": 1,
  "b": [true, {"c": "x,}]"}, []],
  "d": {"e": null, "f\\"g": -2.5e3}
}"""


@pytest.mark.parametrize(
    "path, place",
    [
        ((), (1, 1)),
        (("a",), (2, 8)),
        (("b",), (3, 8)),
        (("b", 0), (3, 9)),
        (("b", 1), (3, 15)),
        (("b", 1, "c"), (3, 21)),
        (("b", 2), (3, 30)),
        (("d", "e"), (4, 14)),
        (("d", 'f"g'), (4, 28)),
    ],
)
def test_values(path, place):
    assert positions_in(TEXT).of(path) == place


@pytest.mark.parametrize(
    "path, place", [(("a",), (2, 3)), (("b", 1, "c"), (3, 16)), (("d", 'f"g'), (4, 20))]
)
def test_keys(path, place):
    assert positions_in(TEXT).of(path, key=True) == place


@pytest.mark.parametrize(
    "path, place",
    [
        (("z",), (1, 1)),
        (("d", "z"), (4, 8)),
        (("d", "z", 4, "y"), (4, 8)),
        (("b", 7), (3, 8)),
        (("b", 1, "z"), (3, 15)),
    ],
)
def test_what_is_not_there_is_where_it_would_stand(path, place):
    found = positions_in(TEXT)
    assert found.of(path) == place
    assert found.of(path, key=True) == place


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_line_counts_once(end):
    text = TEXT.replace("\n", end)
    assert positions_in(text).of(("d", "e")) == (4, 14)


def test_columns_count_characters():
    assert positions_in('{"ü": "🕊️", "b": 1}').of(("b",)) == (1, len('{"ü": "🕊️", "b": ') + 1)


def test_a_string_is_no_structure():
    text = json.dumps({"a": '{"b": [1, "', "c\\": "\\", "d": '\\"', "e": [",", ":"]})
    found = positions_in(text)
    assert set(found.values) == {(), ("a",), ("c\\",), ("d",), ("e",), ("e", 0), ("e", 1)}


def test_keys_given_twice():
    text = '{"a": 1, "b": {"a": 2, "a": 3, "a": 4}, "a": 5}'
    assert [(path, text[at : at + 3]) for path, at in positions_in(text).duplicate_keys] == [
        (("b", "a"), '"a"'),
        (("b", "a"), '"a"'),
        (("a",), '"a"'),
    ]
    assert positions_in(text).of(("a",)) == (1, text.index("5") + 1)


def test_line_and_column_of_an_offset():
    found = Positions("ab\ncd\n")
    assert [found.line_and_column(at) for at in range(7)] == [
        (1, 1),
        (1, 2),
        (1, 3),
        (2, 1),
        (2, 2),
        (2, 3),
        (3, 1),
    ]


def _walk(value, path=()):
    yield path, value
    pairs = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for step, inner in pairs:
        yield from _walk(inner, (*path, step))


def _holds(text: str) -> None:
    """At each place that is named, the standard parser reads just the value that has this path."""
    found, read = positions_in(text), json.JSONDecoder()
    parts = list(_walk(json.loads(text)))
    assert set(found.values) == {path for path, _ in parts}
    for path, value in parts:
        assert read.raw_decode(text, found.values[path])[0] == value
        if path and isinstance(path[-1], str):
            assert read.raw_decode(text, found.keys[path])[0] == path[-1]


@pytest.mark.parametrize(
    "text", ["[" * 65 + "]" * 65, "[" * 100_000, '{"a":' * 100_000, "nothing", ""]
)
def test_a_text_that_is_too_deep_or_none_is_no_json(text):
    with pytest.raises(ValueError):
        shallow_json(text)


def test_a_shallow_text_is_what_it_holds():
    assert shallow_json("[" * 64 + "]" * 64)
    assert shallow_json('{"a": ["[[[", 1]}') == {"a": ["[[[", 1]}


def test_positions_in_the_shipped_briefs(shipped):
    assert shipped
    for path in (*shipped, ROOT / "stories" / "brief.schema.json"):
        _holds(path.read_text("utf-8"))


@pytest.mark.parametrize("kind, name", EVERY_EXAMPLE)
@pytest.mark.parametrize(
    "how",
    [{}, {"indent": 2}, {"ensure_ascii": False, "separators": (",", ":")}],
    ids=["plain", "lines", "dense"],
)
def test_positions_in_every_example(kind, name, how):
    _holds(json.dumps(as_dict(EXAMPLES[kind][name]), **how))
