"""What a page's snapshot of Python must hold: all that the package and its libraries import or open
on any way of rendering.

A page starts from a memory without files: a module that is imported first when something is wrong
is not to be had. The real snapshot is asked in tests/browser/test_bad_input_published.py.
"""

import subprocess
import sys
from pathlib import Path

from foldline.html.render import compile_templates
from tests.made import PACKAGE
from tests.snapshot_contents import (
    NEVER_NEEDED,
    imports_of_page,
    late_imports,
    modules_of_warm_up,
    templates,
)


def test_every_template_is_compiled():
    assert sorted(compile_templates()) == templates()
    assert "html/templates/problems.html" in templates()


def test_what_libraries_import_late_is_imported_by_the_warm_up():
    late = late_imports()
    assert "jinja2.debug" in late, "the list finds what it is for"
    missing = set(late) - modules_of_warm_up() - set(NEVER_NEEDED)
    assert not missing, (
        f"add them to warmup.py, or to NEVER_NEEDED with a reason: {sorted(missing)}"
    )


def test_each_exception_is_still_one():
    assert set(NEVER_NEEDED) <= set(late_imports())


def test_the_page_imports_nothing_that_only_comes_later():
    names = imports_of_page()
    assert {
        "foldline.reading.boot",
        "foldline.reading.navigation.targets",
        "foldline.story.loading",
    } <= names
    assert not {
        name
        for name in names
        if name.startswith(("foldline.formats", "foldline.drafts", "foldline.publishing"))
    }


PURE = (
    "foldline.reading.editor.text",
    "foldline.reading.local.commands",
    "foldline.reading.page_content",
    "foldline.reading.page_settings",
    "foldline.reading.search.words",
    "foldline.reading.tasks",
    "foldline.reading.worker.answers",
)
EACH_ALONE = """
import importlib, os, sys
import pydantic, markdown, justhtml, jinja2
path, *names = sys.argv[1:]
sys.path.insert(0, path)
for name in names:
    child = os.fork()
    if child == 0:
        importlib.import_module(name)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        sys.exit(f"{name} does not start alone")
"""


def test_pure_modules_of_the_page_start_alone():
    command = [sys.executable, "-c", EACH_ALONE, str(PACKAGE.parent), *PURE]
    done = subprocess.run(command, cwd=Path("/"), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
