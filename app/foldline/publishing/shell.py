"""Make the shell around a shelf or a brief: fill `html/templates/page.html` for the place where the
page will be.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from urllib.parse import quote

from foldline.formats import ENDINGS
from foldline.html.head import Head, with_site_name
from foldline.html.policy import checkout_policy
from foldline.html.render import Part, render_page
from foldline.locales import Words, words_for
from foldline.publishing.assets import (
    CARD,
    CHECK_SCRIPT,
    CHECKOUT_SCRIPT,
    FACES,
    FIRST_FACES,
    GALLERY,
    PAGE_STYLES,
    PASSING,
)
from foldline.publishing.pyscript import PYSCRIPT
from foldline.publishing.reporting import report_address
from foldline.sections import KINDS
from foldline.story.site import SiteLook

ICON_DRAWING = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><rect width='16' height='16' "
    "rx='3' fill='#8a1c1c'/>"
    "<path d='M4 6l4 4 4-4' fill='none' stroke='#fff' stroke-width='2'/></svg>"
)
# In the page itself, so that no page asks for /favicon.ico.
ICON = "data:image/svg+xml," + quote(ICON_DRAWING, safe="'/:=")


@dataclass(frozen=True)
class PythonStart:
    """List the files that pages start Python from, as addresses from the top of the site."""

    runtime: str
    """The folder of the runtime."""
    interpreter: str
    """The module that starts Python."""
    pyscript: str
    """PyScript's own module."""
    config: str = ""
    """PyScript's configuration, a file that names packages; empty where the interpreter brings
    them.
    """
    snapshot: tuple[str, str] | None = None
    """In the checkout, the interpreter and PyScript's module that start from a snapshot, where the
    runtime is there."""


@dataclass(frozen=True)
class Pages:
    """List the pages of a site and the data beside them, as addresses from its top."""

    shelf: str
    shelf_data: str
    brief: str
    """The page of a brief, with `{slug}` in it."""
    brief_data: str
    """The brief itself, with `{slug}` in it."""
    about: str = ""
    """The page about Foldline and the licences of what it is made with, or empty."""
    editor: str = ""
    """The page of the editor, or empty."""


@dataclass(frozen=True)
class Installable:
    """List what browsers need to install a site and keep it for offline use."""

    script: str
    """The address of the script that keeps the site."""
    web_manifest: str
    theme: tuple[str, str]
    """The colour of an installed site's frame, light and dark."""


@dataclass(frozen=True)
class Place:
    """Describe where pages are and what they refer to, as addresses from the top of the site.

    An address is empty where the site does not have that file.
    """

    to_top: str
    """Leads from the page to the top of the site."""
    python: PythonStart
    pages: Pages
    scripts: str
    """The folder of the scripts."""
    styles: tuple[str, ...]
    finished: bool
    """Whether pages hold their brief as finished HTML, and the styles those of the sections."""
    without_scripts: str
    """The key below `page.scripts_off` of what still works without scripts."""
    advice: str
    """The key below `page.advice` of what a reader can do where Python fails."""
    policy: str
    """The Content-Security-Policy of the pages."""
    shell: str = ""
    """The script with the texts of a packed file, for pages that can save themselves as one."""
    embed: str = ""
    """embed.js."""
    preview: str = ""
    """The script that makes a page follow its file."""
    look: SiteLook = SiteLook()
    logo: str = ""
    """The site's own picture beside its name."""
    python_setting: str = ""
    """When Python starts: "eager", "needed", or empty."""
    installable: Installable | None = None
    device: bool = True
    """Whether pages remember on the reader's device what was read and saved."""


BUILT = "runtime/built/"
"""Where the checkout has its snapshot."""

CHECKOUT = Place(
    to_top="",
    python=PythonStart(
        runtime="runtime/",
        interpreter=f"app/scripts/{CHECKOUT_SCRIPT}",
        pyscript="runtime/pyscript/core.js",
        config="pyscript.toml",
        snapshot=(f"{BUILT}interpreter.mjs", BUILT + PYSCRIPT),
    ),
    pages=Pages(
        shelf="index.html",
        shelf_data="stories/shelf.json",
        brief="index.html?brief={slug}",
        brief_data="stories/{slug}.json",
    ),
    scripts="app/scripts/",
    styles=(
        *(f"app/styles/{name}" for name in PAGE_STYLES),
        *(f"app/foldline/sections/{kind}/style.css" for kind in KINDS),
    ),
    finished=False,
    without_scripts="checkout",
    advice="checkout",
    policy=checkout_policy(),
)


def page_document(
    place: Place,
    part: Part,
    head: Head,
    *,
    title: str,
    description: str,
    language: str = "en",
    slug: str = "",
    digest: str = "",
    extra: Mapping[str, object] = MappingProxyType({}),
    scripts_with_words: Sequence[str] = (),
    pictures: bool = False,
) -> str:
    """Return a whole HTML document.

    `slug` names the brief that `part` is, empty for other pages; `digest` is that of its words
    (`revisions.digest_of`), for scripts/visits.js. `extra` is added to the settings
    that the scripts and Python of the page read. `scripts_with_words` are the tables of words of
    the scripts that `part` brings along, and `pictures` whether it has any.
    """
    top, pages, installable = place.to_top, place.pages, place.installable
    words = words_for(language)
    tables = ["boot", "folds", "contents", "gallery", "menu", "keys", "passing", "card"]
    tables += scripts_with_words
    later = [f"{top}{place.scripts}front.js"] if place.device else []
    if later:
        tables.append("front")
    if installable:
        tables.append("offline")
    if place.preview:
        tables.append("preview")
    if installable:
        later.append(top + installable.script)
    if pictures:
        later.append(top + place.scripts + GALLERY)
    snapshot: dict[str, object] = {}
    if place.python.snapshot:  # the checkout
        later.append(place.scripts + CHECK_SCRIPT)
        interpreter, pyscript = place.python.snapshot
        snapshot = {"snapshot": {"interpreter": interpreter, "pyscript": pyscript}}
    visits: dict[str, object] = {}
    if digest:
        tables.append("visits")
        later.append(f"{top}{place.scripts}visits.js")
        visits = {"digest": digest, "data": top + pages.brief_data.replace("{slug}", slug)}
    document = render_page(
        part,
        language=language,
        title=title,
        description=description,
        icon=ICON,
        policy=place.policy,
        head=with_site_name(head, place.look.name),
        styles=[top + address for address in place.styles],
        faces=[top + address for address in _surely_needed(place, title)],
        scripts=top + place.scripts,
        shelf=top + pages.shelf,
        topics_at=top + pages.shelf if slug else "",
        name=place.look.name,
        own_name=place.look.own,
        logo=place.logo and top + place.logo,
        slug=slug,
        without_scripts=words(f"page.scripts_off.{place.without_scripts}"),
        about=pages.about and top + pages.about,
        edit=pages.editor and top + pages.editor,
        report=report_address(place.look.report, title, head.address, slug, words),
        web_manifest=top + installable.web_manifest if installable else "",
        theme=installable.theme if installable else (),
        endings=",".join(ENDINGS),
        page=page_settings(place, words) | {"later": later} | snapshot | visits | dict(extra),
        script_words=_script_words(words, *tables),
    )
    if not place.preview:
        return document
    before, end, after = document.rpartition(
        "</body>"
    )  # not in the template, which browsers have too
    return f'{before}<script src="{top + place.preview}" defer></script>\n{end}{after}'


def _surely_needed(place: Place, title: str) -> list[str]:
    """Return the addresses of the faces that a page loads before its text is painted; the others
    are found in the stylesheet, where they are used."""
    latin = re.search("[A-Za-z]", title)
    return (
        [place.scripts + FACES + name for name in FIRST_FACES] if latin and place.finished else []
    )


@cache
def _script_words(words: Words, *tables: str) -> Mapping[str, object]:
    """Return the words of scripts, which are the same for all pages of a language."""
    return words.for_scripts(*tables)


def page_settings(place: Place, words: Words) -> dict[str, object]:
    """Return what the scripts and Python of a page read about the site, by the names they use."""
    top, python, pages = place.to_top, place.python, place.pages
    publisher = place.look.publisher or (place.look.name if place.look.own else "")
    return {
        "runtime": top + python.runtime,
        "pyscript": top + python.pyscript,
        "interpreter": top + python.interpreter,
        "config": top + python.config if python.config else {},
        "shelf_page": top + pages.shelf,
        "shelf": top + pages.shelf_data,
        "page": top + pages.brief,
        "brief": top + pages.brief_data,
        "finished": place.finished,
        "edit": pages.editor and top + pages.editor,
        "shell": place.shell and top + place.shell,
        "embed": place.embed and top + place.embed,
        "gallery": top + place.scripts + GALLERY,
        "passing": top + place.scripts + PASSING,
        "card": top + place.scripts + CARD,
        "advice": words(f"page.advice.{place.advice}"),
        "python": place.python_setting,
    } | ({"publisher": publisher} if publisher else {})
