"""Read what a page says about itself and its site, as `publish` wrote it. Pure: no browser."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from foldline.html.pictures import Fits, fits_from_json
from foldline.reading.addresses import Site


@dataclass(frozen=True)
class PageSettings:
    """Hold the settings of one page. Its addresses are absolute, since relative ones would change
    their meaning when the reader moves from brief to brief.
    """

    site: Site
    packed: bool = False
    """Whether this is a packed file, which holds its briefs and leads to no other page."""
    on_disk: bool = False
    """Whether no script can read another file, not even of the same site."""
    embed_script: str = ""
    """The address of embed.js; empty where the site has none."""
    editor: bool = False
    """Whether this is the editor (reading/editor/)."""
    live: bool = False
    """Whether this is the unseen page that renders briefs for pages that embed them
    (reading/embeds/live.py)."""
    styles: str = ""
    """The stylesheet that goes with each of those briefs."""
    shell_script: str = ""
    """The address of the texts that a packed file holds around its briefs; empty where there are
    none."""
    gallery_script: str = ""
    """The address of the script that shows pictures large; empty where the page holds it."""
    fits: Mapping[str, Fits] = field(default_factory=dict)
    """What is known of the pictures of this page's briefs, by their slugs."""


def read_settings(text: str, folder: str, *, on_disk: bool) -> PageSettings:
    """Return the settings in the JSON of a page (written by publishing/shell.py, or in the
    checkout's index.html). `folder` is the page's own, absolute and with its slash."""
    found = json.loads(text)

    def address(name: str) -> str:
        return absolute_address(found[name], folder) if found.get(name) else ""

    site = Site(
        shelf_page=absolute_address(found["shelf_page"], folder),
        shelf=absolute_address(found["shelf"], folder),
        page=absolute_address(found["page"], folder),
        brief=absolute_address(found["brief"], folder),
        finished=found["finished"],
        edit=address("edit"),
    )
    return PageSettings(
        site,
        packed=found.get("packed", False),
        on_disk=on_disk,
        embed_script=address("embed"),
        editor=found.get("editor", False),
        live=found.get("live", False),
        styles=found.get("styles", ""),
        shell_script=address("shell"),
        gallery_script=address("gallery"),
        fits=fits_from_json(found),
    )


def absolute_address(relative: str, folder: str) -> str:
    """Return a relative address below a folder. It is joined as text: a browser's URL would
    percent-encode the braces of {slug}.

    >>> absolute_address("../{slug}/index.html", "https://news.example/briefs/rain/")
    'https://news.example/briefs/{slug}/index.html'
    """
    while relative.startswith("../"):
        relative, folder = relative[3:], folder.rstrip("/").rpartition("/")[0] + "/"
    return folder + relative
