"""What a program can establish about a brief: facts with the two texts side by side, never
opinions.
"""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from foldline.story.positions import Path

Verdict = Literal[
    "verbatim",
    "nearly",
    "in part",
    "not found",
    "same speaker",
    "other speaker",
    "no speaker",
    "agrees",
    "differs",
    "only here",
    "no source",
    "no claim",
    "no link",
    "no time",
    "older",
    "sum",
    "count",
    "nothing to compare",
]


_ITEMS = {"short_term": "short-term effect", "long_term": "long-term effect"}


@dataclass(frozen=True)
class Finding:
    """One fact. `path` is the place in the brief, `here` what stands there, `there` what stands in
    `text_name` ("the full story", or the id of a source), from the character `start` of its plain
    text up to `end`; -1 where there is no place."""

    path: Path
    verdict: Verdict
    what: str
    here: str = ""
    there: str = ""
    text_name: str = ""
    start: int = -1
    end: int = -1
    before: str = ""
    """The words of the same sentence just before it, which tell this place from another of the same
    words.
    """

    @property
    def item(self) -> str:
        """Which item of its section it is about ("event 2"); empty where it is about the whole."""
        name, number = (*self.path[2:4], "", "")[:2]
        if not isinstance(number, int):
            return ""
        return f"{_ITEMS.get(str(name), str(name).removesuffix('s'))} {number + 1}"

    @property
    def quiet(self) -> bool:
        """Whether it needs nobody's attention: what was found agrees."""
        return self.verdict in ("verbatim", "same speaker", "agrees")

    @property
    def fragment(self) -> str:
        """A text fragment, which leads a browser to the place ("#:~:text=…"); empty where there is
        none.
        """
        words = self.there.split()
        if self.start < 0 or not words:
            return ""
        said = [" ".join(words)] if len(words) <= 8 else [" ".join(words[:4]), " ".join(words[-4:])]
        before, *said = (quote(part, safe="").replace("-", "%2D") for part in (self.before, *said))
        return "#:~:text=" + ",".join([f"{before}-", *said] if before else said)
