"""Words to days, by the table, and what is not read or can't be true."""

import time

import pytest

from foldline.dates.rules import DateRules
from foldline.dates.when import Day, read_when
from foldline.dates.words import LONGEST_PHRASE
from foldline.errors import WhenError
from tests.dates.phrases import NOT_READ, PUBLISHED_ON_FRIDAY_2026_02_06, WITHOUT_PUBLICATION

FRIDAY = DateRules(published=Day(2026, 2, 6))


def rows(table: str) -> list[tuple[str, str, str, str]]:
    """phrase, first, last, marks."""
    found = []
    for line in table.strip().splitlines():
        phrase, first, *more = (part.strip() for part in line.split("|"))
        found.append((phrase, first, more[0] if more else first, more[1] if len(more) > 1 else ""))
    return found


ROWS = [
    (*row, rules)
    for table, rules in (
        (WITHOUT_PUBLICATION, DateRules()),
        (PUBLISHED_ON_FRIDAY_2026_02_06, FRIDAY),
    )
    for row in rows(table)
]


def end(day, clock) -> str:
    return f"{day or ''} {clock.isoformat() if clock else ''}".strip()


@pytest.mark.parametrize("phrase, first, last, marks, rules", ROWS, ids=[row[0] for row in ROWS])
def test_phrases(phrase, first, last, marks, rules):
    found = read_when(phrase, None, rules)
    assert (end(found.earliest, found.first), end(found.latest, found.last)) == (first, last)
    assert (
        "".join(
            sign
            for sign, on in (
                ("~", found.approximate),
                ("?", found.uncertain),
                (">", found.expected),
            )
            if on
        )
        == marks
    )
    assert found.display == phrase


def test_the_table_is_long_enough():
    assert len({row[0] for row in ROWS}) == len(ROWS) >= 200


@pytest.mark.parametrize("row", rows(WITHOUT_PUBLICATION), ids=lambda row: row[0])
def test_absolute_phrases_mean_the_same_in_every_brief(row):
    assert read_when(row[0], None, FRIDAY) == read_when(row[0])


@pytest.mark.parametrize("row", rows(PUBLISHED_ON_FRIDAY_2026_02_06), ids=lambda row: row[0])
def test_relative_phrases_stay_words_without_a_publication(row):
    assert not read_when(row[0]).read or "last quarter of" in row[0]


@pytest.mark.parametrize("phrase", NOT_READ.strip().splitlines())
def test_what_is_not_read_stays_words(phrase):
    found = read_when(phrase, None, FRIDAY)
    assert (found.display, found.read, found.edtf, found.machine_readable) == (
        phrase,
        False,
        None,
        "",
    )


UNTRUE = [
    ("31 February", "there is no 31 February; that month has 29 days"),
    ("0 May", "there is no 0 May; that month has 31 days"),
    ("Sunday 1 – Tuesday 4 March 2026", "4 March 2026 was a Wednesday, not a Tuesday"),
    ("16–14 March 2025", "it ends (2025-03-14) before it starts (2025-03-16)"),
    ("2021 to 2020", "it ends (2020-12-31) before it starts (2021-01-01)"),
    ("5 May 2025, 11:00–9:00", "it ends (09:00) before it starts (11:00)"),
    ("5 p.m. to 3 p.m. on 5 May 2025", "it ends (15:00) before it starts (17:00)"),
    ("0 AD", "the year 0 is outside 1 to 9999"),
    ("0 BC", "the year 0 is outside 1 to 9999"),
    ("December 30 – December 2, 2025", "it ends (2025-12-02) before it starts (2025-12-30)"),
    ("2025-W53", "there is no week 53 in 2025"),
    ("week 54 of 2024", "there is no week 54 in 2024"),
    ("2026-W06-8", "there is no day 8 of a week"),
    ("25/13/2021", "there is no month 13"),
    ("31/4/2021", "there is no 31 April 2021; that month has 30 days"),
    ("29 February 1900", "there is no 29 February 1900; that month has 28 days"),
    ("29 February 44 BC", "there is no 29 February -0043; that month has 28 days"),
    ("since 30 February 2021", "there is no 30 February 2021; that month has 28 days"),
]


@pytest.mark.parametrize("phrase, sentence", UNTRUE)
def test_what_cannot_be_true(phrase, sentence):
    with pytest.raises(WhenError) as caught:
        read_when(phrase, None, FRIDAY)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "phrase",
    [
        "1 " * 99,
        "mid-" * 49,
        "a" * 200,
        "9" * 200,
        "(" * 200,
        "may " * 49,
        "9:9:" * 49,
        "5 to " * 39,
        "1-" * 99,
        "9pm " * 49,
        "'" * 200,
        "new year's " * 18,
        "9 - " * 49,
        "½" * 200,
        "ａ" * 200,
        "²" * 50,
    ],
)
def test_hostile_words_take_no_time(phrase):
    before = time.perf_counter()
    for _ in range(20):
        read_when(phrase, None, FRIDAY)
    assert time.perf_counter() - before < 1  # 50 ms each would be a hundred times too slow


def test_a_text_is_no_date():
    assert not read_when("in 2021" + " " * 10_000_000, None, FRIDAY).read
    assert read_when("in 2021".ljust(LONGEST_PHRASE), None, FRIDAY).read


@pytest.mark.parametrize(
    "language, phrase, read",
    [
        ("en-GB", "May 2021", True),
        ("EN", "May 2021", True),
        ("fy", "May 2021", False),
        ("fy", "2021", True),
        ("fy", "2026-02-05", True),
        ("fy", "1914–1918", True),
    ],
)
def test_words_are_read_in_the_language_of_the_brief(language, phrase, read):
    assert read_when(phrase, None, DateRules(language=language)).read == read
