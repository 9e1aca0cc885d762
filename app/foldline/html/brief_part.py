"""Render a brief as the <article> of a page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from foldline.claims import check_claims
from foldline.claims.findings import Finding
from foldline.claims.proofs import Proof, Proofs, prove
from foldline.claims.voices import Board, board_of
from foldline.dates.when import When, for_page, in_order, resolve_for_page
from foldline.html.environment import ENVIRONMENT, Part
from foldline.html.page_words import PageWords, page_words
from foldline.html.pictures import Fit, picture_finder
from foldline.story.brief import Brief, GivenWhen, Section, Source, UnreadSection
from foldline.story.dated import whens_of
from foldline.story.loading import Problem
from foldline.story.reading_time import Depth, seconds_to_read
from foldline.story.revisions import since_latest
from foldline.story.shape import most_bytes
from foldline.text.prose import own_links
from foldline.text.unseen import shown_name


@dataclass(frozen=True)
class ShownSection:
    """Hold a section with its id in the page, the least depth at which it is open, and the seconds
    that it takes to read.
    """

    id: str
    section: Section
    template: str
    depth: Depth
    seconds: int

    @property
    def open(self) -> bool:
        """Return whether it is open for a reader who has chosen nothing."""
        return self.depth < 3

    @property
    def state(self) -> str:
        """Return "unread", "filled" or "empty"."""
        if isinstance(self.section, UnreadSection):
            return "unread"
        return "filled" if self.section.filled else "empty"


def shown_sections(brief: Brief, at: str = "") -> list[ShownSection]:
    """Return the brief's sections with stable ids: the kind with hyphens, the second of a kind with
    -2, and so on. `at` is put before each id."""
    counts: dict[str, int] = {}
    shown = []
    points = _first_to_read(brief.sections)
    for section in brief.sections:
        unread = isinstance(section, UnreadSection)
        name = "unread" if unread else section.kind.replace("_", "-")
        counts[name] = counts.get(name, 0) + 1
        shown.append(
            ShownSection(
                id=at + (name if counts[name] == 1 else f"{name}-{counts[name]}"),
                section=section,
                template="html/templates/unread.html"
                if unread
                else f"sections/{section.kind}/template.html",
                depth=1
                if section is points
                else 2
                if unread or (section.open_at_first and section.filled)
                else 3,
                seconds=0 if unread else seconds_to_read(section),
            )
        )
    return shown


def _first_to_read(sections: Sequence[Section]) -> Section | None:
    """Return the section that a reader in a hurry reads: the first that is in short and filled;
    where there is none, the first that is open for everybody.
    """
    filled = [each for each in sections if each.filled and not isinstance(each, UnreadSection)]
    in_short = (each for each in filled if each.in_short)
    return next(in_short, next((each for each in filled if each.open_at_first), None))


@dataclass(frozen=True)
class Depths:
    """Say how long a brief takes to read at each depth, in seconds: the points, the usual and
    everything.
    """

    points: int
    usual: int
    everything: int

    @property
    def choices(self) -> list[tuple[str, Depth, int]]:
        """Return the name of each depth, its number, and its seconds. The usual one is left out
        where it is the same as another, and there is no choice where all is read in a minute.
        """
        if self.everything < 60 or self.points == self.everything:
            return []
        choices: list[tuple[str, Depth, int]] = [
            ("points", 1, self.points),
            ("usual", 2, self.usual),
            ("everything", 3, self.everything),
        ]
        return choices if self.points < self.usual < self.everything else [choices[0], choices[2]]


def depths_of(brief: Brief, shown: Sequence[ShownSection]) -> Depths:
    """Return how long a brief takes to read, with its title and summary."""
    head = seconds_to_read([brief.title, brief.dek])
    to_depth = [head + sum(each.seconds for each in shown if each.depth <= at) for at in (1, 2, 3)]
    return Depths(*to_depth)


@dataclass(frozen=True)
class Cited:
    """Describe a source as references show it: its number in the list under the story (from 1), the
    id of its entry there, and the label of a reference for screen readers.
    """

    number: int
    anchor: str
    label: str


class Citations(dict[str, Cited]):
    """Map the ids of a brief's sources to what references show of them, and its claims to their
    proofs. `t` holds the words for both.
    """

    def __init__(self, sources: Sequence[Source], at: str, t: PageWords, proofs: Proofs):
        super().__init__(
            {
                source.id: Cited(
                    number,
                    f"{at}source-{source.id}",
                    t("sources.reference", number=number, name=shown_name(source.name)),
                )
                for number, source in enumerate(sources, start=1)
            }
        )
        self.t = t
        self._proofs, self.opens = proofs, proofs.opens

    def proof_of(self, item: object) -> Proof | None:
        """Return the proof of an item of the brief, where it is a claim."""
        return self._proofs.of(item)


ENVIRONMENT.filters["own_links"] = lambda html, at, shown, cited: own_links(
    html,
    at,
    [
        *(part.id for part in shown),
        *(source.anchor for source in cited.values()),
        f"{at}sources",
        f"{at}title",
        f"{at}voices",
    ],
)


def brief_part(
    brief: Brief,
    *,
    base: str = "",
    problems: Sequence[Problem] = (),
    address: str = "",
    at: str = "",
    images: Mapping[str, str] | None = None,
    hosts: Collection[str] | None = None,
    fits: Mapping[str, Fit] | None = None,
    topics_at: str | None = None,
    findings: Sequence[Finding] | None = None,
) -> Part:
    """Return the brief as an <article>, in the words of its language.

    `base` is put before relative image addresses: the way from the page to the brief's own folder.
    `images` holds a `data:` address for each image that the brief names; an image that is not in it
    is described in words, so that the page makes no request. `hosts` are for a brief from
    elsewhere: an image on one of these hosts is shown; one on any other waits for the reader, and
    the page does not load it. `fits` holds what is known of the images' files, by what the brief
    names.

    `topics_at` is the address of the front page, to which the brief's topics lead; without it they
    are words only.

    `findings` are those of `check_claims`, which the proofs of its claims show. Without them
    nothing was compared: `source_checks` does that later, in the page.

    `problems` are those that hide a part of the story (`Loaded.hiding`); they are shown in one
    alert, and name the file `address`. `at` is put before every id, so that a document may hold
    several briefs.
    """

    rules = brief.date_rules
    t = page_words(brief.language)

    def resolve_date(when: GivenWhen) -> When:
        return resolve_for_page(when.display, when.edtf, rules)

    shown = shown_sections(brief, at)
    proofs = prove(brief, findings, at)
    return Part(
        "html/templates/brief.html",
        {
            "t": t,
            "brief": brief,
            "at": at,
            "shown": shown,
            "voices": ShownVoices(brief, shown, t),
            "depths": depths_of(brief, shown),
            "controls": True,
            "cited": Citations(brief.sources, at, t, proofs),
            "proofs": proofs,
            "story_at": _full_story_at(shown),
            "picture": picture_finder(base, images, hosts, fits),
            "resolve": resolve_date,
            "in_time": lambda section: _in_time(section, brief),
            "since": since_latest(brief),
            "has_room": _SizeLimit(brief).has_room,
            "problems": problems,
            "address": address,
            "topics_at": topics_at,
        },
    )


def checked_brief_part(brief: Brief, **values: Any) -> Part:
    """Return a brief's part, after its claims were compared; `values` are those of `brief_part`."""
    return brief_part(brief, findings=check_claims(brief), **values)


def proofs_part(brief: Brief, at: str = "") -> tuple[Part, Proofs]:
    """Return what a brief's page shows of its proofs, after its claims were compared, to be put in
    place of what a part without findings shows; and the proofs.
    """
    part = checked_brief_part(brief, at=at)
    return Part("html/templates/proofs.html", part.values), part.values["proofs"]


def _full_story_at(shown: Sequence[ShownSection]) -> str:
    """Return the id of the section that holds the full story; empty where there is none."""
    return next((each.id for each in shown if each.section.held.is_full_story), "")


@dataclass
class ShownVoices:
    """Hold who says what in a brief, found and made into HTML when it is needed first: a page, a
    frame and a fragment of one brief show the same.
    """

    _brief: Brief
    _shown: Sequence[ShownSection]
    _t: PageWords

    @cached_property
    def board(self) -> Board:
        return board_of(self._brief)

    @cached_property
    def html(self) -> str:
        template = ENVIRONMENT.get_template("html/templates/voices.html")
        return template.module.voices_board(self.board, self._shown, self._t)  # type: ignore[attr-defined,no-any-return]


class _SizeLimit:
    """Count the bytes of a page while it is made, and leave out what is beyond its limit.

    `story.shape` estimates the size of a page, and refuses a section with a sentence before it is
    made. This limit holds where that estimate was too low.
    """

    def __init__(self, brief: Brief):
        self._brief = brief
        self._parts: dict[str, int] = {}

    def has_room(self, name: str, html: str) -> bool:
        """Return whether a part fits into the page, with those before it that did."""
        self._parts[name] = len(html.encode("utf-8", "replace"))
        whole = sum(self._parts.values())
        # few pages need the second, which takes long
        fits = whole <= most_bytes(0) or whole <= most_bytes(self._size)
        if not fits:
            self._parts[name] = 0
        return fits

    @cached_property
    def _size(self) -> int:
        return len(self._brief.model_dump_json(exclude_unset=True).encode())


def _in_time(section: Section, brief: Brief) -> list[tuple[Any, When]]:
    """Return the items of a section, each with its date, in the order of the dates. What a date was
    taken to mean shows where its day is not that of the item before it.
    """
    items, rules = getattr(section, section.in_time), brief.date_rules
    whens = [
        for_page(when, item.when.edtf, rules)
        for item, when in zip(items, whens_of(section, brief), strict=True)
    ]
    found: list[tuple[Any, When]] = []
    for at in in_order(whens):
        when, before = whens[at], found[-1][1] if found else None
        if before and (before.earliest, before.latest) == (when.earliest, when.latest):
            when = replace(when, meaning="")
        found.append((items[at], when))
    return found
