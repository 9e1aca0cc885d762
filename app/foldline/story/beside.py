"""What lies beside a brief in its folder: which files are briefs, and which pictures a brief
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
    """Return the images that lie beside a brief: their addresses in it, and their paths from its
    folder.
    """
    found = {image.src: _path_of(image.src) for image in images_in(brief)}
    return {src: path for src, path in found.items() if path is not None}


def image_places(brief: Brief | None) -> dict[str, Path]:
    """Return where in the brief each image beside it stands first, by its path from the folder."""
    found: dict[str, Path] = {}
    for place, image in images_with_places(brief):
        if (path := _path_of(image.src)) is not None:
            found.setdefault(path, (*place, "src"))
    return found


def _path_of(src: str) -> str | None:
    """Return the path that an address means, as a browser reads it: a backslash is a slash there.
    None for an address that leads elsewhere.
    """
    written = src.partition("?")[0].partition("#")[0].replace("\\", "/")
    return None if scheme_of(src) is not None or written.startswith("/") else unquote(written)


def missing_images(brief: Brief | None, there: Callable[[str], object]) -> Iterator[Problem]:
    """Yield a problem for each image that should lie beside a brief and does not, by `there`, which
    is called with its path.
    """
    return missing_of(image_paths(brief), there)


def missing_of(paths: dict[str, str], there: Callable[[str], object]) -> Iterator[Problem]:
    """Yield the same problems for `image_paths` that were read before. Paths that no picture is
    taken from are left to `refused_paths`.
    """
    return (
        Problem((), f"there is no image {path} beside it")
        for path in dict.fromkeys(paths.values())
        if not there(path) and not path_refusal(path)
    )


def refused_paths(brief: Brief | None, data: bytes | str) -> list[Problem]:
    """Return a problem, placed in the brief's file, for each path that no picture is taken from,
    whatever lies there.
    """
    found = [
        Problem(place, f"there is no image {path} beside it; {reason}")
        for path, place in image_places(brief).items()
        if (reason := path_refusal(path))
    ]
    return placed(found, data) if found else []
