"""Record for the next publish what this one left: its files, and the briefs as they were."""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from filelock import FileLock

from foldline.errors import PublishError
from foldline.html.render import ShelfEntry
from foldline.publishing.runtime import default_cache
from foldline.publishing.writing import Weight, digest_of, weight_of, write_whole
from foldline.timelines import BriefEvents

RECORD = ".foldline-site.json"
UNFINISHED = ".foldline-unfinished"
"""The folder of a site where files are until they are whole. A publish that was killed leaves it,
the next removes it.
"""


@dataclass(frozen=True)
class KeptBrief:
    """Describe a brief as it was published."""

    fingerprint: str
    """A digest of all that its page was made from."""
    entry: ShelfEntry
    images: dict[str, list[int]]
    """Of each image, by its path: size in bytes and time of change in nanoseconds."""
    files: list[str]
    """Its files, by their names in the site."""
    events: BriefEvents | None = None
    """What it brings to the merged timeline; None for that itself."""
    clean: bool = True
    """Whether nothing was wrong with it. One with problems is read again by each publish, so that
    they are reported again.
    """

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "KeptBrief":
        """Return the brief that `as_json` wrote. Raises KeyError or TypeError for anything else."""
        return cls(
            kept["fingerprint"],
            ShelfEntry.from_json(kept["entry"]),
            kept["images"],
            kept["files"],
            BriefEvents(**kept["told"]) if kept["told"] else None,
            kept.get("clean", True),
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "fingerprint": self.fingerprint,
            "entry": self.entry.as_json(),
            "images": self.images,
            "files": self.files,
            "told": self.events and vars(self.events),
            "clean": self.clean,
        }


@dataclass
class Record:
    """List what a publish left: its files, its briefs by slug, and the weights of its files, so
    that no file has to be read again.
    """

    files: set[str] = field(default_factory=set)
    briefs: dict[str, KeptBrief] = field(default_factory=dict)
    weights: dict[str, Weight] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    """Of pages with many briefs, by their names: a digest of all that each was made from."""

    @classmethod
    def read(cls, out: Path) -> "Record":
        """Return what an earlier publish left in `out`; an empty record where there was none, or
        where it can't be trusted.
        """
        try:
            found = json.loads((out / RECORD).read_text("utf-8"))
            files = {name for name in found["files"] if _is_inside(name)}
            briefs = {
                slug: KeptBrief.from_json(kept) for slug, kept in found.get("briefs", {}).items()
            }
            weights = {
                name: (str(digest), int(size))
                for name, (digest, size) in found.get("weights", {}).items()
            }
            pages = {str(name): str(made_of) for name, made_of in found.get("pages", {}).items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()
        return cls(files, briefs, weights, pages)

    def write(self, out: Path) -> None:
        """Write the record into `out`. Raises PublishError."""
        record = {
            "files": sorted(self.files),
            "briefs": {slug: kept.as_json() for slug, kept in sorted(self.briefs.items())},
            "weights": dict(sorted(self.weights.items())),
            "pages": dict(sorted(self.pages.items())),
        }
        write_whole(out / RECORD, json.dumps(record, ensure_ascii=False), out / UNFINISHED)


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return (
        not path.is_absolute() and ".." not in path.parts and bool(path.parts) and "\\" not in name
    )


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Wait until nobody else publishes to `out`, and keep others waiting meanwhile. The system
    frees the lock when a process ends, for whatever reason. Raises PublishError.
    """
    locks = (
        default_cache() / "publishing"
    )  # not in `out`: a lock's file stays, and a site is to be uploaded
    name = digest_of(str(out.resolve()).encode())[:2]  # so that at most 256 files stay
    try:
        locks.mkdir(parents=True, exist_ok=True)
        lock = FileLock(locks / f"{name}.lock")
        lock.acquire()
    except OSError as error:
        raise PublishError(
            f"{locks} can't be written: {(error.strerror or str(error)).lower()}; "
            "make room or access there, or set FOLDLINE_CACHE to another folder"
        ) from error
    try:
        yield
    finally:
        lock.release()


class SiteWriter:
    """Write files below `out`, and in the end remove the files of an earlier publish that this one
    did not write.

    Call `begin`, then `write` and `keep` any number of times, then `finish`. If it is stopped at
    any moment, a later publish can repair everything.
    """

    def __init__(self, out: Path):
        if out.exists() and not out.is_dir():
            raise PublishError(f"{out} is a file; name a folder to publish into")
        self.out = out
        self.unfinished = out / UNFINISHED
        self.before = Record.read(out)
        self.now = Record()
        self.written = 0

    def begin(self, names: Iterable[str], unchanged: dict[str, KeptBrief]) -> None:
        """Record what is about to change: the files that will be there, and the briefs that stay as
        they are.

        Without this, no record would list the files of a publish that was stopped. A brief that it
        published would count as unchanged when its author undid the change.
        """
        self.tidy()
        new = {
            name
            for name in names
            if name not in self.before.files and not (self.out / name).exists()
        }
        if new or unchanged != self.before.briefs:
            # without `pages`: each is made again by the next publish, unless this one ends
            Record(self.before.files | new, unchanged, self.before.weights).write(self.out)

    def write(self, name: str, data: bytes | str) -> None:
        """Write a file whole, unless it holds these bytes already. Raises PublishError."""
        data = data.encode("utf-8") if isinstance(data, str) else data
        self.now.files.add(name)
        self.now.weights[name] = weight_of(data)
        self.written += write_whole(self.out / name, data, self.unfinished)

    def write_page(self, name: str, made_of: str, make: Callable[[], str]) -> None:
        """Write a page with many briefs, unless the last publish made it from the same, of which
        `made_of` is a digest. Raises PublishError.
        """
        if self.before.pages.get(name) == made_of and self._has(name):
            self.keep([name])
        else:
            self.write(name, make())
        self.now.pages[name] = made_of

    def has(self, kept: KeptBrief) -> bool:
        """Return whether all files of a brief that was published before are still there."""
        return all(map(self._has, kept.files))

    def _has(self, name: str) -> bool:
        return name in self.before.weights and (self.out / name).is_file()

    def keep(self, names: Iterable[str]) -> None:
        """Count these files as part of the site, as they are."""
        for name in names:
            self.now.files.add(name)
            if name in self.before.weights:
                self.now.weights[name] = self.before.weights[name]

    def finish(self) -> None:
        """Remove files that nothing refers to any more, but never one that Foldline did not write.
        Pages are removed first, so that no page refers to a missing file. Raises PublishError.
        """
        for name in sorted(
            self.before.files - self.now.files, key=lambda name: (not name.endswith(".html"), name)
        ):
            try:
                self._remove(self.out / name)
            except OSError as error:
                raise PublishError(
                    f"{self.out / name} can't be removed: {(error.strerror or str(error)).lower()}"
                ) from error
        self.now.write(self.out)

    def tidy(self) -> None:
        """Remove the folder of unfinished files."""
        if self.unfinished.is_dir() and not self.unfinished.is_symlink():
            shutil.rmtree(self.unfinished, ignore_errors=True)

    def _remove(self, path: Path) -> None:
        if not path.parent.resolve().is_relative_to(
            self.out.resolve()
        ):  # through a link that is not ours
            return
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == self.out:
                return
            if folder.is_dir():
                if any(folder.iterdir()):
                    return
                folder.rmdir()
