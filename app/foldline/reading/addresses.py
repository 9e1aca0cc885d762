"""Find which page of this site an address means. Pure: text in, text out."""

from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urljoin, urlsplit

from foldline.text.addresses import SLUG, host_of


@dataclass(frozen=True)
class Site:
    """List the addresses of a site, all absolute. `page` and `brief` have `{slug}` in them.
    `finished` is whether pages hold their brief as finished HTML.
    """

    shelf_page: str
    shelf: str
    page: str
    brief: str
    finished: bool = False
    edit: str = ""
    """The editor's page, which is always loaded; empty where there is none."""


@dataclass(frozen=True)
class Target:
    """Name what to show: the shelf (both fields empty), a brief of this site (`slug`), or a brief
    from any address (`address`).
    """

    slug: str = ""
    address: str = ""

    @property
    def name(self) -> str:
        """Return the name under which folding is remembered."""
        return self.slug or self.address


def target_of(url: str, site: Site) -> Target | None:
    """Return what an absolute address means on this site; None where it is no page of it."""
    bare = url.partition("#")[0]
    wanted = parse_qs(urlsplit(bare).query).get("brief", [""])[0]
    bare = bare.partition("?")[0]
    if site.edit and bare in (site.edit, site.edit.removesuffix("index.html")):
        return None
    shelf = site.shelf_page
    if bare in (shelf, shelf.removesuffix("index.html")):
        return named_target(wanted, url)
    before, _, after = site.page.partition("{slug}")
    for end in (after, after.removesuffix("index.html")):
        if (
            bare.startswith(before)
            and bare.endswith(end)
            and SLUG.fullmatch(slug := bare[len(before) : len(bare) - len(end)])
        ):
            return Target(slug=slug)
    return None


def named_target(name: str, base: str) -> Target:
    """Return what `?brief=` means: a brief of the site by its slug, or one by its address, which
    may be relative to `base`. An empty name means the shelf."""
    if not name or SLUG.fullmatch(name):
        return Target(slug=name)
    return Target(address=urljoin(base, name))


def address_of_brief(target: Target, site: Site) -> str:
    """Return the address of the JSON of a target's brief."""
    return site.brief.replace("{slug}", quote(target.slug)) if target.slug else target.address


def folder_of(address: str) -> str:
    """Return an address up to the last slash of its path."""
    bare = address.partition("?")[0].partition("#")[0]
    return bare[: bare.rfind("/") + 1]


def picture_hosts(origin: str, site: Site) -> set[str] | None:
    """Return the hosts that a brief may ask for pictures before the reader has allowed any.
    `origin` is the address it came from. One of this site's own origin may ask any (None), another
    only the host that it came from."""
    here, there = urlsplit(site.shelf), urlsplit(origin)
    return None if here[:2] == there[:2] else {host_of(origin)}
