import json
import os
import tempfile
from pathlib import Path

import pytest

from foldline.publishing.runtime import lay_into, verify
from foldline.publishing.runtime.keeping import read_runtime, write_manifest


def lay(folder: Path, files: dict[str, bytes], id: str = "one"):
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return write_manifest(folder, id, {"pyodide": "1"})


FILES = {"pyodide/a.wasm": b"wasm", "pyscript/core-1.js": b"js", "zstddec.mjs": b"z"}


@pytest.fixture
def kept(tmp_path):
    return lay(tmp_path / "cache", FILES)


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_manifest_reads_back(kept):
    assert read_runtime(kept.folder) == kept
    assert set(kept.files) == set(FILES)
    assert kept.size == 7


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"id": 1, "versions": {}, "files": {"a": {}}}', "null"]
)
def test_broken_manifest_is_no_runtime(kept, text):
    (kept.folder / "runtime.json").write_text(text)
    assert read_runtime(kept.folder) is None


@pytest.mark.parametrize("name", ["../stories/x", "/etc/x", "a/../../x", "C:x", "a\\b", ""])
def test_manifest_that_leads_out_is_no_runtime(kept, name):
    record = {"id": "one", "versions": {}, "files": {name: {"size": 1, "sha256": ""}}}
    (kept.folder / "runtime.json").write_text(json.dumps(record))
    assert read_runtime(kept.folder) is None


def test_whole_runtime_has_no_problems(kept):
    assert verify(kept) == verify(kept, full=True) == []


def test_changed_size_is_noticed(kept):
    (kept.folder / "zstddec.mjs").write_bytes(b"")
    assert verify(kept) == ["zstddec.mjs has 0 bytes instead of 1"]


def test_missing_file_is_noticed(kept):
    (kept.folder / "zstddec.mjs").unlink()
    assert verify(kept) == ["zstddec.mjs is missing"]


def test_changed_bytes_are_noticed_by_the_full_check_alone(kept):
    (kept.folder / "zstddec.mjs").write_bytes(b"y")
    assert verify(kept) == []
    assert verify(kept, full=True) == ["zstddec.mjs has the right size but other bytes"]


def test_lay_into_empties_nothing_and_is_done_once(kept, tmp_path):
    site = tmp_path / "site"
    assert set(lay_into(kept, site)) == {*FILES, "runtime.json"}
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    assert lay_into(kept, site) == []
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before
    assert everything(site) == everything(kept.folder)


def test_lay_into_replaces_only_what_differs(kept, tmp_path):
    site = tmp_path / "site"
    lay_into(kept, site)
    (site / "zstddec.mjs").unlink()
    (site / "zstddec.mjs").write_bytes(b"y")
    assert lay_into(kept, site) == ["zstddec.mjs"]
    assert everything(site) == everything(kept.folder)
    assert (kept.folder / "zstddec.mjs").read_bytes() == b"z"


def test_equal_copies_stay(kept, tmp_path):
    site = tmp_path / "site"
    (site / "pyodide").mkdir(parents=True)
    (site / "pyodide" / "a.wasm").write_bytes(b"wasm")
    assert "pyodide/a.wasm" not in lay_into(kept, site)


def test_files_of_an_earlier_runtime_go_and_foreign_ones_stay(kept, tmp_path):
    site = tmp_path / "site"
    lay_into(kept, site)
    (site / "pyscript" / "mine.js").write_bytes(b"mine")
    newer = lay(tmp_path / "newer", {"pyscript2/core-2.js": b"js2", "zstddec.mjs": b"z"}, id="two")
    assert set(lay_into(newer, site)) == {
        "pyscript2/core-2.js",
        "pyodide/a.wasm",
        "pyscript/core-1.js",
        "runtime.json",
    }
    assert everything(site) == everything(newer.folder) | {"pyscript/mine.js": b"mine"}
    assert not (site / "pyodide").exists()
    assert read_runtime(site).id == "two"


def test_a_link_into_another_place_is_replaced_not_followed(kept, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "precious").write_bytes(b"!")
    (site / "zstddec.mjs").symlink_to(tmp_path / "precious")
    lay_into(kept, site)
    assert (tmp_path / "precious").read_bytes() == b"!"
    assert not (site / "zstddec.mjs").is_symlink()


@pytest.mark.skipif(not os.path.isdir("/dev/shm"), reason="needs a second file system")
def test_another_file_system_gets_copies(kept):
    with tempfile.TemporaryDirectory(dir="/dev/shm") as site:
        if os.stat(site).st_dev == kept.folder.stat().st_dev:
            pytest.skip("the same file system after all")
        lay_into(kept, Path(site))
        assert everything(Path(site)) == everything(kept.folder)
        assert lay_into(kept, Path(site)) == []
