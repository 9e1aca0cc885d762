"""The briefs in a folder of the publisher's."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from foldline.text.addresses import SLUG
from foldline.story.beside import NOT_BRIEFS, image_paths, missing_images
from foldline.errors import NotFound, PublishError
from foldline.story.limits import LIMITS, Limits
from foldline.story.loading import Loaded, Problem, load
from foldline.html.render import ShelfEntry


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

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What `load` found, and images that are not there."""
        return (*self.loaded.problems, *missing_images(self.loaded.brief, self.image_file))

    @property
    def hides(self) -> bool:
        """Whether something of the story can't be shown."""
        return self.loaded.brief is None or bool(self.loaded.hiding)

    def sentences(self, *, remarks: bool = True) -> list[str]:
        """Every problem, one line each as `foldline check` prints it."""
        return [problem.sentence(self.shown_path) for problem in self.problems if remarks or not problem.remark]

    def shelf_entry(self, page: str) -> ShelfEntry:
        """`page` is the address of a brief's page with `{slug}` in it."""
        brief = self.loaded.brief
        return ShelfEntry(self.slug, brief.title, brief.dek, brief.published, page.replace("{slug}", self.slug), brief.language)

    def image_paths(self) -> dict[str, str]:
        """Of the images that lie beside the brief: their addresses in it, and their paths from its folder."""
        return image_paths(self.loaded.brief)

    def image_file(self, path: str) -> Path | None:
        """The file an image's path means; None where there is none inside the brief's folder."""
        folder = self.path.parent.resolve()
        try:
            file = (folder / path).resolve()
            return file if ".." not in PurePosixPath(path).parts and file.is_relative_to(folder) and file.is_file() else None
        except (OSError, ValueError):  # a name that no disk takes: too long, or with a NUL in it
            return None


def read_image(file: Path) -> bytes:
    """The bytes of an image's file. Raises PublishError."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise PublishError(f"{file} can't be read: {(error.strerror or str(error)).lower()}") from error


def slug_problems(story: Story) -> list[str]:
    """What is wrong with a brief's name, as sentences."""
    if SLUG.fullmatch(story.slug):
        return []
    return [f'{story.shown_path}:1:1: brief: the file name "{story.slug}" becomes an address; '
            "allowed are small letters, digits and hyphens"]


def story_files(stories: Path) -> list[Path]:
    """The brief files in a folder (not below it), by name; or the one file that is named. Raises NotFound."""
    if stories.is_file():
        return [stories]
    if not stories.is_dir():
        raise NotFound(f"{stories} is not there; name a folder of briefs, or a brief")
    return sorted(path for path in stories.glob("*.json") if path.name not in NOT_BRIEFS and path.is_file())


def read_story(path: Path, limits: Limits = LIMITS) -> Story:
    """Reads one brief; what is wrong with it is in `loaded`. Raises NotFound where the file can't be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise NotFound(f"{path} can't be read: {(error.strerror or str(error)).lower()}") from None
    return Story(path, path.as_posix(), data, load(data, limits))
