"""Collect the texts of the page around a brief, for a packed file that holds them all."""

from foldline.formats import ENDINGS
from foldline.html.packing import Shell
from foldline.html.render import section_styles
from foldline.publishing.about import licences_in
from foldline.publishing.assets import (
    BEFORE_PYTHON,
    BOOT,
    CARRIER,
    PAGE_STYLES,
    READING,
    read_script,
    read_styles,
    short_script,
)
from foldline.publishing.runtime import Runtime
from foldline.publishing.shell import ICON


def site_styles() -> str:
    """Return the one stylesheet of a site's pages."""
    return read_styles(*PAGE_STYLES) + section_styles()


def shell_texts(built: Runtime | None) -> Shell:
    """Return what a packed file has of the page around briefs, with the licences of what `built`
    passes on.
    """
    return Shell(
        styles=site_styles(),
        icon=ICON,
        endings=",".join(ENDINGS),
        licences=licences_in(built) if built else (),
        folds="\n".join(map(short_script, BEFORE_PYTHON)),
        boot="\n".join(map(short_script, (*BOOT, *READING))),
        carrier=read_script(CARRIER),
    )
