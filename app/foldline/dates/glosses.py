"""Notes in brackets beside a date, and times that are written twice: "1500 GMT (1800)"."""

from __future__ import annotations

import re

from foldline.dates.clocks import FoundTimes, in_colons, take_clock
from foldline.dates.day import Clock
from foldline.dates.language import Language, items_in, normalise

_BRACKETS = re.compile(r"\(([^()\[\]]*)\)|\[([^()\[\]]*)\]")
_HALF_DAY, _LEAST_ZONE, _DAY = 12 * 60, -12 * 60, 24 * 60


def without_glosses(text: str, language: Language) -> tuple[str, int | None]:
    """Return a normalised text without what only explains it, and the offset from UTC that its time
    has by the same time in another zone, where it has one.

    >>> from foldline.dates.tables import table_of
    >>> without_glosses("1900 local time (2200 gmt) on sunday", table_of("en"))
    ('1900 local time on sunday', -180)
    """
    offset = None
    if "(" in text or "[" in text:
        for match in reversed(list(_BRACKETS.finditer(text))):
            inner = (match[1] or match[2] or "").strip()
            outer = _joined(text[: match.start()], text[match.end() :])
            times = _time_alone(inner, language)
            if times is not None:
                main = take_clock(outer, language)
                if main.clocks:
                    text, offset = outer, _offset_by(main, times)
            elif outer.strip() and _only_explains(inner, outer, language):
                text = outer
    if "/" in text and ":" in (text := in_colons(text, language)) or " / " in text:
        before, _, after = text.partition("/")
        main, times = take_clock(before, language), take_clock(after.strip(), language)
        if main.clocks and times.clocks and "-" not in after[: len(after) - len(after.lstrip())]:
            text, offset = _joined(before, times.rest), _offset_by(main, times)
    return text, offset


def without_known_brackets(text: str, language: Language) -> str:
    """Return a text without the notes in brackets that say the same as it in other words."""

    def kept(match: re.Match[str]) -> str:
        items = items_in(match[1] or match[2] or "", language)
        kinds = {kind for kind, _ in items or ()}
        return match[0] if not items or kinds & {"other", "style", "year", "date"} else " "

    return " ".join(_BRACKETS.sub(kept, text).split())


def _joined(before: str, after: str) -> str:
    return re.sub(r" +([,;])", r"\1", normalise(before + " " + after))


def _time_alone(text: str, language: Language) -> FoundTimes | None:
    """Return the time that a text is, and nothing else: "0800", "0759 local", "3 a.m. GMT"."""
    if re.fullmatch(r"(?:[01]\d|2[0-3])[0-5]\d", text, re.A):
        text = f"{text[:2]}:{text[2:]}"
    found = take_clock(text, language)
    alone = found.clocks and not items_in(found.rest.strip(" ,;"), language)
    return found if alone and not re.search(r"\w", found.rest) else None


def _offset_by(main: FoundTimes, other: FoundTimes) -> int | None:
    """Return the offset of a time without a zone by the same time in a zone that has one."""
    if main.zone is not None or not isinstance(other.zone, int):
        return None
    assert main.clocks and other.clocks
    ahead = main.clocks[0].minute - Clock(other.clocks[0].minute, other.zone).utc
    ahead = (ahead - _LEAST_ZONE) % _DAY + _LEAST_ZONE
    return ahead if ahead % 15 == 0 and ahead <= _HALF_DAY else None


def _only_explains(inner: str, outer: str, language: Language) -> bool:
    """Return whether words in brackets say nothing of the date: "(first round)", or that date again
    in the old calendar: "[O.S. 25 October]".
    """
    items = items_in(inner, language)
    if items is not None:
        dated = any(kind != "style" for kind, _ in items)
        return dated and items[:1] == [("style", -1)]
    if language.zone_called(inner.replace(".", "")) is not None:
        return False  # "9 p.m. (CET)"
    words = re.findall(r"[^\W\d_]+", inner)
    known = [language.words[word][0] for word in words if word in language.words]
    if "other" in known or re.search(r"\d", inner):
        return False
    return bool(items_in(outer, language) or take_clock(outer, language).clocks)
