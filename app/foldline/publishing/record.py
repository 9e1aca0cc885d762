"""What a publish remembers for the next one: which files are its own, and which briefs have not changed since."""

import json
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath

from foldline.errors import PublishError
from foldline.publishing.writing import write_whole
from foldline.render import ShelfEntry

RECORD = ".foldline-site.json"


@dataclass(frozen=True)
class KeptBrief:
    """A brief as it was published: the fingerprint of all its page was made from, its shelf entry, its files."""

    fingerprint: str
    entry: ShelfEntry
    images: dict[str, list[int]]
    """Of each image: size in bytes and time of change in nanoseconds."""
    files: list[str]


@dataclass
class Record:
    """The files of a site that Foldline wrote, and its briefs by slug."""

    files: set[str] = field(default_factory=set)
    briefs: dict[str, KeptBrief] = field(default_factory=dict)

    @classmethod
    def read(cls, out: Path) -> "Record":
        """What an earlier publish left in `out`; empty where there was none, or where the record can't be trusted."""
        try:
            told = json.loads((out / RECORD).read_text("utf-8"))
            files = {name for name in told["files"] if _is_inside(name)}
            briefs = {
                slug: KeptBrief(kept["fingerprint"], ShelfEntry(**kept["entry"]), kept["images"], kept["files"])
                for slug, kept in told.get("briefs", {}).items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()
        return cls(files, briefs)

    def write(self, out: Path) -> None:
        told = {"files": sorted(self.files), "briefs": {slug: asdict(kept) for slug, kept in sorted(self.briefs.items())}}
        write_whole(out / RECORD, json.dumps(told, ensure_ascii=False))


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and bool(path.parts) and "\\" not in name


class Writer:
    """Writes below `out`, and in the end removes what an earlier publish wrote there and this one did not."""

    def __init__(self, out: Path):
        if out.exists() and not out.is_dir():
            raise PublishError(f"{out} is a file; name a folder to publish into")
        self.out = out
        self.before = Record.read(out)
        self.now = Record()
        self.written = 0

    def write(self, name: str, data: bytes | str) -> None:
        self.now.files.add(name)
        self.written += write_whole(self.out / name, data)

    def keep(self, names: list[str]) -> None:
        """These files stand as they should."""
        self.now.files.update(names)

    def finish(self) -> None:
        """Removes what nothing refers to any more; never a file that Foldline did not write."""
        obsolete = self.before.files - self.now.files
        if obsolete:
            Record(self.now.files | obsolete, self.now.briefs).write(self.out)
        for name in sorted(obsolete):
            self._remove(self.out / name)
        self.now.write(self.out)

    def _remove(self, path: Path) -> None:
        if not path.parent.resolve().is_relative_to(self.out.resolve()):  # through a link that is not ours
            return
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == self.out or not folder.is_dir() or any(folder.iterdir()):
                return
            folder.rmdir()
