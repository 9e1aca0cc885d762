"""Parts that are lists: points, events, quotations, views, sources."""

import re
from typing import Any

from foldline.errors import WhenError
from foldline.importers.draft import Draft
from foldline.importers.outline import Block, Dialect, Part, labelled
from foldline.importers.words import folded
from foldline.dates.when import DateRules, read_when

_OPENING, _CLOSING = "\"“„«‟", "\"”“»‟"
_OPENS = re.compile(f"[{_OPENING}]")
_CREDIT = re.compile(r"\(\s*(?P<credit>[^()]{2,200})\s*\)")
_DASH = r"\s*(?:—|–|--|-|~)\s*"
_SAYING = r"(?:said|says|told|tells|wrote|writes|added|adds|warned|warns|stated|states|posted|posts|argued|argues|tweeted)"
_DENIAL = re.compile(r"\W*(?:no|none|nothing|not|n/a|nobody|there (?:is|are|was|were) (?:no|none|nothing)|without|empty)\b", re.I)
_WHEN_ENDS = re.compile(r"\s*::\s*|:\s+|\s+[—–|-]\s+|,\s+(?=[A-Z])|\s+—")
LONGEST_WHEN, LONGEST_LINE = 70, 200
"""Characters: of the words for a date, and of a view in one line."""


def says_nothing_is_there(text: str) -> bool:
    """Whether a text says that there is nothing to tell ("No opposing views are present …")."""
    return bool(_DENIAL.match(text))


def points(part: Part, dialect: Dialect, draft: Draft) -> tuple[dict[str, Any], list[Block]]:
    """Every item as a point, or every paragraph where there are no items."""
    kinds = {"item"} if any(block.kind == "item" for block in part.blocks) else {"para", "set apart"}
    found = [{"text": dialect.prose(block.text)} for block in part.blocks if block.kind in kinds]
    return {"points": found}, [block for block in part.blocks if block.kind not in kinds]


# --- events ----------------------------------------------------------------------------------------------------------

def reads_as_date(text: str) -> bool | None:
    """Whether words can be read as a date; None where they can, and it can't be true (31 February)."""
    try:
        return read_when(text, None, DateRules()).read
    except WhenError:
        return None


def split_when(text: str) -> tuple[str, str]:
    """"Late 2021: a strike" as its date and the rest, at the first place where what stands before reads as a date; two
    empty texts where there is none."""
    text = re.sub(r"^(\*\*|__)(.{1,90}?)\1", r"\2", text)  # a date in bold, with or without its colon
    for match in _WHEN_ENDS.finditer(text[: LONGEST_WHEN + 8]):
        before = text[: match.start()].strip(" *_([])")
        if before and len(before) <= LONGEST_WHEN and reads_as_date(before) and text[match.end():].strip(" *_"):
            return before, text[match.end():].strip()
    return "", ""


def events(part: Part, dialect: Dialect, draft: Draft) -> tuple[dict[str, Any], list[Block]]:
    """Every item or paragraph that begins with a date as an event; a date alone on its line belongs to what follows."""
    found: list[dict[str, Any]] = []
    texts: list[list[str]] = []  # of each event, joined in the end: each paragraph that is added to a text copies it
    left: list[Block] = []
    waiting: Block | None = None
    for block in part.blocks:
        if waiting is not None and block.kind != "sub":
            found.append({"when": dialect.plain(waiting.text).strip(" :")})
            texts.append([dialect.prose(block.text)])
            waiting = None
            continue
        alone = dialect.plain(block.text).strip(" :")
        if len(alone) <= LONGEST_WHEN and reads_as_date(alone):
            left += [waiting] if waiting else []
            waiting = block
            continue
        when, text = split_when(block.text)
        if not when and block.kind != "sub":
            when, text = labelled(block.text)
            if when and len(when) <= LONGEST_WHEN and reads_as_date(when) is False:
                draft.report.guessed(block.where, f'the date "{when}", which can\'t be read; it is shown as it stands')
            else:
                when = ""
        if when:
            found.append({"when": folded(dialect.plain(when))})
            texts.append([dialect.prose(text)])
        elif block.kind == "para" and found and not left:
            texts[-1].append(dialect.prose(block.text))
        else:
            left.append(block)
    events = [event | {"text": "\n\n".join(parts)} for event, parts in zip(found, texts, strict=True)]
    return {"events": events}, left + ([waiting] if waiting else [])


# --- quotations ------------------------------------------------------------------------------------------------------

def quotes(part: Part, dialect: Dialect, draft: Draft) -> tuple[dict[str, Any], list[Block]]:
    """Speaker: "words", "words" — speaker, "words," speaker said. A credit alone on a line, in (brackets), is that of the
    quotations above it that have none."""
    found: list[dict[str, Any]] = []
    open_ones: list[dict[str, Any]] = []  # those without a credit
    left: list[Block] = []
    for block in _with_their_speakers(part.blocks):
        text = dialect.plain(block.text)
        credit = _CREDIT.fullmatch(text)
        if credit and open_ones:
            source = draft.source(credit["credit"])
            for quote in open_ones:
                quote |= {"agency": credit["credit"].strip(), "sources": [source]}
            if len(open_ones) > 1:
                draft.report.guessed(block.where, f"the credit {text} stands for the {len(open_ones)} quotations above it")
            open_ones.clear()
            continue
        quote = _quote(text) if block.kind != "sub" else None
        if quote is None:
            left.append(block)
            continue
        if agency := quote.get("agency"):
            quote["sources"] = [draft.source(agency)]
        else:
            open_ones.append(quote)
        found.append(quote)
    return {"quotes": found}, left


def _with_their_speakers(blocks: list[Block]) -> list[Block]:
    """The blocks, with a line "— Speaker" joined to the quotation before it."""
    joined: list[tuple[Block, list[str]]] = []
    quoted = False
    for block in blocks:
        if joined and quoted and re.match(r"(?:—|–|--)\s*\S", block.text):
            joined[-1][1].append(block.text)
        else:
            joined.append((block, [block.text]))
            quoted = _quoted(block.text) is not None
    return [block if len(texts) == 1 else Block(block.kind, " ".join(texts), block.line) for block, texts in joined]


def _quoted(text: str) -> tuple[int, int] | None:
    """Where a quotation begins, with its mark, and ends: at the first mark that opens one and the last that closes one, with
    something between. Looked for from both ends: a pattern would look from each mark that opens one through all that follows."""
    opens = _OPENS.search(text)
    end = max(map(text.rfind, _CLOSING))
    return (opens.start(), end + 1) if opens and end > opens.start() + 1 else None


def _quote(text: str) -> dict[str, Any] | None:
    place = _quoted(text)
    if place is None:
        set_apart = re.fullmatch(r"(?P<text>.{8,}?)\s+(?:—|–|--)\s*(?P<speaker>[^—–]{2,80})", text)  # a quotation without marks
        return _named(set_apart["text"], set_apart["speaker"]) if set_apart else None
    begins, ends = place
    before, words, after = text[:begins].strip(), text[begins + 1: ends - 1].strip(), text[ends:].strip()
    quote: dict[str, Any] = {"text": words.rstrip(", ") or words}  # the comma before "she said" is not hers
    if credit := _CREDIT.search(after):
        agency, _, context = credit["credit"].partition(";")
        quote |= {"agency": agency.strip()} | ({"context": context.strip()} if context.strip() else {})
        after = (after[: credit.start()] + after[credit.end():]).strip()
    after = after.strip(" .")
    if before:
        speaker = re.sub(rf"(?:\s+{_SAYING})?\s*[:,—–-]?\s*$", "", before)
        named = _named(words, speaker)
        if named is None:
            return None
        return named | quote | ({"context": after} if after else {})
    if by := re.fullmatch(rf"(?:{_DASH}|,?\s*{_SAYING}\s+)(?P<who>.{{2,160}})", after, re.S):
        named = _named(words, by["who"])
    elif by := re.fullmatch(rf",?\s*(?P<who>[^,]{{2,80}}?)\s+{_SAYING}", after):
        named = _named(words, by["who"])
    else:
        return None
    return named and named | quote


def _named(words: str, who: str) -> dict[str, Any] | None:
    """A quotation with its speaker: "Name, role (context)"."""
    who = who.strip(" :,*_")
    context = ""
    if match := re.fullmatch(r"(.+?)\s*\(([^()]+)\)", who):
        who, context = match[1], match[2]
    name, _, role = who.partition(", ")
    if not name.strip() or not words.strip() or len(name) > 120:
        return None
    return {"text": words.strip(), "speaker": name.strip()} | ({"role": role.strip()} if role.strip() else {}) | (
        {"context": context} if context else {})


# --- views, sources, pictures ----------------------------------------------------------------------------------------

def views(part: Part, dialect: Dialect, draft: Draft) -> tuple[dict[str, Any], list[Block]]:
    """"Holder: the view" as a view."""
    found, left = [], []
    for block in part.blocks:
        holder, text = labelled(block.text) if block.kind != "sub" else ("", "")
        if not holder:
            left.append(block)
            continue
        position, rest = in_one_line(text, dialect)
        found.append({"holder": dialect.plain(holder), "position": position} | ({"text": rest} if rest else {}))
    return {"views": found}, left


def in_one_line(text: str, dialect: Dialect) -> tuple[str, str]:
    """A view as its first sentence, plain, and the rest as Markdown."""
    text = folded(text)
    match = re.match(rf"(.{{12,{LONGEST_LINE}}}?[.!?]['\"”]?)\s+(?=[A-Z\"“])", text)
    if match is None:
        return dialect.plain(text) or text, ""
    return dialect.plain(match[1]) or match[1], dialect.prose(text[match.end():])


def sources(part: Part, dialect: Dialect, draft: Draft) -> list[Block]:
    """Every item of a list of sources as a source: a name, a title, an address. Gives the blocks that are none."""
    left = []
    for block in part.blocks:
        if block.kind == "sub" or not source_in(block.text, dialect, draft):
            left.append(block)
        else:
            draft.report.used(block.where, "a source")
    return left


def source_in(text: str, dialect: Dialect, draft: Draft) -> str:
    """The id of the source that a line names; empty where it names none."""
    address = ""
    if match := re.search(r"\[(?P<name>[^\]]{1,1000})\]\((?P<url>[^)\s]+)\)", text):
        address, text = match["url"], text[: match.start()] + match["name"] + text[match.end():]
    elif match := re.search(r"[(<]?\s*(?P<url>https?://[^\s<>()]+)\s*[)>]?", text):
        address, text = match["url"].rstrip(".,;"), text[: match.start()] + text[match.end():]
    if address and not draft.link(address):
        return ""
    name, title = labelled(text)
    if not name:
        name, _, title = dialect.plain(text).partition(" — ")
    name, title = (dialect.plain(each).strip(" :,;—–-") for each in (name, title))
    return draft.source(name, url=address, title=title) if name or address else ""


def photos(part: Part, dialect: Dialect, draft: Draft) -> tuple[dict[str, Any], list[Block]]:
    """Markdown's images, and lines "description: address of a picture"."""
    found, left = [], []
    for block in part.blocks:
        if match := _PICTURE.fullmatch(block.text):
            alt, src, caption, credit = match["alt"], match["src"], match["caption"] or "", match["credit"]
        else:
            (alt, src), caption, credit = _described_address(block.text), "", ""
        image = src and draft.picture(src=src, alt=dialect.plain(alt), caption=dialect.plain(caption),
                                      credit=dialect.plain(credit).strip("()* "), where=block.where)
        if image:
            image |= {"caption": dialect.prose(caption)} if caption else {}
            found.append(image)
        else:
            left.append(block)
    return {"photos": found}, left


_PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\(\s*<?(?P<src>[^)\s>]+)>?(?:\s+[\"'](?P<caption>.*?)[\"'])?\s*\)\s*(?P<credit>.*)", re.S)
_ADDRESS = re.compile(r"https?://", re.I)
_OF_A_PICTURE = re.compile(r"(https?://\S+?\.(?:jpe?g|png|gif|webp|avif|svg)(?:\?\S*)?)\)?", re.I)


def _described_address(text: str) -> tuple[str, str]:
    """"description: address of a picture" as its two parts; two empty texts where no address of a picture ends it."""
    last = "" if text[-1:].isspace() else (text.split() or [""])[-1]  # the address has no blanks
    address = _ADDRESS.search(last)
    found = _OF_A_PICTURE.fullmatch(last, address.start()) if address else None
    if found is None:
        return "", ""
    before = text[: len(text) - len(last) + found.start()]
    return before.rstrip(" \t\n\r\f\v:—–(-"), found[1]
