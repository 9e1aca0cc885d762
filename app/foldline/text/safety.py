"""Whether Markdown is safe in a program that keeps more HTML than Foldline does."""

import re
from collections.abc import Iterable
from html import unescape

from justhtml import JustHTML, Node

from foldline.text.addresses import LINK_SCHEMES, scheme_of, written
from foldline.text.cost import RAW_TAG, why_plain
from foldline.text.prose import ALLOWED_TAGS, markdown_html

_ADDRESS_ELSEWHERE = re.compile(
    r"^[ \t>]*\[[^\]\n]{1,999}\]:\s*+(?:<\s*+)?([^\s>]+)|<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>",
    re.M,
)
"""Definitions of links, and addresses in angle brackets, as CommonMark has them."""

_ADDRESS_AT_START = re.compile(r"[\s>]*<?([^\s)>]*)")
_ESCAPED = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_PLAIN_TAG = re.compile(
    rf"</?(?:{'|'.join(ALLOWED_TAGS)}|(?:a href|abbr title)=\"[^\"<>`]*\"|ol "
    r"start=\"\d+\") ?/?>",
    re.I,
)
_NO_TAG = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>|<[\w.+-]+@[\w.-]+>")


def _runs_outside_code(text: str) -> bool:
    """Return whether a text holds what would run if nothing of it were code. What is code alone is
    none behind other words, or behind a fence that another text left open."""
    for tag in RAW_TAG.finditer(text):
        if not (_PLAIN_TAG.match(text, tag.start()) or _NO_TAG.match(text, tag.start())):
            return True
    for behind in text.split("](")[1:]:  # each by itself: one in another's address is one, too
        address = _ADDRESS_AT_START.match(behind)
        if address and not _is_link(unescape(_ESCAPED.sub("", address[1]))):
            return True
    return False


def is_safe_elsewhere(text: str) -> bool:
    """Return whether a Markdown text stays harmless where another program renders it among others
    and keeps all HTML: it has no raw HTML but what a page here would show, also not in code, and
    every address in it is one that a brief may have.

    >>> is_safe_elsewhere("**Bold**, `a < b` and <em>more</em>")
    True
    >>> is_safe_elsewhere("`<img src=x onerror=alert(1)>`")
    False
    """
    if why_plain(text):
        return not RAW_TAG.search(text) and not _ADDRESS_ELSEWHERE.search(text) and "](" not in text
    if any(not _is_link(found[1] or found[2]) for found in _ADDRESS_ELSEWHERE.finditer(text)):
        return False
    if _runs_outside_code(text):
        return False
    waiting = [JustHTML(markdown_html(text), fragment=True, sanitize=False).root]
    while waiting:
        for child in waiting.pop().children or ():
            if child.name == "#text":
                continue
            if not _is_allowed(child):
                return False
            waiting.append(child)
    return True


def _is_link(address: str, schemes: Iterable[str] = LINK_SCHEMES) -> bool:
    return {scheme_of(address), scheme_of(written(address))} <= {None, *schemes}


def _is_allowed(node: Node) -> bool:
    """Return whether an element may stand in a page as it is, or is a picture, which runs
    nothing.
    """
    attributes = {name: value or "" for name, value in (node.attrs or {}).items()}
    if any(RAW_TAG.search(value) for value in attributes.values()):
        return False  # to another program these may be no values
    if node.name == "img":
        return set(attributes) <= {"src", "alt", "title"} and _is_link(
            attributes.get("src", ""), ("https", "http")
        )
    if node.name not in ALLOWED_TAGS or not set(attributes) <= {
        "href",
        "title",
        "start",
        "style",
    }:
        return False
    # Python-Markdown itself writes how the cells of a table are aligned
    aligned = re.fullmatch(
        r"text-align: (left|right|center);", attributes.get("style", "text-align: left;")
    )
    return bool(aligned) and _is_link(attributes.get("href", ""))
