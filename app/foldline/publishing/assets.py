"""Foldline's own scripts, styles and icons, and which of them a site, a packed file and the runtime
have. Other modules take the names from here.
"""

import re
from pathlib import Path

import rjsmin

from foldline.publishing.package import package_root

BEFORE_PYTHON = ("appearance.js", "folds.js", "timeline.js")
"""Work in every page before Python answers."""

BOOT = ("boot.js", "needs.js")
"""Start Python in a page that has what it starts from."""

READING = ("contents.js", "proof.js", "margin.js", "menu.js", "keys.js")
"""Work in every page without Python, once it is parsed and boot.js has made the words."""

GALLERY = "gallery.js"
"""Shows pictures large: is added to a page that has some, once that has nothing else to do."""

PASSING, CARD = "passing.js", "card.js"
"""Pass on words: added to a page when words of a brief are selected in it, and when a picture of
them is asked for.
"""

LATER = ("visits.js", "front.js", "offline.js", GALLERY)
"""Are added to a page that has nothing else to do: to that of a brief, to any of a site, to one of
a site that can be kept, and to one with pictures.
"""

CARRIER = "carrier.js"
"""Starts Python in a page that was opened from a disk."""

SITE_SCRIPTS = (
    *BEFORE_PYTHON,
    *BOOT,
    *READING,
    *LATER,
    PASSING,
    CARD,
    "edit.js",
    "frame.js",
    "live.js",
    "embed-page.js",
)
"""Lie in the assets folder of a site."""

PREVIEW_SCRIPT = "preview.js"
"""Lies there too where `foldline serve` published the site."""

RUNTIME_SCRIPTS = ("interpreter.mjs", "decoder.mjs", "after-start.mjs", "worker.mjs")
"""Are part of the built runtime."""

EMBED_SCRIPT = "embed.js"
"""Lies at the top of a site, by a name that stays, since other pages refer to it."""

CLEANER_SOURCE, PROOF_SCRIPT = "embed-cleaner.js", "proof.js"
"""Becomes `embed/cleaner.js`, with the second in it, which opens the proof of a claim and is in
every page too."""

WORKER_SOURCE, NO_WORKER_SOURCE = "service-worker.js", "no-service-worker.js"
"""Become `sw.js`: of a site that can be kept for offline, and of one that can't."""

CHECKOUT_SCRIPT = "checkout-interpreter.mjs"
"""Starts Python in the checkout only, where no snapshot is there."""

CHECK_SCRIPT = "checkout.js"
"""Compares the checkout's code with what its snapshot was made from."""

PAGE_STYLES = (
    "tokens.css",
    "faces.css",
    "brief.css",
    "proofs.css",
    "page.css",
    "menu.css",
    "appearance.css",
    "pictures.css",
    "front.css",
)
"""The look of pages."""

EMBED_STYLES = ("tokens.css", "embed.css", "brief.css", "proofs.css")
"""The look of a brief in a host page."""

EDITOR_STYLES = "edit.css"
PREVIEW_STYLES = "preview.css"

FACES = "fonts/"
"""The folder of the faces in the assets of a site, beside the stylesheet that names them."""

FIRST_FACES = ("serif-latin.woff2", "sans-latin.woff2")
"""Those of every page with Latin letters."""

PNG_ICONS = ("icon-192.png", "icon-512.png", "icon-maskable-512.png")


def shell_folder() -> Path:
    """Return the folder of `scripts/`, `styles/`, `fonts/` and `icons/`: beside the
    package in a checkout, inside it when installed.
    """
    beside = package_root().parent
    return beside if (beside / "scripts").is_dir() else package_root() / "shell"


def read_script(name: str) -> str:
    """Return the text of a script."""
    return (shell_folder() / "scripts" / name).read_text("utf-8")


def short_script(name: str) -> str:
    """Return the text of a script without its comments and spaces, as readers load it."""
    return str(rjsmin.jsmin(read_script(name)))


def short_styles(text: str) -> str:
    """Return the text of stylesheets without comments, indents and empty lines."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return re.sub(r"\s*\n\s*", "\n", text)


def read_styles(*names: str) -> str:
    """Return the text of stylesheets, one after the other."""
    return "".join((shell_folder() / "styles" / name).read_text("utf-8") for name in names)


def faces() -> dict[str, bytes]:
    """Return the files of the faces by their names."""
    found = sorted((shell_folder() / "fonts").glob("*.woff2"))
    return {path.name: path.read_bytes() for path in found}
