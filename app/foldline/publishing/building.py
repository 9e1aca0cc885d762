"""The built runtime: the fetched runtime, our own package in it, and the snapshot that starts it.
Kept in the cache.

A site's `runtime/<id>/` is this folder; the id is a hash of all it is made from, so it can be
cached for ever.
"""

import base64
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from foldline.errors import RuntimeUnavailable
from foldline.publishing.package import browser_wheel, package_root, wheel_name
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
from foldline.publishing.snapshot import make_snapshot, sources
from foldline.publishing.writing import digest_of

CARRIED = "carried.js"
"""What a page from a file loads in place of all else; a page from a server never asks for it."""

PYSCRIPT = "pyscript.mjs"
PURIFY = "purify.js"
"""DOMPurify in the fetched runtime. It is for host pages, not for ours: a site has it beside
embed.js.
"""

PLUGINS = ("deprecations-manager", "donkey", "error", "py-editor", "py-game", "py-terminal")
NO_PLUGIN = "Promise.resolve({default(){},notify(){},notOnDOM(){}})"
REWRITTEN = (
    # What runs before and after Python in a worker: made of text, as a page's policy forbids, at
    # the start of pages that have no worker.
    ("return Function(`return(w,x)=>(${r})(w,x,...[${s}])`)()", "return(()=>{})"),
    # The address of an interpreter, which in a page from a file is a blob's.
    (
        r"/^(?:\.?\.?\/|[a-z0-9-]+:\/\/)/i.test(r)",
        r"/^(?:\.?\.?\/|[a-z0-9-]+:\/\/|blob:)/i.test(r)",
    ),
    # Two databases, for packages from elsewhere and for folders of the reader's: we have neither,
    # and where a page may keep nothing, opening one fails or never ends.
    ("l=new h(`${c}@${t}`)", "l=Object.assign(new Map,{sync(){},close(){}})"),
    ("no=new y(eo)", "no=new Map"),
)
"""Of PyScript's text, each once: what stands there, and what in its place."""

WRITES_PACKAGE = re.compile(
    r'wo\("\.",\{pyscript:.*?\}\}\),(?=ho\.push\("import pyscript as _pyscript"\))'
)
"""Where PyScript's text holds its Python package and writes it at every start: with us, that lies
there compiled (make.mjs).
"""

SCRIPTS = ("interpreter.mjs", "decoder.mjs", "later.mjs", "worker.mjs")
"""Those of our scripts that are part of the runtime."""

PACKAGES = ("pydantic", "markdown", "justhtml", "jinja2")
"""What our package needs of the runtime's packages; they bring their own dependencies."""


def shell_folder() -> Path:
    """Where `scripts/` and `styles/` are: beside the package in a checkout, inside it when
    installed.
    """
    beside = package_root().parent
    return beside if (beside / "scripts").is_dir() else package_root() / "shell"


def built_runtime(
    runtime: Runtime, cache: Path | None = None, said: Callable[[str], None] = lambda line: None
) -> Runtime:
    """The runtime with our package and its snapshot in it, built where the cache doesn't hold it
    whole.

    Raises RuntimeUnavailable where it can't be kept."""
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
                said(
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
    return read_runtime(home / built_id)


def is_built() -> bool:
    """Return whether the cache seems to hold what `built_runtime` would give, so that nothing has
    to be fetched or built first. Its bytes are not looked at."""
    return (
        default_cache() / "built" / _id_of(read_pins().id, browser_wheel()) / MANIFEST
    ).is_file()


def _id_of(runtime_id: str, wheel: bytes) -> str:
    scripts = shell_folder() / "scripts"
    own = [(scripts / name).read_bytes() for name in (*SCRIPTS, "carrier.js")]
    listing = Path(__file__).with_name("sbom.py").read_bytes()
    return digest_of(
        runtime_id.encode(),
        wheel,
        *own,
        *sources(),
        listing,
        repr((PLUGINS, NO_PLUGIN, REWRITTEN, WRITES_PACKAGE.pattern)).encode(),
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
    _replace(folder / "pyodide" / wheel_name(), wheel)
    _replace(folder / "pyodide" / "pyodide-lock.json", json.dumps(lock, indent=1).encode())
    make_snapshot(folder, sorted((folder / "pyodide").glob("*.whl")), scripts, folder)
    for no_page_needs in ("zstddec.mjs", "pyscript/stdlib.mjs", PURIFY):
        (folder / no_page_needs).unlink()
    _write_pyscript(folder)
    from foldline.publishing.sbom import write_sbom  # here, since it takes long to import

    write_sbom(folder)
    _write_carried(folder, (scripts / "carrier.js").read_text("utf-8"))


def _write_pyscript(folder: Path) -> None:
    """PyScript as the one script that our pages need.

    Its core.js only leads to that script, which at each start imports plugins that we have no use
    for (an editor, a terminal, a second way to show errors) where a second kind of Python could ask
    for them. A module from a blob can't import them at all, so here they are nothing; and where it
    makes a function of text, it makes an empty one. PyScript is otherwise as it is published."""
    leads_to = re.findall(
        r'from"\./([\w-]+\.js)"', (folder / "pyscript" / "core.js").read_text("utf-8")
    )
    script, plugins = (
        re.subn(
            rf'import\("\./(?:{"|".join(PLUGINS)})-[\w-]+\.js"\)',
            NO_PLUGIN,
            (folder / "pyscript" / leads_to[0]).read_text("utf-8"),
        )
        if len(leads_to) == 1
        else ("", 0)
    )
    if plugins != len(PLUGINS) + 1 or any(
        script.count(before) != 1 for before, _ in REWRITTEN
    ):  # donkey is asked for twice
        raise RuntimeUnavailable(
            f"PyScript's core.js is not what that of 0.7.31 is: it leads to {leads_to}, with "
            f"{plugins} plugins."
        )
    script, packages = WRITES_PACKAGE.subn("", script)
    if packages != 1:
        raise RuntimeUnavailable(
            "PyScript's core.js does not write its Python package where that of 0.7.31 does."
        )
    for before, after in REWRITTEN:
        script = script.replace(before, after)
    (folder / PYSCRIPT).write_text(script.partition("//# sourceMappingURL")[0], "utf-8")
    shutil.rmtree(folder / "pyscript")


def _write_carried(folder: Path, carrier: str) -> None:
    """For pages from a file: carried.js, all that Python starts from as one classic script, and the
    digests alone.
    """
    names = sorted(
        [
            *(path.name for path in folder.iterdir() if path.suffix in (".zst", ".gz", ".wasm")),
            *SCRIPTS,
            PYSCRIPT,
            "pyodide/pyodide.mjs",
        ]
    )
    found = {name: (folder / name).read_bytes() for name in names}
    texts = {
        name: [hashlib.sha256(data).hexdigest(), base64.b64encode(data).decode()]
        for name, data in found.items()
    }
    _replace(
        folder / CARRIED, f"globalThis.foldlineTexts = {json.dumps(texts)};\n{carrier}".encode()
    )
    _replace(
        folder / "carried.json",
        json.dumps({name: sha256 for name, (sha256, _) in texts.items()}).encode(),
    )


def carried_texts(built: Runtime) -> dict[str, list[str]]:
    """What a packed file carries: of each file's name, its SHA-256 in hex and its base64."""
    line = (built.folder / CARRIED).read_text("utf-8").partition("\n")[0]
    return json.loads(line.partition(" = ")[2].rstrip(";"))


def _replace(path: Path, data: bytes) -> None:
    path.write_bytes(data)
