"""EDTF against the examples of its specification, and beside python-edtf as a second opinion."""

import contextlib
import io

import pytest
from edtf import parse_edtf as parse_other

from foldline.dates.edtf import LONGEST_EXPRESSION, parse_edtf
from foldline.dates.rules import DateRules
from foldline.dates.when import read_when
from foldline.errors import WhenError
from tests.dates.beyond_spec import (
    BEYOND,
    IMPOSSIBLE,
    NOT_EDTF,
    PYTHON_EDTF_ACCEPTS,
    PYTHON_EDTF_IS_WRONG,
)
from tests.dates.spec import EXAMPLES, GROUPINGS

READ = [row for row in BEYOND if row[1] is not None]


def bounds(span) -> tuple[str, str]:
    return str(span.earliest or ""), str(span.latest or "")


@pytest.mark.parametrize(
    "expression, first, last, marks, answer",
    EXAMPLES + READ,
    ids=[row[0] for row in EXAMPLES + READ],
)
def test_bounds(expression, first, last, marks, answer):
    span = parse_edtf(expression, DateRules())
    assert bounds(span) == (first, last), answer
    assert ("~" if span.approximate else "") + ("?" if span.uncertain else "") == marks, answer


def test_every_example_of_the_specification_is_here():
    assert (len(EXAMPLES), len({row[0] for row in EXAMPLES})) == (63, 63)


@pytest.mark.parametrize("code, first, last", GROUPINGS)
def test_groupings(code, first, last):
    assert bounds(parse_edtf(f"2001-{code}", DateRules())) == (f"2001-{first}", f"2001-{last}")


@pytest.mark.parametrize("code, southern", [(21, 29), (22, 30), (23, 31), (24, 32)])
def test_seasons_without_a_place_are_those_of_the_brief(code, southern):
    rules = DateRules(hemisphere="southern")
    assert parse_edtf(f"2001-{code}", rules) == parse_edtf(f"2001-{southern}", DateRules())
    assert parse_edtf(f"2001-{code}", DateRules()) == parse_edtf(f"2001-{code + 4}", rules)


@pytest.mark.parametrize(
    "text",
    [*NOT_EDTF, *(row[0] for row in BEYOND if row[1] is None), "2" * (LONGEST_EXPRESSION + 1)],
    ids=lambda t: t[:30],
)
def test_what_is_no_expression(text):
    assert parse_edtf(text, DateRules()) is None
    with pytest.raises(WhenError, match="is not an EDTF date this reads; allowed are forms like"):
        read_when("x", text)


@pytest.mark.parametrize("expression, sentence", IMPOSSIBLE)
def test_what_cannot_be_true(expression, sentence):
    with pytest.raises(WhenError) as caught:
        parse_edtf(expression, DateRules())
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "expression, first, last",
    [
        ("1985-04-12T23:20:30", "23:20", None),
        ("1985-04-12T23:20:30Z", "23:20Z", None),
        ("1985-04-12T23:20:30-04", "23:20-04:00", None),
        ("1985-04-12T23:20:30+04:30", "23:20+04:30", None),
        ("2021-04-12T10:00Z/2021-04-12T11:30Z", "10:00Z", "11:30Z"),
        ("2021-04-12T10:00/..", "10:00", ""),
        ("2021-04-12/2021-04-13T08:05:09.250+01:00", "", "08:05+01:00"),
    ],
)
def test_times(expression, first, last):
    span = parse_edtf(expression, DateRules())
    assert (span.first.isoformat() if span.first else "") == first
    assert (span.last.isoformat() if span.last else "") == (first if last is None else last)


# --- python-edtf beside it


def other(expression: str) -> str:
    """What python-edtf says: both strict bounds, an open end as nothing, or the name of what it
    raises.
    """
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints when it fails
            found = parse_other(expression)
        ends = [found.lower_strict(), found.upper_strict()]
    except Exception as error:  # noqa: BLE001 (whatever it raises is its answer)
        return type(error).__name__
    return " ".join(
        "" if isinstance(end, float) else "{}-{:02}-{:02}".format(*end[:3]) for end in ends
    ).strip()


def ours(expression: str) -> str:
    """In the other's way of writing years."""
    span = parse_edtf(expression, DateRules())
    return " ".join(
        "" if day is None else f"{day.year}-{day.month:02}-{day.day:02}"
        for day in (span.earliest, span.latest)
    ).strip()


@pytest.mark.parametrize("expression", [row[0] for row in EXAMPLES + READ])
def test_python_edtf_agrees_or_it_is_said_who_is_right(expression):
    if expression in PYTHON_EDTF_IS_WRONG:
        answer, why = PYTHON_EDTF_IS_WRONG[expression]
        assert why and other(expression) == answer != ours(expression)
    else:
        assert other(expression) == ours(expression)


@pytest.mark.parametrize("code", [code for code, _, _ in GROUPINGS if code != 24])
def test_python_edtf_has_the_same_months_for_groupings(code):
    assert other(f"2001-{code}") == ours(f"2001-{code}")


@pytest.mark.parametrize("expression, answer", PYTHON_EDTF_ACCEPTS.items())
def test_python_edtf_accepts_what_cannot_be_true(expression, answer):
    assert other(expression) == answer and expression in dict(IMPOSSIBLE)
