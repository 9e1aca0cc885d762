"""Which fields of a kind of section hold what `foldline check --claims` compares."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Held:
    """The fields of a kind that `foldline check --claims` looks at. Each names a list of items."""

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
