"""Figures and dates of the lists against the full story: the same there, others there, or only
here.
"""

import re
from collections.abc import Iterator

from foldline.claims.findings import Finding, Verdict
from foldline.claims.story import Measure, Story, measure_of
from foldline.dates.when import When
from foldline.story.positions import Path
from foldline.text.figures import Figure, figures_in

_NOUN = re.compile(r"[\s-]?[A-Za-z]+")


def figure_findings(path: Path, text: str, story: Story) -> Iterator[Finding]:
    """Yield what is found of each figure in a text of the brief."""
    about: list[int] | None = None
    others: dict[Measure | None, Figure | None] = {}
    for figure in figures_in(text):
        behind = figure.start + len(figure.text)
        follows = figure.noun and not figure.unit and text.startswith(figure.text, figure.start)
        noun = _NOUN.match(text, behind) if follows else None
        shown = figure.text + (noun[0] if noun else "")
        if same := story.same_figure(figure):
            what = f'"{shown}" stands in the full story too'
            yield _finding(path, "agrees", what, shown, same.text, same.start)
            continue
        if about is None:
            about = story.sentences_about(text)
        measure = measure_of(figure)
        if measure not in others:
            others[measure] = story.other_figure(measure, about)
        if other := others[measure]:
            sentence = story.sentence(other.start, len(other.text))
            what = f'"{shown}" here, "{other.text}" in the full story: "{sentence}"'
            yield _finding(path, "differs", what, shown, other.text, other.start)
        else:
            yield Finding(path, "only here", f'"{shown}" does not stand in the full story', shown)


def date_findings(
    path: Path, shown: str, when: When, about: list[int], story: Story
) -> Iterator[Finding]:
    """Yield what is found of one date of the brief; `about` are the sentences of the story on what
    happened then.
    """
    if when.earliest is None or when.latest is None:
        return
    if same := story.same_date(shown, when.earliest, when.latest):
        what = f'"{shown}" agrees with "{same.words}" in the full story'
        yield _finding(path, "agrees", what, shown, same.words, same.start)
    elif other := story.other_date(when.earliest, when.latest, about):
        sentence = story.sentence(other.start, len(other.words))
        what = f'"{shown}" here, "{other.words}" in the full story: "{sentence}"'
        yield _finding(path, "differs", what, shown, other.words, other.start)
    else:
        yield Finding(
            path, "only here", f'the date "{shown}" does not stand in the full story', shown
        )


def _finding(path: Path, verdict: Verdict, what: str, here: str, there: str, start: int) -> Finding:
    return Finding(path, verdict, what, here, there, "the full story", start, start + len(there))
