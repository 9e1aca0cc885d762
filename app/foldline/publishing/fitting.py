"""Make bitmaps fit for readers: upright, in several widths, and without what a camera or a program
wrote into them (place, time, owner, preview). Made pictures are kept in the cache by their content.

What a drawing needs is in `svg`. docs/using/pictures.md tells publishers the rules.
"""

import contextlib
import hashlib
import io
import json
import os
import shutil
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from foldline.publishing.runtime import default_cache

WIDTHS = (400, 800, 1200, 1600)
"""Pixels of the versions that are made; none is wider than the picture."""

LARGEST_SIDE = 2400
"""Pixels of the longer side of the picture that leaves under its own name."""

_RECIPE = "1"
"""Changes with the rules of this module, so that pictures are made anew."""

_FORMATS = {
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/avif": "AVIF",
}
_NEAR = 0.87
"""A width this close to the largest one is left out: nobody gains by both."""

_ORIENTATION = 0x0112
"""The tag of Exif that says how a camera was held."""


class NotShown(ValueError):
    """Say why a file is no picture that can be shown."""


@dataclass(frozen=True)
class Measured:
    """Hold what is known of a picture before anything is made of it: its pixels as it is shown, and
    the name and width of each version.
    """

    width: int
    height: int
    made: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Fitted:
    """Hold a picture as it leaves: under its own name, and its versions (WebP) by their names."""

    data: bytes
    made: dict[str, bytes]


def measure(data: bytes, kind: str, most_pixels: int) -> Measured:
    """Return the measures of a bitmap of this type (`image/png`), which is decoded whole. Raises
    NotShown where it is broken or has too many pixels.
    """
    kept = _kept_facts(_folder(data))
    if kept and kept["pixels"] <= most_pixels:
        return _measured(data, kept["width"], kept["height"], kept["moves"])
    image = _opened(data, kind, most_pixels)
    width, height = _upright_size(image)
    return _measured(data, width, height, _moves(image))


def fit(data: bytes, kind: str, most_pixels: int) -> Fitted:
    """Return a bitmap as it leaves, from the cache or made now. Raises as `measure` does."""
    measured, folder = measure(data, kind, most_pixels), _folder(data)
    names = [name for name, _ in measured.made]
    with contextlib.suppress(OSError):
        kept = _kept_facts(folder)
        files = {name: (folder / name).read_bytes() for name in ("own", *names)} if kept else {}
        if kept and kept["sizes"] == {name: len(each) for name, each in files.items()}:
            return Fitted(files.pop("own"), files)
    image = _opened(data, kind, most_pixels)
    facts = {
        "width": measured.width,
        "height": measured.height,
        "pixels": image.width * image.height,
        "moves": _moves(image),
    }
    try:
        made = _versions(image, kind, measured)
        fitted = Fitted(_own(data, image, kind), made)
    except Exception as error:  # what decoded and can't be written is as useless
        raise NotShown(f"it can't be made smaller: {error}") from error
    with contextlib.suppress(OSError):  # it is made again next time
        _keep(folder, facts, fitted)
    return fitted


def _measured(data: bytes, width: int, height: int, moves: bool) -> Measured:
    largest = min(width, WIDTHS[-1])
    widths = [each for each in WIDTHS if each < largest * _NEAR]
    # a small one is as good as any version of it, and one that moves is left as it is
    widths = [] if moves or width <= WIDTHS[0] else [*widths, largest]
    digest = hashlib.sha256(_RECIPE.encode() + data).hexdigest()[:12]
    return Measured(width, height, tuple((f"{digest}-{each}.webp", each) for each in widths))


# --- reading


def _opened(data: bytes, kind: str, most_pixels: int) -> Any:
    """Return the decoded picture. Raises NotShown."""
    from PIL import Image  # it takes 50 ms, and most commands need none of it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=[_FORMATS[kind]])
    except Image.DecompressionBombError:
        raise NotShown(f"it has more pixels than {most_pixels:,} can be") from None
    except Exception:  # each decoder has its own; what it says helps no author
        raise NotShown("it is broken: its beginning can't be read") from None
    if image.width * image.height > most_pixels:
        raise NotShown(
            f"it has {image.width} × {image.height} pixels; a picture has at most {most_pixels:,}"
        )
    try:
        image.load()
    except Exception:
        raise NotShown("it is broken: it can't be read to its end") from None
    return image


def _moves(image: Any) -> bool:
    # MPO is a JPEG with a second, usually smaller picture behind it
    return getattr(image, "n_frames", 1) > 1 and image.format != "MPO"


def _orientation(image: Any) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # Exif that can't be read says nothing
        return 1


def _upright_size(image: Any) -> tuple[int, int]:
    turned = 5 <= _orientation(image) <= 8
    return (image.height, image.width) if turned else (image.width, image.height)


# --- making


def _own(data: bytes, image: Any, kind: str) -> bytes:
    """Return the picture in its own format, for its own name."""
    from PIL import ImageOps

    tells = any(image.info.get(name) for name in ("exif", "xmp", "comment"))
    turned = _orientation(image) not in (0, 1)
    large = max(image.size) > LARGEST_SIDE
    if _moves(image):
        return _written(image, kind, save_all=True) if tells else data
    if not (tells or turned or large) and kind not in ("image/jpeg", "image/png"):
        return data  # those two have more places for notes than a list of names knows
    changed = ImageOps.exif_transpose(image) if turned else image
    if large:
        changed = changed.copy()
        changed.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    if kind == "image/jpeg":
        same = changed is image and image.format == "JPEG"
        return _written(changed, kind, quality="keep" if same else 90, progressive=True)
    if kind == "image/webp":
        return _written(changed, kind, quality=90, lossless=b"VP8L" in data[:64])
    return _written(changed, kind, **({"quality": 80} if kind == "image/avif" else {}))


def _written(image: Any, kind: str, **options: Any) -> bytes:
    """Return a picture as a file that says nothing but how it looks."""
    kept = ("icc_profile", "transparency", "background", "duration", "loop", "disposal", "gamma")
    image.info = {name: image.info[name] for name in kept if name in image.info}
    if (profile := image.info.get("icc_profile")) is not None:
        options["icc_profile"] = profile
    if kind in ("image/webp", "image/avif"):
        options |= {"exif": b"", "xmp": b""}
    file = io.BytesIO()
    image.save(file, _FORMATS[kind], **options)
    return file.getvalue()


def _versions(image: Any, kind: str, measured: Measured) -> dict[str, bytes]:
    """Return the versions of a picture by their names."""
    from PIL import Image, ImageOps

    if not measured.made:
        return {}
    upright = ImageOps.exif_transpose(image) if _orientation(image) not in (0, 1) else image
    plain = _in_screen_colours(upright)
    drawn = kind in ("image/png", "image/gif")
    made = {}
    for name, width in measured.made:
        height = max(1, round(measured.height * width / measured.width))
        smaller = plain.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)
        lossy = _written(smaller, "image/webp", quality=80)
        made[name] = lossy
        if drawn:  # letters and lines stay sharp where that costs little
            exact = _written(smaller, "image/webp", lossless=True)
            made[name] = exact if len(exact) <= 1.5 * len(lossy) else lossy
    return made


def _in_screen_colours(image: Any) -> Any:
    """Return the picture as RGB or RGBA, its colours as screens show those (sRGB)."""
    from PIL import ImageCms

    mode = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L").convert(mode)
    if (profile := image.info.get("icc_profile")) and image.mode in ("RGB", "RGBA", "CMYK"):
        with contextlib.suppress(Exception):  # a profile that can't be read is as good as none
            own, screen = (
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
            )
            image = ImageCms.profileToProfile(image, own, screen, outputMode=mode)
    image = image.convert(mode)
    image.info = {}
    return image


# --- the cache


def _folder(data: bytes) -> Path:
    """Return the cache's folder for what is made of these bytes."""
    key = hashlib.sha256(f"{_RECIPE} {_pillow_version()} ".encode() + data).hexdigest()[:32]
    return default_cache() / "pictures" / key


def _pillow_version() -> str:
    from importlib.metadata import version

    return version("pillow")


def _kept_facts(folder: Path) -> dict[str, Any] | None:
    try:
        facts = json.loads((folder / "facts.json").read_bytes())
    except (OSError, ValueError):
        return None
    names = {"width", "height", "pixels", "moves", "sizes"}
    return facts if isinstance(facts, dict) and names <= facts.keys() else None


def _keep(folder: Path, facts: dict[str, Any], fitted: Fitted) -> None:
    """Put what was made into the cache, whole or not at all. Raises OSError."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    files = {"own": fitted.data, **fitted.made}
    sizes = {name: len(each) for name, each in files.items()}
    work = Path(tempfile.mkdtemp(prefix=".work-", dir=folder.parent))
    try:
        for name, each in files.items():
            (work / name).write_bytes(each)
        (work / "facts.json").write_text(json.dumps(facts | {"sizes": sizes}), "utf-8")
        shutil.rmtree(folder, ignore_errors=True)  # a damaged one
        os.replace(work, folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
