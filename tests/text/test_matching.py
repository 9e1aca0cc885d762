import importlib
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foldline.text import matching
from foldline.text.matching import (
    Indexed,
    common_in_order,
    longest_run,
    nearest_passage,
    shared_runs,
    words_of,
)

few = st.lists(st.sampled_from("abcdefg"), max_size=40)


def by_the_book(one, other):
    """The longest common subsequence by its definition, a table."""
    row = [0] * (len(other) + 1)
    for a in one:
        before = row
        row = [0]
        for at, b in enumerate(other):
            row.append(before[at] + 1 if a == b else max(row[at], before[at + 1]))
    return row[-1]


@settings(max_examples=300, deadline=None)
@given(few, few)
def test_one_number_whoever_computes_it(one, other):
    assert common_in_order(one, other) == matching.fastest(one, other) == by_the_book(one, other)


def test_rapidfuzz_is_used_here():
    assert matching.LCSseq is not None and matching.fastest is not common_in_order


def test_without_rapidfuzz_the_lines_of_ours_are_used(monkeypatch):
    monkeypatch.setitem(sys.modules, "rapidfuzz.distance", None)
    try:
        importlib.reload(matching)
        assert matching.LCSseq is None and matching.fastest is matching.common_in_order
    finally:
        monkeypatch.undo()
        importlib.reload(matching)


@settings(max_examples=300, deadline=None)
@given(few, few)
def test_no_passage_is_better_than_the_nearest(wanted, keys):
    width = len(wanted) + len(wanted) // 2 + 1
    best = max((by_the_book(wanted, keys[at : at + width]) for at in range(len(keys))), default=0)
    found = nearest_passage(wanted, Indexed.of_keys(keys), common_in_order)
    assert (found.common if found else 0) == best
    assert found == nearest_passage(wanted, Indexed.of_keys(keys))
    if found:
        assert 0 <= found.first < found.last <= len(keys)


@pytest.mark.parametrize(
    "text, keys",
    [
        (
            "The U.S. said: “military-to-military”",
            ["the", "us", "said", "military", "to", "military"],
        ),
        ("1,200.5 m at 9:05", ["1,200.5", "m", "at", "9:05"]),
        ("Pilots’ guild's", ["pilots", "guild's"]),
        ("", []),
        ("🌉 —", []),
    ],
)
def test_words(text, keys):
    assert [word.key for word in words_of(text)] == keys
    assert all(text[word.start : word.end] for word in words_of(text))


def test_runs():
    assert shared_runs("a b c d e".split(), "b c x e".split()) == [(1, 0, 2), (4, 3, 1)]
    assert longest_run("a b c d".split(), Indexed.of_keys("x b c".split())) == (1, 1, 2)
