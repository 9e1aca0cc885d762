"""PyScript as the one script that our pages load, made from PyScript 0.7.31 as it is published.

PyScript's npm package has no build without its plugins, and `core.js` is minified. So this module
changes the text of that script in the places below. It refuses any other text: each place has to
be there exactly as often as in 0.7.31 (`tests/publishing/test_pyscript.py`).

What was looked for first, and why it is not enough:

- Configuration. `plugins = ["!name"]` skips a plugin, but the module of `error` is imported all
  the same. No key turns the databases off, or the writing of PyScript's Python package.
- Hooks (`hooks.main`, `hooks.worker`) add code before and after Python. They take nothing out, and
  they are what one of the places below makes from text.
- Plugins of one's own add behaviour too, and replace none.

No issue of PyScript's is cited, since we know of none that asks for one of these.
"""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from foldline.errors import RuntimeUnavailable

VERSION = "0.7.31"
"""The version of `@pyscript/core` that the changes fit. `npm/package-lock.json` pins the same."""

PYSCRIPT = "pyscript.mjs"
"""The script in the built runtime."""


@dataclass(frozen=True)
class Patch:
    """One change of PyScript's text."""

    pattern: str
    """A regular expression of what stands there."""
    replacement: str
    """The text that takes its place."""
    count: int
    """How often it stands there."""
    reason: str
    """Why it is needed."""
    until: str
    """What would make it unnecessary."""


def _literal(text: str, replacement: str, *, reason: str, until: str) -> Patch:
    return Patch(re.escape(text), replacement, 1, reason, until)


PLUGINS = ("deprecations-manager", "donkey", "error", "py-editor", "py-game", "py-terminal")
"""PyScript's plugins, of which our pages use none."""

PATCHES = (
    Patch(
        rf'import\("\./(?:{"|".join(PLUGINS)})-[\w-]+\.js"\)',
        "Promise.resolve({default(){},notify(){},notOnDOM(){}})",
        len(PLUGINS) + 1,  # donkey stands there twice
        reason=(
            "The plugins are files beside core.js. A page from a disk loads PyScript as a module "
            "from a blob, which can't import them. Other pages would load files for nothing."
        ),
        until="a build of PyScript's core without plugins, or plugins that are registered from "
        "outside",
    ),
    Patch(
        r'wo\("\.",\{pyscript:.*?\}\}\),(?=ho\.push\("import pyscript as _pyscript"\))',
        "",
        1,
        reason=(
            "At each start PyScript writes its Python package as text, which Python then compiles. "
            "In our snapshot it lies compiled (snapshot/make.mjs)."
        ),
        until="an option not to write the package where the interpreter has it already",
    ),
    _literal(
        "return Function(`return(w,x)=>(${r})(w,x,...[${s}])`)()",
        "return(()=>{})",
        reason=(
            "PyScript makes the hooks of workers from text with Function(), also in pages without "
            "a worker. The page's Content-Security-Policy forbids code from text."
        ),
        until="hooks of workers that are made only where there is a worker, or without Function()",
    ),
    _literal(
        r"/^(?:\.?\.?\/|[a-z0-9-]+:\/\/)/i.test(r)",
        r"/^(?:\.?\.?\/|[a-z0-9-]+:\/\/|blob:)/i.test(r)",
        reason=(
            "PyScript takes an `interpreter` for a version number unless it looks like an address "
            "with //. In a page from a disk the address of ours begins with blob:."
        ),
        until="PyScript accepting every address as `interpreter`",
    ),
    _literal(
        "l=new h(`${c}@${t}`)",
        "l=Object.assign(new Map,{sync(){},close(){}})",
        reason=(
            "A database (IndexedDB) of packages from elsewhere; our packages are in the snapshot. "
            "Where a page may store nothing, opening it fails or never ends."
        ),
        until="a database that is opened only when a package is stored in it",
    ),
    _literal(
        "no=new y(eo)",
        "no=new Map",
        reason=(
            "A database of the reader's folders that Python may use; we use none. Where a page may "
            "store nothing, opening it fails or never ends."
        ),
        until="a database that is opened only when a folder is asked for",
    ),
)


def write_pyscript(folder: Path) -> None:
    """Write `pyscript.mjs` into `folder`, from PyScript in `folder/pyscript`, and remove that.

    PyScript's core.js only imports one other script, which is the one that is changed. Raises
    RuntimeUnavailable where a patch does not fit.
    """
    core = (folder / "pyscript" / "core.js").read_text("utf-8")
    imported = re.findall(r'from"\./([\w-]+\.js)"', core)
    if len(imported) != 1:
        raise RuntimeUnavailable(
            f"PyScript's core.js is not what that of {VERSION} is: it leads to {imported}."
        )
    script = patched((folder / "pyscript" / imported[0]).read_text("utf-8"))
    (folder / PYSCRIPT).write_text(script, "utf-8")
    shutil.rmtree(folder / "pyscript")


def patched(script: str) -> str:
    """Return PyScript's script with all `PATCHES`, without the address of its source map.

    Raises RuntimeUnavailable where one of them does not fit.
    """
    for patch in PATCHES:
        replacement = patch.replacement.replace("\\", r"\\")  # as it stands, no backreference
        script, count = re.subn(patch.pattern, replacement, script)
        if count != patch.count:
            raise RuntimeUnavailable(
                f"PyScript's core.js is not what that of {VERSION} is: it has {count} places of "
                f"{patch.count} that match {patch.pattern[:60]}"
            )
    return script.partition("//# sourceMappingURL")[0]
