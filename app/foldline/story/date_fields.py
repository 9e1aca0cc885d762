"""The dates of a brief as its author writes them, and the rules by which they are read."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    SerializerFunctionWrapHandler,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from foldline.dates.when import read_when
from foldline.story.fields import Line, Model, Name


class GivenWhen(Model):
    """A date as its author gives it: plain words, or words with their EDTF expression beside
    them.
    """

    display: Line = Field(
        description="The author's words, shown as they stand.", examples=["Late 2021"]
    )
    edtf: Name | None = Field(
        None,
        description="What the words mean, as an EDTF (ISO 8601-2) expression, where the words "
        "alone can't be read.",
        examples=["2021-09/2021-12", "2022-02", "1984~"],
    )

    _words_alone: bool = PrivateAttr(False)

    @model_validator(mode="wrap")
    @classmethod
    def _in_either_form(
        cls, value: Any, validated: ModelWrapValidatorHandler[GivenWhen]
    ) -> GivenWhen:
        if not isinstance(value, (str, dict, cls)):
            raise PydanticCustomError("text_or_object_type", "a text, or an object")
        found = validated({"display": value} if isinstance(value, str) else value)
        found._words_alone = isinstance(value, str) or (
            isinstance(value, cls) and value._words_alone
        )
        return found

    @model_validator(mode="after")
    def _can_be_true(self) -> GivenWhen:
        read_when(self.display, self.edtf)  # raises WhenError, a ValueError, for 31 February
        return self

    @property
    def words_alone(self) -> bool:
        """Whether the author wrote plain words, and no object."""
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
        description="Which year a season from December to February bears: that in which it "
        "begins, or ends.",
    )
    without_year: Literal["nearest", "past"] = Field(
        "nearest",
        description="Which year a date without one takes: that which brings it nearest to "
        "`published` (ahead of it only in the same year), or the latest in which it had begun by "
        "then.",
    )
    week_begins: Literal["monday", "sunday"] = Field(
        "monday", description="With which day a week begins."
    )

    @field_validator("month_thirds", "year_thirds", "decade_thirds", mode="before")
    @classmethod
    def _two_in_order(cls, value: Any, info: ValidationInfo) -> Any:
        assert info.field_name is not None  # it is one of these
        least, most = {"month_thirds": (1, 27), "year_thirds": (1, 11), "decade_thirds": (0, 8)}[
            info.field_name
        ]
        if not (
            isinstance(value, (list, tuple))
            and len(value) == 2
            and all(type(each) is int for each in value)
            and least <= value[0] < value[1] <= most
        ):
            raise ValueError(
                f"two whole numbers are allowed, the smaller first, from {least} to {most}"
            )
        return value
