import io
import subprocess
import sys
import zipfile

import foldline
from foldline import load, render
from foldline.publishing.package import browser_files, browser_wheel, package_root, wheel_name
from foldline.sections import KINDS
from tests.made import PACKAGE


def test_what_a_browser_needs():
    found = browser_files()
    assert found == sorted(set(found)) and package_root() == PACKAGE
    assert {
        "__init__.py",
        "story/brief.py",
        "html/render.py",
        "reading/boot.py",
        "html/templates/page.html",
    } <= set(found)
    for kind in KINDS:
        assert {
            f"sections/{kind}/{name}"
            for name in ("__init__.py", "model.py", "template.html", "style.css")
        } <= set(found)


def test_what_it_has_no_use_for():
    unused = [
        name
        for name in browser_files()
        if name.startswith("publishing/")
        or name in ("cli.py", "__main__.py")
        or name.endswith((".json", ".pyc"))
        or "__pycache__" in name
    ]
    assert unused == []


def test_the_wheel_is_the_same_for_the_same_files():
    assert browser_wheel() == browser_wheel()
    assert wheel_name() == f"foldline-{foldline.__version__}-py3-none-any.whl"


def test_the_wheel_lists_what_it_holds():
    with zipfile.ZipFile(io.BytesIO(browser_wheel())) as wheel:
        assert wheel.testzip() is None
        names = wheel.namelist()
        info = f"foldline-{foldline.__version__}.dist-info"
        assert {name for name in names if not name.startswith(info)} == {
            f"foldline/{name}" for name in browser_files()
        }
        assert sorted(
            line.partition(",")[0] for line in wheel.read(f"{info}/RECORD").decode().splitlines()
        ) == sorted(names)
        assert f"Version: {foldline.__version__}\n" in wheel.read(f"{info}/METADATA").decode()
        assert {entry.date_time for entry in wheel.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_wheel_alone_renders_the_same(tmp_path, shipped):
    (tmp_path / wheel_name()).write_bytes(browser_wheel())
    with zipfile.ZipFile(tmp_path / wheel_name()) as wheel:
        wheel.extractall(tmp_path / "site")
    program = (
        "import sys, pathlib; sys.path.insert(0, 'site'); import foldline\n"
        "assert foldline.__file__.startswith(str(pathlib.Path('site').resolve()))\n"
        "found = foldline.load(pathlib.Path(sys.argv[1]).read_bytes())\n"
        "sys.stdout.buffer.write(foldline.render(found.brief).encode())\n"
    )
    for path in shipped:
        done = subprocess.run(
            [sys.executable, "-c", program, str(path)], cwd=tmp_path, capture_output=True
        )
        assert done.stdout.decode() == render(load(path.read_bytes()).brief), done.stderr.decode()
