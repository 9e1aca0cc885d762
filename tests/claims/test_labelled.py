"""The labelled claims: large enough, each label at its place, and the checks as good as they say."""

import importlib.util
import json
import re
import sys

import pytest

from tests.made import ROOT

FOLDER = ROOT / "benchmarks"


@pytest.fixture(scope="module")
def measured():
    """Load benchmarks/claims.py by its path, with what it imports: the benchmarks are no package."""
    sys.path.insert(0, str(FOLDER))
    try:
        spec = importlib.util.spec_from_file_location("benchmark_claims", FOLDER / "claims.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules["benchmark_claims"] = module  # where dataclasses look themselves up
        spec.loader.exec_module(module)
        yield module
    finally:
        sys.modules.pop("benchmark_claims", None)
        sys.path.remove(str(FOLDER))


@pytest.fixture(scope="module")
def labels(measured):
    return json.loads((measured.LABELLED / "labels.json").read_text("utf-8"))


def claim_at(brief: dict, at: str) -> dict:
    section, field, number = re.fullmatch(r"sections\[(\d+)\]\.(\w+)\[(\d+)\]", at).groups()
    return brief["sections"][int(section)][field][int(number)]


def test_every_label_is_at_a_claim_and_names_words_of_it(measured, labels):
    for name, rows in labels.items():
        brief = measured.brief_named(name).model_dump(mode="json")
        assert len({row["at"] for row in rows}) == len(rows)
        for row in rows:
            claim = json.dumps(claim_at(brief, row["at"]), ensure_ascii=False)
            for about, words in row["due"]:
                assert about in ("words", "speaker", "figure", "date", "meaning")
                assert words.casefold() in claim.casefold() or about == "date", (name, row)


def test_there_are_enough_of_them(measured, labels):
    right, wrong, _ = measured.compared(labels, list(labels))
    assert len(labels) >= 10 and sum(map(len, labels.values())) >= 150
    assert len(right) + len(wrong) >= 60


def test_what_a_reader_is_shown_is_right(measured, labels):
    right, wrong, missed = measured.compared(labels, list(labels))
    assert len(right) >= 0.95 * (len(right) + len(wrong)), wrong
    due = sum(len(row["due"]) for rows in labels.values() for row in rows)
    assert len(missed) <= 0.15 * due, missed


def test_intervals(measured):
    assert measured.wilson(0, 0) == (0.0, 1.0)
    low, high = measured.wilson(10, 10)
    assert 0.7 < low < 0.73 and high == pytest.approx(1)
