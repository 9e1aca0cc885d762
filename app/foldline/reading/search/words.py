"""Find what a reader's words match, whatever their accents and case. Pure: no browser."""

import unicodedata

from foldline.locales import ENGLISH, Words
from foldline.text.normal import normal_form


def plain_text(text: str) -> str:
    """Return the text as it is compared: no accents, no capitals, one space for many."""
    letters = normal_form("NFKD", text.casefold())
    return " ".join(
        "".join(letter for letter in letters if not unicodedata.combining(letter)).split()
    )


LONGEST_QUERY = 400
"""Characters of a query: the words behind them are not looked for."""


def finds(query: str, text: str) -> bool:
    """Return whether each word of a query begins a word, or stands within one, of a text. No words
    find everything.

    >>> finds("ferry BERTH", "Two ferry-boats, one berth"), finds("café", "Cafe")
    (True, True)
    >>> finds("train", "Two ferries")
    False
    """
    within = plain_text(text)
    words = plain_text(query[:LONGEST_QUERY]).split()
    return all(word in within for word in dict.fromkeys(words))


def result_sentence(query: str, found: int, of: int, words: Words = ENGLISH) -> str:
    """Return the sentence on how many briefs were found; empty where the query is."""
    if not query.strip():
        return ""
    if found:
        return words("search.found", n=of, found=found)
    return words("search.none", n=of, query=query.strip())
