"""Figures and dates of the lists against the full story: the same there, others there, or only
here.
"""

import re
from collections.abc import Iterator

from foldline.claims.findings import FULL_STORY, Finding, Sentence, Verdict
from foldline.claims.story import FullStory, Measure, measure_of
from foldline.dates.when import When
from foldline.story.positions import Path
from foldline.text.figures import Figure, figures_in

_NOUN = re.compile(r"[\s-]?[A-Za-z]+")


def figure_findings(path: Path, text: str, story: FullStory) -> Iterator[Finding]:
    """Yield what is found of each figure in a text of the brief."""
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
        if about is None:
            about = story.sentences_about(text)
        measure = measure_of(figure)
        if measure not in others:
            others[measure] = story.other_figure(measure, about)
        if other := others[measure]:
            around = story.sentence(other.start, len(other.text))
            values = {"here": shown, "there": other.text, "sentence": around}
            sentence = Sentence("claims.figure.differs", values)
            yield _finding(path, "differs", sentence, shown, other.text, other.start)
        else:
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
    else:
        sentence = Sentence("claims.date.only_here", {"here": shown})
        yield Finding(path, "only here", sentence, shown)


def _finding(
    path: Path, verdict: Verdict, sentence: Sentence, here: str, there: str, start: int
) -> Finding:
    return Finding(path, verdict, sentence, here, there, FULL_STORY, start, start + len(there))
