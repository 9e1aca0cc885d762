"""Lists what a page's Python may import or open, read from the sources of the package and of its
libraries.
"""

import ast
import importlib.util
import subprocess
import sys
from functools import cache, lru_cache
from pathlib import Path

from foldline.publishing.snapshot import MAKER, ON_DEMAND
from tests.made import PACKAGE

LIBRARIES = (
    "annotated_types",
    "jinja2",
    "justhtml",
    "markdown",
    "markupsafe",
    "pydantic",
    "typing_inspection",
)

NEVER_NEEDED = {
    "foldline.formats": "import_brief and export_brief of the public API; a page's own imports "
    "wait for all files (reading/on_demand.py)",
    "foldline.publishing.operations": "publish and pack of the public API, which are CPython's",
    "jinja2.constants": "words of filler text, for a function that no template calls",
    "pprint": "Jinja's filter of that name, which no template uses",
    "pydantic._internal._git": "for a report of versions",
    "pydantic.deprecated": "the interface of Pydantic 1, which nothing here calls",
    "pydantic.deprecated.copy_internals": "the same",
    "pydantic.deprecated.json": "the same",
    "pydantic.deprecated.parse": "the same",
    "pydantic.v1": "models of Pydantic 1 inside of models",
    "rich.pretty": "for debugging; not installed in a page",
}
"""Modules that libraries import inside of functions no page calls, and why."""


def templates() -> list[str]:
    """Return the names of all templates of the package, sorted."""
    return sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.html"))


def _imports(name: str, path: Path, *, late: bool) -> set[str]:
    """Return the modules that a module imports: inside of functions (`late`), or anywhere."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    found: set[str] = set()

    def visit(node: ast.AST, inside: bool) -> None:
        if (
            isinstance(node, ast.If)
            and isinstance(node.test, ast.Name)
            and node.test.id == "TYPE_CHECKING"
        ):
            return
        if inside or not late:
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                above = package.rsplit(".", node.level - 1)[0] if node.level else ""
                base = ".".join(part for part in (above, node.module) if part)
                found.add(base)
                found.update(
                    f"{base}.{alias.name}"
                    for alias in node.names
                    if _is_module(f"{base}.{alias.name}")
                )
        for child in ast.iter_child_nodes(node):
            visit(
                child,
                inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda),
            )

    visit(ast.parse(path.read_text("utf-8")), False)
    return found


@cache
def _is_module(name: str) -> bool:
    top = name.partition(".")[0]
    if top == "foldline":
        parts = name.split(".")[1:]
        path = PACKAGE.joinpath(*parts)
        return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()
    if top not in LIBRARIES:
        return False
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, AttributeError):
        return False


_LOADED = """
import sys
import foldline
from foldline.html import packing
from foldline.reading import page_settings, tasks
from foldline.reading.local import commands, state
from foldline.reading.search import words
from foldline.reading.worker import answers
print("\\n".join(f"{name} {module.__file__}" for name, module in sys.modules.items()
                 if (getattr(module, "__file__", None) or "").endswith(".py")))
"""


@lru_cache(maxsize=1)
def _loaded() -> dict[str, Path]:
    """Return the modules that rendering loads, and their files."""
    run = subprocess.run(
        [sys.executable, "-c", _LOADED], check=True, capture_output=True, text=True
    )
    return {
        name: Path(file) for name, file in (line.split(" ", 1) for line in run.stdout.splitlines())
    }


@lru_cache(maxsize=1)
def late_imports() -> dict[str, list[str]]:
    """Return what the loaded modules of the package and its libraries import inside of functions,
    and is not loaded by then: the modules, each with those that import it."""
    loaded = _loaded()
    found: dict[str, list[str]] = {}
    for name, path in loaded.items():
        if name.partition(".")[0] in (*LIBRARIES, "foldline"):
            for each in _imports(name, path, late=True):
                if (
                    each
                    and each not in loaded
                    and each not in sys.builtin_module_names
                    and each != "pydantic_core._pydantic_core"
                ):
                    found.setdefault(each, []).append(name)
    return found


def modules_of_warm_up() -> set[str]:
    """Return the modules that the maker of the snapshot imports."""
    return _imports("warmup", MAKER / "in_pyodide" / "warmup.py", late=False)


@lru_cache(maxsize=1)
def imports_of_page() -> set[str]:
    """Return all that a page's side may import before its files have come: from reading/boot.py on,
    inside of functions too.
    """
    left, found = ["foldline.reading.boot"], set()
    on_demand = tuple(prefix.rstrip("/.").replace("/", ".") for prefix in ON_DEMAND)
    while left:
        name = left.pop()
        if name in found or name.startswith(on_demand):
            continue
        found.add(name)
        if name.partition(".")[0] == "foldline":
            path = PACKAGE.joinpath(*name.split(".")[1:])
            file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
            left += _imports(name, file, late=False)
    return found
