"""Figures, dates and meaning of the lists against the full story: the same there, another or the
opposite there, or figures that are only here.
"""

import re
from collections.abc import Iterator

from foldline.claims.findings import FULL_STORY, Finding, Sentence, Verdict
from foldline.claims.speakers import sentences_in
from foldline.claims.story import FullStory, Measure, measure_of
from foldline.dates.when import When
from foldline.story.positions import Path
from foldline.text.figures import Figure, figures_in, is_time, names_a_thing
from foldline.text.meaning import SHARED, Read, contradiction

_ENDS_WITHIN = re.compile(r"[.!?]\W*\s")
_NOUN = re.compile(r"[\s-]?[A-Za-z]+")


def figure_findings(
    path: Path, text: str, story: FullStory, context: str = ""
) -> Iterator[Finding]:
    """Yield what is found of each figure in a text of the brief. `context` is what is said around
    it, where that is more than the text.
    """
    about: list[int] | None = None
    others: dict[Measure | None, Figure | None] = {}
    for figure in figures_in(text):
        behind = figure.start + len(figure.text)
        follows = figure.noun and not figure.unit and text.startswith(figure.text, figure.start)
        noun = _NOUN.match(text, behind) if follows else None
        shown = figure.text + (noun[0] if noun else "")
        if same := story.same_figure(figure):
            sentence = Sentence("claims.figure.agrees", {"here": shown})
            yield _finding(path, "agrees", sentence, shown, same.text, same.start)
            continue
        if names_a_thing(figure, text):
            continue
        if about is None:
            about = story.sentences_about(context or text)
        if number := story.numbers.same(figure, about):
            sentence = Sentence("claims.figure.agrees", {"here": shown})
            yield _finding(path, "agrees", sentence, shown, number.text, number.start)
            continue
        measure = measure_of(figure)
        if measure not in others:
            others[measure] = story.other_figure(measure, about)
        if other := others[measure]:
            around = story.sentence(other.start, len(other.text))
            values = {"here": shown, "there": other.text, "sentence": around}
            sentence = Sentence("claims.figure.differs", values)
            yield _finding(path, "differs", sentence, shown, other.text, other.start)
        elif (
            not is_time(figure)
            and not story.numbers.same(figure)
            and not story.numbers.derives(figure)
        ):
            sentence = Sentence("claims.figure.only_here", {"here": shown})
            yield Finding(path, "only here", sentence, shown)


def date_findings(
    path: Path, shown: str, when: When, about: list[int], story: FullStory
) -> Iterator[Finding]:
    """Yield what is found of one date of the brief; `about` are the sentences of the story on what
    happened then.
    """
    if when.earliest is None or when.latest is None:
        return
    if same := story.same_date(shown, when.earliest, when.latest):
        sentence = Sentence("claims.date.agrees", {"here": shown, "there": same.words})
        yield _finding(path, "agrees", sentence, shown, same.words, same.start)
    elif other := story.other_date(when.earliest, when.latest, about):
        around = story.sentence(other.start, len(other.words))
        values = {"here": shown, "there": other.words, "sentence": around}
        sentence = Sentence("claims.date.differs", values)
        yield _finding(path, "differs", sentence, shown, other.words, other.start)


def meaning_findings(path: Path, text: str, story: FullStory) -> Iterator[Finding]:
    """Yield the sentences of a text of the brief to which the full story says the opposite."""
    ends_within = _ENDS_WITHIN.search(text)
    for begins, ends in sentences_in(text) if ends_within else [(0, len(text))]:
        sentence = text[begins:ends]
        about = story.sentences_about(sentence, SHARED)
        if not about:
            continue
        here = Read(sentence)
        for number in about[:MOST_COMPARED]:
            there = story.read_sentence(number)
            if found := contradiction(here, there, whole=True):
                values = {"here": found.here, "there": found.there, "sentence": there.text}
                start = story.begin_of(number)
                yield Finding(
                    path,
                    "contradicts",
                    Sentence("claims.meaning.contradicts", values),
                    found.here,
                    there.text,
                    FULL_STORY,
                    start,
                    start + len(there.text),
                )
                break


MOST_COMPARED = 8
"""Sentences of the full story that one sentence is compared with, for its meaning."""


def _finding(
    path: Path, verdict: Verdict, sentence: Sentence, here: str, there: str, start: int
) -> Finding:
    return Finding(path, verdict, sentence, here, there, FULL_STORY, start, start + len(there))
