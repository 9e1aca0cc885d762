"""What checks established of one claim, as sentences for a reader.

`findings` speaks to who writes a brief, and names each figure by itself; here the same is said to
who reads it, in the words of the table [proof] of a language.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from foldline.claims.findings import FULL_STORY, Finding, Joined, NotFound, Sentence
from foldline.locales import Words
from foldline.story.brief import Source
from foldline.text.matching import edit_steps

Piece = tuple[Literal["same", "here", "there"], str]
"""Words of two wordings that lie over each other: those of both, and those of one alone."""

LONGEST_COMPARED = 2_000
"""Words of two wordings that are compared."""


Outcome = Literal["differs", "agrees", "open"]
"""Whether two texts differ, agree, or one of them says nothing of it; in the order of reading."""


@dataclass(frozen=True)
class Check:
    """What a check established: a sentence, and two wordings over each other where they differ."""

    sentence: Sentence | NotFound
    outcome: Outcome
    pieces: tuple[Piece, ...] = ()

    def in_words(self, words: Words) -> str:
        """Return the sentence in the words of a language."""
        return self.sentence.in_words(words)


def checks_of(
    found: Sequence[Finding], sources: Mapping[str, Source], same_words: Sequence[str] = ()
) -> tuple[Check, ...]:
    """Return what the findings on one claim mean to a reader: what differs first, then what agrees;
    figures and dates of a kind in one sentence. `same_words` are the names of sources whose
    passages have the words of a quotation."""
    checks = [
        Check(Sentence("proof.checks.source.verbatim", {"source": name}), "agrees")
        for name in same_words
    ]
    checks += [
        Check(_sentence(each, sources), _outcome(each), _pieces(each))
        for each in found
        if each.verdict not in ("agrees", "only here", "no source")
    ]
    kinds: tuple[tuple[str, str, Outcome], ...] = (
        ("agrees", "same_figures", "agrees"),
        ("only here", "only_here", "open"),
    )
    for verdict, key, outcome in kinds:
        texts = tuple(dict.fromkeys(each.here for each in found if each.verdict == verdict))
        if texts:
            values = {"n": len(texts), "figures": Joined("marks.between_items", texts)}
            checks.append(Check(Sentence(f"proof.checks.{key}", values), outcome))
    order = get_args(Outcome)
    return tuple(sorted(checks, key=lambda each: order.index(each.outcome)))


def _outcome(finding: Finding) -> Outcome:
    if finding.quiet and finding.verdict != "no speaker":
        return "agrees"
    return (
        "differs"
        if finding.verdict in ("other speaker", "nearly", "differs", "contradicts")
        else "open"
    )


def _sentence(finding: Finding, sources: Mapping[str, Source]) -> Sentence | NotFound:
    """Return the sentence of a finding for a reader."""
    if isinstance(finding.sentence, NotFound):
        return Sentence("proof.checks.not_found")
    where = "story" if finding.text_name == FULL_STORY else "source"
    source = sources.get(finding.text_name)
    values = dict(finding.sentence.values) | {
        "source": source.name if source else finding.text_name,
        "here": finding.here,
        "there": finding.there,
    }
    if other := values.get("other"):  # a name at the end of a sentence
        values["other"] = _FULL_STOP.sub("", str(other))
    key = _KEYS.get(finding.verdict)
    if key is None:
        return finding.sentence
    return Sentence(f"proof.checks.{key(finding, where)}", values)


_FULL_STOP = re.compile(r"(?<=[^\W\d_]{3})\.$")


def is_of_date(finding: Finding) -> bool:
    """Return whether a finding is about a date, and not about a figure."""
    return getattr(finding.sentence, "key", "").startswith("claims.date.")


def _ending(finding: Finding) -> str:
    return str(getattr(finding.sentence, "key", "")).rpartition(".")[2]


_KEYS: dict[str, Callable[[Finding, str], str]] = {
    "verbatim": lambda found, where: f"{where}.{_ending(found)}",
    "nearly": lambda found, where: f"{where}.nearly",
    "in part": lambda found, where: f"{where}.in_part",
    "same speaker": lambda found, where: f"{where}.same_speaker",
    "other speaker": lambda found, where: f"{where}.speaker",
    "no speaker": lambda found, where: f"{where}.no_speaker",
    "differs": lambda found, where: "date" if is_of_date(found) else "figure",
    "contradicts": lambda found, where: "meaning",
    "no link": lambda found, where: "no_link",
}
"""The key of the sentence for readers, by what was found. What is missing here is said to readers
as it is to writers."""


def _pieces(finding: Finding) -> tuple[Piece, ...]:
    """Return two wordings over each other, where they differ."""
    if finding.verdict == "differs":
        return ("here", finding.here), ("there", finding.there)
    if finding.verdict != "nearly":
        return ()
    one, other = finding.here.split(), finding.there.split()
    steps = (
        edit_steps([_key(word) for word in one], [_key(word) for word in other])
        if len(one) + len(other) <= LONGEST_COMPARED
        else None
    )
    if steps is None:
        return ("here", finding.here), ("there", finding.there)
    found: list[Piece] = []
    for tag, a, b, c, d in steps:
        if tag == "equal":
            found.append(("same", " ".join(one[a:b])))
            continue
        if a < b:
            found.append(("here", " ".join(one[a:b])))
        if c < d:
            found.append(("there", " ".join(other[c:d])))
    return tuple(found)


def _key(word: str) -> str:
    """Return a word without the marks around it, as it is compared."""
    return re.sub(r"^\W+|\W+$", "", word).casefold().replace("’", "'") or word
