"""A story page copied as plain text: a title, a summary, and sections under headings."""

import re
from collections import Counter
from dataclasses import dataclass

from foldline.drafts.draft import Draft
from foldline.drafts.format import Format, Sample
from foldline.drafts.headings import DEK, LONGEST, SOURCES, Heading, read_heading
from foldline.drafts.labels import parts_by_label
from foldline.drafts.report import Imported
from foldline.drafts.story import brief_of
from foldline.sections import KINDS, importing_of
from foldline.text.datelike import looks_like_date, numbered_lines
from foldline.text.outline import (
    HEAD_LABELS,
    PLAIN_TEXT,
    Block,
    BlockKind,
    Outline,
    Part,
    belongs_inside,
    labelled,
)
from foldline.text.words import clean, comparable

NAME = "text"

_ITEM = re.compile(r"\s*(?P<mark>[-*•–▪◦·‣●○■+]|\d{1,2}[.)])\s+(?P<text>\S.*)")
_RULE = re.compile(r"\s*([=~_*-])\1{2,}\s*")
_ENDS_A_SENTENCE = re.compile(r"[.,;!?…\"”)]$")
_BYLINE = re.compile(r"(?:by|author|byline)[: ]\s*(?P<who>[A-Z].{2,78})", re.I)
_HEADING_WORDS = 8
"""At most, of a heading that no table knows."""


@dataclass(frozen=True)
class _Line:
    """A paragraph, an item or a heading on one line. `number` counts lines from 1; `mark` is what
    an item begins with; `alone` says whether blank lines stand around it.
    """

    number: int
    text: str
    mark: str = ""
    alone: bool = False

    def block(self, kind: BlockKind) -> Block:
        """Return the line as a block: an item where it is one, else of this kind."""
        if not self.mark:
            return Block(kind, self.text, self.number)
        mark = f"{self.mark[:-1]}." if self.mark[0].isdigit() else "-"
        return Block("item", self.text, self.number, mark)


def read(text: str) -> list[Imported]:
    """Return the one brief of a text."""
    return [brief_of(outline_of(clean(text)), PLAIN_TEXT, Draft(NAME))]


def outline_of(text: str) -> Outline:
    """Return title, head and parts. A line is a heading where the table knows it. A heading of the
    kind that is open already, or was before, is an inner heading. A line that only looks like a
    heading ends a list, and begins a part of its own.
    """
    outline, part = Outline(), None
    earlier: Counter[tuple[str, tuple[tuple[str, str], ...]]] = Counter()
    lines = _paragraphs(text)
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        if not outline.title and not outline.parts and not outline.before:
            _first(line, outline)
            continue
        meant = _heading_in(line, following, part)
        if meant and not belongs_inside(meant, part, earlier):
            part = Part(line.text.strip(), meant, line.number)
            earlier[meant.kind, meant.fields] += 1
            outline.parts.append(part)
        elif part is not None and not meant and _begins_unknown_part(line, following, part):
            part = Part(line.text.strip(), None, line.number)
            outline.parts.append(part)
        elif part is None:
            _before(line, following, outline)
        else:
            inner = meant or _is_inner(line, following, part)
            part.blocks.append(line.block("sub" if inner else "para"))
    return parts_by_label(outline)


def _heading_in(line: _Line, following: _Line | None, part: Part | None) -> Heading | None:
    text, numbered = line.text, line.mark[:1].isdigit()
    if numbered:  # "3. Timeline" is a heading, and an item where others follow it
        if (following and following.mark) or (meant := read_heading(text)) is None:
            return None
        return None if meant.near else meant
    if line.mark or _ENDS_A_SENTENCE.search(text):
        return None
    meant = read_heading(text)
    if meant and meant.near and part is not None and not _looks_like_heading(line, following):
        return None
    return meant


def _first(line: _Line, outline: Outline) -> None:
    """Read the first line: the title, which may be labelled, or a date above it."""
    label, value = labelled(line.text)
    field = HEAD_LABELS.get(comparable(label), "")
    if field == "title":
        outline.title = value
    elif field in ("published", "updated", "language", "topics", "place"):
        outline.head.setdefault(field, (value, f"line {line.number}, {label}"))
    elif looks_like_date(line.text) and "published" not in outline.head:
        outline.head["published"] = (line.text.strip(), f"line {line.number}")
    else:
        outline.title = line.text.strip()


def _before(line: _Line, following: _Line | None, outline: Outline) -> None:
    """Add a line before the first heading to the outline: "Published: 5 May 2026", or a
    paragraph.
    """
    label, value = ("", "") if line.mark else labelled(line.text)
    field = HEAD_LABELS.get(comparable(label), "")
    if not line.mark and not outline.before and (by := _BYLINE.fullmatch(line.text.strip())):
        field, value = "byline", by["who"]
    if field and field not in outline.head:
        outline.head[field] = (value, f"line {line.number}, {label or 'byline'}")
    elif (
        not line.mark
        and not outline.before
        and "published" not in outline.head
        and looks_like_date(line.text)
    ):
        outline.head["published"] = (line.text.strip(), f"line {line.number}")
    else:
        inner = outline.before and line.alone and _looks_like_heading(line, following)
        outline.before.append(line.block("sub" if inner else "para"))


def _is_list(part: Part) -> bool:
    meant = part.meant
    return meant is not None and meant.kind in KINDS and importing_of(meant.kind).is_list


def _is_inner(line: _Line, following: _Line | None, part: Part) -> bool:
    return (
        part.meant is not None
        and part.meant.kind in KINDS
        and not _is_list(part)
        and _looks_like_heading(line, following)
    )


def _begins_unknown_part(line: _Line, following: _Line | None, part: Part) -> bool:
    """Return whether a line ends the open part, since it looks like a heading with a text under it,
    and the part is a list, or of a heading that no table knows either.
    """
    in_question = (
        part.meant is None or part.meant.kind in (DEK, SOURCES) or (_is_list(part) and part.blocks)
    )
    return bool(
        in_question
        and line.alone
        and following
        and not following.text.lstrip().startswith(("“", '"', "„", "«", "—", "–"))
        and len(line.text.split()) <= _HEADING_WORDS
        and not looks_like_date(line.text)
        and _looks_like_heading(line, following)
    )


def _looks_like_heading(line: _Line, following: _Line | None) -> bool:
    """Return whether a line is short, ends no sentence, begins with a capital, and has something
    under it.
    """
    text = line.text.strip()
    return bool(
        following
        and not line.mark
        and len(text) <= LONGEST
        and not _ENDS_A_SENTENCE.search(text)
        and re.match(r"[^\W\d_]", text)
        and text[0] == text[0].upper()
        and len(text.split()) <= 12
        and not labelled(text)[0]
    )


def _paragraphs(text: str) -> list[_Line]:
    """Return each paragraph, item or heading on one line. Lines that are broken at a width (as in
    mail) are joined; rules of ---- are left out, since they say nothing.
    """
    lines = [*text.split("\n"), ""]
    numbered = numbered_lines(lines)

    def item(number: int, line: str) -> re.Match[str] | None:
        found = _ITEM.fullmatch(line)
        return (
            found if found and (not found["mark"][0].isdigit() or number - 1 in numbered) else None
        )

    def blank(at: int) -> bool:
        return not 0 <= at < len(lines) or not lines[at].strip() or bool(_RULE.fullmatch(lines[at]))

    found: list[tuple[int, str]] = []
    run: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=1):
        line = "" if _RULE.fullmatch(line) else line.rstrip()
        is_item = bool(item(number, line))
        begins = not line or is_item or (not line[0].isspace() and read_heading(line) is not None)
        if begins and run:
            found += _joined(run, is_item=bool(item(*run[0])))
            run = []
        if line:
            run.append((number, line))
        if run and len(run) == 1 and begins and not is_item:
            found.append((number, run.pop()[1].strip()))  # a heading is joined to nothing
    whole = []
    for number, line in found:
        alone = blank(number - 2) and blank(number)
        match = item(number, lines[number - 1].rstrip()) and _ITEM.fullmatch(line)
        whole.append(
            _Line(number, match["text"], match["mark"], alone)
            if match
            else _Line(number, line, alone=alone)
        )
    return whole


def _joined(run: list[tuple[int, str]], *, is_item: bool) -> list[tuple[int, str]]:
    """Return lines that follow each other, as one where they were broken at a width, or where an
    indent continues an item.
    """
    widths = [len(line) for _, line in run]
    broken = (
        len(run) > 1
        and 50 <= max(widths) <= 100
        and min(widths[:-1]) > 0.75 * max(widths)
        and any(line.lstrip()[0].islower() for _, line in run[1:])
    )
    indented = len(run) > 1 and is_item and all(line[:2].isspace() for _, line in run[1:])
    if broken or indented:
        return [(run[0][0], " ".join([run[0][1].rstrip(), *(line.strip() for _, line in run[1:])]))]
    return [(number, line.strip()) for number, line in run]


def recognise(sample: Sample) -> int:
    """Recognise anything that is no JSON, least surely of all formats."""
    return 1 if sample.data is None else 0


FORMAT = Format(NAME, rank=10, read=read, recognise=recognise, endings=(".txt", ".text"))
