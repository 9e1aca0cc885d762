"""What the picture of a timeline makes of hard shapes, and what its dates mean."""

import pytest

from foldline import render
from foldline.dates.day import Day
from foldline.dates.when import DateRules, in_order, read_when
from foldline.dates.words import table_of
from foldline.sections.timeline.drawing import Drawing, DrawnEvent
from foldline.sections.timeline.meaning import meaning_of
from foldline.sections.timeline.picture import drawings
from tests.browser.hard_timelines import SHAPES
from tests.made import brief

ENGLISH = table_of("en")
RULES = DateRules(published=Day(2026, 2, 6))
NOW = (Day(2026, 2, 6), "as of 6 February 2026")


def shape(name: str) -> list[Drawing]:
    """The drawings of a hard shape: tests/browser/hard_timelines.py."""
    found = []
    for each in SHAPES[name]():
        given = each["when"]
        display, edtf = (given, None) if isinstance(given, str) else given.values()
        found.append(
            DrawnEvent(read_when(display, edtf, RULES), each.get("label", ""), "", edtf or "")
        )
    return drawings([found[at] for at in in_order([each.when for each in found])], [], NOW, ENGLISH)


def test_days_get_room_beside_their_years():
    for drawing in shape("years-and-days"):
        (_, cut, strip), (_, end, near) = drawing.lines
        assert (strip, near, end) == (True, False, 100) and cut < 45
        inside = [mark for mark in drawing.marks if mark.left >= cut]
        assert len(inside) == 5 and all(mark.words for mark in drawing.marks)
        assert "strip" in drawing.legend
        assert [tick.words for tick in drawing.ticks if tick.at > cut][-4:] == list("3456")
    years = [tick.words for tick in drawing.ticks if tick.at < cut]
    assert years == ["2022", "2023", "2024", "2025", "2026"]


def test_deep_time_has_an_axis_of_powers_of_ten():
    for drawing in shape("deep-time"):
        assert drawing.deep and "deep" in drawing.legend
        assert all(mark.words for mark in drawing.marks)
        assert [tick.of for tick in drawing.ticks if tick.of] == ["years ago"]
        assert drawing.ticks[0].words == "1 billion" and drawing.ticks[-1].words == "2026"
        assert len(drawing.ticks) >= 9  # a line for each power, also where its words have no room


@pytest.mark.parametrize(
    "when, extent",
    [
        ("5 May 2025", "moment"),
        ("Late 2021", "within"),
        ("the 1890s", "within"),
        ("mid-March 1985", "within"),
        ("winter 2021-22", "within"),
        ("between 3 and 5 May 2020", "within"),
        ("before 2014", "within"),
        ("after 2021", "within"),
        ("by 2019", "within"),
        ("14 to 17 April 1970", "lasted"),
        ("14–16 March 2025", "lasted"),
        ("from 2018 to 2020", "lasted"),
        ("since 2018", "lasted"),
        ("2019–", "lasted"),
        ("2014 to now", "lasted"),
        ("throughout May 2020", "lasted"),
        ("9 p.m. on 5 May 2025 to 3 a.m. on 6 May 2025", "lasted"),
        (("of old", "1984-24"), "within"),
        (("of old", "1984/1985"), "lasted"),
        (("of old", "[1863,1864]"), "one of"),
        (("of old", "{1863,1864}"), "all of"),
        (("of old", "[..1984]"), "within"),
        (("of old", "[1863..1865]"), "within"),
    ],
)
def test_what_a_date_means(when, extent):
    display, edtf = (when, None) if isinstance(when, str) else when
    assert meaning_of(read_when(display, edtf, RULES), edtf or "", ENGLISH).extent == extent


def test_sets_have_their_dates_and_ends_that_nobody_knows_are_short():
    for drawing in shape("marks-and-sets"):
        kinds = {mark.words[0]: (mark.kind, len(mark.members)) for mark in drawing.marks}
        assert kinds["Sold again"] == ("choice", 3) and kinds["Fairs"] == ("each", 3)
        for mark in drawing.marks:
            assert mark.members == sorted(mark.members)
            assert all(mark.left <= at <= mark.right for at in mark.members)
    for drawing in shape("unknown-ends"):
        marks = {mark.words[0]: mark for mark in drawing.marks}
        mill, ferry, bridge = (marks[n] for n in ("The old mill", "The ferry", "The bridge"))
        assert mill.unknown_left and ferry.unknown_right and not bridge.unknown_right
        assert bridge.open_right and ferry.right - ferry.left < 10 < bridge.right - bridge.left
        assert {"unknown", "goes_on", "span", "bar"} <= set(drawing.legend)


def test_duplicates_share_one_mark_and_its_name():
    for drawing in shape("duplicates"):
        counts = {
            mark.words[0].removesuffix(" ×5").removesuffix(" ×2"): mark.count
            for mark in drawing.marks
        }
        assert counts == {
            "The vote": 3,
            "9 May 2024": 5,
            "The speech": 1,
            "The walkout": 1,
            "The count": 2,
        } or counts == {"The vote ×3": 3} | {k: v for k, v in counts.items() if k != "The vote ×3"}
        assert any(mark.words[-1].endswith("×3") for mark in drawing.marks)


def test_names_do_not_vanish():
    for drawing in shape("one-night"):
        assert drawing.labelled and len(drawing.marks) == 12 and drawing.height < 30
    narrow, wide, full = shape("thirty")
    assert full.labelled and len(full.marks) == 30
    named = [sum(bool(mark.words) for mark in each.marks) for each in (narrow, wide)]
    assert named[0] >= 12 and named[1] >= 25
    html = render(brief({"kind": "timeline", "events": SHAPES["one-night"]()}))
    assert html.count('<p class="event-label">First call</p>') == 1
    assert html.count("<title>First call: 21:58, 14 May 2025</title>") == 3


def test_three_hundred_in_an_hour_are_counted():
    for drawing in shape("one-hour"):
        assert sum(mark.count for mark in drawing.marks) == 300
        assert len(drawing.places.split()) == 300 and drawing.legend == ["count"]
        assert max(drawing.marks, key=lambda mark: mark.tall).count == max(
            mark.count for mark in drawing.marks
        )
    assert {"18:00", "18:30"} <= {tick.words for tick in drawing.ticks}
