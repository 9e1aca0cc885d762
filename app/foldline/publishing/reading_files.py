"""Read files that a user named, of any kind and size, without waiting for ever and without filling
the memory.
"""

import os
import stat
from pathlib import Path

from foldline.errors import NotFound

_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A pipe is opened without waiting for its other end."""


class NotOrdinary(Exception):
    """Say that a file is no ordinary file but a folder, a pipe, a device or a socket."""


def read_at_most(path: Path, most: int, *, follow_links: bool = True) -> tuple[bytes, int]:
    """Return the bytes of an ordinary file, at most `most` + 1 of them, and the file's size in
    bytes.

    Raises NotOrdinary for anything else: a pipe may never give its bytes, and a device like
    /dev/zero has no end. Raises OSError where the file can't be read, ValueError for a name that no
    disk allows. Without `follow_links`, a symbolic link raises OSError.
    """
    if not stat.S_ISREG(
        path.stat().st_mode
    ):  # before it is opened, since opening a device may do something
        raise NotOrdinary
    flags = _AT_ONCE if follow_links else _AT_ONCE | getattr(os, "O_NOFOLLOW", 0)
    with open(os.open(path, os.O_RDONLY | flags), "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise NotOrdinary
        data = file.read(most + 1)
        return data, max(found.st_size, len(data))


def read_ordinary_file(path: Path, most: int) -> bytes:
    """Return the bytes of a file, at most `most` + 1 of them. A longer result than `most` means
    that the file is too large.

    Raises NotFound where the file can't be read, or is not ordinary: a pipe may never give its
    bytes, and a device like /dev/zero has no end.
    """
    try:
        return read_at_most(path, most)[0]
    except NotOrdinary:
        raise NotFound(f"{path} can't be read: {_kind(path)}; name an ordinary file") from None
    except OSError as error:
        raise NotFound(f"{path} can't be read: {(error.strerror or str(error)).lower()}") from None
    except ValueError as error:  # a name that no disk takes
        raise NotFound(f"{path} can't be read: {error}") from None


def _kind(path: Path) -> str:
    return (
        "is a directory"
        if path.is_dir()
        else "it is a pipe"
        if path.is_fifo()
        else "it is a device or a socket"
    )
