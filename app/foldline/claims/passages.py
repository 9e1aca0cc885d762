"""Find the words by which the texts of sources carry claims: proposals for an author, never a proof
by themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from foldline.claims.claims_of_brief import claims_in
from foldline.claims.quotations import compare
from foldline.claims.sentences import weighty
from foldline.claims.speakers import sentence_around
from foldline.claims.story import FullStory
from foldline.story.brief import Brief, Claim, Section, Source, UnreadSection
from foldline.story.positions import Path
from foldline.text.matching import Likeness
from foldline.text.meaning import Read, contradiction, deny_differently, differing_figures
from foldline.text.prose import plain_text

SHARE = 0.5
"""The part of a claim's words of weight that a passage must have."""
_WORDS = ("quote", "said", "text", "position", "question")
"""The fields by which a claim says what it says."""
_QUOTED = ("quote",)
"""Those that hold words of somebody else; so do those that a kind of section names."""


@dataclass(frozen=True)
class Passages:
    """What the texts of sources have on one claim: the words of each source that carry it, by the
    source's id; and the words that say the opposite.
    """

    path: Path
    carrying: Mapping[str, str]
    against: Mapping[str, str]


def find_passages(
    brief: Brief, source_texts: Mapping[str, str], likeness: Likeness | None = None
) -> list[Passages]:
    """Return what the texts of sources have on each claim that has no proof yet and rests on one of
    them. A claim that names no source, in a section that names none, is looked for in all.
    """
    texts = {
        name: FullStory.read(" ".join(text.split()), brief.date_rules)
        for name, text in source_texts.items()
        if text.strip()
    }
    found = []
    for at, section in enumerate(brief.sections):
        if isinstance(section, UnreadSection):
            continue
        for path, claim in claims_in(section, ("sections", at)):
            names = claim.source_ids or section.source_ids or list(texts)
            own = {name: texts[name] for name in names if name in texts}
            words, quoted = _words_of(claim, path, section)
            if own and words and not claim.proof:
                found.append(_on(path, words, quoted, own, likeness))
    return found


def _words_of(claim: Claim, path: Path, section: Section) -> tuple[str, bool]:
    """Return the words of a claim, and whether they are somebody else's."""
    quoted = path[2] in section.held.quotations
    for name in _WORDS:
        value = getattr(claim, name, None)
        if isinstance(value, str) and value.strip():
            if quoted or name in _QUOTED:
                return value, True
            rest = [
                plain_text(more)
                for each in _WORDS
                if each not in _QUOTED and isinstance(more := getattr(claim, each, None), str)
            ]
            figures = getattr(claim, "figures", [])
            return " ".join([*rest, *figures]), False
    return "", False


def _on(
    path: Path,
    words: str,
    quoted: bool,
    texts: Mapping[str, FullStory],
    likeness: Likeness | None,
) -> Passages:
    carrying: dict[str, str] = {}
    against: dict[str, str] = {}
    for name, text in texts.items():
        if quoted:
            passage, says_so = _quoted(words, text.text, likeness)
        else:
            passage, says_so = _said(words, text)
        if passage:
            (carrying if says_so else against)[name] = passage
    return Passages(path, carrying, against)


def _quoted(words: str, text: str, likeness: Likeness | None) -> tuple[str, bool]:
    """Return the sentences of a text in which a quotation stands, and whether in the same words."""
    place = compare(words, text, likeness)
    if place.verdict not in ("verbatim", "nearly"):
        return "", False
    begins, ends = sentence_around(text, place.start, place.end)
    return text[begins:ends].strip(), place.verdict == "verbatim"


def _said(words: str, text: FullStory) -> tuple[str, bool]:
    """Return the sentence of a text that has most of what a claim says, and whether it says so: not
    with another figure, and not the opposite.
    """
    about, claim = weighty(words), Read(words)
    best, opposite = (0.0, ""), ""
    for number in text.sentences_about(words):
        there = text.read_sentence(number)
        share = len(about & weighty(there.text)) / len(about)
        if contradiction(claim, there) or any(differing_figures(claim, there)):
            opposite = opposite or there.text
        elif deny_differently(claim, there):
            continue
        elif share > best[0]:
            best = share, there.text
    return (best[1], True) if best[1] and best[0] >= SHARE else (opposite, False)


def words_not_in(source: Source, words: str, source_texts: Mapping[str, str]) -> bool:
    """Return whether words that the brief quotes from a source are not in its text, word for
    word.
    """
    text = " ".join(source_texts.get(source.id, "").split())
    return bool(text) and compare(words, text).verdict != "verbatim"
