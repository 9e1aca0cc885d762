"""How long a part of a brief takes to read, and what a reader in a hurry meets."""

import pytest

from foldline.html.brief_part import depths_of, shown_sections
from foldline.story.reading_time import seconds_to_read
from tests.made import brief

POINTS = {"kind": "what_happened", "points": [{"text": "word " * 60}]}
TIMELINE = {
    "kind": "timeline",
    "events": [{"when": {"display": "Late 2021"}, "text": "word " * 236}],
}
STORY = {"kind": "full_story", "text": "word " * 1190}
NOTED = {"kind": "markets", "note": "No market asks about this."}


def test_words_of_all_scripts_count():
    assert seconds_to_read(["word " * 119, "", "word " * 119]) == 60
    assert seconds_to_read("слово " * 238) == 60
    assert seconds_to_read("語" * 300) == seconds_to_read("語" * 150 + "word " * 119) == 60


def test_depths_add_up_what_is_open():
    made = brief(NOTED, TIMELINE, POINTS, STORY)
    shown = shown_sections(made)
    assert [(each.section.kind, each.depth) for each in shown] == [
        ("markets", 3),
        ("timeline", 2),
        ("what_happened", 1),
        ("full_story", 3),
    ]
    depths = depths_of(made, shown)
    assert (depths.points, depths.usual, depths.everything) == pytest.approx((16, 76, 378), abs=4)
    assert [name for name, _, _ in depths.choices] == ["points", "usual", "everything"]


@pytest.mark.parametrize(
    "sections, choices",
    [
        ((POINTS, STORY), ["points", "everything"]),
        ((TIMELINE, STORY), ["points", "everything"]),
        ((STORY,), ["points", "everything"]),
        ((POINTS,), []),
        ((NOTED,), []),
    ],
)
def test_a_choice_that_changes_nothing_is_left_out(sections, choices):
    made = brief(*sections)
    assert [name for name, _, _ in depths_of(made, shown_sections(made)).choices] == choices
