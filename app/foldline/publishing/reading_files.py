"""Reads files that somebody named, of any kind and size, without waiting for ever and without filling the memory."""

import os
import stat
from pathlib import Path

from foldline.errors import NotFound

_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A pipe is opened without waiting for its other end."""


def read_ordinary_file(path: Path, most: int) -> bytes:
    """Return the bytes of a file, at most `most` of them and one: a longer result tells that there are more.

    Raises NotFound where it can't be read, and for what is no ordinary file: a pipe gives its bytes when it likes, and a
    device like /dev/zero has no end."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # before it is opened, since opening a device may do something
            raise NotFound(f"{path} can't be read: {_kind(path)}; name an ordinary file")
        with open(os.open(path, os.O_RDONLY | _AT_ONCE), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise NotFound(f"{path} can't be read: {_kind(path)}; name an ordinary file")
            return file.read(most + 1)
    except OSError as error:
        raise NotFound(f"{path} can't be read: {(error.strerror or str(error)).lower()}") from None
    except ValueError as error:  # a name that no disk takes
        raise NotFound(f"{path} can't be read: {error}") from None


def _kind(path: Path) -> str:
    return "is a directory" if path.is_dir() else "it is a pipe" if path.is_fifo() else "it is a device or a socket"
