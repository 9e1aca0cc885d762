"""The brief: one news story as data, and what all of its sections share.

`Brief` is the model of one `*.json` file in `stories/`. Its sections are validated by the model of
their kind; the kinds come from the register in `foldline.sections`, which completes `Brief` when it
is imported.

Nothing a publisher wrote is lost: every model keeps fields it does not know (`loading` reports
them), and texts and dates are kept exactly as they were written.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import (
    Field,
    SerializationInfo,
    field_serializer,
    field_validator,
    model_serializer,
    model_validator,
)

from foldline.dates.when import DateRules, Day, Moment
from foldline.locales import ENGLISH, Words
from foldline.story.date_fields import GivenDateRules, GivenWhen
from foldline.story.fields import (
    LINE_CHARACTERS,
    NAME_CHARACTERS,
    TAG_CHARACTERS,
    ImageAddress,
    Line,
    Link,
    Model,
    Name,
    Prose,
    SourceId,
    Text,
    When8601,
    holds_prose,
)
from foldline.story.held import Held
from foldline.story.parts import Author, Image, LanguageTag, Translation
from foldline.story.sourcing import (
    Claim,
    Passage,
    Point,
    Proof,
    Source,
    Sourced,
    Statement,
)
from foldline.text.direction import direction_of

if TYPE_CHECKING:
    from foldline.sections import AnySection

__all__ = [
    "FORMAT_VERSION",
    "LINE_CHARACTERS",
    "NAME_CHARACTERS",
    "TAG_CHARACTERS",
    "Author",
    "Brief",
    "Claim",
    "Correction",
    "GivenDateRules",
    "GivenWhen",
    "Image",
    "ImageAddress",
    "Line",
    "Link",
    "Model",
    "Name",
    "Passage",
    "Point",
    "Proof",
    "Prose",
    "Revision",
    "Section",
    "Source",
    "SourceId",
    "Sourced",
    "Statement",
    "Text",
    "Translation",
    "UnreadSection",
    "When8601",
    "holds_prose",
    "images_in",
    "images_with_places",
    "whens_in",
]

FORMAT_VERSION = 1


class Section(Sourced):
    """One folding part of a brief. Three states: absent (not in the list), empty with a `note`, or
    filled.
    """

    rank: ClassVar[int] = 500
    """Where the kind stands among all kinds, in a schema, a form or an import: those of lower ranks
    first.
    """
    open_at_first: ClassVar[bool] = False
    """Whether the section is unfolded for a reader who has not folded anything yet."""
    in_short: ClassVar[bool] = False
    """Whether the section tells the story in short, for a reader in a hurry."""
    small: ClassVar[str] = ""
    """The template of a small drawing for a front page; empty where there is none."""
    labels: ClassVar[frozenset[str]] = frozenset()
    """Fields that name the section and don't fill it."""
    held: ClassVar[Held] = Held()
    """What of it is checked as claims."""
    in_time: ClassVar[str] = ""
    """The field whose items are shown in the order of their `when`; empty where there is none."""

    kind: str
    heading: Name | None = Field(
        None, description="A heading of your own instead of the kind's usual one."
    )
    note: Prose | None = Field(
        None,
        description="For an empty section: why there is nothing. For a filled one: a remark on "
        "the whole.",
        examples=["The reports name no opposing view."],
    )

    @property
    def filled(self) -> bool:
        """Whether the section holds anything beside heading, note and sources."""
        beside = set(Section.model_fields) | self.labels
        return any(getattr(self, name) for name in type(self).model_fields if name not in beside)

    @property
    def title(self) -> str:
        """The usual heading of the kind, in English."""
        return ENGLISH(f"sections.{self.kind}.title")

    @property
    def shown_heading(self) -> str:
        """The heading in English."""
        return self.heading_in(ENGLISH)

    def heading_in(self, words: Words) -> str:
        """Return the brief's own heading, or the usual one of the kind."""
        return self.heading or words(f"sections.{self.kind}.title")

    @property
    def extent(self) -> str:
        """How much there is, in English."""
        return self.extent_in(ENGLISH)

    def extent_in(self, words: Words) -> str:
        """Return how much there is, in a few words ("3 events"); empty where that says nothing."""
        return ""

    @model_validator(mode="after")
    def _filled_or_noted(self) -> Section:
        if not self.filled and self.note is None:
            raise ValueError(
                'the section is empty and has no note; fill it, or say in "note" why there is '
                "nothing"
            )
        return self


class Correction(Model):
    """Something that the brief said and that was wrong: shown above the story, and never folded
    away.
    """

    date: When8601 = Field(description="When it was corrected, ISO 8601.", examples=["2026-02-07"])
    text: Text = Field(description="What was wrong, what is right, and why it was changed.")
    section: Name | None = Field(None, description="The kind of the section that it was in.")


class Revision(Model):
    """The brief as it was before. What has changed since is computed from it, so that nobody has to
    be believed about it.
    """

    date: When8601 = Field(
        description="When that version came out, ISO 8601.", examples=["2026-02-06"]
    )
    title: Line | None = Field(None, description="Its headline, where that was another.")
    dek: Text | None = Field(None, description="Its short summary, where that was another.")
    sections: list[AnySection] = Field(description="All of its sections, as they stood.")

    @field_serializer("sections")
    def _each_by_its_own_model(self, sections: list[Section], info: SerializationInfo) -> list[Any]:
        return _dumped(sections, info)


def _dumped(sections: list[Section], info: SerializationInfo) -> list[Any]:
    """Return each section as data, by its own model: a union's serializer knows no
    UnreadSection.
    """
    return [each.model_dump(mode=info.mode, exclude_unset=info.exclude_unset) for each in sections]


class UnreadSection(Section):
    """A section that could not be read (an unknown kind, a wrong field): kept whole, shown as one
    line in its place.
    """

    raw: Any = Field(description="What stands in the file.")

    @property
    def filled(self) -> bool:
        return True

    @property
    def title(self) -> str:
        return self.heading_in(ENGLISH)

    def heading_in(self, words: Words) -> str:
        return self.heading or words("sections.unread.title")

    @model_serializer
    def _as_it_stands(self) -> Any:
        return self.raw


class Brief(Model):
    """One news story, told in sections."""

    foldline: Literal[1] = Field(description="The version of this format: 1.")
    title: Line = Field(description="The headline.", examples=["Two ferries, one berth"])
    dek: Text = Field(description="The short summary under the title, one or two sentences.")
    language: LanguageTag = Field(
        "en",
        description="The language of the text, as a BCP 47 tag.",
        examples=["en", "en-GB", "de"],
    )
    authors: list[Author] = Field(default_factory=list, description="Who wrote it.")
    published: When8601 = Field(
        description="When the brief came out: a day or a moment with its offset, ISO 8601.",
        examples=["2026-02-06", "2026-02-06T09:30:00+01:00"],
    )
    updated: When8601 | None = Field(None, description="When it last changed, ISO 8601.")
    place: Name | None = Field(None, description="Where the story is set.", examples=["Abu Dhabi"])
    topics: list[Name] = Field(
        default_factory=list, description="A few words to find it by.", examples=[["diplomacy"]]
    )
    lead_picture: Image | None = Field(
        None, description="The picture at the top of the page, under the dek."
    )
    dates: GivenDateRules | None = Field(
        None, description="Rules for reading dates that differ from the usual ones."
    )
    specimen: bool = Field(
        False,
        description="Whether it is made up, to show or to try something: the page says so, and the "
        "front page keeps it apart from real stories.",
    )
    disputed: Line | None = Field(
        None,
        description="What of the story is in dispute, in one line.",
        examples=["Both companies say that the berth is theirs."],
    )
    translations: list[Translation] = Field(
        default_factory=list, description="The same brief in other languages."
    )
    sources: list[Source] = Field(
        default_factory=list, description="The publications the claims rest on."
    )
    corrections: list[Correction] = Field(
        default_factory=list, description="What it said and had to correct, in any order."
    )
    revisions: list[Revision] = Field(
        default_factory=list, description="Earlier versions of it, in any order."
    )
    sections: list[AnySection] = Field(
        description="The parts of the story, in the order they are shown."
    )

    @field_validator("foldline", mode="before")
    @classmethod
    def _no_true_for_one(cls, value: Any) -> Any:
        if isinstance(value, bool):
            raise ValueError("the version of the format is the number 1")
        return value

    @field_serializer("sections")
    def _each_by_its_own_model(self, sections: list[Section], info: SerializationInfo) -> list[Any]:
        return _dumped(sections, info)

    @property
    def date_rules(self) -> DateRules:
        """How the brief's dates are read: by its own rules, in its language, from its day of
        publication.
        """
        own: dict[str, Any] = (
            {}
            if self.dates is None
            else {
                name: tuple(value)
                if isinstance(value := getattr(self.dates, name), list)
                else value
                for name in GivenDateRules.model_fields
            }
        )
        return DateRules(
            published=_day(Moment.read(self.published).day), language=self.language, **own
        )

    @property
    def direction(self) -> str:
        """ "rtl" where the brief's language, or the script in its tag, is written from right to
        left; else "ltr".
        """
        return direction_of(self.language)

    @property
    def last_change_day(self) -> Day:
        """The day of `updated`, or of `published` where there is none."""
        return _day(Moment.read(self.updated or self.published).day)

    @property
    def last_day_known(self) -> Day:
        """The last day, anywhere on Earth, of which the brief can report something as past."""
        moment = Moment.read(self.updated or self.published)
        if moment.at is None:
            return _day(moment.day)
        try:
            # UTC+14 is where a day begins first
            return _day((moment.at.astimezone(UTC) + timedelta(hours=14)).date())
        except OverflowError:  # the calendar of `datetime` ends with the year 9999
            return _day(moment.day)


def _day(of: date) -> Day:
    return Day(of.year, of.month, of.day)


def whens_in(
    part: Any, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], GivenWhen]]:
    """Yield every date in a part of a brief, with the path to it from `path` on."""
    if isinstance(part, GivenWhen):
        yield path, part
    elif isinstance(part, list):
        for at, item in enumerate(part):
            yield from whens_in(item, (*path, at))
    elif isinstance(part, Model):
        for name in type(part).model_fields:
            yield from whens_in(getattr(part, name), (*path, name))


def images_in(part: Any) -> Iterator[Image]:
    """Yield every picture in a brief, or in any part of one, in its order; not those of earlier
    versions.
    """
    return (image for _, image in images_with_places(part))


def images_with_places(
    part: Any, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Image]]:
    """Yield the same pictures, each with the path to it from `path` on."""
    if isinstance(part, Image):
        yield path, part
    elif isinstance(part, list):
        for at, item in enumerate(part):
            yield from images_with_places(item, (*path, at))
    elif isinstance(part, Model) and not isinstance(part, Revision):
        for name in type(part).model_fields:
            yield from images_with_places(getattr(part, name), (*path, name))
