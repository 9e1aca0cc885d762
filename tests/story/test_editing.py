"""Adding to a brief's file: everything else stays, byte for byte."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foldline.story.editing import Addition, with_additions

PROOF = ({"source": "a", "passage": "p1"},)


@pytest.mark.parametrize(
    "text, new",
    [
        (
            '{\n  "x": {\n    "sources": [\n      "a"\n    ],\n    "text": "t"\n  }\n}\n',
            '{\n  "x": {\n    "sources": [\n      "a"\n    ],\n    "proof": [\n      {\n'
            '        "source": "a",\n        "passage": "p1"\n      }\n    ],\n    "text": "t"\n'
            "  }\n}\n",
        ),
        (
            '{"x": {"text": "t", "sources": ["a"]}}',
            '{"x": {"text": "t", "sources": ["a"], "proof": [{"source": "a", "passage": "p1"}]}}',
        ),
        (
            '{"x":{"text":"t"}}',
            '{"x":{"text":"t","proof":[{"source":"a","passage":"p1"}]}}',
        ),
        (
            '{\r\n\t"x": {\r\n\t\t"text": "}\\"],"\r\n\t}\r\n}',
            '{\r\n\t"x": {\r\n\t\t"text": "}\\"],",\r\n\t\t"proof": [\r\n\t\t\t{\r\n\t\t\t\t'
            '"source": "a",\r\n\t\t\t\t"passage": "p1"\r\n\t\t\t}\r\n\t\t]\r\n\t}\r\n}',
        ),
        (
            '{"x": {"proof": [], "text": "t"}}',
            '{"x": {"proof": [{"source": "a", "passage": "p1"}], "text": "t"}}',
        ),
        (
            '{"x": {"proof": [{"source": "b", "words": "w"}]}}',
            '{"x": {"proof": [{"source": "b", "words": "w"}, {"source": "a", "passage": "p1"}]}}',
        ),
    ],
)
def test_the_form_of_the_file_is_kept(text, new):
    assert with_additions(text, [Addition(("x",), "proof", PROOF, behind="sources")]) == new


@pytest.mark.parametrize(
    "text, path", [('{"x": 1}', ("y",)), ('{"x": 1}', ("x",)), ('{"x": {"proof": 1}}', ("x",))]
)
def test_what_is_no_place(text, path):
    with pytest.raises(ValueError):
        with_additions(text, [Addition(path, "proof", PROOF)])


TEXTS = st.text('ab"\\{}[],: \n', max_size=4)
VALUES = st.none() | st.integers(0, 9) | TEXTS | st.lists(TEXTS, max_size=3)


@given(
    st.dictionaries(TEXTS, VALUES | st.dictionaries(TEXTS, VALUES, max_size=2), max_size=4),
    st.sampled_from([None, 1, 2, "\t"]),
    st.booleans(),
)
def test_only_the_new_is_new(fields, indent, compact):
    fields.pop("proof", None)
    fields["a"] = {"b": fields.get("b")}
    marks = (",", ":") if compact and indent is None else (", ", ": ")
    text = json.dumps(fields, indent=indent, separators=marks if indent is None else None)
    found = with_additions(text, [Addition(("a",), "proof", PROOF), Addition((), "proof", (1, 2))])
    fields["a"]["proof"], fields["proof"] = list(PROOF), [1, 2]
    assert json.loads(found) == fields
    written = json.dumps(fields, indent=indent, separators=marks if indent is None else None)
    assert found == written
