"""Which page of this site an address means. Pure: text in, text out."""

from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urljoin, urlsplit

from foldline.text.addresses import SLUG


@dataclass(frozen=True)
class Site:
    """The addresses of a site, all absolute. `page` and `brief` have `{slug}` in them; `finished`
    tells whether pages hold their brief as finished HTML."""

    shelf_page: str
    shelf: str
    page: str
    brief: str
    finished: bool = False
    edit: str = ""
    """The editor's page, which is loaded and not moved to; empty where there is none."""


@dataclass(frozen=True)
class Target:
    """The shelf (both empty), a brief of this site (`slug`), or a brief from any address
    (`address`).
    """

    slug: str = ""
    address: str = ""

    @property
    def name(self) -> str:
        """What folding is remembered under."""
        return self.slug or self.address


def target_of(url: str, site: Site) -> Target | None:
    """What an absolute address means on this site; None where it is no page of it."""
    bare = url.partition("#")[0]
    asked = parse_qs(urlsplit(bare).query).get("brief", [""])[0]
    bare = bare.partition("?")[0]
    if site.edit and bare in (site.edit, site.edit.removesuffix("index.html")):
        return None
    shelf = site.shelf_page
    if bare in (shelf, shelf.removesuffix("index.html")):
        if not asked:
            return Target()
        return Target(slug=asked) if SLUG.fullmatch(asked) else Target(address=urljoin(url, asked))
    before, _, after = site.page.partition("{slug}")
    for end in (after, after.removesuffix("index.html")):
        if (
            bare.startswith(before)
            and bare.endswith(end)
            and SLUG.fullmatch(slug := bare[len(before) : len(bare) - len(end)])
        ):
            return Target(slug=slug)
    return None


def address_of_brief(target: Target, site: Site) -> str:
    """Where the JSON of a target's brief is."""
    return site.brief.replace("{slug}", quote(target.slug)) if target.slug else target.address


def folder_of(address: str) -> str:
    """The address up to its last slash."""
    bare = address.partition("?")[0].partition("#")[0]
    return bare[: bare.rfind("/") + 1]
