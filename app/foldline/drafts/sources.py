"""Lists of sources under a heading of their own."""

import re

from foldline.drafts.draft import Draft
from foldline.text.outline import Block, Dialect, Part, labelled


def sources_in(part: Part, dialect: Dialect, draft: Draft) -> list[Block]:
    """Add every item of a list of sources as a source: a name, a title, an address. Return the
    blocks that are none.
    """
    left = []
    for block in part.blocks:
        if block.kind == "sub" or not source_in(block.text, dialect, draft):
            left.append(block)
        else:
            draft.report.used(block.where, "a source")
    return left


def source_in(text: str, dialect: Dialect, draft: Draft) -> str:
    """Add the source that a line names and return its id; empty where it names none."""
    address = ""
    if match := re.search(r"\[(?P<name>[^\]]{1,1000})\]\((?P<url>[^)\s]+)\)", text):
        address, text = match["url"], text[: match.start()] + match["name"] + text[match.end() :]
    elif match := re.search(r"[(<]?\s*(?P<url>https?://[^\s<>()]+)\s*[)>]?", text):
        address, text = match["url"].rstrip(".,;"), text[: match.start()] + text[match.end() :]
    if address and not draft.allowed_link(address):
        return ""
    name, title = labelled(text)
    if not name:
        name, _, title = dialect.plain(text).partition(" — ")
    name, title = (dialect.plain(each).strip(" :,;—–-") for each in (name, title))
    return draft.add_source(name, url=address, title=title) if name or address else ""
