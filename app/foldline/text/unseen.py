"""Invisible characters. Some turn the letters beside them round, some make two names look alike.
They are shown by their number where they may mislead, and stay where a script or an emoji needs
them.

They are listed by number and not by `unicodedata`, whose version differs between the hosts; a test
compares the two.
"""

import re
from collections.abc import Callable
from itertools import groupby

NO_CHARACTER = r"\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef" + "".join(
    rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(17)
)
"""What HTML may not hold: control characters, and code points that are for no character. As it
stands between the brackets of a regular expression, as the next."""

# Unicode 17, Default_Ignorable_Code_Point; the form feed; U+2028 and U+2029; marks of annotations;
# the Braille pattern without a dot.
UNSEEN = NO_CHARACTER + (
    r"\x0c\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff"
    r"\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)

_JOINED = r"\u0600-\u0dff\u1000-\u109f\u1780-\u18af"  # Arabic to Sinhala, Myanmar, Khmer, Mongolian
# emoji and their kin
_DRAWN = (
    r"\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_HAN = r"\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# of England, Scotland, Wales
_FLAG = r"(?<=\U0001f3f4)[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
_NEEDED = re.compile(
    "|".join(
        (
            rf"(?<=[{_JOINED}])[\u200c\u200d](?=[{_JOINED}])",
            rf"(?<=[{_DRAWN}\ufe0f])\u200d(?=[{_DRAWN}])",
            rf"(?<=[{_DRAWN}])[\ufe0e\ufe0f]",
            r"(?<=[#*0-9])\ufe0f(?=\u20e3)",
            rf"(?<=[{_HAN}])[\ufe00-\ufe0f\U000e0100-\U000e01ef]",
            r"(?<=[\u1820-\u18aa])[\u180b-\u180d\u180f]",
            _FLAG,
        )
    )
)
_ANY = re.compile(f"[{UNSEEN}]+")
_IN_A_LINE = re.compile(f"[\\t\\n\\r{UNSEEN}]+")
_TURNING = re.compile(rf"[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f{NO_CHARACTER}]+")
_FLAGS = re.compile(_FLAG)
_CLOSED_BY = {
    "\u202a": "\u202c",
    "\u202b": "\u202c",
    "\u2066": "\u2069",
    "\u2067": "\u2069",
    "\u2068": "\u2069",
}
_NUMBERED = 3
"""How many of the invisible characters in a row are named; the others are counted."""


def shown_name(text: str) -> str:
    """Return a name, a handle or an address with every invisible character in it shown by its
    number.

    >>> shown_name("a\\u202eb")
    'a⟨U+202E⟩b'
    """
    return _with_numbers(text, _ANY, _needed) if _ANY.search(text) else text


def shown_line(text: str) -> str:
    """Return a text as `shown_name` does, with line ends and tabs shown as well: for lists of which
    each entry is a line.
    """
    return _with_numbers(text, _IN_A_LINE, _needed) if _IN_A_LINE.search(text) else text


def shown_text(text: str) -> str:
    """Return a running text with what may mislead shown by its number: marks of direction that
    reach past the text's end, marks that turn letters round, hidden tags, and what HTML may not
    hold. Marks of direction that are closed in the text stay, and so does what hides nothing.
    """
    return _with_numbers(text, _TURNING, _closed) if _TURNING.search(text) else text


def _needed(text: str) -> set[int]:
    """Return the places in a text where an invisible character belongs to a word or an emoji."""
    return {at for found in _NEEDED.finditer(text) for at in range(*found.span())}


def _closed(text: str) -> set[int]:
    """Return the places in a text of whole embeddings and isolates (where they begin and end), and
    of the tags of flags.
    """
    found, open_marks = {at for flag in _FLAGS.finditer(text) for at in range(*flag.span())}, []
    for run in _TURNING.finditer(text):
        for at in range(*run.span()):
            if text[at] in _CLOSED_BY:
                open_marks.append(at)
            elif open_marks and text[at] == _CLOSED_BY[text[open_marks[-1]]]:
                found |= {open_marks.pop(), at}
    return found


def _with_numbers(text: str, unseen: re.Pattern[str], staying: Callable[[str], set[int]]) -> str:
    stays = staying(text)

    def numbered(found: re.Match[str]) -> str:
        runs = (
            ("".join(text[at] for at in places), keeps)
            for keeps, places in groupby(range(*found.span()), stays.__contains__)
        )
        return "".join(run if keeps else _by_number(run) for run, keeps in runs)

    return unseen.sub(numbered, text)


def _by_number(run: str) -> str:
    named = " ".join(f"U+{ord(each):04X}" for each in run[:_NUMBERED])
    return f"⟨{named} and {len(run) - _NUMBERED} more⟩" if len(run) > _NUMBERED else f"⟨{named}⟩"
