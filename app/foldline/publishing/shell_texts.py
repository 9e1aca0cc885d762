"""The texts of the page around a brief that a packed file holds in itself."""

from foldline.formats import ENDINGS
from foldline.html.packing import Shell
from foldline.html.render import section_styles
from foldline.publishing.about import licences_in
from foldline.publishing.building import shell_folder
from foldline.publishing.runtime import Runtime
from foldline.publishing.shell import ICON


def site_styles() -> str:
    """The one stylesheet of a site's pages."""
    home = shell_folder() / "styles"
    return (
        "".join(
            (home / name).read_text("utf-8") for name in ("tokens.css", "brief.css", "page.css")
        )
        + section_styles()
    )


def shell_texts(built: Runtime | None) -> Shell:
    """What a packed file has of the page around briefs; the licences of what `built` passes on."""

    def script(name: str) -> str:
        return (shell_folder() / "scripts" / f"{name}.js").read_text("utf-8")

    return Shell(
        styles=site_styles(),
        icon=ICON,
        endings=",".join(ENDINGS),
        licences=licences_in(built) if built else (),
        folds=script("folds") + script("timeline"),
        boot=script("boot"),
        carrier=script("carrier"),
    )
