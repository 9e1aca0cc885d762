"""What lies beside a brief in its folder: which files there are briefs, and which pictures a brief
shows.
"""

from collections.abc import Callable, Iterator
from urllib.parse import unquote

from foldline.story.brief import Brief, images_in, images_with_places
from foldline.story.loading import Problem, placed
from foldline.story.pictures import path_refusal
from foldline.story.positions import Path
from foldline.text.addresses import scheme_of

NOT_BRIEFS = ("shelf.json", "brief.schema.json")
"""Files that Foldline itself writes beside the briefs."""


def image_paths(brief: Brief | None) -> dict[str, str]:
    """Of the images that lie beside a brief: their addresses in it, and their paths from its
    folder.
    """
    found = {image.src: _path_of(image.src) for image in images_in(brief)}
    return {src: path for src, path in found.items() if path is not None}


def image_places(brief: Brief | None) -> dict[str, Path]:
    """Of the same paths: where in the brief each stands first."""
    found: dict[str, Path] = {}
    for place, image in images_with_places(brief):
        if (path := _path_of(image.src)) is not None:
            found.setdefault(path, (*place, "src"))
    return found


def _path_of(src: str) -> str | None:
    """The path that an address means, as a browser reads it: a backslash is a slash there. None for
    one that leads elsewhere.
    """
    written = src.partition("?")[0].partition("#")[0].replace("\\", "/")
    return None if scheme_of(src) is not None or written.startswith("/") else unquote(written)


def missing_images(brief: Brief | None, there: Callable[[str], object]) -> Iterator[Problem]:
    """A problem for each image that should lie beside a brief, and of whose path `there` says that
    it does not.
    """
    return missing_of(image_paths(brief), there)


def missing_of(paths: dict[str, str], there: Callable[[str], object]) -> Iterator[Problem]:
    """The same for `image_paths` that were read before. Those that no picture is taken from are
    told by `refused_paths`.
    """
    return (
        Problem((), f"there is no image {path} beside it")
        for path in dict.fromkeys(paths.values())
        if not there(path) and not path_refusal(path)
    )


def refused_paths(brief: Brief | None, data: bytes | str) -> list[Problem]:
    """A problem, placed in the brief's file, for each path of an image that no picture is taken
    from, whatever is there.
    """
    found = [
        Problem(place, f"there is no image {path} beside it; {reason}")
        for path, place in image_places(brief).items()
        if (reason := path_refusal(path))
    ]
    return placed(found, data) if found else []
