"""Write the licences of all that a site with the runtime gives away, one text file per package, and
the list of the packages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from packaging.utils import canonicalize_name

from .components import Component, write_components
from .pins import NpmPin, WheelPin
from .wheels import licence_texts, metadata

__all__ = ["write_licences"]

# Packages that npm fetches and that no browser gets: they serve Pyodide under Node, or a compiler.
_NODE_ONLY = frozenset({"ws", "@types/emscripten", "@types/trusted-types"})

_PYODIDE = """\
Pyodide is given away here in its executable form: pyodide.mjs, pyodide.asm.mjs, pyodide.asm.wasm and the parts of
python_stdlib.zip that are its own. Its source code is governed by the Mozilla Public License 2.0, whose text is at
https://www.mozilla.org/MPL/2.0/ ; the source code is at https://github.com/pyodide/pyodide under the tag {version}.

Compiled into it are CPython (see cpython-*.txt), parts of Emscripten and musl (MIT, https://emscripten.org,
https://musl.libc.org) and the libraries that CPython's standard library stands on, each named with its licence in
Pyodide's source code. The JavaScript files hold error-stack-parser and stackframe (MIT, https://www.stacktracejs.com).
"""  # noqa: E501  # the lines of a file that is passed on

_CPYTHON = """\
pyodide.asm.wasm and python_stdlib.zip hold CPython {version}. Copyright (c) Python Software Foundation; all rights
reserved. Licences of software incorporated in it: https://docs.python.org/3.14/license.html
"""  # noqa: E501

_CHANGES = {
    "markupsafe": "Repacked by Foldline without its compiled part.",
    "dompurify": "One script of it, in a function of its own, so that it leaves no name in a page.",
    "@pyscript/core": "One script of it, without its plugins and its Python package; see "
    "PATCHES in Foldline's pyscript.py.",
    "pyodide": "Its files are packed anew by Foldline, with a snapshot of its memory after the "
    "start.",
}
"""What Foldline changes, by package."""

_ZIP_JS = """\
pyscript/zip-*.js is zip.js, copyright (c) Gildas Lormeau, under the BSD 3-Clause licence:
https://github.com/gildas-lormeau/zip.js
"""


@dataclass(frozen=True)
class _Notice:
    """Describe one package: its SPDX id from its own metadata, its address, and the texts that came
    with it.
    """

    name: str
    version: str
    licence: str
    url: str
    texts: list[tuple[str, str]]
    remark: str = ""
    kind: str = ""
    hash_name: str = ""
    digest: str = ""

    def component(self) -> Component:
        group, _, name = self.name.rpartition("/")
        name = canonicalize_name(name) if self.kind == "pypi" else name
        change = _CHANGES.get(name if self.kind == "pypi" else self.name, "")
        return Component(
            self.kind,
            group,
            name,
            self.version,
            self.licence,
            self.url,
            self.hash_name,
            self.digest,
            change,
        )

    def write(self, folder: Path) -> None:
        head = (f"{self.name} {self.version}".strip(), f"Licence: {self.licence}", self.url)
        parts = ["".join(f"{line}\n" for line in head if line)]
        if self.remark:
            parts.append(self.remark)
        parts += [f"---- {name} ----\n\n{text.strip()}\n" for name, text in self.texts]
        plain = re.sub(r"[^a-z0-9.]+", "-", self.name.lower()).strip("-")
        # Two versions of one package may be in the same bundle: each has its file.
        stem = f"{plain}-{self.version}" if self.version else plain
        (folder / f"{stem}.txt").write_bytes("\n".join(parts).encode())


def write_licences(
    npm: dict[NpmPin, dict[str, bytes]],
    wheels: list[Path],
    python: str,
    folder: Path,
    pinned: Iterable[WheelPin],
) -> None:
    """Write a text per redistributed package into `folder`, and `components.json`.

    `npm` holds the files of each npm package by their path in it, `pinned` are the pins of the
    wheels, `python` is the version of the CPython in Pyodide. A package without a licence text gets
    a notice with the SPDX id and the address that its metadata names.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sha256 = {pin.name: pin.sha256 for pin in pinned}
    packages = [_of_npm(pin, files) for pin, files in npm.items() if pin.name not in _NODE_ONLY]
    packages += [_of_wheel(wheel, sha256) for wheel in wheels]
    for package in packages:
        package.write(folder)
    components = {
        package.component(): None for package in packages
    }  # npm has one package in several places
    cpython = Component(
        "github", "python", "cpython", python, "PSF-2.0", "https://www.python.org", inside="pyodide"
    )
    write_components([*components, cpython], folder)
    texts = [
        text
        for wheel in wheels
        if wheel.name.startswith("typing_extensions-")
        for text in licence_texts(wheel)
    ]
    # python_stdlib.zip carries no licence file; typing_extensions, CPython's own offspring, carries
    # CPython's text.
    remark = _CPYTHON.format(version=python)
    _Notice("cpython", python, "PSF-2.0", "https://www.python.org", texts, remark).write(folder)
    _Notice(
        "zip.js", "", "BSD-3-Clause", "https://github.com/gildas-lormeau/zip.js", [], _ZIP_JS
    ).write(folder)


def _of_npm(pin: NpmPin, files: dict[str, bytes]) -> _Notice:
    package = json.loads(files["package.json"])
    licence = re.compile(
        r"(licen[cs]e|notice|copying)[^/]*|src/3rd-party-licenses/[^/]*\.txt", re.IGNORECASE
    )
    texts = [
        (name, files[name].decode("utf-8", "replace"))
        for name in sorted(files)
        if licence.fullmatch(name)
    ]
    repository = package.get("repository") or {}
    url = repository.get("url", "") if isinstance(repository, dict) else str(repository)
    url = re.sub(r"^git\+|\.git$", "", package.get("homepage") or url).partition("#")[0]
    return _Notice(
        pin.name,
        pin.version,
        {"APACHE-2.0": "Apache-2.0"}.get(
            package.get("license", ""), package.get("license", "see below")
        ),
        url,
        texts,
        _PYODIDE.format(version=pin.version) if pin.name == "pyodide" else "",
        "npm",
        pin.algorithm,
        pin.digest.hex(),
    )


def _of_wheel(wheel: Path, sha256: dict[str, str]) -> _Notice:
    fields = metadata(wheel)
    classifiers = [
        c.rpartition(" :: ")[2]
        for c in fields.get_all("Classifier") or ()
        if c.startswith("License ::")
    ]
    texts = licence_texts(wheel)
    named = ", ".join(classifiers) or (fields["License"] or "see below").splitlines()[0]
    licence = fields["License-Expression"] or _spdx(named, texts)
    urls = [url.partition(",")[2].strip() for url in fields.get_all("Project-URL") or ()]
    homes = [url for url in [fields["Home-page"], *urls] if url]
    source = next((url for url in homes if re.search(r"github\.com|gitlab", url)), "")
    name = canonicalize_name(fields["Name"])
    remark = f"{_CHANGES[name]}\n" if name in _CHANGES else ""
    return _Notice(
        fields["Name"],
        fields["Version"],
        licence,
        source or (homes or [""])[0],
        texts,
        remark,
        "pypi",
        "sha256",
        sha256[name],
    )


def _spdx(named: str, texts: list[tuple[str, str]]) -> str:
    """Return the SPDX name of a licence that older metadata names by a classifier. BSD is a family
    of licences; there the text decides.
    """
    if named == "BSD License":
        clauses = 3 if any("Neither the name" in text for _, text in texts) else 2
        return f"BSD-{clauses}-Clause"
    return {"MIT License": "MIT", "Apache Software License": "Apache-2.0"}.get(named, named)
