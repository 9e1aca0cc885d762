"""What is written in the editor: what is wrong with it and on which line, and the brief that it
makes. Pure: no browser.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from foldline.errors import ImportRefused
from foldline.html.render import Part, brief_part
from foldline.reading.local_briefs import meant_as_brief
from foldline.story.brief import Brief, count
from foldline.story.loading import load
from foldline.text.addresses import slug_of

if TYPE_CHECKING:
    from foldline.drafts.report import Imported

AT = "edit:"
"""What the ids of the shown brief begin with."""

Level = Literal["error", "remark", "told"]


@dataclass(frozen=True)
class Said:
    """One thing to say of the text: an error, a remark, or what an import told. `line` and `column`
    count from 1; line 0 is no line of the text."""

    level: Level
    sentence: str
    line: int = 0
    column: int = 1


@dataclass(frozen=True)
class Written:
    """What came of a text: the brief (None where there is none yet), all that is to be said, and
    the text of the brief's file.
    """

    brief: Brief | None
    said: tuple[Said, ...]
    json: str
    imported: bool = False
    whole: bool = False
    """Whether nothing of the brief is hidden by an error."""

    def of(self, *levels: Level) -> list[Said]:
        return [each for each in self.said if each.level in levels]

    @property
    def file_name(self) -> str:
        return f"{slug_of(self.brief.title if self.brief else '')}.json"


def written(
    name: str, text: str, importer: "Callable[[str, str], Sequence[Imported]] | None" = None
) -> Written | None:
    """What comes of a text, called `name` in sentences: as a brief's JSON, else as what `importer`
    makes of it. None where it takes an importer, and none is given."""
    if not text.strip():
        return Written(None, (), "")
    if meant_as_brief("", text):
        return _as_brief(name, text)
    if importer is None:
        return None
    try:
        found = importer("", text)
    except ImportRefused as reason:
        return Written(None, (Said("error", f"{name}: {reason}"),), text)
    if not found:  # JSON of no form that is known
        return _as_brief(name, text)
    return _as_story(name, found)


def _as_brief(name: str, text: str) -> Written:
    loaded = load(text)
    said = tuple(
        Said(
            "remark" if problem.remark else "error",
            problem.sentence(name),
            problem.line,
            problem.column,
        )
        for problem in loaded.problems
    )
    return Written(loaded.brief, said, text, whole=loaded.brief is not None and not loaded.hiding)


def _as_story(name: str, found: "Sequence[Imported]") -> Written:
    first, loaded = found[0], load(found[0].text)
    said = [
        Said(
            "error" if line.how == "problem" else "remark" if line.how == "remark" else "told",
            f"{name}: {line.where}: {line.what}"
            if line.how in ("problem", "remark")
            else str(line),
            _line_of(line.where),
        )
        for line in first.report.lines
    ]
    if len(found) > 1:
        said.append(
            Said("remark", f"{name}: there are {len(found)} stories in it; the first is shown")
        )
    return Written(
        loaded.brief,
        tuple(said),
        first.text,
        imported=True,
        whole=loaded.brief is not None and not loaded.hiding,
    )


def _line_of(where: str) -> int:
    """The line that an import's report names: "line 8"."""
    found = re.match(r"line (\d+)", where)
    return int(found[1]) if found else 0


def offset_of(text: str, line: int, column: int) -> int:
    """Where a line and a column are in a text, from 0. Past the end of either it is that end."""
    lines = text.split("\n")
    if line > len(lines):
        return len(text)
    before = sum(len(each) + 1 for each in lines[: line - 1])
    return before + min(column - 1, len(lines[line - 1]))


def changed(old: str, new: str) -> tuple[int, int, str]:
    """What has to be replaced in `old` to have `new`: from where, to where, and by what. Of what is
    the same nothing need be touched.
    """
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    alike = next((at for at in range(most - start) if old[-1 - at] != new[-1 - at]), most - start)
    return start, len(old) - alike, new[start : len(new) - alike]


def state_of(now: Written, *, shows_older: bool) -> str:
    """How it stands, in one sentence: the reader hears it when it changes."""
    errors, remarks = len(now.of("error")), len(now.of("remark"))
    if not now.json:
        return "There is nothing here yet."
    if not errors:
        made = "Imported as a brief" if now.imported else "A brief"
        return f"{made}, without errors" + (
            f", with {count(remarks, 'remark')}." if remarks else "."
        )
    told = count(errors, "error")
    if shows_older:
        return (
            f"{told}. What is shown is the last version without {'it' if errors == 1 else 'them'}."
        )
    return f"{told}. " + (
        "It is shown as far as can be." if now.brief else "It can't be shown yet."
    )


def said_part(now: Written) -> Part:
    """The list of what is to be said: errors, and folded what is a remark or what an import told."""
    return Part(
        "html/templates/editor_said.html",
        {"errors": now.of("error"), "remarks": now.of("remark"), "told": now.of("told")},
    )


def shown_part(brief: Brief, images: dict[str, str]) -> Part:
    """The brief as it is shown beside its text. `images` holds where the pictures beside it are; no
    other is asked for, since half an address that is being typed is nobody's business."""
    return brief_part(brief, at=AT, images=images, hosts=None)
