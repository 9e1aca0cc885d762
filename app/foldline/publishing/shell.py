"""The shell around a shelf or a brief: `html/templates/page.html` filled for the place where the
page will stand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote

from foldline.formats import ENDINGS
from foldline.html.head import Head
from foldline.html.policy import checkout_policy
from foldline.html.render import Part, render_page

ICON_DRAWING = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><rect width='16' height='16' "
    "rx='3' fill='#8a1c1c'/>"
    "<path d='M4 6l4 4 4-4' fill='none' stroke='#fff' stroke-width='2'/></svg>"
)
# In the page itself, so that no page asks for /favicon.ico.
ICON = "data:image/svg+xml," + quote(ICON_DRAWING, safe="'/:=")


SHELF_TITLE = "Foldline"
SHELF_DESCRIPTION = (
    "A shelf of news story briefs: what happened, when, who said what, and how we know."
)


@dataclass(frozen=True)
class Place:
    """Where a page stands, told in addresses relative to the top of the site (`to_top` leads
    there).
    """

    to_top: str
    runtime: str
    scripts: str
    interpreter: str
    """The module that starts Python."""
    pyscript: str
    """PyScript's own module."""
    config: str
    """PyScript's configuration, where it is a file that names packages; empty where the interpreter
    brings them.
    """
    styles: tuple[str, ...]
    shelf_page: str
    shelf: str
    page: str
    """The page of the brief that `{slug}` names."""
    brief: str
    """Where that brief itself is."""
    about: str
    """The page about Foldline and the licences of what it is made with, or empty."""
    finished: bool
    """Whether pages hold their brief as finished HTML, and the stylesheets those of the sections.
    """
    without_scripts: str
    advice: str
    policy: str
    """The Content-Security-Policy of its pages."""
    edit: str = ""
    """The page of the editor, where there is one."""
    timeline: str = ""
    """The page of the merged timeline, where there is one."""
    shell: str = ""
    """The script with the texts that a packed file holds, where a page can save itself as one."""
    offline: str = ""
    """The script that keeps the site for offline, where it can be kept."""
    embed: str = ""
    """embed.js, where the site has it."""
    preview: str = ""
    """The script that makes a page follow its file, where `foldline serve` wants that."""
    web_manifest: str = ""
    theme: tuple[str, ...] = ()
    """The colour of an installed site's frame, light and dark."""


CHECKOUT = Place(
    to_top="",
    runtime="runtime/",
    scripts="app/scripts/",
    interpreter="app/scripts/checkout-interpreter.mjs",
    pyscript="runtime/pyscript/core.js",
    config="pyscript.toml",
    styles=("app/styles/tokens.css", "app/styles/brief.css", "app/styles/page.css"),
    shelf_page="index.html",
    shelf="stories/shelf.json",
    page="index.html?brief={slug}",
    brief="stories/{slug}.json",
    about="",
    finished=False,
    without_scripts="this page needs them to open a brief; a published site does not.",
    advice="Run foldline serve once: it puts the runtime where this page looks for it. Then reload.",
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
    told: Mapping[str, object] = MappingProxyType({}),
) -> str:
    """A whole HTML document. `slug` names the brief that `part` is, empty for the shelf; `told` is
    what else the scripts and Python of this page are to know."""
    top = place.to_top
    document = render_page(
        part,
        language=language,
        title=title,
        description=description,
        icon=ICON,
        policy=place.policy,
        head=head,
        styles=[top + address for address in place.styles],
        scripts=top + place.scripts,
        shelf=top + place.shelf_page,
        slug=slug,
        without_scripts=place.without_scripts,
        about=place.about and top + place.about,
        edit=place.edit and top + place.edit,
        web_manifest=place.web_manifest and top + place.web_manifest,
        theme=place.theme,
        endings=",".join(ENDINGS),
        page=told_to_page(place) | told,
    )
    if not place.preview:
        return document
    before, end, after = document.rpartition(
        "</body>"
    )  # not in the template, which browsers have too
    return f'{before}<script src="{top + place.preview}" defer></script>\n{end}{after}'


def told_to_page(place: Place) -> dict:
    """What the scripts and Python of a page are told."""
    top = place.to_top
    return {
        "runtime": top + place.runtime,
        "pyscript": top + place.pyscript,
        "interpreter": top + place.interpreter,
        "config": top + place.config if place.config else {},
        "shelf_page": top + place.shelf_page,
        "shelf": top + place.shelf,
        "page": top + place.page,
        "brief": top + place.brief,
        "finished": place.finished,
        "edit": place.edit and top + place.edit,
        "shell": place.shell and top + place.shell,
        "embed": place.embed and top + place.embed,
        "advice": place.advice,
        "offline": place.offline and top + place.offline,
    }
