"""The picture of a timeline: what holds for any events, at any width."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from foldline.dates.day import Day, Span
from foldline.dates.when import Clock, DateRules, When, certainly_before, in_order
from foldline.dates.words import table_of
from foldline.sections.timeline.axis import BREAK, Axis, Stretch, stretches
from foldline.sections.timeline.drawing import Drawing, DrawnEra, DrawnEvent
from foldline.sections.timeline.lettering import BOLD, width_of
from foldline.sections.timeline.picture import NARROW, WIDE, drawings
from foldline.sections.timeline.placing import ARROW, box_of

ENGLISH = table_of("en")
RULES = DateRules(published=Day(2026, 2, 6))
NOW = (Day(2026, 2, 6), "as of 6 February 2026")
LAID_OUT = {"narrow": NARROW, "wide": WIDE}
EM = 12
"""Pixels of the picture's em, where nobody changes the size of letters."""
PART = {"start": 0, "middle": 0.5, "end": 1}
PIXELS = (264, 568, 712, 1384)
"""How wide the picture is on screens 320 and 768 pixels wide, and would be if it filled one of 768
or 1440.
"""


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
    entries = draw(
        st.lists(st.builds(DrawnEvent, whens(), labels, lanes), min_size=2, max_size=most)
    )
    return [entries[at] for at in in_order([each.when for each in entries])]


def drawn(entries: list[DrawnEvent], eras: list[DrawnEra] = ()) -> list[Drawing]:
    found = drawings(entries, eras, NOW, ENGLISH)
    assume(found)
    return found


def shown_at(drawing: Drawing) -> list[float]:
    """The widths in em at which the styles choose this drawing."""
    return [
        LAID_OUT[drawing.size],
        *(p / EM for p in PIXELS if (p >= WIDE * EM) == (drawing.size == "wide")),
    ]


@given(timelines())
@settings(max_examples=150, deadline=None)
def test_nothing_touches_anything_at_any_width(entries):
    for drawing in drawn(entries):
        laid_out = LAID_OUT[drawing.size]
        for width in shown_at(drawing):
            boxes = [(*box_of(laid_out, mark, width), mark) for mark in drawing.marks]
            for n, (left, right, mark) in enumerate(boxes):
                for other_left, other_right, other in boxes[:n]:
                    if drawing.labelled or not mark.tall:
                        apart = abs(mark.y - other.y) > 0.9
                        assert apart or right <= other_left + 1e-6 or other_right <= left + 1e-6, (
                            width,
                            mark,
                            other,
                        )
                if mark.words:
                    assert (
                        left >= -0.3 and right <= width + 0.3
                    )  # a faded end may reach into the margin, no letter does
                    wide = max(width_of(line) for line in mark.words)
                    at = mark.words_at * width / 100 + mark.words_aside - wide * PART[mark.anchor]
                    assert at >= -0.05 and at + wide <= width + 0.05


@given(timelines())
@settings(max_examples=100, deadline=None)
def test_rows_have_room_for_their_words(entries):
    for drawing in drawn(entries):
        for mark in drawing.marks:
            if mark.words:
                assert mark.y - 0.85 - 1.3 * len(mark.words) >= drawing.top - 1.3
                assert mark.y < drawing.base < drawing.height
                for other in drawing.marks:
                    if mark.y - other.y > 0:
                        assert mark.y - other.y >= 0.8 + 1.3 * min(1, len(mark.words)), (
                            "words on a mark above"
                        )


@given(timelines(most=60))
@settings(max_examples=150, deadline=None)
def test_every_dated_event_is_drawn_once_and_within_the_axis(entries):
    dated = [n for n, each in enumerate(entries, 1) if each.when.read]
    for drawing in drawn(entries):
        assert sorted(number for mark in drawing.marks for number in mark.numbers) == dated
        for mark in drawing.marks:
            assert 0 <= mark.left <= mark.right <= 100
            arrow = round(100 * ARROW / LAID_OUT[drawing.size], 2)
            assert mark.tall or mark.left == arrow or not mark.open_left
            assert mark.tall or mark.right == 100 - arrow or not mark.open_right


@given(timelines())
@settings(max_examples=150, deadline=None)
def test_left_to_right_is_earlier_to_later(entries):
    for drawing in drawn(entries):
        marks = {mark.number: mark for mark in drawing.marks if mark.count == 1 and not mark.tall}
        for n, mark in marks.items():
            for m, other in marks.items():
                one, two = entries[n - 1].when, entries[m - 1].when
                if certainly_before(one, two) and one.latest < two.earliest:
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


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 10**7)), min_size=1, max_size=30))
@settings(max_examples=200, deadline=None)
def test_only_nothing_is_left_out_and_the_scale_is_one(given_spans):
    spans = [Stretch(first, first + length) for first, length in given_spans]
    found = stretches(spans, NARROW)
    assert found == sorted(found) and all(
        any(s.first <= first and end <= s.end for s in found) for first, end in spans
    )
    axis = Axis(found, NARROW)
    for s in found:
        assert axis.em(s.end) - axis.em(s.first) == pytest.approx((s.end - s.first) * axis.scale)
    ends = sorted({m for span in spans for m in span})
    minutes = [
        *ends,
        *((one + other) // 2 for one, other in zip(ends, ends[1:], strict=False)),
    ]  # in breaks, too
    places = [axis.em(m) for m in sorted(minutes)]
    assert places == sorted(places) and places[0] >= 0 and places[-1] <= NARROW
    for one, other in zip(found, found[1:], strict=False):
        assert (
            axis.em(one.end) + BREAK
            < axis.em((one.end + other.first) // 2) + BREAK / 2
            < axis.em(other.first)
        )
    assert len(found) <= 4
