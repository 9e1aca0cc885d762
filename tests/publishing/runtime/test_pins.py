import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from foldline.publishing.runtime import read_pins
from foldline.publishing.runtime.pins import megabytes

FOLDER = read_pins().folder
PYPROJECT = Path(__file__).parents[3] / "pyproject.toml"


@pytest.fixture
def copied(tmp_path):
    for name in ("npm/package-lock.json", "wheels.txt", "sizes.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(FOLDER / name, tmp_path / name)
    return tmp_path


def test_id_is_short_and_stays(copied):
    assert re.fullmatch(r"[0-9a-f]{12}", read_pins().id)
    assert read_pins(copied).id == read_pins().id


@pytest.mark.parametrize("name", ["npm/package-lock.json", "wheels.txt"])
def test_id_changes_with_each_lock(copied, name):
    text = (copied / name).read_text()
    changed = re.sub(
        r"(sha512-|sha256:)(.)", lambda m: m[1] + ("0" if m[2] != "0" else "1"), text, count=1
    )
    assert changed != text
    (copied / name).write_text(changed)
    assert read_pins(copied).id != read_pins().id


def test_id_does_not_change_with_line_ends(copied):
    for name in ("npm/package-lock.json", "wheels.txt"):
        (copied / name).write_bytes((copied / name).read_bytes().replace(b"\n", b"\r\n"))
    assert read_pins(copied).id == read_pins().id


def test_every_package_has_a_size():
    pins = read_pins()
    assert [pin.name for pin in (*pins.npm, *pins.wheels) if not pin.size] == []
    table = json.loads((FOLDER / "sizes.json").read_text())
    pinned = {f"{pin.name}@{pin.version}" for pin in pins.npm} | {
        f"{pin.name}=={pin.version}" for pin in pins.wheels
    }
    assert set(table) == pinned


def test_npm_lock_is_portable_and_whole():
    lock = json.loads((FOLDER / "npm" / "package-lock.json").read_text())
    packages = {place: package for place, package in lock["packages"].items() if place}
    assert [place for place, package in packages.items() if "resolved" in package] == []
    assert [
        place
        for place, package in packages.items()
        if not package["integrity"].startswith("sha512-")
    ] == []
    asked = json.loads((FOLDER / "npm" / "package.json").read_text())["dependencies"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in asked} == asked


def test_browser_and_cpython_run_the_same_versions():
    dependencies = tomllib.loads(PYPROJECT.read_text())["project"]["dependencies"]
    here = dict(line.split("==") for line in dependencies if "==" in line)
    there = {pin.name: pin.version for pin in read_pins().wheels}
    shared = set(here) & set(there)
    assert {"pydantic", "markdown", "justhtml", "jinja2"} <= shared
    assert {name: here[name] for name in shared} == {name: there[name] for name in shared}


def test_a_line_without_hash_is_named(copied):
    (copied / "wheels.txt").write_text("# pins\npydantic==2.14.3\n")
    with pytest.raises(ValueError, match=r"wheels.txt:2: 'pydantic==2.14.3' is not"):
        read_pins(copied)


def test_sizes_in_words():
    assert [megabytes(size) for size in (0, 49_999, 1_000_000, 12_345_678)] == [
        "0.0 MB",
        "0.0 MB",
        "1.0 MB",
        "12.3 MB",
    ]
