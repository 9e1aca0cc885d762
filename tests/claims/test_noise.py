"""What a reader is not shown, because nothing is established by it; and what is shown beside it."""

import pytest

from foldline.claims import check_claims
from tests.made import brief

STORY = (
    "Fourteen people died at Colby, and about 640 had to leave. A third of the shops stayed shut. "
    "The tram has 31,000 passengers, against 18,000 on the buses. Colby’s 72 farms lost their hay. "
    "On Monday 29 March the ship came free. The state pays 60 per cent, the town the rest. "
    "The hospital does not object to the rails in front of its doors. It cost $2.1 million. "
    "The port drops its claim for damages against the union."
)


def shown(text: str, story: str = STORY, **fields: object) -> list[tuple[str, str]]:
    """The verdict and the words of all that a reader is shown of one point."""
    checked = brief(
        {"kind": "what_happened", "points": [{"text": text}], "sources": ["a"]},
        {"kind": "full_story", "text": story, "sources": ["b"]},
        published="2023-05-06",
        **fields,
    )
    return [(each.verdict, each.here) for each in check_claims(checked) if not each.quiet]


@pytest.mark.parametrize(
    "text",
    [
        "On the ground the switches of tank 2 weld shut.",
        "Route 9 is gone.",
        "14 people died.",
        "About 640 were taken from their houses.",
        "The shops stayed shut: -33%.",
        "One in three shops stayed shut.",
        "There are 13,000 more passengers.",
        "Hay was lost on 72 farms.",
        "The ship came free on 29 March.",
        "The town pays 40%.",
        "It took two weeks, and the days in between.",
        "It came in April 1907.",
        "It cost 2.1 million dollars.",
        "The hospital has nothing against the rails.",
        "The port stops asking for damages.",
    ],
)
def test_what_is_no_finding(text):
    assert shown(text) == []


@pytest.mark.parametrize(
    "text, finding",
    [
        ("15 people died at Colby.", ("differs", "15 people")),
        ("About 740 were taken from their houses.", ("only here", "740")),
        ("The shops stayed shut: -45%.", ("only here", "-45%")),
        ("It cost $2 million and $8 more.", ("only here", "$8")),
        (
            "The hospital objects to the rails in front of its doors.",
            ("contradicts", "objects"),
        ),
        (
            "The port keeps up its claim for damages against the union.",
            ("contradicts", "keeps"),
        ),
    ],
)
def test_what_is_one(text, finding):
    assert finding in shown(text)


def quoted(text: str, speaker: str, story: str) -> list[tuple[str, str]]:
    checked = brief(
        {"kind": "key_quotes", "quotes": [{"text": text, "speaker": speaker, "sources": ["a"]}]},
        {"kind": "full_story", "text": story, "sources": ["b"]},
    )
    return [(each.verdict, each.there) for each in check_claims(checked) if not each.quiet]


WAIT = "We wait for the tide to turn."


@pytest.mark.parametrize(
    "speaker, story",
    [
        ("Ada Quill", "Ada Quill was not worried. “We wait for the tide to turn,” she said."),
        ("Ada Quill", "“We wait for the tide to turn,” said the port’s head, Ada Quill."),
        ("Ada Quill", "Mrs Quill was calm. “We wait for the tide to turn,” she told us."),
        ("Ada Quill", "“We wait,” Ada Quill said, “for the tide to turn.”"),
        ("Ada Quill", "“We wait for the tide to turn” stood on the wall."),
    ],
)
def test_a_speaker_who_is_named_nearby_or_nowhere(speaker, story):
    assert quoted(WAIT, speaker, story) == []


@pytest.mark.parametrize(
    "story, other",
    [
        ("It was Ruta Blom who waited. “We wait for the tide to turn,” she said.", "Ruta Blom"),
        (
            "One line stood out: “We wait for the tide to turn.” That line is quoted as the words "
            "of Ada Quill, and as those of the Pilots.",
            "the Pilots",
        ),
        ("“We wait for the tide to turn,” said the port’s head, Ruta Blom.", "the port’s head"),
    ],
)
def test_another_speaker(story, other):
    ((verdict, there),) = quoted(WAIT, "Ada Quill", story)
    assert verdict == "other speaker" and other in there
