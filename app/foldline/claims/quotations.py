"""Quotations against a text: whether the words stand there, and under whose name."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from foldline.claims.findings import FULL_STORY, Finding, Joined, NotFound, Sentence, Verdict
from foldline.claims.speakers import (
    attributed_behind,
    named_before,
    named_beside,
    same_name,
    stands_in,
)
from foldline.story.positions import Path
from foldline.text.matching import (
    LONGEST_RUN,
    MOST_OF_RUN,
    STEPS,
    Indexed,
    Likeness,
    Passage,
    Word,
    indexed,
    longest_run,
    nearest_passage,
    shared_runs,
    words_of,
)

NEARLY, SHORTEST_RUN, MOST_LEFT_OUT, MOST_REPLACED = 0.8, 4, 60, 8
"""Of a quotation's words, how many must stand in one place in their order for "nearly"; how many in
a row for "in part"; how many words … may leave out; how many [brackets] may stand for."""

_BRACKETS = re.compile(r"\[(?!\s*(?:…|\.{3})\s*\])[^\[\]]*\]")
_GAP = re.compile(r"(?:\[\s*+|(?<!\s)\s++)?(?:…|\.\s?\.\s?\.)\s*+\]?")
"""Blanks before it are looked at from the first on alone: else many of them would take the square
of their number.
"""


@dataclass(frozen=True)
class Compared:
    """How a quotation stands in a text: the verdict, the words there with their place, and which
    words of the quotation are there and which are not."""

    verdict: Verdict
    start: int = -1
    end: int = -1
    common: tuple[str, ...] = ()
    only_here: tuple[str, ...] = ()
    marked: bool = False
    """Whether the quotation marks changes of its own, by […] or …"""


def compare(quotation: str, text: str, likeness: Likeness | None = None) -> Compared:
    """Find the words of a quotation in a text. What stands in [brackets] is its editor's, and …
    leaves words out."""
    if (whole := _as_it_stands(quotation, text)) is not None:
        return Compared("verbatim", *whole, (quotation,))
    runs, gaps = _runs(quotation)
    words = [word for run in runs for word in run]
    index = indexed(text)
    there, keys = index.words, index.keys
    marked = bool(_BRACKETS.search(quotation) or _GAP.search(quotation))
    if not words or not keys:
        return Compared("not found", marked=marked)
    if (place := _verbatim([[word.key for word in run] for run in runs], gaps, index)) is not None:
        return Compared(
            "verbatim", there[place[0]].start, there[place[1] - 1].end, (quotation,), (), marked
        )
    wanted = [word.key for word in words]
    passage = nearest_passage(wanted, index, likeness)
    at, start, run = longest_run(wanted, index, min(SHORTEST_RUN, len(wanted)))
    verdict: Verdict
    if passage and passage.common >= NEARLY * len(wanted) and len(wanted) >= SHORTEST_RUN:
        first, last, verdict = passage.first, passage.last, "nearly"
        if passage.common == len(wanted) and _is_interrupted(wanted, index, passage, text):
            place = there[first].start, there[last - 1].end
            return Compared("verbatim", *place, (quotation,), (), marked)
    elif run:
        first, last, verdict = start, start + run, "in part"
    else:
        return Compared("not found", marked=marked)
    shared = shared_runs(wanted, keys[first:last]) if verdict == "nearly" else [(at, 0, run)]
    common = tuple(_cut(quotation, words[a : a + size]) for a, _, size in shared)
    return Compared(
        verdict,
        there[first].start,
        there[last - 1].end,
        common,
        tuple(_between(quotation, words, shared)),
        marked,
    )


def _as_it_stands(quotation: str, text: str) -> tuple[int, int] | None:
    """Return where a quotation without changes stands letter by letter, without an index; None
    where that has to be looked for word by word.
    """
    words = quotation.strip(_MARKS)
    if not words or "[" in words or "…" in quotation or "..." in quotation:
        return None
    at, end = text.find(words), 0
    if at < 0 or not (words[0].isalnum() and words[-1].isalnum()):
        return None
    end = at + len(words)
    joined = text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()
    return None if joined else (at, end)


_MARKS = " \t\n.,;:!?'\"‘’“”«»"


def _is_interrupted(wanted: list[str], index: Indexed, passage: Passage, text: str) -> bool:
    """Return whether all that stands between the words of a quotation is who says it: "Rain," she
    said. "And fog."
    """
    runs = shared_runs(wanted, index.keys[passage.first : passage.last])
    words = index.words[passage.first : passage.last]
    gaps = [
        text[words[there + size - 1].end : words[next_there].start]
        for (_, there, size), (_, next_there, _) in pairwise(runs)
    ]
    return sum(size for *_, size in runs) == len(wanted) and all(
        _BETWEEN_QUOTED.fullmatch(gap) for gap in gaps
    )


_BETWEEN_QUOTED = re.compile(r"[.,!?…\s]*[\"”»][^\"“”«»]*[\"“«]\s*")


def _runs(quotation: str) -> tuple[list[list[Word]], list[int]]:
    """The words between what the quotation marks as changed, and how many words may stand in each
    such place.
    """
    runs: list[list[Word]] = [[]]
    gaps: list[int] = []
    marks = sorted(
        [(match.start(), match.end(), MOST_REPLACED) for match in _BRACKETS.finditer(quotation)]
        + [(match.start(), match.end(), MOST_LEFT_OUT) for match in _GAP.finditer(quotation)]
    )
    begins = 0
    for start, end, most in [*marks, (len(quotation), len(quotation), 0)]:
        runs[-1] += [
            Word(word.key, word.start + begins, word.end + begins)
            for word in words_of(quotation[begins:start])
        ]
        if end > start:
            if runs[-1]:
                runs.append([])
                gaps.append(most)
            elif gaps:
                gaps[-1] += most
        begins = end
    if not runs[-1]:
        runs.pop()
    return runs, gaps[: max(0, len(runs) - 1)]


def _verbatim(runs: list[list[str]], gaps: list[int], index: Indexed) -> tuple[int, int] | None:
    """The first place where all runs stand one after the other, with no more words between them
    than may be. None too where that is not found in `STEPS`, in a text of a few words that come
    back and back."""
    if not all(_parts(run, index)[0] for run in runs):
        return None
    steps = _Steps(STEPS * sum(map(len, runs)) + 10 * STEPS)
    for begin in _places(runs[0], index, 0, len(index.keys), steps):
        end = begin + len(runs[0])
        for run, gap in zip(runs[1:], gaps, strict=True):
            found = next(_places(run, index, end, end + gap + 1, steps), None)
            if found is None:
                break
            end = found + len(run)
        else:
            return begin, end
    return None


@dataclass
class _Steps:
    """How many comparisons are left."""

    left: int


def _places(
    run: list[str], index: Indexed, start: int, before: int, steps: _Steps
) -> Iterator[int]:
    """Where a run of words begins in this part of a text, in order: looked for at the places of its
    rarest part.
    """
    steps.left -= len(run) + _OF_A_CALL
    if steps.left < 0:
        return
    places, offset = _parts(run, index)
    wanted = tuple(run)
    for place in islice(places, bisect_left(places, start + offset), None):
        steps.left -= len(run)
        if place - offset >= before or steps.left < 0:
            return
        if index.keys[place - offset : place - offset + len(run)] == wanted:
            yield place - offset


_OF_A_CALL = 5
"""Steps that beginning to look takes."""


def _parts(run: list[str], index: Indexed) -> tuple[Sequence[int], int]:
    """Return the places of a run's rarest part, and where in the run that part is."""
    size = min(len(run), LONGEST_RUN)
    parts = [
        (index.places_of(run[at : at + size]), at) for at in range(0, len(run) - size + 1, size)
    ]
    places, offset = min(parts, key=lambda part: len(part[0]))
    if len(places) == MOST_OF_RUN and size > 1:  # there may be more of them
        return min(
            ((index.places_of([word]), at) for at, word in enumerate(run)),
            key=lambda part: len(part[0]),
        )
    return places, offset


def _cut(text: str, words: Sequence[Word]) -> str:
    return text[words[0].start : words[-1].end]


def _between(
    quotation: str, words: list[Word], shared: list[tuple[int, int, int]]
) -> Iterator[str]:
    """The parts of the quotation that are not shared; what it marks as its own is none of them."""
    at = 0
    for begins, size in [*((a, size) for a, _, size in shared), (len(words), 0)]:
        if begins > at:
            yield _cut(quotation, words[at:begins])
        at = begins + size


def quotation_findings(
    path: Path,
    quotation: str,
    speaker: str,
    texts: dict[str, str],
    likeness: Likeness | None = None,
) -> Iterator[Finding]:
    """Yield where a quotation stands best, and who says it there. `texts` are plain, by their
    names; the first wins among equals."""
    if not texts:
        return
    order = ("verbatim", "nearly", "in part", "not found")
    name, best = min(
        ((name, compare(quotation, text, likeness)) for name, text in texts.items()),
        key=lambda found: (order.index(found[1].verdict), -sum(map(len, found[1].common))),
    )
    there = texts[name][best.start : best.end] if best.start >= 0 else ""
    yield Finding(
        path,
        best.verdict,
        _sentence(best, name, there, tuple(texts)),
        quotation,
        there,
        name if there else "",
        best.start,
        best.end,
    )
    if there:
        yield _speaker_finding(path, speaker, texts[name], name, best)


def _sentence(
    found: Compared, name: str, there: str, texts: tuple[str, ...]
) -> Sentence | NotFound:
    """Return what was found of a quotation, as a sentence on the text of this name."""
    if found.verdict == "not found":
        return NotFound(texts)
    values: dict[str, object] = {"source": name}
    if found.verdict == "verbatim":
        message = "verbatim_with_changes" if found.marked else "verbatim"
        return Sentence(_key(message, name), values)
    message = found.verdict.replace(" ", "_") + ("" if found.only_here else "_reordered")
    values |= {
        "common": Joined("marks.left_out", found.common),
        "only_here": Joined("marks.between_items", found.only_here),
        "there": there,
    }
    return Sentence(_key(message, name), values)


def _key(message: str, name: str) -> str:
    """Return the key of a message in its form for the full story, or for the text of a source."""
    return f"claims.{'story' if name == FULL_STORY else 'source'}.{message}"


def _speaker_finding(path: Path, speaker: str, text: str, name: str, place: Compared) -> Finding:
    """Return whether the speaker of a quotation is the one whom the text names at its place."""
    there = text[place.start : place.end]
    other, sentence = named_beside(text, place.start, place.end)
    values: dict[str, object] = {"speaker": speaker, "sentence": sentence, "source": name}
    verdict: Verdict
    attributed, behind = attributed_behind(text, place.end)
    others = [each for each in attributed if not same_name(speaker, each)]
    if others and len(others) < len(attributed) or (attributed and not other):
        other, values["sentence"] = (others or attributed)[0], behind
    elif not other and not stands_in(speaker, sentence.replace(there, " ")):
        other, around = named_before(text, place.start, place.end, speaker)
        values["sentence"] = around or sentence
    if other:
        same = same_name(speaker, other)
        verdict, message = (
            ("same speaker", "same_speaker") if same else ("other speaker", "speaker")
        )
        values |= {"other": other}
    elif stands_in(speaker, sentence.replace(there, " ")):
        verdict, message = "same speaker", "speaker_beside"
    else:
        verdict, message = "no speaker", "no_speaker"
    return Finding(
        (*path, "speaker"),
        verdict,
        Sentence(_key(message, name), values),
        speaker,
        other or sentence,
        name,
        place.start,
        place.end,
    )
