"""Whatever is imported: an error of our own tree or briefs, whose problems are told, and no word of
which is lost.
"""

import json
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foldline import load, render
from foldline.claims import check_claims
from foldline.drafts.hypertext import html_words
from foldline.drafts.report import Imported
from foldline.errors import FoldlineError
from foldline.formats import READABLE as FORMATS
from foldline.formats import WRITABLE as EXPORTS
from foldline.formats import import_briefs
from foldline.text.prose import plain_text
from foldline.text.words import as_markdown, clean, folded
from tests.importers.imports import (
    fixture,
    kept_words,
    lines_of,
    plain_of,
    problems_are_reported,
    strings,
    words_of,
)
from tests.importers.test_formats import FORMAT_OF
from tests.night import by_day

FUZZ = settings(
    max_examples=by_day(20, at_night=60),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

texts = st.text(max_size=60) | st.sampled_from(
    [
        "Timeline",
        "31 February 2021: x",
        "May 5, 2026:: y",
        "A: b",
        '"q" — who',
        '@a: "b"',
        "[a.example#2]",
        "<p>x</p>",
        "<b",
        "&amp;",
        "javascript:x",
        "https://e.example/a b",
        "2026-05-05",
        "2026-05-05T10:00:00Z",
        '["Yes"]',
        "0.5",
        "(AP)",
        "\ud83d",
        "\x00",
        "- x",
        "# y",
        "1e999",
        "(12 words)",
    ]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["text", "title", "name", "url", "value", "date", "year", "sources", "x"]
            )
            | texts,
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


def attempt(text: str, format_name: str | None) -> list[Imported]:
    try:
        found = import_briefs(text, format_name)
    except FoldlineError as error:
        assert str(error)
        return []
    for each in found:
        json.dumps(each.brief, ensure_ascii=False).encode("utf-8")
    problems_are_reported(found)
    return found


NOT_TEXT = ("role", "contentType", "contenttype", "@type", "@id")


def nothing_is_lost(found: list[Imported], given_data: Any) -> None:
    if not found:
        return
    kept = kept_words(found)
    for text in strings(given_data, but=NOT_TEXT):
        text = plain_of(clean(text))
        assert words_of(text) <= kept or words_of(html_words(text)) <= kept, text


@pytest.mark.parametrize("name", FORMATS)
@FUZZ
@given(text=st.text(max_size=400) | st.lists(texts, max_size=12).map("\n".join))
def test_any_text(name, text):
    attempt(text, name)


@pytest.mark.parametrize("name", ["text", "markdown", "wikitext"])
@FUZZ
@given(
    lines=st.lists(
        texts.filter(lambda text: "<" not in text and "&" not in text), min_size=1, max_size=12
    )
)
def test_no_word_of_a_text_is_lost(name, lines):
    text = lines_of(clean("\n".join(lines)))
    found = attempt(text, name)
    if found:
        assert words_of(plain_of(text)) <= kept_words(found)


@pytest.mark.parametrize(
    "name", [name for name in FORMATS if name not in ("text", "markdown", "wikitext")]
)
@FUZZ
@given(value=values)
def test_any_json(name, value):
    nothing_is_lost(attempt(json.dumps(value), name), value)


def mutated(value: Any, chance: random.Random, grown: Any) -> Any:
    """The same data with some of its parts exchanged, doubled, emptied or left out."""
    if chance.random() < 0.04:
        return chance.choice(
            [grown, None, "", [], {}, [value, value], {"text": value}, str(value), 7, [grown]]
        )
    if isinstance(value, dict):
        return {
            name: mutated(inner, chance, grown)
            for name, inner in value.items()
            if chance.random() > 0.03
        }
    if isinstance(value, list):
        return [mutated(inner, chance, grown) for inner in value]
    return value


@pytest.mark.parametrize("name", [name for name in FORMAT_OF if name.endswith(".json")])
@FUZZ
@given(seed=st.integers(0, 10**9), grown=values)
def test_fixtures_that_were_changed(name, seed, grown):
    value = mutated(json.loads(fixture(name)), random.Random(seed), grown)
    nothing_is_lost(attempt(json.dumps(value), FORMAT_OF[name]), value)


@pytest.mark.parametrize("name", [name for name in FORMAT_OF if not name.endswith(".json")])
@FUZZ
@given(seed=st.integers(0, 10**9), line=texts)
def test_pages_whose_lines_were_changed(name, seed, line):
    chance = random.Random(seed)
    lines = [
        chance.choice(
            [
                each,
                each,
                each,
                each,
                line,
                each[: chance.randrange(len(each) + 1)],
                f"{each}\n{each}",
            ]
        )
        for each in fixture(name).splitlines()
    ]
    found = attempt("\n".join(lines), FORMAT_OF[name])
    if FORMAT_OF[name] == "text" and found and "<" not in line and "&" not in line:
        assert words_of(lines_of(clean("\n".join(lines)))) <= kept_words(found)


@FUZZ
@given(
    text=st.text(max_size=200)
    | st.lists(st.sampled_from(list("*_`[]()<>#+-.!|\\&;:=~1 \nab")), max_size=40).map("".join)
)
def test_plain_text_reads_as_it_stands(text):
    text = clean(text)
    assert plain_text(as_markdown(text)) == folded(text)


@pytest.mark.parametrize("name", FORMAT_OF)
@settings(FUZZ, max_examples=by_day(6, at_night=15))
@given(seed=st.integers(0, 10**9), grown=texts)
def test_what_comes_of_it_can_be_shown_checked_and_exported(name, seed, grown):
    chance = random.Random(seed)
    if name.endswith(".json"):
        text = json.dumps(mutated(json.loads(fixture(name)), chance, grown))
    else:
        text = "\n".join(
            chance.choice([line, line, line, grown]) for line in fixture(name).splitlines()
        )
    for each in attempt(text, FORMAT_OF[name]):
        brief = load(json.dumps(each.brief)).brief
        if brief is not None:
            render(brief)
            check_claims(brief)
            for export in EXPORTS.values():
                assert export.write(brief)
