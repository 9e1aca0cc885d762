import csv
import hashlib
import io
import json
import subprocess
import sys
import zipfile

import pytest

from foldline.errors import RuntimeUnavailable
from foldline.publishing.runtime.wheels import describe, licence_texts, repack_pure, write_lock

from .conftest import PYODIDE_INFO, make_wheel

COMPILED = {
    "tiny/__init__.py": b"try:\n    from ._speedups import f\nexcept ImportError:\n    from ._native import f\n",
    "tiny/_native.py": b"def f():\n    return 'native'\n",
    "tiny/_speedups.c": b"int x;",
    "tiny/_speedups.pyi": b"def f() -> str: ...\n",
    "tiny/_speedups.cpython-314-x86_64-linux-gnu.so": b"\x7fELF",
}


def put(folder, wheel):
    name, data = wheel
    (folder / name).write_bytes(data)
    return folder / name


@pytest.fixture
def compiled(tmp_path):
    return put(
        tmp_path, make_wheel("tiny", "1.2", COMPILED, tag="cp314-cp314-manylinux_2_28_x86_64")
    )


def test_repacked_wheel_has_no_compiled_part_and_says_so(compiled, tmp_path):
    pure = repack_pure(compiled, tmp_path)
    assert pure.name == "tiny-1.2-py3-none-any.whl"
    with zipfile.ZipFile(pure) as archive:
        names = archive.namelist()
        lines = archive.read("tiny-1.2.dist-info/WHEEL").decode().splitlines()
    assert [name for name in names if name.endswith((".so", ".c", ".pyi"))] == []
    assert {"Root-Is-Purelib: true", "Tag: py3-none-any"} <= set(lines)
    assert [line for line in lines if "manylinux" in line or line.endswith("false")] == []


def test_repacked_wheel_records_every_file(compiled, tmp_path):
    with zipfile.ZipFile(repack_pure(compiled, tmp_path)) as archive:
        rows = {
            row[0]: row[1:]
            for row in csv.reader(io.StringIO(archive.read("tiny-1.2.dist-info/RECORD").decode()))
        }
        assert set(rows) == set(archive.namelist())
        for name, (_, size) in rows.items():
            assert name.endswith("/RECORD") or int(size) == len(archive.read(name))


def test_repacked_wheel_is_the_same_bytes_each_time(compiled, tmp_path):
    first = repack_pure(compiled, tmp_path).read_bytes()
    (tmp_path / "again").mkdir()
    assert repack_pure(compiled, tmp_path / "again").read_bytes() == first


def test_repacked_wheel_installs_and_imports(compiled, tmp_path):
    pure = repack_pure(compiled, tmp_path)
    place = tmp_path / "site"
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--no-index",
        "--no-deps",
        "-q",
        "--target",
        place,
        pure,
    ]
    subprocess.run(command, check=True, capture_output=True)
    code = "import sys; sys.path.insert(0, sys.argv[1]); import tiny; print(tiny.f())"
    run = subprocess.run(
        [sys.executable, "-c", code, place], check=True, capture_output=True, text=True
    )
    assert run.stdout == "native\n"


def test_lock_is_written_from_the_wheels(tmp_path):
    alpha = make_wheel(
        "alpha_one",
        "1.0",
        {
            "alpha/__init__.py": b"",
            "alpha/deep/x.py": b"",
            "single.py": b"",
            "data/readme.txt": b"",
        },
        requires=("Beta>=1", "windows-only; sys_platform == 'win32'", "docs; extra == 'docs'"),
    )
    wheels = [put(tmp_path, alpha), put(tmp_path, make_wheel("beta", "2.0", {"beta.py": b""}))]
    lock = write_lock(wheels, PYODIDE_INFO, tmp_path / "pyodide-lock.json")
    assert lock == json.loads((tmp_path / "pyodide-lock.json").read_text())
    assert lock["info"] == PYODIDE_INFO
    assert sorted(lock["packages"]) == ["alpha-one", "beta"]
    entry = lock["packages"]["alpha-one"]
    assert entry["file_name"] == "alpha_one-1.0-py3-none-any.whl"
    assert entry["sha256"] == hashlib.sha256(alpha[1]).hexdigest()
    assert entry["imports"] == ["alpha", "single"]
    assert entry["depends"] == ["beta"]  # for the browser: no Windows, no extras, no time zones


def test_extension_module_is_an_import(tmp_path):
    wheel = put(
        tmp_path, make_wheel("fast", "1.0", {"_fast.cpython-314-wasm32-emscripten.so": b"\0asm"})
    )
    assert describe(wheel, PYODIDE_INFO)["imports"] == ["_fast"]


def test_lacking_requirement_is_named(tmp_path):
    wheel = put(
        tmp_path, make_wheel("alpha", "1.0", {"alpha/__init__.py": b""}, requires=("gamma",))
    )
    with pytest.raises(
        RuntimeUnavailable, match=r"wheel alpha needs gamma, which wheels\.txt lacks"
    ):
        write_lock([wheel], PYODIDE_INFO, tmp_path / "lock.json")


def test_licences_are_found(compiled):
    assert licence_texts(compiled) == [("LICENSE", "You may.\n")]
