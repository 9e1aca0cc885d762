"""What a text and a Markdown file have in common: a title, lines at the head, and parts of blocks
under headings.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from foldline.text.datelike import number_is_of_date
from foldline.text.prose import plain_text
from foldline.text.words import as_markdown, folded

if TYPE_CHECKING:
    from foldline.drafts.headings import Heading

_DENIAL = re.compile(
    r"\W*(?:no|none|nothing|not|n/a|nobody|there (?:is|are|was|were) (?:no|none|nothing)|without"
    r"|empty)\b",
    re.I,
)


def says_nothing_is_there(text: str) -> bool:
    """Return whether a text says that there is nothing to report ("No opposing views are present
    …").

    >>> says_nothing_is_there("No views are present."), says_nothing_is_there("Pilots object.")
    (True, False)
    """
    return bool(_DENIAL.match(text))


BlockKind = Literal["para", "item", "sub", "set apart"]


@dataclass(frozen=True)
class Block:
    """A paragraph, an item of a list, an inner heading, or a quotation set apart. `line` counts
    from 1. In a quotation the line breaks are kept, elsewhere they are blanks."""

    kind: BlockKind
    text: str
    line: int
    mark: str = "-"
    """What an item begins with in Markdown: "-", or its number, "3."."""

    @property
    def where(self) -> str:
        """Where the block stands, for the report of an import: "line 3"."""
        return f"line {self.line}"


@dataclass
class Part:
    """What stands under one heading."""

    heading: str
    meant: "Heading | None"
    line: int
    blocks: list[Block] = field(default_factory=list)

    @property
    def where(self) -> str:
        """Where the part begins, for the report of an import: "line 3"."""
        return f"line {self.line}"

    @property
    def own_heading(self) -> str:
        """The heading, where it is not the usual one of its kind."""
        usual = self.meant.usual if self.meant else ""
        own = self.heading.strip().rstrip(":：").rstrip()
        return "" if own.casefold() == usual else own


@dataclass
class Outline:
    """The whole text. `head` holds "Label: value" lines from before the first heading, `before` the
    other blocks there.
    """

    title: str = ""
    head: dict[str, tuple[str, str]] = field(default_factory=dict)
    before: list[Block] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class Dialect:
    """How the text of a block becomes a field: `prose` makes Markdown of it, `plain` a text without
    markup.
    """

    prose: Callable[[str], str]
    plain: Callable[[str], str]


PLAIN_TEXT = Dialect(as_markdown, folded)
_DATED_LINE = re.compile(r"^( {0,3}\d{1,4})([.)])(?=[ \t])(.*)$", re.M)


def _markdown_prose(text: str) -> str:
    """Return Markdown in which a number that begins a date, "5. Februar", numbers no list: a page
    would leave it out.
    """
    return _DATED_LINE.sub(
        lambda line: f"{line[1]}\\{line[2]}{line[3]}" if number_is_of_date(line[0]) else line[0],
        text.strip(),
    )


MARKDOWN = Dialect(_markdown_prose, lambda text: plain_text(_markdown_prose(text)))


def belongs_inside(
    meant: "Heading", part: Part | None, earlier: "Counter[tuple[str, tuple[tuple[str, str], ...]]]"
) -> bool:
    """Return whether a known heading is an inner heading of the open part: where it stands for the
    same kind, or that kind came `earlier`.
    """
    if part is None or part.meant is None:
        return False
    if (meant.kind, meant.fields) == (part.meant.kind, part.meant.fields):
        return True
    return bool(earlier[meant.kind, meant.fields])


HEAD_LABELS = {
    "published": "published",
    "date": "published",
    "date published": "published",
    "publication date": "published",
    "posted": "published",
    "pubdate": "published",
    "updated": "updated",
    "last updated": "updated",
    "modified": "updated",
    "last modified": "updated",
    "lastmod": "updated",
    "place": "place",
    "location": "place",
    "dateline": "place",
    "language": "language",
    "lang": "language",
    "topics": "topics",
    "tags": "topics",
    "keywords": "topics",
    "categories": "topics",
    "dek": "dek",
    "summary": "dek",
    "description": "dek",
    "subtitle": "dek",
    "standfirst": "dek",
    "excerpt": "dek",
    "title": "title",
    "headline": "title",
    "source": "sources",
    "sources": "sources",
}
"""Fields by the names of lines at the head of a text, in the form of `words.comparable`."""

_LABEL = re.compile(
    r"(?:\*\*|__)?\s*(?P<label>[^:：*_]{1,90}?)\s*(?:\*\*|__)?\s*(?:(?:::|:)\s*(?:\*\*"
    r"|__)?\s+|：\s*(?:\*\*|__)?\s*)(?P<rest>\S.*)",
    re.S,
)


def labelled(text: str) -> tuple[str, str]:
    """Return "Label: the rest" as its two parts (the label may be bold); two empty texts where
    there is no label.

    >>> labelled("**Late 2021:** a strike"), labelled("At 9:30 it rained")
    (('Late 2021', 'a strike'), ('', ''))
    """
    match = _LABEL.fullmatch(text.strip())
    return (match["label"].strip(), match["rest"].strip()) if match else ("", "")


def _one_list(one: Block, other: Block) -> bool:
    return (one.mark == "-") == (other.mark == "-")


def as_prose(blocks: list[Block], dialect: Dialect) -> str:
    """Return blocks as Markdown: inner headings with ##, items as a list, the rest as
    paragraphs.
    """
    # The lines of each; joined in the end, since each item that is added to a text copies it
    parts: list[list[str]] = []
    for at, block in enumerate(blocks):
        text = dialect.prose(block.text)
        if not text:
            continue
        if block.kind == "sub":
            parts.append([f"## {folded(text)}"])
        elif block.kind == "item":
            item = f"{block.mark} " + text.replace(
                "\n", "\n" + " " * (2 if block.mark == "-" else 4)
            )
            before = blocks[at - 1] if at else block
            if at and before.kind == "item" and _one_list(before, block) and parts:
                parts[-1].append(item)
            else:
                parts.append([item])
        elif block.kind == "set apart":
            parts.append([f"> {line}" for line in text.splitlines()])
        else:
            parts.append([text])
    return "\n\n".join(map("\n".join, parts))
