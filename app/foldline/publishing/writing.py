"""Write files whole or not at all, and leave them alone where they hold the same bytes already."""

import base64
import hashlib
import os
import tempfile
from pathlib import Path

from foldline.errors import PublishError


def digest_of(*parts: bytes) -> str:
    """Return twelve hex digits of a SHA-256 that identify these bytes, in this order."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()[:12]


Weight = tuple[str, int]
"""A file's SHA-256 in base64, as a browser's `integrity` wants it, and its size in bytes."""


def weight_of(data: bytes) -> Weight:
    return base64.b64encode(hashlib.sha256(data).digest()).decode(), len(data)


def write_whole(path: Path, data: bytes | str, unfinished: Path | None = None) -> bool:
    """Write a file by renaming a finished one into its place. Return whether that was necessary.

    `unfinished` is the folder, on the same disk, that holds the file until it is finished; without
    that argument, it is beside its place. Raises PublishError where writing fails; the earlier file
    then stays.
    """
    if isinstance(data, str):
        data = data.encode("utf-8")
    try:
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        if unfinished:
            unfinished.mkdir(parents=True, exist_ok=True)
        handle, begun = tempfile.mkstemp(dir=unfinished or path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(begun, 0o644)
            os.replace(begun, path)
        except BaseException:
            Path(begun).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise PublishError(
            f"{path} can't be written: {(error.strerror or str(error)).lower()}"
        ) from error
    return True
