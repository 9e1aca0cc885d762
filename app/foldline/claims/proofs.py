"""The proof of each claim of a brief, for its readers: who says so, the exact words, what a check
established, what deserves attention, and where it stands in the full story.

Pure, and near-linear in the length of the brief. `check_claims` compares; this puts what it found
beside the claim that it is about.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, get_args

from foldline.claims.claims_of_brief import ClaimIds, claims_of, words_of_claim
from foldline.claims.findings import Finding
from foldline.claims.places import Place, StoryPlaces
from foldline.claims.quotations import compare
from foldline.claims.reader_words import Check, checks_of, is_of_date
from foldline.claims.story import full_story_text
from foldline.locales import Words
from foldline.story.brief import Brief, Claim, Section, Source
from foldline.story.positions import Path
from foldline.text.matching import shared_runs, words_of
from foldline.text.prose import plain_text

Sign = Literal["meaning", "speaker", "wording", "figure", "date", "no_source", "one_source"]
"""What deserves a reader's attention, the weightiest first."""

SIGNS: tuple[Sign, ...] = get_args(Sign)

DIFFERING: frozenset[Sign] = frozenset({"meaning", "speaker", "wording", "figure", "date"})

LONGEST_EXCERPT = 70
"""Characters of a claim by which it is named elsewhere."""
SHORTEST_MARKED = 3
"""Words in a row that a claim and a passage share, for them to be marked in the passage."""
LONGEST_MARKED = 400
"""Words of a passage in which such words are looked for."""


@dataclass(frozen=True)
class Passage:
    """Exact words that carry a claim. `pieces` are these words in their order, each with whether it
    is marked; `source` is where they stand, None for the full story.
    """

    pieces: tuple[tuple[bool, str], ...]
    source: Source | None = None


@dataclass(frozen=True)
class Proof:
    """What a reader can know of one claim. `path` is its place in the brief, `kind` is "point",
    "event", "quote", …, `number` counts the claims as they are shown, from 1.
    """

    path: Path
    kind: str
    id: str
    number: int
    words: str
    """What is claimed, plain and in short."""
    sources: tuple[Source, ...]
    of_section: bool
    """Whether the sources are those of its section, since it names none of its own."""
    passages: tuple[Passage, ...] = ()
    checks: tuple[Check, ...] = ()
    place: Place | None = None
    signs: tuple[Sign, ...] = ()
    quoted: bool = False
    """Whether its words are somebody's, and compared word for word."""
    word_for_word: bool = False
    counted: bool = True
    """Whether it can rest on several sources; a post or a market is its own."""

    def sign_in(self, words: Words) -> str:
        """Return what deserves attention most, in the words of a language; empty where nothing
        does."""
        return words(f"proof.signs.{self.signs[0]}") if self.signs else ""

    @property
    def keeps_passage(self) -> bool:
        """Whether the brief keeps the words of one of its sources."""
        return any(passage.source for passage in self.passages)


@dataclass(frozen=True)
class Record:
    """How much of a story is proved."""

    proofs: tuple[Proof, ...]
    checked: bool
    """Whether `check_claims` has looked at the brief."""
    compared: bool
    """Whether there was a full story to compare it with."""

    @cached_property
    def claims(self) -> tuple[Proof, ...]:
        """Those that can rest on several sources."""
        return tuple(each for each in self.proofs if each.counted)

    @property
    def on_two(self) -> int:
        return sum(len(each.sources) > 1 for each in self.claims)

    @property
    def on_one(self) -> tuple[Proof, ...]:
        return tuple(each for each in self.claims if len(each.sources) == 1)

    @property
    def on_none(self) -> tuple[Proof, ...]:
        return tuple(each for each in self.claims if not each.sources)

    @property
    def quotations(self) -> tuple[Proof, ...]:
        return tuple(each for each in self.proofs if each.quoted) if self.compared else ()

    @property
    def verbatim(self) -> int:
        return sum(each.word_for_word for each in self.quotations)

    @property
    def differing(self) -> tuple[Proof, ...]:
        """The claims of which something differs."""
        return tuple(each for each in self.proofs if DIFFERING & set(each.signs))

    @property
    def differences(self) -> tuple[tuple[Sign, int], ...]:
        """What differs, and how often."""
        counts = Counter(sign for each in self.proofs for sign in each.signs if sign in DIFFERING)
        return tuple((sign, counts[sign]) for sign in SIGNS if counts[sign])


@dataclass(frozen=True)
class Proofs:
    """The proofs of a brief's claims, in the order in which they are shown, and its record."""

    all: tuple[Proof, ...]
    record: Record
    opens: bool = True
    """Whether there is anything to show of them: sources, or a full story."""
    bare_sections: frozenset[int] = frozenset()
    """The sections in which no claim has a source, by their place among all."""
    _by_item: Mapping[int, Proof] = field(default_factory=dict, repr=False)
    _brief: Brief | None = field(default=None, repr=False)  # its items must live as long as this

    def of(self, item: object) -> Proof | None:
        """Return the proof of an item of the brief: of that very object."""
        return self._by_item.get(id(item))


def prove(brief: Brief, findings: Sequence[Finding] | None, at: str = "") -> Proofs:
    """Return the proof of each claim of a brief. `findings` are those of `check_claims`; None where
    nothing was compared yet. `at` is put before each id.

    The id of a claim is its author's, else the kind of its section and a digest of its words: a
    link to words that have changed since still leads to the section.
    """
    story = StoryPlaces((findings is not None and full_story_text(brief)) or "")
    by_place = _by_claim(findings or ())
    sources = {source.id: source for source in brief.sources}
    items = list(claims_of(brief))
    bare = _bare_sections(items)
    ids = ClaimIds(brief, at)
    of_section: dict[int, tuple[Source, ...]] = {}
    kept = {
        (source.id, each.id): each.words for source in brief.sources for each in source.passages
    }
    proofs, by_item = [], {}
    for number, (path, section, item) in enumerate(items, start=1):
        words = words_of_claim(item)
        found = by_place.get(path, [])
        kind = type(item).__name__.lower()
        counted = "url" not in type(item).model_fields
        own = item.source_ids
        if id(section) not in of_section:
            of_section[id(section)] = _known(section.source_ids, sources)
        rests_on = _known(own, sources) if own else of_section[id(section)]
        passages = tuple(_passages(item, words, sources, kept, found, story))
        quoted = path[2] in section.held.quotations
        same = _same_words(words, passages) if quoted and findings is not None else ()
        proof = Proof(
            path,
            kind,
            ids.of(section, item.id, words),
            number,
            _excerpt(plain_text(words)),
            rests_on,
            not own and bool(of_section[id(section)]),
            passages,
            checks_of(found, sources, same),
            story.place_of(words, found),
            _signs(found, rests_on if counted else None, brief, path[1] in bare),
            quoted,
            bool(same) or any(each.verdict == "verbatim" for each in found),
            counted,
        )
        proofs.append(proof)
        by_item[id(item)] = proof
    compared = findings is not None and bool(story.text)
    record = Record(tuple(proofs), findings is not None, compared)
    opens = bool(proofs) and bool(brief.sources or story.text)
    return Proofs(tuple(proofs), record, opens, bare, by_item, brief)


def _bare_sections(items: Sequence[tuple[Path, Section, Claim]]) -> frozenset[int]:
    """Return the sections of which no claim has a source or a link of its own, by their places."""
    rests: dict[int, bool] = {}
    for path, section, item in items:
        at = path[1]
        assert isinstance(at, int)
        rests[at] = rests.get(at, False) or bool(
            item.source_ids or section.source_ids or getattr(item, "url", "")
        )
    return frozenset(at for at, supported in rests.items() if not supported)


def _excerpt(text: str) -> str:
    if len(text) <= LONGEST_EXCERPT:
        return text
    cut = text[:LONGEST_EXCERPT]
    return (cut.rpartition(" ")[0] or cut).rstrip(",;:–—") + " …"


def _known(names: Sequence[str], sources: Mapping[str, Source]) -> tuple[Source, ...]:
    return tuple(sources[name] for name in names if name in sources)


# --- what was found of each


def _by_claim(findings: Sequence[Finding]) -> dict[Path, list[Finding]]:
    """Return the findings by the path of the item that they are about."""
    found: dict[Path, list[Finding]] = {}
    for finding in findings:
        if len(finding.path) >= 4 and finding.path[0] == "sections":
            found.setdefault(finding.path[:4], []).append(finding)
    return found


def _signs(
    found: Sequence[Finding], sources: tuple[Source, ...] | None, brief: Brief, bare: bool
) -> tuple[Sign, ...]:
    """Return what of a claim deserves attention. `sources` are None where it can't have several."""
    signs: set[Sign] = set()
    for finding in found:
        if finding.verdict == "contradicts":
            signs.add("meaning")
        elif finding.verdict == "other speaker":
            signs.add("speaker")
        elif finding.verdict == "nearly":
            signs.add("wording")
        elif finding.verdict == "differs":
            signs.add("date" if is_of_date(finding) else "figure")
    if sources is not None and brief.sources:
        if not sources and not bare:  # of a section without any, one line at its end says so
            signs.add("no_source")
        elif len(sources) == 1 and len(brief.sources) > 1:
            signs.add("one_source")
    return tuple(sign for sign in SIGNS if sign in signs)


# --- the words that carry a claim


def _passages(
    item: Claim,
    words: str,
    sources: Mapping[str, Source],
    kept: Mapping[tuple[str, str], str],
    found: Sequence[Finding],
    story: StoryPlaces,
) -> Iterator[Passage]:
    """Yield the passages that the brief keeps, and what the full story has of a quotation."""
    for rest in item.proof:
        source = sources.get(rest.source)
        passage = rest.words or kept.get((rest.source, rest.passage or ""))
        if source and passage:
            yield Passage(tuple(_marked(passage, plain_text(words))), source)
    for finding in found:
        if finding.verdict == "verbatim" and finding.in_full_story:
            yield Passage(tuple(story.around(finding)))


def _same_words(words: str, passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return the names of the sources whose passages have a quotation word for word."""
    sources = (each.source for each in passages if each.source and _has(each, words))
    return tuple(dict.fromkeys(source.name for source in sources))


def _has(passage: Passage, words: str) -> bool:
    return compare(words, "".join(text for _, text in passage.pieces)).verdict == "verbatim"


def _marked(passage: str, claim: str) -> Iterator[tuple[bool, str]]:
    """Yield a passage in pieces: what it shares with a claim is marked."""
    there, here = words_of(passage)[:LONGEST_MARKED], words_of(claim)[:LONGEST_MARKED]
    end = 0
    for at, _, size in shared_runs([word.key for word in there], [word.key for word in here]):
        if size < min(SHORTEST_MARKED, len(here)):
            continue
        start, stop = there[at].start, there[at + size - 1].end
        if start > end:
            yield False, passage[end:start]
        yield True, passage[start:stop]
        end = stop
    if end < len(passage):
        yield False, passage[end:]
