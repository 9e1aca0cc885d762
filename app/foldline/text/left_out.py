"""What stands in a Markdown text and not on the page: pictures, marks of notes, frames, codes."""

import re
from collections.abc import Iterator

_PICTURE = re.compile(r"(?<!\\)!\[[^\[\]]{0,300}\]\(\s*(?P<address>[^)\s]{1,300})")
_NOTE = re.compile(r"(?<!\\)\[\^(?P<label>[^\]\s]{1,40})\]")
_DEFINED = re.compile(r"^ {0,3}\[(?P<label>\d{1,3})\]:[ \t]*(?P<address>\S{1,300})", re.M)
_TAG = re.compile(
    r"<(?P<tag>img|figure|picture|video|audio|iframe|object|embed|script|style|svg|form|input"
    r"|canvas|math|template|noscript)\b",
    re.I,
)
_CODE = re.compile(r"\{\{[<%][^{}]{1,300}[%>]\}\}|\{%[^{}]{1,300}%\}")
_FENCED = re.compile(r"^ {0,3}(```+|~~~+).*?(?:^ {0,3}\1[ \t]*$|\Z)|`[^`\n]+`", re.S | re.M)


def left_out(text: str) -> Iterator[str]:
    """Yield what a page leaves out of a text, or shows as it stands where it means something else,
    each with what to do.

    >>> list(left_out("Rain. ![A quay](quay.jpg)"))
    ['the picture quay.jpg is not shown inside a text; a photo_gallery shows it']
    """
    if not any(mark in text for mark in ("![", "[^", "]:", "<", "{{", "{%")):
        return
    text = _FENCED.sub(" ", text)
    for found in _once(_PICTURE, text, "address"):
        yield f"the picture {found} is not shown inside a text; a photo_gallery shows it"
    for found in _once(_NOTE, text, "label"):
        yield f'the note [^{found}] is not read; name what it points at in "sources"'
    for match in _DEFINED.finditer(text):
        if f"][{match['label']}]" not in text:
            yield (
                f"the line [{match['label']}]: {match['address']} is not shown; make it one of the "
                '"sources"'
            )
    for found in _once(_TAG, text, "tag"):
        yield f"<{found.lower()}> is not shown, and neither are the addresses in it"
    for match in _CODE.finditer(text):
        yield f"{match[0][:80]} is a code of another program, and is shown as it stands"


def _once(pattern: re.Pattern[str], text: str, group: str) -> list[str]:
    return list(dict.fromkeys(match[group] for match in pattern.finditer(text)))
