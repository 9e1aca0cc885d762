"""Dates in a whole brief: what `check` says of them, how they are ordered in the page, and the
brief's own rules.
"""

import json

import pytest

from foldline import load, render
from foldline.html.head import temporal_coverage
from foldline.story.loading import dump
from tests.made import as_dict, brief, loaded
from tests.parsed import elements, tree, words


def timeline(*whens, **fields):
    return {"kind": "timeline", "events": [{"when": when, "text": "t"} for when in whens]} | fields


def problems_of(*whens, **fields) -> list[tuple[str, str, bool]]:
    found = loaded(timeline(*whens), **fields)
    return [
        (problem.path_text.removeprefix("sections[0]."), problem.what, problem.remark)
        for problem in found.problems
    ]


def shown(*whens, **fields) -> list[str]:
    top = tree(render(loaded(timeline(*whens), **fields).brief))
    return [
        words(element) for element in elements(top) if element.attrs.get("class") == "event-when"
    ]


UNREAD = (
    "which can't be read as a date; it is shown as it stands, beside the date before it; "
    '{"display": …, "edtf": …} would say what it means'
)


def test_what_cannot_be_read_is_a_remark():
    assert problems_of("2024", "one foggy morning") == [
        ("events[1].when", f'is "one foggy morning", {UNREAD}', True)
    ]
    found = loaded(
        {"kind": "key_quotes", "quotes": [{"text": "t", "speaker": "s", "when": "then"}]}
    )
    assert [problem.what for problem in found.problems] == [
        f'is "then", {UNREAD.replace(", beside the date before it", "")}'
    ]
    assert found.errors == found.hiding == ()


def test_the_author_order_against_the_dates_is_a_remark():
    assert problems_of("16 September 2024", "Early 2024") == [
        (
            "events[1].when",
            'is "Early 2024", and stands after "16 September 2024", which is later; they are '
            "shown in the order of "
            "their dates",
            True,
        )
    ]
    assert problems_of("Early 2024", "16 September 2024", "2024") == []


AFTER = '; what is still to come says so in its words, as in "expected June 2026"'


@pytest.mark.parametrize(
    "when, fields, sentence",
    [
        (
            "3 January 2026",
            {},
            'is "3 January 2026": it begins on 2026-01-03, after the brief was published '
            "(2026-01-02)",
        ),
        (
            {"display": "then", "edtf": "2027"},
            {},
            "it begins on 2027-01-01, after the brief was published (2026-01-02)",
        ),
        (
            "March 2026",
            {"updated": "2026-02-01"},
            'is "March 2026": it begins on 2026-03-01, after the brief was updated (2026-02-01)',
        ),
        # in UTC+14 it was the 3rd already
        (
            "4 January 2026",
            {"published": "2026-01-02T10:00Z"},
            'is "4 January 2026": it begins on 2026-01-04, after the brief was '
            "published (2026-01-03)",
        ),
    ],
)
def test_what_begins_after_the_brief_is_a_remark(when, fields, sentence):
    assert problems_of(when, **fields) == [("events[0].when", sentence + AFTER, True)]
    found = loaded(timeline(when), **fields)
    assert found.hiding == () and found.brief.sections[0].kind == "timeline", (
        "the rest of the story is shown"
    )


@pytest.mark.parametrize(
    "when, fields",
    [
        ("2 January 2026", {}),
        ("January 2026", {}),
        ("2026", {}),
        ("since 2 January 2026", {}),
        ("by 2030", {}),
        ("expected March 2026", {}),
        ("March 2026 (planned)", {}),
        ({"display": "expected in spring", "edtf": "2026-21"}, {}),
        ("next week", {}),
        ("tomorrow", {}),
        ("in three weeks", {}),
        ("later this year", {}),
        ("3 January 2026", {"updated": "2026-01-03"}),
        ("3 January 2026", {"published": "2026-01-02T10:00Z"}),
        ("31 December 9999", {"published": "9999-12-31T23:00-11:00"}),
    ],
)
def test_what_may_lie_ahead(when, fields):
    assert problems_of(when, **fields) == []


def test_a_weekday_that_is_true_in_another_year_is_a_remark_that_names_both():
    odd, sentence = "Saturday, 2 January", "2 January 2026 is a Friday; it is a Saturday in 2027"
    assert problems_of("2024", odd) == [("events[1].when", f'is "{odd}": {sentence}', True)]
    assert problems_of({"display": odd})[0][1] == sentence
    assert shown("2024", odd) == ["2024", odd]


def test_what_is_true_in_no_year_is_an_error():
    (problem,) = problems_of("2024", "31 June")
    assert "there is no 31 June; that month has 30 days" in problem[1] and not problem[2]


def test_events_are_shown_in_the_order_of_their_dates():
    assert shown("2024", "one day", "2022", "yesterday", "2023") == [
        "2022",
        "2023",
        "2024",
        "one day",
        "yesterday",
    ]
    items = [
        element.attrs
        for element in elements(tree(render(brief(timeline("yesterday", "last week")))))
        if "data-earliest" in element.attrs
    ]
    assert [(item["data-earliest"], item["data-latest"]) for item in items] == [
        ("2025-12-22", "2025-12-28"),
        ("2026-01-01", "2026-01-01"),
    ]


def test_days_are_shown_in_one_style_and_other_words_as_the_author_has_them():
    days = ["Thursday, December 25, 2025", "2025-12-26", "27th of Dec. 2025"]
    others = ["Christmas 2025", "about 26 December 2025", "26 December", "9:30, 28 December 2025"]
    found = shown(*days, *others)
    assert sorted(found) == sorted(
        ["25 December 2025", "26 December 2025", "27 December 2025", *others]
    )
    meant = {"display": "Friday, Dec 26, 2025", "edtf": "2025-12-26"}
    assert shown(meant) == ["Friday, Dec 26, 2025"]
    assert 'title="2025-12-26">26 December 2025</time>' in render(brief(timeline("2025-12-26")))


def test_the_file_keeps_the_author_order():
    fields = as_dict(timeline("2024", "2022"))
    assert json.loads(dump(load(json.dumps(fields)).brief)) == fields


def test_words_are_relative_to_the_day_of_publication_where_it_was():
    html = render(brief(timeline("today"), published="2026-01-02T23:30-08:00"))
    assert (
        'data-earliest="2026-01-02"' in html
        and '<time class="when" datetime="2026-01-02" title="2 January 2026, counted from' in html
    )


def test_the_time_covered_knows_relative_words():
    assert (
        temporal_coverage(brief(timeline("last year", "yesterday", "then", "since Monday")))
        == "2025-01-01/2026-01-01"
    )


@pytest.mark.parametrize(
    "when, datetime",
    [
        ("2 January 2026, 09:30 GMT+1", "2026-01-02T09:30+01:00"),
        ("2 January 2026, 9:30 a.m.", "2026-01-02T09:30"),
        ("2 January 2026, 9-11 a.m.", "2026-01-02"),
        ("44 BC", None),
        ("44 BC – AD 14", None),
        ("AD 79", "0079"),
        ("since 2020", None),
        ({"display": "x", "edtf": "Y12026"}, "12026"),
        ({"display": "x", "edtf": "Y-12026"}, None),
        ({"display": "x", "edtf": "0000"}, None),
    ],
)
def test_the_page_says_no_more_than_html_can(when, datetime):
    found = loaded(
        timeline(when), published="2026-01-02" if "Y1" not in str(when) else "9999-12-31"
    )
    times = [
        element.attrs["datetime"]
        for element in elements(tree(render(found.brief)))
        if element.name == "time"
    ]
    assert [each for each in times if each != found.brief.published] == (
        [datetime] if datetime and datetime != found.brief.published else []
    )


def test_a_brief_may_have_rules_of_its_own():
    rules = {
        "hemisphere": "southern",
        "month_thirds": [7, 21],
        "season_over_new_year": "ends",
        "week_begins": "sunday",
    }
    found = brief(timeline("summer 2021", "early May 2021"), dates=rules)
    html = render(found)
    assert (
        'data-earliest="2020-12-01" data-latest="2021-02-28"' in html
        and 'data-latest="2021-05-07"' in html
    )
    assert json.loads(dump(found))["dates"] == rules


@pytest.mark.parametrize(
    "dates, path, sentence",
    [
        ({"hemisphere": "west"}, "dates.hemisphere", 'is "west"; allowed: "northern", "southern"'),
        (
            {"month_thirds": [20, 10]},
            "dates.month_thirds",
            "two whole numbers are allowed, the smaller first, from 1 to 27",
        ),
        (
            {"month_thirds": [10, 31]},
            "dates.month_thirds",
            "two whole numbers are allowed, the smaller first, from 1 to 27",
        ),
        (
            {"year_thirds": [1.5, 2]},
            "dates.year_thirds",
            "two whole numbers are allowed, the smaller first, from 1 to 11",
        ),
        (
            {"decade_thirds": [True, 2]},
            "dates.decade_thirds",
            "two whole numbers are allowed, the smaller first, from 0 to 8",
        ),
        (
            {"decade_thirds": "3"},
            "dates.decade_thirds",
            'is "3": two whole numbers are allowed, the smaller first, from 0 to 8',
        ),
        (
            {"hemispere": "southern"},
            "dates.hemispere",
            'unknown field, kept as it is; did you mean "hemisphere"?',
        ),
        ("southern", "dates", 'is "southern"; allowed is an object, {…}'),
    ],
)
def test_rules_that_are_none(dates, path, sentence):
    assert [(problem.path_text, problem.what) for problem in loaded(dates=dates).problems] == [
        (path, sentence)
    ]


def test_a_brief_in_another_language_has_its_words_kept():
    assert [
        remark for _, _, remark in problems_of("Mai 2021", "2021", "2026-01-02", language="fy")
    ] == [True]
