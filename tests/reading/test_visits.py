"""What a device keeps of its visits, and what changed since the last one."""

import json

import pytest

from foldline.reading.changes_since_visit.visits import (
    MOST,
    Head,
    Versions,
    keys_to_drop,
    read_head,
    read_versions,
    visit,
)
from tests.made import as_bytes


def text(*points: str) -> str:
    section = {"kind": "what_happened", "points": [{"text": point} for point in points]}
    return as_bytes(section).decode()


DRY, WET = text("It was dry."), text("It rained.")
FIRST = visit(Head(), Versions(), words="dry", text=DRY, today="2026-02-05")


def test_a_first_visit_shows_nothing_and_is_kept():
    assert not FIRST.changes
    assert FIRST.head == Head("dry", "2026-02-05") and FIRST.versions == Versions(DRY)


def test_the_next_visit_shows_what_changed_since():
    second = visit(FIRST.head, FIRST.versions, words="wet", text=WET, today="2026-02-06")
    assert second.changes and second.since == "2026-02-05"
    assert second.head == Head("wet", "2026-02-06", since="2026-02-05")
    assert second.versions == Versions(WET, before=DRY)


def test_changes_are_offered_again_until_they_were_shown():
    second = visit(FIRST.head, FIRST.versions, words="wet", text=WET, today="2026-02-06")
    third = visit(second.head, second.versions, words="wet", text=WET, today="2026-02-07")
    assert third.changes == second.changes and third.since == "2026-02-05"


def test_a_change_of_the_page_alone_is_none_of_the_brief():
    second = visit(FIRST.head, FIRST.versions, words="other", text=DRY, today="2026-02-06")
    assert not second.changes
    assert second.head == Head("other", "2026-02-06") and second.versions == Versions(DRY)


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"at": 5}', '{"at": "yesterday"}', None])
def test_what_is_not_as_it_is_kept_now_counts_as_nothing(kept):
    assert read_head(kept) == Head()


def test_what_is_kept_is_read_again():
    head, versions = Head("wet", "2026-02-06", "2026-02-05"), Versions(WET, DRY)
    assert read_head(head.as_text()) == head and read_versions(versions.as_text()) == versions
    assert json.loads(head.as_text()) == {"words": "wet", "at": "2026-02-06", "since": "2026-02-05"}


def test_the_oldest_visits_are_dropped():
    heads = [(f"{day:02}", Head("x", f"2026-01-{day:02}").as_text()) for day in range(1, 32)]
    heads += [(f"a{day:02}", Head("x", f"2026-03-{day:02}").as_text()) for day in range(1, 22)]
    assert len(heads) == MOST + 2
    assert keys_to_drop(heads, "a01") == ["01", "02"]
    assert keys_to_drop(heads[:MOST], "a01") == []
