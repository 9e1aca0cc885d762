"""The timelines of several briefs as one, which is a brief itself: its sources are those briefs,
and theirs.

So all that a brief's timeline can do (picture, list, calendar, table) the merged one can.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from foldline.dates.expression import edtf_of
from foldline.dates.language import Language
from foldline.dates.tables import table_of
from foldline.dates.when import Moment, When, written_days
from foldline.locales import Words, words_for
from foldline.sections.timeline.meaning import meaning_of
from foldline.sections.timeline.model import Timeline
from foldline.story.brief import Brief
from foldline.text.meaning import Read, contradiction, differing_figures, name_stems
from foldline.text.prose import plain_text
from foldline.timelines.events import events_in_time

MERGED = "timeline"
"""The slug of a merged timeline, which is published as briefs are."""

MOST_COMPARED = 200
"""Events of one date that a further one is compared with."""
FEWEST_WORDS, SHARE = 3, 0.6
"""Two events of one date count as one where the shorter shares at least so many words, and such a
part of its words, with the longer. Words of one or two letters count as none."""


@dataclass(frozen=True)
class BriefEvents:
    """What one brief brings to a merged timeline, as plain data: its events in time, each with its
    date as EDTF, so that no rule for reading dates is needed any more, and the sources they cite.
    """

    slug: str
    title: str
    published: str
    """When the brief last changed, or came out."""
    language: str
    href: str = ""
    """The address of its page, from that of the merged timeline."""
    events: list[dict[str, Any]] = field(default_factory=list)
    sources: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Merged:
    """A merged timeline: as a brief, how many events stood in more than one, and how many are told
    otherwise by another brief.
    """

    brief: Brief
    events: int
    folded: int
    differing: int = 0

    @property
    def timeline(self) -> Timeline:
        """The timeline of the merged brief."""
        section = self.brief.sections[0]
        assert isinstance(section, Timeline)
        return section


def events_of_brief(brief: Brief, slug: str, href: str = "") -> BriefEvents:
    """Return the events of all timelines of a brief whose date could be read, in time, and the
    sources they cite.
    """
    words = words_for(brief.language)
    found = [
        pair
        for section in brief.sections
        if isinstance(section, Timeline)
        for pair in events_in_time(section, brief)
    ]
    language = table_of(brief.language)
    events = [
        {
            "when": {
                "display": _dated(when, words),
                "edtf": _edtf(when, event.when.edtf or "", language),
            },
            "text": event.text,
            "sources": list(event.sources),
        }
        | ({"label": event.label} if event.label else {})
        for event, when in found
        if when.read
    ]
    cited = {name for event in events for name in event["sources"]}
    return BriefEvents(
        slug,
        brief.title,
        brief.updated or brief.published,
        brief.language,
        href,
        events,
        [
            source.model_dump(exclude_unset=True, exclude={"passages"})
            for source in brief.sources
            if source.id in cited
        ],
    )


def _dated(when: When, words: Words) -> str:
    """Return the author's words of a date; where they mean something in their own brief alone, what
    they mean: "Tuesday" is "4 March 2025" then.
    """
    if when.inferred is None or when.earliest is None or when.latest is None:
        return when.display
    if when.first is None or when.first != when.last:
        return written_days(when.earliest, when.latest, words)
    day = written_days(when.earliest, when.earliest, words)
    return words("dates.with_time", date=day, time=when.first.isoformat()[:5])


def _edtf(when: When, edtf: str, language: Language) -> str | None:
    """Return the EDTF expression of a date, which no rule of its brief is needed for. What is at
    some time in it, and did not last so long, is a set: [2021-09..2021-12].
    """
    if edtf[:1] in ("[", "{"):
        return edtf
    found = edtf_of(when.span)
    if found and "/" in found and meaning_of(when, edtf, language).extent == "within":
        first, _, last = found.partition("/")
        return f"[{first.removesuffix('..')}..{last.removesuffix('..')}]"
    return found


def merge_timelines(
    timelines: Sequence[BriefEvents], *, of_site: bool = False, of_briefs: int = 0
) -> Merged:
    """Return the timelines of briefs as one, in the order of dates; events of one date in the order
    of the briefs.

    An event has its brief's title as its lane, and cites the brief before its own sources. Where
    events of several briefs are alike (see `SHARE`), one is shown, in the words of the first brief,
    citing all; the note says how many were left out. Where they are alike and say the opposite, or
    have other figures, both are shown, one behind the other, and the note says so. `of_site` is
    whether they are those of all briefs of a site, which the title says. `of_briefs` is how many
    briefs have a timeline, where these are the newest of them: title and dek say so. Raises
    ValueError where there is no brief.
    """
    if not timelines:
        raise ValueError("there is no brief to merge")
    on: dict[str, list[_Entry]] = {}
    names = _names_in(timelines)
    for each in timelines:
        for event in each.events:
            entry = _Entry(each, event)
            same_date = on.setdefault(event["when"]["edtf"], [])
            alike = [
                other
                for other in same_date[:MOST_COMPARED]
                if other.timeline is not each and _alike(other.words, entry.words)
            ]
            twin = next((other for other in alike if _says_the_same(other, entry, names)), None)
            if twin:
                twin.also.append(entry)
                continue
            against = next((other for other in alike if _contradicts(other, entry)), None)
            if against:  # they stand side by side
                entry.differs = True
                same_date.insert(same_date.index(against) + 1, entry)
            else:
                same_date.append(entry)
    entries = [entry for same_date in on.values() for entry in same_date]
    folded = sum(len(entry.also) for entry in entries)
    differing = sum(entry.differs for entry in entries)
    telling = [each for each in timelines if each.events]
    languages = {each.language for each in telling}
    language = languages.pop() if len(languages) == 1 else "en"
    words = words_for(language)
    if entries:
        briefs = words("merged.briefs", n=len(telling))
        if of_briefs > len(timelines):
            briefs = words("merged.newest", n=len(timelines), briefs=of_briefs)
        dek = words("merged.dek", n=len(entries), briefs=briefs)
        notes = [words("merged.note", n=folded)] if folded else []
        notes += [words("merged.note_differing", n=differing)] if differing else []
        note = " ".join(notes)
    else:
        dek, note = words("merged.none"), words("merged.note_none")
    title = words("merged.title_of_site") if of_site else words("merged.title")
    if of_briefs > len(timelines):
        title = words("merged.title_of_newest", n=len(timelines))
    cited = _Cited(words)
    events = [entry.event(cited) for entry in entries]
    return Merged(
        Brief.model_validate(
            {
                "foldline": 1,
                "title": title,
                "dek": dek,
                "published": max(
                    (each.published for each in timelines),
                    key=lambda text: (Moment.read(text).day, text),
                ),
                "language": language,
                "sources": cited.sources,
                "sections": [
                    {"kind": "timeline", "events": events} | ({"note": note} if note else {})
                ],
            }
        ),
        len(entries),
        folded,
        differing,
    )


class _Cited:
    """The sources of a merged timeline, each once: briefs, and what they cite, whose ids may mean
    another in each brief.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self.sources: list[dict[str, Any]] = []
        self._ids: dict[tuple[str, str | None, str | None], str] = {}
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}
        self._known: dict[int, dict[str, dict[str, Any]]] = {}

    def id_of(self, source: dict[str, Any]) -> str:
        """Return the id here of a source that has its own in its brief."""
        same = (source["name"], source.get("title"), source.get("url"))
        if same not in self._ids:
            wished = source["id"]
            number = self._numbers.get(wished, 0) + 1
            while (name := wished if number == 1 else f"{wished}-{number}") in self._taken:
                number += 1
            self._numbers[wished] = number
            self._taken.add(name)
            self._ids[same] = name
            self.sources.append(source | {"id": name})
        return self._ids[same]

    def of(self, timeline: BriefEvents, event: dict[str, Any]) -> list[str]:
        """Return the ids of a brief, and of the sources that its event cites."""
        name = re.sub("[^a-z0-9]+", "-", timeline.slug.lower()).strip("-") or "brief"
        brief = {"id": name, "name": timeline.title} | (
            {"url": timeline.href, "title": self._words("merged.whole_brief")}
            if timeline.href
            else {}
        )
        if id(timeline) not in self._known:
            self._known[id(timeline)] = {source["id"]: source for source in timeline.sources}
        known = self._known[id(timeline)]
        return [
            self.id_of(brief),
            *(self.id_of(known[name]) for name in event["sources"] if name in known),
        ]


@dataclass
class _Entry:
    timeline: BriefEvents
    fields: dict[str, Any]
    also: list[_Entry] = field(default_factory=list)
    differs: bool = False
    """Whether the event before it, of another brief, says the opposite."""

    @cached_property
    def text(self) -> str:
        return plain_text(self.fields["text"])

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(word for word in re.findall(r"\w+", self.text.casefold()) if len(word) > 2)

    @cached_property
    def read(self) -> Read:
        return Read(self.text)

    def event(self, cited: _Cited) -> dict[str, Any]:
        """Return the event as the merged timeline has it."""
        ids = [
            name for entry in (self, *self.also) for name in cited.of(entry.timeline, entry.fields)
        ]
        return self.fields | {"lane": self.timeline.title, "sources": list(dict.fromkeys(ids))}


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= FEWEST_WORDS and shared >= SHARE * min(len(one), len(other))


def _contradicts(one: _Entry, other: _Entry) -> bool:
    """Return whether two events that are alike can't both be as they are told."""
    return bool(contradiction(one.read, other.read)) or any(differing_figures(one.read, other.read))


def _says_the_same(one: _Entry, other: _Entry, names: frozenset[str]) -> bool:
    """Return whether two events that are alike are the same: they don't contradict each other, and
    it is not one name here and another there.
    """
    here, there = one.read.stems & names, other.read.stems & names
    return not (here - there and there - here) and not _contradicts(one, other)


def _names_in(timelines: Sequence[BriefEvents]) -> frozenset[str]:
    """Return the words that are names somewhere in the events: those with a capital within a
    sentence.
    """
    texts = (event["text"] for each in timelines for event in each.events)
    return frozenset(name_stems(" ".join(texts)))
