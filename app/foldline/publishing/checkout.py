"""The checkout as a reader: what `index.html`, `pyscript.toml` and `stories/` hold so that any static file server
serves a working reader from it.

These files are made, and kept in the repository. `python -m foldline.publishing.checkout` makes them anew; a test
fails while they are stale.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from foldline.publishing.package import browser_files, package_root
from foldline.publishing.reference import format_reference
from foldline.publishing.runtime import Runtime, lay_into
from foldline.publishing.shell import CHECKOUT, page_document
from foldline.publishing.stories import Story, read_story, story_files
from foldline.publishing.writing import write_whole
from foldline.render import ShelfEntry, shelf_part
from foldline.schema import schema_text

MAKE = "python -m foldline.publishing.checkout"


def checkout_root() -> Path | None:
    """The checkout this package runs from, or None where it was installed without one."""
    root = package_root().parent.parent
    return root if (root / "pyscript.toml").is_file() and (root / "app" / "foldline").samefile(package_root()) else None


def shelf_json(entries: list[ShelfEntry]) -> str:
    """The shelf as data: `{"briefs": [{"slug", "title", "dek", "published", "href", "language"}, …]}`."""
    return json.dumps({"briefs": [asdict(entry) for entry in entries]}, ensure_ascii=False, indent=2) + "\n"


def on_the_shelf(stories: list[Story], href: str) -> list[ShelfEntry]:
    """The entries of all readable briefs, newest first, then by slug. `href` has `{slug}` in it."""
    entries = [story.shelf_entry(href.replace("{slug}", story.slug)) for story in stories if story.loaded.brief]
    return sorted(sorted(entries, key=lambda entry: entry.slug), key=lambda entry: entry.published[:10], reverse=True)


def made_files(root: Path) -> dict[str, str]:
    """Every made file of the checkout: its path from the root, and what it has to hold."""
    entries = on_the_shelf([read_story(path) for path in story_files(root / "stories")], "index.html?brief={slug}")
    return {
        "index.html": page_document(CHECKOUT, shelf_part(entries), title="Foldline",
                                    description="A reader of news story briefs."),
        "pyscript.toml": _pyscript_toml(),
        "stories/shelf.json": shelf_json(entries),
        "stories/brief.schema.json": schema_text(),
        "docs/format.md": format_reference(),
    }


def _pyscript_toml() -> str:
    lines = [
        f"# The one PyScript configuration. The list of files is made by: {MAKE}",
        'interpreter = "./app/scripts/interpreter.mjs"',
        'packages = ["pydantic", "markdown", "justhtml", "jinja2"]',
        "# Pyodide itself reads the packages from the runtime's own pyodide-lock.json: no micropip, no index.",
        'packages_cache = "passthrough"',
        'plugins = ["!error"]  # errors are shown by the page, as one sentence',
        "",
        "[files]",
        *(f'"./app/foldline/{name}" = "./foldline/{name}"' for name in browser_files()),
    ]
    return "\n".join(lines) + "\n"


def lay_runtime_in(root: Path, runtime: Runtime) -> None:
    """Puts the runtime into the checkout's `runtime/`, where its index.html looks for it."""
    lay_into(runtime, root / "runtime")


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
