"""Briefs whose claims take long to check."""

from foldline import Brief
from foldline.claims import check_claims
from foldline.text.matching import common_in_order
from tests.hostile.readers import (
    FIELD,
    case,
    day,
    impact,
    lines,
    made,
    many,
    points,
    quotes,
    sources,
    story,
    timeline,
    word,
)


def _told_story(size: int) -> str:
    """Sentences with a figure, a day and a quotation each."""
    return lines(
        size,
        lambda at: (
            f"On {day(at)} some {at} pilots said “the {word(at)} berth was never wrong” "
            f"at the {word(at % 50)} quay. "
        ),
    )


def _without_rapidfuzz(brief: Brief) -> object:
    return check_claims(brief, likeness=common_in_order)


for _name, _check in (("", check_claims), (", without RapidFuzz", _without_rapidfuzz)):
    case(
        f"claims: quotations that stand in the story{_name}",
        _check,
        2_000,
        lambda size: made(
            story(_told_story(size)),
            quotes(many(size, lambda at: f"the {word(at)} berth was never wrong")),
        ),
    )
    case(
        f"claims: quotations that nearly stand there{_name}",
        _check,
        2_000,
        lambda size: made(
            story(_told_story(size)),
            quotes(
                many(
                    size,
                    lambda at: (
                        f"the {word(at)} berth was not ever wrong at the {word(at % 50)} quay"
                    ),
                )
            ),
        ),
        first=64,  # up to a hundred passages are compared with each
    )
    case(
        f"claims: quotations of the story's words in another order{_name}",
        _check,
        2_000,
        lambda size: made(
            story(_told_story(size)),
            quotes(many(size, lambda at: "wrong never was berth the quay at pilots some")),
        ),
    )
    case(
        f"claims: one long quotation of one word{_name}",
        _check,
        60_000,
        lambda size: made(story("hen " * size), quotes(["hen " * size + "coin"])),
    )
    case(
        f"claims: one long quotation of two words{_name}",
        _check,
        40_000,
        lambda size: made(story("hen coin " * size), quotes(["coin hen hen coin " * (size // 2)])),
    )
    case(
        f"claims: one long quotation of many words{_name}",
        _check,
        20_000,
        lambda size: made(
            story(lines(size, lambda at: word(at) + " ")),
            quotes([lines(size, lambda at: word(at) + (" " if at % 3 else " a "))]),
        ),
    )
    case(
        f"claims: quotations of one word, many times{_name}",
        _check,
        8_000,
        lambda size: made(story("hen " * 4 * size), quotes(["hen hen hen coin hen"] * size)),
    )
case(
    "claims: gaps in a quotation",
    check_claims,
    40_000,
    lambda size: made(story("hen " * size), quotes(["hen … " * size + "coin"])),
)
case(
    "claims: gaps in quotations",
    check_claims,
    8_000,
    lambda size: made(story("hen " * 4 * size), quotes(["hen … hen … coin"] * size)),
)
case(
    "claims: blanks in a quotation",
    check_claims,
    FIELD,
    lambda size: made(story("A hen."), quotes(["a" + " " * size + "b"])),
)
case(
    "claims: brackets in a quotation",
    check_claims,
    FIELD // 4,
    lambda size: made(story("A hen."), quotes(["[a] [" * size])),
)
case(
    "claims: a sentence that never ends",
    check_claims,
    4_000,
    lambda size: made(
        story(lines(size, lambda at: f"a {word(at)} hen said, ")),
        quotes(many(size, lambda at: f"a {word(at)} hen")),
    ),
    first=128,  # a sentence is cut behind 800 characters
)
case(
    "claims: amounts of one kind",
    check_claims,
    80_000,
    lambda size: made(story("$1 " * size), points(["$2 " * size])),
)
case(
    "claims: other amounts",
    check_claims,
    20_000,
    lambda size: made(
        story(lines(size, lambda at: f"${2 * at} ")),
        points([lines(size, lambda at: f"${2 * at + 1} ")]),
    ),
)
case(
    "claims: amounts in points",
    check_claims,
    6_000,
    lambda size: made(
        story(lines(size, lambda at: f"The harbour wanted pilots for ${2 * at} again. ")),
        points(many(size, lambda at: f"The harbour wanted pilots for ${2 * at + 1} again.")),
    ),
)
case(
    "claims: counts of many nouns",
    check_claims,
    6_000,
    lambda size: made(
        story(lines(size, lambda at: f"The harbour wanted pilots for 2 {word(at)} again. ")),
        points(many(size, lambda at: f"The harbour wanted pilots for 3 {word(at)} again.")),
    ),
)
case(
    "claims: days in points",
    check_claims,
    6_000,
    lambda size: made(
        story(lines(size, lambda at: f"On {day(2 * at)} the harbour wanted pilots again. ")),
        points(many(size, lambda at: f"On {day(2 * at + 1)} the harbour wanted pilots again.")),
    ),
)
case(
    "claims: days in a story without sentences",
    check_claims,
    20_000,
    lambda size: made(
        story(lines(size, lambda at: f"{day(2 * at)} ")),
        points([lines(size, lambda at: f"{day(2 * at + 1)} ")]),
    ),
    first=128,  # a sentence is cut behind 800 characters
)
case(
    "claims: figures of one impact",
    check_claims,
    8_000,
    lambda size: made(story("A hen."), impact(text="1" * 5 * size, figures=["1" * 8 + "%"] * size)),
)
case(
    "claims: events of one day",
    check_claims,
    6_000,
    lambda size: made(
        story(lines(size, lambda at: f"In {1800 + at % 200} the harbour wanted pilots. ")),
        timeline(many(size, lambda at: {"when": day(at), "text": "a hen"})),
    ),
)
case(
    "claims: lists of sources",
    check_claims,
    6_000,
    lambda size: made(points(many(size, lambda at: f"Hen {at}.")), sources=sources(size)),
)
