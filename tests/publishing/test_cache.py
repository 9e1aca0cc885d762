"""Sites and the cache share no bytes on the disk, and a byte that has changed in either is put
right by the next publish.
"""

import shutil
import threading
from pathlib import Path

import pytest

from foldline.errors import RuntimeUnavailable
from foldline.publishing import building
from foldline.publishing.building import built_runtime
from foldline.publishing.preview import Preview
from foldline.publishing.runtime import Runtime, lay_into, read_runtime, verify
from foldline.publishing.runtime.keeping import hash_file
from foldline.publishing.serve import keep_published
from foldline.publishing.site import SiteOptions, publish_site
from tests.made import as_bytes

NAME = "pyodide.asm.wasm.zst"


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    folder = tmp_path / "stories"
    folder.mkdir()
    (folder / "rain.json").write_bytes(
        as_bytes({"kind": "prose", "heading": "Rain", "text": "It rained."})
    )
    return folder


def flip(path: Path) -> None:
    """Changes one byte of a file where it lies, as a failing disk or another program would."""
    with path.open("r+b") as file:
        file.seek(100)
        byte = file.read(1)
        file.seek(100)
        file.write(bytes([byte[0] ^ 0xFF]))


def in_site(site: Path) -> Path:
    (found,) = site.glob(f"runtime/*/{NAME}")
    return found


def test_a_byte_changed_in_one_site_stays_there(stories: Path, runtime: Runtime, tmp_path: Path):
    publish_site(stories, tmp_path / "one", runtime)
    expected = hash_file(in_site(tmp_path / "one"))
    flip(in_site(tmp_path / "one"))
    publish_site(stories, tmp_path / "two", runtime)
    assert hash_file(in_site(tmp_path / "two")) == expected
    assert verify(built_runtime(runtime), full=True) == []
    publish_site(stories, tmp_path / "one", runtime)
    assert hash_file(in_site(tmp_path / "one")) == expected


@pytest.fixture
def own_cache(runtime: Runtime, tmp_path: Path) -> Path:
    """A cache with the fetched and the built runtime in it, for this test alone."""
    cache = tmp_path / "cache"
    built = built_runtime(runtime)
    lay_into(runtime, cache / "runtime" / runtime.id)
    lay_into(built, cache / "built" / built.id)
    return cache


def test_a_byte_changed_in_the_built_runtime_is_not_published(
    own_cache: Path, monkeypatch: pytest.MonkeyPatch
):
    (built,) = (path for path in (own_cache / "built").iterdir() if path.is_dir())
    (fetched,) = (own_cache / "runtime").iterdir()
    flip(built / NAME)
    made = []
    monkeypatch.setattr(
        building,
        "_build",
        lambda runtime, folder, wheel, scripts: made.append(folder) or folder.mkdir(parents=True),
    )
    built_runtime(read_runtime(fetched), own_cache)
    assert len(made) == 1, "it is built again"


def test_a_byte_changed_in_another_folders_runtime_is_told(own_cache: Path, tmp_path: Path):
    (fetched,) = (own_cache / "runtime").iterdir()
    shutil.copytree(fetched, tmp_path / "mine")
    flip(tmp_path / "mine" / "pyodide" / "pyodide.asm.wasm")
    with pytest.raises(
        RuntimeUnavailable, match=r"pyodide/pyodide\.asm\.wasm has the right size but other bytes"
    ):
        built_runtime(read_runtime(tmp_path / "mine"), tmp_path / "new cache")


def test_what_is_served_is_built_again_when_it_is_deleted(
    stories: Path, runtime: Runtime, tmp_path: Path
):
    out = tmp_path / "served"
    preview = Preview(publish_site(stories, out, runtime, SiteOptions(preview=True)))
    stop, lines = threading.Event(), []
    back = threading.Event()

    def say(line: str) -> None:
        lines.append(line)
        back.set()

    thread = threading.Thread(
        target=keep_published, args=(stories, out, runtime, say, stop, preview)
    )
    thread.start()
    try:
        shutil.rmtree(out)
        assert back.wait(60), "nothing was published again"
        assert (out / "rain" / "index.html").is_file() and in_site(out).is_file()
        assert lines[0].startswith("published again")
    finally:
        stop.set()
        thread.join()
