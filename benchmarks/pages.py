"""The pages that are compared: a published site, plain PyScript beside it, and the same HTML with
no script at all.

All are served by one server, from one runtime, compressed by gzip where a page host would do so
(and WebAssembly too, which is to the good of plain PyScript: many hosts send it as it is).
"""

import gzip
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from foldline.publishing.checkout import lay_runtime_in
from foldline.publishing.runtime import Runtime, ensure_runtime, lay_into
from foldline.publishing.serve import HOST, Handler, Server
from foldline.publishing.site import SiteOptions, publish_site

ROOT = Path(__file__).resolve().parents[1]
BRIEF = "us-russia-military-dialogue"
COMPRESSED = (".html", ".css", ".js", ".mjs", ".json", ".svg", ".wasm")

_PLAIN = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>plain PyScript</title><link rel="icon" href="data:,">
<script type="module" src="runtime/pyscript/core.js"></script></head><body><p id="out">waiting</p>
<script type="py" config='{config}'>
{python}
from pyscript import document, window
document.getElementById("out").textContent = {answer}
window.performance.mark("foldline:ready")
</script></body></html>
"""
_INTERPRETER = '"interpreter": "{base}plain/runtime/pyodide/pyodide.mjs"'

# name -> packages, Python lines, the expression whose value is shown
PLAIN = {
    "hello": ("", "", '"hello"'),
    "pydantic": (
        ', "packages": ["pydantic", "markdown"], "packages_cache": "passthrough"',
        "import markdown, pydantic\nclass Story(pydantic.BaseModel):\n    n: int",
        'repr(Story(n=3)) + markdown.markdown("*hi*")',
    ),
}


SENT: list[tuple[str, int]] = []
"""The path and the bytes of each answer that had a file in it, since whoever asks emptied it."""


class Compressing(Handler):
    """Sends the gzip that lies beside a file."""

    def copyfile(self, source, outputfile) -> None:
        SENT.append((self.path, os.fstat(source.fileno()).st_size))
        super().copyfile(source, outputfile)

    def send_head(self):
        path = Path(self.translate_path(self.path.partition("?")[0]))
        if path.is_dir():
            path /= "index.html"
        packed = path.with_name(path.name + ".gz-sent")
        if not packed.is_file():
            return super().send_head()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(packed.stat().st_size))
        self.end_headers()
        return packed.open("rb")


def compressing_server(folder: Path) -> Server:
    """A server of the folder's files on a free port, not yet running; `compress` what it shall send
    by gzip.
    """
    return Server((HOST, 0), partial(Compressing, directory=str(folder)))


def compress(folder: Path) -> None:
    """Lays the gzip of each compressible file beside it."""
    for file in [
        file for file in folder.rglob("*") if file.is_file() and file.suffix in COMPRESSED
    ]:
        file.with_name(file.name + ".gz-sent").write_bytes(gzip.compress(file.read_bytes(), 6))


@contextmanager
def served() -> Iterator[str]:
    """The address of a folder with `site/` (published), `eager/` (the same with Python started at
    once), `checkout/`, `plain/` (hello.html, pydantic.html) and
    `still/` (the same published HTML and CSS, scripts taken out)."""
    runtime = ensure_runtime()
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        server = compressing_server(top)
        base = f"http://{HOST}:{server.server_port}/"
        publish_site(ROOT / "stories", top / "site", runtime)
        publish_site(ROOT / "stories", top / "eager", runtime, SiteOptions(python="eager"))
        lay_into(runtime, top / "plain" / "runtime")
        _copy_checkout(runtime, top / "checkout")
        for page, (packages, python, answer) in PLAIN.items():
            config = "{" + _INTERPRETER.format(base=base) + packages + "}"
            (top / "plain" / f"{page}.html").write_text(
                _PLAIN.replace("{config}", config)
                .replace("{python}", python)
                .replace("{answer}", answer)
            )
        write_still(top / "site", top / "still")
        compress(top)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield base
        finally:
            server.shutdown()


def _copy_checkout(runtime: Runtime, folder: Path) -> None:
    """Copy what a static file server needs of the checkout, as `foldline serve` leaves it."""
    folder.mkdir()
    for name in ("index.html", "pyscript.toml"):
        shutil.copy(ROOT / name, folder)
    for name in ("app", "stories"):
        shutil.copytree(ROOT / name, folder / name)
    lay_runtime_in(folder, runtime)


def write_still(site: Path, still: Path) -> None:
    """The HTML, CSS and drawings of a site, all scripts taken out."""
    scripts = re.compile(r"<script\b.*?</script>\s*|<link rel=\"modulepreload\"[^>]*>\s*", re.S)
    for file in site.rglob("*"):
        if (
            file.is_file()
            and file.suffix in (".html", ".css", ".svg")
            and "runtime" not in file.relative_to(site).parts
        ):
            copy = still / file.relative_to(site)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(
                scripts.sub("", file.read_text("utf-8"))
                if file.suffix == ".html"
                else file.read_text("utf-8"),
                "utf-8",
            )
