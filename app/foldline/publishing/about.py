"""Make the page about Foldline, with the licences of all that is passed on with it."""

from foldline.html.render import Part
from foldline.publishing.runtime import Runtime
from foldline.publishing.runtime.components import SBOM


def licences_in(built: Runtime) -> list[tuple[str, str]]:
    """Return (name with version, text) of each licence in a runtime, sorted by name."""
    found = sorted((built.folder / "licences").glob("*.txt"))
    return [(file.stem, file.read_text("utf-8", "replace").strip()) for file in found]


def about_part(built: Runtime) -> Part:
    """Return the content of that page of a site."""
    return Part(
        "html/templates/about.html",
        {"licences": licences_in(built), "embedded": False, "components": SBOM},
    )
