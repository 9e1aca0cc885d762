"""The rules for code, as ruff and mypy hold them. Settings and exceptions are in pyproject.toml."""

import subprocess
import sys

from tests.made import ROOT


def _said(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_ruff_has_nothing_to_say():
    assert _said("ruff", "check", "app", "tests", "benchmarks", "docs") == ""


def test_types_are_as_strict_as_they_are_said_to_be():
    assert _said("mypy") == ""
