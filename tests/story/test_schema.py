import json
from functools import cache
from typing import TYPE_CHECKING

import pytest

from foldline.sections import KINDS
from foldline.story.schema import SCHEMA_DIALECT, brief_schema, schema_text
from tests.made import EVERY_EXAMPLE, EXAMPLES, ROOT, as_dict, loaded

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

SCHEMA = brief_schema()


def validator(schema: dict) -> "Draft202012Validator":
    """Return what checks by a schema. Imported here: its imports take seconds, which every process
    would pay before its first test.
    """
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema)


@cache
def of_briefs() -> "Draft202012Validator":
    return validator(SCHEMA)


def test_the_file_is_the_schema():
    assert (ROOT / "stories" / "brief.schema.json").read_text("utf-8") == schema_text()


def test_editors_are_told_of_it():
    text = (ROOT / ".vscode" / "settings.json").read_text("utf-8")
    (schema_settings,) = json.loads(text)["json.schemas"]
    assert (ROOT / schema_settings["url"]).is_file() and text in (
        ROOT / "docs" / "using" / "editing.md"
    ).read_text("utf-8")
    assert all(
        (ROOT / name.removeprefix("!/")).is_file()
        for name in schema_settings["fileMatch"]
        if name.startswith("!")
    )


def test_it_is_a_schema():
    assert SCHEMA["$schema"] == SCHEMA_DIALECT
    of_briefs().check_schema(SCHEMA)


def test_every_shipped_brief_is_valid(shipped):
    for path in shipped:
        assert [
            error.message for error in of_briefs().iter_errors(json.loads(path.read_bytes()))
        ] == []


@pytest.mark.parametrize("kind, name", EVERY_EXAMPLE)
def test_every_example_is_valid(kind, name):
    assert of_briefs().is_valid(as_dict(EXAMPLES[kind][name]))


@pytest.mark.parametrize(
    "fields",
    [
        as_dict(foldline=2),
        as_dict(foldline="1"),
        as_dict(foldline=True),
        as_dict(title=""),
        as_dict(title=None),
        as_dict(sections={}),
        as_dict(language="en_GB"),
        as_dict(sources=[{"id": "A", "name": "N"}]),
        as_dict(sources=[{"id": "a"}]),
        as_dict({"kind": "timelin"}),
        as_dict({"note": "n"}),
        as_dict("x"),
        as_dict({"kind": "prose", "heading": "h", "note": "n", "tex": "unknown"}),
        as_dict({"kind": "prose", "note": "no heading"}),
        as_dict({"kind": "timeline", "events": [{"text": "no when"}]}),
        as_dict({"kind": "timeline", "events": [{"when": 3, "text": "t"}]}),
        as_dict({"kind": "timeline", "events": [{"when": {"edtf": "2021"}, "text": "t"}]}),
        {name: value for name, value in as_dict().items() if name != "dek"},
    ],
)
def test_what_the_reader_reports_the_schema_refuses_too(fields):
    assert not of_briefs().is_valid(fields)
    assert (
        loaded(**{name: value for name, value in fields.items()}).problems
        if "dek" in fields
        else True
    )


@pytest.mark.parametrize(
    "fields",
    [
        as_dict(odd={"a": [1]}),
        as_dict(**{"$schema": "brief.schema.json"}),
        as_dict(updated=None),
        as_dict({"kind": "timeline", "events": [{"when": "Late 2021", "text": "t"}]}),
        as_dict(
            {
                "kind": "timeline",
                "events": [{"when": {"display": "x", "edtf": "2021"}, "text": "t"}],
            }
        ),
    ],
)
def test_what_the_reader_keeps_the_schema_allows(fields):
    assert of_briefs().is_valid(fields)


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_section_without_note_is_beyond_a_schema(kind):
    """Filled or empty with a note is a rule across fields: the reader holds to it, an editor can't
    show it.
    """
    bare = {name: value for name, value in EXAMPLES[kind]["empty"].items() if name != "note"}
    assert of_briefs().is_valid(as_dict(bare)) and loaded(bare).errors


def test_every_kind_is_in_it():
    listed = SCHEMA["properties"]["sections"]["items"]
    named = listed["discriminator"]["mapping"]
    assert set(named) == set(KINDS)
    assert [choice["$ref"] for choice in listed["oneOf"]] == [named[kind] for kind in KINDS]


def test_every_field_is_described():
    parts = {"Brief": SCHEMA, **SCHEMA["$defs"]}
    parts["GivenWhen"] = SCHEMA["$defs"]["GivenWhen"]["anyOf"][1]
    bare = [
        f"{name}.{field}"
        for name, part in parts.items()
        for field, field_schema in part["properties"].items()
        if field != "kind" and not field_schema.get("description")
    ]
    assert bare == []
    assert [name for name, part in parts.items() if not part.get("description")] == []
    assert len(parts) > 20


def test_every_example_in_it_is_valid():
    """The examples of a field, put where the field stands."""
    parts = {**SCHEMA["$defs"], "GivenWhen": SCHEMA["$defs"]["GivenWhen"]["anyOf"][1]}
    found = 0
    for part in (SCHEMA, *parts.values()):
        for field_schema in part["properties"].values():
            for example in field_schema.get("examples", ()):
                found += 1
                assert validator({**field_schema, "$defs": SCHEMA["$defs"]}).is_valid(example)
    assert found > 30
