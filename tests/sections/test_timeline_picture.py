"""The picture of a timeline: what it shows of some events."""

import re
from xml.etree import ElementTree

import pytest

from foldline import load, render
from foldline.dates.day import Day, Span
from foldline.dates.when import DateRules, When, read_when
from foldline.dates.words import table_of
from foldline.sections.timeline.axis import DAY, Axis, Stretch
from foldline.sections.timeline.drawing import DrawnEra, DrawnEvent
from foldline.sections.timeline.lettering import shortened, width_of
from foldline.sections.timeline.picture import WIDE, drawings
from foldline.sections.timeline.ticks import ticks
from tests.made import EXAMPLES, ROOT, brief

ENGLISH = table_of("en")
RULES = DateRules(published=Day(2026, 2, 6))
NOW = (Day(2026, 2, 6), "as of 6 February 2026")


# --- some events


def events_of(*phrases: str | tuple[str, str]) -> list[DrawnEvent]:
    return [
        DrawnEvent(read_when(p, rules=RULES))
        if isinstance(p, str)
        else DrawnEvent(read_when(*p, rules=RULES), edtf=p[1])
        for p in phrases
    ]


def seed() -> str:
    (path,) = (ROOT / "stories").glob("us-russia-*.json")
    return render(load(path.read_bytes()).brief)


def svgs(html: str) -> list[ElementTree.Element]:
    return [
        ElementTree.fromstring(text)
        for text in re.findall(r'<svg class="drawing".*?\n</svg>', html, re.S)
    ]


def test_the_seeds_three_events():
    found = drawings(
        events_of("Late 2021", "February 2022", "Thursday, February 5, 2026"), [], NOW, ENGLISH
    )
    # a larger drawing would show nothing more
    assert [drawing.sizes for drawing in found] == ["narrow", "wide full"]
    for drawing in found:
        late, february, thursday = drawing.marks
        assert [mark.words for mark in drawing.marks] == [
            ["Late 2021"],
            ["February 2022"],
            ["Thursday, February 5, 2026"],
        ]
        assert (late.kind, thursday.kind) == ("span", "point")
        # four years take four years' room: nothing is left out
        assert len(drawing.lines) == 1
        assert (thursday.left - february.left) / (late.right - late.left) == pytest.approx(
            48 / 4, rel=0.04
        )
        assert drawing.now is None
    assert found[-1].marks[1].kind == "span" and found[0].marks[1].point  # too short to be seen
    assert [len(each.findall("{*}a")) for each in svgs(seed())] == [3, 3]


@pytest.mark.parametrize(
    "phrases, strips",
    [
        (("1 May 2025", "1 May 2027", "1 May 2029"), []),
        (("Late 2021", "February 2022", "5 February 2026"), []),
        (("1932", "1984", "September 2024"), []),
        (("2014", "2014 to 2021", "2021"), []),
        (("1932", "1 May 2024", "3 May 2024", "9 May 2024"), [True, False]),
        (
            ("1 May 2021", "3 May 2021", "1 June 2023", "3 June 2023", "2 May 2025"),
            [False, True, False, True],
        ),
    ],
)
def test_where_an_axis_has_parts(phrases, strips):
    for drawing in drawings(events_of(*phrases), [], NOW, ENGLISH):
        assert [strip for _, _, strip in drawing.lines] == (strips or [False])


@pytest.mark.parametrize(
    "phrases, words, of",
    [
        (("1890s", "1961", "2024"), ["1900", "1920", "2000"], []),
        (("May 1850", "2024"), ["1860", "1900", "1960", "2000"], []),
        (("2021", "2023"), ["Jan", "Jul"], ["2021", "2022", "2023", "2024"]),
        (("2011", "2026"), ["2012", "2014", "2026"], []),
        (
            ("Late 2021", "February 2022"),
            ["Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"],
            ["2021", "2022"],
        ),
        (
            ("14 March 2025", "20 March 2025"),
            ["14", "15", "16", "17", "18", "19", "20"],
            ["Mar 2025"],
        ),
        (
            ("9 p.m. on 5 May 2025", "3 a.m. on 6 May 2025"),
            ["21:00", "22:00", "0:00", "1:00", "3:00"],
            ["5 May 2025", "6 May 2025"],
        ),
        (
            ("9:02 p.m. on 5 May 2025", "9:09 p.m. on 5 May 2025"),
            ["21:02", "21:05", "21:09"],
            ["5 May 2025"],
        ),
        (("44 BC", "50 AD"), ["40 BC", "20 BC", "20", "40"], []),
    ],
)
def test_the_words_of_the_axis(phrases, words, of):
    wide = drawings(events_of(*phrases), [], NOW, ENGLISH)[1]
    said = [tick.words for tick in wide.ticks]
    assert set(words) <= set(said), said
    assert [tick.of for tick in wide.ticks if tick.of] == of


def test_words_that_fit_nowhere_stand_where_most_of_them_fit():
    long = "one and another and a third and a fourth and a fifth of the words that nobody needs"
    entries = [
        DrawnEvent(read_when("2001")),
        DrawnEvent(When(long, None, Span(Day(2011, 1, 1), Day(2011, 12, 31)))),
        DrawnEvent(read_when("2012")),
    ]
    narrow = drawings(entries, [], NOW, ENGLISH)[0]
    (words,) = narrow.marks[1].words
    assert not narrow.marks[1].beside and words.endswith("…") and len(words) > 20


def test_what_the_words_are_of_is_named_once():
    entries = events_of(
        "11 April 1970", "13 April 1970", "17 April 1970", "June 15, 1970", "January 1971"
    )
    for drawing in drawings(entries, [], NOW, ENGLISH):
        of = [tick.of for tick in drawing.ticks if tick.of]
        assert of[0] in ("Apr 1970", "1970") and len(of) == len(set(of)), of


def test_where_there_is_no_room_for_all_there_still_are_words():
    entries = events_of(
        "September 1999", "3 September 1999", "31 March 2009", "17 August 2021", "19 August 2021"
    )
    for drawing in drawings(entries, [], NOW, ENGLISH):
        assert len(drawing.ticks) >= 2


def test_in_a_language_without_a_table_the_axis_has_figures():
    axis = Axis([Stretch(Day(2021, 9, 1).ordinal * DAY, Day(2022, 3, 1).ordinal * DAY)], WIDE)
    found = ticks(axis, table_of("xx"), False)
    assert [(tick.words, tick.of) for tick in found][:5] == [
        ("09", "2021"),
        ("10", ""),
        ("11", ""),
        ("12", ""),
        ("01", "2022"),
    ]


def test_what_a_mark_says_of_its_date():
    entries = events_of(
        "before 2014",
        "around 2015",
        "possibly 5 May 2016",
        "2017",
        "since 2018",
        "expected June 2027",
    )
    marks = drawings(entries, [], NOW, ENGLISH)[1].marks
    assert [(m.kind, m.soft, m.doubtful, m.open_left, m.open_right, m.ahead) for m in marks] == [
        ("span", False, False, True, False, False),
        ("span", True, False, False, False, False),
        ("point", False, True, False, False, False),
        ("span", False, False, False, False, False),
        ("bar", False, False, False, True, False),
        ("point", False, False, False, False, True),
    ]


def test_what_is_expected_by_a_date_does_not_begin_in_the_past():
    for drawing in drawings(
        events_of("2021", "5 May 2024", "expected by the end of 2030"), [], NOW, ENGLISH
    ):
        expected = drawing.marks[-1]
        assert expected.left == drawing.now.at < expected.right
        assert (expected.kind, expected.open_left, expected.ahead) == ("span", False, True)


def test_a_legend_is_there_where_more_than_points_and_bars_is_drawn():
    def legend(*phrases: str) -> list[str]:
        return drawings(events_of(*phrases), [], NOW, ENGLISH)[-1].legend

    assert legend("5 May 2020", "7 May 2020") == []
    assert legend("5 May 2020", "7 to 9 May 2020") == []
    assert legend("5 May 2020", "June 2020", "7 to 9 May 2020") == ["bar", "span"]
    assert 'class="picture-legend"' in seed()


def test_now_is_marked_where_something_lies_beyond_it():
    for phrases, marked in (
        (("2021", "2022"), False),
        (("2021", "since 2022"), True),
        (("2021", "expected June 2027"), True),
        (("2021", "6 February 2026"), False),
    ):
        for drawing in drawings(events_of(*phrases), [], NOW, ENGLISH):
            assert bool(drawing.now) == marked, phrases
    ahead = drawings(events_of("2021", "expected June 2027"), [], NOW, ENGLISH)[0]
    assert ahead.marks[0].right < ahead.now.at < ahead.marks[1].left and ahead.now.text == NOW[1]


def test_eras_lie_behind_and_are_cut_where_the_axis_ends():
    spans = events_of("1900 to 1925", "1930s", "1990s", "one day")
    eras = [DrawnEra(each.when, name) for each, name in zip(spans, "ABCD", strict=True)]
    for drawing in drawings(events_of("1920", "1945"), eras, NOW, ENGLISH):
        assert [band.name.text for band in drawing.bands] == ["A", "B"]
        first, second = drawing.bands
        assert first.left == 0 < first.right < second.left < second.right < 100
        assert first.name.y < drawing.top


def test_lanes_are_kept_together_and_named():
    dated = events_of("2001", "2002", "2003", "2004")
    entries = [
        DrawnEvent(each.when, lane=lane)
        for each, lane in zip(dated, ("K", "M", "K", ""), strict=True)
    ]
    for drawing in drawings(entries, [], NOW, ENGLISH):
        assert [lane.text for lane in drawing.lanes] == ["K", "M"]
        one, two, three, four = (mark.y for mark in drawing.marks)
        k, m = (lane.y for lane in drawing.lanes)
        assert k < one <= three < m < two < four


def test_fewer_than_two_dates_need_no_picture():
    assert drawings(events_of("2021", "one foggy morning"), [], NOW, ENGLISH) == []
    assert 'class="picture"' not in render(brief(EXAMPLES["timeline"]["without_dates_it_can_read"]))


@pytest.mark.parametrize("many, labelled", [(20, True), (150, False), (2000, False)])
def test_the_more_events_the_less_is_said_of_each(many, labelled):
    entries = [
        DrawnEvent(When(f"day {n}", None, Span(day, day)))
        for n in range(many)
        for day in [Day(2020, 1, 1).plus(3 * n)]
    ]
    for drawing in drawings(entries, [], NOW, ENGLISH):
        assert drawing.labelled == labelled and drawing.height < 75
        assert len(drawing.marks) <= max(min(many, 200), WIDE)
        assert [number for mark in drawing.marks for number in mark.numbers] == list(
            range(1, many + 1)
        )


def test_letters_are_cut_at_a_word():
    assert shortened("Washington stops speaking to Moscow", 14) == "Washington stops…"
    assert shortened("Washington", 14) == "Washington" and width_of(shortened("W" * 500, 9)) <= 9
    assert shortened("a\n b", 9) == "a b"


# --- its markup


@pytest.mark.parametrize(
    "name", [name for name, each in EXAMPLES["timeline"].items() if "events" in each]
)
def test_it_is_well_formed_and_escaped(name):
    for svg in svgs(render(brief(EXAMPLES["timeline"][name]))):
        assert {re.sub("{.*}", "", each.tag) for each in svg.iter()} <= {
            "svg",
            "g",
            "a",
            "title",
            "rect",
            "circle",
            "line",
            "text",
            "tspan",
            "path",
            "defs",
            "linearGradient",
            "stop",
        }
        assert not [
            name
            for each in svg.iter()
            for name in each.attrib
            if name == "style" or name.startswith("on")
        ]


def test_what_is_too_short_for_the_axis_is_still_drawn():
    events = [{"when": when, "text": "t"} for when in ("1590", "14 to 17 April 1970", "2025")]
    found = [
        svg.findall(".//{*}rect")
        for svg in svgs(
            render(
                brief(
                    {
                        "kind": "timeline",
                        "events": events,
                        "eras": [{"when": "May 1971", "name": "May"}],
                    }
                )
            )
        )
    ]
    assert len(found) == 2 and all(
        float(rect.get("width", "").removesuffix("%")) > 0 for rects in found for rect in rects
    )


def test_each_mark_leads_to_its_event():
    html = render(brief(EXAMPLES["timeline"]["filled"], EXAMPLES["timeline"]["out_of_order"]))
    targets = re.findall(r'<a class="mark" href="#([^"]+)"', html)
    assert (
        set(targets) == set(re.findall(r'<li id="(timeline[^"]*-event-\d+)"', html))
        and "timeline-2-event-1" in targets
    )
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_the_seeds_picture_is_small():
    assert sum(len(ElementTree.tostring(each)) for each in svgs(seed())) < 5000
