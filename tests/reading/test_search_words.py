"""What words find, and what is said of it."""

import pytest

from foldline.reading.search.words import finds, result_sentence


@pytest.mark.parametrize(
    "query, text, found",
    [
        ("", "Anything", True),
        ("   ", "Anything", True),
        ("ferry", "Two FERRY boats", True),
        ("boats two", "Two ferry-boats", True),
        ("two trains", "Two ferries", False),
        ("cafe", "Café", True),
        ("CAFÉ", "cafe\u0301", True),
        ("strasse", "Straße", True),
        ("мир", "Мир и война", True),
        ("ferr", "ferries", True),
        ("berth one", "one\n  berth", True),
        (".*", "anything", False),
    ],
)
def test_every_word_has_to_be_there_in_any_order(query, text, found):
    assert finds(query, text) is found


@pytest.mark.parametrize(
    "query, found, sentence",
    [
        ("", 4, ""),
        (" ", 4, ""),
        ("ferry", 2, "2 of 4 briefs"),
        ("<b>", 0, "None of 4 briefs has “<b>”."),
    ],
)
def test_how_many_were_found(query, found, sentence):
    assert result_sentence(query, found, 4) == sentence
