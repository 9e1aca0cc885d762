"""The changes of PyScript's script fit the version that is pinned, and no other text."""

import re
from pathlib import Path

import pytest

from foldline.errors import RuntimeUnavailable
from foldline.publishing.pyscript import PATCHES, PYSCRIPT, VERSION, patched, write_pyscript
from foldline.publishing.runtime import Runtime, read_pins


@pytest.fixture(scope="module")
def script(runtime: Runtime) -> str:
    """PyScript's script as it is published."""
    folder = runtime.folder / "pyscript"
    (name,) = re.findall(r'from"\./([\w-]+\.js)"', (folder / "core.js").read_text("utf-8"))
    return (folder / name).read_text("utf-8")


def test_the_patches_are_for_the_version_that_is_pinned():
    assert read_pins().npm_version("@pyscript/core") == VERSION == "0.7.31", (
        "PyScript has another version: look at each patch in publishing/pyscript.py, "
        "then change VERSION"
    )


def test_every_patch_says_why_it_is_needed_and_until_when():
    assert all(len(patch.reason) > 40 and len(patch.until) > 20 for patch in PATCHES)


@pytest.mark.parametrize("at", range(len(PATCHES)))
def test_every_patch_fits_and_leaves_nothing_to_change(script: str, at: int):
    patch = PATCHES[at]
    assert len(re.findall(patch.pattern, script)) == patch.count
    assert not re.search(patch.pattern, patched(script))


def test_what_was_patched_is_not_patched_again(script: str):
    with pytest.raises(RuntimeUnavailable, match=r"^PyScript's core\.js is not what that of 0\.7"):
        patched(patched(script))


@pytest.mark.parametrize("at", range(len(PATCHES)))
def test_a_script_without_one_of_the_places_is_refused(script: str, at: int):
    with pytest.raises(RuntimeUnavailable, match="it has 0 places of "):
        patched(re.sub(PATCHES[at].pattern, "elsewhere()", script))


def test_only_one_script_is_left(script: str, runtime: Runtime, tmp_path: Path):
    (tmp_path / "pyscript").mkdir()
    for file in (runtime.folder / "pyscript").glob("core*.js"):
        (tmp_path / "pyscript" / file.name).write_bytes(file.read_bytes())
    write_pyscript(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [PYSCRIPT]
    text = (tmp_path / PYSCRIPT).read_text("utf-8")
    assert text == patched(script) and "sourceMappingURL" not in text


def test_a_core_that_leads_elsewhere_is_refused(tmp_path: Path):
    (tmp_path / "pyscript").mkdir()
    (tmp_path / "pyscript" / "core.js").write_text('export*from"./a.js";export*from"./b.js"')
    with pytest.raises(RuntimeUnavailable, match=r"it leads to \['a\.js', 'b\.js'\]\.$"):
        write_pyscript(tmp_path)
