"""Plural rules as Unicode CLDR states them. The rules and samples are those of CLDR 46."""

import pytest

from foldline.locales.plurals import PluralRule, operands_of

RULES: dict[str, dict[str, str]] = {
    "en": {"one": "i = 1 and v = 0"},
    "ja": {},
    "fr": {"one": "i = 0,1", "many": "e = 0 and i != 0 and i % 1000000 = 0 and v = 0"},
    "pl": {
        "one": "i = 1 and v = 0",
        "few": "v = 0 and i % 10 = 2..4 and i % 100 != 12..14",
        "many": "v = 0 and i != 1 and i % 10 = 0..1 or v = 0 and i % 10 = 5..9 or "
        "v = 0 and i % 100 = 12..14",
    },
    "ar": {
        "zero": "n = 0",
        "one": "n = 1",
        "two": "n = 2",
        "few": "n % 100 = 3..10",
        "many": "n % 100 = 11..99",
    },
    "lt": {
        "one": "n % 10 = 1 and n % 100 != 11..19",
        "few": "n % 10 = 2..9 and n % 100 != 11..19",
        "many": "f != 0",
    },
}


@pytest.mark.parametrize(
    "language, category, numbers",
    [
        ("en", "one", [1]),
        ("en", "other", [0, 2, 11, 101, 1.5, 1000]),
        ("ja", "other", [0, 1, 2, 5]),
        ("fr", "one", [0, 1, 1.5]),
        ("fr", "other", [2, 17, 100]),
        ("fr", "many", [1_000_000]),
        ("pl", "one", [1]),
        ("pl", "few", [2, 3, 4, 22, 104]),
        ("pl", "many", [0, 5, 12, 14, 19, 111, 112]),
        ("pl", "other", [0.5, 1.5]),
        ("ar", "zero", [0]),
        ("ar", "one", [1]),
        ("ar", "two", [2]),
        ("ar", "few", [3, 10, 103, 1003]),
        ("ar", "many", [11, 99, 111]),
        ("ar", "other", [100, 102, 200]),
        ("lt", "one", [1, 21, 101]),
        ("lt", "few", [2, 9, 22]),
        ("lt", "many", [0.1, 1.5]),
        ("lt", "other", [0, 10, 11, 19, 20]),
    ],
)
def test_a_number_has_the_category_of_its_language(language, category, numbers):
    rule = PluralRule(RULES[language])
    assert {number: rule.category(number) for number in numbers} == dict.fromkeys(numbers, category)


def test_the_categories_of_a_language():
    assert PluralRule(RULES["ja"]).categories == ("other",)
    assert PluralRule(RULES["ar"]).categories == ("zero", "one", "two", "few", "many", "other")


def test_a_range_holds_whole_numbers():
    assert PluralRule({"few": "n = 1..3"}).category(1.5) == "other"
    assert operands_of(-1.50)["n"] == 1.5


@pytest.mark.parametrize(
    "wrong", ["", "n", "n > 1", "n = x", "q = 1", "__import__('os')", "n = 1 and", "n = 1; i = 2"]
)
def test_a_condition_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match="no relation of a plural rule"):
        PluralRule({"one": wrong})


def test_an_unknown_category_is_refused():
    with pytest.raises(ValueError, match="unknown plural categories: plenty"):
        PluralRule({"plenty": "n = 1"})
