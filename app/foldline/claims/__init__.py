"""Compares a brief with its own full story and the texts of its sources: facts that a program can
establish.

Pure: the same verdicts on the same brief in CPython and in a browser. What `load` finds wrong (ids
of sources that lead nowhere, probabilities out of range, dates that can't be true) is not repeated
here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from foldline.claims.claims_of_brief import claims_in
from foldline.claims.figures_and_dates import (
    date_findings,
    figure_findings,
    meaning_findings,
)
from foldline.claims.findings import FULL_STORY, Finding, Percent, Sentence
from foldline.claims.quotations import quotation_findings
from foldline.claims.story import FullStory, dates_in, full_story_text
from foldline.dates.when import Moment, resolve
from foldline.story.brief import Brief, GivenWhen, Section, UnreadSection
from foldline.story.dated import whens_of
from foldline.story.positions import Path
from foldline.text.matching import Likeness, not_in_text
from foldline.text.prose import plain_text

TOLERANCE = 0.015
"""How far from 1 probabilities may add up to: prices are rounded."""

_NUMBER = r"(?<![\d.,])(\d{1,3}(?:,\d{3}){1,4}|\d{1,15})"
_DIGIT = re.compile(r"\d")


def check_claims(
    brief: Brief, source_texts: Mapping[str, str] | None = None, likeness: Likeness | None = None
) -> list[Finding]:
    """Return every finding on a brief, in its order. `source_texts` are plain texts by the ids of
    sources; `likeness` is `matching.fastest` by default."""
    full_story = full_story_text(brief)
    texts = ({} if full_story is None else {FULL_STORY: full_story}) | {
        name: " ".join(text.split()) for name, text in (source_texts or {}).items() if text.strip()
    }
    story = None if full_story is None else FullStory.read(full_story, brief.date_rules)
    found: list[Finding] = []
    if not texts:
        found.append(Finding((), "nothing to compare", Sentence("claims.nothing_to_compare")))
    for at, section in enumerate(brief.sections):
        if isinstance(section, UnreadSection):
            continue
        path = ("sections", at)
        found += _quotations(section, path, texts, likeness)
        if story and not section.held.is_full_story:
            found += _figures_and_dates(section, path, story, brief)
        found += _times(section, path, brief)
        found += _sums(section, path)
        found += _links(section, path)
        found += _counts(section, path)
    found = [
        replace(each, before=_words_before(texts[each.text_name], each)) if each.start > 0 else each
        for each in found
    ]
    return [*found, *_sources(brief)]


_WITHIN_SENTENCE = re.compile(r"(?:[^\s.!?:;()\"“”«»]+\s+){1,3}$")


def _words_before(text: str, finding: Finding) -> str:
    """Return at most three words; none where the finding's words do not begin at its place."""
    found = text.startswith(finding.there, finding.start) and _WITHIN_SENTENCE.search(
        text[max(0, finding.start - 100) : finding.start]
    )
    return " ".join(found[0].split()) if found else ""


def _quotations(
    section: Section, path: Path, texts: dict[str, str], likeness: Likeness | None
) -> Iterator[Finding]:
    for here, quote in _items(section, section.held.quotations, path):
        yield from quotation_findings(here, quote.text, quote.speaker, texts, likeness)


def _items(section: Section, names: Iterable[str], path: Path) -> Iterator[tuple[Path, Any]]:
    """The items of a section's lists of these names; "" is the section itself, where there is
    anything in it.
    """
    for name in names:
        if name:
            yield from (((*path, name, at), item) for at, item in enumerate(getattr(section, name)))
        elif section.filled:
            yield path, section


def _figures_and_dates(
    section: Section, path: Path, story: FullStory, brief: Brief
) -> Iterator[Finding]:
    """Of items that tell what happened: their figures, dates and meaning."""
    rules = story.rules
    in_time = getattr(section, section.in_time, ()) if section.in_time else ()
    together = {
        id(item): when for item, when in zip(in_time, whens_of(section, brief), strict=True)
    }
    for here, item in _items(section, section.held.compared, path):
        text = plain_text(item.text)
        dated, dates = (
            isinstance(getattr(item, "when", None), GivenWhen),
            list(dates_in(text, rules)),
        )
        about = story.sentences_about(text, 2) if dated or dates else []
        if dated:
            when = together.get(id(item)) or resolve(item.when.display, item.when.edtf, rules)
            yield from date_findings((*here, "when"), item.when.display, when, about, story)
        for date_there in dates:
            yield from date_findings(
                (*here, "text"), date_there.words, date_there.when, about, story
            )
        yield from figure_findings((*here, "text"), text, story)
        yield from meaning_findings((*here, "text"), text, story)
        figures = getattr(item, "figures", [])
        beside = not_in_text([figure.split(" ")[0] for figure in figures], text)
        for number, figure in enumerate(figures):
            if figure.split(" ")[0] in beside:  # else it was compared where it stands in the text
                context = f"{figure} {getattr(item, 'subject', '')} {text}"
                yield from figure_findings((*here, "figures", number), figure, story, context)


def _times(section: Section, path: Path, brief: Brief) -> Iterator[Finding]:
    """What has a time at which it stood, and has none, or one before the brief's day."""
    published = Moment.read(brief.published).day
    for here, part in _items(section, section.held.stood, path):
        if part.as_of is None:
            yield Finding(here, "no time", Sentence("claims.no_time"))
        elif (days := (published - _day(part.as_of)).days) > 0:
            values = {
                "n": days,
                "stood": Moment.read(part.as_of).words,
                "published": Moment.read(brief.published).words,
            }
            sentence = Sentence("claims.older", values)
            yield Finding((*here, "as_of"), "older", sentence, part.as_of, brief.published)


def _day(moment: str) -> date:
    return Moment.read(moment).day


def _sums(section: Section, path: Path) -> Iterator[Finding]:
    for here, market in _items(section, section.held.prices, path):
        total = sum(outcome.probability for outcome in market.outcomes)
        if len(market.outcomes) > 1 and abs(total - 1) > TOLERANCE:
            sentence = Sentence("claims.sum", {"percent": Percent(total)})
            yield Finding((*here, "outcomes"), "sum", sentence, f"{total:.3f}", "1")


def _links(section: Section, path: Path) -> Iterator[Finding]:
    for here, voice in _items(section, section.held.posts, path):
        if voice.quote and not voice.url:
            sentence = Sentence("claims.no_link", {"name": voice.handle or voice.name})
            yield Finding(here, "no link", sentence, voice.quote)


def _counts(section: Section, path: Path) -> Iterator[Finding]:
    """Counts that the note or the heading states, where they can be counted here."""
    things = "|".join(("character", "word", *section.held.counted))
    for name in ("note", "heading"):
        if not _DIGIT.search(getattr(section, name) or ""):
            continue
        for match in re.finditer(
            rf"{_NUMBER} ((?:{things})s?)\b", plain_text(getattr(section, name) or "")
        ):
            stated, thing = int(match[1].replace(",", "")), match[2].rstrip("s")
            if thing in ("character", "word"):
                text = plain_text(getattr(section, "text", None) or "")
                counted = len(text) if thing == "character" else len(text.split())
            else:
                counted = len(getattr(section, section.held.counted[thing]))
            if counted and counted != stated:
                sentence = Sentence("claims.count", {"stated": match[0], "counted": counted})
                yield Finding((*path, name), "count", sentence, match[0], f"{counted:,}")


def _sources(brief: Brief) -> Iterator[Finding]:
    """Claims that rest on no source, and sources on which nothing rests."""
    if not brief.sources:
        yield Finding((), "no source", Sentence("claims.no_sources"))
        return
    used: set[str] = set()
    for at, section in enumerate(brief.sections):
        if isinstance(section, UnreadSection):
            continue
        claims = list(claims_in(section, ("sections", at)))
        bare = [] if section.sources else [path for path, claim in claims if not claim.sources]
        used |= {
            name for claim in (section, *(claim for _, claim in claims)) for name in claim.sources
        }
        if bare and len(bare) == len(claims):
            sentence = Sentence("claims.no_source_in_section", {"n": len(bare)})
            yield Finding(("sections", at), "no source", sentence)
        else:
            sentence = Sentence("claims.no_source")
            yield from (Finding(path, "no source", sentence) for path in bare)
    for at, source in enumerate(brief.sources):
        if source.id not in used:
            sentence = Sentence("claims.no_claim", {"id": source.id, "name": source.name})
            yield Finding(("sources", at), "no claim", sentence, source.id)
