"""What the open pages of `foldline serve` ask for: which version of themselves there is, and what
is wrong with their files.
"""

from typing import Any
from urllib.parse import unquote

from foldline.publishing.site import Published
from foldline.publishing.writing import digest_of

STATE = "preview.json"
"""Where pages ask for it, from the top of the site; no file of that name is written."""


class Preview:
    """Answers open pages from what was published last.

    `published` is replaced as a whole when a site has been published again, while many threads read
    it.
    """

    def __init__(self, published: Published):
        self.published = published

    def of(self, address: str) -> dict[str, Any]:
        """Return the state of the page at an address, as its browser has it.

        That is its `version` (empty where there is no such page any more), the `problems` of its
        file (on the shelf, those of all), and whether it is `held` at its last good version.
        """
        now, name = self.published, unquote(address).lstrip("/")
        if not name or name.endswith("/"):
            name += "index.html"
        slug = name.partition("/")[0] if "/" in name else ""
        return {
            "version": _version(name, now),
            "problems": now.problems_by_slug.get(slug, ()) if slug else now.problems,
            "held": slug in now.held,
        }


def _version(page: str, now: Published) -> str:
    """Return a digest of a page and the pictures beside it."""
    if page not in now.weights:
        return ""
    folder = page.rpartition("/")[0] + "/"
    pictures = [
        name
        for name in now.weights
        if name.startswith(folder) and not name.endswith((".html", ".js", ".json"))
    ]
    return digest_of(*(now.weights[name][0].encode() for name in (page, *sorted(pictures))))
