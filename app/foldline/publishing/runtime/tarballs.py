"""Read npm tarballs where npm's cache keeps them: without a second copy on the disk, and without
npm once they are there.
"""

from __future__ import annotations

import hashlib
import tarfile
from pathlib import Path

from .pins import NpmPin

__all__ = ["is_pinned", "read_tarball"]

_SKIPPED = (".map", ".ts")


def is_pinned(path: Path, pin: NpmPin) -> bool:
    """Return whether `path` is there and holds exactly the bytes that `pin` names."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, pin.algorithm).digest() == pin.digest
    except OSError:
        return False


def read_tarball(path: Path) -> dict[str, bytes]:
    """Return the package's files by their path in it (`dist/core.js`), without source maps and type
    declarations.

    Nothing is written, so a path that leads out of the package does no harm. Raises OSError or
    tarfile.TarError.
    """
    with tarfile.open(path, "r:gz") as archive:
        return {
            # npm strips the first folder, whatever it is called; mostly `package`.
            member.name.partition("/")[2]: file.read()
            for member in archive
            if not member.name.endswith(_SKIPPED) and (file := archive.extractfile(member))
        }
