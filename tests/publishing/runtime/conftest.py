"""A small package registry on this machine, for the real npm and the real pip: it can cut, stall
and lie.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import http.server
import io
import json
import os
import tarfile
import threading
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from foldline.publishing.runtime import WORKBOX, read_pins

PYODIDE_INFO = {
    "abi_version": "2026_0",
    "arch": "wasm32",
    "platform": "emscripten_5_0_3",
    "python": "3.14.2",
}


def make_wheel(
    name: str, version: str, files: dict[str, bytes], *, tag="py3-none-any", requires=()
) -> tuple[str, bytes]:
    """A correct wheel as (file name, bytes)."""
    info = f"{name}-{version}.dist-info"
    described = "".join(f"Requires-Dist: {text}\n" for text in requires)
    head = f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\nLicense-Expression: MIT\n"
    pure = "true" if tag.endswith("any") else "false"
    files = files | {
        f"{info}/METADATA": f"{head}{described}".encode(),
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: {pure}\nTag: {tag}\n".encode(),
        f"{info}/licenses/LICENSE": b"You may.\n",
    }
    record = io.StringIO()
    rows = csv.writer(record, lineterminator="\n")
    for path, data in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        rows.writerow([path, f"sha256={digest}", len(data)])
    rows.writerow([f"{info}/RECORD", "", ""])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in (files | {f"{info}/RECORD": record.getvalue().encode()}).items():
            archive.writestr(path, data)
    return f"{name}-{version}-{tag}.whl", packed.getvalue()


def make_tarball(name: str, version: str, files: dict[str, bytes]) -> bytes:
    """An npm package's tarball."""
    packed = io.BytesIO()
    manifest = json.dumps({"name": name, "version": version, "license": "MIT"}).encode()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for path, data in ({"package.json": manifest, "LICENSE": b"You may.\n"} | files).items():
            facts = tarfile.TarInfo(f"package/{path}")
            facts.size = len(data)
            archive.addfile(facts, io.BytesIO(data))
    return packed.getvalue()


@dataclass
class Registry:
    """What is served, what was asked for (paths, in order), and which paths are cut halfway or
    never answered.
    """

    tarballs: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    wheels: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    cut: set[str] = field(default_factory=set)
    silent: set[str] = field(default_factory=set)
    address: str = ""
    closing: threading.Event = field(default_factory=threading.Event)

    def files_asked(self) -> list[str]:
        """Packages that were sent, index pages left out."""
        return [Path(path).name for path in self.asked if path.startswith("/files/")]

    def answer(self, path: str) -> tuple[str, bytes] | None:
        """(content type, body) for a path, or None."""
        kind, _, rest = path.strip("/").partition("/")
        name = rest.replace("%2f", "/").replace("%2F", "/")
        if kind == "simple" and (name := name.strip("/")) in self.wheels:
            file, _ = self.wheels[name]
            return "text/html", f'<!doctype html><a href="/files/{file}">{file}</a>'.encode()
        if kind == "npm" and name in self.tarballs:
            version, data = self.tarballs[name]
            dist = {
                "tarball": f"{self.address}/files/{self._tarball_name(name)}",
                "integrity": integrity(data),
                "shasum": hashlib.sha1(data).hexdigest(),
            }
            entry = {"name": name, "version": version, "dist": dist}
            packument = {
                "name": name,
                "dist-tags": {"latest": version},
                "versions": {version: entry},
            }
            return "application/json", json.dumps(packument).encode()
        if kind == "files":
            held = {file: data for file, data in self.wheels.values()}
            held |= {self._tarball_name(name): data for name, (_, data) in self.tarballs.items()}
            if rest in held:
                return "application/octet-stream", held[rest]
        return None

    def _tarball_name(self, name: str) -> str:
        return f"{name.replace('/', '-').strip('@')}-{self.tarballs[name][0]}.tgz"


def integrity(data: bytes) -> str:
    """npm's way to write a hash."""
    return f"sha512-{base64.b64encode(hashlib.sha512(data).digest()).decode()}"


def write_pins(folder: Path, registry: Registry):
    """Lock files for all that `registry` holds."""
    (folder / "npm").mkdir(parents=True)
    versions = {name: version for name, (version, _) in registry.tarballs.items()}
    root = {"name": "tiny", "version": "0.0.0", "dependencies": versions}
    packages: dict[str, dict] = {"": root}
    sizes = {}
    for name, (version, data) in registry.tarballs.items():
        packages[f"node_modules/{name}"] = {"version": version, "integrity": integrity(data)}
        sizes[f"{name}@{version}"] = len(data)
    lines = []
    for name, (file, data) in registry.wheels.items():
        version = file.split("-")[1]
        lines.append(f"{name}=={version} --hash=sha256:{hashlib.sha256(data).hexdigest()}\n")
        sizes[f"{name}=={version}"] = len(data)
    lock = {
        "name": "tiny",
        "version": "0.0.0",
        "lockfileVersion": 3,
        "requires": True,
        "packages": packages,
    }
    (folder / "npm" / "package.json").write_text(json.dumps(root), encoding="utf-8")
    (folder / "npm" / "package-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    (folder / "wheels.txt").write_text("".join(lines), encoding="utf-8")
    (folder / "sizes.json").write_text(json.dumps(sizes), encoding="utf-8")
    return read_pins(folder)


@pytest.fixture
def registry():
    """A registry that serves a runtime in small: the npm packages and two wheels, one to be
    repacked.
    """
    made = Registry()
    made.tarballs = {
        "@pyscript/core": (
            "0.7.31",
            make_tarball(
                "@pyscript/core",
                "0.7.31",
                {
                    "dist/core.js": b"export {};\n",
                    "src/stdlib/pyscript.js": b"export default {};\n",
                    "dist/core.js.map": b"{}",
                    "dist/core.css": b"body {}\n",
                },
            ),
        ),
        "dompurify": (
            "3.4.18",
            make_tarball("dompurify", "3.4.18", {"dist/purify.min.js": b"module.exports = {};\n"}),
        ),
        "zstddec": (
            "0.3.4",
            make_tarball("zstddec", "0.3.4", {"dist/zstddec.mjs": b"export {};\n"}),
        ),
        "pyodide": (
            "314.0.7",
            make_tarball(
                "pyodide",
                "314.0.7",
                {
                    "pyodide.mjs": b"export {};\n",
                    "pyodide.asm.mjs": b"export {};\n",
                    "pyodide.asm.wasm": os.urandom(300_000),
                    "python_stdlib.zip": b"PK",
                    "pyodide-lock.json": json.dumps({"info": PYODIDE_INFO}).encode(),
                },
            ),
        ),
    }
    for name in (f"workbox-{part}" for part in WORKBOX):
        made.tarballs[name] = (
            "7.4.1",
            make_tarball(name, "7.4.1", {f"build/{name}.prod.js": b"this.workbox = {};\n"}),
        )
    speedups = "markupsafe/_speedups.cpython-314-x86_64-linux-gnu.so"
    compiled = {"markupsafe/__init__.py": b"x = 1\n", speedups: b"\x7fELF"}
    made.wheels = {
        "alpha": make_wheel(
            "alpha", "1.0", {"alpha/__init__.py": b"y = 2\n", "alpha/data.bin": os.urandom(90_000)}
        ),
        "markupsafe": make_wheel(
            "markupsafe", "3.0.4", compiled, tag="cp314-cp314-manylinux_2_28_x86_64"
        ),
    }

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            made.asked.append(self.path)
            if self.path in made.silent:
                while not made.closing.wait(0.05):
                    pass
                return
            answer = made.answer(self.path)
            self.send_response(200 if answer else 404)
            kind, body = answer or ("text/plain", b"")
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            # As the public index does: a package never changes, so a client may keep it.
            lasting = "max-age=365000000, immutable" if "/files/" in self.path else "max-age=600"
            self.send_header("Cache-Control", lasting)
            self.end_headers()
            if self.path in made.cut:
                self.wfile.write(body[: len(body) // 2])
                self.wfile.flush()
                time.sleep(0.2)
                self.close_connection = True
                self.connection.close()
            else:
                self.wfile.write(body)

        def log_message(self, *_):
            pass

        def handle(self):
            try:
                super().handle()
            except (ConnectionError, ValueError, OSError):
                pass  # cut by us, or the client was stopped

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    yield made
    made.closing.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def pins(registry, tmp_path):
    """Pins for all that `registry` serves as it is now."""
    return write_pins(tmp_path / "pins", registry)


def point_at(monkeypatch, npm: str, index: str) -> None:
    """Configures npm and pip, as a user would, to ask these two addresses and nobody else."""
    for name in list(os.environ):
        if (
            name.lower().endswith("_proxy")
            or name.startswith("PIP_")
            or name.lower().startswith("npm_config_")
        ):
            monkeypatch.delenv(name)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("npm_config_registry", npm)
    monkeypatch.setenv("npm_config_userconfig", os.devnull)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", index)
    monkeypatch.setenv("PIP_TRUSTED_HOST", "127.0.0.1")


@pytest.fixture
def local(registry, monkeypatch):
    """npm and pip ask `registry` and nobody else."""
    point_at(monkeypatch, f"{registry.address}/npm/", f"{registry.address}/simple/")
    return registry
