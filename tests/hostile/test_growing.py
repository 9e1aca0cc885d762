"""What makes a page grow faster than its brief: Markdown that repeats, versions that are compared,
and pictures of timelines.

Work is counted here as the reader counts it, and never timed."""

import json
from difflib import SequenceMatcher

import pytest

from foldline.html import brief_part as brief_part_module
from foldline.html.render import brief_part, render_brief
from foldline.sections.timeline.picture import MOST_ROWS
from foldline.story import revisions
from foldline.story.brief import NAME_CHARACTERS, TAG_CHARACTERS
from foldline.story.loading import load
from foldline.story.revisions import Change, changes
from foldline.story.shape import PAGE_ALLOWANCE, PAGE_FACTOR
from foldline.text.cost import why_plain
from foldline.text.prose import prose_html, shown_prose
from tests.made import as_dict, brief


def made(*sections: dict, **fields: object) -> bytes:
    return json.dumps(
        as_dict(*sections, **fields), ensure_ascii=False, separators=(",", ":")
    ).encode()


def page(data: bytes) -> str:
    loaded = load(data)
    return render_brief(loaded.brief, problems=loaded.hiding)


def prose(text: str) -> dict:
    return {"kind": "prose", "heading": "h", "text": text}


REPEATING = {
    "empty cells": lambda n: "|a" * n + "\n" + "|-" * n + "\n" + "|\n" * n,
    "empty cells in a quotation": lambda n: (
        "b\n> " + "|a" * n + "\n> " + "|-" * n + "\n" + "> |\n" * n
    ),
    "empty cells in a list": lambda n: (
        "- b\n\n    " + "|a" * n + "\n    " + "|-" * n + "\n" + "    |\n" * n
    ),
    "an address": lambda n: "[a]: http://e.org/" + "x" * 9 * n + "\n\n" + "[a]\n\n" * n,
    "an address in letters of three bytes": lambda n: (
        "[a]: /" + "漢" * 9 * n + "\n\n" + "[a]\n\n" * n
    ),
    "an address in its next line": lambda n: (
        "[a]:\n http://e.org/" + "x" * 9 * n + "\n\n" + "[b][a]\n\n" * n
    ),
    "a title": lambda n: '[a]: /b\n "' + "x" * 9 * n + '"\n\n' + "[a][]\n\n" * n,
    "several": lambda n: "".join(f"[{at}]: /{'x' * n}\n" for at in range(9)) + "\n" + "[8]\n\n" * n,
}


@pytest.mark.parametrize("name", REPEATING)
def test_no_text_becomes_much_more_html(name: str):
    for times in (150, 600, 2_000):
        text = REPEATING[name](times)
        assert len(shown_prose(text).encode()) <= 30 * len(text.encode()) + 600_000


@pytest.mark.parametrize("name", REPEATING)
def test_texts_that_each_repeat_little_do_not_add_up(name: str):
    text = REPEATING[name](150)
    data = made(*[prose(text)] * 40, {"kind": "full_story", "text": "All of it."})
    loaded = load(data)
    html = render_brief(loaded.brief, problems=loaded.hiding)
    assert len(html.encode()) <= PAGE_FACTOR * len(data) + PAGE_ALLOWANCE and "All of it." in html
    assert all(
        "makes a page too large" in error.what or "would take too long" in error.what
        for error in loaded.errors
    )


def test_usual_tables_and_references_are_read():
    table = "| a | b | c | d |\n|---|---|---|---|\n" + "| 1 | 2 | 3 | 4 |\n" * 300
    notes = "".join(f"It rained [there][{at}], again.\n\n" for at in range(200)) + "".join(
        f'[{at}]: https://example.org/a/long/address/of/a/page?number={at} "Its title"\n'
        for at in range(200)
    )
    assert why_plain(table) == why_plain(notes) == ""
    assert load(made(prose(table), prose(notes))).problems == ()


def test_what_repeats_too_much_is_shown_as_it_stands_and_said():
    text = REPEATING["an address"](600)
    loaded = load(made(prose(text)))
    assert [(each.path_text, each.remark) for each in loaded.problems] == [
        ("sections[0].text", True)
    ]
    assert "would become too much" in loaded.problems[0].what
    assert "<a" not in prose_html(text) and "<td>" not in prose_html(REPEATING["empty cells"](600))


# --- versions
# ---------------------------------------------------------------------------------------------------------


class Steps:
    """Counts what comparing asks for: pairs of words looked at."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch):
        self.number = 0
        found, common = SequenceMatcher.find_longest_match, revisions.common_in_order

        def counted(matcher, alo=0, ahi=None, blo=0, bhi=None):
            self.number += sum(1 + len(matcher.b2j.get(word, ())) for word in matcher.a[alo:ahi])
            return found(matcher, alo, ahi, blo, bhi)

        def counted_common(one, other):
            self.number += len(one) + len(other)
            return common(one, other)

        monkeypatch.setattr(SequenceMatcher, "find_longest_match", counted)
        monkeypatch.setattr(revisions, "common_in_order", counted_common)


def versions(name: str, times: int) -> tuple[list[dict], list[dict]]:
    points = lambda texts: [{"kind": "what_happened", "points": [{"text": text} for text in texts]}]  # noqa: E731
    return {
        "two words": ([prose("a b " * times)], [prose("b a c " * times)]),
        "one word": ([prose("a " * times)], [prose("a " * times + "b")]),
        "figures": ([prose("1 2 " * times)], [prose("2 1 3 " * times)]),
        "every third": ([prose("a b c " * times)], [prose("a c b d " * times)]),
        "one long, many short": (points(["a"] * times), points(["a b " * times])),
        "many short, one long": (
            points(["a b " * times]),
            points([f"{at} c" for at in range(times)]),
        ),
        "many": (
            points([f"x y {at}" for at in range(times)]),
            points([f"x z {at}" for at in range(times)]),
        ),
        "sections": ([prose("a")], [{"kind": "full_story", "note": "a"}] * times),
    }[name]


@pytest.mark.parametrize(
    "name",
    [
        "two words",
        "one word",
        "figures",
        "every third",
        "one long, many short",
        "many short, one long",
        "many",
    ],
)
def test_comparing_versions_takes_steps_by_their_length(name: str, monkeypatch):
    now, before = versions(name, 400)
    data = made(*now, revisions=[{"date": "2026-01-01", "sections": before}])
    one = load(data).brief
    steps = Steps(monkeypatch)
    render_brief(one)
    assert steps.number <= 400 * len(data)


def test_of_what_is_too_much_to_compare_both_are_shown():
    change = Change("changed", "", "a b " * 2_000, "b a c " * 2_000)
    assert change.pieces == [("gone", change.before), ("new", change.after)]
    assert Change("changed", "", "1 2 " * 2_000, "2 1 3 " * 2_000).numbers == []


def test_a_long_text_of_many_words_is_compared():
    words = [f"{chr(97 + at % 26)}{at * 7919 % 1_009}" for at in range(3_000)]
    now = [*words[:1_500], "new", *words[1_501:]]
    pieces = Change("changed", "", " ".join(words), " ".join(now)).pieces
    assert [(how, said) for how, said in pieces if how != "same"] == [
        ("gone", words[1_500]),
        ("new", "new"),
    ]


def test_sections_of_one_kind_are_counted_in_one_pass():
    class Counted(dict):
        asked = 0

        def __contains__(self, key):
            Counted.asked += 1
            return super().__contains__(key)

    before, after = brief(prose("a")), brief(*[{"kind": "full_story", "note": "a"}] * 400)
    (gone, *_) = [each for each in changes(before, after) if each.how == "removed"]
    assert gone.place == ("prose", 1)
    assert [each.place for each in changes(before, after) if each.how == "added"] == [
        ("full_story", at + 1) for at in range(400)
    ]


def test_markdown_of_earlier_versions_is_work_too():
    loaded = load(
        made(prose("a"), revisions=[{"date": "2026-01-01", "sections": [prose("[" * 2_400)] * 12}])
    )
    assert loaded.brief is None
    assert (
        loaded.errors[0].path_text == "revisions[0]"
        and "would take too long" in loaded.errors[0].what
    )


# --- timelines, short fields, and the page as a whole
# -----------------------------------------------------------------


def test_many_small_timelines_are_refused_where_their_pictures_make_a_page_too_large():
    timeline = {
        "kind": "timeline",
        "events": [{"when": f"~{1990 + at}?", "text": "a"} for at in range(30)],
    }
    data = made(*[timeline] * 400, {"kind": "full_story", "text": "All of it."})
    html = page(data)
    assert len(html.encode()) <= PAGE_FACTOR * len(data) + PAGE_ALLOWANCE and "All of it." in html


def test_of_eras_that_lie_upon_each_other_some_are_drawn_and_all_are_listed():
    eras = [{"when": "1990-1999", "name": f"An era {at}"} for at in range(400)]
    html = page(
        made(
            {
                "kind": "timeline",
                "events": [{"when": "1990", "text": "a"}, {"when": "1999", "text": "a"}],
                "eras": eras,
            }
        )
    )
    assert html.count('class="band-name"') == 2 * MOST_ROWS and html.count("<li>An era") == 400


def test_one_timeline_of_very_many_events_is_not():
    assert (
        load(made({"kind": "timeline", "events": [{"when": "1990", "text": "a"}] * 10_000})).errors
        == ()
    )


def test_references_and_all_else_together_keep_to_the_bound():
    sectors = {"kind": "economic_impact", "sectors": ["'"] * 9_000}
    points = {"kind": "what_happened", "points": [{"text": "a", "sources": ["a"] * 100}] * 50}
    data = made(
        *[sectors] * 8,
        *[points] * 8,
        sources=[{"id": "a", "name": "n" * NAME_CHARACTERS}],
        revisions=[{"date": "2026-01-01", "sections": []}],
    )
    loaded = load(data)
    assert (
        len(render_brief(loaded.brief, problems=loaded.hiding).encode())
        <= PAGE_FACTOR * len(data) + PAGE_ALLOWANCE
    )


@pytest.mark.parametrize(
    "section, field, text",
    [
        (
            {"kind": "discussion", "platform": "x" * 101, "summary": "a"},
            "sections[0].platform",
            "101",
        ),
        (
            {"kind": "timeline", "events": [{"when": "a" * 2_001, "text": "a"}]},
            "sections[0].events[0].when",
            "2,001",
        ),
        (
            {
                "kind": "timeline",
                "events": [{"when": {"display": "a", "edtf": "1" * 501}, "text": "a"}],
            },
            "sections[0].events[0].when.edtf",
            "501",
        ),
    ],
)
def test_every_short_field_has_a_length(section: dict, field: str, text: str):
    (problem,) = load(made(section)).errors
    assert problem.path_text.startswith(field) and f"has {text} characters" in problem.what


def test_a_language_has_a_length():
    assert load(made(language="en" + "-abcdefgh" * 20)).brief is None
    assert len("en" + "-abcdefgh" * 20) > TAG_CHARACTERS


# --- the second wall
# --------------------------------------------------------------------------------------------------


def test_a_page_that_was_foreseen_wrong_still_ends_at_its_bound(monkeypatch):
    data = made(
        *[prose("b" * 1_000)] * 20, {"kind": "what_happened", "points": [{"text": "The last."}]}
    )
    one = load(data).brief
    monkeypatch.setattr(brief_part_module, "most_bytes", lambda size: 12_000)
    html = render_brief(one)
    assert len(html) < 30_000
    assert html.count("makes the page too large") == 9 and "The last." in html
    assert html.rstrip().endswith("</article>")


def test_the_wall_counts_what_a_page_gets():
    assert "makes the page too large" not in brief_part(load(made(prose("b" * 1_000))).brief).html()
