"""Make the page about Foldline, with the licences of all that is passed on with it."""

from foldline.html.render import Part
from foldline.publishing.assets import shell_folder
from foldline.publishing.runtime import Runtime
from foldline.publishing.runtime.components import SBOM


def licences_in(built: Runtime) -> list[tuple[str, str]]:
    """Return (name with version, text) of each licence: of what is in a runtime and of the faces,
    sorted by name."""
    folders = (built.folder / "licences", shell_folder() / "fonts")
    found = sorted(
        (path for each in folders for path in each.glob("*.txt")), key=lambda path: path.name
    )
    return [(file.stem, file.read_text("utf-8", "replace").strip()) for file in found]


def about_part(built: Runtime) -> Part:
    """Return the content of that page of a site."""
    return Part(
        "html/templates/about.html",
        {"licences": licences_in(built), "embedded": False, "components": SBOM},
    )
