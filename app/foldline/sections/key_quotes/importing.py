"""Find a section of this kind in texts of other formats."""

import re
from typing import TYPE_CHECKING, Any

from foldline.sections.kind import Importing
from foldline.text.outline import Block, Dialect, Part

if TYPE_CHECKING:
    from foldline.drafts.draft import Draft

_OPENING, _CLOSING = '"“„«‟', '"”“»‟'
_OPENS = re.compile(f"[{_OPENING}]")
_CREDIT = re.compile(r"\(\s*(?P<credit>[^()]{2,200})\s*\)")
_DASH = r"\s*(?:—|–|--|-|~)\s*"
_SAYING = (
    r"(?:said|says|told|tells|wrote|writes|added|adds|warned|warns|stated|states|posted|posts"
    r"|argued|argues|tweeted)"
)


def read(part: Part, dialect: Dialect, draft: "Draft") -> tuple[dict[str, Any], list[Block]]:
    """Return the quotations. They are recognised as Speaker: "words", as "words" — speaker, and as
    "words," speaker said. A credit in (brackets), alone on a line, belongs to the quotations above
    it that have none.
    """
    found: list[dict[str, Any]] = []
    open_ones: list[dict[str, Any]] = []  # those without a credit
    left: list[Block] = []
    for block in _with_their_speakers(part.blocks):
        text = dialect.plain(block.text)
        credit = _CREDIT.fullmatch(text)
        if credit and open_ones:
            source = draft.add_source(credit["credit"])
            for each in open_ones:
                each |= {"agency": credit["credit"].strip(), "sources": [source]}
            if len(open_ones) > 1:
                draft.report.guessed(
                    block.where,
                    f"the credit {text} stands for the {len(open_ones)} quotations above it",
                )
            open_ones.clear()
            continue
        quote = _quote(text) if block.kind != "sub" else None
        if quote is None:
            left.append(block)
            continue
        if agency := quote.get("agency"):
            quote["sources"] = [draft.add_source(agency)]
        else:
            open_ones.append(quote)
        found.append(quote)
    return {"quotes": found}, left


def _with_their_speakers(blocks: list[Block]) -> list[Block]:
    """Return the blocks, with a line "— Speaker" joined to the quotation before it."""
    joined: list[tuple[Block, list[str]]] = []
    quoted = False
    for block in blocks:
        if joined and quoted and re.match(r"(?:—|–|--)\s*\S", block.text):
            joined[-1][1].append(block.text)
        else:
            joined.append((block, [block.text]))
            quoted = _quoted(block.text) is not None
    return [
        block if len(texts) == 1 else Block(block.kind, " ".join(texts), block.line)
        for block, texts in joined
    ]


def _quoted(text: str) -> tuple[int, int] | None:
    """Return where a quotation begins and ends, its marks included: from the first opening mark to
    the last closing mark, with something between. None where there is none. A regular expression
    would search all that follows from each opening mark.
    """
    opens = _OPENS.search(text)
    end = max(map(text.rfind, _CLOSING))
    return (opens.start(), end + 1) if opens and end > opens.start() + 1 else None


def _quote(text: str) -> dict[str, Any] | None:
    place = _quoted(text)
    if place is None:
        unmarked = re.fullmatch(
            r"(?P<text>.{8,}?)\s+(?:—|–|--)\s*(?P<speaker>[^—–]{2,80})", text
        )  # a quotation without marks
        return _named(unmarked["text"], unmarked["speaker"]) if unmarked else None
    begins, ends = place
    before, words, after = (
        text[:begins].strip(),
        text[begins + 1 : ends - 1].strip(),
        text[ends:].strip(),
    )
    quote: dict[str, Any] = {
        "text": words.rstrip(", ") or words
    }  # the comma before "she said" is not hers
    if credit := _CREDIT.search(after):
        agency, _, context = credit["credit"].partition(";")
        quote |= {"agency": agency.strip()} | (
            {"context": context.strip()} if context.strip() else {}
        )
        after = (after[: credit.start()] + after[credit.end() :]).strip()
    after = after.strip(" .")
    if before:
        speaker = re.sub(rf"(?:\s+{_SAYING})?\s*[:,—–-]?\s*$", "", before)
        named = _named(words, speaker)
        if named is None:
            return None
        return named | quote | ({"context": after} if after else {})
    if (by := re.fullmatch(rf"(?:{_DASH}|,?\s*{_SAYING}\s+)(?P<who>.{{2,160}})", after, re.S)) or (
        by := re.fullmatch(rf",?\s*(?P<who>[^,]{{2,80}}?)\s+{_SAYING}", after)
    ):
        named = _named(words, by["who"])
    else:
        return None
    return named and named | quote


def _named(words: str, who: str) -> dict[str, Any] | None:
    """Return a quotation with its speaker, from "Name, role (context)"."""
    who = who.strip(" :,*_")
    context = ""
    if match := re.fullmatch(r"(.+?)\s*\(([^()]+)\)", who):
        who, context = match[1], match[2]
    name, _, role = who.partition(", ")
    if not name.strip() or not words.strip() or len(name) > 120:
        return None
    return (
        {"text": words.strip(), "speaker": name.strip()}
        | ({"role": role.strip()} if role.strip() else {})
        | ({"context": context} if context else {})
    )


IMPORTING = Importing(
    headings=(
        "key quotes",
        "quotes",
        "quotations",
        "key quotations",
        "notable quotes",
        "in their own words",
        "in their words",
        "what they said",
        "what they are saying",
        "what theyre saying",
        "who said what",
        "voices",
        "statements",
        "key statements",
        "quoted",
        "quote",
    ),
    read=read,
    is_list=True,
)
