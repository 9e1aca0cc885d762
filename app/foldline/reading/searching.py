"""What a reader's words find: pure, and the same for letters with and without accents, large and
small.
"""

import unicodedata

from foldline.text.normal import normal_form


def plain(text: str) -> str:
    """The text as it is compared: no accents, no capitals, one space for many."""
    letters = normal_form("NFKD", text.casefold())
    return " ".join(
        "".join(letter for letter in letters if not unicodedata.combining(letter)).split()
    )


LONGEST_ASKED = 400
"""Characters of what is asked: the words behind them are not looked for."""


def finds(asked: str, text: str) -> bool:
    """Whether each word of `asked` begins a word, or stands within one, of `text`. No words find
    everything.

    >>> finds("ferry BERTH", "Two ferry-boats, one berth"), finds("café", "Cafe"), finds("train", "Two ferries")
    (True, True, False)
    """
    within = plain(text)
    return all(word in within for word in dict.fromkeys(plain(asked[:LONGEST_ASKED]).split()))


def told(asked: str, found: int, of: int) -> str:
    """The sentence on what was found; empty where nothing was asked."""
    if not asked.strip():
        return ""
    return f"{found} of {of} briefs" if found else f"None of {of} briefs has “{asked.strip()}”."
