"""Return the Content-Security-Policy of each page that Foldline writes: text in, text out.
docs/decisions/0010-content-security-policy.md gives the reason for each part, and for what is left
out.

A page's text is finished and escaped before a browser reads it; the policy protects the reader
where escaping fails.
"""

import base64
import hashlib
from collections.abc import Iterable

PAGE_TYPES = "foldline-page"
"""The Trusted Types policy of boot.js."""

EMBED_TYPES = "foldline"
"""That of embed.js."""

_PYTHON = "'wasm-unsafe-eval' blob:"
"""What Python needs of script-src: WebAssembly, and a module that is unpacked in the page
(pyodide.asm.mjs).
"""

_OWN = "'self' file:"
"""The page's own site, also as a folder on a disk: there Firefox takes 'self' for nothing. From a
server, no page reaches a file.
"""

_PICTURES = f"{_OWN} data: blob: https: http:"


def _policy(types: str = "", **allowed: str) -> str:
    """Return a policy of nothing but what is allowed; `types` are the Trusted Types policies that
    may be made."""
    parts = (
        {"default-src": "'none'"}
        | {name.replace("_", "-"): value for name, value in allowed.items()}
        | dict.fromkeys(("object-src", "base-uri", "form-action"), "'none'")
    )
    if types:
        parts |= {"require-trusted-types-for": "'script'", "trusted-types": types}
    return "; ".join(f"{name} {value}".rstrip() for name, value in parts.items())


def page_policy() -> str:
    """Return the policy of a site's own page, with Python in it: the shelf, a brief, the page
    about Foldline."""
    return _site(f"{_OWN} {_PYTHON}", f"{PAGE_TYPES} {EMBED_TYPES}")


def checkout_policy() -> str:
    """Return the policy of the checkout's page, which has PyScript as it is published: that one
    evaluates text."""
    return _site(f"'self' 'unsafe-eval' {_PYTHON}")


def header_policy() -> str:
    """Return what a host sends with every file of a site. Without Trusted Types, since a service
    worker has them too."""
    return _site(f"'self' {_PYTHON}")


def picture_policy() -> str:
    """Return what a host sends with a picture: a drawing (SVG) that a browser opens by itself is a
    page, and runs nothing.
    """
    return _policy(style_src="'unsafe-inline'", img_src="data:", font_src="data:", sandbox="")


def _site(scripts: str, types: str = "") -> str:
    return _policy(
        types,
        script_src=scripts,
        style_src=_OWN,
        img_src=_PICTURES,
        font_src=_OWN,
        connect_src="'self' https: http:",
        worker_src="'self' blob:",
        frame_src=_OWN,
        manifest_src="'self'",
    )


def frame_policy() -> str:
    """Return the policy of a brief in a frame of another page, without Python."""
    return _policy("'none'", script_src=_OWN, style_src=_OWN, img_src=_PICTURES, font_src=_OWN)


def live_policy() -> str:
    """Return the policy of the hidden page that renders briefs for other pages."""
    return _policy(
        PAGE_TYPES,
        script_src=f"'self' {_PYTHON}",
        img_src="data:",
        connect_src="'self'",
        worker_src="'self' blob:",
    )


def embed_page_policy() -> str:
    """Return the policy of the page that shows every way to embed."""
    return _policy(
        EMBED_TYPES,
        script_src=_OWN,
        style_src=_OWN,
        img_src=_PICTURES,
        font_src=_OWN,
        connect_src="'self'",
        frame_src=_OWN,
    )


def packed_policy(styles: str, scripts: Iterable[str]) -> str:
    """Return the policy of a packed file: the texts of its <style> and of each of its scripts,
    to the letter, and no request to anybody. Without scripts, that of a slim file."""
    hashes = " ".join(map(_hash, scripts))
    if not hashes:
        return _policy(style_src=_hash(styles), img_src="data:", font_src="data:")
    return _policy(
        PAGE_TYPES,
        script_src=f"{hashes} {_PYTHON}",
        style_src=_hash(styles),
        img_src="data: blob:",
        font_src="data:",
        worker_src="blob:",
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
