"""The locks have a version and hashes for all that pyproject.toml asks for."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.lock import LOCKS, UNLOCKED
from tests.made import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PIN = re.compile(
    r"^([\w.-]+)==([^ \\]+)(?: ; ([^\\]+?))?((?: \\\n    --hash=sha256:[0-9a-f]{64})*)$", re.M
)


def needed(extras: list[str]) -> list[Requirement]:
    """Return what the package and these of its extras need, with what extras of extras need."""
    found = [Requirement(each) for each in PROJECT["dependencies"]]
    for extra in extras:
        for each in map(Requirement, PROJECT["optional-dependencies"][extra]):
            found += needed(sorted(each.extras)) if each.name == "foldline" else [each]
    return found


def pins(path: str) -> dict[str, list[tuple[str, str]]]:
    """Return the versions of a lock with their hashes, by the name of the package."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, version, _, hashes in PIN.findall((ROOT / path).read_text("utf-8")):
        found.setdefault(canonicalize_name(name), []).append((version, hashes))
    return found


@pytest.mark.parametrize("path", LOCKS)
def test_a_lock_has_a_fitting_version_of_each_package(path: str):
    locked = pins(path)
    for each in needed(LOCKS[path]):
        if each.name == UNLOCKED:
            continue
        versions = [version for version, _ in locked.get(canonicalize_name(each.name), [])]
        assert versions, each.name
        assert all(each.specifier.contains(version) for version in versions), each.name


@pytest.mark.parametrize("path", LOCKS)
def test_every_version_has_hashes_and_no_place(path: str):
    text = (ROOT / path).read_text("utf-8")
    locked = pins(path)
    assert sum(map(len, locked.values())) == len(re.findall(r"^\S", text, re.M)) > 20
    assert [name for name, versions in locked.items() if not all(h for _, h in versions)] == []
    assert "://" not in text


def test_the_tests_run_with_the_versions_that_are_published_with():
    ours, theirs = (pins(path) for path in LOCKS)
    assert {name: theirs.get(name) for name in ours} == ours
