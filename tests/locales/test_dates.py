"""Dates of a language: read and written as its file says, and what is wrong in such a file."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from foldline.dates import written
from foldline.dates.rules import DateRules
from foldline.dates.tables import table_of
from foldline.dates.when import Day, Moment, read_when
from foldline.html.brief_part import brief_part
from foldline.locales import ENGLISH, Words, words, words_for
from tests.made import loaded

FRIDAY = DateRules(Day(2026, 2, 6), "de-AT")
GERMAN = tomllib.loads((Path(__file__).parent / "de.toml").read_text("utf-8"))
Add = Callable[..., Words]


@pytest.fixture
def add(monkeypatch: pytest.MonkeyPatch) -> Add:
    """Add the file of a language, as if it were in locales/. Return its words."""
    added: dict[str, dict[str, Any]] = {}
    of_file = words._table_of
    monkeypatch.setattr(
        words, "_table_of", lambda tag: added[tag] if tag in added else of_file(tag)
    )

    def add_file(tag: str, **table: Any) -> Words:
        added[tag] = table
        monkeypatch.setattr(words, "_FILES", words._FILES | {tag})
        words._words_of.cache_clear()
        read_when.cache_clear()
        return words_for(tag)

    return add_file


@pytest.fixture(autouse=True)
def forgotten():
    yield
    words._words_of.cache_clear()
    read_when.cache_clear()


# --- a language is one file


@pytest.mark.parametrize(
    "phrase, expression",
    [
        ("Donnerstag, 5. Februar 2026", "2026-02-05"),
        ("Do. 5. Feb. 2026", None),
        ("Sonnabend, 7. Feb. 2026", "2026-02-07"),
        ("Ende Mai 2021", "2021-05-21/2021-05-31"),
        ("14.–16. Mai 2021", "2021-05-14/2021-05-16"),
        ("Anfang bis Ende Juni 2021", "2021-06"),
        ("bis Juni 2021", "../2021-06"),
        ("etwa seit den 1990er", "1990~/.."),
        ("gestern um 21:30 Uhr MEZ", "2026-02-05T21:30:00+01:00"),
        ("21 Uhr am 5. Mai 2021", "2021-05-05T21:00:00"),
        ("5. Mai 2021, 9–11 Uhr", "2021-05-05T09:00:00/2021-05-05T11:00:00"),
        ("Mittag, 5. Mai 2021", "2021-05-05T12:00:00"),
        ("übermorgen", "2026-02-08"),
        ("letzten Donnerstag", "2026-02-05"),
        ("im Winter 2021/22", "2021-12/2022-02"),
        ("19. Jahrhundert", "1801/1900"),
        ("44 v. Chr.", "-0043"),
        ("5.2.2026", "2026-02-05"),
        ("late May 2021", None),
    ],
)
def test_dates_are_read_by_the_file_of_a_language(add: Add, phrase, expression):
    add("de", **GERMAN)
    assert read_when(phrase, None, FRIDAY).edtf == expression


def test_dates_are_written_by_the_file_of_a_language(add: Add):
    german = add("de", **GERMAN)
    assert [
        Moment.read("2026-02-05").words_in(german),
        Moment.read("2026-03-05T21:30:00+04:00").words_in(german),
        written.written_year(-43, german),
        written.written_month(2026, 3, german),
        written.written_day_of_year(12, 24, german),
        written.written_weekday(3, german),
    ] == [
        "5. Februar 2026",
        "5. März 2026, 21:30 Uhr UTC+4",
        "44 v. Chr.",
        "März 2026",
        "24. Dezember",
        "Donnerstag",
    ]


def test_a_page_has_the_dates_of_its_language(add: Add):
    add("de", **GERMAN)
    events = [
        {"when": "5. Feb. 2026", "text": "Eins."},
        {"when": "7. Oktober 2025", "text": "Zwei."},
    ]
    made = loaded({"kind": "timeline", "events": events}, language="de", published="2026-03-06")
    assert made.brief is not None
    html = brief_part(made.brief, images={}).html()
    assert "6. März 2026</time>" in html and 'data-earliest="2025-10-07"' in html
    assert ">Dez.<" in html and ">Dez. 2025<" in html and ">Dec<" not in html


def test_what_a_region_lacks_comes_from_its_language_and_not_from_english(add: Add):
    add("de", **GERMAN)
    add("de-at", dates={"months": {"1": "Jänner"}}, read={"dates": {"part": {"late": "endes"}}})
    assert read_when("Endes Jänner 2026", None, FRIDAY).edtf == "2026-01-21/2026-01-31"
    assert read_when("Anfang Mai 2021", None, FRIDAY).edtf == "2021-05-01/2021-05-10"
    assert not read_when("early May 2021", None, FRIDAY).read
    assert Moment.read("2026-01-05").words_in(words_for("de-AT")) == "5. Jänner 2026"


def test_a_language_without_date_words_reads_figures_and_writes_english(add: Add):
    found = add("qaa", brief={"sources": "Q"})
    rules = DateRules(language="qaa")
    assert read_when("2026-02-05", None, rules).edtf == "2026-02-05"
    assert not read_when("May 2021", None, rules).read
    assert Moment.read("2026-02-05").words_in(found) == "5 February 2026"
    assert table_of("qaa").written is None


def test_a_form_may_depend_on_the_day(add: Add):
    day = {"one": "{day}er {month} {year}", "other": "{day} {month} {year}"}
    rule = {"one": "i = 0,1", "many": "i != 0 and i % 1000000 = 0"}
    french = add("fr", plural=rule, dates={"day": day, "months": {"5": "mai"}})
    assert [written.written_day(2026, 5, n, french) for n in (1, 2)] == [
        "1er mai 2026",
        "2 mai 2026",
    ]


def test_what_is_written_onto_words_and_behind_numbers_is_read(add: Add):
    months = {"4": "avril", "8": "août"}
    reads = {"before_word": "d', l'", "part": {"late": "fin"}, "behind_number": {"ordinal": "er"}}
    add("fr", dates={"months": months}, read={"dates": reads})
    rules = DateRules(language="fr")
    for phrase, expression in (
        ("fin d’avril 2021", "2021-04-21/2021-04-30"),
        ("1er août 2021", "2021-08-01"),
    ):
        assert read_when(phrase, None, rules).edtf == expression
    signs = {"year": "年", "month": "月", "day": "日"}
    add("ja", read={"dates": {"behind_number": signs}})
    rules = DateRules(language="ja")
    assert read_when("2026年2月5日", None, rules).edtf == "2026-02-05"
    assert read_when("2026年2月", None, rules).edtf == "2026-02"


# --- what is wrong in a file


@pytest.mark.parametrize(
    "reads, sentence",
    [
        ({"sesaon": {}}, "read.dates.sesaon is unknown; allowed are ignored, about"),
        (
            {"season": {"sommer": "sommer"}},
            "read.dates.season.sommer is unknown; allowed are spring, summer, autumn, winter",
        ),
        ({"holiday": {"13-01": "x"}}, "read.dates.holiday.13-01 is unknown; allowed are 01-01"),
        ({"season": "sommer"}, "read.dates.season is no table"),
        ({"before": ["vor"]}, "read.dates.before is no text of words between commas"),
        (
            {"before": "vor", "ago": "vor"},
            '"vor" stands in read.dates.before and in read.dates.ago',
        ),
        ({"zone": {"+1": "mez"}}, "read.dates.zone.+1 is no offset from UTC"),
        ({"zone": {"mars/1": "x"}}, "read.dates.zone.mars/1 is no place of IANA"),
        ({"figures": "dmy"}, "read.dates.figures is 'dmy'; allowed is \"day month year\""),
    ],
)
def test_what_is_wrong_is_named_by_its_key(add: Add, reads, sentence):
    add("qaa", read={"dates": reads})
    with pytest.raises(ValueError) as caught:
        table_of("qaa")
    assert str(caught.value).startswith(f"the words of dates in qaa.toml: {sentence}")


@pytest.mark.parametrize("tag", words.tags())
def test_the_words_of_dates_of_every_language_can_be_read(tag):
    found = table_of(tag)
    assert found.written is None or {kind for kind, _ in found.words.values()} >= {"month", "part"}


def test_english_reads_the_names_that_it_writes():
    rules = DateRules(Day(2026, 2, 6))
    for month in range(1, 13):
        for name in (f"dates.months.{month}", f"dates.short_months.{month}"):
            found = read_when(f"{ENGLISH(name)} 2026", None, rules)
            assert found.earliest == Day(2026, month, 1)
