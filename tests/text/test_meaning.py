"""Texts that are near in words: whether they say the same or the opposite."""

import pytest

from foldline.text.meaning import Read, contradiction, differing_figures


@pytest.mark.parametrize(
    "one, other, kind",
    [
        ("The council approves the tram", "The council does not approve the tram", "denial"),
        ("No ceasefire came of the talks", "A ceasefire came of the talks", "denial"),
        ("The government supports an inquiry", "The government opposes an inquiry", "opposite"),
        ("The union won in court", "The union lost in court", "opposite"),
        ("Prices rose in Vell in May", "In May prices in Vell fell", "opposite"),
        ("The rebels advance north", "The rebels advance south", "opposite"),
        ("Israel strikes Iran", "Iran strikes Israel", "actors"),
        ("Israel strikes Iran", "Israel was struck by Iran", "actors"),
        (
            "On Monday Israel launched air strikes on Iran overnight",
            "On Monday Iran launched air strikes on Israel overnight",
            "actors",
        ),
        ("Orrin buys Hale for 2 billion", "Hale bought Orrin for 2 billion", "actors"),
    ],
)
def test_the_opposite(one, other, kind):
    found = contradiction(Read(one), Read(other))
    assert found is not None and found.kind == kind
    assert contradiction(Read(other), Read(one)).kind == kind


@pytest.mark.parametrize(
    "one, other",
    [
        ("The council approves the tram", "The tram is approved by the council"),
        ("The council did not approve the tram", "The council rejected the tram"),
        ("Israel strikes Iran", "Iran was struck by Israel"),
        ("Russia met Ukraine in Vell", "Ukraine met Russia in Vell"),
        ("Not only the council approves the tram", "The council approves the tram"),
        ("The union can strike now", "The union did not strike"),
        ("It stopped paying interest in April", "It has not paid interest since April"),
        ("Hale’s shares fell in May", "Orrin’s shares rose in May"),
        ("In Vell the union struck Orrin", "The union struck Orrin in Vell"),
        ("Russia and Ukraine exchange prisoners", "Ukraine and Russia exchange prisoners"),
        ("On Monday Orrin bought Hale", "Orrin bought Hale on Monday"),
        ("Rain", "No rain"),
        ("", "not"),
    ],
)
def test_the_same_or_another_thing(one, other):
    assert contradiction(Read(one), Read(other)) is None
    assert contradiction(Read(other), Read(one)) is None


@pytest.mark.parametrize(
    "one, other, differ",
    [
        ("12 killed in the blast", "40 killed in the blast", True),
        ("12 killed in the blast", "At least 10 killed in the blast", False),
        ("640 people", "641 people", False),
        ("640 people", "650 people", True),
        ("12 killed, 40 hurt", "40 hurt, 12 killed", False),
        ("Prices rose 3%", "Prices rose 4%", True),
        ("3 ships", "4 boats", False),
    ],
)
def test_figures(one, other, differ):
    assert bool(list(differing_figures(Read(one), Read(other)))) is differ
