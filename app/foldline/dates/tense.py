"""Whether what a sentence tells lies ahead of its brief, by the words of its language."""

from __future__ import annotations

import re
from functools import lru_cache

from foldline.dates.language import Language, normalise

_MOST_CHARACTERS = 400
"""Of a text that is looked at: its first sentence or two."""


def lies_ahead(text: str, language: Language) -> bool | None:
    """Return whether an event lies ahead, by the first word in its text that says so: "plans to",
    "is expected". False for one that was ("announced"), None where no word tells.

    >>> from foldline.dates.tables import table_of
    >>> [lies_ahead(text, table_of("en")) for text in ("It is to rule", "It ruled", "A vote")]
    [True, False, None]
    """
    pattern = _pattern(language)
    match = pattern.search(normalise(text[:_MOST_CHARACTERS])) if pattern else None
    return language.tense.get(match[0], False) if match else None


@lru_cache
def _pattern(language: Language) -> re.Pattern[str] | None:
    if not language.tense:
        return None
    words = sorted(language.tense, key=len, reverse=True)
    endings = "|".join(map(re.escape, language.past_endings)) or "(?!)"
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b|\b[^\W\d_]{{2,}}(?:{endings})\b")
