"""Fixtures of tests that write to a disk, or make pictures."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from foldline.publishing import fitting


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if (
        not shutil.which("mount")
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", str(folder)], capture_output=True
        ).returncode
    ):
        pytest.skip("this needs to mount a disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def picture_cache(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The cache of made pictures, empty."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setattr(fitting, "default_cache", lambda: folder)
    return folder
