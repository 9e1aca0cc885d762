import pytest

from foldline.text.wording import allowed_names, nearest, shown
from tests.made import loaded, sentences


@pytest.mark.parametrize(
    "value, words",
    [
        ("text", '"text"'),
        ('with "marks"', '"with \\"marks\\""'),
        ("ü", '"ü"'),
        (7, "7"),
        (0.5, "0.5"),
        (True, "true"),
        (None, "null"),
        ({}, "an object of 0"),
        ({"a": 1}, "an object of 1"),
        ([1, 2], "a list of 2"),
    ],
)
def test_values_as_they_stand_in_the_file(value, words):
    assert shown(value) == words


def test_long_values_are_cut():
    assert shown("x" * 58) == '"' + "x" * 58 + '"'
    assert shown("x" * 59) == '"' + "x" * 58 + "…"
    assert len(shown("x" * 10_000)) == 60


@pytest.mark.parametrize(
    "name, sentence", [("titel", '; did you mean "title"?'), ("zzz", ""), (3, "")]
)
def test_nearest(name, sentence):
    assert nearest(name, ["title", "dek"]) == sentence


def test_allowed_names_are_those_not_given_yet():
    assert allowed_names("titel", ["title"], ["title", "dek"]) == '; did you mean "title"?'
    assert allowed_names("titel", ["dek"], ["title", "dek"]) == "; known here are title, dek"


MARKET = {
    "question": "q",
    "venue": "v",
    "as_of": "2026-01-02",
    "outcomes": [{"name": "Yes", "probability": 0.5}],
}
SMALL = "allowed are small letters, digits and hyphens, as in associated-press"


def market(**fields) -> dict:
    return {"kind": "markets", "markets": [MARKET | fields]}


def photo(**fields) -> dict:
    return {"kind": "photo_gallery", "photos": [{"src": "a.svg", "alt": "A"} | fields]}


@pytest.mark.parametrize(
    "section, sentence",
    [
        (market(outcomes=[]), "markets[0].outcomes: is empty; at least 1 must be given"),
        (
            market(outcomes=[{"name": "Yes", "probability": 37}]),
            "markets[0].outcomes[0].probability: is 37; allowed is a number less than or equal to "
            "1",
        ),
        (
            market(outcomes=[{"name": "Yes", "probability": -0.1}]),
            "markets[0].outcomes[0].probability: is -0.1; allowed is a number greater than or "
            "equal to 0",
        ),
        (
            market(outcomes=[{"name": "Yes", "probability": "37 %"}]),
            'markets[0].outcomes[0].probability: is "37 %"; allowed is a number',
        ),
        (
            market(outcomes=[{"name": "Yes", "probability": True}]),
            "markets[0].outcomes[0].probability: is true; allowed is a number",
        ),
        (
            market(outcomes=[{"name": "Yes"}]),
            'markets[0].outcomes[0].probability: is missing; "probability" must be given',
        ),
        (
            market(outcomes=[{"name": "Yes", "probabilty": 1}]),
            'markets[0].outcomes[0].probability: is missing; "probability" must be given, is '
            '"probabilty" meant for it?',
        ),
        (market(outcomes={}), "markets[0].outcomes: is an object of 0; allowed is a list, […]"),
        (
            market(volume={"amount": 1, "currency": "x" * 13}),
            "markets[0].volume.currency: has 13 characters; at most 12 are allowed here",
        ),
        (
            market(volume={"amount": 1, "currency": ""}),
            "markets[0].volume.currency: is empty; say something, or leave the field out",
        ),
        (market(volume=[]), "markets[0].volume: is a list of 0; allowed is an object, {…}"),
        (
            market(as_of="yesterday"),
            'markets[0].as_of: is "yesterday": a date is written 2026-02-05, a moment '
            "2026-02-05T21:30:00+04:00 (with its offset or Z)",
        ),
        (photo(width=0), "photos[0].width: is 0; allowed is a number greater than 0"),
        (
            photo(width=20001),
            "photos[0].width: is 20001; allowed is a number less than or equal to 20000",
        ),
        (photo(width="3"), 'photos[0].width: is "3"; allowed is a whole number'),
        (photo(width=3.5), "photos[0].width: is 3.5; allowed is a whole number"),
        (photo(alt=""), "photos[0].alt: is empty; say something, or leave the field out"),
        (
            photo(src="data:image/svg+xml,x"),
            'photos[0].src: is "data:image/svg+xml,x": image data may be of image/png, '
            "image/jpeg, image/gif, image/webp, image/avif, not image/svg+xml",
        ),
        ({"kind": "discussion", "platform": "X", "summary": "s"}, f'platform: is "X"; {SMALL}'),
        (
            {"kind": "discussion", "platform": "x", "sentiment": {"mood": "mixt"}},
            'sentiment.mood: is "mixt"; allowed: "positive", "mostly positive", "mixed", "mostly '
            'negative", "negative"; '
            'did you mean "mixed"?',
        ),
        ({"kind": "discussion", "summary": "s"}, 'platform: is missing; "platform" must be given'),
        (
            {
                "kind": "economic_impact",
                "short_term": [{"subject": "s", "text": "t", "direction": "sideways"}],
            },
            'short_term[0].direction: is "sideways"; allowed: "up", "down", "mixed", "unclear"',
        ),
        (
            {"kind": "economic_impact", "sectors": "Energy"},
            'sectors: is "Energy"; allowed is a list, […]',
        ),
        ({"kind": "prose", "heading": "h", "note": 3}, "note: is 3; allowed is a text"),
        (
            {"kind": "prose", "heading": "h", "text": "t", "sources": ["A B"]},
            f'sources[0]: is "A B"; {SMALL}',
        ),
    ],
)
def test_sentences(section, sentence):
    assert sentences(loaded(section))[0] == f"sections[0].{sentence}"


@pytest.mark.parametrize(
    "kind",
    [
        "photo_gallery",
        "what_happened",
        "timeline",
        "key_quotes",
        "opposing_views",
        "markets",
        "historical_background",
        "economic_impact",
        "full_story",
    ],
)
def test_an_empty_section_without_a_note(kind):
    assert sentences(loaded({"kind": kind})) == [
        'sections[0]: the section is empty and has no note; fill it, or say in "note" why there '
        "is nothing"
    ]
