"""The checkout as a reader: what `index.html`, `pyscript.toml` and `stories/` hold so that any
static file server serves a working reader from it.

These files are made, and kept in the repository. `python -m foldline.publishing.checkout` makes
them anew; a test fails while they are stale.
"""

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

from foldline.html.head import head_of_shelf
from foldline.html.render import front_page, lead_drawing, shelf_part
from foldline.locales import ENGLISH
from foldline.publishing.assets import CHECKOUT_SCRIPT
from foldline.publishing.building import built_runtime
from foldline.publishing.package import browser_files, package_root
from foldline.publishing.pages import shown_look, site_words
from foldline.publishing.reference import format_reference
from foldline.publishing.runtime import Runtime, lay_into
from foldline.publishing.shelf import in_shelf_order, shelf_entry, shelf_json
from foldline.publishing.shell import BUILT, CHECKOUT, page_document
from foldline.publishing.stories import read_story, story_files
from foldline.publishing.writing import write_whole
from foldline.story.schema import schema_text
from foldline.story.site import SiteLook

SHIPPED = "shipped"
"""The folder of a wheel's package that has the stories of the checkout: see pyproject.toml."""

DIGESTS = "checkout.json"
"""The digests of the code that the snapshot was made from, beside it."""

MAKE = "python -m foldline.publishing.checkout"


def checkout_root() -> Path | None:
    """The checkout this package runs from, or None where it was installed without one."""
    root = package_root().parent.parent
    return (
        root
        if (root / "pyscript.toml").is_file()
        and (root / "app" / "foldline").samefile(package_root())
        else None
    )


def stories_or_shipped(stories: Path | None) -> Path:
    """Return the folder that was named; else ./stories; else the briefs that ship with Foldline."""
    if stories:
        return stories
    if Path("stories").is_dir():
        return Path("stories")
    root = checkout_root()
    return root / "stories" if root else package_root() / SHIPPED


def made_files(root: Path) -> dict[str, str]:
    """Every made file of the checkout: its path from the root, and what it has to hold."""
    stories = [read_story(path) for path in story_files(root / "stories")]
    entries = in_shelf_order(
        shelf_entry(
            story.slug,
            story.loaded.brief,
            CHECKOUT.pages.brief,
            {src: f"stories/{path}" for src, path in story.picture_paths().items()},
        )
        for story in stories
        if story.loaded.brief
    )
    front = front_page(entries)
    briefs = {story.slug: story.loaded.brief for story in stories}
    lead = briefs[front.top[0].slug] if front.top and not front.top[0].picture else None
    title, description = site_words(SiteLook(), ENGLISH)
    return {
        "index.html": page_document(
            CHECKOUT,
            shelf_part(
                front,
                look=shown_look(SiteLook(), ENGLISH),
                drawing=lead_drawing(lead) if lead else None,
            ),
            head_of_shelf(title, description, ""),
            title=title,
            description=description,
        ),
        "pyscript.toml": _pyscript_toml(),
        "stories/shelf.json": shelf_json(entries),
        "stories/brief.schema.json": schema_text(),
        "docs/reference/format.md": format_reference(),
    }


def _pyscript_toml() -> str:
    lines = [
        f"# The one PyScript configuration. The list of files is made by: {MAKE}",
        f'interpreter = "./app/scripts/{CHECKOUT_SCRIPT}"',
        'packages = ["pydantic", "markdown", "justhtml", "jinja2"]',
        "# Pyodide itself reads the packages from the runtime's own pyodide-lock.json: no "
        "micropip, no index.",
        'packages_cache = "passthrough"',
        'plugins = ["!error"]  # errors are shown by the page, as one sentence',
        "",
        "[files]",
        *(f'"./app/foldline/{name}" = "./foldline/{name}"' for name in browser_files()),
    ]
    return "\n".join(lines) + "\n"


def lay_runtime_in(
    root: Path, runtime: Runtime, report: Callable[[str], None] = lambda line: None
) -> None:
    """Put the runtime into the checkout's `runtime/`, where its index.html looks for it: as it was
    fetched, and in `built/` the snapshot, with the digests of the code that it was made from, for
    scripts/checkout.js. `report` is told what takes long.
    """
    lay_into(runtime, root / "runtime")
    lay_into(built_runtime(runtime, report=report), root / BUILT)
    digests = {
        f"app/foldline/{name}": hashlib.sha256((package_root() / name).read_bytes()).hexdigest()
        for name in browser_files()
    }
    write_whole(root / BUILT / DIGESTS, json.dumps(digests, indent=1) + "\n")


def main() -> int:
    root = checkout_root()
    if root is None:
        print("foldline runs without a checkout here: there is nothing to make", file=sys.stderr)
        return 2
    for name, text in made_files(root).items():
        if write_whole(root / name, text):
            print(f"made {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
