"""Tell texts that are near in words and opposite in meaning from texts that say the same.

Compared are denials ("does not approve"), opposites ("approves", "rejects"), who did it to whom
("A strikes B", "B strikes A"), and figures of one kind ("12 killed", "40 killed"). Nothing is
understood: a difference is told only between texts that share most of their words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from foldline.locales import ENGLISH
from foldline.text.figures import Figure, figures_in, numbers_in_words

Kind = Literal["denial", "opposite", "actors", "figure"]

SHARE, SHARED = 0.6, 2
"""The part of the weighty words of the shorter text, and the number, that both must have."""
BEHIND = 3
"""Weighty words behind a negation that it turns around."""
ROUNDING = 0.05
"""The part by which two figures may differ where one of them is rounded."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_TABLE = ENGLISH.own["read"]["meaning"]


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.split(","))


_NEGATIONS, _NO_DENIAL = frozenset(_phrases(_TABLE["negations"])), _phrases(_TABLE["no_denial"])
_SMALL = frozenset(_phrases(_TABLE["small"]))
_MODAL = frozenset(_phrases(_TABLE["modal"]))
_PASSIVE, _BY = frozenset(_phrases(_TABLE["passive"])), _TABLE["by"]
_AT_LEAST = re.compile(rf"\b(?:{'|'.join(map(re.escape, _phrases(_TABLE['at_least'])))})\s+$", re.I)


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    """Return a word without its ending, so that "opposes" and "opposed" are one.

    >>> _stem("opposes"), _stem("denied"), _stem("stopped"), _stem("ports")
    ('oppos', 'deny', 'stop', 'port')
    """
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    if len(word) < 4:
        return word
    for ending, rest in (
        ("ies", "y"),
        ("ied", "y"),
        ("ing", ""),
        ("ed", ""),
        ("es", ""),
        ("s", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + rest
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        return word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


_SAME = {form: _stem(word) for word, forms in _TABLE["same"].items() for form in _phrases(forms)}
_HALF_DENIALS = frozenset(_SAME.get(word, _stem(word)) for word in _phrases(_TABLE["half_denials"]))
_MUTUAL = frozenset(_SAME.get(word, _stem(word)) for word in _phrases(_TABLE["mutual"]))


_CALENDAR = frozenset(
    _stem(name.lower())
    for of in ("months", "weekdays")
    for name in ENGLISH.own["dates"][of].values()
)
"""Words with a capital that are nobody."""


def _sides() -> Mapping[str, tuple[tuple[str, bool], ...]]:
    """Return for each word that has opposites in which pairs it stands, and on which side."""
    found: dict[str, tuple[tuple[str, bool], ...]] = {}
    for name, pair in _TABLE["opposites"].items():
        for side, words in enumerate(pair.split("|")):
            for word in _phrases(words):
                stem = _SAME.get(word, _stem(word))
                found[stem] = (*found.get(stem, ()), (name, bool(side)))
    return found


_SIDES = _sides()


def name_stems(text: str) -> set[str]:
    """Return the words of a text that are names: with a capital within a sentence.

    >>> sorted(name_stems("The port of Calder rests. Calder is a town."))
    ['calder']
    """
    return {_stem(match[1].casefold()) for match in _WITHIN.finditer(text)} - _CALENDAR


_WITHIN = re.compile(r"(?<=[a-z,]\s)([A-Z][^\W\d_]+)")


@dataclass(frozen=True)
class Contradiction:
    """Where two texts differ in meaning, and the words of each by which they do."""

    kind: Kind
    here: str
    there: str


@dataclass(frozen=True)
class _Word:
    stem: str
    text: str
    negated: bool
    name: bool
    passive: bool


class Read:
    """Hold a sentence's weighty words, in order, each with whether it is denied."""

    def __init__(self, text: str):
        self.text = text
        self.words = tuple(_weighty(text))
        self.modal = not _MODAL.isdisjoint(text.casefold().split())
        self.stems = frozenset(word.stem for word in self.words)

    @cached_property
    def by_stem(self) -> Mapping[str, _Word]:
        """The first word of each stem."""
        return {word.stem: word for word in reversed(self.words)}

    @cached_property
    def denied(self) -> frozenset[str]:
        """The stems that are denied wherever they stand."""
        plain = {word.stem for word in self.words if not word.negated}
        return frozenset(word.stem for word in self.words if word.negated) - plain

    @cached_property
    def sides(self) -> Mapping[tuple[str, bool], _Word]:
        """The words that have opposites, by their pair and side; a denied one is on the other
        side.
        """
        return {
            (pair, side != word.negated): word
            for word in self.words
            for pair, side in _SIDES.get(word.stem, ())
        }

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The stems of words with a capital, the first word's too."""
        return frozenset(word.stem for word in self.words if word.text[0].isupper())

    @cached_property
    def names(self) -> tuple[frozenset[str], ...]:
        """The stems of each name: words with a capital, within the sentence, that follow each
        other.
        """
        found: list[set[str]] = []
        before = False
        for word in self.words:
            if word.name and before:
                found[-1].add(word.stem)
            elif word.name:
                found.append({word.stem})
            before = word.name
        return tuple(map(frozenset, found))

    def names_all_of(self, other: "Read") -> bool:
        """Return whether each name of another text stands here, or a part of it."""
        return all(name & self.stems for name in other.names)

    @cached_property
    def numbers(self) -> frozenset[float]:
        """All of its numbers, whatever they count."""
        return _numbers(self.text, figures_in(self.text))

    @cached_property
    def figures(self) -> Mapping[tuple[bool, str], list[Figure]]:
        """The figures by what they count."""
        found: dict[tuple[bool, str], list[Figure]] = {}
        for figure in figures_in(self.text):
            if figure.unit or figure.noun:
                what = (bool(figure.unit), figure.unit or figure.noun)
                found.setdefault(what, []).append(figure)
        return found


def _numbers(text: str, figures: Iterable[Figure]) -> frozenset[float]:
    """Return all numbers of a text, whatever they count."""
    in_words = (number.value for number in numbers_in_words(text) if not number.share)
    return frozenset([*in_words, *(figure.low for figure in figures)])


def _weighty(text: str) -> Iterator[_Word]:
    behind, passive, first = 0, False, True
    last = ""
    for match in _WORD.finditer(text):
        word = match[0].casefold().replace("’", "'")
        if last in _NEGATIONS and word in _NO_DENIAL:
            behind = 0
        last = word
        if word in _NEGATIONS:
            behind = BEHIND
            continue
        if word in _SMALL:
            passive = word in _PASSIVE or (passive and word != _BY)
            first = False
            continue
        stem = _SAME.get(word) or _stem(word)
        yield _Word(stem, match[0], behind > 0, match[0][0].isupper() and not first, passive)
        behind, passive, first = behind - 1, False, False
        if text[match.end() : match.end() + 1] in (".", ",", ";", ":"):
            behind = 0


def contradiction(one: Read, other: Read, *, whole: bool = False) -> Contradiction | None:
    """Return how two sentences contradict each other; None where they don't, or are about different
    things. With `whole`, most of the words of `one` must stand in the other, not only of the
    shorter.

    >>> found = contradiction(Read("The government supports an inquiry"),
    ...     Read("The government opposes an inquiry"))
    >>> found.kind, found.here, found.there
    ('opposite', 'supports', 'opposes')
    >>> contradiction(Read("Israel strikes Iran"), Read("Iran strikes Israel")).kind
    'actors'
    """
    common = one.stems & other.stems
    shorter = len(one.stems) if whole else min(len(one.stems), len(other.stems))
    if len(common) < SHARED or len(common) < (SHARE * shorter) - 1:
        return None
    for found in (
        _denied(one, other, common, shorter),
        _opposite(one, other, common, shorter),
        _swapped(one, other, common, shorter),
    ):
        if found:
            return found
    return None


def _denied(one: Read, other: Read, common: frozenset[str], shorter: int) -> Contradiction | None:
    if len(common) < SHARED + 1 or len(common) < SHARE * shorter or one.modal != other.modal:
        return None
    if (one.stems | other.stems) & _HALF_DENIALS:
        return None
    for stem in common:
        if (stem in one.denied) != (stem in other.denied) and _is_denied_once(stem, one, other):
            return Contradiction("denial", one.by_stem[stem].text, other.by_stem[stem].text)
    return None


def _is_denied_once(stem: str, one: Read, other: Read) -> bool:
    """Return whether the text that denies a word denies it itself, and no other word of its own."""
    denying, plain = (one, other) if stem in one.denied else (other, one)
    first = next(word.stem for word in denying.words if word.negated)
    return first == stem and not (plain.denied & denying.denied) and not plain.denied


def _opposite(one: Read, other: Read, common: frozenset[str], shorter: int) -> Contradiction | None:
    for (pair, side), word in one.sides.items():
        against = other.sides.get((pair, not side))
        if (
            against is None
            or (pair, not side) in one.sides
            or (pair, side) in other.sides
            or word.stem == against.stem
        ):
            continue
        if len(common) >= SHARE * (shorter - 1) and other.names_all_of(one):
            return Contradiction("opposite", word.text, against.text)
    return None


def _swapped(one: Read, other: Read, common: frozenset[str], shorter: int) -> Contradiction | None:
    if len(common) < SHARE * shorter:
        return None
    here, there = _roles(one, other), _roles(other, one)
    if here and there and here.pair == there.pair[::-1] and here.verbs & there.verbs - _MUTUAL:
        return Contradiction("actors", _span(here.pair, one), _span(there.pair, other))
    return None


@dataclass(frozen=True)
class _Roles:
    """Who does something to whom, and the words between them that may be what is done."""

    pair: tuple[str, str]
    verbs: frozenset[str]


def _roles(read: Read, other: Read) -> _Roles | None:
    """Return the first two names that both texts have, as one does something to the other: in the
    other order where it is passive.
    """
    words, named = read.words, other.capitals
    places = [
        at
        for at, word in enumerate(words)
        if word.stem in named and word.stem in read.capitals and word.stem not in _CALENDAR
    ]
    if not places:
        return None
    first = places[0]
    second = next((at for at in places if words[at].stem != words[first].stem), None)
    if second is None:
        return None
    between = words[first + 1 : second]
    pair = words[first].stem, words[second].stem
    passive = any(word.passive for word in between)
    return _Roles(pair[::-1] if passive else pair, frozenset(word.stem for word in between))


def _span(pair: tuple[str, str], read: Read) -> str:
    return " … ".join(read.by_stem[stem].text for stem in pair)


def deny_differently(one: Read, other: Read) -> bool:
    """Return whether one of two texts denies a word that the other has without a denial."""
    return bool((one.denied ^ other.denied) & one.stems & other.stems)


def differing_figures(one: Read, other: Read) -> Iterator[tuple[Figure, Figure]]:
    """Yield the figures that count the same in both texts and differ: not where one is the other
    rounded, or "at least" so many; and not where the other text has the number for something else.
    """
    for what, here in one.figures.items():
        there = other.figures.get(what, [])
        only_here = [
            a
            for a in here
            if a.low not in other.numbers and not any(_agree(a, one, b, other) for b in there)
        ]
        only_there = [
            b
            for b in there
            if b.low not in one.numbers and not any(_agree(a, one, b, other) for a in here)
        ]
        if only_here and only_there:
            yield only_here[0], only_there[0]


def _agree(one: Figure, here: Read, other: Figure, there: Read) -> bool:
    if one.low <= other.high and other.low <= one.high:
        return True
    if _at_least(one, here) and other.high >= one.low:
        return True
    if _at_least(other, there) and one.high >= other.low:
        return True
    return rounds_to(one.low, other.low) or rounds_to(other.low, one.low)


def _at_least(figure: Figure, read: Read) -> bool:
    return bool(_AT_LEAST.search(read.text[max(0, figure.start - 14) : figure.start]))


def rounds_to(exact: float, rounded: float) -> bool:
    """Return whether a number is the other one, rounded.

    >>> rounds_to(641, 640), rounds_to(37, 40), rounds_to(5_120_000, 5_000_000)
    (True, False, True)
    """
    if rounded != int(rounded) or rounded % 10:
        return exact == rounded
    step = 10
    while rounded and rounded % (step * 10) == 0 and step < rounded:
        step *= 10
    return abs(exact - rounded) <= min(step / 2, ROUNDING * rounded)
