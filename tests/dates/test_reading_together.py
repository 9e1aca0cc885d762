"""All dates of a timeline, read together: by the lines around them, the brief's day, and the tense of
the events; and the order of moments.
"""

import json
import time
from pathlib import Path

import pytest

from foldline import load, render
from foldline.dates.around import Dated
from foldline.dates.expression import edtf_of
from foldline.dates.rules import DateRules
from foldline.dates.tables import table_of
from foldline.dates.tense import lies_ahead
from foldline.dates.timeline import read_timeline
from foldline.dates.when import Day, When, in_order
from foldline.timelines import events_of_brief, merge_timelines
from tests.made import as_dict, brief, loaded

HERE = Path(__file__).parent
FRIDAY = DateRules(Day(2025, 10, 10))


def read(*lines: object, rules: DateRules = FRIDAY, heading: str = "") -> list[When]:
    dates = [Dated(line, None, "") if isinstance(line, str) else Dated(*line) for line in lines]
    return list(read_timeline(tuple(dates), rules, heading))


def meanings(*lines: object, **more: object) -> list[str | None]:
    return [edtf_of(when.span) for when in read(*lines, **more)]


def as_rows(rows: list[dict]) -> list:
    return [pytest.param(row, id=row["phrase"]) for row in rows]


CASES = [json.loads(line) for line in (HERE / "cases.jsonl").read_text("utf-8").splitlines()]
TIMELINES = json.loads((HERE / "timelines.json").read_text("utf-8"))


def ends(when: When) -> list[str]:
    return [
        f"{day or ''} {clock.isoformat() if clock else ''}".strip()
        for day, clock in ((when.earliest, when.first), (when.latest, when.last))
    ]


@pytest.mark.parametrize("row", as_rows(CASES))
def test_cases(row):
    year, month, day = (int(part) for part in row["published"].split("-"))
    lines = [(line["when"], None, line["text"]) for line in row.get("lines", ())]
    rules = DateRules(Day(year, month, day), language=row["lang"])
    when = read(*lines or [row["phrase"]], rules=rules, heading=row.get("heading", ""))[
        row.get("at", 0)
    ]
    if row["flags"].startswith("N"):
        assert not when.read
    elif "V" in row["flags"]:
        assert when.read and when.approximate
    else:
        for wanted, found in zip((row["earliest"], row["latest"]), ends(when), strict=True):
            assert found == wanted or len(wanted) == 16 and found.startswith(wanted)
        if not row["flags"].startswith("C") and "week" not in row["phrase"]:
            marks = "~" * when.approximate + "?" * when.uncertain + ">" * when.expected
            assert marks == row["flags"] or row["phrase"] in ("a decade ago", "by year-end")


@pytest.mark.parametrize("timeline", TIMELINES, ids=lambda timeline: timeline["title"])
def test_the_order_of_times(timeline):
    year, month, day = (int(part) for part in timeline["published"].split("-"))
    lines = [(line["when"], None, line["text"]) for line in timeline["lines"]]
    whens = read(*lines, rules=DateRules(Day(year, month, day)))
    assert in_order(whens) == list(range(12))
    for line, when in zip(timeline["lines"], whens, strict=True):
        assert when.first is not None
        if when.first.zone in (None, -240):
            assert line["moment"][:16] == f"{when.earliest}T{when.first.isoformat()[:5]}"


def test_what_a_date_was_inferred_from_is_kept():
    whens = read("Monday, 3 March 2025", "That evening", "11 p.m.", "12:40 a.m.", "Day 4")
    assert [when.inferred and tuple(when.inferred) for when in whens] == [
        None,
        ("above", "Monday, 3 March 2025"),
        ("above", "That evening"),
        ("above", "11 p.m."),
        ("day_one", ""),
    ]
    assert read("yesterday")[0].inferred == ("published", "")
    assert read("May", heading="2019")[0].inferred == ("heading", "")
    assert read(("Sunday", None, "The party plans to meet"))[0].inferred == ("text", "")


@pytest.mark.parametrize(
    "text, ahead",
    [
        ("The minister plans to resign", True),
        ("Voters are expected to decide", True),
        ("The court is to rule on bail", True),
        ("It is set to close", True),
        ("Officials announced that they will close it", False),
        ("The court says it will hear the case", False),
        ("Rain fell", False),
        ("A vote in parliament", None),
    ],
)
def test_tense(text, ahead):
    assert lies_ahead(text, table_of("en")) is ahead


def test_a_past_event_is_not_in_the_future_and_a_planned_one_is():
    lines = [("14 October", None, "Talks failed"), ("14 October", None, "Talks are to begin")]
    assert meanings(*lines) == ["2024-10-14", "2025-10-14"]
    assert [when.expected for when in read(*lines)] == [False, True]
    planned = ("2 October", None, "The senate is set to vote")
    assert meanings(planned) == ["2025-10-02"], "it was planned then, and not for next year"


def test_a_timeline_with_the_newest_first_is_read_from_its_end():
    assert meanings("1 a.m.", "11 p.m.", "Monday, 3 March 2025, 9 p.m.", "2 March 2025") == [
        "2025-03-04T01:00:00",
        "2025-03-03T23:00:00",
        "2025-03-03T21:00:00",
        "2025-03-02",
    ]


def test_weekdays_follow_a_weekday_with_its_date():
    assert meanings("Monday, March 3", "Tuesday", "Wednesday morning", "Sunday") == [
        "2025-03-03",
        "2025-03-04",
        "2025-03-05",
        "2025-03-09",
    ]
    assert meanings("Tuesday") == ["2025-10-07"]


def test_a_time_alone_has_no_day():
    assert meanings("9 p.m.", "10 p.m.") == [None, None]


def test_a_part_of_a_day_stands_where_it_is_in_the_day():
    early = "3 March 2025, 7 a.m."
    whens = read("3 March 2025, 9 a.m.", "That evening", "Hours later", early, "5 March 2025")
    assert in_order(whens) == [3, 0, 1, 2, 4]


def test_moments_in_other_zones_are_compared():
    whens = read("Feb. 13, 2025, 9 p.m. ET", "14 Feb 2025, 01:30 GMT", "14 Feb 2025, 11 a.m. IST")
    assert in_order(whens) == [1, 0, 2]


@pytest.mark.parametrize(
    "phrase, zone",
    [
        ("5 July 2025, 9 p.m. Kyiv time", "+03:00"),
        ("5 January 2025, 9 p.m. Kyiv time", "+02:00"),
        ("5 July 2025, 9 p.m. CET", "+01:00"),
        ("5 July 2025, 9 p.m. Pacific time", "-07:00"),
        ("5 July 2015, 9 p.m. Moscow time", "+03:00"),
        ("5 July 2012, 9 p.m. Moscow time", "+04:00"),
        ("5 July 2025, 9 p.m. Beijing time", "+08:00"),
        ("5 July 2025, 9 p.m. Sydney local time", "+10:00"),
        ("5 July 2025, 9 p.m. IST", ""),
        ("5 July 2025, 9 p.m. local time (1830 GMT)", "+02:30"),
    ],
)
def test_zones(phrase, zone):
    assert read(phrase)[0].first.isoformat() == f"21:00{zone}"


# --- in a brief


def timeline(*events, **fields):
    found = [
        {"when": event, "text": "It was so."} if isinstance(event, str) else event
        for event in events
    ]
    return {"kind": "timeline", "events": found} | fields


def test_the_check_says_what_was_inferred_and_a_conflict_is_a_remark_with_both():
    found = loaded(
        timeline("13 February 2023, 8:18 p.m.", "1:21 a.m.", "Saturday, 4 March"),
        published="2023-03-10",
    )
    assert [(problem.what, problem.remark) for problem in found.problems] == [
        (
            'is "1:21 a.m.", read as 2023-02-14T01:21:00 from the line above, "13 February 2023, '
            '8:18 p.m."',
            True,
        )
    ]
    (problem,) = loaded(timeline("Thursday, 4 March"), published="2023-03-10").problems
    assert problem.what.endswith("4 March 2023 was a Saturday; it was a Thursday in 2021")
    assert problem.remark


@pytest.mark.parametrize(
    "when, published",
    [
        ("Tuesday, March 4", "2025-10-10"),
        ("first monday of last month", "2025-10-10"),
        ("11:45 p.m. Friday – 12:15 a.m. Saturday", "2025-10-10"),
        ("Sunday 26 December, 0100 GMT (0800)", "2004-12-28"),
    ],
)
def test_nothing_true_is_accused(when, published):
    assert loaded(timeline(when), published=published).problems == ()


def test_a_planned_date_is_no_problem():
    event = {"when": "3 January 2027", "text": "The court is to rule."}
    assert loaded(timeline(event)).problems == ()


def test_the_page_says_quietly_what_a_date_was_taken_to_mean():
    html = render(
        brief(timeline("13 February 2023, 8:18 p.m.", "1:21 a.m."), published="2023-03-10")
    )
    assert 'title="14 February 2023, from the line above">1:21 a.m.</time>' in html
    assert '</time> <small class="meaning">14 February 2023</small>' in html


def test_merged_timelines_have_dates_in_place_of_bare_words():
    fields = as_dict(
        timeline("Tuesday", "8 October 2025, 9 p.m.", "11 p.m."), published="2025-10-10"
    )
    events = events_of_brief(load(json.dumps(fields)).brief, "a").events
    assert [event["when"]["display"] for event in events] == [
        "7 October 2025",
        "8 October 2025, 9 p.m.",
        "8 October 2025, 23:00",
    ]
    assert merge_timelines([events_of_brief(load(json.dumps(fields)).brief, "a")]).events == 3


def test_the_time_grows_with_the_number_of_events():
    def seconds(number: int, year: int) -> float:
        lines = [
            (f"{at % 28 + 1} March {year}", "9:30 p.m.", "The following morning")[at % 3]
            for at in range(number)
        ]
        begun = time.process_time()
        read(*lines)
        return time.process_time() - begun

    seconds(10, 1990)
    few, many = seconds(300, 1991), seconds(3_000, 1992)
    assert many < 30 * few + 0.5
