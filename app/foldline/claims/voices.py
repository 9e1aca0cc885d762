"""Puts together who says what in a brief: its quotations, views, markets and posts, and what is
quoted in its full story alone.

A quotation of the full story is a voice where somebody is named beside it, or where it is a whole
sentence. Words in quotation marks that are neither are a term, and nobody's voice.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from foldline.claims.speakers import named_beside, sentence_around, stands_in
from foldline.claims.story import story_text
from foldline.story.brief import Brief, Model, Section, Statement, UnreadSection
from foldline.story.held import VoiceFields
from foldline.story.positions import Path
from foldline.text.fragments import text_fragment
from foldline.text.matching import words_of
from foldline.text.prose import plain_text

LONGEST_SHOWN = 180
"""Characters of what is shown of one's words; the place that it leads to has all of them."""

SIDES = ("for", "doubtful", "against")
"""The sides that have words of their own in every language, in the order of the board."""

_LONGEST_NAME = 8
"""Words of a name, as a sentence of the full story has it. More are a clause rather."""

_QUOTED = re.compile(
    r"“(?P<curly>[^“”]{1,1200})”|„(?P<low>[^„“”]{1,1200})[“”]|«(?P<angled>[^«»]{1,1200})»"
    r"|»(?P<inwards>[^«»]{1,1200})«|「(?P<corner>[^「」]{1,1200})」"
    r'|(?<!\w)"(?=\S)(?P<straight>[^"]{1,1200})(?<=\S)"(?!\w)'
)
_SENTENCE_END = re.compile(r"[.!?…。؟]$")
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.I)


@dataclass(frozen=True)
class Utterance:
    """What somebody says, and where in the brief it stands."""

    path: Path
    """Its place in the brief; that of the section for words of the full story."""
    speaker: str
    """Empty where nobody is named."""
    words: str = ""
    """Their own words, as they are quoted."""
    text: str = ""
    """What they say as the brief tells it, plain; of a market, its question."""
    answer: tuple[str, float] | None = None
    """Of a market, the answer that leads, and its probability."""
    handle: str = ""
    person: str = ""
    """The id of who says it, where the brief has one."""
    side: str = ""
    """One of SIDES, the brief's own words, or empty where it names no side."""
    prominent: bool = False
    in_story: bool = False
    """Whether it stands in the full story alone."""
    fragment: str = ""
    """Behind the id of its section, what leads a browser to the words ("#:~:text=…")."""

    @property
    def section(self) -> int:
        """The number of its section among those of the brief."""
        number = self.path[1]
        assert isinstance(number, int)
        return number

    @property
    def shown_words(self) -> str:
        return _shortened(self.words)

    @property
    def shown_text(self) -> str:
        return _shortened(self.text)


@dataclass(frozen=True)
class Speaker:
    """Somebody, with what they say, in the order of the brief."""

    name: str
    handle: str
    utterances: tuple[Utterance, ...]


@dataclass(frozen=True)
class Side:
    """The speakers of one side; of no side where its name is empty."""

    name: str
    speakers: tuple[Speaker, ...]

    @property
    def known(self) -> bool:
        """Whether it has words of its own in every language."""
        return self.name in SIDES


@dataclass(frozen=True)
class Board:
    """All voices of a brief."""

    utterances: tuple[Utterance, ...]

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """The speakers by the side they take; those whose side the brief does not name come last.
        Quotations and views stand before markets and the voices of the public."""
        named = [each.side for each in self.utterances if each.side]
        names = [*(side for side in SIDES if side in named)]
        names += [side for side in dict.fromkeys(named) if side not in SIDES]
        sides = (Side(name, self._speakers(name)) for name in [*names, ""])
        return tuple(side for side in sides if side.speakers)

    def _speakers(self, side: str) -> tuple[Speaker, ...]:
        found: dict[object, list[Utterance]] = {}
        named = zip(self._names, self.utterances, strict=True)
        of_side = [(name, each) for name, each in named if each.side == side]
        for name, each in sorted(of_side, key=lambda pair: not pair[1].prominent):
            found.setdefault(name, []).append(each)
        return tuple(
            Speaker(
                _as_heading(group[0]),
                next((each.handle for each in group if each.handle), ""),
                tuple(group),
            )
            for group in found.values()
        )

    @cached_property
    def _names(self) -> list[object]:
        return _names(self.utterances)

    @property
    def number(self) -> int:
        """How many speakers there are; words that nobody is named for count as one each."""
        return len(set(self._names))

    @property
    def worth_showing(self) -> bool:
        """Whether it says more than the place of its only voice does."""
        return self.number > 1 or self.quotes_in_story

    @property
    def quotes_in_story(self) -> bool:
        """Whether the full story quotes what stands in no section."""
        return any(each.in_story for each in self.utterances)

    @property
    def in_story(self) -> tuple[str, ...]:
        """Who is quoted in the full story alone."""
        found = (each.speaker for each in self.utterances if each.in_story and each.speaker)
        return tuple(dict.fromkeys(found))


def board_of(brief: Brief) -> Board:
    """Return all voices of a brief."""
    found = list(_in_sections(brief))
    heard = _Heard(found)
    for at, section in enumerate(brief.sections):
        if section.held.is_full_story and (text := story_text(section)):
            names = [source.name for source in brief.sources]
            for utterance in _in_story(text, ("sections", at), names):
                if utterance.words not in heard:
                    heard.add(utterance.words)
                    found.append(utterance)
    return Board(tuple(found))


def _in_sections(brief: Brief) -> Iterator[Utterance]:
    for at, section in enumerate(brief.sections):
        if isinstance(section, UnreadSection):
            continue
        for fields in section.held.voices:
            for number, item in enumerate(getattr(section, fields.items)):
                path = ("sections", at, fields.items, number)
                yield _utterance(section, fields, item, path)


def _utterance(section: Section, fields: VoiceFields, item: Model, path: Path) -> Utterance:
    words = (fields.words and getattr(item, fields.words)) or ""
    texts = (getattr(item, name) for name in fields.text)
    answer = None
    if fields.items in section.held.prices:
        outcomes = getattr(item, "outcomes", [])
        leading = max(outcomes, key=lambda outcome: outcome.probability, default=None)
        answer = (leading.name, leading.probability) if leading else None
    return Utterance(
        path,
        getattr(item, fields.speaker),
        words,
        "" if words else plain_text(next((text for text in texts if text), "")),
        answer,
        getattr(item, "handle", None) or "",
        (isinstance(item, Statement) and item.person) or "",
        (isinstance(item, Statement) and item.side) or "",
        fields.prominent,
    )


# --- the full story


def _in_story(text: str, path: Path, sources: Sequence[str]) -> Iterator[Utterance]:
    """Yield what is quoted in a plain text."""
    found: list[Utterance] = []
    ends = -1
    for match in _QUOTED.finditer(text):
        start, end = match.span(match.lastgroup or 0)
        words = text[start:end].strip()
        speaker = _speaker(text, start, end, sources)
        if start < ends and found[-1].speaker and speaker in ("", found[-1].speaker):
            # the sentence goes on behind "she said": it is one quotation
            begun = found.pop()
            found.append(replace(begun, words=f"{begun.words.rstrip(',')} … {words}"))
        else:
            # its own mark tells it from the same words in another place
            fragment = text_fragment(words, text[start - 1])
            found.append(
                Utterance(path, speaker, words, prominent=True, in_story=True, fragment=fragment)
            )
        ends = sentence_around(text, start, end)[1]
    for each in found:
        if _is_voice(each.words, each.speaker):
            yield replace(each, words=each.words.rstrip(","))


def _is_voice(words: str, speaker: str) -> bool:
    number = len(words.split())
    if speaker:
        return number >= 3
    whole = not words[:1].islower() and bool(_SENTENCE_END.search(words))
    return whole and (number >= 5 or words[:1].isalpha() and not words[:1].isupper())


def _speaker(text: str, start: int, end: int, sources: Sequence[str]) -> str:
    """Return who says a passage: whom its sentence names beside it, or the one source that the
    sentence names before a colon."""
    name, _ = named_beside(text, start, end)
    if _is_name(name):
        return name
    begins, _ = sentence_around(text, start, end)
    before = text[begins : start - 1].rstrip()
    if before.endswith(":"):
        named = [source for source in sources if stands_in(source, before)]
        if len(named) == 1:
            return named[0]
    return ""


_DETERMINERS = frozenset(
    "a an the one some several many other another both two three his her their its our my".split()
)
_VERBS = frozenset("am are be been had has have having is was were".split())


def _is_name(name: str) -> bool:
    """Return whether it can be somebody's name or description, and is no clause.

    >>> _is_name("a European diplomat"), _is_name("though nobody is named as having")
    (True, False)
    """
    words = name.split()
    if not words or len(words) > _LONGEST_NAME or not _VERBS.isdisjoint(words):
        return False
    return not words[0][0].islower() or words[0] in _DETERMINERS


_RUN, _LIKE, _MOST = 3, 0.5, 32
"""Two quotations are one where, of the runs of so many words in the shorter one, this part is in
the other; and in how many quotations one run is looked for."""


class _Heard:
    """The words that stand on the board already."""

    def __init__(self, utterances: Iterable[Utterance]):
        self._sizes: list[int] = []
        self._with_run: dict[tuple[str, ...], list[int]] = {}
        self._whole: set[tuple[str, ...]] = set()
        for each in utterances:
            self.add(each.words or each.text)

    def add(self, words: str) -> None:
        keys = _keys(words)
        runs = _runs(keys)
        for run in runs:
            numbers = self._with_run.setdefault(run, [])
            if len(numbers) < _MOST:
                numbers.append(len(self._sizes))
        self._sizes.append(len(runs))
        self._whole.add(keys)

    def __contains__(self, words: str) -> bool:
        keys = _keys(words)
        runs = _runs(keys)
        shared = Counter(number for run in runs for number in self._with_run.get(run, ()))
        return keys in self._whole or any(
            count >= max(2, _LIKE * min(len(runs), self._sizes[number])) or count == len(runs)
            for number, count in shared.items()
        )


def _keys(words: str) -> tuple[str, ...]:
    return tuple(word.key for word in words_of(words))


def _runs(keys: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {keys[at : at + _RUN] for at in range(len(keys) - _RUN + 1)}


# --- speakers


def _names(utterances: Sequence[Utterance]) -> list[object]:
    """Return by what the speaker of each is known: the id of a person; else the name, which may be
    that of a person with an id. Words that nobody is named for are nobody else's.
    """
    pairs = [(_key(each.speaker), each) for each in utterances]
    persons = {key: each.person for key, each in pairs if each.person}
    return [
        each.person or persons.get(key) or ((key,) if each.speaker else each) for key, each in pairs
    ]


@lru_cache(maxsize=256)
def _key(name: str) -> str:
    """Return what two ways to write one name have in common."""
    return _ARTICLE.sub("", " ".join(_keys(name))) or name


def _as_heading(utterance: Utterance) -> str:
    """Return the speaker's name; one that comes from within a sentence with a capital letter."""
    name = utterance.speaker
    return name[:1].upper() + name[1:] if utterance.in_story else name


def _shortened(text: str) -> str:
    """Return the beginning of a text, up to a word's end."""
    text = " ".join(text.split())
    if len(text) <= LONGEST_SHOWN:
        return text
    return text[:LONGEST_SHOWN].rpartition(" ")[0].rstrip(",;:—–-") + " …"
