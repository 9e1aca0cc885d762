"""HTML in other formats: its text as Markdown, and the data that a page carries in its scripts."""

import re
from html import unescape

from justhtml import JustHTML

from foldline.drafts.from_html import markdown_of_html
from foldline.text.prose import plain_text
from foldline.text.words import as_markdown, clean, folded

_BLOCK = re.compile(
    r"<(?=/?(?:p|div|li|[uod]l|d[td]|h[1-6]|t[rdh]|br|hr|blockquote|section|article|table|fig\w+"
    r"|pre)\b)",
    re.I,
)
_HEAD = re.compile(r"<head\b(?=[^<>]{0,2000}>).{0,200000}?</head\s*>", re.I | re.S)
_MARKUP = re.compile(r"<(?:/?[a-zA-Z]|!)|&(?:#?\w+);")


def html_as_markdown(html: str) -> str:
    """Return the text of HTML as Markdown: paragraphs, headings, lists, tables, pictures, emphasis,
    links. Where Markdown would say less than the HTML does, return its words alone.
    """
    html = clean(html)
    if not _MARKUP.search(html):
        return as_markdown(html)
    words = html_words(html)
    markdown = markdown_of_html(html)
    held = _letters(plain_text(markdown)) + _letters(markdown)
    return markdown if all(_letters(word) in held for word in words.split()) else as_markdown(words)


def html_words(html: str) -> str:
    """Return the text of HTML, on one line.

    >>> html_words("<p>It <b>rained</b>.</p>")
    'It rained.'
    """
    html = clean(html)
    if not _MARKUP.search(html):
        return folded(html)
    html = _HEAD.sub(" ", html)
    return folded(
        JustHTML(_BLOCK.sub(" <", html), fragment=True).to_text(separator="", strip=False)
    )


def _letters(text: str) -> str:
    return re.sub(r"[\s\\]+", "", unescape(text))


_START = re.compile(r"<!--|<script(?=[\s/>])", re.I)
_END = re.compile(r"</script(?=[\s/>])", re.I)
_TYPE = re.compile(r"""[\s"'/]type\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)


def scripts_of(html: str, of_type: str = "application/ld+json") -> list[str]:
    """Return the texts of a page's scripts of this type. The search only goes forwards: Python's
    html.parser takes the square of the length of what is not closed (CVE-2025-6069).
    """
    found, at = [], 0
    while start := _START.search(html, at):
        if start[0] == "<!--":
            at = html.find("-->", start.end())
            if at < 0:
                break  # nothing closes it: all that follows is a comment
            continue
        tag_end = html.find(">", start.end())
        end = _END.search(html, tag_end + 1) if tag_end >= 0 else None
        if tag_end < 0:
            break
        named = _TYPE.search(html, start.end(), min(tag_end + 1, start.end() + LONGEST_TAG))
        if (
            named
            and next(filter(None, named.groups()), "").split(";")[0].strip().lower() == of_type
        ):
            found.append(html[tag_end + 1 : end.start() if end else len(html)])
        if end is None:
            break
        at = end.end()
    return [text for text in found if text.strip()]


LONGEST_TAG = 2_000
"""Characters of a script's tag in which its type is looked for."""
