"""The house rules that can be read from the files: which way the arrows run, who may do what, how long a module is."""

import ast
import re
from collections.abc import Iterator

import pytest

from foldline.sections import KINDS
from tests.made import PACKAGE, ROOT

MODULES = {".".join(("foldline", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): path
           for path in PACKAGE.rglob("*.py") if path.parent.name != "in_pyodide"}
TEMPLATES = sorted(PACKAGE.rglob("*.html"))
PROGRAMS = sorted(path for path in (ROOT / "app").rglob("*") if path.suffix in (".py", ".js", ".mjs", ".html"))
PURE = ("foldline.story.brief", "foldline.dates.when", "foldline.dates", "foldline.text.prose", "foldline.story.positions", "foldline.text.addresses", "foldline.text.unseen", "foldline.text.platforms",
        "foldline.text.wording", "foldline.story.limits", "foldline.story.shape", "foldline.story.loading", "foldline.story.schema", "foldline.sections", "foldline.html.render", "foldline.html.head",
        "foldline.html.packing", "foldline.timelines", "foldline.errors", "foldline.text.figures", "foldline.importers", "foldline.exporters",
        "foldline.claims", "foldline.story", "foldline.html", "foldline.text")
HOSTS = {"pyscript", "js", "pyodide", "pyodide_js", "os", "pathlib", "subprocess", "socket", "urllib.request", "http", "asyncio",
         "shutil", "tempfile", "io", "sys", "threading"}
"""What a module that runs in both hosts may not know: a browser, files, processes, the network."""


def inside(name: str, packages) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Every node that runs: what stands under `if TYPE_CHECKING` does not."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING":
            continue
        yield child
        yield from _nodes(child)


def imports(name: str) -> set[str]:
    """The modules that a module imports, wherever in its text; of `from a import b` both a and a.b."""
    path = MODULES[name]
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    found = set()
    for node in _nodes(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.rsplit(".", node.level - 1)[0] if node.level else ""
            base = ".".join(part for part in (above, node.module) if part)
            found |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    return found


def ours(name: str) -> set[str]:
    return {found for found in imports(name) if found in MODULES} - {name}


def test_there_are_modules_to_read():
    assert all(name in MODULES for name in PURE) and len(MODULES) > 40 and len(TEMPLATES) > 15
    assert {"foldline.story.brief", "foldline.sections"} <= ours("foldline.story.loading")
    assert "pyscript" in imports("foldline.reading.page")
    assert "foldline.publishing.runtime.keeping" in ours("foldline.publishing.runtime")


@pytest.mark.parametrize("name", sorted(name for name in MODULES if inside(name, PURE)))
def test_what_runs_in_both_hosts_knows_neither(name):
    assert not {found for found in imports(name) if inside(found, HOSTS)}
    assert not {found for found in ours(name) if not inside(found, PURE)}, "it imports what may know a host"


@pytest.mark.parametrize("name", sorted(MODULES))
def test_only_reading_knows_the_browser(name):
    if not inside(name, ["foldline.reading"]):
        browser = {"pyscript", "js", "pyodide", "pyodide_js", "foldline.reading"}
        assert not {found for found in imports(name) if inside(found, browser)}


@pytest.mark.parametrize("name", sorted(MODULES))
def test_only_the_command_knows_publishing(name):
    if not inside(name, ["foldline.publishing", "foldline.cli"]):
        assert not {found for found in imports(name) if inside(found, ["foldline.publishing"])}
    if name != "foldline.__main__":
        assert "foldline.cli" not in imports(name)


def test_reading_knows_no_files_processes_or_sockets():
    for name in MODULES:
        if inside(name, ["foldline.reading"]):
            assert not {found for found in imports(name) if inside(found, HOSTS - {"pyscript", "js", "pyodide", "asyncio"})}, name


LAYERS = (("foldline.errors", "foldline.story.limits", "foldline.text.unseen", "foldline.html.policy", "foldline.text.matching"),
          ("foldline.text.addresses", "foldline.text.platforms", "foldline.story.positions", "foldline.text.wording", "foldline.text.figures"),
          ("foldline.dates",), ("foldline.dates.when", "foldline.text.prose"), ("foldline.story.shape",), ("foldline.story.brief",), ("foldline.sections",),
          ("foldline.story.schema", "foldline.story.loading", "foldline.timelines"), ("foldline.story.revisions",), ("foldline.html.render", "foldline.html.head"), ("foldline.html.packing",),
          ("foldline.importers",), ("foldline.exporters",),
          ("foldline.reading", "foldline.publishing"), ("foldline.cli",))


@pytest.mark.parametrize("name", sorted(name for name in MODULES if any(inside(name, layer) for layer in LAYERS)))
def test_arrows_run_one_way(name):
    def height(module: str) -> int:
        return next((at for at, layer in enumerate(LAYERS) if inside(module, layer)), -1)

    assert {found for found in ours(name) if height(found) > height(name)} == set()


@pytest.mark.parametrize("name", sorted(name for name in MODULES if inside(name, ["foldline.importers", "foldline.exporters", "foldline.claims"])))
def test_other_formats_and_claims_know_no_page(name):
    assert not {found for found in ours(name) if inside(found, ["foldline.html.render", "foldline.html.packing"])}


def test_no_module_imports_itself_by_a_detour():
    left = {name: {found for found in ours(name) if found != "foldline"} for name in MODULES}
    for name in left:  # a package imports its parts, and its parts may import each other, not the package's own names
        left[name] -= {package for package in left[name] if name.startswith(package + ".")}
    while ends := [name for name, found in left.items() if not found & set(left)]:
        for name in ends:
            del left[name]
    assert not left


@pytest.mark.parametrize("name", sorted(MODULES))
def test_modules_are_short_enough_to_read(name):
    assert len(MODULES[name].read_text("utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("*.py")), ids=lambda path: path.name)
def test_so_are_the_tests(path):
    assert len(path.read_text("utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_template_leaves_autoescape(path):
    text = path.read_text("utf-8").replace('style="max-width: 100%"', "")  # of a frame in a publisher's page, which is none of ours
    assert not re.search(r"\|\s*safe\b|autoescape|Markup|\bon[a-z]+=|\bstyle=|javascript:", text)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_only_prose_makes_markup(name):
    if name != "foldline.text.prose":
        assert "Markup" not in MODULES[name].read_text("utf-8")


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.relative_to(ROOT / "app").as_posix())
def test_html_enters_the_page_in_one_place(path):
    text = path.read_text("utf-8")
    assert not re.search(r"\.outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|setHTMLUnsafe|\beval\(", text)
    if path != PACKAGE / "reading" / "page.py":
        assert ".innerHTML" not in text
    else:
        assert len(re.findall(r"\.innerHTML\s*[+=]", text)) == 1


@pytest.mark.parametrize("name", ["story/brief.py", "story/loading.py", "html/render.py", "story/schema.py", "html/templates/brief.html",
                                  "reading/opening.py", "publishing/site.py"])
def test_the_name_of_a_kind_repeats_nowhere(name):
    text = (PACKAGE / name).read_text("utf-8")
    kinds = set(KINDS) - {"prose"}  # which is a filter's name too
    assert not [kind for kind in kinds if re.search(rf"""["']{kind}["']|sections[./]{kind}\b""", text)]
