"""Markdown with front matter, in the shape that `foldline import` reads."""

import json
import re
from collections.abc import Iterator
from typing import Any

from foldline.story.brief import Brief, Model, Section, UnreadSection, holds_prose
from foldline.text.prose import is_safe_elsewhere
from foldline.importers.headings import read_heading
from foldline.sections import markdown_of, module_of
from foldline.text.markdown import under
from foldline.text.words import as_markdown


def write(brief: Brief) -> str:
    """The whole brief: front matter, the dek, a heading of the second level for each section."""
    return "\n".join((*_front_matter(brief), "", body(brief)))


def body(brief: Brief, *, pictures: bool = True) -> str:
    """The brief without front matter. Without `pictures` these are described in words, for where none can be shown."""
    parts = [as_markdown(brief.dek)]
    names = {source.id: as_markdown(source.name) for source in brief.sources}
    for section in map(_safe, brief.sections):
        if isinstance(section, UnreadSection):
            raw = _inert(json.dumps(section.raw, ensure_ascii=False, indent=2))
            parts += [f"## {as_markdown(section.title)}", "\n".join(f"    {line}" for line in raw.splitlines())]
            continue
        parts.append(f"## {as_markdown(section.shown_heading)}{_kind_of(section)}")
        parts += [part for part in (*markdown_of(section, names, pictures=pictures), under(section.note)) if part]
    return "\n\n".join(parts) + "\n"


def _safe(value: Any) -> Any:
    """Return a part of a brief in which no Markdown holds what another program would run: such a text is written so that
    it shows as its author typed it."""
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


# What YAML 1.1 takes for a line's end or allows in no file, and what a program that knows no front matter would take for
# a tag or a link.
_NOT_IN_JSON_TEXT = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|<(?=[A-Za-z/!?])|(?<=\])\(")


def _inert(written: str) -> str:
    """Return JSON with such characters of its texts by their numbers, which changes nothing of what it means."""
    return _NOT_IN_JSON_TEXT.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _kind_of(section: Section) -> str:
    """A comment that names the kind, for a heading that does not tell it."""
    name = getattr(module_of(section.kind, "export"), "heading_for_import", lambda of: of.kind)(section)
    told = read_heading(section.shown_heading)
    tells = told is not None and all(getattr(section, field) == value for field, value in told.fields)
    return "" if section.kind == "prose" or (told and told.kind == section.kind and not told.near and tells) else f" <!-- {name} -->"


def _front_matter(brief: Brief) -> Iterator[str]:
    def line(name: str, value: str) -> str:
        return f"{name}: {_inert(json.dumps(value, ensure_ascii=False))}"  # a text of JSON is one of YAML too

    yield "---"
    for name in ("title", "published", "updated", "place", "language"):
        if value := getattr(brief, name):
            yield line(name, value)
    if brief.topics:
        yield "topics:"
        yield from (f"  - {_inert(json.dumps(topic, ensure_ascii=False))}" for topic in brief.topics)
    if brief.sources:
        yield "sources:"
    for source in brief.sources:
        yield "  - " + line("name", source.name)
        yield from ("    " + line(name, value) for name in ("title", "url", "published") if (value := getattr(source, name)))
    yield "---"
