"""Read what exactly the runtime is made of from the lock files beside this module."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["LAYOUT", "WORKBOX", "NpmPin", "Pins", "WheelPin", "megabytes", "read_pins"]

LAYOUT = 7
"""Raise it when the same locks shall be laid out differently: caches and sites then get a new
runtime id.
"""

WORKBOX = ("core", "routing", "strategies", "precaching")
"""The parts of Workbox that a service worker imports, in this order: each needs those before it."""

_WHEEL_LINE = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>\S+) --hash=sha256:(?P<sha256>[0-9a-f]{64})"
)


@dataclass(frozen=True)
class NpmPin:
    """Describe one npm package of `npm/package-lock.json`. `digest` is the hash of its tarball,
    `size` the tarball's bytes.
    """

    place: str
    name: str
    version: str
    algorithm: str
    digest: bytes
    size: int


@dataclass(frozen=True)
class WheelPin:
    """Describe one line of `wheels.txt`. `size` is the wheel's bytes, 0 where the table has no
    size.
    """

    name: str
    version: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Pins:
    """List all that a runtime is made of. `folder` holds the lock files; `id` is 12 hex digits that
    change when they do.
    """

    folder: Path
    id: str
    npm: tuple[NpmPin, ...]
    wheels: tuple[WheelPin, ...]

    @property
    def size(self) -> int:
        """Return how many bytes have to be fetched into an empty cache."""
        # npm stores a tarball once, however many places of the tree it is unpacked to.
        return sum({pin.digest: pin.size for pin in self.npm}.values()) + sum(
            pin.size for pin in self.wheels
        )

    def npm_version(self, name: str) -> str:
        """Return the version of an npm package at the top of the tree. Raises KeyError."""
        return {pin.place: pin.version for pin in self.npm}[f"node_modules/{name}"]


def read_pins(folder: Path | None = None) -> Pins:
    """Return the pins in `npm/package-lock.json`, `wheels.txt` and `sizes.json` of `folder`
    (default: Foldline's own).

    Raises ValueError for a line of `wheels.txt` that pins nothing.
    """
    folder = Path(folder) if folder else Path(__file__).parent
    lock_text = _text(folder / "npm" / "package-lock.json")
    wheels_text = _text(folder / "wheels.txt")
    sizes = json.loads(_text(folder / "sizes.json"))
    digest = hashlib.sha256(f"{LAYOUT}\n{lock_text}\n{wheels_text}".encode())
    return Pins(
        folder=folder,
        id=digest.hexdigest()[:12],
        npm=tuple(_npm_pins(json.loads(lock_text), sizes)),
        wheels=tuple(_wheel_pins(wheels_text, sizes)),
    )


def megabytes(size: int) -> str:
    """Return a size in bytes as millions of bytes with one decimal, as download pages write it.

    >>> megabytes(12_345_678)
    '12.3 MB'
    """
    return f"{size / 1e6:.1f} MB"


def _text(path: Path) -> str:
    # A checkout on Windows may have turned the line ends: the id must not change with them.
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")


def _npm_pins(lock: dict[str, Any], sizes: dict[str, int]) -> Iterator[NpmPin]:
    for place, package in lock["packages"].items():
        if not place:
            continue
        name, version = place.rpartition("node_modules/")[2], package["version"]
        algorithm, _, digest = package["integrity"].partition("-")
        yield NpmPin(
            place,
            name,
            version,
            algorithm,
            base64.b64decode(digest),
            sizes.get(f"{name}@{version}", 0),
        )


def _wheel_pins(text: str, sizes: dict[str, int]) -> Iterator[WheelPin]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _WHEEL_LINE.fullmatch(line.strip())
        if not found:
            raise ValueError(
                f"wheels.txt:{number}: {line!r} is not `name==version --hash=sha256:<64 hex "
                "digits>`"
            )
        name, version, sha256 = found["name"], found["version"], found["sha256"]
        yield WheelPin(name, version, sha256, sizes.get(f"{name}=={version}", 0))
