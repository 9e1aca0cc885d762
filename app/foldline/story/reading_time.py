"""Estimate how long a part of a brief takes to read, and tell at which depth a reader meets it."""

import re
from collections.abc import Iterable
from typing import Any, Literal

from foldline.story.fields import Model

WORDS_PER_MINUTE = 238
"""Adults read English non-fiction silently at this rate on average: Brysbaert, M. (2019), "How many
words do we read per minute?", Journal of Memory and Language 109, 104047.
"""

CHARACTERS_PER_MINUTE = 300
"""Of scripts without blanks between words: between the 255 of Chinese and the 357 of Japanese in
Trauzettel-Klosinski, S. & Dietz, K. (2012), "Standardized Assessment of Reading Performance",
Investigative Ophthalmology & Visual Science 53, 5452.
"""

_CHARACTER = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")

Depth = Literal[1, 2, 3]
"""How far a reader wants to go: 1, the points; 2, the usual; 3, everything."""

_NOT_READ = frozenset({"sources", "proof", "id", "side", "person", "kind"})
"""Fields that a reader doesn't read, or opens first."""


def seconds_to_read(part: Any) -> int:
    """Return the seconds that the texts in a part of a brief take to read: a model, a list, or a
    text. Ids of sources count for nothing, an address for one word.

    >>> seconds_to_read("word " * 238)
    60
    >>> seconds_to_read("語" * 100)
    20
    """
    words, characters = _length_of(part)
    return round(60 * (words / WORDS_PER_MINUTE + characters / CHARACTERS_PER_MINUTE))


def _length_of(part: Any) -> tuple[int, int]:
    """Return how many words, and how many characters of scripts without blanks, a part has."""
    if isinstance(part, str):
        if part.isascii():
            return len(part.split()), 0
        rest, characters = _CHARACTER.subn(" ", part)
        return len(rest.split()), characters
    if isinstance(part, list):
        return _sum(_length_of(item) for item in part)
    if isinstance(part, Model):
        names = type(part).model_fields
        return _sum(
            _length_of(value)
            for name in names
            if name not in _NOT_READ and (value := getattr(part, name))
        )
    return 0, 0


def _sum(lengths: Iterable[tuple[int, int]]) -> tuple[int, int]:
    words, characters = 0, 0
    for more_words, more_characters in lengths:
        words += more_words
        characters += more_characters
    return words, characters
