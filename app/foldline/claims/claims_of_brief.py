"""The claims of a brief: which there are, in the order in which they are shown, and their ids."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any
from zlib import crc32

from foldline.dates.when import in_order
from foldline.story.brief import Brief, Claim, Model, Section, UnreadSection
from foldline.story.dated import whens_of
from foldline.story.positions import Path


def claims_of(brief: Brief) -> Iterator[tuple[Path, Section, Claim]]:
    """Yield each claim with its path and its section, as a page shows them: by their dates where
    the section is in time.
    """
    for at, section in enumerate(brief.sections):
        if isinstance(section, UnreadSection):
            continue
        for name in type(section).model_fields:
            items = getattr(section, name)
            if not isinstance(items, list):
                continue
            in_time = name == section.in_time
            places = in_order(whens_of(section, brief)) if in_time else range(len(items))
            for place in places:
                if isinstance(items[place], Claim):
                    yield ("sections", at, name, place), section, items[place]


def claims_in(part: Any, path: Path) -> Iterator[tuple[Path, Claim]]:
    """Yield the claims in a part of a brief."""
    if isinstance(part, list):
        for at, item in enumerate(part):
            if isinstance(item, Model):
                yield from claims_in(item, (*path, at))
        return
    if isinstance(part, Claim):
        yield path, part
    for name in type(part).model_fields:
        value = getattr(part, name)
        if value and isinstance(value, list | Model):
            yield from claims_in(value, (*path, name))


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
