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
    for block in _with_their_speakers(part.blocks, dialect):
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


def _with_their_speakers(blocks: list[Block], dialect: Dialect) -> list[Block]:
    """Return the blocks, with a line "— Speaker" joined to the quotation before it, and a line
    "**Speaker:**" to the one after it.
    """
    joined: list[tuple[Block, list[str]]] = []
    quoted = False
    for at, block in enumerate(blocks):
        if joined and quoted and re.match(r"(?:—|–|--|―)\s*\S", block.text):
            joined[-1][1].append(block.text)
            continue
        quoted = _quoted(block.text) is not None or block.kind == "set apart"
        before = blocks[at - 1] if at else None
        if (
            before is not None
            and quoted
            and joined[-1][0] is before
            and len(joined[-1][1]) == 1
            and (who := _introduced(before, dialect))
            and not _names_speaker(block, blocks[at + 1 : at + 2], dialect)
        ):
            text = dialect.plain(block.text).strip()
            place = _quoted(text)
            text = text if place == (0, len(text)) or (place and place[0] == 0) else f"“{text}”"
            joined[-1] = (Block("para", f"{who}: {text}", before.line), [f"{who}: {text}"])
            continue
        joined.append((block, [block.text]))
    return [
        block if len(texts) == 1 else Block(block.kind, " ".join(texts), block.line)
        for block, texts in joined
    ]


def _introduced(block: Block, dialect: Dialect) -> str:
    """Return the speaker whom a line of its own names before a quotation: "**Anna Berg, captain:**"
    or an inner heading.
    """
    text = block.text.strip()
    plain = dialect.plain(text).strip()
    is_line = block.kind == "sub" or plain.endswith(":") or re.fullmatch(r"(\*\*|__).+\1", text)
    named = re.match(r"[^\W\d_]", plain) and len(plain) <= 160 and _quoted(plain) is None
    return plain.rstrip(" :") if is_line and named and block.kind != "set apart" else ""


def _names_speaker(block: Block, following: list[Block], dialect: Dialect) -> bool:
    """Return whether a quotation names its speaker itself, or the line behind it does."""
    if following and re.match(r"(?:—|–|--|―)\s*\S", following[0].text):
        return True
    text = dialect.plain(block.text)
    return _quote(text) is not None or bool(re.search(r"\s[—–―]\s*[^\W\d_][^—–]{1,80}$", text))


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
            r"(?P<text>.{8,}?)\s+(?:—|–|--|-(?=\s[A-Z]))\s*(?P<speaker>[^—–]{2,80})", text
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
    if (credit := _CREDIT.search(after)) and not (
        # "— Anna Berg (captain)": a role, and no agency
        credit.end() == len(after.rstrip(" ."))
        and credit["credit"][0].islower()
        and re.match(rf"{_DASH}[^\W\d_]", after)
    ):
        agency, _, context = credit["credit"].partition(";")
        quote |= {"agency": agency.strip()} | (
            {"context": context.strip()} if context.strip() else {}
        )
        after = (after[: credit.start()] + after[credit.end() :]).strip()
    after = after.strip(" .")
    if before:
        speaker = re.sub(rf"(?:\s+{_SAYING})?\s*[:：,—–-]?\s*$", "", before)
        named = _named(words, speaker)
        if named is None:
            return None
        return _joined(named | quote, after)
    if (by := re.fullmatch(rf"(?:{_DASH}|,?\s*{_SAYING}\s+)(?P<who>.{{2,160}})", after, re.S)) or (
        by := re.fullmatch(rf",?\s*(?P<who>[^,]{{2,80}}?)\s+{_SAYING}", after)
    ):
        named = _named(words, by["who"])
    else:
        return None
    return named and _joined(named | quote, quote.get("context", ""))


def _joined(quote: dict[str, Any], context: str) -> dict[str, Any]:
    """Return a quotation with one more remark on it: what it has already stays."""
    remarks = [each for each in (quote.get("context", ""), context) if each]
    remarks = list(dict.fromkeys(remarks))
    return quote | ({"context": " ".join(remarks)} if remarks else {})


_OCCASION = re.compile(
    r"(?:in|on|at|to|by|via|from|during|after|before|speaking|writing|quoted|translated|as)\b|.*\d"
)
"""How words in brackets begin that say where something was said, and not who the speaker is."""
_ABOUT = re.compile(
    r"(?P<who>[^\W\d_][^,()]*?)\s+(?P<context>(?:on|about|in|at|to|after|before|during|speaking"
    r"|responding|reacting|when|as)\s+.+)",
    re.S,
)


def _named(words: str, who: str) -> dict[str, Any] | None:
    """Return a quotation with its speaker, from "Name, role (context)", "Name (role)" or "Name on
    the subject".
    """
    who = who.strip(" :：,*_")
    context, role = "", ""
    if match := re.fullmatch(r"(.+?)\s*[(（]([^()（）]+)[)）]", who):
        who, context = match[1], match[2].strip()
        if ", " not in who and not _OCCASION.match(context):
            context, role = "", context
    name, comma, rest = who.partition(", ")
    if not comma and (about := _ABOUT.fullmatch(who)):
        name, context = about["who"], " ".join(filter(None, (about["context"], context)))
    role = rest.strip() or role
    if not name.strip() or not words.strip() or len(name) > 120:
        return None
    return (
        {"text": words.strip(), "speaker": name.strip()}
        | ({"role": role} if role else {})
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
