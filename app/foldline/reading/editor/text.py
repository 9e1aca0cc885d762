"""Read the text in the editor: its brief, and its problems by line. Pure: no browser."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from foldline.errors import ImportRefused
from foldline.html.render import Part, brief_part
from foldline.locales import ENGLISH, Words
from foldline.reading.local.briefs import is_meant_as_brief
from foldline.story.brief import Brief
from foldline.story.loading import load
from foldline.text.addresses import slug_of

if TYPE_CHECKING:
    from foldline.drafts.report import Imported

    Importer = Callable[[str, str], Sequence[Imported]]

AT = "edit:"
"""The beginning of the ids in the shown brief."""

Level = Literal["error", "remark", "import"]


@dataclass(frozen=True)
class Message:
    """Describe an error, a remark, or how an import used a line of the text. `line` and `column`
    count from 1; line 0 is no line of the text.
    """

    level: Level
    sentence: str
    line: int = 0
    column: int = 1


@dataclass(frozen=True)
class EditedText:
    """Hold a text as it was read: the brief (None where there is none yet), the messages, and the
    text of the brief's file.
    """

    brief: Brief | None
    messages: tuple[Message, ...]
    json: str
    imported: bool = False
    whole: bool = False
    """Whether nothing of the brief is hidden by an error."""

    def of(self, *levels: Level) -> list[Message]:
        """Return the messages of these levels."""
        return [each for each in self.messages if each.level in levels]

    @property
    def file_name(self) -> str:
        return f"{slug_of(self.brief.title if self.brief else '')}.json"


def read_text(
    name: str, text: str, importer: "Importer | None" = None, words: Words = ENGLISH
) -> EditedText | None:
    """Return a text, called `name` in sentences, as it was read: as a brief's JSON, else as what
    `importer` makes of it. Return None where it takes an importer and there is none."""
    if not text.strip():
        return EditedText(None, (), "")
    if is_meant_as_brief("", text):
        return _as_brief(name, text)
    if importer is None:
        return None
    try:
        found = importer("", text)
    except ImportRefused as reason:
        return EditedText(None, (Message("error", f"{name}: {reason}"),), text)
    if not found:  # JSON of no form that is known
        return _as_brief(name, text)
    return _as_story(name, found, words)


def _as_brief(name: str, text: str) -> EditedText:
    loaded = load(text)
    messages = tuple(
        Message(
            "remark" if problem.remark else "error",
            problem.sentence(name),
            problem.line,
            problem.column,
        )
        for problem in loaded.problems
    )
    return EditedText(
        loaded.brief, messages, text, whole=loaded.brief is not None and not loaded.hiding
    )


def _as_story(name: str, found: "Sequence[Imported]", words: Words) -> EditedText:
    first, loaded = found[0], load(found[0].text)
    messages = [
        Message(
            _LEVELS.get(line.how, "import"),
            f"{name}: {line.where}: {line.what}"
            if line.how in ("problem", "remark")
            else str(line),
            _line_of(line.where),
        )
        for line in first.report.lines
    ]
    if len(found) > 1:
        sentence = words("editor.first_of_stories", name=name, n=len(found))
        messages.append(Message("remark", sentence))
    return EditedText(
        loaded.brief,
        tuple(messages),
        first.text,
        imported=True,
        whole=loaded.brief is not None and not loaded.hiding,
    )


_LEVELS: dict[str, Level] = {"problem": "error", "remark": "remark"}
"""The levels of an import's lines that are more than reports."""


def _line_of(where: str) -> int:
    """Return the number of the line that an import's report names, as in "line 8"."""
    found = re.match(r"line (\d+)", where)
    return int(found[1]) if found else 0


def offset_of(text: str, line: int, column: int) -> int:
    """Return where a line and a column are in a text, from 0. Past the end of either it is that
    end.

    >>> offset_of("ab\\ncd", 2, 2)
    4
    """
    lines = text.split("\n")
    if line > len(lines):
        return len(text)
    before = sum(len(each) + 1 for each in lines[: line - 1])
    return before + min(column - 1, len(lines[line - 1]))


def difference(old: str, new: str) -> tuple[int, int, str]:
    """Return what has to be replaced in `old` to have `new`: from where, to where, and by what.

    >>> difference("a red hat", "a blue hat")
    (2, 5, 'blue')
    """
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    alike = next((at for at in range(most - start) if old[-1 - at] != new[-1 - at]), most - start)
    return start, len(old) - alike, new[start : len(new) - alike]


def state_sentence(now: EditedText, *, shows_older: bool, words: Words = ENGLISH) -> str:
    """Return the state of a text in one sentence, which is read aloud when it changes.
    `shows_older` is whether an earlier version of the brief is shown."""
    errors, remarks = len(now.of("error")), len(now.of("remark"))
    if not now.json:
        return words("editor.empty")
    if errors:
        state = "shown_older" if shows_older else "shown" if now.brief else "not_shown"
        return words(f"editor.with_errors.{state}", n=errors)
    made = "imported" if now.imported else "brief"
    if remarks:
        return words(f"editor.with_remarks.{made}", n=remarks)
    return words(f"editor.without_errors.{made}")


def messages_part(now: EditedText) -> Part:
    """Return the list of messages: errors, and folded the remarks and the lines of an import."""
    return Part(
        "html/templates/editor_said.html",
        {"errors": now.of("error"), "remarks": now.of("remark"), "told": now.of("import")},
    )


def shown_part(brief: Brief, images: dict[str, str]) -> Part:
    """Return the brief as it is shown beside its text. `images` holds the addresses of the pictures
    beside it. No other picture is loaded, since half an address that is being typed is nobody's
    business."""
    return brief_part(brief, at=AT, images=images, hosts=None)
