"""What changed from one version of a brief to another: computed from both, so that readers need not
take the publisher's word.

Compared is what a reader reads: the words of points, events, quotes and whatever else a section
lists, and the paragraphs of its prose. Addresses, sources and layout are not compared.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal

from foldline.dates.when import Moment
from foldline.locales import Words, words_for
from foldline.story.brief import Brief, GivenWhen, Image, Model, Revision, Section, UnreadSection
from foldline.text.figures import figures_in
from foldline.text.matching import common_in_order, edit_steps
from foldline.text.prose import plain_text

How = Literal["added", "removed", "changed"]

ALIKE = 0.5
"""Share of the words of two items that must be the same, in their order, for one to count as the
earlier form of the other."""

LONGEST = 10_000
"""Words of an item that is compared word by word; a longer one is shown before and after."""

MOST_COMPARED = 100
"""Items, from the first one without a successor, among which the earlier form of an item is
looked for."""

_NOT_READ = frozenset(
    {"kind", "heading", "sources", "proof", "id", "side", "person", "url", "src", "width", "height"}
    | {"history", "eras", "edtf"}
)
"""Fields that hold no words of the story, or that show nothing of their own."""


@dataclass(frozen=True)
class Change:
    """One item that came, went, or became another. `what` is "point", "event", "quote", …, in the
    words of the brief's language; empty for a paragraph. `before` and `after` are its words, plain;
    empty where it did not exist.
    """

    how: How
    what: str
    before: str = ""
    after: str = ""

    @property
    def pieces(self) -> list[tuple[Literal["same", "gone", "new"], str]]:
        """Its words in reading order: those in both, those that went and those that came."""
        if self.how != "changed":
            return [("gone", self.before) if self.how == "removed" else ("new", self.after)]
        one, other = self.before.split(), self.after.split()
        if len(one) + len(other) > LONGEST:
            return [("gone", self.before), ("new", self.after)]
        steps = edit_steps(one, other)
        if steps is None:
            return [("gone", self.before), ("new", self.after)]
        found: list[tuple[Literal["same", "gone", "new"], str]] = []
        for tag, a, b, c, d in steps:
            if tag == "equal":
                found.append(("same", " ".join(one[a:b])))
                continue
            if a < b:
                found.append(("gone", " ".join(one[a:b])))
            if c < d:
                found.append(("new", " ".join(other[c:d])))
        return found

    @property
    def numbers(self) -> list[tuple[str, str]]:
        """The figures that differ, before and after, in their order; "" where one has no
        counterpart. Empty where there are too many to compare: the words that hold them are shown
        all the same.
        """
        if self.how != "changed":
            return []
        one, other = (
            [figure.text for figure in figures_in(text)] for text in (self.before, self.after)
        )
        found: list[tuple[str, str]] = []
        for tag, a, b, c, d in edit_steps(one, other) or ():
            if tag != "equal":
                gone, new = one[a:b], other[c:d]
                longer = max(len(gone), len(new))
                found += zip(
                    gone + [""] * (longer - len(gone)),
                    new + [""] * (longer - len(new)),
                    strict=True,
                )
        return found


@dataclass(frozen=True)
class SectionChanges:
    """What changed in one section; `heading` is its own, and `how` says whether it is new, gone,
    or another. `place` is its kind and which of that kind it is, from 1; ("", 0) for headline and
    summary."""

    heading: str
    place: tuple[str, int]
    how: How
    changes: tuple[Change, ...]


def changes(before: Brief, after: Brief) -> list[SectionChanges]:
    """Return what changed, by section: headline and summary, then the sections of `after` in their
    order, then those that are gone. Two sections are the same where their kind is, and their number
    among the sections of that kind. Sections that could not be read are not compared. Headings and
    names of items are in the language of `after`.
    """
    found = []
    words = words_for(after.language)
    head = tuple(
        Change("changed", what, one, other)
        for what, one, other in (
            (words("changes.items.headline"), before.title, after.title),
            (words("changes.items.summary"), before.dek, after.dek),
        )
        if one.split() != other.split()
    )
    if head:
        found.append(SectionChanges(words("changes.head"), ("", 0), "changed", head))
    old, new = _by_place(before), _by_place(after)
    for place, section in new.items():
        if isinstance(section, UnreadSection) or isinstance(old.get(place), UnreadSection):
            continue
        if place not in old:
            items = tuple(_all("added", section, words))
            found.append(SectionChanges(section.heading_in(words), place, "added", items))
        elif items := tuple(_changed_items(old[place], section, words)):
            found.append(SectionChanges(section.heading_in(words), place, "changed", items))
    found += [
        SectionChanges(
            section.heading_in(words), place, "removed", tuple(_all("removed", section, words))
        )
        for place, section in old.items()
        if place not in new and not isinstance(section, UnreadSection)
    ]
    return found


def digest_of(brief: Brief) -> str:
    """Return a digest of what `changes` compares, as 32 hexadecimal digits. Between two briefs with
    one digest nothing changed that a reader reads.
    """
    words = words_for(brief.language)
    read = [
        (kind, number, *sorted(_items(section, words)))
        for (kind, number), section in sorted(_by_place(brief).items())
        if not isinstance(section, UnreadSection)
    ]
    text = repr([brief.title.split(), brief.dek.split(), read])
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def latest_revision(brief: Brief) -> Revision | None:
    """Return the latest of the earlier versions, None where there is none; of two at one time the
    one further behind in the file.
    """

    def age(each: tuple[int, Revision]) -> tuple[date, float, int]:
        moment = Moment.read(each[1].date)
        return moment.day, moment.at.timestamp() if moment.at else 0, each[0]

    return max(enumerate(brief.revisions), key=age)[1] if brief.revisions else None


def earlier_brief(brief: Brief, revision: Revision) -> Brief:
    """Return the brief in an earlier version."""
    return brief.model_copy(
        update={
            "title": revision.title or brief.title,
            "dek": revision.dek or brief.dek,
            "sections": revision.sections,
            "revisions": [],
            "corrections": [],
        }
    )


def since_latest(brief: Brief) -> tuple[Revision, list[SectionChanges]] | None:
    """Return the latest earlier version that a brief carries, and what changed since; None where it
    carries none.
    """
    revision = latest_revision(brief)
    return (revision, changes(earlier_brief(brief, revision), brief)) if revision else None


def _by_place(brief: Brief) -> dict[tuple[str, int], Section]:
    found: dict[tuple[str, int], Section] = {}
    numbers: Counter[str] = Counter()
    for section in brief.sections:
        numbers[section.kind] += 1
        found[section.kind, numbers[section.kind]] = section
    return found


def _all(how: How, section: Section, words: Words) -> Iterator[Change]:
    for what, text in _items(section, words):
        yield Change(how, what, text if how == "removed" else "", text if how == "added" else "")


def _changed_items(before: Section, after: Section, words: Words) -> Iterator[Change]:
    """Yield the changes between the items of both, but for those that are in both; last the removed
    ones.
    """
    old, new = list(_items(before, words)), list(_items(after, words))
    both = Counter(old) & Counter(new)
    old, new = _without(old, both), _without(new, both)
    waiting: dict[str, list[_Old]] = {}
    for at, (what, text) in enumerate(old):
        waiting.setdefault(what, []).append(_Old(at, text))
    became: set[int] = set()
    for what, text in new:
        was = _nearest(text, waiting.get(what, ()))
        if was is None:
            yield Change("added", what, after=text)
        else:
            waiting[what].remove(was)
            became.add(was.at)
            yield Change("changed", what, was.text, text)
    yield from (
        Change("removed", what, before=text)
        for at, (what, text) in enumerate(old)
        if at not in became
    )


@dataclass(frozen=True, eq=False)
class _Old:
    """An item of the earlier version that none has become yet, and its place among them."""

    at: int
    text: str

    @cached_property
    def words(self) -> list[str]:
        return self.text.casefold().split()[:LONGEST]


def _without(items: list[tuple[str, str]], some: Counter[tuple[str, str]]) -> list[tuple[str, str]]:
    left, found = Counter(some), []
    for item in items:
        if left[item]:
            left[item] -= 1
        else:
            found.append(item)
    return found


def _nearest(words: str, of: Sequence[_Old]) -> _Old | None:
    """Return the item that became these words; None where none is alike enough. Items whose length
    alone makes them unlike are not compared: a long text would be, with each of many short ones.
    """
    own = words.casefold().split()[:LONGEST]
    best, found = ALIKE, None
    for item in of[:MOST_COMPARED]:
        other = item.words
        if 2 * min(len(own), len(other)) < best * max(1, len(own) + len(other)):
            continue
        alike = 2 * common_in_order(own, other) / max(1, len(own) + len(other))
        if alike >= best and (found is None or alike > best):
            best, found = alike, item
    return found


def _items(section: Section, words: Words) -> Iterator[tuple[str, str]]:
    """Yield all that a section says: what it is, and its words. A field that is a list holds items,
    any other holds paragraphs.
    """
    for name in type(section).model_fields:
        value = getattr(section, name)
        if name in _NOT_READ or not value:
            continue
        label = _label(name, words)
        if isinstance(value, list):
            yield from ((label, text) for item in value if (text := _words(item)))
        elif isinstance(value, str):
            yield from (
                (label, text) for part in re.split(r"\n\s*\n", value) if (text := plain_text(part))
            )
        elif text := _words(value):
            yield label, text


def _label(name: str, words: Words) -> str:
    """Return what one item of a field is called; empty for a paragraph."""
    if name == "text":
        return ""
    if f"changes.items.{name}" in words:
        return words(f"changes.items.{name}")
    return name.removesuffix("s").replace("_", " ")  # of a kind from elsewhere


def _words(item: Any) -> str:
    """Return what a reader reads of an item, its parts in the order of their fields."""
    if isinstance(item, GivenWhen):
        return item.display
    if isinstance(item, str):
        return plain_text(item)
    if isinstance(item, bool) or item is None:
        return ""
    if isinstance(item, (int, float)):
        return f"{item:,}"
    if isinstance(item, list):
        return ", ".join(filter(None, map(_words, item)))
    if not isinstance(item, Model):
        return ""
    names = ("caption", "alt") if isinstance(item, Image) else type(item).model_fields
    values = [(name, getattr(item, name)) for name in names if name not in _NOT_READ]
    parts = [
        words
        for name, value in values
        if (words := f"{value * 100:g}%" if name == "probability" else _words(value))
    ]
    return (": " if len(parts) == 2 and parts[0][-1].isalnum() else " · ").join(parts)
