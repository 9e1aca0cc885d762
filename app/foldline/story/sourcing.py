"""Sources, the passages quoted from them, and what rests on them: the parts of a brief by which a
reader can see who says so.
"""

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from foldline.story.fields import (
    TAG_CHARACTERS,
    Line,
    Link,
    Model,
    Name,
    Prose,
    SourceId,
    Text,
    When8601,
)

ClaimId = SourceId
"""An id in this file: of a-z, 0-9 and hyphens, as that of a source."""
PersonId = Annotated[str, StringConstraints(pattern=r"^\S+$", max_length=TAG_CHARACTERS)]


class Passage(Model):
    """Words of a source, exactly as they stand there."""

    id: ClaimId = Field(
        description="A short name, the only one among the passages of its source.", examples=["p1"]
    )
    words: Text = Field(
        description="The words, exactly as they stand in the source; … where some are left out."
    )


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
    publisher: Name | None = Field(
        None,
        description="Who publishes it, where that is another than its name says.",
        examples=["US Naval History and Heritage Command"],
    )
    archived: Link | None = Field(
        None,
        description="The address of a kept copy, for when the first one is gone.",
        examples=["https://web.archive.org/web/2021/https://example.org/ship"],
    )
    passages: list[Passage] = Field(
        default_factory=list, description="What is quoted from it, word for word."
    )


class Proof(Model):
    """Where a source carries a claim: one of its passages, or the words themselves."""

    source: SourceId = Field(description="The id of the source.", examples=["ap"])
    passage: ClaimId | None = Field(
        None, description="The id of one of its passages.", examples=["p1"]
    )
    words: Text | None = Field(
        None,
        description="Words of the source, exactly as they stand there, where only this claim needs "
        "them.",
    )

    @model_validator(mode="after")
    def _passage_or_words(self) -> "Proof":
        if (self.passage is None) == (self.words is None):
            has = "neither" if self.passage is None else "both"
            raise ValueError(
                f'{has} "passage" and "words" are there; give the id of a passage of the source, '
                "or the words themselves"
            )
        return self


class Sourced(Model):
    """A part of a brief that rests on sources."""

    sources: list[SourceId] = Field(
        default_factory=list, description="The ids of the sources it rests on."
    )
    proof: list[Proof] = Field(
        default_factory=list,
        description="The words of sources that carry it.",
        examples=[[{"source": "ap", "passage": "p1"}]],
    )

    @property
    def source_ids(self) -> list[str]:
        """The ids of all sources that it rests on, each once: of `sources`, then of `proof`."""
        return list(dict.fromkeys([*self.sources, *(each.source for each in self.proof)]))


class Claim(Sourced):
    """Something said that rests on sources."""

    id: ClaimId | None = Field(
        None,
        description="A name of its own, the only one in the brief, for links that last when its "
        "words change.",
        examples=["deal-reached"],
    )


class Statement(Claim):
    """A claim that somebody makes."""

    side: Name | None = Field(
        None,
        description='The side it takes: "for", "against", "doubtful", or words of your own.',
        examples=["for", "against", "doubtful"],
    )
    person: PersonId | None = Field(
        None,
        description="An id of who makes it, the same wherever they are quoted; Wikidata's is "
        "welcome.",
        examples=["Q22686"],
    )


class Point(Claim):
    """One point of a list."""

    text: Prose = Field(description="One to three sentences, Markdown.")
