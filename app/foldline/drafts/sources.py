"""Lists of sources under a heading of their own, and the sources that notes name."""

import re
from dataclasses import dataclass

from foldline.drafts.draft import Draft
from foldline.text.outline import Block, Dialect, Part, labelled
from foldline.text.words import comparable, folded, iso_moment

_LINK = re.compile(
    r"(?<!!)\[(?P<words>(?:[^\[\]]|\\.){1,1000})\]\(\s*<?(?P<url>[^)\s>]+)>?[^)]{0,300}\)"
)
_ADDRESS = re.compile(r"[(<]?\s*(?P<url>https?://[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*)\s*[)>]?")
_NUMBER = re.compile(r"\s*\[\^?(?P<label>[^\]\s]{1,40})\]:?\s+")
_QUOTED = re.compile(r"[\"“„«](?P<title>[^\"”“»]{3,400}?)[,.]?[\"”“»]")
_JOINTS = " \t:,;.|/—–-·•()[]*_"
_SMALL = frozenset("of the for and & de la le du des der die das et y di da von and on in".split())


@dataclass(frozen=True)
class Named:
    """What a line says of a source."""

    name: str
    title: str = ""
    url: str = ""
    published: str = ""


def sources_in(part: Part, dialect: Dialect, draft: Draft) -> list[Block]:
    """Add every item of a list of sources as a source: a name, a title, an address. Its number is
    what claims refer to it by. Return the blocks that are none.
    """
    left = []
    for block in part.blocks:
        lines = block.text.split("\n") if block.kind == "para" else [block.text]
        lost = [line for line in lines if not _line(line, block, dialect, draft)]
        if block.kind == "sub" or lost:
            left.append(Block(block.kind, "\n".join(lost), block.line, block.mark))
    return left


def _line(line: str, block: Block, dialect: Dialect, draft: Draft) -> bool:
    number = _NUMBER.match(line)
    if block.kind == "sub" or not line.strip():
        return False
    source = source_in(line[number.end() :] if number else line, dialect, draft)
    if not source:
        return False
    label = number["label"] if number else block.mark.rstrip(".)") if block.mark != "-" else ""
    if label:
        draft.references.setdefault(label, source)
    draft.report.used(block.where, "a source")
    return True


def source_in(text: str, dialect: Dialect, draft: Draft) -> str:
    """Add the source that a line names and return its id; empty where it names none."""
    found = source_of(text, dialect)
    if found.url and not draft.allowed_link(found.url):
        return ""
    if not found.name and not found.url:
        return ""
    return draft.add_source(found.name, url=found.url, title=found.title, published=found.published)


def source_of(text: str, dialect: Dialect) -> Named:
    """Return what a line says of a source: "Name: title", "“Title”, Name, 6 February 2026",
    "[Title](address) — Name" and other forms of these.
    """
    if link := _LINK.search(text):
        return _linked(link, text, dialect)
    url = ""
    if match := _ADDRESS.search(text):
        url = match["url"].rstrip(".,;")
        text = text[: match.start()] + " " + text[match.end() :]
    published, text = _day_in(dialect.plain(text))
    if quoted := _QUOTED.search(text):
        name = _trimmed(f"{text[: quoted.start()]} {text[quoted.end() :]}")
        return Named(name, quoted["title"].strip(), url, published)
    name, title = labelled(text)
    if not name:
        parts = re.split(r"\s+[—–|]\s+|\s+-\s+", text, maxsplit=1)
        name, title = parts[0], parts[1] if len(parts) > 1 else ""
        if title and _is_name(title, url) and not _is_name(name, url):
            name, title = title, name
        elif url and not title and not _is_name(_trimmed(name), url):
            name, title = "", name
    return Named(_trimmed(name), _trimmed(title), url, published)


def _linked(link: re.Match[str], text: str, dialect: Dialect) -> Named:
    url, words = link["url"], dialect.plain(link["words"]).strip()
    before, after = dialect.plain(text[: link.start()]), dialect.plain(text[link.end() :])
    published, after = _day_in(after)
    if not published:
        published, before = _day_in(before)
    behind, ahead = _trimmed(after), _trimmed(before)
    quoted = _QUOTED.fullmatch(words)
    words = quoted["title"] if quoted else _trimmed(words) or words
    if ahead:
        return Named(ahead, " ".join(filter(None, (words, behind))), url, published)
    if not behind:
        named = not quoted and _is_name(words, url)
        return Named(words if named else "", "" if named else words, url, published)
    if after.lstrip().startswith((":", "：")) or (
        not quoted and _is_name(words, url) and not _is_name(behind, url)
    ):
        return Named(words, behind, url, published)
    return Named(behind, words, url, published)


def _is_name(words: str, url: str) -> bool:
    """Return whether words look like the name of a publication and no headline: few, each with a
    capital, or those of the address.
    """
    host = re.sub(r"^https?://(?:www\.)?|[/?#:].*$", "", url).replace("-", "")
    short = comparable(words).replace(" ", "").removeprefix("the")
    if short and short in comparable(host).replace(" ", ""):
        return True
    each = words.split()
    return 0 < len(each) <= 5 and all(
        word[:1].isupper() or not word[:1].isalpha() or word in _SMALL for word in each
    )


def _day_in(text: str) -> tuple[str, str]:
    """Return the day that stands between commas, dashes or brackets, or at an end, and the text
    without it."""
    parts = re.split(r"(\s*[(),;|]\s*|\s+[—–-]\s+)", text)
    for at in range(0, len(parts), 2):
        for last in (at + 2, at):  # "February 6, 2026" has a comma of its own
            words = "".join(parts[at : last + 1]).strip(" .")
            if len(words) >= 8 and (day := iso_moment(words)):
                return day, "".join(parts[:at]) + " " + "".join(parts[last + 1 :])
    return "", text


def _trimmed(text: str) -> str:
    text = folded(text).strip(_JOINTS)
    # a bracket that was opened inside belongs to the words
    return text + ")" if text.count("(") > text.count(")") else text
