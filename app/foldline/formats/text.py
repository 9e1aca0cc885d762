"""A story page copied as plain text: a title, a summary, and sections under headings."""

import re
from collections import Counter

from foldline.drafts.draft import Draft
from foldline.drafts.format import Format, Sample
from foldline.drafts.headings import LONGEST, read_heading
from foldline.drafts.report import Imported
from foldline.drafts.story import brief_of
from foldline.sections import KINDS, importing_of
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

_ITEM = re.compile(r"\s*(?:[-*•–▪◦·‣●○■+]|\d{1,2}[.)])\s+(?P<text>\S.*)")
_RULE = re.compile(r"\s*([=~_*-])\1{2,}\s*")
_ENDS_A_SENTENCE = re.compile(r"[.,;!?…\"”)]$")


def read(text: str) -> list[Imported]:
    """Return the one brief of a text."""
    return [brief_of(outline_of(clean(text)), PLAIN_TEXT, Draft(NAME))]


def outline_of(text: str) -> Outline:
    """Return title, head and parts. A line is a heading where the table knows it. A heading of the
    kind that is open already, or was before, is an inner heading.
    """
    outline, part = Outline(), None
    earlier: Counter[tuple[str, tuple[tuple[str, str], ...]]] = Counter()
    lines = _paragraphs(text)
    for at, (number, line) in enumerate(lines):
        item = _ITEM.fullmatch(line)
        following = lines[at + 1][1] if at + 1 < len(lines) else ""
        if not outline.title and not outline.parts:
            outline.title = line.strip()
            continue
        meant = None if item or _ENDS_A_SENTENCE.search(line) else read_heading(line)
        if meant and meant.near and part is not None and not _looks_like_heading(line, following):
            meant = None
        if meant and not belongs_inside(meant, part, earlier):
            part = Part(line.strip(), meant, number)
            earlier[meant.kind, meant.fields] += 1
            outline.parts.append(part)
        elif part is None:
            _before(line, number, item, outline)
        else:
            kind: BlockKind = (
                "item" if item else "sub" if meant or _is_inner(line, following, part) else "para"
            )
            part.blocks.append(Block(kind, item["text"] if item else line.strip(), number))
    return outline


def _before(line: str, number: int, item: re.Match[str] | None, outline: Outline) -> None:
    """Add a line before the first heading to the outline: "Published: 5 May 2026", or a
    paragraph.
    """
    label, value = ("", "") if item else labelled(line)
    field = HEAD_LABELS.get(comparable(label), "")
    if (
        not item
        and not outline.before
        and (by := re.fullmatch(r"(?:by|author|byline)[: ]\s*(?P<who>[A-Z].{2,78})", line, re.I))
    ):
        field, value = "byline", by["who"]
    if field and field not in outline.head:
        outline.head[field] = (value, f"line {number}, {label or 'byline'}")
    else:
        outline.before.append(
            Block("item" if item else "para", item["text"] if item else line.strip(), number)
        )


def _is_inner(line: str, following: str, part: Part) -> bool:
    return (
        part.meant is not None
        and part.meant.kind in KINDS
        and not importing_of(part.meant.kind).is_list
        and _looks_like_heading(line, following)
    )


def _looks_like_heading(line: str, following: str) -> bool:
    """Return whether a line is short, ends no sentence, begins with a capital, and has something
    under it.
    """
    text = line.strip()
    return bool(
        following
        and len(text) <= LONGEST
        and not _ENDS_A_SENTENCE.search(text)
        and re.match(r"[^\W\d_]", text)
        and text[0] == text[0].upper()
        and len(text.split()) <= 12
        and not labelled(text)[0]
    )


def _paragraphs(text: str) -> list[tuple[int, str]]:
    """Return each paragraph, item or heading on one line, with the number of its first line. Lines
    that are broken at a width (as in mail) are joined; rules of ---- are left out, since they say
    nothing.
    """
    found: list[tuple[int, str]] = []
    run: list[tuple[int, str]] = []
    for number, line in [*enumerate(text.split("\n"), start=1), (0, "")]:
        line = "" if _RULE.fullmatch(line) else line.rstrip()
        begins = (
            not line
            or _ITEM.fullmatch(line)
            or (not line[0].isspace() and read_heading(line) is not None)
        )
        if begins and run:
            found += _joined(run)
            run = []
        if line:
            run.append((number, line))
        if run and len(run) == 1 and begins and not _ITEM.fullmatch(line):
            found.append((number, run.pop()[1].strip()))  # a heading is joined to nothing
    return found


def _joined(run: list[tuple[int, str]]) -> list[tuple[int, str]]:
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
    indented = (
        len(run) > 1
        and _ITEM.fullmatch(run[0][1])
        and all(line[:2].isspace() for _, line in run[1:])
    )
    if broken or indented:
        return [(run[0][0], " ".join([run[0][1].rstrip(), *(line.strip() for _, line in run[1:])]))]
    return [(number, line.strip()) for number, line in run]


def recognise(sample: Sample) -> int:
    """Recognise anything that is no JSON, least surely of all formats."""
    return 1 if sample.data is None else 0


FORMAT = Format(NAME, rank=10, read=read, recognise=recognise, endings=(".txt", ".text"))
