"""The picture of a timeline: what holds for any events, at any width."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from foldline.dates.day import Day, Span
from foldline.dates.when import Clock, When, certainly_before, in_order, read_when
from foldline.dates.words import table_of
from foldline.sections.timeline.axis import DEEP, PAD, YEAR, DeepAxis, Stretch, axis_for
from foldline.sections.timeline.drawing import ARROW, Drawing, DrawnEra, DrawnEvent, Mark
from foldline.sections.timeline.lettering import BOLD, width_of
from foldline.sections.timeline.picture import NARROW, SIZES, drawings
from foldline.sections.timeline.placing import box_of, width_beside

ENGLISH = table_of("en")
NOW = (Day(2026, 2, 6), "as of 6 February 2026")
EM = 12
"""Pixels of the picture's em, where nobody changes the size of letters."""
PART = {"start": 0, "middle": 0.5, "end": 1}
PIXELS = (264, 568, 688, 888, 1384)
"""How wide the picture is on screens from 320 to 1440 pixels wide, and would be if it filled one.
"""
EXPRESSIONS = ("[1963,1964]", "{2001,2011,2021}", "2018/", "/2018", "1956%", "[..1984]", "2018/..")


days = st.one_of(
    st.integers(730_000, 740_000), st.integers(1, 900_000), st.integers(738_000, 738_060)
).map(Day.from_ordinal)
words = st.one_of(
    st.sampled_from(["Late 2021", "5 May", "Thursday, February 5, 2026", "WWW WWW WWW WWW"]),
    st.text(min_size=1, max_size=60),
)


@st.composite
def whens(draw) -> When:
    first, length = draw(days), draw(st.sampled_from((0, 0, 0, 6, 27, 119, 364, 3651)))
    ends = draw(st.sampled_from(("both",) * 6 + ("first", "last", "none")))
    timed = length == draw(st.integers(0, 3))
    clock = (
        Clock(draw(st.integers(0, 1439)), draw(st.sampled_from((None, None, 0, 240))))
        if timed
        else None
    )
    return When(
        draw(words),
        None,
        Span(
            first if ends in ("both", "first") else None,
            first.plus(length) if ends in ("both", "last") else None,
            clock if ends == "both" else None,
            clock if ends == "both" else None,
            approximate=draw(st.integers(0, 4)) == 0,
            expected=draw(st.integers(0, 9)) == 0,
        ),
    )


@st.composite
def timelines(draw, most: int = 25) -> list[DrawnEvent]:
    labels = st.sampled_from(["", "", "Contacts end", "東京で会談が始まる"])
    lanes = st.sampled_from(["", "", "Kyiv", "Moscow"])
    with_edtf = st.builds(
        lambda edtf, label, lane: DrawnEvent(read_when("of old", edtf), label, lane, edtf),
        st.sampled_from(EXPRESSIONS),
        labels,
        lanes,
    )
    usual = st.builds(DrawnEvent, whens(), labels, lanes)
    entries = draw(st.lists(st.one_of(usual, usual, usual, with_edtf), min_size=2, max_size=most))
    return [entries[at] for at in in_order([each.when for each in entries])]


def drawn(entries: list[DrawnEvent], eras: list[DrawnEra] = ()) -> list[Drawing]:
    found = drawings(entries, eras, NOW, ENGLISH)
    assume(found)
    return found


def shown_at(drawing: Drawing) -> list[float]:
    """The widths in em at which the styles choose this drawing."""

    def size_at(width: float) -> str:
        return [size for size, least in SIZES.items() if size == "narrow" or least <= width][-1]

    chosen = [p / EM for p in PIXELS if size_at(p / EM) in drawing.sizes.split()]
    return [SIZES[drawing.size], *chosen]


def wide(mark: Mark) -> float:
    if mark.beside:
        return width_beside(mark.words, mark.label)
    return max(width_of(line, BOLD if mark.label else 1) for line in mark.words)


@given(timelines())
@settings(max_examples=150, deadline=None)
def test_nothing_touches_anything_at_any_width(entries):
    for drawing in drawn(entries):
        laid_out = SIZES[drawing.size]
        for width in shown_at(drawing):
            boxes = [(*box_of(laid_out, mark, width), mark) for mark in drawing.marks]
            for n, (left, right, mark) in enumerate(boxes):
                for other_left, other_right, other in boxes[:n]:
                    apart = abs(mark.y - other.y) > 0.9
                    assert (
                        mark.tall
                        or apart
                        or right <= other_left + 1e-6
                        or other_right <= left + 1e-6
                    ), (width, mark, other)
                if mark.words:
                    # a faded end may reach into the margin, no letter does
                    assert left >= -0.3 and right <= width + 0.3
                    at, end = mark.words_box(wide(mark), width)
                    assert at >= -0.05 and end <= width + 0.05


@given(timelines())
@settings(max_examples=100, deadline=None)
def test_rows_have_room_for_their_words(entries):
    for drawing in drawn(entries):
        for mark in drawing.marks:
            above = 0 if mark.beside else len(mark.words)
            assert mark.tall or mark.y - 0.4 - 1.3 * above >= drawing.top - 0.1
            assert mark.y < drawing.base < drawing.height
            for other in drawing.marks:
                if mark.words and mark.y - other.y > 0:
                    assert mark.y - other.y >= 0.8 + 1.3 * above, "words on a mark above"


@given(timelines(most=60))
@settings(max_examples=150, deadline=None)
def test_every_dated_event_is_drawn_once_and_within_the_axis(entries):
    dated = [n for n, each in enumerate(entries, 1) if each.when.read]
    for drawing in drawn(entries):
        assert sorted(number for mark in drawing.marks for number in mark.numbers) == dated
        for mark in drawing.marks:
            assert 0 <= mark.left <= mark.right <= 100
            arrow = round(100 * ARROW / SIZES[drawing.size], 2)
            assert mark.left == arrow or not mark.open_left or mark.unknown_left
            assert mark.right == 100 - arrow or not mark.open_right or mark.unknown_right


@given(timelines())
@settings(max_examples=150, deadline=None)
def test_left_to_right_is_earlier_to_later(entries):
    for drawing in drawn(entries):
        marks = {mark.number: mark for mark in drawing.marks if mark.count == 1 and not mark.tall}
        for n, mark in marks.items():
            for m, other in marks.items():
                one, two = entries[n - 1].when, entries[m - 1].when
                stub = mark.unknown_right or other.unknown_left  # as long as it has to be seen
                if certainly_before(one, two) and one.latest < two.earliest and not stub:
                    assert mark.right <= other.left, (one, two)


@given(timelines())
@settings(max_examples=150, deadline=None)
def test_the_words_below_the_axis_do_not_touch_either(entries):
    for drawing in drawn(entries):
        for width in shown_at(drawing):
            for of in (False, True):
                end = -1.0
                for tick in drawing.ticks:
                    text = tick.of if of else tick.words
                    if text:
                        wide = width_of(text, BOLD if of else 1)
                        at = (
                            tick.at * width / 100
                            - wide * PART[tick.of_anchor if of else tick.anchor]
                        )
                        assert at >= end - 1e-6 and at >= -0.05 and at + wide <= width + 0.05, (
                            width,
                            drawing.ticks,
                        )
                        end = at + wide
        assert drawing.ticks, "an axis without a word"


@given(
    st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 10**7)), min_size=1, max_size=30),
    st.sampled_from([*SIZES.values()]),
)
@settings(max_examples=200, deadline=None)
def test_no_time_is_left_out_and_each_part_has_one_scale(given_spans, width):
    spans = [Stretch(first, first + length) for first, length in given_spans]
    axis = axis_for(spans, width)
    assert axis.parts[0].first == min(span.first for span in spans)
    assert axis.parts[-1].end == max(span.end for span in spans)
    for one, other in zip(axis.parts, axis.parts[1:], strict=False):
        assert one.end == other.first
    for part in axis.parts:
        middle = (part.first + part.end) // 2
        assert axis.em(middle) - axis.em(part.first) == pytest.approx(
            (middle - part.first) * part.scale
        )
    assert sum(part.em for part in axis.parts) == pytest.approx(width - 2 * PAD)
    assert len(axis.parts) <= 9
    ends = sorted({minute for span in spans for minute in span})
    places = [axis.em(minute) for minute in ends]
    assert places == sorted(places) and places[0] >= 0 and places[-1] <= width


@given(st.lists(st.integers(1, 4 * 10**9), min_size=3, max_size=20, unique=True))
@settings(max_examples=100, deadline=None)
def test_on_a_logarithmic_axis_later_is_farther_right(ages):
    spans = [Stretch(round(-age * YEAR), round(-age * YEAR) + 1440) for age in ages]
    axis = axis_for(spans, NARROW)
    assert max(ages) - min(ages) >= DEEP or not isinstance(axis, DeepAxis)
    places = [axis.em(span.first) for span in sorted(spans)]
    assert places == sorted(places) and places[0] >= 0 and places[-1] <= NARROW
