from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from foldline.locales import Words
from foldline.story.brief import (
    TAG_CHARACTERS,
    Link,
    Model,
    Name,
    Point,
    Prose,
    Section,
    Statement,
    Text,
    When8601,
)
from foldline.story.held import Held, VoiceFields

# How a platform is called in a heading; any other platform is shown by the name the brief gives.
PLATFORM_NAMES = {
    "x": "X",
    "bluesky": "Bluesky",
    "mastodon": "Mastodon",
    "reddit": "Reddit",
    "threads": "Threads",
    "youtube": "YouTube",
    "hacker-news": "Hacker News",
}


class Sentiment(Model):
    """How people took it."""

    mood: Literal["positive", "mostly positive", "mixed", "mostly negative", "negative"] = Field(
        description="The tone of what was read, in one word or two."
    )
    text: Prose | None = Field(None, description="The tone in a sentence or two.")


class Voice(Statement):
    """Somebody who spoke, and what they said."""

    name: Name = Field(description="The name shown on the platform.", examples=["BBC News"])
    handle: Name | None = Field(
        None, description="The handle, without @.", examples=["bbcnews.example"]
    )
    role: Name | None = Field(
        None, description="Why the voice matters.", examples=["posted the first report"]
    )
    quote: Text | None = Field(
        None, description="Their words, as they stand, without quotation marks."
    )
    text: Prose | None = Field(None, description="What they said, in our words.")
    url: Link | None = Field(None, description="The post.")


class Discussion(Section):
    """What people said on one platform."""

    labels: ClassVar[frozenset[str]] = frozenset({"platform", "as_of"})

    kind: Literal["discussion"]
    platform: Annotated[
        str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=TAG_CHARACTERS)
    ] = Field(description="The platform, in small letters.", examples=list(PLATFORM_NAMES))
    as_of: When8601 | None = Field(None, description="When the posts were read, ISO 8601.")
    sample: Name | None = Field(
        None, description="What the summary rests on, as counted.", examples=["about 20 replies"]
    )
    summary: Prose | None = Field(None, description="The discussion in a few sentences.")
    sentiment: Sentiment | None = Field(None, description="How people took it.")
    themes: list[Point] = Field(default_factory=list, description="What the talk was about.")
    voices: list[Voice] = Field(default_factory=list, description="Who was heard.")
    opinions: list[Point] = Field(
        default_factory=list, description="What many thought, and what was disputed."
    )

    @property
    def platform_name(self) -> str:
        return PLATFORM_NAMES.get(self.platform, self.platform.replace("-", " ").capitalize())

    def heading_in(self, words: Words) -> str:
        on_platform = words("sections.discussion.title_on", platform=self.platform_name)
        return self.heading or on_platform

    def extent_in(self, words: Words) -> str:
        return self.sample or ""

    rank: ClassVar[int] = 90
    held: ClassVar[Held] = Held(
        posts=("voices",),
        stood=("",),
        counted={"voice": "voices"},
        voices=(VoiceFields("voices", "name", words="quote", text=("text", "role")),),
    )
