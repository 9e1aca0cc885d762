"""Each limit of a brief: what is refused, in which words, and how little of the brief goes with it."""

import dataclasses
import re

import pytest
from click.testing import CliRunner

from foldline import load
from foldline.cli import main
from foldline.story.brief import UnreadSection
from foldline.story.limits import LIMITS, NAMES, Limits, limits_of
from foldline.story.loading import MOST_PROBLEMS
from foldline.text.cost import MARKDOWN_CHARACTERS, MARKDOWN_NESTING
from tests.made import EXAMPLES, ROOT, as_bytes, as_dict, sentences

SMALL = Limits(
    bytes=100_000,
    depth=12,
    values=500,
    sections=3,
    sources=2,
    items=4,
    characters=1000,
    images=2,
    image_bytes=300,
)
NOTE = {"kind": "prose", "heading": "h", "note": "n"}
DATA = "data:image/png;base64,"


def points(number: int, text: str = "t") -> dict:
    return {"kind": "what_happened", "points": [{"text": text}] * number}


def photos(*addresses: str) -> dict:
    return {"kind": "photo_gallery", "photos": [{"src": src, "alt": "a"} for src in addresses]}


def test_what_is_at_its_limit_may_be():
    found = load(
        as_bytes(
            points(4, "x" * 1000), photos(DATA + "A" * 400, "b.png"), NOTE, x=[[[[[[[[[[[]]]]]]]]]]]
        ),
        SMALL,
    )
    assert found.errors == ()


@pytest.mark.parametrize(
    "data, sentence",
    [
        (
            as_bytes(NOTE, NOTE, NOTE, NOTE),
            "sections: is a list of 4; at most 3 sections are allowed",
        ),
        (
            as_bytes(sources=[{"id": n, "name": n} for n in "abc"]),
            "sources: is a list of 3; at most 2 sources are allowed",
        ),
        (as_bytes(title="x" * 1001), "title: has 1,001 characters; at most 1,000 are allowed"),
        (as_bytes(topics=["t"] * 5), "topics: is a list of 5; at most 4 topics are allowed"),
        (
            as_bytes(x=[[[[[[[[[[[[]]]]]]]]]]]]),
            "brief: is nested deeper than 12 levels; a brief has eight",
        ),
        (
            as_bytes(x={str(n): n for n in range(500)}),
            "brief: holds more than 500 values; a brief has at most that many",
        ),
        (as_bytes(title="x" * 100_000), "brief: has 0.1 MB; a brief has at most 0.1 MB"),
    ],
)
def test_too_much_for_the_whole(data, sentence):
    found = load(data, SMALL)
    assert found.brief is None and sentence in sentences(found)


@pytest.mark.parametrize(
    "section, sentence",
    [
        (points(5), "sections[1].points: is a list of 5; at most 4 points are allowed"),
        (
            points(1, "x" * 1001),
            "sections[1].points[0].text: has 1,001 characters; at most 1,000 are allowed",
        ),
        (
            photos("a", "b", "c"),
            "sections[1].photos[2].src: is one image too many; a brief has at most 2",
        ),
        (
            photos(DATA + "A" * 404),
            "sections[1].photos[0].src: is an image of 0.0 MB; at most 0.0003 MB may stand in the "
            "brief itself",
        ),
    ],
)
def test_too_much_for_a_section_leaves_the_others(section, sentence):
    found = load(as_bytes(NOTE, section, NOTE), SMALL)
    assert sentences(found) == [sentence]
    assert [isinstance(each, UnreadSection) for each in found.brief.sections] == [
        False,
        True,
        False,
    ]
    assert found.brief.sections[1].raw == section and found.hiding == found.errors
    assert found.problems[0].line == 1 and found.problems[0].column > 1


def test_what_is_wrong_elsewhere_is_told_too():
    found = load(as_bytes(points(5), {"kind": "timelin"}, NOTE | {"odd": 1}), SMALL)
    assert [line.partition(":")[0] for line in sentences(found)] == [
        "sections[0].points",
        "sections[1].kind",
        "sections[2].odd",
    ]


def test_of_very_many_problems_the_first_are_told_and_how_many():
    found = load(as_bytes(**{f"odd{at}": 1 for at in range(3000)}))
    assert len(found.problems) == MOST_PROBLEMS + 1 and found.brief is not None


def test_the_usual_limits_leave_what_ships_alone(shipped):
    for path in shipped:
        assert load(path.read_bytes()).errors == ()
    for kind, examples in EXAMPLES.items():
        assert not [
            line for line in sentences(load(as_bytes(*examples.values()))) if "at most" in line
        ], kind


# --- named by the caller
# ---------------------------------------------------------------------------------------------


def test_other_limits():
    assert limits_of(["items=20000", "images=1"]) == dataclasses.replace(
        LIMITS, items=20000, images=1
    )
    assert limits_of([]) == LIMITS


@pytest.mark.parametrize(
    "given, sentence",
    [
        ("event=3", 'there is no limit "event"; there are ' + ", ".join(NAMES)),
        ("items", 'the limit "items" is a whole number above 0, as in items=10000, not ""'),
        ("items=-1", 'the limit "items" is a whole number above 0, as in items=10000, not "-1"'),
        ("items=0", 'the limit "items" is a whole number above 0, as in items=10000, not "0"'),
        ("depth=65", "depth is at most 64"),
    ],
)
def test_limits_that_may_not_be(given, sentence):
    with pytest.raises(ValueError) as caught:
        limits_of([given])
    assert str(caught.value) == sentence
    called = CliRunner().invoke(main, ["check", "--limit", given, "."])
    assert called.exit_code == 2 and sentence[:30] in called.output


def test_the_command_takes_them(here):
    (here / "a.json").write_bytes(as_bytes(points(5)))
    assert CliRunner().invoke(main, ["check", "a.json"]).exit_code == 0
    called = CliRunner().invoke(main, ["check", "--limit", "items=4", "a.json"])
    assert (
        called.exit_code == 1
        and "sections[0].points: is a list of 5; at most 4 points are allowed" in called.output
    )
    called = CliRunner().invoke(
        main, ["pack", "--slim", "--limit", "items=4", "a.json", "--out", "a.html"]
    )
    assert called.exit_code == 1 and not (here / "a.html").exists()


def test_the_docs_tell_each_with_its_number():
    text = (ROOT / "docs" / "reference" / "limits.md").read_text("utf-8")
    rows = {
        name: int(number.replace(",", ""))
        for name, number in re.findall(r"^\| `(\w+)` \| ([\d,]+) \|", text, re.M)
    }
    assert rows == dataclasses.asdict(LIMITS)
    assert f"{MARKDOWN_CHARACTERS:,} characters" in text and f"{MARKDOWN_NESTING} levels" in text


# --- bytes that are no usual text
# ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b", ", b",\r\n"),
        lambda data: data.replace(b"Rain", b"R\\u0000n"),
        lambda data: data.replace(b"Rain", b"R\\ud800n"),
        lambda data: data.replace(b"Rain", b"R\\udc00\\ud800n"),
        lambda data: data.replace(b'"Rain"', b'"Rain", "title": "Rain"'),
        lambda data: data.replace(b"Rain", "\u202e\ufeff\uffff".encode()),
    ],
    ids=["BOM", "CRLF", "NUL", "half a pair", "a pair turned round", "a key twice", "no character"],
)
def test_what_can_be_read_is(change):
    assert load(change(as_bytes(NOTE))).brief is not None


@pytest.mark.parametrize(
    "data",
    [
        as_bytes(x="X").replace(b'"X"', number)
        for number in (b"NaN", b"Infinity", b"-Infinity", b"1e999", b"-1e999", b"9" * 5000)
    ]
    + [
        as_bytes(NOTE).decode().encode("utf-16"),
        as_bytes(NOTE).replace(b"Rain", b"R\0n"),
        as_bytes(NOTE) + b"\0",
        b"\0" * 1000,
        as_bytes(NOTE).replace(b"Rain", b"R\xed\xa0\x80n"),
    ],
)
def test_what_can_not_is_said_in_one_sentence(data):
    found = load(data)
    assert found.brief is None and len(found.problems) == 1 and found.problems[0].line == 1
    assert as_dict()["title"] not in found.problems[0].what
