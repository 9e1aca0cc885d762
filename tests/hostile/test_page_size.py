"""A small brief makes no huge page: lengths of names, a bound on what references repeat, and one on
the reading of Markdown.
"""

import json
from collections.abc import Callable

import pytest

from foldline.html.render import render_brief
from foldline.story.brief import LINE_CHARACTERS, NAME_CHARACTERS
from foldline.story.loading import load
from foldline.story.schema import brief_schema
from foldline.story.shape import PAGE_ALLOWANCE, PAGE_FACTOR
from tests.made import as_dict
from tests.test_cli import call

POINT = {"text": "It rained.", "sources": ["a"]}


def made(*sections: dict, **fields: object) -> bytes:
    return json.dumps(as_dict(*sections, **fields)).encode()


def referring(times: int, name: str, *, in_one: bool = False) -> bytes:
    """A brief with a long name of a source, and many references to it."""
    points = [{"text": "a", "sources": ["a"] * times}] if in_one else [POINT] * times
    return made(
        {"kind": "what_happened", "points": points},
        {"kind": "full_story", "text": "All of it."},
        sources=[{"id": "a", "name": name}],
    )


def page(data: bytes) -> str:
    loaded = load(data)
    assert loaded.brief is not None
    return render_brief(loaded.brief, problems=loaded.hiding)


def test_a_name_of_half_a_megabyte_is_no_name():
    first, *_ = load(referring(200, "n" * 500_000)).errors
    assert (
        first.path_text == "sources[0].name"
        and first.what == "has 500,000 characters; at most 500 are allowed here"
    )


@pytest.mark.parametrize("times, in_one", [(10_000, True), (1_000, True), (5_000, False)])
@pytest.mark.parametrize(
    "name", ["n" * NAME_CHARACTERS, "\u202e" * NAME_CHARACTERS, '"&' * (NAME_CHARACTERS // 2)]
)
def test_no_page_is_much_larger_than_its_brief(times: int, in_one: bool, name: str):
    data = referring(times, name, in_one=in_one)
    assert len(page(data).encode()) <= PAGE_FACTOR * len(data) + PAGE_ALLOWANCE


def test_only_the_section_that_is_too_much_is_refused():
    loaded = load(referring(10_000, "n" * NAME_CHARACTERS, in_one=True))
    (problem,) = loaded.errors
    assert problem.path_text == "sections[0].sources" and "makes a page too large" in problem.what
    html = render_brief(loaded.brief, problems=loaded.hiding)
    assert "All of it." in html and len(html) < 100_000


def test_references_to_sources_that_are_not_there_count_too():
    data = made(
        {"kind": "what_happened", "points": [{"text": "a", "sources": ["b" * 100] * 10_000}]}
    )
    assert len(page(data)) <= PAGE_FACTOR * len(data) + PAGE_ALLOWANCE


def test_texts_that_are_each_just_short_enough_are_too_long_together():
    text = "[" * 2_400
    data = made(
        *[{"kind": "prose", "heading": "a", "text": text} for _ in range(12)],
        {"kind": "full_story", "text": "All of it."},
    )
    assert len(data) < 32_000
    loaded = load(data)
    refused = [problem.path_text for problem in loaded.errors]
    assert refused and all(path.startswith("sections[") for path in refused)
    assert "Markdown" in loaded.errors[0].what and "sections[0].kind" not in refused
    assert "would take too long" in render_brief(loaded.brief, problems=loaded.hiding)


def test_usual_long_briefs_are_not_refused():
    text = (
        "The [council](https://example.org/a) met, *again*, and said `no` to the "
        "[plan](https://example.org/b). " * 3
    )
    events = [{"when": "2021", "text": text, "sources": ["a", "b"]} for _ in range(3_000)]
    data = made(
        {"kind": "timeline", "events": events},
        {"kind": "full_story", "text": (text + "\n\n") * 100},
        sources=[
            {"id": "a", "name": "The Hallowick Herald and Advertiser"},
            {"id": "b", "name": "Bulletin"},
        ],
    )
    assert load(data).errors == ()


@pytest.mark.parametrize(
    "command",
    [("check",), ("pack", "--slim", "--out", "x.html"), ("publish", "--list")],
    ids=lambda command: command[0],
)
def test_commands_say_it_alike(command: tuple[str, ...], here):
    (here / "a.json").write_bytes(referring(10_000, "n" * NAME_CHARACTERS, in_one=True))
    done = call(command[0], "a.json", *command[1:])
    assert "sections[0].sources: makes a page too large" in done.output
    assert done.exit_code == 1


NAMES: dict[str, Callable[[str], dict]] = {
    "venue": lambda name: {
        "kind": "markets",
        "markets": [
            {
                "question": "q",
                "venue": name,
                "as_of": "2026-01-02",
                "outcomes": [{"name": "Yes", "probability": 0.5}],
            }
        ],
    },
    "speaker": lambda name: {"kind": "key_quotes", "quotes": [{"text": "t", "speaker": name}]},
    "holder": lambda name: {"kind": "opposing_views", "views": [{"holder": name, "position": "p"}]},
    "handle": lambda name: {
        "kind": "discussion",
        "platform": "x",
        "voices": [{"name": "n", "handle": name}],
    },
    "lane": lambda name: {
        "kind": "timeline",
        "events": [{"when": "2021", "text": "t", "lane": name}],
    },
    "subject": lambda name: {
        "kind": "economic_impact",
        "short_term": [{"subject": name, "text": "t"}],
    },
    "heading": lambda name: {"kind": "prose", "heading": name, "text": "t"},
    "credit": lambda name: {
        "kind": "photo_gallery",
        "photos": [{"src": "a.png", "alt": "a", "credit": name}],
    },
}


@pytest.mark.parametrize("field", NAMES)
def test_a_name_has_a_length(field: str):
    assert load(made(NAMES[field]("n" * NAME_CHARACTERS))).errors == ()
    (problem,) = load(made(NAMES[field]("n" * (NAME_CHARACTERS + 1)))).errors
    assert (
        problem.path_text.endswith(field)
        and "has 501 characters; at most 500 are allowed here" in problem.what
    )


@pytest.mark.parametrize("field, most", [("title", LINE_CHARACTERS), ("place", NAME_CHARACTERS)])
def test_so_has_the_head_of_a_brief(field: str, most: int):
    assert load(made(**{field: "n" * most})).errors == ()
    assert load(made(**{field: "n" * (most + 1)})).brief is None


def test_the_schema_has_the_lengths():
    schema = brief_schema()
    assert schema["$defs"]["Source"]["properties"]["name"]["maxLength"] == NAME_CHARACTERS
    assert schema["properties"]["title"]["maxLength"] == LINE_CHARACTERS
