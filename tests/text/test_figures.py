import pytest

from foldline.text.figures import figures_in


@pytest.mark.parametrize(
    "text, found",
    [
        ("Mild dip (1-3%) on fears", [("1-3%", 1, 3, "%", "on")]),
        ("Prices drop $2-5/bbl", [("$2-5/bbl", 2, 5, "$/bbl", "")]),
        ("a +0.2-0.5% GDP lift", [("+0.2-0.5%", 0.2, 0.5, "%", "gdp")]),
        (
            "1,200 people and 4.5 million euros",
            [("1,200", 1200, 1200, "", "people"), ("4.5 million", 4.5e6, 4.5e6, "", "euro")],
        ),
        ("£2.1m-£2.6m", [("£2.1m-£2.6m", 2.1e6, 2.6e6, "£", "")]),
        ("5 per cent, 7 percent", [("5 per cent", 5, 5, "%", ""), ("7 percent", 7, 7, "%", "")]),
        ("first in 4+ years", [("4+", 4, 4, "", "year")]),
        ("two-day talks, four months", [("two", 2, 2, "", "day"), ("four", 4, 4, "", "month")]),
        ("one of them, one day", [("one", 1, 1, "", "day")]),
        ("$184,000.50 traded", [("$184,000.50", 184000.5, 184000.5, "$", "traded")]),
    ],
)
def test_figures(text, found):
    assert [
        (figure.text, figure.low, figure.high, figure.unit, figure.noun)
        for figure in figures_in(text)
    ] == [(*each[:4], "" if each[4] == "on" else each[4]) for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "February 24, 2022",
        "on 5 May 2026",
        "in 2021",
        "since the 1890s",
        "the 19th century",
        "at 9:05",
        "2026-02-05",
        "https://example.org/12",
        "COVID-19",
        "post-2021 pause",
        "version 1.2.3",
        "Apollo 13 burst",
        "see Notice 14",
        "the 9.05 train",
        "two sides",
        "one of them",
    ],
)
def test_what_is_no_figure(text):
    assert list(figures_in(text)) == []
