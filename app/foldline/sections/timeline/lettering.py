"""Measure how wide words are in the picture, in em. No font is known where a page is made, so this
is the widest of the common sans-serif faces (DejaVu Sans, which is as wide as Verdana).
"""

from __future__ import annotations

_WIDTHS = {
    0.3: "iljI.,:;'’‘!|",
    0.42: "ftr ()[]/-·",
    0.64: "0123456789",
    0.99: "mwMW@%—…&Œ",
    0.78: "ABCDGHKNOQRUVXY",
}
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHERS = 0.645
_BEYOND = ((0x2E80, 1.05), (0x0590, 0.8))
"""Code points from which on characters are wider: East Asian ones fill an em."""


BOLD = 1.13
"""How much wider bold letters are."""


def width_of(text: str, times: float = 1) -> float:
    """Return a width in em that the text does not exceed. `times` is for letters that are wider
    (BOLD).
    """
    return times * sum(
        _WIDTH_OF.get(letter)
        or next((wide for first, wide in _BEYOND if ord(letter) >= first), _OTHERS)
        for letter in text
    )


def shortened(text: str, room: float, times: float = 1) -> str:
    """Return the text, or as much of its beginning as fits into `room` em, with an ellipsis."""
    text = " ".join(text[:200].split())
    if width_of(text, times) <= room:
        return text
    while text and width_of(text + "…", times) > room:
        text = text[:-1]
    whole = text.rpartition(" ")[0]
    return (whole if 2 * len(whole) > len(text) else text).rstrip(" ,;:.–-") + "…"
