"""Describe what the register of kinds needs of each kind, beside the model of its data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from foldline.text.outline import Block, Dialect, Part

if TYPE_CHECKING:
    from foldline.drafts.draft import Draft

Reader = Callable[[Part, Dialect, "Draft"], tuple[dict[str, Any], list[Block]]]
"""Reads the text under a heading: returns the fields of a section, and the blocks that have no
place in it.
"""


def _nothing(name: str) -> Mapping[str, str] | None:
    return None


@dataclass(frozen=True)
class Importing:
    """Describe how sections of a kind are found in texts and in Markdown."""

    headings: tuple[str, ...]
    """The headings that newsrooms give it, in small letters, as `words.comparable` writes them; the
    first is Foldline's own.
    """
    read: Reader
    is_list: bool = False
    """Whether it is made of items: then a text under it may say that there are none, and a remark
    on all is its note.
    """
    may_be_denied: bool = True
    """Whether "No … are known" under a heading of a list says that it is empty. "No one was hurt"
    is a point of its own.
    """
    lead: int = 0
    """The summary of a brief that has none is taken from the section with the least number here; 0
    for never.
    """
    fields_in_heading: Callable[[str], Mapping[str, str] | None] = _nothing
    """Returns the fields that a heading names, as the platform in "twitter reactions"; None where
    it is no heading of this kind.
    """
