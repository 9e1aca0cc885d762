"""The built runtime: the fetched runtime, our own package in it, and the snapshot that starts it. Kept in the cache.

A site's `runtime/<id>/` is this folder; the id is a hash of all it is made from, so it can be cached for ever.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from foldline.errors import RuntimeUnavailable
from foldline.publishing.package import browser_wheel, package_root, wheel_name
from foldline.publishing.runtime import MANIFEST, Runtime, default_cache, lay_into, read_runtime, verify, write_manifest
from foldline.publishing.snapshot import make_snapshot, sources
from foldline.publishing.writing import digest_of

PACKAGES = ("pydantic", "markdown", "justhtml", "jinja2")
"""What our package needs of the runtime's packages; they bring their own dependencies."""


def shell_folder() -> Path:
    """Where `scripts/` and `styles/` are: beside the package in a checkout, inside it when installed."""
    beside = package_root().parent
    return beside if (beside / "scripts").is_dir() else package_root() / "shell"


def built_runtime(runtime: Runtime, cache: Path | None = None, said: Callable[[str], None] = lambda line: None) -> Runtime:
    """The runtime with our package and its snapshot in it, built where the cache doesn't hold it whole.

    Raises RuntimeUnavailable where it can't be kept."""
    wheel = browser_wheel()
    scripts = shell_folder() / "scripts"
    own = [(scripts / name).read_bytes() for name in ("interpreter.mjs", "decoder.mjs")]
    built_id = digest_of(runtime.id.encode(), wheel, *own, *sources())
    home = (cache or default_cache()) / "built"
    try:
        home.mkdir(parents=True, exist_ok=True)
        with FileLock(home / ".lock"):
            found = read_runtime(home / built_id)
            if found and not verify(found):
                return found
            for left in home.glob(".work-*"):  # of a run that was killed; we hold the lock
                shutil.rmtree(left, ignore_errors=True)
            work = Path(tempfile.mkdtemp(prefix=".work-", dir=home))
            try:
                said("Building what a page starts Python from, once for this version: about half a minute.")
                _build(runtime, work / "new", wheel, scripts)
                write_manifest(work / "new", built_id, runtime.versions)
                shutil.rmtree(home / built_id, ignore_errors=True)
                (work / "new").rename(home / built_id)
            finally:
                shutil.rmtree(work, ignore_errors=True)
    except OSError as error:
        raise RuntimeUnavailable(f"The runtime can't be built in {home} ({error.strerror or error}); "
                                 "make room or access there, or set FOLDLINE_CACHE to another folder.") from error
    return read_runtime(home / built_id)


def _build(runtime: Runtime, folder: Path, wheel: bytes, scripts: Path) -> None:
    lay_into(runtime, folder)
    (folder / MANIFEST).unlink()  # a hard link too, and the built runtime has a manifest of its own
    lock = json.loads((folder / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
    lock["packages"]["foldline"] = {
        "name": "foldline", "version": wheel_name().split("-")[1], "file_name": wheel_name(), "install_dir": "site",
        "sha256": hashlib.sha256(wheel).hexdigest(), "package_type": "package", "imports": ["foldline"],
        "depends": list(PACKAGES), "unvendored_tests": False,
    }
    _replace(folder / "pyodide" / wheel_name(), wheel)
    _replace(folder / "pyodide" / "pyodide-lock.json", json.dumps(lock, indent=1).encode())
    make_snapshot(folder, sorted((folder / "pyodide").glob("*.whl")), scripts, folder)
    for needed_for_making in ("zstddec.mjs", "pyscript/stdlib.mjs"):
        (folder / needed_for_making).unlink()


def _replace(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)  # it may be a hard link into the fetched runtime, which has to stay as it is
    path.write_bytes(data)
