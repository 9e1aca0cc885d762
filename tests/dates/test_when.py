from datetime import date

import pytest

from foldline.dates.when import Moment, check_moment, read_when
from foldline.errors import WhenError


def bounds(found) -> str:
    return f"{found.earliest or ''} {found.latest or ''}".strip()


@pytest.mark.parametrize(
    "words, expected",
    [
        ("2021", "2021-01-01 2021-12-31"),
        ("2026-02", "2026-02-01 2026-02-28"),
        ("2024-02", "2024-02-01 2024-02-29"),
        ("2026-02-05", "2026-02-05 2026-02-05"),
        ("Thursday, February 5, 2026", "2026-02-05 2026-02-05"),
        ("Thursday February 5 2026", "2026-02-05 2026-02-05"),
        ("February 5, 2026", "2026-02-05 2026-02-05"),
        ("Feb. 5 2026", "2026-02-05 2026-02-05"),
        ("Sept. 3, 2020", "2020-09-03 2020-09-03"),
        ("5 Feb 2026", "2026-02-05 2026-02-05"),
        ("5th of February 2026", "2026-02-05 2026-02-05"),
        ("the 5th of February, 2026", "2026-02-05 2026-02-05"),
        ("Thurs. 5 February 2026", "2026-02-05 2026-02-05"),
        ("  5   February\n2026 ", "2026-02-05 2026-02-05"),
        ("29 February 2024", "2024-02-29 2024-02-29"),
        ("February 2026", "2026-02-01 2026-02-28"),
        ("Early February 2026", "2026-02-01 2026-02-10"),
        ("mid-January 2026", "2026-01-11 2026-01-20"),
        ("LATE February 2024", "2024-02-21 2024-02-29"),
        ("late in March 2021", "2021-03-21 2021-03-31"),
        ("Early 2021", "2021-01-01 2021-04-30"),
        ("Mid 2021", "2021-05-01 2021-08-31"),
        ("Late 2021", "2021-09-01 2021-12-31"),
        ("the 1990s", "1990-01-01 1999-12-31"),
        ("The 1990s", "1990-01-01 1999-12-31"),
        ("1990's", "1990-01-01 1999-12-31"),
        ("early 1990s", "1990-01-01 1993-12-31"),
        ("mid-1990s", "1994-01-01 1996-12-31"),
        ("Late 1990s", "1997-01-01 1999-12-31"),
        ("Q3 2021", "2021-07-01 2021-09-30"),
        ("4Q 2021", "2021-10-01 2021-12-31"),
        ("0476", "0476-01-01 0476-12-31"),
    ],
)
def test_words_to_bounds(words, expected):
    found = read_when(words)
    assert bounds(found) == expected
    assert found.display == words
    assert not found.approximate and not found.uncertain


@pytest.mark.parametrize(
    "words, expected",
    [
        ("around 2014", "2014-01-01 2014-12-31"),
        ("About early 2020", "2020-01-01 2020-04-30"),
        ("c. 1984", "1984-01-01 1984-12-31"),
        ("circa the 1990s", "1990-01-01 1999-12-31"),
        ("roughly May 2021", "2021-05-01 2021-05-31"),
    ],
)
def test_words_that_say_about(words, expected):
    found = read_when(words)
    assert (bounds(found), found.approximate) == (expected, True)


@pytest.mark.parametrize(
    "words",
    [
        "yesterday",
        "the day after",
        "one foggy morning",
        "5 Febuary 2026",
        "Someday 5 February 2026",
        "21",
        "12345",
        "February",
        "2026-2-5",
        "Q5 2021",
    ],
)
def test_words_that_cannot_be_read_stay_words(words):
    found = read_when(words)
    assert (found.display, found.read, found.machine_readable) == (words, False, "")


@pytest.mark.parametrize("words", ["1914-18", "1939-45", "2021-22", "1940-41", "1999-00"])
def test_a_span_of_years_is_no_month_and_no_season(words):
    found = read_when(words)  # may stay words; may not become a month, a season, or an error
    assert not found.read or found.latest.year > found.earliest.year


@pytest.mark.parametrize(
    "words, sentence",
    [
        ("31 February 2021", "there is no 31 February 2021; that month has 28 days"),
        ("February 30, 2024", "there is no 30 February 2024; that month has 29 days"),
        ("29 February 2023", "there is no 29 February 2023; that month has 28 days"),
        ("31 April 2025", "there is no 31 April 2025; that month has 30 days"),
        ("0 May 2020", "there is no 0 May 2020; that month has 31 days"),
        ("2025-06-31", "there is no 31 June 2025; that month has 30 days"),
        ("2025-13-01", "there is no month 13"),
        ("Friday, February 5, 2026", "5 February 2026 was a Thursday, not a Friday"),
        ("Sun 5 Feb 2026", "5 February 2026 was a Thursday, not a Sunday"),
        ("0000", "the year 0 is outside 1 to 9999"),
    ],
)
def test_dates_that_cannot_be_true(words, sentence):
    with pytest.raises(WhenError) as caught:
        read_when(words)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "edtf, expected",
    [
        ("2021", "2021-01-01 2021-12-31"),
        ("2021-12", "2021-12-01 2021-12-31"),
        ("2021-12-03", "2021-12-03 2021-12-03"),
        ("2021-12-03T10:00:00Z", "2021-12-03 2021-12-03"),
        ("2021-XX", "2021-01-01 2021-12-31"),
        ("2021-XX-XX", "2021-01-01 2021-12-31"),
        ("2021-02-XX", "2021-02-01 2021-02-28"),
        ("202X", "2020-01-01 2029-12-31"),
        ("20XX", "2000-01-01 2099-12-31"),
        ("1XXX", "1000-01-01 1999-12-31"),
        ("0XXX", "0000-01-01 0999-12-31"),
        ("2021-21", "2021-03-01 2021-05-31"),
        ("2021-22", "2021-06-01 2021-08-31"),
        ("2021-23", "2021-09-01 2021-11-30"),
        ("2021-24", "2021-12-01 2022-02-28"),
        ("2023-24", "2023-12-01 2024-02-29"),
        ("2021-33", "2021-01-01 2021-03-31"),
        ("2021-36", "2021-10-01 2021-12-31"),
        ("2021-39", "2021-09-01 2021-12-31"),
        ("2021-41", "2021-07-01 2021-12-31"),
        ("2021-09/2021-12", "2021-09-01 2021-12-31"),
        ("2020/2021-06", "2020-01-01 2021-06-30"),
        ("2021/..", "2021-01-01"),
        ("2021/", "2021-01-01"),
        ("../2021", "2021-12-31"),
    ],
)
def test_edtf_decides_and_the_words_stay(edtf, expected):
    found = read_when("as the author says", edtf)
    assert (found.display, found.edtf, bounds(found)) == ("as the author says", edtf, expected)


def test_open_ends_are_none():
    assert (read_when("x", "2021/..").latest, read_when("x", "../2021").earliest) == (None, None)
    assert read_when("x", "2021/..").read and read_when("x", "../2021").read


@pytest.mark.parametrize(
    "edtf, approximate, uncertain",
    [
        ("2021", False, False),
        ("2021~", True, False),
        ("2021?", False, True),
        ("2021%", True, True),
        ("2021-12~", True, False),
        ("2020/2021?", False, True),
        ("2020~/2021?", True, True),
    ],
)
def test_edtf_marks(edtf, approximate, uncertain):
    found = read_when("x", edtf)
    assert (found.approximate, found.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    "edtf",
    [
        "Late 2021",
        "",
        "..",
        "/",
        "-0000",
        "Y1234",
        "2021-2X-05X",
        "2021/2022/2023",
        "21",
        "2021-1",
        "2021-21-05",
    ],
)
def test_edtf_it_does_not_read(edtf):
    with pytest.raises(WhenError) as caught:
        read_when("x", edtf)
    assert str(caught.value) == (
        f'"{edtf}" is not an EDTF date this reads; allowed are forms like 2021, 2021-12, '
        f"2021-12-03, 2021~, "
        "2021-21 (spring), 2021-33 (first quarter), 202X, 2021-09/2021-12, 2021/.."
    )


@pytest.mark.parametrize(
    "edtf, sentence",
    [
        ("2021/2020", "it ends (2020-12-31) before it starts (2021-01-01)"),
        ("2021-02-31", "there is no 31 February 2021; that month has 28 days"),
        ("2021-13", "there is no month 13"),
        ("2021-00", "there is no month 0"),
        ("2020/2021-42", "there is no month 42"),
    ],
)
def test_edtf_that_cannot_be_true(edtf, sentence):
    with pytest.raises(WhenError) as caught:
        read_when("x", edtf)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "edtf, expected",
    [
        ("2026-02-05", "2026-02-05"),
        ("2026-02", "2026-02"),
        ("2026-02-03/2026-02-05", "2026-02"),
        ("2026", "2026"),
        ("2026-01/2026-03", "2026"),
        ("2025-12/2026-01", "P62D"),
        ("199X", "P3652D"),
        ("2021/..", ""),
        ("../2021", ""),
        ("0476", "0476"),
        ("0476-03", "0476-03"),
        ("0476-09-04", "0476-09-04"),
    ],
)
def test_machine_readable_is_the_finest_that_is_true(edtf, expected):
    assert read_when("x", edtf).machine_readable == expected


@pytest.mark.parametrize(
    "text, words",
    [
        ("2026-02-05", "5 February 2026"),
        ("2024-02-29", "29 February 2024"),
        ("2026-02-05T21:30:00+04:00", "5 February 2026, 21:30 UTC+4"),
        ("2026-02-05T21:30Z", "5 February 2026, 21:30 UTC"),
        ("2026-02-05 21:30:15+00:00", "5 February 2026, 21:30 UTC"),
        ("2026-02-05T21:30:00-03:30", "5 February 2026, 21:30 UTC−3:30"),
        ("2026-02-05T21:30:00+05:45", "5 February 2026, 21:30 UTC+5:45"),
        ("2026-02-05T09:05:00.250-10:00", "5 February 2026, 09:05 UTC−10"),
    ],
)
def test_moments_in_words(text, words):
    assert Moment.read(text).words == words
    assert check_moment(text) == text


def test_a_moment_keeps_the_day_it_names():
    assert Moment.read("2026-02-05T23:30:00-08:00").day == date(2026, 2, 5)


FORM = "a date is written 2026-02-05, a moment 2026-02-05T21:30:00+04:00 (with its offset or Z)"


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("", FORM),
        ("5 February 2026", FORM),
        ("2026", FORM),
        ("2026-02", FORM),
        ("2026-2-5", FORM),
        ("2026-02-05\n", FORM),
        ("2026-02-05T21:30:00", FORM),
        ("20260205", FORM),
        ("٢٠٢٦-٠٢-٠٥", FORM),
        ("2026-02-31", "there is no 31 February 2026; that month has 28 days"),
        ("2026-02-31T10:00:00Z", "there is no 31 February 2026; that month has 28 days"),
        ("2026-14-01", "there is no month 14"),
        ("0000-01-01", "the year 0 is outside 1 to 9999"),
    ],
)
def test_moments_that_cannot_be_read(text, sentence):
    with pytest.raises(WhenError) as caught:
        Moment.read(text)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-05T24:00:00Z",
        "2026-02-05T10:60:00Z",
        "2026-02-05T10:00:61Z",
        "2026-02-05T10:00:00+25:00",
        "2026-02-05T10:00:00+04:60",
    ],
)
def test_there_is_no_such_moment(text):
    with pytest.raises(WhenError, match="^there is no such moment"):
        Moment.read(text)
