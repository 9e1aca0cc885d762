"""Normal forms of Unicode, in a time that grows with the text."""

import re
import unicodedata
from typing import Literal

_MOST_MARKS = 30
"""Accents and other marks on one letter: UAX 15, "Stream-Safe Text Format"."""
_MANY_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{_MOST_MARKS + 1},}}")


def normal_form(form: Literal["NFKC", "NFKD"], text: str) -> str:
    """Return a text in a normal form of Unicode ("NFKC", "NFKD"), without the marks on a letter
    that are beyond 30: putting them in their order takes the square of their number.

    >>> normal_form("NFKD", "Müller") == "Mu\u0308ller"
    True
    """
    return unicodedata.normalize(form, _MANY_MARKS.sub(_with_fewer_marks, text))


def _with_fewer_marks(found: re.Match[str]) -> str:
    kept, marks = [], 0
    for letter in found[0]:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= _MOST_MARKS:
            kept.append(letter)
    return "".join(kept)
