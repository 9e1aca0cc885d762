"""A short run of `python tests/fuzz.py`, and again all that it ever found.
docs/contributing/fuzzing.md has the figures of a long one.
"""

import re

import pytest

from foldline.dates.when import read_when
from foldline.formats import READABLE as FORMATS
from tests.hostile.kept import KEPT
from tests.hostile.mutating import attempt, case, shortened
from tests.hostile.targets import TARGETS, Target
from tests.made import ROOT
from tests.night import by_day

CASES = {"loading": 800, "dates": 4000, "prose": 800, "links": 6000}
"""How many cases of a target are tried at night, where it isn't `USUAL`; by day, a third."""
USUAL = 120
SEED = 2_000
IN_ANOTHER_TABLE = ("growing briefs",)
"""Targets with a run and a table of their own: their cases are large, and made in another way."""


@pytest.mark.parametrize("name, text", KEPT)
def test_what_was_found_once(name, text):
    if error := attempt(name, text):
        raise error


@pytest.mark.parametrize("name", TARGETS)
def test_a_short_run(name):
    most = CASES.get(name, USUAL)
    for number in range(by_day(most // 3, at_night=most)):
        text = case(name, SEED, number)
        if error := attempt(name, text):
            pytest.fail(
                f"case {number} of seed {SEED}: {error!r}\nput it into tests/hostile/kept.py: "
                f"{shortened(name, text, error, 300)!r}"
            )


def test_every_importer_is_a_target():
    assert {f"importing {name}" for name in FORMATS} <= set(TARGETS)


def test_a_case_is_always_the_same_and_seldom_the_next():
    made = [case("loading", 1, number) for number in range(100)]
    assert made == [case("loading", 1, number) for number in range(100)] and len(set(made)) > 90


def test_a_good_part_of_the_cases_gets_past_the_parser():
    cases = [case("dates", 1, number) for number in range(300)]
    assert sum(_read(text) for text in cases) > 20


def _read(text: str) -> bool:
    try:
        return read_when(text).read
    except ValueError:
        return False


def test_a_fault_is_found_and_shortened(monkeypatch):
    def check(text: str) -> None:
        assert "Q3" not in text

    monkeypatch.setitem(TARGETS, "odd", Target(check, ("In Q3 of 2025 it rained",)))
    assert (
        shortened("odd", TARGETS["odd"].seeds[0], attempt("odd", TARGETS["odd"].seeds[0])) == "Q3"
    )


def test_what_takes_too_long_is_a_fault(monkeypatch):
    def check(text: str) -> None:
        while True:
            pass

    monkeypatch.setitem(TARGETS, "odd", Target(check, ("a",), allowed=0.05))
    assert "processor time" in str(attempt("odd", "a"))


def test_the_table_of_the_long_run_names_every_target_and_adds_up():
    text = (ROOT / "docs" / "contributing" / "fuzzing.md").read_text("utf-8")
    rows = [
        (name, int(cases.replace(",", "")), int(left))
        for name, cases, left in re.findall(
            r"^\| ([\w., -]+) \| ([\d,]+) \| [\d,]* ?\| (\d+) \|$", text, re.M
        )
    ]
    (*each, (name, cases, left)) = rows
    assert [row[0] for row in each] == [
        name for name in TARGETS if name not in IN_ANOTHER_TABLE
    ] and name == "in all"
    assert cases == sum(row[1] for row in each) >= 1_000_000 and left == sum(row[2] for row in each)
    said = re.search(r"([\d,]+) changed texts", (ROOT / "SECURITY.md").read_text("utf-8"))
    assert said and said[1] == f"{cases:,}"
