"""Whole runs of `ensure_runtime` with the real npm and the real pip against a registry on this
machine.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from foldline.errors import RuntimeUnavailable
from foldline.publishing.runtime import (
    WORKBOX,
    ConsoleProgress,
    default_cache,
    ensure_runtime,
    read_pins,
    verify,
)
from foldline.publishing.runtime.fetch import Downloads, fetch
from foldline.publishing.runtime.reasons import explain
from tests.night import at_night, by_day

from .conftest import point_at

APP = Path(__file__).parents[3] / "app"
RUN = """
import sys
from pathlib import Path
from foldline.publishing.runtime import ensure_runtime, read_pins
watched = []
if "--watch" in sys.argv:
    sys.addaudithook(lambda event, _: watched.append(event) if event.startswith(("socket.", "subprocess.")) else None)
runtime = ensure_runtime(Path(sys.argv[1]), pins=read_pins(Path(sys.argv[2])))
print(runtime.id, *watched)
"""


class Heard:
    """A Progress that remembers."""

    def __init__(self):
        self.said, self.landings, self.closed = [], [], 0

    def say(self, sentence):
        self.said.append((sentence, len(self.landings)))

    def landed(self, done, total):
        self.landings.append((done, total))

    def close(self):
        self.closed += 1


def start(cache, pins, *options):
    command = [sys.executable, "-c", RUN, str(cache), str(pins.folder), *options]
    environment = os.environ | {"PYTHONPATH": str(APP)}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def refused(cache, pins, **options):
    """The sentence of the RuntimeUnavailable that must come, held to be one line and to come soon."""
    began = time.monotonic()
    with pytest.raises(RuntimeUnavailable) as caught:
        ensure_runtime(cache, pins=pins, **options)
    sentence = str(caught.value)
    assert "\n" not in sentence and "Traceback" not in sentence and sentence.endswith(".")
    assert time.monotonic() - began < 30
    assert not list((cache / "runtime").glob(".work-*"))
    assert not (cache / "runtime" / pins.id).exists()
    return sentence


def closed_port() -> str:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}/"


def test_empty_cache_is_filled(local, pins, tmp_path):
    heard = Heard()
    runtime = ensure_runtime(tmp_path / "cache", pins=pins, progress=heard)
    assert runtime.folder == tmp_path / "cache" / "runtime" / pins.id
    assert verify(runtime, full=True) == []
    assert {name for name in runtime.files if not name.startswith("licences/")} == {
        "pyscript/core.js",
        "pyscript/core.css",
        "pyscript/stdlib.mjs",
        "purify.js",
        "zstddec.mjs",
        *(f"workbox/{part}.js" for part in WORKBOX),
        "pyodide/pyodide.mjs",
        "pyodide/pyodide.asm.mjs",
        "pyodide/pyodide.asm.wasm",
        "pyodide/python_stdlib.zip",
        "pyodide/pyodide-lock.json",
        "pyodide/alpha-1.0-py3-none-any.whl",
        "pyodide/markupsafe-3.0.4-py3-none-any.whl",
    }
    assert runtime.versions["pyodide"] == "314.0.7" and runtime.versions["alpha"] == "1.0"
    assert json.loads((runtime.folder / "runtime.json").read_text())["id"] == pins.id
    sentence, landings_before = heard.said[0]
    assert landings_before == 0, "what and how much is said before it starts"
    assert sentence == (
        "Fetching the runtime (PyScript 0.7.31, Pyodide 314.0.7 and 2 Python packages): 0.4 MB, "
        "once for this machine."
    )
    done = [done for done, _ in heard.landings]
    assert done == sorted(done) and done[0] == 0 and heard.landings[-1] == (pins.size, pins.size)
    assert heard.closed


@pytest.mark.nightly
def test_layout_is_the_same_wherever_it_is_made(local, pins, tmp_path):
    first, second = (ensure_runtime(tmp_path / name, pins=pins) for name in ("a", "b"))
    assert first.files == second.files


def test_second_call_touches_no_network_and_starts_nothing(local, pins, tmp_path, monkeypatch):
    ensure_runtime(tmp_path / "cache", pins=pins)
    asked = list(local.asked)
    heard = Heard()
    ensure_runtime(tmp_path / "cache", pins=pins, progress=heard)
    assert heard.said == heard.landings == []
    process = start(tmp_path / "cache", pins, "--watch")
    assert process.communicate()[0].split() == [pins.id], "no socket, no process"
    assert local.asked == asked


def test_damaged_download_is_fetched_again(local, pins, tmp_path):
    runtime = ensure_runtime(tmp_path / "cache", pins=pins)
    downloads = Downloads(tmp_path / "cache" / "runtime" / ".downloads")
    pyodide = next(pin for pin in pins.npm if pin.name == "pyodide")
    downloads.tarball(pyodide).write_bytes(b"x" * pyodide.size)
    (runtime.folder / "zstddec.mjs").unlink()
    local.asked.clear()
    assert ensure_runtime(tmp_path / "cache", pins=pins).files == runtime.files
    assert local.files_asked() == ["pyodide-314.0.7.tgz"]


@pytest.mark.parametrize("damage", ["missing", *at_night("size", "manifest")])
def test_damage_is_mended_without_network(local, pins, tmp_path, monkeypatch, damage):
    runtime = ensure_runtime(tmp_path / "cache", pins=pins)
    if damage == "size":
        (runtime.folder / "zstddec.mjs").write_bytes(b"")
    elif damage == "missing":
        (runtime.folder / "pyodide" / "pyodide-lock.json").unlink()
    else:
        (runtime.folder / "runtime.json").write_text('{"id"')
    point_at(monkeypatch, closed_port(), closed_port())
    heard = Heard()
    mended = ensure_runtime(tmp_path / "cache", pins=pins, progress=heard)
    assert verify(mended, full=True) == [] and mended.files == runtime.files
    assert "all of it was fetched before" in heard.said[0][0]


def test_no_network_is_one_sentence(pins, tmp_path, monkeypatch):
    point_at(monkeypatch, closed_port(), closed_port())
    assert refused(tmp_path / "cache", pins) == (
        "The runtime can't be fetched (missing: PyScript, Pyodide and 6 more, 0.3 MB): "
        "the npm registry can't be reached; connect to the network (or look at the proxy "
        "settings) and try again: what has arrived so far is kept."
    )


def test_no_package_index_is_one_sentence(local, pins, tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", closed_port())
    sentence = refused(tmp_path / "cache", pins)
    assert (
        "missing: alpha, markupsafe, 0.1 MB): the Python package index can't be reached; connect"
        in sentence
    )


def test_foldlines_own_pins_without_network(tmp_path, monkeypatch):
    point_at(monkeypatch, closed_port(), closed_port())
    assert "missing: PyScript, Pyodide and " in refused(tmp_path / "cache", read_pins())


def test_other_wheel_bytes_are_refused(local, pins, tmp_path):
    name, data = local.wheels["alpha"]
    local.wheels["alpha"] = (name, data + b"evil")
    sentence = refused(tmp_path / "cache", pins)
    assert (
        "what the Python package index sent is not, or not all of, what Foldline pinned by hash"
        in sentence
    )


@pytest.mark.nightly
def test_other_tarball_bytes_are_refused(local, pins, tmp_path):
    local.tarballs["zstddec"] = ("0.3.4", local.tarballs["pyodide"][1])
    sentence = refused(tmp_path / "cache", pins)
    assert (
        "what the npm registry sent is not, or not all of, what Foldline pinned by hash" in sentence
    )


def test_missing_version_is_one_sentence(local, pins, tmp_path):
    del local.wheels["alpha"]
    assert (
        "index that pip is set to use doesn't have a pinned version; look at pip's settings"
        in refused(tmp_path / "cache", pins)
    )


def test_cut_connection_then_only_the_rest_is_fetched(local, pins, tmp_path):
    cut = f"/files/{local.wheels['markupsafe'][0]}"
    local.cut = {cut}
    # Which reason it is depends on pip: before 25 a wheel that was cut short is a wheel with a
    # wrong hash.
    assert re.search("can't be reached|is not, or not all of", refused(tmp_path / "cache", pins))
    local.cut.clear()
    local.asked.clear()
    heard = Heard()
    ensure_runtime(tmp_path / "cache", pins=pins, progress=heard)
    assert heard.said[0][0].startswith("Fetching the rest of the runtime")
    assert local.files_asked() == [Path(cut).name], "nothing that had arrived is fetched again"


def test_killed_midway_then_only_the_rest_is_fetched(local, pins, tmp_path):
    silent = f"/files/{local.wheels['markupsafe'][0]}"
    local.silent = {silent}
    process = start(tmp_path / "cache", pins)
    deadline = time.monotonic() + 60
    while silent not in local.asked and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)  # no chance to tidy up: its pip is an orphan now
    process.communicate()
    assert not (tmp_path / "cache" / "runtime" / pins.id).exists()
    local.silent.clear()
    local.asked.clear()
    assert verify(ensure_runtime(tmp_path / "cache", pins=pins), full=True) == []
    assert local.files_asked() == [Path(silent).name]
    assert not list((tmp_path / "cache" / "runtime").glob(".work-*"))


def test_silence_is_not_waited_for(local, pins, tmp_path):
    local.silent = {"/npm/zstddec"}
    (tmp_path / "work").mkdir()
    began = time.monotonic()
    with pytest.raises(
        RuntimeUnavailable, match=r"nothing has arrived for 1\.5 seconds; look at the network"
    ):
        fetch(pins, Downloads(tmp_path / "downloads"), tmp_path / "work", Heard(), stall=1.5)
    assert time.monotonic() - began < 15


def test_processes_at_once_share_one_fetch(local, pins, tmp_path):
    processes = [start(tmp_path / "cache", pins) for _ in range(by_day(2, at_night=3))]
    results = [process.communicate(timeout=120) for process in processes]
    assert [out.strip() for out, _ in results] == [pins.id] * len(processes), results
    assert len(local.files_asked()) == 10 == len(set(local.files_asked()))


def test_folder_that_cannot_be_written_is_one_sentence(pins, tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    with pytest.raises(
        RuntimeUnavailable, match=r"can't be kept in .*set FOLDLINE_CACHE to another folder\.$"
    ):
        ensure_runtime(tmp_path / "cache", pins=pins)


def test_cache_is_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("FOLDLINE_CACHE", str(tmp_path / "here"))
    assert default_cache() == tmp_path / "here"
    monkeypatch.delenv("FOLDLINE_CACHE")
    assert default_cache().name == "foldline" or "foldline" in default_cache().parts


def test_console_progress_shows_sentences_and_bytes(capsys):
    progress = ConsoleProgress()
    progress.say("Fetching [12] things: 1.0 MB.")
    progress.landed(0, 1_000_000)
    progress.landed(1_000_000, 1_000_000)
    progress.close()
    progress.close()
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Fetching [12] things: 1.0 MB." in printed.err and "1.0/1.0 MB" in printed.err


@pytest.mark.parametrize(
    ("tool", "output", "why"),
    [
        (
            "npm",
            "npm error code ENOTFOUND\nnpm error network request failed",
            "the npm registry can't be reached",
        ),
        ("npm", "npm error code ENOSPC", "the disk is full"),
        (
            "npm",
            "npm error code CERT_HAS_EXPIRED",
            "the npm registry's certificate isn't trusted on this machine",
        ),
        ("npm", "npm error code E403\nnpm error 403 Forbidden", "the npm registry refuses access"),
        ("pip", "No module named pip", "this Python has no pip"),
        ("pip", "ERROR: something new.\n", "pip gave up: something new"),
        ("pip", "", "pip gave up: it said nothing"),
    ],
)
def test_reasons_in_plain_words(tool, output, why):
    assert explain(tool, output)[0] == why
