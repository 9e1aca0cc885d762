"""The built runtime: the fetched runtime, our own package in it, and the snapshot that starts it.
Kept in the cache.

A site's `runtime/<id>/` is this folder; the id is a hash of all it is made from, so it can be
cached for ever.
"""

import base64
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from foldline.errors import RuntimeUnavailable
from foldline.publishing.assets import CARRIER, RUNTIME_SCRIPTS, read_script, shell_folder
from foldline.publishing.package import browser_wheel, wheel_name
from foldline.publishing.pyscript import PATCHES, PYSCRIPT, write_pyscript
from foldline.publishing.runtime import (
    MANIFEST,
    Runtime,
    default_cache,
    ensure_runtime,
    lay_into,
    read_pins,
    read_runtime,
    verify,
    write_manifest,
)
from foldline.publishing.runtime.components import COMPONENTS
from foldline.publishing.snapshot import make_snapshot, sources
from foldline.publishing.writing import digest_of

CARRIED = "carried.js"
"""What a page from a file loads in place of all else; a page from a server never asks for it."""

PURIFY = "purify.js"
"""DOMPurify in the fetched runtime. It is for host pages, not for ours: a site has it beside
embed.js.
"""

PACKAGES = ("pydantic", "markdown", "justhtml", "jinja2")
"""What our package needs of the runtime's packages; they bring their own dependencies."""


def built_runtime(
    runtime: Runtime, cache: Path | None = None, report: Callable[[str], None] = lambda line: None
) -> Runtime:
    """Return the runtime with our package and its snapshot in it. Build it where the cache doesn't
    hold it whole; `report` gets a sentence before that, since it takes about half a minute.

    Raises RuntimeUnavailable where it can't be kept.
    """
    wheel = browser_wheel()
    scripts = shell_folder() / "scripts"
    built_id = _id_of(runtime.id, wheel)
    home = (cache or default_cache()) / "built"
    try:
        home.mkdir(parents=True, exist_ok=True)
        with FileLock(home / ".lock"):
            found = read_runtime(home / built_id)
            if found and not verify(found, full=True):
                return found
            runtime = _undamaged(runtime, home.parent)
            for left in home.glob(".work-*"):  # of a run that was killed; we hold the lock
                shutil.rmtree(left, ignore_errors=True)
            work = Path(tempfile.mkdtemp(prefix=".work-", dir=home))
            try:
                report(
                    "Building what a page starts Python from, once for this version: about half a "
                    "minute."
                )
                _build(runtime, work / "new", wheel, scripts)
                write_manifest(work / "new", built_id, runtime.versions)
                shutil.rmtree(home / built_id, ignore_errors=True)
                (work / "new").rename(home / built_id)
            finally:
                shutil.rmtree(work, ignore_errors=True)
    except OSError as error:
        raise RuntimeUnavailable(
            f"The runtime can't be built in {home} ({error.strerror or error}); "
            "make room or access there, or set FOLDLINE_CACHE to another folder."
        ) from error
    built = read_runtime(home / built_id)
    assert built is not None  # its manifest has just been written
    return built


def is_built() -> bool:
    """Return whether the cache seems to hold what `built_runtime` would give, so that nothing has
    to be fetched or built first. Its bytes are not looked at."""
    return (
        default_cache() / "built" / _id_of(read_pins().id, browser_wheel()) / MANIFEST
    ).is_file()


def _id_of(runtime_id: str, wheel: bytes) -> str:
    scripts = shell_folder() / "scripts"
    own = [(scripts / name).read_bytes() for name in (*RUNTIME_SCRIPTS, CARRIER)]
    listing = [Path(__file__).with_name("sbom.py"), shell_folder() / "fonts" / COMPONENTS]
    return digest_of(
        runtime_id.encode(),
        wheel,
        *own,
        *sources(),
        *(path.read_bytes() for path in listing),
        repr([(patch.pattern, patch.replacement) for patch in PATCHES]).encode(),
    )


def _undamaged(runtime: Runtime, cache: Path) -> Runtime:
    """Return the fetched runtime with every byte as it was fetched. Lays it out again where the
    cache's own is not whole. Raises RuntimeUnavailable for another folder's that is not."""
    problems = verify(runtime, full=True)
    if not problems:
        return runtime
    if runtime.folder.parent != cache / "runtime":
        raise RuntimeUnavailable(f"The runtime in {runtime.folder} is damaged: {problems[0]}.")
    (runtime.folder / MANIFEST).unlink(missing_ok=True)  # without it, it counts as not there
    return ensure_runtime(cache)


def _build(runtime: Runtime, folder: Path, wheel: bytes, scripts: Path) -> None:
    lay_into(runtime, folder)
    (folder / MANIFEST).unlink()  # the built runtime has a manifest of its own
    lock = json.loads((folder / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
    lock["packages"]["foldline"] = {
        "name": "foldline",
        "version": wheel_name().split("-")[1],
        "file_name": wheel_name(),
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel).hexdigest(),
        "package_type": "package",
        "imports": ["foldline"],
        "depends": list(PACKAGES),
        "unvendored_tests": False,
    }
    (folder / "pyodide" / wheel_name()).write_bytes(wheel)
    (folder / "pyodide" / "pyodide-lock.json").write_bytes(json.dumps(lock, indent=1).encode())
    make_snapshot(folder, sorted((folder / "pyodide").glob("*.whl")), scripts, folder)
    for no_page_needs in ("zstddec.mjs", "pyscript/stdlib.mjs", PURIFY):
        (folder / no_page_needs).unlink()
    write_pyscript(folder)
    from foldline.publishing.sbom import write_sbom  # here, since it takes long to import

    write_sbom(folder)
    _write_carried(folder, read_script(CARRIER))


def _write_carried(folder: Path, carrier: str) -> None:
    """Write, for pages from a disk, all that Python starts from as one classic script
    (`carried.js`), and the digests of the same files (`carried.json`).
    """
    names = sorted(
        [
            *(path.name for path in folder.iterdir() if path.suffix in (".zst", ".gz", ".wasm")),
            *RUNTIME_SCRIPTS,
            PYSCRIPT,
            "pyodide/pyodide.mjs",
        ]
    )
    found = {name: (folder / name).read_bytes() for name in names}
    texts = {
        name: [hashlib.sha256(data).hexdigest(), base64.b64encode(data).decode()]
        for name, data in found.items()
    }
    (folder / CARRIED).write_bytes(
        f"globalThis.foldlineTexts = {json.dumps(texts)};\n{carrier}".encode()
    )
    (folder / "carried.json").write_bytes(
        json.dumps({name: sha256 for name, (sha256, _) in texts.items()}).encode()
    )


def carried_texts(built: Runtime) -> dict[str, list[str]]:
    """Return what a packed file carries: by the name of each file its SHA-256 in hex, and its
    base64.
    """
    line = (built.folder / CARRIED).read_text("utf-8").partition("\n")[0]
    texts: dict[str, list[str]] = json.loads(line.partition(" = ")[2].rstrip(";"))
    return texts
