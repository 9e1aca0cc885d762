"""What the fields of a brief hold (texts, names, links, days), and the base of its parts."""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, WithJsonSchema
from pydantic.fields import FieldInfo

from foldline.dates.when import check_moment
from foldline.text.addresses import check_image_address, check_link

Text = Annotated[str, StringConstraints(min_length=1)]
"""Plain text, shown as it stands."""
_MARKDOWN = WithJsonSchema({"type": "string", "minLength": 1, "contentMediaType": "text/markdown"})
Prose = Annotated[str, StringConstraints(min_length=1), _MARKDOWN]
"""Markdown."""
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
    """Return whether a field of a model is Prose."""
    return _MARKDOWN in (
        *field.metadata,
        *(
            data
            for each in get_args(field.annotation)
            for data in getattr(each, "__metadata__", ())
        ),
    )
