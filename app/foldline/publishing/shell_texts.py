"""Collect the texts of the page around a brief, for a packed file that holds them all."""

import base64

from foldline.formats import ENDINGS
from foldline.html.packing import Shell
from foldline.html.render import section_styles
from foldline.publishing.about import licences_in
from foldline.publishing.accent import accent_styles
from foldline.publishing.assets import (
    BEFORE_PYTHON,
    BOOT,
    CARD,
    CARRIER,
    FACES,
    GALLERY,
    PAGE_STYLES,
    PASSING,
    READING,
    faces,
    read_script,
    read_styles,
    short_script,
    short_styles,
)
from foldline.publishing.runtime import Runtime
from foldline.publishing.shell import ICON
from foldline.story.site import SiteLook


def site_styles(accent: str = "") -> str:
    """Return the one stylesheet of a site's pages, without comments, with a colour that the
    publisher names.
    """
    styles = short_styles(read_styles(*PAGE_STYLES) + section_styles())
    return _beside_faces(styles + accent_styles(accent))


def _beside_faces(styles: str) -> str:
    """Return a stylesheet that finds the faces in a folder beside it."""
    return styles.replace(f'url("../{FACES}', f'url("{FACES}')


_USUAL_LOOK = SiteLook()

SLIM_STYLES = ("tokens.css", "faces.css", "brief.css", "page.css", "pictures.css")
"""The look of a slim file, which has no menu and no choice of an appearance."""


def slim_styles(several: bool, look: SiteLook = _USUAL_LOOK) -> str:
    """Return the stylesheet of a slim file with the faces in it, without comments. `several` says
    whether it has a front page: more than one brief.
    """
    names = (*SLIM_STYLES, "front.css") if several or look.own else SLIM_STYLES
    styles = read_styles(*names) + section_styles() + accent_styles(look.accent)
    return _with_faces(_beside_faces(short_styles(styles)))


def styles_with_faces(accent: str = "") -> str:
    """Return the stylesheet of a site with the faces in it, of which a packed file keeps some."""
    return _with_faces(site_styles(accent))


def _with_faces(styles: str) -> str:
    for name, data in faces().items():
        address = f"data:font/woff2;base64,{base64.b64encode(data).decode()}"
        styles = styles.replace(f'url("{FACES}{name}")', f'url("{address}")')
    return styles


def shell_texts(built: Runtime | None, look: SiteLook = _USUAL_LOOK, logo: str = "") -> Shell:
    """Return what a packed file has of the page around briefs, with the licences of what `built`
    passes on. `logo` is the site's, as a `data:` address.
    """
    return Shell(
        name=look.name,
        logo=logo,
        styles=styles_with_faces(look.accent),
        icon=ICON,
        endings=",".join(ENDINGS),
        licences=licences_in(built) if built else (),
        folds="\n".join(map(short_script, BEFORE_PYTHON)),
        boot="\n".join(map(short_script, (*BOOT, *READING, GALLERY, PASSING, CARD))),
        carrier=read_script(CARRIER),
    )
