"""The EDTF expression that is made of an author's words: the same days, as coarse as can be."""

import pytest

from foldline.dates.rules import DateRules
from foldline.dates.when import Day, read_when
from tests.dates.test_phrases import ROWS


@pytest.mark.parametrize(
    "phrase, expression",
    [
        ("5 February 2026", "2026-02-05"),
        ("February 2022", "2022-02"),
        ("2021", "2021"),
        ("the 1990s", "199X"),
        ("the 1800s", "18XX"),
        ("the 19th century", "1801/1900"),
        ("Late 2021", "2021-09/2021-12"),
        ("early February 2026", "2026-02-01/2026-02-10"),
        ("early 1990s", "1990/1993"),
        ("winter 2021", "2021-12/2022-02"),
        ("5 May to June 2021", "2021-05-05/2021-06-30"),
        ("January 2021", "2021-01"),
        ("December 2021", "2021-12"),
        ("March 2021 to 2022", "2021-03/2022-12"),
        ("H1 2024", "2024-01/2024-06"),
        ("around 2014", "2014~"),
        ("possibly 2019", "2019?"),
        ("perhaps about late 2019", "2019-09%/2019-12%"),
        ("since 2021", "2021/.."),
        ("since May 2021", "2021-05/.."),
        ("after 5 May 2021", "2021-05-06/.."),
        ("before 2014", "../2013"),
        ("by May 2021", "../2021-05"),
        ("until 5 May 2021", "../2021-05-05"),
        ("44 BC", "-0043"),
        ("the 5th century BC", "-0499/-0400"),
        ("5 May 2025, 9 a.m.", "2025-05-05T09:00:00"),
        ("5 May 2025, 21:30 GMT+4", "2025-05-05T21:30:00+04:00"),
        ("5 May 2025, 9–11 a.m.", "2025-05-05T09:00:00/2025-05-05T11:00:00"),
        ("after 9 p.m. on 5 May 2025", "2025-05-05T21:00:00/.."),
        ("by 9 p.m. UTC, 5 May 2025", "../2025-05-05T21:00:00Z"),
        ("one day", None),
    ],
)
def test_expressions(phrase, expression):
    assert read_when(phrase).edtf == expression


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_expression_means_what_the_words_mean(row):
    found = read_when(row[0], None, row[-1])
    again = read_when(row[0], found.edtf, DateRules(published=Day(2026, 2, 6)))
    assert (again.earliest, again.latest, again.first, again.last) == (
        found.earliest,
        found.latest,
        found.first,
        found.last,
    )
    if not (found.first or found.last):
        assert (again.approximate, again.uncertain) == (found.approximate, found.uncertain)


def test_an_author_expression_stays_as_it_is():
    assert read_when("x", "1984-24").edtf == "1984-24"
