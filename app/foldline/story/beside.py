"""What lies beside a brief in its folder: which files there are briefs, and which pictures a brief shows."""

from collections.abc import Callable, Iterator
from urllib.parse import unquote

from foldline.text.addresses import scheme_of
from foldline.story.brief import Brief, images_in
from foldline.story.loading import Problem

NOT_BRIEFS = ("shelf.json", "brief.schema.json")
"""Files that Foldline itself writes beside the briefs."""


def image_paths(brief: Brief | None) -> dict[str, str]:
    """Of the images that lie beside a brief: their addresses in it, and their paths from its folder."""
    sources = [image.src for image in images_in(brief)]
    return {src: unquote(src.partition("?")[0].partition("#")[0]) for src in sources if scheme_of(src) is None and not src.startswith("/")}


def missing_images(brief: Brief | None, there: Callable[[str], object]) -> Iterator[Problem]:
    """A problem for each image that should lie beside a brief, and of whose path `there` says that it does not."""
    return missing_of(image_paths(brief), there)


def missing_of(paths: dict[str, str], there: Callable[[str], object]) -> Iterator[Problem]:
    """The same for `image_paths` that were read before."""
    return (Problem((), f"there is no image {path} beside it") for path in paths.values() if not there(path))
