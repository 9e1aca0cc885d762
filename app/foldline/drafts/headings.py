"""What a heading in a text stands for: a table of the names that newsrooms use, with other
spellings of each.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from foldline.sections import KINDS, importing_of
from foldline.text.words import comparable

SOURCES = "sources"
"""What a list of sources is called here: it is a field of the brief, not a section."""

DEK = "dek"
"""What a summary is called here: its first paragraph is the brief's dek."""

_NAMES_OF_DEKS = (
    "summary",
    "executive summary",
    "short summary",
    "brief summary",
    "story summary",
    "article summary",
    "overview",
    "abstract",
    "synopsis",
    "in short",
    "dek",
    "standfirst",
    "zusammenfassung",
    "résumé",
    "resumen",
)
_NAMES_OF_SOURCES = (
    "sources",
    "source",
    "references",
    "reference",
    "citations",
    "where this comes from",
    "further reading",
    "reporting by",
    "based on",
    "bibliography",
    "links",
    "footnotes",
    "endnotes",
    "works cited",
    "source list",
    "sources and references",
    "sources cited",
    "cited sources",
    "sources used",
)
NAMES: dict[str, tuple[str, ...]] = {
    kind: names for kind in KINDS if (names := importing_of(kind).headings)
} | {SOURCES: _NAMES_OF_SOURCES, DEK: tuple(map(comparable, _NAMES_OF_DEKS))}
"""Names of each kind, in the form of `words.comparable`. The first is its heading in Foldline."""
_BY_NAME = {name: kind for kind, names in NAMES.items() for name in names}
_BY_BEGINNING: dict[str, list[str]] = {}
_BY_END: dict[str, list[str]] = {}
"""Long names by their first two and last three letters. In a misspelt name one of the two is nearly
always right, and comparing it with all names would cost a millisecond."""
for _name in _BY_NAME:
    if len(_name) > 7:
        _BY_BEGINNING.setdefault(_name[:2], []).append(_name)
        _BY_END.setdefault(_name[-3:], []).append(_name)
_NUMBERING = re.compile(r"^(?:\d+[.)]|[ivx]+[.)]|[a-z][.)])\s+", re.I)
LONGEST = 80
"""Characters: no heading in a page is longer."""


@dataclass(frozen=True)
class Heading:
    """What a heading stands for. `fields` are what it says of the section beside its kind, as the
    platform of a discussion; `near` is the name it was taken for, where it is spelt otherwise."""

    kind: str
    fields: tuple[tuple[str, str], ...] = ()
    near: str = ""

    @property
    def usual(self) -> str:
        """The heading that a brief does not need to repeat, since its kind has it."""
        return NAMES[self.kind][0] if self.kind in NAMES else ""


# Each line of a text is looked up more than once, and a near match costs a millisecond
@lru_cache(maxsize=16_384)
def read_heading(text: str) -> Heading | None:
    """Return what a heading stands for; None where it is in no table.

    >>> read_heading("Key Quotations:").kind, read_heading("Timelime").near
    ('key_quotes', 'timeline')
    >>> read_heading("Twitter reactions").fields
    (('platform', 'x'),)
    """
    if len(text) > LONGEST:
        return None
    name = comparable(_NUMBERING.sub("", text.strip()))
    if kind := _BY_NAME.get(name) or _BY_NAME.get(name.removeprefix("the ")):
        return Heading(kind)
    for kind in KINDS:
        if (fields := importing_of(kind).fields_in_heading(name)) is not None:
            return Heading(kind, tuple(fields.items()))
    near = (
        get_close_matches(
            name, [*_BY_BEGINNING.get(name[:2], ()), *_BY_END.get(name[-3:], ())], 1, 0.86
        )
        if len(name) > 7
        else []
    )
    return Heading(_BY_NAME[near[0]], near=near[0]) if near else None
