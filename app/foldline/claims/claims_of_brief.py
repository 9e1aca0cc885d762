"""The claims of a brief: which there are, in the order in which they are shown, and their ids."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any
from zlib import crc32

from foldline.dates.when import DateRules, in_order, resolve_for_page
from foldline.story.brief import Brief, Claim, Section, UnreadSection
from foldline.story.positions import Path


def claims_of(brief: Brief) -> Iterator[tuple[Path, Section, Claim]]:
    """Yield each claim with its path and its section, as a page shows them: by their dates where
    the section is in time.
    """
    for at, section in enumerate(brief.sections):
        if isinstance(section, UnreadSection):
            continue
        found = [
            (path, item)
            for name in type(section).model_fields
            for path, item in _items(getattr(section, name), ("sections", at, name))
            if isinstance(item, Claim)
        ]
        timed = [each for each in found if each[0][2] == section.in_time]
        if timed:
            order = iter(_in_time(timed, brief.date_rules))
            found = [next(order) if each[0][2] == section.in_time else each for each in found]
        yield from ((path, section, item) for path, item in found)


def _items(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, list):
        yield from (((*path, at), item) for at, item in enumerate(value))


def _in_time(found: list[tuple[Path, Any]], rules: DateRules) -> list[tuple[Path, Any]]:
    whens = [resolve_for_page(item.when.display, item.when.edtf, rules) for _, item in found]
    return [found[at] for at in in_order(whens)]


def words_of_claim(item: Claim) -> str:
    """Return what an item claims, as it is written."""
    for name in _texts_of(type(item)):
        if isinstance(words := getattr(item, name), str) and words:
            return words
    return ""


@cache
def _texts_of(model: type[Claim]) -> tuple[str, ...]:
    """Return the fields of a model that may say what is claimed, the best first."""
    best = [
        name for name in ("question", "position", "quote", "text") if name in model.model_fields
    ]
    return (*best, *(name for name in model.model_fields if name not in (*best, "id")))


class ClaimIds:
    """Make the ids of claims, each once in a page."""

    def __init__(self, brief: Brief, at: str):
        self._at = at
        self._used: Counter[str] = Counter()
        self._reserved = {"title", "sources", "contents", "depth", "record", "corrections"}
        self._reserved |= {f"source-{source.id}" for source in brief.sources}
        kinds = Counter(section.kind.replace("_", "-") for section in brief.sections)
        for kind, number in kinds.items():
            self._reserved |= {kind, *(f"{kind}-{at}" for at in range(2, number + 1))}

    def of(self, section: Section, own: str | None, words: str) -> str:
        digest = f"{crc32(' '.join(words.split()).encode('utf-8', 'surrogatepass')):08x}"
        name = own or f"{section.kind.replace('_', '-')}-{digest}"
        if name in self._reserved or re.search(r"-event-\d+$|-proof$", name):
            name = f"claim-{name}-"  # the other one is the page's own
        self._used[name] += 1
        return self._at + (name if self._used[name] == 1 else f"{name}-{self._used[name]}")
