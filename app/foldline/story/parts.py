"""Small parts of a brief: pictures, who wrote it, and the same brief in other languages."""

from typing import Annotated

from pydantic import Field, StringConstraints

from foldline.story.fields import TAG_CHARACTERS, ImageAddress, Link, Model, Name, Prose, Text

LanguageTag = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", max_length=TAG_CHARACTERS),
]
"""A BCP 47 tag."""


class Image(Model):
    """A photo or drawing."""

    src: ImageAddress = Field(
        description="The picture: a relative path beside the brief, https:, or data: (PNG, JPEG, "
        "GIF, WebP, AVIF).",
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


class Author(Model):
    """Somebody who wrote the brief."""

    name: Name = Field(description="The name, as a byline has it.", examples=["Ada Quill"])
    url: Link | None = Field(None, description="A page about them.")


class Translation(Model):
    """The same brief in another language."""

    language: LanguageTag = Field(
        description="The language it is in, as a BCP 47 tag.", examples=["de"]
    )
    href: Link = Field(
        description="Where it is: an address, or a path from this brief's page.",
        examples=["../kanal-de/"],
    )
