"""The house rules that can be read from the files: which way the arrows run, who may do what, how
long a module is.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache

from foldline.sections import KINDS
from tests.made import PACKAGE, ROOT

MODULES = {
    ".".join(("foldline", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(
        ".__init__"
    ): path
    for path in PACKAGE.rglob("*.py")
    if path.parent.name != "in_pyodide"
}
TEMPLATES = sorted(PACKAGE.rglob("*.html"))
PROGRAMS = sorted(
    path for path in (ROOT / "app").rglob("*") if path.suffix in (".py", ".js", ".mjs", ".html")
)
PURE = (
    "foldline.text.words",
    "foldline.text.markdown",
    "foldline.story.brief",
    "foldline.dates.when",
    "foldline.dates",
    "foldline.text.prose",
    "foldline.story.positions",
    "foldline.text.addresses",
    "foldline.text.unseen",
    "foldline.text.platforms",
    "foldline.text.wording",
    "foldline.story.limits",
    "foldline.story.shape",
    "foldline.story.loading",
    "foldline.story.schema",
    "foldline.sections",
    "foldline.html.render",
    "foldline.html.head",
    "foldline.html.packing",
    "foldline.timelines",
    "foldline.errors",
    "foldline.locales",
    "foldline.text.figures",
    "foldline.drafts",
    "foldline.formats",
    "foldline.claims",
    "foldline.story",
    "foldline.html",
    "foldline.text",
)
HOSTS = {
    "pyscript",
    "js",
    "pyodide",
    "pyodide_js",
    "os",
    "pathlib",
    "subprocess",
    "socket",
    "urllib.request",
    "http",
    "asyncio",
    "shutil",
    "tempfile",
    "io",
    "sys",
    "threading",
}
"""What a module that runs in both hosts may not know: a browser, files, processes, the network."""


def inside(name: str, packages) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Every node that runs: what stands under `if TYPE_CHECKING` does not."""
    for child in ast.iter_child_nodes(node):
        if (
            isinstance(child, ast.If)
            and isinstance(child.test, ast.Name)
            and child.test.id == "TYPE_CHECKING"
        ):
            continue
        yield child
        yield from _nodes(child)


@cache
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
    assert {"foldline.story.brief", "foldline.sections"} <= ours("foldline.story.checks")
    assert "pyscript" in imports("foldline.reading.browser")
    assert "foldline.publishing.runtime.keeping" in ours("foldline.publishing.runtime")


def test_what_runs_in_both_hosts_knows_neither():
    both = [name for name in MODULES if inside(name, PURE)]
    assert {
        name: found
        for name in both
        if (found := {each for each in imports(name) if inside(each, HOSTS)})
    } == {}
    assert {
        name: found
        for name in both
        if (found := {each for each in ours(name) if not inside(each, PURE)})
    } == {}, "they may know a host"


def test_only_reading_knows_the_browser():
    browser = ["pyscript", "js", "pyodide", "pyodide_js", "foldline.reading"]
    others = [name for name in MODULES if not inside(name, ["foldline.reading"])]
    assert {
        name: found
        for name in others
        if (found := {each for each in imports(name) if inside(each, browser)})
    } == {}


def test_one_module_of_reading_is_the_border_to_javascript():
    host = ["pyscript", "js", "pyodide", "pyodide_js"]
    assert [name for name in MODULES if any(inside(each, host) for each in imports(name))] == [
        "foldline.reading.browser"
    ]


WITHOUT_BROWSER = (
    "foldline.reading.addresses",
    "foldline.reading.editor.text",
    "foldline.reading.local.briefs",
    "foldline.reading.local.commands",
    "foldline.reading.local.imports",
    "foldline.reading.local.parts",
    "foldline.reading.local.state",
    "foldline.reading.page_content",
    "foldline.reading.page_settings",
    "foldline.reading.search.words",
    "foldline.reading.tasks",
    "foldline.reading.worker.answers",
    "foldline.reading.worker.protocol",
)
"""What reading/ decides, with no page around it: what is open, what is kept, what is answered."""


def test_what_reading_decides_knows_no_browser():
    left, found = list(WITHOUT_BROWSER), set()
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += ours(name)
    assert "foldline.reading.browser" not in found


def test_only_the_command_and_the_public_api_know_publishing():
    outside = ["foldline.publishing", "foldline.cli"]
    # `foldline` imports it when `publish` or `pack` are called: no page does that
    others = [name for name in MODULES if name != "foldline" and not inside(name, outside)]
    assert {
        name: found
        for name in others
        if (found := {each for each in imports(name) if inside(each, ["foldline.publishing"])})
    } == {}
    assert [
        name for name in MODULES if name != "foldline.__main__" and "foldline.cli" in imports(name)
    ] == []


def test_reading_knows_no_files_processes_or_sockets():
    hosts = HOSTS - {"pyscript", "js", "pyodide", "asyncio"}
    reading = [name for name in MODULES if inside(name, ["foldline.reading"])]
    assert {
        name: found
        for name in reading
        if (found := {each for each in imports(name) if inside(each, hosts)})
    } == {}


LAYERS = (
    (
        "foldline.errors",
        "foldline.locales",
        "foldline.story.limits",
        "foldline.text.unseen",
        "foldline.html.policy",
        "foldline.text.matching",
        "foldline.text.decoding",
        "foldline.text.cost",
    ),
    (
        "foldline.text.addresses",
        "foldline.text.platforms",
        "foldline.story.positions",
        "foldline.story.problems",
        "foldline.text.wording",
        "foldline.text.figures",
    ),
    ("foldline.dates",),
    ("foldline.dates.when", "foldline.text.prose", "foldline.story.parsing"),
    ("foldline.text.safety", "foldline.story.fields", "foldline.story.date_fields"),
    ("foldline.text.words",),
    ("foldline.text.markdown", "foldline.story.shape"),
    ("foldline.story.brief",),
    ("foldline.sections",),
    ("foldline.story.schema", "foldline.story.checks", "foldline.timelines"),
    ("foldline.story.loading",),
    ("foldline.story.revisions",),
    ("foldline.html.page_words",),
    ("foldline.html.environment", "foldline.html.head"),
    ("foldline.html.brief_part",),
    ("foldline.html.render",),
    ("foldline.html.packing",),
    ("foldline.drafts",),
    ("foldline.formats",),
    ("foldline.reading", "foldline.publishing"),
    ("foldline.cli",),
)


def height(module: str) -> int:
    return next((at for at, layer in enumerate(LAYERS) if inside(module, layer)), -1)


def test_arrows_run_one_way():
    layered = [name for name in MODULES if height(name) >= 0]
    assert len(layered) > 40
    assert {
        name: found
        for name in layered
        if (found := {each for each in ours(name) if height(each) > height(name)})
    } == {}


def test_other_formats_and_claims_know_no_page():
    pages, others = (
        ["foldline.html.render", "foldline.html.packing"],
        ["foldline.drafts", "foldline.formats", "foldline.claims"],
    )
    assert {
        name: found
        for name in MODULES
        if inside(name, others) and (found := {each for each in ours(name) if inside(each, pages)})
    } == {}


def test_words_import_nothing_else_of_foldline():
    for name in (name for name in MODULES if inside(name, ["foldline.locales"])):
        assert {found for found in ours(name) if not inside(found, ["foldline.locales"])} <= {
            "foldline.errors"
        }, name


def test_no_module_imports_itself_by_a_detour():
    left = {name: {found for found in ours(name) if found != "foldline"} for name in MODULES}
    # a package imports its parts, and its parts may import each other, not the package's own names
    for name in left:
        left[name] -= {package for package in left[name] if name.startswith(package + ".")}
    while ends := [name for name, found in left.items() if not found & set(left)]:
        for name in ends:
            del left[name]
    assert not left


MOST_LINES = 400


def test_modules_and_tests_are_short_enough_to_read():
    files = [
        *MODULES.values(),
        *(path for path in (ROOT / "tests").rglob("*.py") if "node_modules" not in path.parts),
    ]
    assert {
        path.relative_to(ROOT): lines
        for path in files
        if (lines := len(path.read_text("utf-8").splitlines())) > MOST_LINES
    } == {}


def test_no_template_leaves_autoescape():
    leaving = re.compile(r"\|\s*safe\b|autoescape|Markup|\bon[a-z]+=|\bstyle=|javascript:")
    of_a_frame = 'style="max-width: 100%"'  # in a publisher's page, which is none of ours
    assert [
        path
        for path in TEMPLATES
        if leaving.search(path.read_text("utf-8").replace(of_a_frame, ""))
    ] == []


def test_only_prose_and_the_words_of_pages_make_markup():
    makers = {name for name, path in MODULES.items() if "Markup" in path.read_text("utf-8")}
    assert makers == {"foldline.text.prose", "foldline.html.page_words"}


def test_html_enters_the_page_in_one_place():
    ways = re.compile(
        r"\.outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|setHTMLUnsafe"
        r"|\beval\("
    )
    assert (
        len(PROGRAMS) > 100
        and [path for path in PROGRAMS if ways.search(path.read_text("utf-8"))] == []
    )
    page = PACKAGE / "reading" / "browser.py"
    assert [path for path in PROGRAMS if ".innerHTML" in path.read_text("utf-8")] == [page]
    assert len(re.findall(r"\.innerHTML\s*[+=]", page.read_text("utf-8"))) == 1


def test_the_name_of_a_kind_repeats_nowhere():
    kinds = set(KINDS) - {"prose"}  # which is a filter's name too
    for name in (
        "story/brief.py",
        "story/loading.py",
        "html/render.py",
        "html/brief_part.py",
        "html/environment.py",
        "story/schema.py",
        "html/templates/brief.html",
        "reading/navigation/targets.py",
        "publishing/site.py",
    ):
        text = (PACKAGE / name).read_text("utf-8")
        assert not [
            kind for kind in kinds if re.search(rf"""["']{kind}["']|sections[./]{kind}\b""", text)
        ], name
