"""Read a picture beside a brief, or say why it must not leave the publisher's folder.

All that publishes, packs, checks or lists pictures calls `read_picture`. The rules that need no
disk are in `story.pictures`.
"""

import base64
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from foldline.errors import PublishError
from foldline.html.pictures import Fit
from foldline.publishing.fitting import Fitted, NotShown, fit, measure
from foldline.publishing.reading_files import NotOrdinary, read_at_most
from foldline.publishing.svg import NotDrawn, clean_svg
from foldline.story.limits import Limits
from foldline.story.pictures import (
    SVG,
    TYPE_NAMES,
    content_refusal,
    path_refusal,
    type_of,
    type_of_name,
)


@dataclass(frozen=True)
class Picture:
    """Hold a picture that may be published: its type (`image/png`), its bytes (a drawing's as they
    are published, a bitmap's as its file has them), and remarks on it.
    """

    kind: str
    data: bytes
    remarks: tuple[str, ...] = ()
    fit: Fit | None = None
    """Its measures and versions, where they are known."""


@dataclass(frozen=True)
class Missing:
    """Say that there is no such file."""


@dataclass(frozen=True)
class Refusal:
    """Say why a file is not taken for a picture."""

    reason: str


def data_address(kind: str, data: bytes) -> str:
    """Return bytes as a `data:` address.

    >>> data_address("text/plain", b"rain")
    'data:text/plain;base64,cmFpbg=='
    """
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def picture_file(folder: Path, path: str) -> Path | Missing | Refusal:
    """Return the file that an image's path names from a brief's folder, directly or through links
    that stay in it.
    """
    if reason := path_refusal(path):
        return Refusal(reason)
    home = folder.resolve()
    try:
        file = (home / path).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):
        return Missing()  # a name that no disk takes, or links in a circle, are none either
    if not file.is_relative_to(home):
        return Refusal(
            "it is a link that leads out of the brief's folder; a picture lies in it or below it"
        )
    if any(step.startswith(".") for step in file.relative_to(home).parts):
        return Refusal("it is a link to a file whose path has a part that begins with a dot")
    return file


def read_picture(folder: Path, path: str, limits: Limits) -> Picture | Missing | Refusal:
    """Return the picture that an image's path names from a brief's folder. Raises PublishError
    where it can't be read.
    """
    largest = limits.picture_bytes
    file = picture_file(folder, path)
    if not isinstance(file, Path):
        return file
    try:
        if file.is_dir():
            return Missing()
        data, size = read_at_most(file, largest, follow_links=False)
    except NotOrdinary:
        return Refusal("it is no ordinary file but a pipe or a device")
    except FileNotFoundError:
        return Missing()
    except OSError as error:
        raise PublishError(
            f"{file} can't be read: {(error.strerror or str(error)).lower()}"
        ) from error
    if len(data) > largest:
        return Refusal(f"it has {size / 1e6:.1f} MB; a picture has at most {largest / 1e6:g} MB")
    return _checked(path, data, limits.picture_pixels)


def _checked(path: str, data: bytes, most_pixels: int) -> Picture | Refusal:
    kind = type_of(data)
    if reason := content_refusal(path, kind):
        return Refusal(reason)
    assert kind is not None  # or `content_refusal` would have refused it
    if kind == SVG:
        return _drawing(data)
    remarks = (
        ()
        if kind == type_of_name(path)
        else (
            f"holds {TYPE_NAMES[kind]}, not what its name says: "
            "browsers show it, not every program does",
        )
    )
    try:
        measured = measure(data, kind, most_pixels)
    except NotShown as reason:
        return Refusal(str(reason))
    return Picture(kind, data, remarks, Fit(measured.width, measured.height, measured.made))


def _drawing(data: bytes) -> Picture | Refusal:
    try:
        drawing = clean_svg(data)
    except NotDrawn as reason:
        return Refusal(f"it is no drawing that can be published: {reason}")
    remarks = []
    if drawing.taken_out:
        remarks.append(
            f"is published without {drawing.summary}: a drawing may not run, link or load anything"
        )
    if drawing.nameless:
        remarks.append(
            'has no xmlns="http://www.w3.org/2000/svg", without which no browser shows it'
        )
    return Picture(SVG, drawing.data, tuple(remarks), _fit_of_drawing(drawing.data))


_ROOT = re.compile(rb"<svg\b[^>]*>")
_LENGTH = re.compile(rb'\s(width|height)="([\d.]{1,12})(?:px)?"')
_VIEW_BOX = re.compile(
    rb'\sviewBox="\s*[-\d.e]+[\s,]+[-\d.e]+[\s,]+([\d.]{1,12})[\s,]+([\d.]{1,12})\s*"'
)


def _fit_of_drawing(data: bytes) -> Fit | None:
    """Return the pixels of a drawing: those that it names, else those of its view."""
    root = _ROOT.search(data)
    if not root:
        return None
    named = dict(_LENGTH.findall(root[0]))
    view = _VIEW_BOX.search(root[0])
    lengths = [named[b"width"], named[b"height"]] if len(named) == 2 else view and view.groups()
    try:
        width, height = (round(float(each)) for each in lengths or ())
    except ValueError:
        return None
    return Fit(width, height) if 0 < width <= 20_000 and 0 < height <= 20_000 else None


def picture_to_leave(picture: Picture, limits: Limits) -> Fitted:
    """Return a picture as it leaves, with its versions. Raises NotShown."""
    if picture.kind == SVG:
        return Fitted(picture.data, {})
    return fit(picture.data, picture.kind, limits.picture_pixels)


def place_in_site(path: str) -> str:
    """Return the path of a picture's file inside its brief's folder in the site."""
    return PurePosixPath(path).as_posix()
