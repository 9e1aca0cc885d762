"""A story in Markdown with front matter: the same shape as the text form, with its headings
marked.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from foldline.drafts.bylines import set_named
from foldline.drafts.draft import Draft
from foldline.drafts.embedded import shown_in_markdown
from foldline.drafts.format import Format, Sample
from foldline.drafts.front_matter import split_front_matter
from foldline.drafts.headings import read_heading
from foldline.drafts.labels import head_labels, parts_by_label
from foldline.drafts.report import Imported
from foldline.drafts.story import brief_of
from foldline.sections import markdown_of, module_of
from foldline.story.brief import Brief, Model, Section, UnreadSection, holds_prose
from foldline.text.datelike import number_is_of_date
from foldline.text.markdown import under
from foldline.text.outline import (
    HEAD_LABELS,
    MARKDOWN,
    Block,
    BlockKind,
    Outline,
    Part,
    belongs_inside,
)
from foldline.text.prose import plain_text
from foldline.text.safety import is_safe_elsewhere
from foldline.text.words import as_markdown, clean, comparable

NAME = "markdown"

_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})[ \t]+(?P<text>.*?)(?:[ \t]+#+)?[ \t]*")
_ITEM = re.compile(r"(?P<indent> {0,3})(?P<mark>[-*+]|\d{1,3}[.)])[ \t]+(?P<text>\S.*)")
_UNDERLINE = re.compile(r" {0,3}(?P<mark>=+|-+)[ \t]*")
_KIND_NAMED = re.compile(r"<!--\s*([\w -]+?)\s*-->")
"""The kind of a section whose heading does not name it, as `foldline export` writes it: ## Ferries,
by the hour <!-- timeline -->
"""
_FENCE = re.compile(r" {0,3}(?P<mark>```+|~~~+)")


def read(text: str) -> list[Imported]:
    """Return the one brief of a Markdown file."""
    text = clean(text)
    draft = Draft(NAME)
    front, body, first_line = split_front_matter(text)
    body = shown_in_markdown(body, draft)
    outline = outline_of(body, first_line, with_title="title" not in front)
    head_labels(outline)
    outline = parts_by_label(outline)
    _front_fields(front, outline, draft)
    return [brief_of(outline, MARKDOWN, draft)]


def _front_fields(front: dict[str, Any], outline: Outline, draft: Draft) -> None:
    left: dict[str, Any] = {}
    for name, value in front.items():
        field = HEAD_LABELS.get(comparable(name), "")
        where = f"front matter, {name}"
        if field == "sources" and isinstance(value, list):
            ids = [_source(each, draft) for each in value]
            if lost := [each for each, found in zip(value, ids, strict=True) if not found]:
                left[name] = lost
            draft.report.used(where, f"{len(value) - len(lost)} sources")
        elif (
            field == "topics"
            and isinstance(value, list)
            and all(isinstance(each, str) for each in value)
        ):
            draft.set_field("topics", value, where)
        elif set_named(draft, name, value, where):
            continue
        elif field == "title" and isinstance(value, str) and not outline.title:
            outline.title = value
        elif field and isinstance(value, str) and field not in outline.head and field != "title":
            outline.head[field] = (value, where)
        else:
            left[name] = value
    draft.keep("front_matter", left)


def _source(entry: Any, draft: Draft) -> str:
    if isinstance(entry, str):
        return draft.add_source(entry)
    fields = {comparable(name): value for name, value in entry.items()}
    details = {each: fields.pop(each, "") for each in ("title", "publisher", "archived")}
    if set(fields) - {"id", "name", "url", "link", "published", "date"}:
        return ""
    url = fields.get("url", fields.get("link", ""))
    return draft.add_source(fields.get("name", ""), url=url, **details)


def outline_of(text: str, first_line: int = 1, *, with_title: bool = False) -> Outline:
    """Return title and parts. The headings of the least level are those of sections, and so is each
    that the table knows.
    """
    blocks = _blocks(text, first_line)
    outline, part = Outline(), None
    levels = [level for level, _ in blocks if level]
    if (
        with_title
        and levels
        and (levels.count(min(levels)) == 1 or levels[0] == 1)
        and (blocks[0][0] == min(levels) and not read_heading(plain_text(blocks[0][1].text)))
    ):
        outline.title = blocks.pop(0)[1].text
        levels = levels[1:]
    least = min(levels, default=0)
    earlier: Counter[tuple[str, tuple[tuple[str, str], ...]]] = Counter()
    for level, block in blocks:
        named = _KIND_NAMED.search(block.text) if level else None
        meant = (
            read_heading(named[1].replace("_", " ") if named else plain_text(block.text))
            if level
            else None
        )
        if (
            level
            and (level == least or (meant and not meant.near))
            and not (meant and level > least and belongs_inside(meant, part, earlier))
        ):
            part = Part(
                plain_text(_KIND_NAMED.sub("", block.text)) or block.text, meant, block.line
            )
            outline.parts.append(part)
            if meant:
                earlier[meant.kind, meant.fields] += 1
        elif part is None:
            outline.before.append(block)
        else:
            part.blocks.append(block)
    return outline


def _blocks(text: str, first_line: int) -> list[tuple[int, Block]]:
    """Yield the blocks of Markdown with the level of those that are headings, else 0. What is
    nested stays in its item.
    """
    found: list[tuple[int, Block]] = []
    open_lines: list[str] = []
    kind: BlockKind = "para"
    begun, fence, mark = first_line, "", "-"

    def close() -> None:
        if any(line.strip() for line in open_lines):
            text = "\n".join(open_lines).strip("\n").rstrip()
            found.append((0, Block(kind, text, begun, mark if kind == "item" else "-")))
        open_lines.clear()

    for number, line in enumerate([*text.split("\n"), ""], start=first_line):
        if fence:
            open_lines.append(line)
            fence = "" if line.strip().startswith(fence) else fence
            continue
        heading, item, underline = (
            _HEADING.fullmatch(line),
            None if number_is_of_date(line) else _ITEM.fullmatch(line),
            _UNDERLINE.fullmatch(line),
        )
        if heading and heading["text"]:
            close()
            found.append((len(heading["marks"]), Block("sub", heading["text"], number)))
        elif underline and kind == "para" and len(open_lines) == 1:
            found.append(
                (
                    1 if underline["mark"][0] == "=" else 2,
                    Block("sub", open_lines.pop().strip(), begun),
                )
            )
        elif item:
            close()
            kind, begun = "item", number
            mark = f"{item['mark'][:-1]}." if item["mark"][0].isdigit() else "-"
            open_lines.append(item["text"])
        elif re.match(r" {0,3}>", line):
            if kind != "set apart" or not open_lines:
                close()
                kind, begun = "set apart", number
            open_lines.append(re.sub(r"^ {0,3}> ?", "", line))
        elif not line.strip():
            if kind == "item" and open_lines:
                open_lines.append("")
            else:
                close()
        elif kind == "item" and open_lines and (line[:2].isspace() or open_lines[-1]):
            open_lines.append(line.removeprefix("  "))
        else:
            if kind != "para" or not open_lines:
                close()
                kind, begun = "para", number
            open_lines.append(line)
            if match := _FENCE.match(line):
                fence = match["mark"]
    close()
    return found


# --- written


def write(brief: Brief) -> str:
    """Return the whole brief: front matter, the dek, a heading of the second level for each
    section.
    """
    return "\n".join((*_front_lines(brief), "", body(brief)))


def body(brief: Brief, *, pictures: bool = True) -> str:
    """Return the brief without front matter. Without `pictures` these are described in words, for
    where none can be shown.
    """
    parts = [as_markdown(brief.dek)]
    names = {source.id: as_markdown(source.name) for source in brief.sources}
    for section in map(_safe, brief.sections):
        if isinstance(section, UnreadSection):
            raw = _inert(json.dumps(section.raw, ensure_ascii=False, indent=2))
            parts += [
                f"## {as_markdown(section.title)}",
                "\n".join(f"    {line}" for line in raw.splitlines()),
            ]
            continue
        parts.append(f"## {as_markdown(section.shown_heading)}{_kind_of(section)}")
        parts += [
            part
            for part in (*markdown_of(section, names, pictures=pictures), under(section.note))
            if part
        ]
    return "\n\n".join(parts) + "\n"


def _safe(value: Any) -> Any:
    """Return a part of a brief in which no Markdown holds what another program would run: such a
    text is written so that it shows as its author typed it."""
    if isinstance(value, list):
        return [_safe(each) for each in value]
    if not isinstance(value, Model):
        return value
    changed: dict[str, Any] = {}
    for name, field in type(value).model_fields.items():
        part = getattr(value, name)
        if isinstance(part, str) and holds_prose(field):
            changed[name] = part if is_safe_elsewhere(part) else as_markdown(part)
        elif isinstance(part, list | Model):
            changed[name] = _safe(part)
    return value.model_copy(update=changed)


# What YAML 1.1 takes for a line's end or allows in no file, and what a program that knows no front
# matter would take for a tag or a link.
_NOT_IN_JSON_TEXT = re.compile(
    r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|<(?=[A-Za-z/!?])|(?<=\])\("
)


def _inert(written: str) -> str:
    """Return JSON with such characters of its texts by their numbers, which changes nothing of what
    it means.
    """
    return _NOT_IN_JSON_TEXT.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _kind_of(section: Section) -> str:
    """Return a comment that names the kind, for a heading by which it would not be known."""
    name = getattr(module_of(section.kind, "export"), "heading_for_import", lambda of: of.kind)(
        section
    )
    heading = read_heading(section.shown_heading)
    same_fields = heading is not None and all(
        getattr(section, field) == value for field, value in heading.fields
    )
    return (
        ""
        if section.kind == "prose"
        or (heading and heading.kind == section.kind and not heading.near and same_fields)
        else f" <!-- {name} -->"
    )


def _front_lines(brief: Brief) -> Iterator[str]:
    def line(name: str, value: str) -> str:
        # a text of JSON is one of YAML too
        return f"{name}: {_inert(json.dumps(value, ensure_ascii=False))}"

    yield "---"
    for name in ("title", "published", "updated", "place", "language", "disputed"):
        if value := getattr(brief, name):
            yield line(name, value)
    if brief.topics:
        yield "topics:"
        yield from (
            f"  - {_inert(json.dumps(topic, ensure_ascii=False))}" for topic in brief.topics
        )
    entries = ("url",), ("title", "url", "published", "publisher", "archived")
    for field, names in zip(("authors", "sources"), entries, strict=True):
        if items := getattr(brief, field):
            yield f"{field}:"
        for item in items:
            yield "  - " + line("name", item.name)
            yield from (
                "    " + line(name, value) for name in names if (value := getattr(item, name))
            )
    yield "---"


_MARKDOWN = re.compile(
    r"^(?:#{1,6} +\S.*|---[ \t]*\n[\w$-]+:.*|\+\+\+[ \t]*\n.*"
    r"|!\[[^\]\n]*\]\(.*\)|\S.*\n(?:=|-){3,}[ \t]*)$",
    re.M,
)


def recognise(sample: Sample) -> int:
    """Recognise Markdown by headings, front matter and pictures."""
    return 30 if sample.data is None and _MARKDOWN.search(sample.text) else 0


FORMAT = Format(
    NAME,
    rank=20,
    read=read,
    recognise=recognise,
    endings=(".md", ".markdown"),
    ending_decides=True,
    write=write,
    ending=".md",
    keeps=frozenset({"authors", "publisher", "archived", "disputed"}),
)
