"""What a brief may change of the rules of thumb, each against what is usual."""

import pytest

from foldline.dates.day import Day
from foldline.dates.rules import DateRules
from foldline.dates.when import read_when

TODAY = Day(2026, 2, 6)  # a Friday


@pytest.mark.parametrize(
    "phrase, usual, change, changed",
    [
        (
            "spring 2021",
            "2021-03-01 2021-05-31",
            {"hemisphere": "southern"},
            "2021-09-01 2021-11-30",
        ),
        (
            "summer 2021",
            "2021-06-01 2021-08-31",
            {"hemisphere": "southern"},
            "2021-12-01 2022-02-28",
        ),
        (
            "winter 2021",
            "2021-12-01 2022-02-28",
            {"hemisphere": "southern"},
            "2021-06-01 2021-08-31",
        ),
        (
            "last summer",
            "2025-06-01 2025-08-31",
            {"hemisphere": "southern"},
            "2024-12-01 2025-02-28",
        ),
        ("summer 2021-22", " ", {"hemisphere": "southern"}, "2021-12-01 2022-02-28"),
        (
            "early May 2021",
            "2021-05-01 2021-05-10",
            {"month_thirds": (7, 21)},
            "2021-05-01 2021-05-07",
        ),
        (
            "mid-May 2021",
            "2021-05-11 2021-05-20",
            {"month_thirds": (7, 21)},
            "2021-05-08 2021-05-21",
        ),
        (
            "late May 2021",
            "2021-05-21 2021-05-31",
            {"month_thirds": (7, 21)},
            "2021-05-22 2021-05-31",
        ),
        ("early 2021", "2021-01-01 2021-04-30", {"year_thirds": (3, 9)}, "2021-01-01 2021-03-31"),
        ("mid-2021", "2021-05-01 2021-08-31", {"year_thirds": (3, 9)}, "2021-04-01 2021-09-30"),
        ("late 2021", "2021-09-01 2021-12-31", {"year_thirds": (3, 9)}, "2021-10-01 2021-12-31"),
        (
            "early 1990s",
            "1990-01-01 1993-12-31",
            {"decade_thirds": (2, 6)},
            "1990-01-01 1992-12-31",
        ),
        ("mid-1990s", "1994-01-01 1996-12-31", {"decade_thirds": (2, 6)}, "1993-01-01 1996-12-31"),
        (
            "winter 2021",
            "2021-12-01 2022-02-28",
            {"season_over_new_year": "ends"},
            "2020-12-01 2021-02-28",
        ),
        (
            "spring 2021",
            "2021-03-01 2021-05-31",
            {"season_over_new_year": "ends"},
            "2021-03-01 2021-05-31",
        ),
        (
            "winter 2021-22",
            "2021-12-01 2022-02-28",
            {"season_over_new_year": "ends"},
            "2021-12-01 2022-02-28",
        ),
        (
            "this winter",
            "2025-12-01 2026-02-28",
            {"season_over_new_year": "ends"},
            "2025-12-01 2026-02-28",
        ),
        (
            "this summer",
            "2026-06-01 2026-08-31",
            {"hemisphere": "southern"},
            "2025-12-01 2026-02-28",
        ),
        (
            "summer '20",
            "2020-06-01 2020-08-31",
            {"hemisphere": "southern"},
            "2020-12-01 2021-02-28",
        ),
        (
            "winter–spring 2021",
            "2020-12-01 2021-05-31",
            {"hemisphere": "southern"},
            "2021-06-01 2021-11-30",
        ),
        ("8 March", "2026-03-08 2026-03-08", {"without_year": "past"}, "2025-03-08 2025-03-08"),
        ("February", "2026-02-01 2026-02-28", {"without_year": "past"}, "2026-02-01 2026-02-28"),
        ("29 February", "2024-02-29 2024-02-29", {"without_year": "past"}, "2024-02-29 2024-02-29"),
        ("this week", "2026-02-02 2026-02-08", {"week_begins": "sunday"}, "2026-02-01 2026-02-07"),
        (
            "week of 8 February 2026",
            "2026-02-02 2026-02-08",
            {"week_begins": "sunday"},
            "2026-02-08 2026-02-14",
        ),
        (
            "Sunday last week",
            "2026-02-01 2026-02-01",
            {"week_begins": "sunday"},
            "2026-01-25 2026-01-25",
        ),
    ],
)
def test_rules_of_thumb(phrase, usual, change, changed):
    for rules, expected in ((DateRules(TODAY), usual), (DateRules(TODAY, **change), changed)):
        found = read_when(phrase, None, rules)
        assert f"{found.earliest or ''} {found.latest or ''}" == expected


@pytest.mark.parametrize(
    "edtf, change, changed",
    [
        ("2021-24", {"season_over_new_year": "ends"}, "2020-12-01 2021-02-28"),
        ("2021-28", {"season_over_new_year": "ends"}, "2020-12-01 2021-02-28"),
        ("2021-30", {"season_over_new_year": "ends"}, "2020-12-01 2021-02-28"),
        ("2021-32", {"season_over_new_year": "ends"}, "2021-06-01 2021-08-31"),
    ],
)
def test_the_same_winter_in_edtf(edtf, change, changed):
    found = read_when("x", edtf, DateRules(TODAY, **change))
    assert f"{found.earliest} {found.latest}" == changed


@pytest.mark.parametrize(
    "published, phrase, first",
    [
        (Day(2026, 1, 3), "28 December", "2025-12-28"),
        (Day(2025, 12, 28), "3 January", "2026-01-03"),
        (Day(2026, 7, 2), "1 January", "2026-01-01"),
        (Day(2026, 7, 3), "1 January", "2026-01-01"),
        (Day(2022, 2, 27), "29 February", "2020-02-29"),
        (Day(2022, 3, 1), "29 February", "2020-02-29"),
        (Day(2098, 3, 1), "29 February", "2096-02-29"),
        (Day(2026, 1, 1), "yesterday", "2025-12-31"),
        (Day(2026, 2, 8), "last weekend", "2026-01-31"),
        (Day(2026, 2, 8), "the weekend", "2026-02-07"),
        (Day(2026, 2, 2), "last Monday", "2026-01-26"),
        (Day(2026, 2, 2), "Monday", "2026-02-02"),
        (Day(2026, 1, 15), "last quarter", "2025-10-01"),
        (Day(2026, 1, 15), "two months ago", "2025-11-01"),
        (Day(2026, 1, 1), "this week", "2025-12-29"),
        (Day(2001, 5, 1), "last century", "1901-01-01"),
        (Day(2025, 12, 5), "this winter", "2025-12-01"),
        (Day(2026, 3, 1), "this winter", "2026-12-01"),
        (Day(2026, 6, 1), "since May", "2026-05-01"),
        (Day(2000, 5, 1), "this century", "1901-01-01"),
        (Day(2026, 8, 1), "last July", "2026-07-01"),
        (Day(2026, 7, 31), "last July", "2025-07-01"),
    ],
)
def test_around_the_turns(published, phrase, first):
    assert str(read_when(phrase, None, DateRules(published)).earliest) == first


@pytest.mark.parametrize(
    "day, zone",
    [
        ("7 March 2026", "-05:00"),
        ("8 March 2026", "-04:00"),
        ("31 October 2026", "-04:00"),
        ("1 November 2026", "-05:00"),
        ("9 March 2024", "-05:00"),
        ("10 March 2024", "-04:00"),
        ("2 November 2024", "-04:00"),
        ("3 November 2024", "-05:00"),
        ("9 March 2006", "-05:00"),
        ("9 April 2006", "-04:00"),
        ("9 March 1900", "-05:00"),
    ],
)
def test_eastern_time_is_that_of_the_day(day, zone):
    """The clocks change at 2 a.m.: on the day itself the zone of the rest of the day is taken."""
    assert read_when(f"{day}, 9 p.m. ET").first.isoformat() == f"21:00{zone}"
