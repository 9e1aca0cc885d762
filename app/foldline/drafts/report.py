"""What an import made, and its report: what was used, what was guessed, what is left over, what is
wrong.
"""

import json
from dataclasses import dataclass, field
from typing import Any, Literal

from foldline.text.addresses import slug_of

How = Literal["used", "guessed", "left over", "remark", "problem"]


@dataclass(frozen=True)
class Line:
    """One line of the report. `where` is a place in the text that was read ("line 12",
    "timeline[2].date") or in the brief.
    """

    how: How
    where: str
    what: str
    found: bool = False
    """Whether a check of the finished brief found it."""

    def __str__(self) -> str:
        return f"{self.how}: {self.where}: {self.what}"


@dataclass
class Report:
    """The report of one import, in the order in which the text was read."""

    format: str
    lines: list[Line] = field(default_factory=list)

    def used(self, where: str, what: str) -> None:
        """Report what a place in the text became."""
        self.lines.append(Line("used", where, what))

    def guessed(self, where: str, what: str) -> None:
        """Report what is not in the text and was guessed."""
        self.lines.append(Line("guessed", where, what))

    def left(self, where: str, what: str) -> None:
        """Report what had no place in the brief, and where it was kept."""
        self.lines.append(Line("left over", where, what))

    def remark(self, where: str, what: str) -> None:
        """Report what is worth knowing of the brief."""
        self.lines.append(Line("remark", where, what))

    def problem(self, where: str, what: str) -> None:
        """Report what is wrong with the brief."""
        self.lines.append(Line("problem", where, what))

    def of(self, how: How) -> list[Line]:
        """Return the lines of one kind."""
        return [line for line in self.lines if line.how == how]

    @property
    def summary(self) -> str:
        """The numbers in a line: "text: 12 used, 3 guessed, 0 left over, 0 problems"."""
        used, guessed, left, wrong = (
            len(self.of(how)) for how in ("used", "guessed", "left over", "problem")
        )
        return (
            f"{self.format}: {used} used, {guessed} guessed, {left} left over, {wrong} "
            f"problem{'' if wrong == 1 else 's'}"
        )


@dataclass(frozen=True)
class Imported:
    """A brief as the data of its file, with the report of its import. The report also has what
    `load` finds wrong with the brief.
    """

    brief: dict[str, Any]
    report: Report

    @property
    def slug(self) -> str:
        """A name for its file, from the title."""
        return slug_of(str(self.brief.get("title", "")))

    @property
    def text(self) -> str:
        """The text of its file."""
        return json.dumps(self.brief, ensure_ascii=False, indent=2) + "\n"
