"""Addresses of words: text fragments, by which a browser finds words in a page (WICG, URL Fragment
Text Directives).
"""

from collections.abc import Sequence
from urllib.parse import quote

_WHOLE, _PART = 8, 4
"""How many words are named whole; and, of more, how many of the first and of the last."""


def text_fragment(words: str, before: str = "") -> str:
    """Return what leads a browser to words in a page. `before` are words just before them, which
    tell this place from another of the same words.

    >>> text_fragment("a by-product", before="it is")
    '#:~:text=it%20is-,a%20by%2Dproduct'
    """
    parts = words.split()
    whole = len(parts) <= _WHOLE
    ends = [" ".join(parts)] if whole else [" ".join(parts[:_PART]), " ".join(parts[-_PART:])]
    return "#" + text_directive(ends, before)


def text_directive(ends: Sequence[str], before: str = "") -> str:
    """Return the directive for a place of which these are all its words, or the first and the last.

    >>> text_directive(["It rained", "all day"], before="On Monday")
    ':~:text=On%20Monday-,It%20rained,all%20day'
    """
    before, *ends = (quote(part, safe="").replace("-", "%2D") for part in (before, *ends))
    return ":~:text=" + ",".join([f"{before}-", *ends] if before else ends)
