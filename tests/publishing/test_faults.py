"""What writes a file beside a site (pack, import, export, timeline), where the disk is full, the
folder may not be written, or the process is killed: what stood there still stands, nothing
half-written is there, and one sentence says why."""

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from foldline.publishing.writing import write_whole
from tests.importers.imports import FIXTURES
from tests.made import EXAMPLES, as_bytes
from tests.night import at_night
from tests.processes import call_forked
from tests.publishing.interrupting import die_before, exit_code_of
from tests.test_cli import call

BRIEF = as_bytes(
    EXAMPLES["timeline"]["filled"], {"kind": "full_story", "text": "It rained. " * 300}
)
COMMANDS = {
    "pack": ("pack", "rain.json", "--slim", "--out", "out/rain.html"),
    "import": ("import", str(FIXTURES / "ferries.txt"), "--out", "out/rain.json"),
    "import of several": ("import", str(FIXTURES / "kite-old.json"), "--out", "out"),
    "export": ("export", "rain.json", "--to", "ninjs", "--out", "out/rain.ninjs.json"),
    "timeline": ("timeline", "rain.json", "--out", "out/rain.ics"),
}
BEFORE = b"what stood there"


@pytest.fixture(params=COMMANDS)
def command(request: pytest.FixtureRequest, here: Path) -> tuple[str, ...]:
    """A call that writes into `out`, where older files of all its names stand."""
    (here / "rain.json").write_bytes(BRIEF)
    (here / "out").mkdir()
    assert call(*COMMANDS[request.param]).exit_code == 0
    for path in (here / "out").iterdir():
        path.write_bytes(BEFORE)
    return COMMANDS[request.param]


def run(command: tuple[str, ...], wrapper: tuple[str, ...]) -> subprocess.CompletedProcess:
    """A command that starts by itself, where it needs less than we may."""
    return subprocess.run(
        [*wrapper, sys.executable, "-m", "foldline", *command], capture_output=True, text=True
    )


def assert_refused(done: subprocess.CompletedProcess, reason: str, folder: Path) -> None:
    last = done.stderr.splitlines()[-1]
    assert (done.returncode, done.stdout) == (1, "") and "Traceback" not in done.stderr
    assert last.startswith("foldline: out/") and last.endswith(f" can't be written: {reason}")
    assert {path.read_bytes() for path in folder.iterdir()} == {BEFORE}


def test_a_file_that_cannot_be_written_to_its_end(command, here):
    done = call_forked(*command, limits={resource.RLIMIT_FSIZE: 300})
    assert_refused(done, "file too large", here / "out")


def without_privileges() -> tuple[str, ...]:
    """What goes before a command, so that the modes of files hold for it."""
    if os.geteuid() != 0:
        return ()
    if not shutil.which("setpriv"):
        pytest.skip("this needs setpriv")
    return (
        "setpriv",
        "--bounding-set=-dac_override,-dac_read_search",
        "--inh-caps=-dac_override,-dac_read_search",
    )


@pytest.fixture
def locked(here: Path) -> Iterator[list[Path]]:
    """What is put into it may be written again when the test is over."""
    found: list[Path] = []
    yield found
    for path in found:
        path.chmod(0o755)


@pytest.mark.parametrize(
    "command",
    ["pack", "import of several", *at_night("import", "export", "timeline")],
    indirect=True,
)
def test_a_folder_that_may_not_be_written(command, here, locked):
    wrapper = without_privileges()
    locked.append(here / "out")
    (here / "out").chmod(0o555)
    assert_refused(run(command, wrapper), "permission denied", here / "out")


def test_a_disk_that_fills_while_packing(disk, here):
    """In the midst of the 15 MB with Python in them."""
    (here / "rain.json").write_bytes(BRIEF)
    (disk / "rain.html").write_bytes(BEFORE)
    with (disk / "ballast").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(disk).free - 4_000_000)
    done = call_forked("pack", "rain.json", "--out", disk / "rain.html")
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        done.stderr.splitlines()[-1]
        == f"foldline: {disk / 'rain.html'} can't be written: no space left on device"
    )
    assert (disk / "rain.html").read_bytes() == BEFORE and sorted(
        path.name for path in disk.iterdir()
    ) == ["ballast", "rain.html"]
    (disk / "ballast").unlink()
    assert call_forked("pack", "rain.json", "--out", disk / "rain.html").returncode == 0


@pytest.mark.parametrize(
    "command",
    [
        ("export", "rain.json", "--to", "markdown"),
        ("check", "odd.json"),
        *at_night((("schema",),), (("import", str(FIXTURES / "ferries.txt")),), (("--version",),)),
    ],
    ids=lambda command: command[0],
)
def test_what_is_shown_goes_nowhere(command, here):
    if not Path("/dev/full").exists():
        pytest.skip("this needs /dev/full")
    (here / "rain.json").write_bytes(BRIEF)
    (here / "odd.json").write_bytes(b"{")
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "foldline", *command],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 1
    assert (
        done.stderr.splitlines()[-1]
        == "foldline: what it has to say can't be written: no space left on device"
        and "Traceback" not in done.stderr
    )


# --- killed
# ----------------------------------------------------------------------------------------------------------


def write_until(step: int, out: Path, data: bytes) -> None:
    die_before(step, out)
    write_whole(out / "rain.html", data)


@pytest.mark.parametrize("before", [None, BEFORE], ids=["nothing", "an older file"])
def test_killed_at_every_step_of_writing_a_file(before, tmp_path):
    out, after = tmp_path / "out", b"x" * 300_000
    for step in count(1):
        shutil.rmtree(out, ignore_errors=True)
        if before:
            out.mkdir()
            (out / "rain.html").write_bytes(before)
        code = exit_code_of(write_until, step, out, after)
        stands = (out / "rain.html").read_bytes() if (out / "rain.html").exists() else None
        if code == 0:
            break
        assert code == -signal.SIGKILL and stands == before
    assert step > 2 and stands == after and [path.name for path in out.iterdir()] == ["rain.html"]


# --- what can't be read
# ----------------------------------------------------------------------------------------------


def pictured(src: str) -> bytes:
    return as_bytes({"kind": "photo_gallery", "photos": [{"src": src, "alt": "The quay"}]})


def test_a_picture_that_may_not_be_read(here):
    wrapper = without_privileges()
    (here / "rain.json").write_bytes(pictured("quay.png"))
    (here / "quay.png").write_bytes(b"a picture")
    (here / "quay.png").chmod(0)
    done = run(("pack", "rain.json", "--slim", "--out", "rain.html"), wrapper)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        1,
        f"foldline: {here.resolve() / 'quay.png'} can't be read: permission denied",
    )
    assert not (here / "rain.html").exists()


@pytest.mark.parametrize(
    "src",
    ["a%00b.png", "x" * 300 + ".png", "x/" * 3000 + "y.png"],
    ids=["a NUL", "a long name", "a long path"],
)
def test_a_picture_by_a_name_that_no_disk_takes_is_not_there(src, here):
    (here / "rain.json").write_bytes(pictured(src))
    done = call("check", "rain.json")
    assert done.exit_code == 1 and "beside it" in done.output and done.exception.args == (1,)
