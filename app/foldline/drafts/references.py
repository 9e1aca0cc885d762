"""Marks in a text that point at its sources, [1] and [^note], and what the marks point at."""

import re
from collections.abc import Iterator

from foldline.drafts.draft import Draft
from foldline.drafts.sources import source_in
from foldline.text.outline import Block, Dialect, Outline, Part
from foldline.text.words import comparable

_NOTE = re.compile(r" {0,3}\[\^(?P<label>[^\]\s]{1,40})\]:[ \t]*(?P<text>.*)")
_LINK = re.compile(
    r" {0,3}\[(?P<label>[^\]^][^\]]{0,80})\]:[ \t]*<?(?P<url>https?://[^\s>]+)>?"
    r"(?:[ \t]+[\"'(](?P<title>.*)[\"')])?[ \t]*"
)
_NUMBERED = re.compile(r" {0,3}\[(?P<label>\d{1,3})\][ \t]+(?P<text>\S.*)")
_HEAD = re.compile(r"\W*(?:sources?|references?|citations?|notes?|footnotes?|links)\W*", re.I)
_REFERENCE = re.compile(r"(?<![!\\\]])\[(?P<words>[^\[\]]{1,300})\]\[(?P<label>[^\[\]]{0,80})\]")
LONGEST_SOURCE = 160
"""Characters of a note without an address that still names a source, and no thought of its own."""


def take_references(outline: Outline, dialect: Dialect, draft: Draft) -> None:
    """Take the notes and numbered references out of an outline: what names a source becomes one,
    other notes are kept as a part of their own. Links by reference get their addresses.
    """
    notes: list[Block] = []
    links: dict[str, str] = {}
    outline.before = list(_without(outline.before, dialect, draft, notes, links))
    for part in outline.parts:
        part.blocks = list(_without(part.blocks, dialect, draft, notes, links))
    if links:
        outline.before = [_linked(block, links) for block in outline.before]
        for part in outline.parts:
            part.blocks = [_linked(block, links) for block in part.blocks]
    if notes:
        outline.parts.append(Part("Notes", None, notes[0].line, notes))


def _without(
    blocks: list[Block],
    dialect: Dialect,
    draft: Draft,
    notes: list[Block],
    links: dict[str, str],
) -> Iterator[Block]:
    """Yield the blocks without the lines that define what a mark means."""
    for block in blocks:
        if block.kind == "sub" or "[" not in block.text:
            yield block
            continue
        lines = block.text.split("\n")
        listed = [line for line in lines if line.strip()]
        is_list = bool(listed) and all(
            _NUMBERED.fullmatch(line) or (at == 0 and _HEAD.fullmatch(line))
            for at, line in enumerate(listed)
        )
        kept: list[str] = []
        note: list[str] = []
        label = ""
        for line in [*lines, None]:
            begins = _NOTE.fullmatch(line) if line is not None else None
            if label and line is not None and not begins and line[:1].strip() == "":
                note.append(line.strip())  # a note goes on with an indent
                continue
            if label:
                _note(label, " ".join(note), block, dialect, draft, notes)
                label = ""
            if line is None:
                break
            if begins:
                label, note = begins["label"], [begins["text"]]
            elif link := _LINK.fullmatch(line):
                _link(link, block, draft, links)
            elif is_list and (numbered := _NUMBERED.fullmatch(line)):
                source = source_in(numbered["text"], dialect, draft)
                if source:
                    draft.references.setdefault(numbered["label"], source)
                    draft.report.used(block.where, f"a source, [{numbered['label']}]")
                else:
                    kept.append(line)
            elif not (is_list and _HEAD.fullmatch(line)):
                kept.append(line)
        text = "\n".join(kept).strip("\n")
        if text.strip():
            yield Block(block.kind, text, block.line, block.mark)


def _link(link: re.Match[str], block: Block, draft: Draft, links: dict[str, str]) -> None:
    """Remember where a link by reference leads; a numbered one, "[1]: address", is a source."""
    links[comparable(link["label"])] = link["url"]
    source = draft.add_source("", url=link["url"], title=link["title"] or "")
    if source:
        draft.references.setdefault(link["label"], source)
        draft.report.used(block.where, f"a source, [{link['label']}]")
    else:
        draft.keep(f"link_{comparable(link['label']).replace(' ', '_')}", link[0].strip())


def _note(
    label: str, text: str, block: Block, dialect: Dialect, draft: Draft, notes: list[Block]
) -> None:
    """Keep a note: as a source where it names one, else as a paragraph of its own."""
    has_address = bool(re.search(r"https?://", text))
    short = len(text) <= LONGEST_SOURCE and not re.search(r"[.!?]\s+[A-Z]", text)
    if text.strip() and (has_address or short):
        source = source_in(text, dialect, draft)
        words = set(re.findall(r"\w+", dialect.plain(text)))
        known = next((each for each in draft.sources if each["id"] == source), {})
        held = set(re.findall(r"\w+", " ".join(map(str, known.values()))))
        if source:
            draft.references.setdefault(label, source)
            draft.report.used(block.where, f"a source, [^{label}]: {' '.join(text.split())}")
            if has_address and len(words - held) > 6:  # a thought beside the address
                notes.append(Block("para", f"[{label}] {text}", block.line))
            return
    notes.append(Block("para", f"[{label}] {text}", block.line))


def _linked(block: Block, links: dict[str, str]) -> Block:
    """Return a block in which links by reference, "[words][1]", have their addresses."""

    def link(found: re.Match[str]) -> str:
        label = comparable(found["label"] or found["words"])
        if re.fullmatch(r"\^?\d{1,3}", found["words"]) or label not in links:
            return found[0]
        return f"[{found['words']}]({links[label]})"

    return Block(block.kind, _REFERENCE.sub(link, block.text), block.line, block.mark)
