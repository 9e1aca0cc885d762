"""Paragraphs that begin with a heading of their own, "Why it matters: …", as parts of the story."""

import re

from foldline.drafts.headings import read_heading
from foldline.text.outline import HEAD_LABELS, Block, Outline, Part, labelled
from foldline.text.words import comparable

_USUAL = frozenset(
    {
        "why it matters",
        "why this matters",
        "driving the news",
        "whats happening",
        "whats new",
        "whats next",
        "whats at stake",
        "what theyre saying",
        "what they are saying",
        "what were watching",
        "what we know",
        "what we dont know",
        "what were hearing",
        "what to watch",
        "what it means",
        "what happened",
        "the other side",
        "the big picture",
        "the bottom line",
        "the latest",
        "the backdrop",
        "the background",
        "the backstory",
        "the context",
        "the details",
        "the impact",
        "the intrigue",
        "the stakes",
        "the news",
        "the numbers",
        "the upshot",
        "the takeaway",
        "between the lines",
        "by the numbers",
        "background",
        "context",
        "catch up quick",
        "details",
        "flashback",
        "go deeper",
        "how it works",
        "how we got here",
        "in context",
        "reality check",
        "state of play",
        "threat level",
        "worth noting",
        "yes but",
        "zoom in",
        "zoom out",
        "be smart",
        "quick take",
        "case in point",
        "of note",
        "our thought bubble",
        "next steps",
        "looking ahead",
        "counterpoint",
        "timeline",
    }
)
"""Labels that newsletters give their paragraphs, as `words.comparable` writes them."""

_BOLD = re.compile(r"(?:\*\*|__)(?P<label>[^*_\n]{2,60}?)(?:[:.?!]\s*(?:\*\*|__)|(?:\*\*|__)\s*:)")


def parts_by_label(outline: Outline) -> Outline:
    """Return the outline in which paragraphs with labels are parts, where two or more stand in a
    text or in one of its parts. What follows such a paragraph belongs to it.
    """
    before, parts = _split(outline.before)
    outline.before = before
    for part in outline.parts:
        if part.meant is None or part.meant.kind == "full_story":
            part.blocks, more = _split(part.blocks)
            parts += [part, *more] if part.blocks or not more else more
        else:
            parts.append(part)
    outline.parts = parts
    return outline


def _split(blocks: list[Block]) -> tuple[list[Block], list[Part]]:
    """Return the blocks before the first label, and a part for each label; all of the blocks where
    there are fewer than two labels."""
    labels = [_label(block) for block in blocks]
    if sum(map(bool, labels)) < 2:
        return blocks, []
    first: list[Block] = []
    parts: list[Part] = []
    for block, label in zip(blocks, labels, strict=True):
        if label:
            _, rest = labelled(block.text)
            parts.append(Part(label, read_heading(label), block.line))
            block = Block(block.kind, rest, block.line)
        (parts[-1].blocks if parts else first).append(block)
    return first, parts


def _label(block: Block) -> str:
    if block.kind != "para":
        return ""
    label, rest = labelled(block.text)
    if not label or not rest:
        return ""
    name = comparable(label)
    if name in _USUAL:
        return label
    is_bold = _BOLD.match(block.text) and name not in HEAD_LABELS
    return label if is_bold and read_heading(label) else ""


def head_labels(outline: Outline) -> None:
    """Take the paragraphs above the text whose every line is "Label: value" to the outline's head:
    those with a bold label, or with one that is known.
    """
    left: list[Block] = []
    for block in outline.before:
        lines = [line.strip().removesuffix("\\").strip() for line in block.text.split("\n")]
        pairs = [labelled(line) for line in lines]
        known = [
            bool(label)
            and (comparable(label) in HEAD_LABELS or bool(_BOLD.match(line)))
            and comparable(label) not in _USUAL
            for line, (label, _) in zip(lines, pairs, strict=True)
        ]
        some = any(comparable(label) in HEAD_LABELS for label, _ in pairs)
        if block.kind not in ("para", "item") or not all(known) or not (some or left == []):
            left.append(block)
            continue
        for at, (label, value) in enumerate(pairs):
            field = HEAD_LABELS.get(comparable(label), "")
            name = field if field and field not in outline.head else label
            while name in outline.head:
                name += " "
            outline.head[name] = (value, f"line {block.line + at}, {label}")
    outline.before = left
