"""Read, check and copy a runtime that has been laid out."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from stat import S_ISREG

__all__ = [
    "MANIFEST",
    "Entry",
    "Runtime",
    "hash_file",
    "lay_into",
    "read_runtime",
    "verify",
    "write_manifest",
]

MANIFEST = "runtime.json"


@dataclass(frozen=True)
class Entry:
    """Describe one file of the runtime: its size in bytes and its SHA-256 in hex."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Runtime:
    """Describe a laid-out runtime.

    `folder` holds `pyscript/`, `pyodide/`, `zstddec.mjs`, `workbox/`, `licences/` and
    `runtime.json`; `id` names what it was made from; `versions` says which PyScript, Pyodide,
    Python and wheels are in it; `files` maps each path relative to `folder` (with forward slashes,
    `runtime.json` itself left out) to its `Entry`.
    """

    folder: Path
    id: str
    versions: dict[str, str] = field(default_factory=dict)
    files: dict[str, Entry] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Return the bytes of all files."""
        return sum(entry.size for entry in self.files.values())


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file, in hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_manifest(folder: Path, id: str, versions: dict[str, str]) -> Runtime:
    """Measure every file of `folder`, write `runtime.json` beside them, and return the Runtime.
    Raises OSError.
    """
    files = {
        path.relative_to(folder).as_posix(): Entry(path.stat().st_size, hash_file(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / MANIFEST
    }
    manifest = {
        "id": id,
        "versions": versions,
        "files": {
            name: {"size": entry.size, "sha256": entry.sha256} for name, entry in files.items()
        },
    }
    (folder / MANIFEST).write_bytes((json.dumps(manifest, indent=1) + "\n").encode())
    return Runtime(folder, id, versions, files)


def read_runtime(folder: Path) -> Runtime | None:
    """Return the runtime whose manifest is in `folder`; None where there is no manifest, or it
    can't be read.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        files = {
            _inside(name): Entry(int(fact["size"]), str(fact["sha256"]))
            for name, fact in manifest["files"].items()
        }
        return Runtime(folder, str(manifest["id"]), dict(manifest["versions"]), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def verify(runtime: Runtime, *, full: bool = False) -> list[str]:
    """Return what is wrong with the files of `runtime`, one sentence per file; an empty list where
    it is whole.

    Checks only sizes by default, which takes a few milliseconds at every start. `full` checks the
    hashes too, which takes about 50 ms before anything is published.
    """
    problems = []
    for name, entry in runtime.files.items():
        path = runtime.folder / name
        try:
            size = path.stat().st_size
            if size != entry.size:
                problems.append(f"{name} has {size} bytes instead of {entry.size}")
            elif full and hash_file(path) != entry.sha256:
                problems.append(f"{name} has the right size but other bytes")
        except FileNotFoundError:
            problems.append(f"{name} is missing")
        except OSError as error:
            problems.append(f"{name} can't be read ({error.strerror})")
    return problems


def lay_into(runtime: Runtime, folder: Path, unfinished: Path | None = None) -> list[str]:
    """Copy the runtime into `folder`, and return the paths that were written or removed; [] where
    nothing differed.

    Each file is compared by its SHA-256: a file that was changed in one site changes neither the
    cache nor another site, and the next publish restores it. Files that an earlier runtime left in
    `folder` (as its `runtime.json` lists them) and this one lacks are removed; other files are left
    alone.

    Each file is replaced in one step, so that a server that reads from `folder` never sees half of
    one. `runtime.json` comes last. Until it is whole, a file is in the folder `unfinished`, on the
    same disk; without that argument, beside its place.

    Raises OSError where `folder` can't be written.
    """
    folder = Path(folder)
    earlier = read_runtime(folder)
    changed = []
    for name, entry in runtime.files.items():
        source, target = runtime.folder / name, folder / name
        if not _holds(target, entry):
            _put(source, target, unfinished)
            changed.append(name)
    for name in sorted(set(earlier.files if earlier else ()) - set(runtime.files)):
        with contextlib.suppress(FileNotFoundError):
            (folder / name).unlink()
            changed.append(name)
        for parent in list((folder / name).parents)[: name.count("/")]:
            with contextlib.suppress(OSError):  # not empty: somebody else's files are in it
                parent.rmdir()
    manifest = (runtime.folder / MANIFEST).read_bytes()
    if not (folder / MANIFEST).is_file() or (folder / MANIFEST).read_bytes() != manifest:
        _put(runtime.folder / MANIFEST, folder / MANIFEST, unfinished)
        changed.append(MANIFEST)
    return changed


def _inside(name: str) -> str:
    """Return `name` where it stays inside the folder it is relative to; else raise ValueError.
    Manifests name files to delete.
    """
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or not path.parts:
        raise ValueError(f"{name!r} leads out of the runtime's folder")
    return name


def _holds(target: Path, entry: Entry) -> bool:
    """Return whether there is a file, and no link to one, with these bytes."""
    try:
        stat = target.lstat()
        return (
            S_ISREG(stat.st_mode)
            and stat.st_size == entry.size
            and hash_file(target) == entry.sha256
        )
    except OSError:
        return False


def _put(source: Path, target: Path, unfinished: Path | None) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if unfinished:
        unfinished.mkdir(parents=True, exist_ok=True)
    beside = (unfinished or target.parent) / f".{target.name}.{secrets.token_hex(4)}"
    try:
        shutil.copyfile(source, beside)
        os.replace(beside, target)
    finally:
        beside.unlink(missing_ok=True)
