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
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
    field_serializer,
    field_validator,
    model_serializer,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from foldline.dates.when import DateRules, Day, Moment, check_moment, read_when
from foldline.locales import ENGLISH, Words
from foldline.story.held import Held
from foldline.text.addresses import check_image_address, check_link

if TYPE_CHECKING:
    from foldline.sections import AnySection

FORMAT_VERSION = 1

Text = Annotated[str, StringConstraints(min_length=1)]
"""Plain text, shown as it stands."""
_MARKDOWN = WithJsonSchema({"type": "string", "minLength": 1, "contentMediaType": "text/markdown"})
Prose = Annotated[str, StringConstraints(min_length=1), _MARKDOWN]
"""Markdown, shown through `prose.py`."""
NAME_CHARACTERS, LINE_CHARACTERS, TAG_CHARACTERS = 500, 2_000, 100
Name = Annotated[str, StringConstraints(min_length=1, max_length=NAME_CHARACTERS)]
"""A name or a label: plain text that a page may repeat wherever it refers to what is called so."""
Line = Annotated[str, StringConstraints(min_length=1, max_length=LINE_CHARACTERS)]
"""Plain text of one line, as a headline."""
Link = Annotated[str, AfterValidator(check_link)]
ImageAddress = Annotated[str, AfterValidator(check_image_address)]
SourceId = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=TAG_CHARACTERS)
]
When8601 = Annotated[str, AfterValidator(check_moment)]
"""A day or a moment in ISO 8601, kept as written: "2026-02-05", "2026-02-05T21:30:00+04:00"."""


class Model(BaseModel):
    """The base of every part of a brief: unknown fields are kept, never dropped."""

    model_config = ConfigDict(
        extra="allow", strict=True, use_attribute_docstrings=True, ser_json_inf_nan="strings"
    )


def holds_prose(field: FieldInfo) -> bool:
    """Whether a field of a model is Prose."""
    return _MARKDOWN in (
        *field.metadata,
        *(
            data
            for each in get_args(field.annotation)
            for data in getattr(each, "__metadata__", ())
        ),
    )


class GivenWhen(Model):
    """A date as its author gives it: plain words, or words with their EDTF expression beside them."""

    display: Line = Field(
        description="The author's words, shown as they stand.", examples=["Late 2021"]
    )
    edtf: Name | None = Field(
        None,
        description="What the words mean, as an EDTF (ISO 8601-2) expression, where the words alone can't "
        "be read.",
        examples=["2021-09/2021-12", "2022-02", "1984~"],
    )

    _words_alone: bool = PrivateAttr(False)

    @model_validator(mode="wrap")
    @classmethod
    def _in_either_form(
        cls, given: Any, validated: ModelWrapValidatorHandler[GivenWhen]
    ) -> GivenWhen:
        if not isinstance(given, (str, dict, cls)):
            raise PydanticCustomError("text_or_object_type", "a text, or an object")
        found = validated({"display": given} if isinstance(given, str) else given)
        found._words_alone = isinstance(given, str) or (
            isinstance(given, cls) and given._words_alone
        )
        return found

    @model_validator(mode="after")
    def _can_be_true(self) -> GivenWhen:
        read_when(self.display, self.edtf)  # raises WhenError, a ValueError, for 31 February
        return self

    @property
    def words_alone(self) -> bool:
        return self._words_alone

    @model_serializer(mode="wrap")
    def _as_given(
        self, handler: SerializerFunctionWrapHandler
    ) -> Any:  # pydantic would write it by a narrower type
        return self.display if self._words_alone else handler(self)


Thirds = Annotated[
    list[int],
    WithJsonSchema({"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}),
]


class GivenDateRules(Model):
    """How the dates of this brief are read, where it is not by the usual rules of thumb
    (docs/reference/dates.md).
    """

    hemisphere: Literal["northern", "southern"] = Field(
        "northern",
        description="Whose seasons are meant: in the south, spring is September to November.",
    )
    month_thirds: Thirds = Field(
        [10, 20],
        description="The last day of early and of mid, where it is [10, 20] otherwise.",
        examples=[[7, 21]],
    )
    year_thirds: Thirds = Field(
        [4, 8],
        description="The last month of early and of mid, where it is [4, 8] otherwise.",
        examples=[[3, 9]],
    )
    decade_thirds: Thirds = Field(
        [3, 6],
        description="The last year, from 0, of early and of mid, where it is [3, 6] otherwise.",
        examples=[[2, 6]],
    )
    season_over_new_year: Literal["begins", "ends"] = Field(
        "begins",
        description="Which year a season from December to February bears: that in which it begins, or "
        "ends.",
    )
    without_year: Literal["nearest", "past"] = Field(
        "nearest",
        description="Which year a date without one takes: that which brings it nearest to `published`, or "
        "the latest "
        "in which it had begun by then.",
    )
    week_begins: Literal["monday", "sunday"] = Field(
        "monday", description="With which day a week begins."
    )

    @field_validator("month_thirds", "year_thirds", "decade_thirds", mode="before")
    @classmethod
    def _two_in_order(cls, given: Any, info: ValidationInfo) -> Any:
        assert info.field_name is not None  # it is one of these
        least, most = {"month_thirds": (1, 27), "year_thirds": (1, 11), "decade_thirds": (0, 8)}[
            info.field_name
        ]
        if not (
            isinstance(given, (list, tuple))
            and len(given) == 2
            and all(type(each) is int for each in given)
            and least <= given[0] < given[1] <= most
        ):
            raise ValueError(
                f"two whole numbers are allowed, the smaller first, from {least} to {most}"
            )
        return given


class Source(Model):
    """A publication that claims rest on. Claims point at it by `id`."""

    id: SourceId = Field(
        description="A short name in this file, of a-z, 0-9 and hyphens.", examples=["ap", "eucom"]
    )
    name: Name = Field(description="The publication.", examples=["Associated Press"])
    title: Line | None = Field(None, description="The headline or title of the piece.")
    url: Link | None = Field(None, description="Where it can be read.")
    published: When8601 | None = Field(
        None, description="Its own date, ISO 8601.", examples=["2026-02-05"]
    )


class Image(Model):
    """A photo or drawing."""

    src: ImageAddress = Field(
        description="The picture: a relative path beside the brief, https:, or data: (PNG, JPEG, GIF, "
        "WebP, AVIF).",
        examples=["harbour/quay.svg"],
    )
    alt: Text = Field(description="What is to be seen, for those who can't see it.")
    caption: Prose | None = Field(None, description="The line under the picture.")
    credit: Name | None = Field(None, description="Who made it.", examples=["Drawing: Foldline"])
    licence: Name | None = Field(
        None, description="The terms it may be shown under.", examples=["CC BY 4.0"]
    )
    width: int | None = Field(None, gt=0, le=20000, description="Width in CSS pixels.")
    height: int | None = Field(None, gt=0, le=20000, description="Height in CSS pixels.")


class Claim(Model):
    """Something said that rests on sources."""

    sources: list[SourceId] = Field(
        default_factory=list, description="The ids of the sources it rests on."
    )


class Point(Claim):
    """One point of a list."""

    text: Prose = Field(description="One to three sentences, Markdown.")


class Section(Claim):
    """One folding part of a brief. Three states: absent (not in the list), empty with a `note`, or
    filled.
    """

    rank: ClassVar[int] = 500
    """Where the kind stands among all kinds, in a schema, a form or an import: those of lower ranks
    first.
    """
    open_at_first: ClassVar[bool] = False
    """Whether the section is unfolded for a reader who has not folded anything yet."""
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
        description="For an empty section: why there is nothing. For a filled one: a remark on the whole.",
        examples=["The reports name no opposing view."],
    )

    @property
    def filled(self) -> bool:
        """Whether there is anything beside heading, note and sources."""
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
                'the section is empty and has no note; fill it, or say in "note" why there is nothing'
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
    """Each section by its own model: a union's serializer would know none that could not be read."""
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


def count(number: int, one: str, many: str | None = None) -> str:
    """ "1 event", "3 events"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


# Unicode CLDR 46, characterOrder "right-to-left"; in other scripts than their own these languages
# go from the left.
_RTL_LANGUAGES = {
    "ar",
    "arc",
    "ckb",
    "dv",
    "fa",
    "he",
    "ks",
    "mzn",
    "nqo",
    "ps",
    "rhg",
    "sd",
    "syr",
    "ug",
    "ur",
    "yi",
}
_RTL_SCRIPTS = {"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"}


class Brief(Model):
    """One news story, told in sections."""

    foldline: Literal[1] = Field(description="The version of this format: 1.")
    title: Line = Field(description="The headline.", examples=["Two ferries, one berth"])
    dek: Text = Field(description="The short summary under the title, one or two sentences.")
    language: Annotated[
        str,
        StringConstraints(
            pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", max_length=TAG_CHARACTERS
        ),
    ] = Field(
        "en",
        description="The language of the text, as a BCP 47 tag.",
        examples=["en", "en-GB", "de"],
    )
    published: When8601 = Field(
        description="When the brief came out: a day or a moment with its offset, ISO 8601.",
        examples=["2026-02-06", "2026-02-06T09:30:00+01:00"],
    )
    updated: When8601 | None = Field(None, description="When it last changed, ISO 8601.")
    place: Name | None = Field(None, description="Where the story is set.", examples=["Abu Dhabi"])
    topics: list[Name] = Field(
        default_factory=list, description="A few words to find it by.", examples=[["diplomacy"]]
    )
    dates: GivenDateRules | None = Field(
        None, description="Rules for reading dates that differ from the usual ones."
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
    def _no_true_for_one(cls, given: Any) -> Any:
        if isinstance(given, bool):
            raise ValueError("the version of the format is the number 1")
        return given

    @field_serializer("sections")
    def _each_by_its_own_model(self, sections: list[Section], info: SerializationInfo) -> list[Any]:
        return _dumped(sections, info)

    @property
    def date_rules(self) -> DateRules:
        """How its dates are read: by its own rules, in its language, from its day of publication."""
        own: dict[str, Any] = (
            {}
            if self.dates is None
            else {
                name: tuple(given)
                if isinstance(given := getattr(self.dates, name), list)
                else given
                for name in GivenDateRules.model_fields
            }
        )
        return DateRules(
            published=_day(Moment.read(self.published).day), language=self.language, **own
        )

    @property
    def direction(self) -> str:
        """ "rtl" where its language, or the script that its tag names, is written from right to
        left; otherwise "ltr".
        """
        language, *more = self.language.lower().split("-")
        script = next((part for part in more if len(part) == 4), "")
        return (
            "rtl"
            if script in _RTL_SCRIPTS or (not script and language in _RTL_LANGUAGES)
            else "ltr"
        )

    @property
    def last_day_told(self) -> Day:
        """The day that it says it last changed on."""
        return _day(Moment.read(self.updated or self.published).day)

    @property
    def last_day_known(self) -> Day:
        """The last day that it can tell of, anywhere on Earth, as something that happened."""
        moment = Moment.read(self.updated or self.published)
        if moment.at is None:
            return _day(moment.day)
        try:
            return _day(
                (moment.at.astimezone(UTC) + timedelta(hours=14)).date()
            )  # UTC+14 is where a day begins first
        except OverflowError:  # the calendar of `datetime` ends with the year 9999
            return _day(moment.day)


def _day(of: date) -> Day:
    return Day(of.year, of.month, of.day)


def whens_in(
    part: Any, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], GivenWhen]]:
    """Every date that a part of a brief gives, with the path to it from `path` on."""
    if isinstance(part, GivenWhen):
        yield path, part
    elif isinstance(part, list):
        for at, item in enumerate(part):
            yield from whens_in(item, (*path, at))
    elif isinstance(part, Model):
        for name in type(part).model_fields:
            yield from whens_in(getattr(part, name), (*path, name))


def images_in(part: Any) -> Iterator[Image]:
    """Every picture in a brief, or in any part of one, in its order; not those of earlier versions,
    which are not shown.
    """
    return (image for _, image in images_with_places(part))


def images_with_places(
    part: Any, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Image]]:
    """The same with the path to each from `path` on."""
    if isinstance(part, Image):
        yield path, part
    elif isinstance(part, list):
        for at, item in enumerate(part):
            yield from images_with_places(item, (*path, at))
    elif isinstance(part, Model) and not isinstance(part, Revision):
        for name in type(part).model_fields:
            yield from images_with_places(getattr(part, name), (*path, name))
