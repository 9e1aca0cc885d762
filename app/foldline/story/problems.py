"""What is wrong in a brief's file, with its place: one sentence each."""

import re
from dataclasses import dataclass

from foldline.story.limits import LIMITS
from foldline.story.positions import Path
from foldline.text.unseen import shown_line
from foldline.text.wording import shown

LARGEST_BRIEF = LIMITS.bytes
"""Bytes of a brief's file. Larger files are refused before they are parsed."""

_PLAIN_NAME = re.compile(r"[^\s.:\[\]\"]{1,60}\Z")
"""What may stand behind a dot in a path."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a file. A `remark` is worth knowing, and does not fail a check."""

    path: Path
    what: str
    line: int = 1
    column: int = 1
    remark: bool = False

    @property
    def path_text(self) -> str:
        """The path in words: `sections[2].events[0].when`, `corrections[0]["a name of two words"]`;
        `brief` for the whole.
        """
        text = "".join(
            f".{step}" if isinstance(step, str) and _PLAIN_NAME.match(step) else f"[{shown(step)}]"
            for step in self.path
        )
        return text.removeprefix(".") or "brief"

    def sentence(self, file: str) -> str:
        """Return `file:line:column: path.in.brief: what is wrong, what is allowed`, in one line,
        whatever the file holds.
        """
        return shown_line(f"{file}:{self.line}:{self.column}: {self.path_text}: {self.what}")


def too_large(size: int, most: int = LARGEST_BRIEF) -> Problem:
    """Return the problem of a file of `size` bytes, where `most` are allowed: such a file need not
    be read.

    >>> too_large(50_000_000).what
    'has 50.0 MB; a brief has at most 16 MB'
    """
    return Problem((), f"has {size / 1e6:.1f} MB; a brief has at most {most / 1e6:g} MB")
