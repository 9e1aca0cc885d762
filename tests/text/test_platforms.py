"""Which names that begin with "@" are accounts that a page may link to."""

import pytest

from foldline.formats import import_briefs
from foldline.text.platforms import profile_of, rest_of_display_name, split_mentions

DISPLAY_NAMES = [
    "High Plains Fella",
    "Gordon McIntosh",
    "Mayor of London",
    "Ludwig van Beethoven",
    "Gordon de la Cruz",
    "Gordon Ärmel",
    "BBC News",
    "Anna O’Brien",
    "Old Salt",
    "Jean Le Rond d’Alembert",
    "The Real Anna",
]


@pytest.mark.parametrize("name", DISPLAY_NAMES)
@pytest.mark.parametrize(
    "around",
    ["@{}", "@{}: “words”", "Some, like @{}, disagree.", "(@{})", "@{} says so", "see @{}."],
)
def test_a_display_name_is_no_handle(name: str, around: str):
    assert [address for _, address in split_mentions(around.format(name), "x") if address] == []


@pytest.mark.parametrize("name", [name for name in DISPLAY_NAMES if "’A" not in name])
def test_an_import_gives_a_display_name_no_handle(name: str):
    text = (
        "# A title\n\nThe dek.\n\n## X discussion\n\n"
        f'Voices: @{name} (original post); @{name}: "some words".\n\nSome (@{name}) disagree.\n'
    )
    (story,) = import_briefs(text.encode(), "markdown")
    (discussion,) = (
        section for section in story.brief["sections"] if section["kind"] == "discussion"
    )
    assert [voice.get("handle") for voice in discussion["voices"]] == [None]


@pytest.mark.parametrize(
    "text, handle",
    [
        ("@NASA says so", "NASA"),
        ("@Bridge_Now The bridge", "Bridge_Now"),
        ("@tock123 Again", "tock123"),
        ("by @nasa.", "nasa"),
        ("@NASA, The agency", "NASA"),
        ("@NASA (The agency)", "NASA"),
        ("@NASA: The agency", "NASA"),
        ("@nasa of course", "nasa"),
    ],
)
def test_a_handle_is_one(text: str, handle: str):
    assert [address for _, address in split_mentions(text, "x") if address] == [
        f"https://x.com/{handle}"
    ]


@pytest.mark.parametrize(
    "handle",
    ["", "a b", "abcdefghijklmnop", "Jos\u00e9", "a.b", "a-b", "\uff21bc", "a\u200bb", "\u0661"],
)
def test_what_x_does_not_allow_leads_nowhere(handle: str):
    assert profile_of(handle, "x") == ""


def test_the_rest_of_a_name_ends_where_a_sentence_goes_on():
    assert rest_of_display_name("@Mayor of London of course", 6) == " of London"
    assert rest_of_display_name("@Mayor", 6) == ""


@pytest.mark.parametrize(
    "name",
    [
        "O'Brien",
        "O’Brien",
        "D'Angelo Russell",
        "Gordon 'Mac' McIntosh",
        "Gordon “Mac” McIntosh",
        "Gordon & Sons",
        "High  Plains",
        "High\tPlains",
        "High\u2009Plains",
        "High\u3000Plains",
        "High\nPlains Fella",
        "High \U0001f33e Plains",
        "High \u2600\ufe0f Plains Fella",
        "Apollo 13 Crew",
        "50 Cent",
    ],
)
@pytest.mark.parametrize(
    "around", ["@{}", "@{}: “words”", "Some, like @{}, disagree.", "(@{})", "@{} says so"]
)
def test_a_name_with_more_than_words_in_it_is_no_handle(name: str, around: str):
    assert [address for _, address in split_mentions(around.format(name), "x") if address] == []


@pytest.mark.parametrize(
    "text, handle",
    [
        ("@nasa's launch", "nasa"),
        ("@NASA’s launch", "NASA"),
        ("@nasa “The bridge fell”", "nasa"),
        ("@nasa\n\nThe bridge", "nasa"),
        ("@nasa 13 times", "nasa"),
        ("@nasa \U0001f680", "nasa"),
        ("@nasa & others", "nasa"),
        ("'@nasa' The", "nasa"),
    ],
)
def test_a_handle_is_one_beside_such_marks(text: str, handle: str):
    assert [address for _, address in split_mentions(text, "x") if address] == [
        f"https://x.com/{handle}"
    ]
