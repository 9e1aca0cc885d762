"""Which fields of a kind of section hold what `foldline check --claims` compares."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class VoiceFields:
    """The fields of a list whose items are somebody's words: what the board of all voices shows."""

    items: str
    """The list."""
    speaker: str
    words: str = ""
    """The words themselves."""
    text: tuple[str, ...] = ()
    """What was said, as the brief tells it: the first of these fields that is filled."""
    prominent: bool = False
    """Whether they stand before the voices of the public: an empty section of such a kind names who
    is quoted in the full story.
    """


@dataclass(frozen=True)
class Held:
    """The fields of a kind that `foldline check --claims` looks at, and those that hold voices.
    Each names a list of items.
    """

    compared: tuple[str, ...] = ()
    """Their texts, dates and figures are compared with the full story."""
    quotations: tuple[str, ...] = ()
    """Their `text` is looked for, word for word, in the full story and in the texts of sources."""
    prices: tuple[str, ...] = ()
    """Their `outcomes` have probabilities, which add up to 1."""
    posts: tuple[str, ...] = ()
    """Where one has a `quote`, its `url` leads to it."""
    stood: tuple[str, ...] = ()
    """Each says when it stood, in `as_of`; "" is the section itself."""
    counted: Mapping[str, str] = field(default_factory=dict)
    """Lists by what one of their items is called ("event"): a note that counts them is compared."""
    is_full_story: bool = False
    """Whether its `text` is what others are compared with."""
    voices: tuple[VoiceFields, ...] = ()
    """Who says what in it."""

    @property
    def names_voices(self) -> bool:
        """Whether it holds what somebody says, of those who are quoted before the public."""
        return any(fields.prominent for fields in self.voices)
