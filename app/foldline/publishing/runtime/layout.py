"""Lay out fetched packages in the folder that a browser loads."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from foldline.errors import RuntimeUnavailable

from .fetch import Downloads
from .keeping import Runtime, write_manifest
from .licences import write_licences
from .pins import WORKBOX, Pins
from .tarballs import read_tarball
from .wheels import repack_pure, write_lock

__all__ = ["lay_out"]

_PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")

_REPACKED = frozenset({"markupsafe"})
"""Wheels that no one builds for Pyodide and that work without their compiled part."""


def lay_out(pins: Pins, downloads: Downloads, folder: Path) -> Runtime:
    """Fill the new `folder` from fetched packages, and return its Runtime.

    The same pins give the same bytes on every machine. Raises OSError, or RuntimeUnavailable when a
    package lacks a file that the layout needs.
    """
    npm = {pin: read_tarball(downloads.tarball(pin)) for pin in pins.npm}
    top = {pin.place.removeprefix("node_modules/"): files for pin, files in npm.items()}
    try:
        laid = {f"pyodide/{name}": top["pyodide"][name] for name in _PYODIDE_FILES}
        laid["zstddec.mjs"] = top["zstddec"]["dist/zstddec.mjs"]
        laid |= {
            f"workbox/{part}.js": top[f"workbox-{part}"][f"build/workbox-{part}.prod.js"]
            for part in WORKBOX
        }
        laid["purify.js"] = top["dompurify"]["dist/purify.min.js"]
        pyscript = top["@pyscript/core"]
        laid["pyscript/core.css"] = pyscript["dist/core.css"]
        # PyScript's own Python package, as PyScript writes it at every start: the snapshot's maker
        # compiles it ahead
        laid["pyscript/stdlib.mjs"] = pyscript["src/stdlib/pyscript.js"]
        scripts = [name for name in pyscript if re.fullmatch(r"dist/[^/]+\.js", name)]
        laid |= {f"pyscript/{name.removeprefix('dist/')}": pyscript[name] for name in scripts}
        info = json.loads(top["pyodide"]["pyodide-lock.json"])["info"]
    except KeyError as error:
        raise RuntimeUnavailable(
            f"The runtime can't be laid out: its packages have no {error}."
        ) from error
    for name, data in laid.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    wheels = _wheels(pins, downloads, folder / "pyodide")
    lock = write_lock(wheels, info, folder / "pyodide" / "pyodide-lock.json")
    write_licences(npm, wheels, info["python"], folder / "licences", pins.wheels)
    versions = {
        name: pins.npm_version(name)
        for name in ("@pyscript/core", "dompurify", "pyodide", "workbox-core", "zstddec")
    }
    versions |= {"python": info["python"]}
    versions |= {name: entry["version"] for name, entry in sorted(lock["packages"].items())}
    return write_manifest(folder, pins.id, versions)


def _wheels(pins: Pins, downloads: Downloads, folder: Path) -> list[Path]:
    found = downloads.found_wheels(pins)
    laid = []
    for pin in pins.wheels:
        if pin.name in _REPACKED:
            laid.append(repack_pure(found[pin.name], folder))
        else:
            laid.append(Path(shutil.copyfile(found[pin.name], folder / found[pin.name].name)))
    return sorted(laid)
