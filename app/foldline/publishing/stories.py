"""The briefs in a folder of the publisher's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from foldline.addresses import scheme_of
from foldline.brief import Image
from foldline.errors import NotFound
from foldline.loading import Loaded, load
from foldline.render import ShelfEntry

NOT_BRIEFS = ("shelf.json", "brief.schema.json")
"""Files that Foldline itself writes beside the briefs."""

SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True)
class Story:
    """One file of briefs, as read. `shown_path` is how the file is named in sentences."""

    path: Path
    shown_path: str
    data: bytes
    loaded: Loaded

    @property
    def slug(self) -> str:
        return self.path.stem

    def sentences(self, *, remarks: bool = True) -> list[str]:
        """Every problem, one line each as `foldline check` prints it."""
        problems = self.loaded.problems if remarks else self.loaded.errors
        return [problem.sentence(self.shown_path) for problem in problems]

    def shelf_entry(self, href: str) -> ShelfEntry:
        brief = self.loaded.brief
        return ShelfEntry(self.slug, brief.title, brief.dek, brief.published, href, brief.language)

    def image_paths(self) -> Iterator[str]:
        """The paths, from the brief's folder, of the images that lie beside it."""
        for src in _image_addresses(self.loaded.brief):
            if scheme_of(src) is None and not src.startswith("/"):
                yield unquote(src.partition("?")[0].partition("#")[0])


def _image_addresses(part: object) -> Iterator[str]:
    if isinstance(part, Image):
        yield part.src
    elif isinstance(part, list):
        for item in part:
            yield from _image_addresses(item)
    elif hasattr(type(part), "model_fields"):
        for name in type(part).model_fields:
            yield from _image_addresses(getattr(part, name, None))


def story_files(stories: Path) -> list[Path]:
    """The brief files in a folder (not below it), by name; or the one file that is named. Raises NotFound."""
    if stories.is_file():
        return [stories]
    if not stories.is_dir():
        raise NotFound(f"{stories} is not there; name a folder of briefs, or a brief")
    return sorted(path for path in stories.glob("*.json") if path.name not in NOT_BRIEFS and path.is_file())


def read_story(path: Path) -> Story:
    """Reads one brief; what is wrong with it is in `loaded`. Raises NotFound where the file can't be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise NotFound(f"{path} can't be read: {(error.strerror or str(error)).lower()}") from None
    return Story(path, path.as_posix(), data, load(data))
