"""Which addresses may stand in a page: one allow-list for every link and image, in prose and in fields."""

import re
import unicodedata
from urllib.parse import quote, urlsplit

SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
"""A brief's name in addresses, which is its file's name too."""

LINK_SCHEMES = ("https", "http", "mailto")
IMAGE_DATA_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif")

IMAGE_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
               ".webp": "image/webp", ".avif": "image/avif"}
"""Of pictures that lie beside a brief, by the ends of their names."""

_NOT_IN_A_URL = re.compile(r"""[\x00-\x20"#<>\[\\\]^`{|}\x7f]|%(?![0-9A-Fa-f]{2})""")

_BLANKS = "".join(map(chr, range(0x21)))


def slug_of(text: str, otherwise: str = "brief") -> str:
    """A slug near a text, of at most 60 characters: "Müller & Söhne" becomes "muller-sohne"; `otherwise` where nothing
    of it can stand in a slug."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60].rstrip("-") or otherwise


def scheme_of(address: str) -> str | None:
    """The lower-case scheme of an address, or None for a relative one. Control characters and blanks that browsers
    ignore inside a scheme (WHATWG URL, "basic URL parser") are ignored here too, so `java\\nscript:` is seen for
    what it is."""
    seen = re.sub(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]", "", address)
    match = re.match(r"([A-Za-z][A-Za-z0-9+.\-]*):", seen)
    return match[1].lower() if match else None


def written(address: str) -> str:
    """The same address in the characters that a URL is written in, as a browser takes it: "the quay.svg" becomes
    "the%20quay.svg", a backslash in a path a slash. HTML asks for it, and not every reader is a browser."""
    address = re.sub(r"[\t\n\r]", "", address).strip(_BLANKS)
    if scheme_of(address) in (None, "http", "https"):
        path, mark, rest = re.match(r"([^?#]*)(.?)(.*)", address, re.DOTALL).groups()
        address = path.replace("\\", "/") + mark + rest
    host = re.match(r"(?:[A-Za-z][A-Za-z0-9+.\-]*:)?//[^/?#]*|", address)[0]  # where [] are those of an IPv6 address
    found, mark, fragment = address[len(host):].partition("#")
    encoded = (_NOT_IN_A_URL.sub(lambda match: quote(match[0], safe=""), part) for part in (found, fragment))
    return host + mark.join(encoded)


def check_link(address: str) -> str:
    """The address unchanged when it is allowed as a link; ValueError says what is allowed."""
    return _checked(address, "a link", LINK_SCHEMES)


def check_image_address(address: str) -> str:
    """The address unchanged when an image may be loaded from it; ValueError says what is allowed."""
    if scheme_of(address) == "data":
        kind = address.partition(":")[2].partition(",")[0].partition(";")[0].strip().lower()
        if kind not in IMAGE_DATA_TYPES:
            raise ValueError(f"image data may be of {', '.join(IMAGE_DATA_TYPES)}, not {kind or 'an unnamed type'}")
        return address
    return _checked(address, "an image's address", ("https", "http", "data"))


def _checked(address: str, what: str, schemes: tuple[str, ...]) -> str:
    scheme = scheme_of(address)
    if scheme is not None and scheme not in schemes:
        raise ValueError(f"{what} may begin with {', '.join(s + ':' for s in schemes)} or be relative, not {scheme}:")
    if not address:
        raise ValueError(f"{what} is not empty")
    if address.strip() != address or any(c < " " for c in address):
        raise ValueError(f"{what} has no blanks at its ends and no line breaks in it")
    if scheme in ("http", "https"):
        try:
            host = urlsplit(address).hostname
        except ValueError as reason:
            raise ValueError(f"{what} must be a web address that can be read ({reason})") from None
        if not host:
            raise ValueError("a web link names a host, as in https://example.org/page")
    return address
