"""Return the runtime from the cache, or fetch and lay it out first."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from foldline.errors import RuntimeUnavailable

from .keeping import Runtime, read_runtime, verify
from .pins import Pins, read_pins
from .progress import Progress, Silent

__all__ = ["default_cache", "ensure_runtime"]


def default_cache() -> Path:
    """Return the folder where Foldline keeps what it fetched: the one that FOLDLINE_CACHE names,
    else the user's cache folder.
    """
    named = os.environ.get("FOLDLINE_CACHE")
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("foldline", appauthor=False))


def ensure_runtime(
    cache: Path | None = None, *, progress: Progress | None = None, pins: Pins | None = None
) -> Runtime:
    """Return the pinned runtime. It comes from the cache where that holds it whole (sizes are
    checked); else it is fetched and laid out.

    `cache` defaults to `default_cache()`, `pins` to Foldline's own. With the runtime in the cache,
    no process is started and the network is not used. Downloads are kept, so a damaged runtime is
    repaired without the network. Several processes may call this at once: one works, the others
    wait for it.

    Raises RuntimeUnavailable with one sentence that says what is missing, why, and what to do.
    """
    pins = pins or read_pins()
    progress = progress or Silent()
    home = (Path(cache) if cache else default_cache()).absolute() / "runtime"
    found = _whole(home, pins)
    if found:
        return found
    try:
        home.mkdir(parents=True, exist_ok=True)
        with _alone(home, progress):
            return _whole(home, pins) or _make(home, pins, progress)
    except OSError as error:
        raise RuntimeUnavailable(
            f"The runtime can't be kept in {home} ({error.strerror or error}); "
            "make room or access there, or set FOLDLINE_CACHE to another folder."
        ) from error
    finally:
        progress.close()


def _whole(home: Path, pins: Pins) -> Runtime | None:
    runtime = read_runtime(home / pins.id)
    return runtime if runtime and runtime.id == pins.id and not verify(runtime) else None


@contextlib.contextmanager
def _alone(home: Path, progress: Progress) -> Iterator[None]:
    """Hold the cache's lock. The system frees it when a process ends, for whatever reason."""
    from filelock import FileLock, Timeout

    lock = FileLock(home / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        progress.say("Another Foldline is fetching the runtime: waiting for it.")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _make(home: Path, pins: Pins, progress: Progress) -> Runtime:
    """Fetch and lay out the runtime beside its final place, then rename it, so that it is there
    whole or not at all. Raises RuntimeUnavailable.
    """
    from .fetch import Downloads, fetch
    from .layout import lay_out

    for left in home.glob(
        ".work-*"
    ):  # of a run that was killed; we hold the lock, so none is at work
        shutil.rmtree(left, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=".work-", dir=home))
    downloads = Downloads(home / ".downloads")
    try:
        fetch(pins, downloads, work, progress)
        lay_out(pins, downloads, work / "new")
        final = home / pins.id
        if final.exists():
            final.rename(work / "damaged")
        (work / "new").rename(final)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    runtime = _whole(home, pins)
    if runtime is None:
        raise RuntimeUnavailable(
            f"The runtime in {home} was damaged while it was laid out; try again."
        )
    return runtime
