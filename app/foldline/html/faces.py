"""Choose the faces that a packed file brings along: those of the scripts that its briefs are
written in.
"""

import re
from collections.abc import Set

_FACE = re.compile(r'@font-face \{ font-family: "([^"]+)";[^{}]*unicode-range: ([^;]+);[^{}]*\}\n')

CHOSEN = "Foldline Legible"
"""The face that no page has unless its reader chooses it."""


def with_needed_faces(styles: str, letters: str, *, choice: bool) -> str:
    """Return a stylesheet without the rules of faces that a document with these letters has no use
    for. `choice` says whether its reader can choose another face.
    """
    points = {ord(letter) for letter in letters}

    def needed(rule: re.Match[str]) -> str:
        family, ranges = rule.groups()
        wanted = (choice or family != CHOSEN) and in_ranges(points, ranges)
        return rule[0] if wanted else ""

    return _FACE.sub(needed, styles)


def in_ranges(points: Set[int], ranges: str) -> bool:
    """Return whether one of these code points lies in the ranges of a `unicode-range`.

    >>> in_ranges({ord("ł")}, "U+0020-007E, U+0141-0142")
    True
    """
    for part in ranges.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        low, high = int(first, 16), int(last or first, 16)
        if any(low <= point <= high for point in points):
            return True
    return False
