"""The order of dates: total, stable, and what it says of spans that overlap; and what holds for
every date there is.
"""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from foldline.dates.day import Day, month_length
from foldline.dates.rules import DateRules
from foldline.dates.when import (
    certainly_before,
    home_offset,
    in_order,
    order_key,
    out_of_order,
    read_when,
)
from foldline.errors import WhenError
from tests.dates.beyond_spec import BEYOND
from tests.dates.phrases import NOT_READ, PUBLISHED_ON_FRIDAY_2026_02_06, WITHOUT_PUBLICATION
from tests.dates.spec import EXAMPLES

RULES = DateRules(published=Day(2026, 2, 6))
PHRASES = [
    line.split("|")[0].strip()
    for table in (WITHOUT_PUBLICATION, PUBLISHED_ON_FRIDAY_2026_02_06, NOT_READ)
    for line in table.strip().splitlines()
]
EXPRESSIONS = [row[0] for row in EXAMPLES + BEYOND if row[1] is not None]
FEW = settings(max_examples=200, deadline=None, database=None)

tables = st.sampled_from(
    [read_when(phrase, None, RULES) for phrase in PHRASES]
    + [read_when("x", text) for text in EXPRESSIONS]
)
days = st.builds(lambda at: Day.from_ordinal(at), st.integers(-(10**9), 10**9))
near = st.dates(date(2025, 12, 1), date(2026, 3, 1)).map(
    lambda day: Day(day.year, day.month, day.day)
)
made = st.builds(
    lambda start, length, clock, zone, opened: read_when(
        "x",
        {
            "day": f"{start}",
            "span": f"{start}/{start.plus(length)}",
            "month": f"{start}"[:7],
            "year": f"{start}"[:4],
            "time": f"{start}T{clock}{zone}",
            "since": f"{start}/..",
            "until": f"../{start}",
        }[opened],
    ),
    near,
    st.integers(0, 90),
    st.sampled_from(["00:00", "09:30", "23:59"]),
    st.sampled_from(["", "Z", "+13:00", "-08:00"]),
    st.sampled_from(["day", "span", "month", "year", "time", "since", "until"]),
)
whens = st.one_of(tables, made)


@FEW
@given(st.lists(whens, max_size=12))
def test_the_order_is_total_and_stable(found):
    order = in_order(found)
    assert sorted(order) == list(range(len(found)))
    read = [at for at in order if found[at].read]
    home = home_offset(found)
    assert all(
        (order_key(found[a], home), a) < (order_key(found[b], home), b) for a, b in pairwise(read)
    )
    shown = [found[at] for at in order]
    if all(
        when.read for when in found
    ):  # one not read is placed by its neighbours, which are others now
        assert in_order(shown) == list(range(len(shown)))


@FEW
@given(whens, whens, whens)
def test_the_order_is_transitive_and_knows_which_of_two_is_first(a, b, c):
    def before(one, other):
        return order_key(one) < order_key(other)

    if all(when.read for when in (a, b, c)):
        assert before(a, b) + before(b, a) + (order_key(a) == order_key(b)) == 1
        assert not (before(a, b) and before(b, c)) or before(a, c)
    assert not (certainly_before(a, b) and certainly_before(b, a))
    if certainly_before(a, b) and not (
        a.last and b.first
    ):  # times in two zones may stand on days in another order
        assert before(a, b)


@FEW
@given(st.lists(whens, max_size=12))
def test_what_is_in_order_contradicts_nothing_but_by_its_zones(found):
    shown = [found[at] for at in in_order(found)]
    assert all(
        shown[a].first and shown[b].last or not shown[b].read for b, a in out_of_order(shown)
    )


@FEW
@given(whens)
def test_every_read_date_has_its_earliest_not_after_its_latest(when):
    if when.earliest and when.latest:
        assert when.earliest <= when.latest and when.earliest.ordinal <= when.latest.ordinal


words = st.sampled_from(
    """early mid late - the of in to from between and until since before after by 5 14 31 30 29
    0 2021 2024 1999 476 44 bc ad february feb. may december monday friday spring winter q3 h1
    last this next week month year century decade weekend 1990s '90s 90s 19th 5th ago two a
    yesterday tomorrow christmas about ? expected noon 9pm 21:30 9- z gmt et +04:00 2026-02-05
    2021-22 2026-w06 14-16 / , ( ) earlier later first half second quarter new year's day
    morning ongoing onwards or so""".split()
)


@settings(max_examples=600, deadline=None, database=None)
@given(st.lists(words, max_size=8), st.sampled_from([" ", ""]))
@example(["0", "february"], " ")
@example(["last", "29", "february"], " ")
@example(["last", "31", "february"], " ")
def test_any_words_are_read_or_kept_or_refused(given_words, between):
    text = between.join(given_words)
    try:
        when = read_when(text, None, RULES)
    except WhenError as reason:
        assert str(reason)
        return
    assert when.display == text
    if when.earliest and when.latest:
        assert when.earliest <= when.latest
    if when.read:  # and the expression that is made of it means the same
        again = read_when(text, when.edtf, RULES)
        assert (again.earliest, again.latest) == (when.earliest, when.latest)
        if not (when.first or when.last):
            assert (again.approximate, again.uncertain) == (when.approximate, when.uncertain)
        else:
            assert (again.first, again.last) == (when.first, when.last)


@settings(max_examples=400, deadline=None, database=None)
@given(st.text("0123456789X-/.~?%YSETZ:+[]{},", max_size=24))
@example("20X1-02-29")
@example("XXXX-XX-XX/..")
def test_any_expression_is_read_or_refused(text):
    try:
        when = read_when("x", text)
    except WhenError:
        return
    assert when.read and (
        when.earliest is None or when.latest is None or when.earliest <= when.latest
    )


@settings(max_examples=400, deadline=None, database=None)
@given(st.text(max_size=60))
def test_any_text_is_read_or_kept(text):
    try:
        assert read_when(text, None, RULES).display == text
    except WhenError:
        pass


@FEW
@given(days)
def test_days_count_on_without_end(day):
    assert Day.from_ordinal(day.ordinal) == day
    assert day.plus(1) > day and day.plus(1).weekday == (day.weekday + 1) % 7
    assert 1 <= day.day <= month_length(day.year, day.month)


@FEW
@given(st.dates())
def test_days_are_those_of_datetime(day):
    ours = Day(day.year, day.month, day.day)
    assert (ours.ordinal, ours.weekday, ours.isoformat()) == (
        day.toordinal(),
        day.weekday(),
        day.isoformat(),
    )


# --- the documented rules


def shown(*phrases: str) -> list[str]:
    found = [read_when(phrase, None, RULES) for phrase in phrases]
    return [found[at].display for at in in_order(found)]


@pytest.mark.parametrize(
    "right",
    [
        ["October 2025", "12 October 2025", "November 2025"],  # a span stands where it begins
        ["1 October 2025", "October 2025"],  # of two that begin together the shorter is first
        ["2025", "October 2025", "12 October 2025"],
        ["Late 2021", "October 2021"],
        ["the 1990s", "May 1994", "the late 1990s"],
        ["2021", "since 2021"],  # an open end is the latest of all
        ["2015", "by 2019", "2020"],  # an open start stands where it ends
        ["12 October 2025", "12 October 2025, 09:00", "12 October 2025, 21:30"],
        ["12 October 2025, 9 p.m. CEST", "12 October 2025, 9 p.m. EDT"],  # 19:00 and 01:00 in UTC
        ["12 October 2025, 1 a.m. CEST", "11 October 2025, 9 p.m. EDT"],  # 23:00 and 01:00 in UTC
        ["14 Feb 2023, 01:30 GMT", "Feb. 13, 2023, 9 p.m. ET"],
        ["5th century BC", "44 BC", "AD 14", "0476"],
    ],
)
def test_the_order_by_rule(right):
    assert shown(*right) == right == shown(*reversed(right))


def test_the_same_date_keeps_the_author_order():
    assert shown("12 October 2025", "October 12, 2025", "2025-10-12") == [
        "12 October 2025",
        "October 12, 2025",
        "2025-10-12",
    ]
    assert shown("2025-10-12", "12 October 2025", "around 12 October 2025") == [
        "2025-10-12",
        "12 October 2025",
        "around 12 October 2025",
    ]


@pytest.mark.parametrize(
    "given_order, right",
    [
        (
            ["2022", "one day", "2020", "another"],
            ["2020", "another", "2022", "one day"],
        ),  # behind its neighbour before it
        (
            ["one day", "2022", "2020"],
            ["2020", "one day", "2022"],
        ),  # the first ones before the next
        (["one day", "another"], ["one day", "another"]),
        ([], []),
        (["2020", "one day", "another", "2020"], ["2020", "one day", "another", "2020"]),
    ],
)
def test_what_was_not_read_is_placed_by_its_neighbours(given_order, right):
    assert shown(*given_order) == right


@pytest.mark.parametrize(
    "phrases, found",
    [
        (["16 September 2024", "Early 2024", "14 September 2024"], [(1, 0), (2, 0)]),
        (["2024", "May 2024", "2024"], []),  # they overlap
        (["October 2025", "12 October 2025", "1 October 2025"], [(2, 1)]),
        (["2024", "one day", "2023"], [(2, 0)]),
        (["since 2024", "2023", "2025"], [(1, 0)]),
        (["by 2020", "2019"], []),
        (["5 May 2025, 10:00 GMT", "5 May 2025, 10:30 CEST"], [(1, 0)]),  # 08:30 in UTC
        (["5 May 2025, 10:00", "5 May 2025, 09:00"], [(1, 0)]),
        (["5 May 2025, 10:00", "5 May 2025"], []),
    ],
)
def test_where_the_author_contradicts_the_dates(phrases, found):
    assert out_of_order([read_when(phrase, None, RULES) for phrase in phrases]) == found
