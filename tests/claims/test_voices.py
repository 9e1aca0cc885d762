"""Who says what: the voices of sections, and those that the full story alone quotes."""

import json

import pytest

from foldline import load
from foldline.claims.voices import board_of
from foldline.formats import import_briefs
from foldline.html.render import brief_part, render_brief
from tests.made import ROOT, brief
from tests.parsed import attributes, elements, tree, words

FLAGSHIP = ROOT / "stories" / "us-russia-military-dialogue.json"


def story(text: str) -> dict:
    return {"kind": "full_story", "text": text}


def quotes(*pairs: tuple[str, str]) -> dict:
    return {"kind": "key_quotes", "quotes": [{"speaker": who, "text": said} for who, said in pairs]}


def in_story(text: str, *sections: dict, **fields: object) -> list[tuple[str, str]]:
    board = board_of(brief(*sections, story(text), **fields))
    return [(each.speaker, each.words) for each in board.utterances if each.in_story]


@pytest.mark.parametrize(
    "text, speaker, said",
    [
        ("“It rained all day,” said a pilot.", "a pilot", "It rained all day"),
        ("The mayor said “it rained all day”.", "The mayor", "it rained all day"),
        ('"It rained all day," the mayor said.', "The mayor", "It rained all day"),
        ("The mayor added: «It rained all day».", "The mayor", "It rained all day"),
        # nobody is named, and it is a whole sentence
        ("It was heard twice. “It rained all day long.”", "", "It rained all day long."),
        # one source stands before the colon
        (
            "Bulletin had it an hour later: “It rained all day long.”",
            "Bulletin",
            "It rained all day long.",
        ),
        # the sentence goes on
        (
            "“It rained,” the mayor said, “and it rained all day.”",
            "The mayor",
            "It rained … and it rained all day.",
        ),
    ],
)
def test_a_quotation_of_the_full_story_is_a_voice(text, speaker, said):
    ((found, quoted),) = in_story(text)
    assert (found.casefold(), quoted) == (speaker.casefold(), said)


@pytest.mark.parametrize(
    "text",
    [
        "They restored the “deconfliction channels” of the Cold War.",  # a term
        "The round is praised for “good and steady progress”, though nobody is named as saying so.",
        "He read “The War of the Worlds” on the way.",
        'A board of 12" by 14" lay there, said the carpenter.',
        "Nothing is quoted.",
        "“",
        "““““””””",
        "",
    ],
)
def test_what_nobody_says_is_no_voice(text):
    assert in_story(text or "-") == []


def test_a_quotation_that_stands_in_a_section_is_not_found_again():
    said = "The berth was never wrong until there was another timetable."
    text = f"“{said}” said the harbour master. “It rained on all of us,” said a pilot."
    assert in_story(text, quotes(("Harbour master", said))) == [
        ("a pilot", "It rained on all of us")
    ]
    # in part, and in other words
    for shorter in ("never wrong until there was another timetable", said.replace("never", "not")):
        found = in_story(text, quotes(("Harbour master", shorter)))
        assert found == [("a pilot", "It rained on all of us")], shorter
    # twice in the story, once on the board
    assert len(in_story(f"{text} {text}")) == 2


def test_speakers_stand_together_and_the_public_comes_last():
    found = board_of(
        brief(
            {"kind": "discussion", "platform": "x", "voices": [{"name": "Gull", "quote": "Ha."}]},
            quotes(("The mayor", "One."), ("Ottilie Brandt", "Two."), ("Mayor", "Three.")),
            {"kind": "opposing_views", "views": [{"holder": "Pilots", "position": "Two berths."}]},
        )
    )
    (side,) = found.sides
    assert [each.name for each in side.speakers] == [
        "The mayor",
        "Ottilie Brandt",
        "Pilots",
        "Gull",
    ]
    assert [each.words for each in side.speakers[0].utterances] == ["One.", "Three."]
    assert side.speakers[2].utterances[0].text == "Two berths."
    assert found.number == 4 and found.worth_showing


def test_a_brief_names_sides_and_persons():
    quote = {
        "kind": "key_quotes",
        "quotes": [
            {"speaker": "Ada Quill", "text": "Never.", "side": "against", "person": "Q1"},
            {"speaker": "Minister Quill", "text": "Not now.", "side": "against", "person": "Q1"},
            {"speaker": "Ada Quill", "text": "Perhaps.", "side": "undecided"},
            {"speaker": "Pilot", "text": "Yes.", "side": "for"},
            {"speaker": "Gull", "text": "Ha."},
        ],
    }
    found = board_of(brief(quote))
    sides = [(side.name, [each.name for each in side.speakers]) for side in found.sides]
    assert sides == [
        ("for", ["Pilot"]),
        ("against", ["Ada Quill"]),
        ("undecided", ["Ada Quill"]),
        ("", ["Gull"]),
    ]
    assert [each.words for each in found.sides[1].speakers[0].utterances] == ["Never.", "Not now."]
    assert found.number == 3  # "Ada Quill" without an id is the one with it
    headings = [
        words(each) for each in elements(tree(render_brief(brief(quote)))) if each.name == "h3"
    ]
    assert headings == ["For", "Against", "undecided", "No side named"]


def test_a_market_says_what_it_believes():
    market = {
        "question": "Will it rain?",
        "venue": "Exchange",
        "as_of": "2026-01-02",
        "outcomes": [{"name": "Yes", "probability": 0.3}, {"name": "No", "probability": 0.7}],
    }
    (utterance,) = board_of(brief({"kind": "markets", "markets": [market]})).utterances
    assert (utterance.speaker, utterance.text) == ("Exchange", "Will it rain?")
    assert utterance.answer == ("No", 0.7)


def test_one_voice_needs_no_board():
    assert not board_of(brief(quotes(("Mayor", "One.")))).worth_showing
    assert not board_of(brief({"kind": "what_happened", "points": [{"text": "Rain."}]})).utterances


def test_long_words_are_shortened_at_a_word():
    (utterance,) = board_of(brief(quotes(("Mayor", "It rained and rained. " * 40)))).utterances
    assert utterance.shown_words.endswith("It …") and len(utterance.shown_words) < 190


def test_the_flagship_finds_the_diplomat_whom_no_section_has():
    page = tree(render_brief(load(FLAGSHIP.read_bytes()).brief))
    sections = {each.attrs["id"]: each for each in elements(page) if "data-depth" in each.attrs}
    views = sections["opposing-views"]
    assert "Quoted in the full story: RT, a European diplomat. Who says what" in words(views)
    assert "#voices" in attributes(views, "href")
    board = sections["voices"]
    assert "A European diplomat This is pragmatic, but Ukraine must not be sidelined" in words(
        board
    )
    (place,) = [each for each in attributes(board, "href") if "pragmatic" in each]
    assert place.startswith("#full-story:~:text=%E2%80%9C-,This%20is") and "sidelined" in place


def test_an_empty_section_says_nothing_where_the_full_story_quotes_nobody():
    empty = {"kind": "opposing_views", "note": "None."}
    pair = quotes(("Mayor", "One."), ("Pilot", "Two."))
    assert "elsewhere" not in render_brief(brief(empty, pair, story("It rained.")))
    html = render_brief(brief(empty, story("“It rained a lot,” said a pilot.")))
    assert "Quoted in the full story: a pilot. " in html
    html = render_brief(brief(empty, story("So it was. “It rained all day and night.”")))
    assert "The full story quotes somebody without a name. " in html


def test_every_id_and_link_of_the_board_stands_below_the_prefix_of_its_brief():
    html = render_brief(load(FLAGSHIP.read_bytes()).brief)
    at = brief_part(load(FLAGSHIP.read_bytes()).brief, at="us:").html()
    assert html.count('href="#voices"') == at.count('href="#us:voices"') > 1
    assert 'href="#voices"' not in at and 'href="#full-story' not in at


def test_a_full_story_of_many_quotations_takes_no_time_beyond_its_length():
    words = "“It rained on the harbour and on all of us,” said a pilot. "
    board = board_of(
        brief(story(words * 2000), quotes(*[("Mayor", "It rained on the harbour.")] * 300))
    )
    assert len(board.utterances) in (300, 301)


def test_words_in_a_voice_are_escaped():
    html = render_brief(brief(quotes(("<b>Mayor</b>", "<img src=x>"), ("Pilot", "Two."))))
    assert "<img src=x>" not in html and "<b>Mayor" not in html
    assert json.dumps("&lt;img src=x&gt;")[1:-1] in html


def test_the_seed_read_as_it_came_finds_the_same_diplomat(seed):
    read = load(json.dumps(import_briefs(seed)[0].brief)).brief
    assert "a European diplomat" in board_of(read).in_story
