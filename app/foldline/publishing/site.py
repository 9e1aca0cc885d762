"""The static site: a shelf, a page per brief as finished HTML, and the runtime, all by relative addresses.

Order makes a publish safe to interrupt: what pages refer to lies in folders named by their content and is written
first, then each page is put in place whole, the shelf last, and only then what nothing refers to any more is removed.
"""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from foldline.brief import count
from foldline.errors import BriefError, PublishError
from foldline.publishing.checkout import on_the_shelf, shelf_json
from foldline.publishing.package import browser_wheel, package_root, wheel_name
from foldline.publishing.runtime import Runtime, lay_into
from foldline.publishing.shell import Place, page_document
from foldline.publishing.stories import SLUG, Story, read_story, story_files
from foldline.publishing.writing import write_whole
from foldline.render import alert_part, brief_part, section_styles, shelf_part
from foldline.schema import schema_text

Progress = Callable[[int, int], None]
"""Is told how many briefs are done, and of how many."""


KEPT_NAMES = ("runtime", "assets")
"""Folders of the site that are no brief's."""


@dataclass(frozen=True)
class Published:
    """What a publish did."""

    briefs: int
    written: int
    """Files that were new or other than before."""
    problems: tuple[str, ...]


def shell_folder() -> Path:
    """Where `scripts/` and `styles/` are: beside the package in a checkout, inside it when installed."""
    beside = package_root().parent
    return beside if (beside / "scripts").is_dir() else package_root() / "shell"


def publish_site(stories: Path, out: Path, runtime: Runtime, *, told: Progress | None = None, lenient: bool = False) -> Published:
    """Writes the site of all briefs in `stories` (a folder, or one file) to `out`.

    Where a brief has errors, raises BriefError with a sentence each and writes nothing; `lenient` instead publishes
    the rest, and says on the shelf and on the brief's own page what is wrong. Raises PublishError where `out` can't
    be written."""
    read = [read_story(path) for path in story_files(stories)]
    problems = _problems(read)
    if problems and not lenient:
        raise BriefError(f"{count(len(problems), 'problem')}; nothing was written", problems)
    writer = _Writer(out)
    place = _place(writer, runtime)
    for done, story in enumerate(read, 1):
        _write_brief(writer, place, story, stories)
        if told:
            told(done, len(read))
    unreadable = [line for story in read if story.loaded.brief is None for line in story.sentences(remarks=False)]
    entries = on_the_shelf(read, "{slug}/index.html")
    writer.write("brief.schema.json", schema_text())
    writer.write(place.shelf, shelf_json(entries))
    top = replace(place, to_top="")
    writer.write("index.html", page_document(top, shelf_part(entries, problems=unreadable), title="Foldline",
                                             description="A shelf of news story briefs."))
    writer.remove_what_is_not_ours_any_more()
    return Published(len(read), writer.written, tuple(problems))


def _problems(read: list[Story]) -> list[str]:
    problems = []
    for story in read:
        problems += story.sentences(remarks=False)
        if not SLUG.fullmatch(story.slug):
            problems.append(f'{story.shown_path}:1:1: brief: the file name "{story.slug}" becomes an address; '
                            "allowed are small letters, digits and hyphens")
        if story.slug in KEPT_NAMES:
            problems.append(f'{story.shown_path}:1:1: brief: the site keeps the name "{story.slug}" for itself; '
                            "give the file another")
    return problems


class _Writer:
    """Writes below `out` and remembers what it wrote, so that a later publish knows what was its own."""

    RECORD = ".foldline-site.json"

    def __init__(self, out: Path):
        self.out = out
        self.written = 0
        self.files: set[str] = set()
        if out.exists() and not out.is_dir():
            raise PublishError(f"{out} is a file; name a folder to publish into")
        try:
            names = json.loads((out / self.RECORD).read_text("utf-8"))["files"]
            inside = out.resolve()
            self.before = {name for name in names if (inside / name).resolve().is_relative_to(inside) and (inside / name) != inside}
        except (OSError, ValueError, KeyError, TypeError):
            self.before = set()

    def write(self, name: str, data: bytes | str) -> None:
        self.files.add(name)
        self.written += write_whole(self.out / name, data)

    def remove_what_is_not_ours_any_more(self) -> None:
        """Removes what an earlier publish wrote and this one did not; never anything else."""
        write_whole(self.out / self.RECORD, json.dumps({"files": sorted(self.files | self.before)}, indent=0))
        for name in sorted(self.before - self.files):
            path = (self.out / name)
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
            folder = path.parent
            while folder != self.out and folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
                folder = folder.parent
        write_whole(self.out / self.RECORD, json.dumps({"files": sorted(self.files)}, indent=0))


def _place(writer: _Writer, runtime: Runtime) -> Place:
    """Writes the runtime and the assets under content-hashed names; the place is where pages find them."""
    shell = shell_folder()
    styles = "".join((shell / "styles" / name).read_text("utf-8") for name in ("tokens.css", "page.css")) + section_styles()
    scripts = {name: (shell / "scripts" / name).read_bytes() for name in ("folds.js", "boot.js")}
    assets = f"assets/{_digest(styles.encode(), *scripts.values())}/"
    writer.write(assets + "foldline.css", styles)
    for name, data in scripts.items():
        writer.write(assets + name, data)
    return Place(
        to_top="../",
        runtime=(folder := _lay_runtime(writer, runtime, shell)),
        scripts=assets,
        interpreter=folder + "interpreter.mjs",
        styles=(assets + "foldline.css",),
        shelf_page="index.html",
        shelf="shelf.json",
        page="{slug}/index.html",
        brief="{slug}/brief.json",
        styled=True,
        without_scripts="everything on this page reads without them.",
        advice="Reload the page; if that does not help, it can be read as it is.",
    )


def _lay_runtime(writer: _Writer, runtime: Runtime, shell: Path) -> str:
    wheel = browser_wheel()
    interpreter = (shell / "scripts" / "interpreter.mjs").read_bytes()
    folder = f"runtime/{_digest(runtime.id.encode(), wheel, interpreter)}/"
    writer.files.add(folder.rstrip("/"))
    final = writer.out / folder
    if (final / "interpreter.mjs").is_file():  # written last
        return folder
    writer.written += 1
    lay_into(runtime, final)
    (final / "pyodide" / wheel_name()).write_bytes(wheel)
    write_whole(final / "pyodide" / "pyodide-lock.json", _lock_with(runtime, wheel))
    write_whole(final / "interpreter.mjs", interpreter)
    return folder


def _lock_with(runtime: Runtime, wheel: bytes) -> str:
    """The runtime's lock file and our own package in it."""
    lock = json.loads((runtime.folder / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
    lock["packages"]["foldline"] = {
        "name": "foldline", "version": wheel_name().split("-")[1], "file_name": wheel_name(), "install_dir": "site",
        "sha256": hashlib.sha256(wheel).hexdigest(), "package_type": "package", "imports": ["foldline"],
        "depends": ["pydantic", "markdown", "justhtml", "jinja2"], "unvendored_tests": False,
    }
    return json.dumps(lock, indent=1)


def _write_brief(writer: _Writer, place: Place, story: Story, stories: Path) -> None:
    brief, folder = story.loaded.brief, story.slug + "/"
    if brief is None:
        part = alert_part("This brief could not be read", story.sentences(remarks=False))
        document = page_document(place, part, title="This brief could not be read", description=story.slug, slug=story.slug)
    else:
        part = brief_part(brief, problems=story.loaded.hiding, address=story.shown_path)
        document = page_document(place, part, title=brief.title, description=brief.dek, language=brief.language, slug=story.slug)
        for path in story.image_paths():
            if file := story.image_file(path):
                writer.write(folder + path, file.read_bytes())
    writer.write(folder + "brief.json", story.data)
    writer.write(folder + "index.html", document)


def _digest(*parts: bytes) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()[:12]
