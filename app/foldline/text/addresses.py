"""Which addresses may stand in a page, and where they lead: one allow-list for every link and
image, in prose and in fields.
"""

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, unquote, urlsplit

from foldline.text.normal import normal_form
from foldline.text.unseen import UNSEEN, shown_name

SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
"""A brief's name in addresses, which is its file's name too."""

LINK_SCHEMES = ("https", "http", "mailto")
IMAGE_DATA_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif")

IMAGE_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
}
"""Of pictures that lie beside a brief, by the ends of their names."""

_NOT_IN_A_URL = re.compile(rf"""[\x00-\x20"#<>\[\\\]^`{{|}}\x7f{UNSEEN}]|%(?![0-9A-Fa-f]{{2}})""")
_AUTHORITY = re.compile(r"(https?:/*|(?:[a-z][a-z0-9+.\-]*:)?//+)([^/?#]*)|", re.I)
_WEB = re.compile(r"(?:https?:/*|//+)([^/?#]*)", re.I)
# In hosts: UTS 46
_IGNORED = re.compile(
    r"[\xad\u034f\u180b-\u180d\u180f\u200b\u2060\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_SITE = re.compile(r"https?://[^/?#]*", re.I)
_NO_HOST = re.compile(r"[\x00-\x20#%/:<>?@\\^|\x7f]")
_PORT = re.compile(r":[0-9]*$")
_HOST_IN_WORDS = re.compile(r"(?<![\w.-])((?:[\w-]++\.)+[\w-]{2,}+)(?:[:/?#]\S*)?")
_LONGEST_HOST, _SHOWN = 253, 60

_BLANKS = "".join(map(chr, range(0x21)))


def slug_of(text: str, otherwise: str = "brief") -> str:
    """Return a slug near a text, of at most 60 characters; `otherwise` where nothing of the text
    can stand in a slug.

    >>> slug_of("Müller & Söhne"), slug_of("東京")
    ('muller-sohne', 'brief')
    """
    letters = normal_form("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60].rstrip("-") or otherwise


def scheme_of(address: str) -> str | None:
    """Return the scheme of an address in small letters, or None for a relative one. Control
    characters and blanks that browsers ignore inside a scheme (WHATWG URL, "basic URL parser") are
    ignored here too, so that `java\\nscript:` does not pass as relative.

    >>> scheme_of("HTTPS://example.org"), scheme_of("java\\nscript:x"), scheme_of("quay.svg")
    ('https', 'javascript', None)
    """
    visible = re.sub(
        r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]", "", address
    )
    match = re.match(r"([A-Za-z][A-Za-z0-9+.\-]*):", visible)
    return match[1].lower() if match else None


def written(address: str) -> str:
    """Return the same address in the characters that a URL is written in, as a browser takes it.
    HTML asks for it, and not every reader is a browser.

    >>> written("the quay.svg"), written("harbour\\\\quay.svg")
    ('the%20quay.svg', 'harbour/quay.svg')
    """
    address = re.sub(r"[\t\n\r]", "", address).strip(_BLANKS)
    if scheme_of(address) in (None, "http", "https"):
        parts = re.match(r"([^?#]*)(.?)(.*)", address, re.DOTALL)
        assert parts is not None  # each part may be empty
        path, mark, rest = parts.groups()
        address = path.replace("\\", "/") + mark + rest
    begins = _AUTHORITY.match(address)
    assert begins is not None  # so may these
    start, authority = begins.groups("")  # where [] are those of an IPv6 address
    found, mark, fragment = address[len(start + authority) :].partition("#")
    encoded = (
        _NOT_IN_A_URL.sub(lambda match: quote(match[0], safe=""), part)
        for part in (found, fragment)
    )
    return start + _with_ascii_host(authority) + mark.join(encoded)


def _with_ascii_host(authority: str) -> str:
    """Return an address's authority with its host in the letters that a network request uses.
    Letters of other scripts, of which some look like a to z, become "xn--…" (RFC 3492).

    The mapping is that of UTS 46 as far as NFKC and small letters go. Python's "idna" codec does
    less (IDNA 2003: "faß" is "fass" there).
    """
    if authority.isascii() and "%" not in authority:
        return authority
    user, at, host = authority.rpartition("@")
    host, port = _PORT.sub("", host), (_PORT.search(host) or [""])[0]
    small = "".join(map(str.lower, normal_form("NFKC", _IGNORED.sub("", unquote(host)))))
    mapped = normal_form("NFKC", small).replace("\u3002", ".")
    # No browser goes there
    if not mapped or len(mapped) > _LONGEST_HOST or _NO_HOST.search(mapped):
        labels = [quote(host, safe="%[]")]
    else:
        labels = [
            label if label.isascii() else "xn--" + label.encode("punycode").decode()
            for label in mapped.split(".")
        ]
    return quote(user, safe="%:!$&'()*+,;=") + at + ".".join(labels) + port


def host_of(address: str) -> str:
    """Return the host that a link leads to, as a network request names it; of a mailto: link the
    address; empty for a link that stays on the site.

    >>> host_of("https://www.Example.org:80/a"), host_of("mailto:a@example.org"), host_of("#a")
    ('www.example.org', 'a@example.org', '')
    """
    address = written(address)
    if scheme_of(address) == "mailto":
        return unquote(address.partition(":")[2].partition("?")[0])
    found = _WEB.match(address)
    host = _PORT.sub("", found[1].rpartition("@")[2]).lower().rstrip(".") if found else ""
    return _by_numbers(host) or _by_groups(host) or host


_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")


def _by_numbers(host: str) -> str:
    """Return the four numbers of a host that is written as a number in any way that browsers read
    (WHATWG URL, "IPv4 parser"): 127.0.0.1 for "2130706433", "0x7f.1" and "017700000001". Empty for
    a name, and for numbers that are no host.

    >>> _by_numbers("2130706433"), _by_numbers("0x7f.1"), _by_numbers("example.org")
    ('127.0.0.1', '127.0.0.1', '')
    """
    parts = host.split(".")
    if len(parts) > 4 or not all(_NUMBER.fullmatch(part) and len(part) <= 40 for part in parts):
        return ""
    try:
        numbers = [
            int(part[2:] or "0", 16)
            if part.startswith("0x")
            else int(part, 8 if part[0] == "0" else 10)
            for part in parts
        ]
    except ValueError:  # an 8 or 9 where eight figures are all there are
        return ""
    if any(number > 255 for number in numbers[:-1]) or numbers[-1] >= 256 ** (5 - len(numbers)):
        return ""
    whole = numbers[-1] + sum(number << 8 * (3 - at) for at, number in enumerate(numbers[:-1]))
    return ".".join(str(whole >> shift & 255) for shift in (24, 16, 8, 0))


def _by_groups(host: str) -> str:
    """Return an IPv6 address as browsers write it (RFC 5952, but no part of it as IPv4): "[::1]"
    for "[0:0:0:0:0:0:0:1]". Empty for what is none.

    >>> _by_groups("[0:0:0:0:0:0:0:1]"), _by_groups("[::ffff:127.0.0.1]"), _by_groups("example.org")
    ('[::1]', '[::ffff:7f00:1]', '')
    """
    if not (host.startswith("[") and host.endswith("]")):
        return ""
    try:
        address = IPv6Address(host[1:-1])
    except ValueError:
        return ""
    if address.scope_id:  # no browser goes there
        return ""
    low = int(address) & 0xFFFFFFFF
    # written by hand, since Pythons differ in it
    return (
        f"[::ffff:{low >> 16:x}:{low & 0xFFFF:x}]"
        if address.ipv4_mapped
        else f"[{address.compressed}]"
    )


_TRANSLATED = IPv6Address("64:ff9b::")
"""RFC 6052: IPv4 by IPv6, the last four bytes are the address."""


def _within(host: str) -> str:
    """Return the IPv4 address that an IPv6 one stands for, where it does; else the host as it
    is.
    """
    if not host.startswith("["):
        return host
    try:
        address = IPv6Address(host[1:-1])
    except ValueError:
        return host
    if int(address) >> 32 == int(_TRANSLATED) >> 32:
        return str(IPv4Address(int(address) & 0xFFFFFFFF))
    return str(address.ipv4_mapped or host)


# RFC 1122, 1918, 3927, 4193 and 4291: the addresses of a device itself, and of a network at home.
_THIS_DEVICE = re.compile(r"(?:127|0)\.|\[::1?\]")
_OWN_NETWORK = re.compile(
    r"10\.|192\.168\.|172\.(?:1[6-9]|2[0-9]|3[01])\.|169\.254\.|\[f[cd][0-9a-f]{2}:"
    r"|\[fe[89ab][0-9a-f]:"
)
_NUMERIC = re.compile(r"[0-9]+(?:\.[0-9]+){3}|\[.*\]")


def _explained(host: str) -> str:
    """Return what a host that is a number means to a reader, behind a comma; empty for a name."""
    if not _NUMERIC.fullmatch(host):
        return ""
    number = _within(host)
    if _THIS_DEVICE.match(number):
        return ", this device"
    return ", your own network" if _OWN_NETWORK.match(number) else ", a number in place of a name"


def joined(base: str, address: str) -> str:
    """Return the whole address of one that stands in a file. `base` is the address of the file's
    folder; empty where the file belongs to no site, and then https is taken for a host without a
    scheme.

    >>> joined("https://example.org/a/", "b.html"), joined("https://example.org/a/", "/b.html")
    ('https://example.org/a/b.html', 'https://example.org/b.html')
    """
    address = written(address)
    if scheme_of(address):
        return address
    if address.startswith("//"):
        return f"{scheme_of(base) or 'https'}:{address}"
    if address.startswith("/"):
        return (_SITE.match(base) or [""])[0] + address
    return base + address


def shown_host(host: str) -> str:
    """Return a host for readers. A long one loses its beginning, which anybody may choose."""
    return shown_name(host if len(host) <= _SHOWN else "…" + host[-_SHOWN:])


def leads_to(address: str, words: str, known: Iterable[str] = ()) -> str:
    """Return where a link leads, to be shown beside it. Empty where the link's words name just that
    host, or where the host is among the `known` ones. A link that stays on the site says so where
    its words name a host.

    >>> leads_to("https://bad.example/", "example.org")
    'bad.example'
    >>> leads_to("https://example.org/", "example.org")
    ''
    """
    host = host_of(address).removeprefix("www.")
    named = {found[1].lower().removeprefix("www.") for found in _HOST_IN_WORDS.finditer(words)}
    if not host:
        return "this site" if named and scheme_of(address) is None else ""
    if named == {host} or host in known or words.strip().lower() == host.lower():
        return ""
    return shown_host(host) + _explained(host)


def check_link(address: str) -> str:
    """Return the address unchanged where it is allowed as a link. Raises ValueError, which says
    what is.
    """
    return _checked(address, "a link", LINK_SCHEMES)


def check_image_address(address: str) -> str:
    """Return the address unchanged where an image may be loaded from it. Raises ValueError, which
    says what is allowed.
    """
    if scheme_of(address) == "data":
        kind = address.partition(":")[2].partition(",")[0].partition(";")[0].strip().lower()
        if kind not in IMAGE_DATA_TYPES:
            raise ValueError(
                f"image data may be of {', '.join(IMAGE_DATA_TYPES)}, not "
                f"{kind[:_SHOWN] or 'an unnamed type'}"
            )
        return address
    return _checked(address, "an image's address", ("https", "http", "data"))


def _checked(address: str, what: str, schemes: tuple[str, ...]) -> str:
    scheme = scheme_of(address)
    if scheme is not None and scheme not in schemes:
        raise ValueError(
            f"{what} may begin with {', '.join(s + ':' for s in schemes)} or be relative, not "
            f"{scheme[:_SHOWN]}:"
        )
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
