"""The tables made from well-kept libraries: their files are what is made again, and the rules beside
them say the same as those libraries.
"""

import zlib

import pytest

from foldline.dates import feasts
from foldline.dates.calendars import from_julian, hebrew, hijri
from foldline.dates.day import Day
from foldline.dates.tables import FEASTS
from tests.dates.make_tables import FOLDER

KEPT = ("feast_days.py", "zone_names_en.py", "zone_rules.py")


@pytest.mark.parametrize("name", KEPT)
def test_the_tables_are_small(name):
    text = (FOLDER / name).read_bytes()
    assert len(zlib.compress(text, 9)) < 14_000


def test_every_feast_has_days():
    years = range(2020, 2030)
    assert [name for name in FEASTS if not any(feasts.feast(name, year) for year in years)] == []


@pytest.mark.parametrize(
    "name, year, first, last",
    [
        ("easter", 2024, "2024-03-31", "2024-03-31"),
        ("orthodox_easter", 2024, "2024-05-05", "2024-05-05"),
        ("thanksgiving", 2023, "2023-11-23", "2023-11-23"),
        ("labor_day_weekend", 2024, "2024-08-31", "2024-09-02"),
        ("election_day", 2016, "2016-11-08", "2016-11-08"),
        ("passover", 2024, "2024-04-23", "2024-04-30"),
        ("ramadan", 2023, "2023-03-22", "2023-04-21"),
        ("nowruz", 2024, "2024-03-20", "2024-03-20"),
    ],
)
def test_feasts(name, year, first, last):
    found = feasts.feast(name, year)
    assert (str(found.earliest), str(found.latest)) == (first, last)


@pytest.mark.parametrize(
    "name, year", [("super_tuesday", 2023), ("diwali", 1990), ("easter", 1500)]
)
def test_a_feast_that_is_not_known_has_no_day(name, year):
    assert feasts.feast(name, year) is None


@pytest.mark.nightly
def test_the_files_are_what_is_made_again():
    pytest.importorskip("babel")
    pytest.importorskip("holidays")
    from tests.dates.make_tables import modules

    for name, text in modules().items():
        assert (FOLDER / name).read_text("utf-8") == text, name


@pytest.mark.nightly
def test_other_calendars_agree_with_convertdate():
    islamic = pytest.importorskip("convertdate.islamic")
    jewish = pytest.importorskip("convertdate.hebrew")
    julian = pytest.importorskip("convertdate.julian")
    for year in range(1, 1500, 7):
        for month in range(1, 13):
            assert tuple(hijri(year, month, 10).latest) == islamic.to_gregorian(year, month, 10)
    for year in range(5600, 5850):
        for month in range(1, 13):
            assert tuple(hebrew(year, month, 15).earliest) == jewish.to_gregorian(year, month, 15)
    for year in range(200, 2000, 13):
        assert tuple(from_julian(Day(year, 3, 17))) == julian.to_gregorian(year, 3, 17)


@pytest.mark.nightly
def test_rules_agree_with_holidays():
    holidays = pytest.importorskip("holidays")
    easter_of = pytest.importorskip("dateutil.easter")
    days = holidays.US(years=range(1990, 2077))
    for name, called in (
        ("thanksgiving", "Thanksgiving Day"),
        ("labor_day", "Labor Day"),
        ("memorial_day", "Memorial Day"),
        ("martin_luther_king_day", "Martin Luther King Jr. Day"),
        ("presidents_day", "Washington's Birthday"),
        ("columbus_day", "Columbus Day"),
    ):
        for year in range(1990, 2077):
            (theirs,) = [day for day, of in days.items() if day.year == year and called in of]
            assert str(feasts.feast(name, year).earliest) == str(theirs)
    for year in range(1583, 2300):
        assert str(feasts.easter(year)) == str(easter_of.easter(year))
