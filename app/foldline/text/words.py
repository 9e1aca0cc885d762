"""Plain text as Markdown that reads the same, and the small functions on text that several formats
need.
"""

import re
import unicodedata
from datetime import UTC, datetime

from foldline.dates.when import DateRules, Moment, read_when
from foldline.errors import WhenError
from foldline.text.cost import RAW_TAG
from foldline.text.normal import normal_form
from foldline.text.prose import plain_text

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_HALF = re.compile(r"[\ud800-\udfff]")
_MANY_BLANKS = re.compile(r"[^\S\n]{51,}")
_MARKS = re.compile(r"([\\`*_\[\]!~|])")
_AT_A_START = re.compile(r"^(\s*)([#>+\-=:]|\d+[.)])", re.M)
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


MOST_BRACKETS = 300
"""In a paragraph: Python-Markdown takes the square of their number to read them, so more are
written as &#91;.
"""


def clean(text: str) -> str:
    """Return the text with one kind of line end, lone surrogates as U+FFFD, and control characters,
    which no brief can show, as blanks. More than 50 blanks in a row become 50: looking for what may
    stand behind them would take the square of their number.
    """
    text = (
        text.removeprefix("\ufeff")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
    )
    return _MANY_BLANKS.sub(" " * 50, _CONTROL.sub(" ", _HALF.sub("\ufffd", text)))


def folded(text: str) -> str:
    """Return the text with each run of blanks and line breaks as one blank."""
    return " ".join(text.split())


def as_markdown(text: str) -> str:
    """Return Markdown that reads as `text` stands, character by character. Paragraphs stay; only
    what needs an escape gets one.

    >>> as_markdown("Up 1-3% (e.g. *ACME_corp*)")
    'Up 1-3% (e.g. \\\\*ACME\\\\_corp\\\\*)'
    """
    paragraphs = [folded(part) for part in re.split(r"\n\s*\n", text)]
    return "\n\n".join(_escaped(part) for part in paragraphs if part)


def _escaped(paragraph: str) -> str:
    marked = _AT_A_START.sub(
        _kept, _MARKS.sub(r"\\\1", paragraph.replace("&", "&amp;").replace("<", "&lt;"))
    )
    for tried in (paragraph, marked) if paragraph.count("[") <= MOST_BRACKETS else ():
        if RAW_TAG.search(tried):
            continue  # another program may read a tag where ours reads none
        if plain_text(tried) == paragraph:
            return tried
    return _PUNCTUATION.sub(lambda match: f"&#{ord(match[0])};", paragraph)


def _kept(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2][:-1]}\\{match[2][-1]}"


def comparable(text: str) -> str:
    """Return a text in the form in which headings and names are compared: small letters, no marks,
    "&" as "and".

    >>> comparable("  Key Quotes & Réactions: ")
    'key quotes and reactions'
    """
    text = normal_form("NFKD", text.replace("&", " and ").replace("’", "'"))
    text = "".join(letter for letter in text if not unicodedata.combining(letter)).casefold()
    return " ".join(re.sub(r"[^\w/]+", " ", text.replace("'", "")).replace("_", " ").split())


def iso_moment(value: object, *, milliseconds: bool = False) -> str:
    """Return a day or moment as a brief writes it; empty where the value is none. It may be ISO
    8601 in its looser forms, words for one day, or seconds (or milliseconds) since 1970.

    >>> iso_moment("Thursday, February 5, 2026"), iso_moment("2026-02-05T10:00:00.123+0100")
    ('2026-02-05', '2026-02-05T10:00:00.123+01:00')
    >>> iso_moment(1770285600)
    '2026-02-05T10:00:00Z'
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return ""
    if not isinstance(value, str):
        try:
            at = datetime.fromtimestamp(value / 1000 if milliseconds else value, UTC)
        except (OverflowError, ValueError, OSError):
            return ""
        return at.isoformat(timespec="seconds").replace("+00:00", "Z")
    text = value.strip()
    text = (
        re.sub(r"([+-]\d\d)(\d\d)?$", lambda m: f"{m[1]}:{m[2] or '00'}", text)
        if re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", text)
        else text
    )
    try:
        Moment.read(text)
        return text
    except WhenError:
        pass
    if match := re.fullmatch(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(:\d\d(\.\d+)?)?", text, re.A):
        text = match[1]  # without an offset the moment isn't known, but the day is
    return one_day(text)


def one_day(text: str) -> str:
    """Return the one day that words mean, in ISO 8601; empty where they mean more, or can't be
    read.

    >>> one_day("5 May 2025"), one_day("May 2025")
    ('2025-05-05', '')
    """
    try:
        when = read_when(text.strip(), None, DateRules())
    except WhenError:
        return ""
    day = when.earliest
    return (
        day.isoformat() if day is not None and day == when.latest and 1 <= day.year <= 9999 else ""
    )


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: "1 event", "3 events".

    >>> count(1, "event"), count(3, "event"), count(2, "reply", "replies")
    ('1 event', '3 events', '2 replies')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"
