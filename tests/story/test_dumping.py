"""A brief that is read and written again is the same, unknown fields included."""

import json

import pytest

from foldline import load
from foldline.html.render import render_brief
from foldline.story.loading import dump
from tests.made import EVERY_EXAMPLE, EXAMPLES, as_bytes, as_dict, brief, loaded, sentences


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
    assert sentences(once) == sentences(twice) and any(
        ".odd: unknown field" in line for line in sentences(once)
    )


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
