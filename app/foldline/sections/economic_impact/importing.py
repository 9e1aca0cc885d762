"""Find a section of this kind in texts of other formats."""

import re
from typing import TYPE_CHECKING, Any

from foldline.sections.kind import Importing
from foldline.text.figures import Figure, figures_in
from foldline.text.outline import Block, Dialect, Part, as_prose, labelled
from foldline.text.words import comparable, folded

if TYPE_CHECKING:
    from foldline.drafts.draft import Draft


_SECTORS = (
    "affected sectors",
    "sectors",
    "sectors affected",
    "industries",
    "affected industries",
    "industries affected",
    "key sectors",
    "impacted sectors",
    "sector",
)
_SHORT, _LONG = (
    re.compile(r"short|immediate|near|weeks|months"),
    re.compile(r"long|years|later|lasting|future"),
)
_NAMED_UNIT = re.compile(r"\s(?:of\s)?[A-Z]{2,5}\b")
LONGEST_SUBJECT = 90


def read(part: Part, dialect: Dialect, draft: "Draft") -> tuple[dict[str, Any], list[Block]]:
    """Return "Affected Sectors: a, b", and lists under headings that say short or long term. Items
    without such a heading are left over; paragraphs are the section's text."""
    fields: dict[str, Any] = {"sectors": [], "short_term": [], "long_term": []}
    left: list[Block] = []
    text: list[Block] = []
    term, sub = "", ""
    for block in part.blocks:
        label, rest = labelled(block.text)
        if comparable(label) in _SECTORS:
            draft.report.used(block.where, f'sectors, by the label "{label}"')
            fields["sectors"] += [
                each
                for each in (dialect.plain(name).strip(" .") for name in re.split(r"[,;]\s*", rest))
                if each
            ]
        elif block.kind == "sub" or (
            block.kind == "para" and _term_of(block.text) and len(block.text) < 60
        ):
            term, sub = _term_of(block.text), block.text.strip(" :")
            if term:
                draft.report.used(
                    block.where, f'the heading of what follows, "{sub}": {term.replace("_", " ")}'
                )
            else:
                text.append(block)
        elif block.kind == "item" and term:
            fields[term].append(_impact(block, sub, dialect, draft))
        elif block.kind == "item":
            left.append(block)
        elif label and (of := _term_of(label)):
            fields[of].append(_impact(Block("item", rest, block.line), label, dialect, draft))
        else:
            text.append(block)
    return fields | {"text": as_prose(text, dialect)}, left


def _term_of(heading: str) -> str:
    name = comparable(heading)
    if _SHORT.search(name):
        return "short_term"
    return "long_term" if _LONG.search(name) else ""


def _impact(block: Block, heading: str, dialect: Dialect, draft: "Draft") -> dict[str, Any]:
    subject, text = labelled(block.text)
    if not subject or len(subject) > LONGEST_SUBJECT:
        first, mark, text = block.text.partition("; ")
        if mark and len(first) <= LONGEST_SUBJECT:
            subject = first
        else:
            subject, text = heading, block.text
        draft.report.guessed(block.where, f'what is touched: "{folded(dialect.plain(subject))}"')
    plain = dialect.plain(block.text)
    figures = [_as_written(figure, plain) for figure in figures_in(plain) if figure.measured]
    return {
        "subject": dialect.plain(subject),
        **({"figures": figures} if figures else {}),
        "text": dialect.prose(text),
    }


def _as_written(figure: Figure, text: str) -> str:
    """Return the figure with the letters of its unit behind it ("+0.2-0.5% GDP")."""
    behind = _NAMED_UNIT.match(text, figure.start + len(figure.text))
    return figure.text + (behind[0] if behind else "")


IMPORTING = Importing(
    headings=(
        "economic impact",
        "economic impacts",
        "economic implications",
        "economic effects",
        "economic consequences",
        "economy",
        "economics",
        "financial impact",
        "market impact",
        "business impact",
        "impact on the economy",
        "the economic impact",
        "economic outlook",
    ),
    read=read,
)
