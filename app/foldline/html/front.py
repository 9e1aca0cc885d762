"""Compose a site's front page: which brief leads, which stand beside it, which make a rail of their
topic, and which are the latest. Pure: from what the shelf knows of each brief.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from foldline.text.normal import normal_form

NEWEST = 100
"""Briefs on the front page; all others are in the archive."""

SECONDS = 3
"""Briefs beside the one that leads."""

MOST_RAILS, LEAST_IN_RAIL, MOST_IN_RAIL = 5, 3, 4

LONGEST_TOPIC = 60
"""Characters of a topic in an address."""


@dataclass(frozen=True)
class ShelfPicture:
    """Describe the picture of a brief on the shelf. `src` is relative to the shelf's page."""

    src: str
    alt: str
    credit: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class ShelfEntry:
    """Describe one brief on the shelf. `href` is its page's address, relative to the shelf's."""

    slug: str
    title: str
    dek: str
    published: str
    href: str
    language: str = "en"
    direction: str = "ltr"
    topics: tuple[str, ...] = ()
    minutes: int = 0
    """How long it takes to read; 0 where that is not known."""
    digest: str = ""
    """Of its words (`revisions.digest_of`); empty where that is not known."""
    specimen: bool = False
    picture: ShelfPicture | None = None

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> "ShelfEntry":
        """Return the entry that `as_json` made; what a newer Foldline added is left out. Raises
        KeyError or TypeError for anything else.
        """
        known = {name: found[name] for name in cls.__dataclass_fields__ if name in found}
        if picture := known.get("picture"):
            known["picture"] = ShelfPicture(**picture)
        return cls(**known | {"topics": tuple(known.get("topics", ()))})

    def as_json(self) -> dict[str, Any]:
        """Return the entry as data, without what is not known of it."""
        found = {name: value for name, value in vars(self).items() if value or name in _ALWAYS}
        if self.picture:
            found["picture"] = {name: value for name, value in vars(self.picture).items() if value}
            found["picture"].setdefault("alt", "")
        if self.direction == "ltr":
            del found["direction"]
        return found | ({"topics": list(self.topics)} if self.topics else {})

    @property
    def month(self) -> str:
        """Return the month that it was published in, as in "2026-02"."""
        return self.published[:7]

    @property
    def topic_links(self) -> list[tuple[str, str]]:
        """Return each topic with its name in addresses."""
        return [(topic, topic_slug(topic)) for topic in self.topics]


_ALWAYS = ("slug", "title", "dek", "published", "href", "language")


def topic_slug(topic: str) -> str:
    """Return the name of a topic in addresses: letters and digits of any script, in small letters,
    with hyphens between them.

    >>> topic_slug("World trade"), topic_slug("Économie"), topic_slug("東京"), topic_slug("?")
    ('world-trade', 'economie', '東京', 'topic')
    >>> topic_slug("हिन्दी समाचार")
    'हिन्दी-समाचार'
    """
    latin = "".join(each for each in normal_form("NFKD", topic) if not 0x300 <= ord(each) <= 0x36F)
    letters = normal_form("NFKC", latin.casefold())
    kept = "".join(
        each if each.isalnum() or unicodedata.category(each).startswith("M") else "-"
        for each in letters
    )
    return re.sub("-+", "-", kept).strip("-")[:LONGEST_TOPIC].rstrip("-") or "topic"


@dataclass(frozen=True)
class Topic:
    """Hold the briefs on one topic, in the shelf's order."""

    name: str
    slug: str
    entries: list[ShelfEntry] = field(default_factory=list)
    shown: list[ShelfEntry] = field(default_factory=list)
    """Of a rail: those that stand in it, since no brief stands on the page twice."""

    @property
    def id(self) -> str:
        return f"topics/{self.slug}"


@dataclass(frozen=True)
class FrontPage:
    """Hold the briefs of a front page, each in its one place."""

    top: list[ShelfEntry]
    """The one that leads, and those beside it."""
    rails: list[Topic]
    latest: list[ShelfEntry]
    specimens: list[ShelfEntry]
    topics: list[Topic]
    """Every topic with all of its briefs on the page: what its address shows."""
    total: int
    """The briefs of the site, of which the page may hold only the newest."""

    @property
    def count(self) -> int:
        """Return how many briefs stand on the page."""
        rails = sum(len(rail.shown) for rail in self.rails)
        return len(self.top) + rails + len(self.latest) + len(self.specimens)


def front_page(
    entries: Sequence[ShelfEntry],
    *,
    lead: str = "",
    order: Sequence[str] = (),
    specimens: bool = False,
    newest: int | None = NEWEST,
) -> FrontPage:
    """Return the front page of briefs that are in the shelf's order.

    `lead` is the slug of the brief that leads, `order` the topics that have a rail, `specimens`
    whether made-up briefs may stand among real ones, `newest` how many briefs the page holds, or
    None for all. A brief that leads is on the page however old it is.
    """
    first = [each for each in entries if each.slug == lead]
    on_page = [*first, *(each for each in entries if each.slug != lead)][:newest]
    real = [each for each in on_page if specimens or not each.specimen]
    set_apart = [each for each in on_page if each.specimen and not specimens]
    if first and first[0].specimen and not specimens:  # the publisher has named it
        real, set_apart = [first[0], *real], [each for each in set_apart if each.slug != lead]
    topics = _topics_of(real)
    top, rest = real[: 1 + SECONDS], real[1 + SECONDS :]
    rails = _rails_of(rest, topics, order)
    in_rails = {each.slug for rail in rails for each in rail.shown}
    return FrontPage(
        top,
        rails,
        [each for each in rest if each.slug not in in_rails],
        set_apart,
        topics,
        len(entries),
    )


def _topics_of(entries: Iterable[ShelfEntry]) -> list[Topic]:
    """Return the topics of briefs, those with most briefs first, then by their first brief."""
    found: dict[str, Topic] = {}
    for entry in entries:
        slugs: set[str] = set()  # a brief may name a topic in two spellings
        for name, slug in entry.topic_links:
            if slug not in slugs:
                slugs.add(slug)
                found.setdefault(slug, Topic(name, slug)).entries.append(entry)
    return sorted(found.values(), key=lambda topic: -len(topic.entries))


def _rails_of(
    entries: Sequence[ShelfEntry], topics: Sequence[Topic], order: Sequence[str]
) -> list[Topic]:
    """Return the rails of briefs that stand nowhere yet; each brief goes to the first that it
    belongs to.
    """
    by_slug = {topic.slug: topic for topic in topics}
    named = dict.fromkeys(map(topic_slug, order))
    wanted = [by_slug[slug] for slug in named if slug in by_slug] if order else topics
    free = {each.slug for each in entries}
    rails: list[Topic] = []
    for topic in wanted:
        shown = [each for each in topic.entries if each.slug in free][:MOST_IN_RAIL]
        if len(shown) >= (1 if order else LEAST_IN_RAIL):
            free -= {each.slug for each in shown}
            rails.append(replace(topic, shown=shown))
        if len(rails) == MOST_RAILS and not order:
            break
    return rails
