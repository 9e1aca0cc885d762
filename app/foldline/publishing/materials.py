"""What a site is made of beside its briefs: the runtime, and Foldline's own scripts and styles."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from foldline.errors import PublishError
from foldline.publishing import embedding
from foldline.publishing.assets import (
    EDITOR_STYLES,
    FACES,
    PREVIEW_SCRIPT,
    PREVIEW_STYLES,
    SITE_SCRIPTS,
    faces,
    shell_folder,
    short_script,
)
from foldline.publishing.offline import icons, paper
from foldline.publishing.pictures import Picture, data_address, read_picture
from foldline.publishing.plan import SiteOptions, logo_name
from foldline.publishing.runtime import Runtime
from foldline.publishing.shell_texts import shell_texts, site_styles
from foldline.publishing.writing import digest_of

_MADE_BY = (
    "embedding.py",
    "fitting.py",
    "pages.py",
    "pictures.py",
    "plan.py",
    "reporting.py",
    "shell.py",
    "svg.py",
    "svg_names.py",
    "svg_styles.py",
    "write.py",
)
"""Modules of this folder by which a brief's files are made. After a change in one, no brief counts
as unchanged. The modules that run in browsers too are in the built runtime, whose id changes.
"""


@dataclass(frozen=True)
class Materials:
    """What a site is made of beside its briefs."""

    built: Runtime
    assets: Mapping[str, bytes]
    """The files of the assets folder, by name."""
    embed_scripts: Mapping[str, str]
    """The scripts for host pages by their names in the site, each before those that it loads."""
    embed_styles: str
    """The stylesheet of a brief in a host page."""
    theme: tuple[str, str]
    """The page's colour, light and dark."""
    modules: tuple[bytes, ...]
    """The sources of `_MADE_BY`."""

    @property
    def assets_folder(self) -> str:
        """The folder of the assets, named by their content."""
        return f"assets/{digest_of(*self.assets.values())}/"

    def program(self, *settings: object) -> str:
        """Return a digest of all that a brief's page is made from but the brief, with these
        settings.
        """
        return digest_of(repr((settings, self.embed_styles)).encode(), *self.modules)


def read_materials(
    built: Runtime, runtime: Runtime, options: SiteOptions, folder: Path
) -> Materials:
    """Read what a site is made of from the built runtime, the fetched one, Foldline's files, and
    the publisher's `folder`, in which the logo is. Raises PublishError where that can't be
    published.
    """
    return Materials(
        built,
        _assets(built, folder, options) | _logo(folder, options),
        embedding.embed_files(runtime, options.look.accent),
        embedding.embed_styles(options.look.accent),
        paper(),
        tuple(Path(__file__).with_name(name).read_bytes() for name in _MADE_BY),
    )


def _logo(folder: Path, options: SiteOptions) -> dict[str, bytes]:
    path = options.look.logo
    if not path:
        return {}
    return {logo_name(path): _logo_picture(folder, options).data}


def _logo_picture(folder: Path, options: SiteOptions) -> Picture:
    """Return the logo. Raises PublishError where it can't be published."""
    picture = read_picture(folder, options.look.logo, options.limits)
    if not isinstance(picture, Picture):
        raise PublishError(f"{folder / options.look.logo} can't be published as the logo")
    return picture


def _logo_address(folder: Path, options: SiteOptions) -> str:
    """Return the logo as a `data:` address, for the files that a page saves; empty without one."""
    if not options.look.logo:
        return ""
    picture = _logo_picture(folder, options)
    return data_address(picture.kind, picture.data)


def _assets(built: Runtime, folder: Path, options: SiteOptions) -> dict[str, bytes]:
    scripts, styles = shell_folder() / "scripts", shell_folder() / "styles"
    files = {
        "foldline.css": site_styles(options.look.accent).encode(),
        EDITOR_STYLES: (styles / EDITOR_STYLES).read_bytes(),
        "shell.js": setting_script(
            "foldlineShell",
            shell_texts(built, options.look, _logo_address(folder, options)).as_json(),
        ),
    }
    files |= {name: short_script(name).encode() for name in SITE_SCRIPTS}
    files |= icons()
    files |= {FACES + name: data for name, data in faces().items()}
    if options.preview:
        files[PREVIEW_SCRIPT] = (scripts / PREVIEW_SCRIPT).read_bytes()
        files[PREVIEW_STYLES] = (styles / PREVIEW_STYLES).read_bytes()
    return files


def setting_script(name: str, text: str) -> bytes:
    """Return a classic script that sets a global name to a text: what a page from a disk can load,
    unlike the text itself.
    """
    return f"globalThis.{name} = {json.dumps(text)};\n".encode()
