"""Prepare wheels for Pyodide: repack one without its compiled part, and name all of them in a lock
file.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import zipfile
from email.message import Message
from email.parser import BytesParser
from pathlib import Path, PurePosixPath
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from foldline.errors import RuntimeUnavailable

__all__ = ["describe", "licence_texts", "metadata", "repack_pure", "write_lock"]

_COMPILED = (".so", ".pyd", ".pyi", ".c")

# What `sys.platform` and its kin are in the browser: requirements are weighed for there, not for
# this machine.
_BROWSER = {
    "implementation_name": "cpython",
    "os_name": "posix",
    "platform_machine": "wasm32",
    "platform_python_implementation": "CPython",
    "platform_system": "Emscripten",
    "sys_platform": "emscripten",
}


def repack_pure(wheel: Path, folder: Path) -> Path:
    """Write `wheel` without its compiled part into `folder` as a `py3-none-any` wheel, and return
    the new file.

    For a package whose compiled part only makes it faster and has a Python fallback. WHEEL and
    RECORD are rewritten. The same input gives the same bytes on every machine: dates and order are
    fixed, and files are stored without compression, since two builds of zlib compress differently.

    Raises OSError or zipfile.BadZipFile.
    """
    name, version, _, _ = wheel.name.split("-", 3)
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(wheel) as old:
        kept = {
            item: old.read(item)
            for item in sorted(old.namelist())
            if not item.endswith("/") and not item.endswith(_COMPILED) and item != f"{info}/RECORD"
        }
    kept[f"{info}/WHEEL"] = _pure_tags(kept[f"{info}/WHEEL"])
    kept[f"{info}/RECORD"] = _record(kept, f"{info}/RECORD")
    target = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as new:
        for item, data in kept.items():
            facts = zipfile.ZipInfo(item, date_time=(1980, 1, 1, 0, 0, 0))
            facts.create_system = 3  # Unix, wherever this runs
            facts.external_attr = 0o100644 << 16
            new.writestr(facts, data)
    return target


def describe(wheel: Path, info: dict[str, str]) -> dict[str, Any]:
    """Return the lock file's entry for one wheel. `info` is the lock file's own `info`; markers are
    evaluated for its `python`.

    Raises OSError, zipfile.BadZipFile or packaging's InvalidWheelFilename.
    """
    name, version, _, _ = parse_wheel_filename(wheel.name)
    environment = _BROWSER | {
        "python_version": ".".join(info["python"].split(".")[:2]),
        "python_full_version": info["python"],
        "implementation_version": info["python"],
        "platform_release": "",
        "platform_version": "",
        "extra": "",
    }
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    required = [Requirement(text) for text in metadata(wheel).get_all("Requires-Dist") or ()]
    depends = {
        canonicalize_name(r.name)
        for r in required
        if r.marker is None or r.marker.evaluate(environment)
    }
    return {
        "name": name,
        "version": str(version),
        "file_name": wheel.name,
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "install_dir": "site",
        "package_type": "package",
        "imports": sorted(_imports(names)),
        "depends": sorted(depends),
        "unvendored_tests": False,
    }


def write_lock(wheels: list[Path], info: dict[str, str], target: Path) -> dict[str, Any]:
    """Write `target`, a `pyodide-lock.json` that names exactly `wheels`, and return its content.

    File names are relative: Pyodide loads the wheels from the folder of the lock file. `info` is
    taken from the lock file that came with Pyodide, which compares it with its own. Raises
    RuntimeUnavailable where a wheel needs another that is not among them.
    """
    packages = {
        entry["name"]: entry for entry in (describe(wheel, info) for wheel in sorted(wheels))
    }
    for name, entry in packages.items():
        lacking = sorted(set(entry["depends"]) - set(packages))
        if lacking:
            raise RuntimeUnavailable(
                f"The runtime's wheel {name} needs {', '.join(lacking)}, which wheels.txt lacks."
            )
    lock = {"info": info, "packages": packages}
    target.write_bytes((json.dumps(lock, indent=1, sort_keys=True) + "\n").encode())
    return lock


def metadata(wheel: Path) -> Message:
    """Return the wheel's METADATA as a message: `["Name"]`, `["License-Expression"]`,
    `get_all("Requires-Dist")` …
    """
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", n))
        return BytesParser().parsebytes(archive.read(name))


def licence_texts(wheel: Path) -> list[tuple[str, str]]:
    """Return (file name, text) of each licence in the wheel's dist-info folder, sorted by name."""
    with zipfile.ZipFile(wheel) as archive:
        found = [
            name
            for name in sorted(archive.namelist())
            if re.search(
                r"\.dist-info/(licenses/.*[^/]|(LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*)$", name
            )
        ]
        return [
            (PurePosixPath(name).name, archive.read(name).decode("utf-8", "replace"))
            for name in found
        ]


def _pure_tags(wheel_file: bytes) -> bytes:
    lines = filter(None, wheel_file.decode().splitlines())
    kept = [line for line in lines if not line.startswith(("Tag:", "Root-Is-Purelib:"))]
    return "\n".join([*kept, "Root-Is-Purelib: true", "Tag: py3-none-any", ""]).encode()


def _record(files: dict[str, bytes], record: str) -> bytes:
    rows = io.StringIO()
    writer = csv.writer(rows, lineterminator="\n")
    for name, data in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        writer.writerow([name, f"sha256={digest}", len(data)])
    writer.writerow([record, "", ""])
    return rows.getvalue().encode()


def _imports(names: list[str]) -> set[str]:
    """Return the top-level modules among a wheel's file names: folders with Python or compiled
    files in them, and single files.
    """
    found = set()
    for name in names:
        top, _, rest = name.partition("/")
        if top.endswith((".dist-info", ".data")):
            continue
        if rest and rest.endswith((".py", ".so")):
            found.add(top)
        elif not rest and top.endswith((".py", ".so")):
            found.add(top.partition(".")[0])
    return found
