"""Find out what the picture may say of a date: that something lasted so long, that it was at some
time in here, or that it was one of several dates.

A `When` has the first and the last day that can be meant. "Late 2021" and "September to December
2021" have the same ones, but the first is some time in them, and the second is all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from foldline.dates.edtf import parse_edtf
from foldline.dates.language import Language, normalise, tokens_of
from foldline.dates.rules import DateRules
from foldline.dates.when import When
from foldline.errors import WhenError

Extent = Literal["moment", "lasted", "within", "one of", "all of"]
MOST_MEMBERS = 8
"""Dates of a set that are drawn; a longer set is drawn from its first to its last."""

_SEPARATORS = frozenset({"to", "and", "until"})
_DATED = frozenset({"month", "weekday", "holiday", "season", "quarter", "days"})


@dataclass(frozen=True)
class Meaning:
    """What a mark stands for. `members` are the bounds, in days, of each date of a set."""

    extent: Extent
    members: tuple[tuple[int, int], ...] = ()
    unknown_first: bool = False
    """Whether it began at a time that nobody knows, and not "ever since"."""
    unknown_last: bool = False


MOMENT, LASTED, WITHIN = Meaning("moment"), Meaning("lasted"), Meaning("within")


def meaning_of(when: When, edtf: str, language: Language) -> Meaning:
    """Return what a date that was read means. `edtf` is the author's expression, if there is one;
    it decides. Else the words do: two dates with "to" or a dash between them lasted, and so did
    what goes on since a date. All else that is longer than a day is some time in it.
    """
    if edtf:
        return _of_edtf(edtf, when.earliest == when.latest)
    one_day = when.earliest is not None and when.earliest == when.latest
    if one_day and when.first == when.last:
        return MOMENT
    return _of_words(when.rewritten_from or when.display, _open(when), language)


def _open(when: When) -> str:
    return "start" if when.earliest is None else "end" if when.latest is None else ""


def _of_edtf(edtf: str, one_day: bool) -> Meaning:
    if edtf[:1] in ("[", "{"):
        members = _members(edtf[1:-1])
        if members:
            return Meaning("one of" if edtf[0] == "[" else "all of", members)
        return WITHIN if edtf[0] == "[" else LASTED
    if "/" in edtf:
        first, _, last = edtf.partition("/")
        return Meaning("lasted", (), first == "", last == "")
    return MOMENT if one_day else WITHIN


def _members(text: str) -> tuple[tuple[int, int], ...]:
    """Return the bounds of each date of a set; none where it is not a list of at least two dates,
    or a long one."""
    parts = text.split(",")
    if ".." in text or not 1 < len(parts) <= MOST_MEMBERS:
        return ()
    found = []
    for part in parts:
        try:
            span = parse_edtf(part, DateRules())
        except WhenError:
            return ()
        if span is None or span.earliest is None or span.latest is None:
            return ()
        found.append((span.earliest.ordinal, span.latest.ordinal))
    return tuple(sorted(found))


@lru_cache(maxsize=4096)
def _of_words(text: str, is_open: str, language: Language) -> Meaning:
    words, plain = language.written, normalise(text)
    if words is not None:
        lasting = words("sections.timeline.lasting").split(", ")
        if any(f" {word} " in f" {plain} " for word in lasting):
            return LASTED
    tokens = tokens_of(plain)
    classes = ["dash" if token == "-" else _class(token, language) for token in tokens]
    if is_open:
        first = classes[0] if classes else ""
        goes_on = {"since", "openend", "from", "now"} & set(classes) or classes[-1:] == ["dash"]
        return LASTED if is_open == "end" and goes_on and first != "after" else WITHIN
    if "between" in classes:
        return WITHIN
    for at, name in enumerate(classes):
        if name == "dash" or name in _SEPARATORS:
            before, after = classes[:at], classes[at + 1 :]
            if "season" in before and "season" not in after and name == "dash":
                continue  # one winter: 2021-22
            if _has_date(tokens[:at], before) and _has_date(tokens[at + 1 :], after):
                return LASTED
    return WITHIN


def _class(token: str, language: Language) -> str:
    return language.words.get(token, ("", None))[0]


def _has_date(tokens: list[str], classes: list[str]) -> bool:
    return any(token[0].isdigit() for token in tokens) or any(each in _DATED for each in classes)
