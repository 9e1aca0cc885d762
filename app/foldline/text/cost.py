"""What a text costs that is read as Markdown, in time and in HTML, and which texts cost too much.

Everything here is counted from the text itself, before Markdown is read, so that both hosts and
all machines agree.
"""

import re
from urllib.parse import quote

MARKDOWN_CHARACTERS = 100_000
"""Of one text. Longer ones are shown as plain text."""
MARKDOWN_NESTING = 25
"""Lists and quotations in each other. Python-Markdown goes down several calls for each, and at some
200 ends in a RecursionError."""


_MARKER = re.compile(r"[ \t]*+(?:>|(?:[-*+]|\d++[.)])(?=[ \t]))")
_NESTING = re.compile(
    r"((?<![^\s*_])[*_]+(?=\S))|<([A-Za-z][\w-]*+)(?=[\s>])|((?<=[^\s*_])(?:\*+|_+(?!\w))"
    r"|</[A-Za-z])"
)
_VOID = {"br", "hr", "img", "wbr"}
_HEADING_LINE = re.compile(r"^ {0,3}(?:#|=++|-++ *+$)", re.M)
BLANK_LINES = re.compile(r"\n[ \t]*+\n\s*+")
LINE_END = re.compile(r"\r\n?")
_RULE_OF_A_TABLE = re.compile(r"^[ \t>|:-]++$", re.M)
_CELL, _STEPS_A_CELL, _HOST = 10, 600, 70
"""Bytes of HTML of an empty cell, steps that any cell takes, and bytes that name a link's host."""
_GROWTH = 500_000
"""Bytes that one text may become beside what stands in it."""
_SAFE = " !$%&'()*+,;:=@/?#[]"
RAW_TAG = re.compile(r"<[A-Za-z/!?]")
"""How a tag, a comment or an instruction of HTML begins in a text."""
_EFFORT = 6_000_000
"""Steps, of which Python-Markdown takes some five million a second on a machine of two cores."""


def why_plain(text: str) -> str:
    """Return why a text is not read as Markdown, in words; empty where it is. Reading Markdown
    takes time that grows with the square of some texts, and a call for each level, so a stranger's
    text could hold up a page or end it.

    >>> why_plain("It **rained**."), why_plain("a" * 200_000)
    ('', 'has 200,000 characters; Markdown is read in texts of up to 100,000')
    """
    if len(text) > MARKDOWN_CHARACTERS:
        return (
            f"has {len(text):,} characters; Markdown is read in texts of up to "
            f"{MARKDOWN_CHARACTERS:,}"
        )
    text = LINE_END.sub("\n", text)
    if _deepest(text) > MARKDOWN_NESTING:
        return f"nests lists, quotations or emphasis deeper than {MARKDOWN_NESTING} levels"
    if _effort(text) > _EFFORT:
        return (
            "has so many marks ([, <, *, #, |) in one paragraph that reading them would take too "
            "long"
        )
    if _growth(text) > _GROWTH:
        return (
            "would become too much on the page, with rows of a table that are filled up or links "
            "that repeat an address"
        )
    return ""


def _deepest(text: str) -> int:
    """Return how many lists and quotations a line may be in, by its marks and what stands before
    it; or how many emphases and elements may be open at once, where that is more.
    """
    deepest = depth = 0
    for found in _NESTING.finditer(text):
        depth = (
            max(0, depth - 1)
            if found[3]
            else depth + (found[1] is not None or found[2].lower() not in _VOID)
        )
        deepest = max(deepest, depth)
    for line in text.split("\n"):
        marks = at = 0
        while mark := _MARKER.match(line, at):
            at, marks = mark.end(), marks + 1
        rest = line.expandtabs(4)
        deepest = max(deepest, marks + (len(rest) - len(rest.lstrip())) // 4)
    return deepest


def effort(text: str) -> float:
    """Return the steps that reading a text as Markdown takes, at most; none for one that is shown
    as plain text.

    >>> effort("[" * 1000) > effort("a" * 1000)
    True
    """
    steps = 0.0 if len(text) > MARKDOWN_CHARACTERS else _effort(LINE_END.sub("\n", text))
    return steps if steps <= _EFFORT else 0.0


def growth(text: str) -> int:
    """Return the bytes of HTML, at most, that a text becomes beside what stands in it; none for one
    that is shown as plain text.

    >>> growth("one | two"), growth("a|b|c\\n-|-|-\\n1")
    (0, 90)
    """
    grown = 0 if len(text) > MARKDOWN_CHARACTERS else _growth(LINE_END.sub("\n", text))
    return grown if grown <= _GROWTH else 0


def _growth(text: str) -> int:
    """Return the bytes that tables and links with a definition add, at most.

    A table's rows are filled up to the length of its first. [a] repeats the address, and for a
    moment the title, of a definition `[a]: …`: all are taken to be as long as the longest."""
    repeated = 0
    if "]:" in text:
        lines = text.split("\n")
        there = (
            quote("\n".join(lines[at : at + 3]), safe=_SAFE, errors="replace")
            for at, line in enumerate(lines)
            if "]:" in line
        )
        repeated = (max(map(len, there)) + _HOST) * text.count("[")
    return repeated + _CELL * _cells(text)


def _cells(text: str) -> int:
    """Return how many cells all tables have, at most: those of Python-Markdown end with their
    block.
    """
    if not _RULE_OF_A_TABLE.search(text):
        return 0
    blocks = (
        block.split("\n")
        for block in BLANK_LINES.split(text)
        if "|" in block and _RULE_OF_A_TABLE.search(block)
    )
    return sum((max(line.count("|") for line in lines) + 1) * len(lines) for lines in blocks)


def _effort(text: str) -> float:
    """Return the steps that reading may take, at most: measured on texts of one repeated mark
    (tests/hostile/test_time.py).

    Each [ may look through the rest of its paragraph, each tag through the rest of the text. Each
    heading copies what is left of its paragraph. Each * _ ` \\ and & looks, faster, through its
    paragraph.
    """
    steps = len(text) * len(RAW_TAG.findall(text)) / 3 + _STEPS_A_CELL * _cells(text)
    for block in BLANK_LINES.split(text):
        marks = sum(map(block.count, "*_`\\&"))
        steps += len(block) * (
            block.count("[") + len(_HEADING_LINE.findall(block)) / 5 + marks / 200
        )
    return steps
