"""Which files are pictures that may be shown and may leave their folder: by their path, then by
their content. Pure, so both hosts decide alike.

The content of a bitmap is known by the signatures that browsers themselves go by (WHATWG MIME
Sniffing, 6.1), and by the header behind them, so that a text that begins with the right four
letters does not pass. A name alone never decides.
"""

import re

from foldline.text.addresses import IMAGE_TYPES

TYPE_NAMES = {
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/gif": "GIF",
    "image/webp": "WebP",
    "image/avif": "AVIF",
    "image/svg+xml": "SVG",
}
"""Of `IMAGE_TYPES`, in words."""

SVG, WEBP = "image/svg+xml", "image/webp"

HEAD_BYTES = 65_536
"""As much of a file as `type_of` looks at."""

_ALLOWED_TYPES = ", ".join(list(TYPE_NAMES.values())[:-1]) + " and SVG"
_ENDINGS = ", ".join(sorted(IMAGE_TYPES))
_LARGEST_FTYP = 4096  # bytes; AVIF files have 32 or so
_BEFORE_ROOT = re.compile(r"\s*+(?:<\?|<!--|<!DOCTYPE\b)", re.I)
_SVG_ROOT = re.compile(r"\s*+<(?:[\w.-]{1,100}:)?svg[\s/>]")


def path_refusal(path: str) -> str:
    """Return why no picture is taken from a path, which is relative to a brief's folder; empty
    where one may be.

    >>> path_refusal("harbour/quay.PNG")
    ''
    >>> path_refusal(".git/config")
    "no part of a picture's path begins with a dot"
    """
    steps = [step for step in path.split("/") if step not in ("", ".")]
    if ".." in steps:
        return "a picture lies in the brief's folder or below it"
    if any(step.startswith(".") for step in steps):
        return "no part of a picture's path begins with a dot"
    if "\\" in path:  # written %5C, which is a slash to some servers and none to others
        return "a picture's path has no backslash in it"
    if not steps or path.endswith("/") or type_of_name(path) is None:
        return f"a picture's name ends in {_ENDINGS}"
    return ""


def type_of_name(path: str) -> str | None:
    """Return the type that a server gives a file by the end of its name, in either case; None where
    that is no picture's.

    >>> type_of_name("harbour/quay.PNG"), type_of_name("notes.txt")
    ('image/png', None)
    """
    name = path.rpartition("/")[2]
    return IMAGE_TYPES.get("." + name.rpartition(".")[2].lower()) if "." in name else None


def type_of(data: bytes) -> str | None:
    """Return which of `IMAGE_TYPES` the content is; None where it is none of them. Looks at
    `HEAD_BYTES` bytes.
    """
    head = data[:HEAD_BYTES]
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return (
            "image/png"
            if head[8:16] == b"\0\0\0\rIHDR" and any(head[16:20]) and any(head[20:24])
            else None
        )
    if head.startswith(b"\xff\xd8\xff"):
        return (
            "image/jpeg"
            if len(head) > 5 and 0xC0 <= head[3] <= 0xFE and (head[4] or head[5] > 1)
            else None
        )
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif" if _is_gif(head) else None
    if head.startswith(b"RIFF"):
        return (
            "image/webp"
            if head[8:12] == b"WEBP" and head[12:16] in (b"VP8 ", b"VP8L", b"VP8X")
            else None
        )
    if head[4:8] == b"ftyp":
        return "image/avif" if _is_avif(head) else None
    return SVG if _is_svg(head) else None


def content_refusal(path: str, kind: str | None) -> str:
    """Return why a file at `path` is not taken whose content is of a type (`type_of`); empty where
    it is.

    A bitmap under another bitmap's name is taken: browsers show it. A drawing is not, nor a bitmap
    under a drawing's name, since a server would send it as what it is not.
    """
    if kind is None:
        return f"its content is no picture; allowed are {_ALLOWED_TYPES}"
    by_name = type_of_name(path)
    if (kind == SVG) != (by_name == SVG):
        ending = next(end for end, each in IMAGE_TYPES.items() if each == kind)
        return f"its content is {TYPE_NAMES[kind]}; give it a name that ends in {ending}"
    return ""


def _is_gif(head: bytes) -> bool:
    """Return whether a block stands where the header says that the first one does."""
    if len(head) < 14:
        return False
    colours = 3 << ((head[10] & 7) + 1) if head[10] & 0x80 else 0
    return head[13 + colours : 14 + colours] in (b",", b"!")


def _is_avif(head: bytes) -> bool:
    size = int.from_bytes(head[:4], "big")
    if not 16 <= size <= min(_LARGEST_FTYP, len(head)) or size % 4:
        return False
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, size, 4))}
    return bool(brands & {b"avif", b"avis"})


def _is_svg(head: bytes) -> bool:
    """Return whether the first element is <svg>. It may stand behind comments, instructions and a
    document type.
    """
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = head.decode(encoding, "replace").removeprefix("\ufeff")
    at = 0
    while found := _BEFORE_ROOT.match(text, at):
        opening = found[0].lstrip()
        if opening == "<?":
            end, closing = text.find("?>", found.end()), "?>"
        elif opening == "<!--":
            end, closing = text.find("-->", found.end()), "-->"
        else:
            subset, end = text.find("[", found.end()), text.find(">", found.end())
            if -1 < subset < end:
                close = text.find("]", subset)
                end = text.find(">", close) if close > 0 else -1
            closing = ">"
        if end < 0:
            return False
        at = end + len(closing)
    return bool(_SVG_ROOT.match(text, at))
