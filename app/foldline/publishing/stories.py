"""Read the briefs in a publisher's folder."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from foldline.errors import NotFound, PublishError
from foldline.html.pictures import Fit
from foldline.publishing.fitting import Fitted, NotShown
from foldline.publishing.pictures import (
    Missing,
    Picture,
    Refusal,
    picture_to_leave,
    read_picture,
)
from foldline.publishing.reading_files import read_ordinary_file
from foldline.story.beside import NOT_BRIEFS, image_paths, image_places, missing_of, refused_paths
from foldline.story.limits import LIMITS, Limits
from foldline.story.loading import Loaded, Problem, load, placed, too_large
from foldline.story.pictures import path_refusal
from foldline.text.addresses import SLUG
from foldline.text.wording import shown


@dataclass(frozen=True)
class StoryFile:
    """Hold one brief file as it was read. `shown_path` is how sentences name the file."""

    path: Path
    shown_path: str
    data: bytes
    loaded: Loaded
    limits: Limits = LIMITS

    @property
    def slug(self) -> str:
        return self.path.stem

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return the problems that `load` found, missing images, and what is wrong with the images
        that are there.
        """
        return (*self.loaded.problems, *self._picture_problems)

    @cached_property
    def _picture_problems(self) -> tuple[Problem, ...]:
        missing = {
            path for path, found in self._checked_pictures.items() if isinstance(found, Missing)
        }
        others = list(self._problems_of_files())
        return (
            *missing_of(self.image_paths(), lambda path: path not in missing),
            *refused_paths(self.loaded.brief, self.data),
            *(placed(others, self.data) if others else ()),
        )

    def _problems_of_files(self) -> Iterator[Problem]:
        places = image_places(self.loaded.brief)
        for path, found in self._checked_pictures.items():
            if path_refusal(path):
                continue  # it is among `refused_paths`
            if isinstance(found, Refusal):
                yield Problem(
                    places[path], f"the file {shown(path)} is not published: {found.reason}"
                )
            elif isinstance(found, Picture):
                yield from (
                    Problem(places[path], f"the file {shown(path)} {each}", remark=True)
                    for each in found.remarks
                )

    @cached_property
    def _checked_pictures(self) -> dict[str, Missing | Refusal | Picture]:
        """Return the decision on each path: the picture that may be published, or why it may not.
        The bytes of pictures are not kept, since they are large.
        """
        found: dict[str, Missing | Refusal | Picture] = {}
        for path in dict.fromkeys(self.image_paths().values()):
            try:
                picture = self.picture(path)
            except PublishError as error:
                # the error of whoever goes on to read it; here it is worth knowing
                why = "can't be read" + str(error).rpartition("can't be read")[2]
                picture = Picture("", b"", (why,))
            found[path] = replace(picture, data=b"") if isinstance(picture, Picture) else picture
        return found

    @property
    def hides(self) -> bool:
        """Return whether a part of the story can't be shown."""
        return self.loaded.brief is None or bool(self.loaded.hiding)

    def sentences(self, *, remarks: bool = True) -> list[str]:
        """Return every problem, one line each as `foldline check` prints it."""
        return [
            problem.sentence(self.shown_path)
            for problem in self.problems
            if remarks or not problem.remark
        ]

    def image_paths(self) -> dict[str, str]:
        """Return the paths of the images that should be beside the brief, by their addresses in it.
        Paths are relative to its folder.
        """
        return image_paths(self.loaded.brief)

    def picture_paths(self) -> dict[str, str]:
        """Return the paths of the pictures beside the brief that may be published, by their
        addresses in it. Paths are relative to its folder.
        """
        return {
            src: path
            for src, path in self.image_paths().items()
            if isinstance(self._checked_pictures[path], Picture)
        }

    def fits(self) -> dict[str, Fit]:
        """Return the measures of those pictures, and where their versions will be, by their
        addresses in the brief.
        """
        pictures = {src: self._checked_pictures[path] for src, path in self.picture_paths().items()}
        return {
            src: each.fit
            for src, each in pictures.items()
            if isinstance(each, Picture) and each.fit is not None
        }

    def made_names(self) -> tuple[str, ...]:
        """Return the names of the versions of its pictures, in its folder of the site."""
        return tuple(dict.fromkeys(name for each in self.fits().values() for name, _ in each.made))

    def picture(self, path: str) -> Picture | Missing | Refusal:
        """Return the picture that an image's path names. Raises PublishError where it can't be
        read.
        """
        return read_picture(self.path.parent, path, self.limits)

    def picture_to_publish(self, path: str) -> tuple[Picture, Fitted]:
        """Return the picture at one of `picture_paths`, and as it leaves. Raises PublishError where
        it can't be read, or has changed since and must not be published now.
        """
        found = self.picture(path)
        if isinstance(found, Picture):
            try:
                return found, picture_to_leave(found, self.limits)
            except NotShown as error:
                found = Refusal(str(error))
        reason = found.reason if isinstance(found, Refusal) else "it is not there any more"
        raise PublishError(f"{self.path.parent / path} can't be published: {reason}")


def slug_problems(story: StoryFile) -> list[str]:
    """Return what is wrong with a brief's name, as sentences."""
    if SLUG.fullmatch(story.slug):
        return []
    return [
        f'{story.shown_path}:1:1: brief: the file name "{story.slug}" becomes an address; '
        "allowed are small letters, digits and hyphens"
    ]


def story_files(stories: Path) -> list[Path]:
    """Return the brief files in a folder (not below it, none hidden), by name; or the one file that
    is named. Raises NotFound where there is no such folder or file.
    """
    if stories.is_file():
        return [stories]
    if stories.exists() and not stories.is_dir():
        raise NotFound(
            f"{stories} is no ordinary file but a pipe or a device; name a folder of briefs, or a "
            "brief"
        )
    if not stories.is_dir():
        raise NotFound(f"{stories} is not there; name a folder of briefs, or a brief")
    return sorted(
        path
        for path in stories.glob("*.json")
        if path.name not in NOT_BRIEFS and not path.name.startswith(".") and path.is_file()
    )


def read_story(path: Path, limits: Limits = LIMITS) -> StoryFile:
    """Read one brief; what is wrong with it is in `loaded`. Raises NotFound where the file can't be
    read.
    """
    data = read_ordinary_file(path, limits.bytes)
    if len(data) > limits.bytes:
        size = max(len(data), path.stat().st_size)
        return StoryFile(
            path, path.as_posix(), b"", Loaded(None, (too_large(size, limits.bytes),)), limits
        )
    return StoryFile(path, path.as_posix(), data, load(data, limits), limits)
