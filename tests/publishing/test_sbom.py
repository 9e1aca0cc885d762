"""The list of components that a site passes on: valid CycloneDX, complete by the pins, and the same
bytes each time.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from license_expression import get_spdx_licensing
from packageurl import PackageURL

import foldline
from foldline.publishing.building import built_runtime
from foldline.publishing.pack import pack_file
from foldline.publishing.runtime import Runtime, read_pins
from foldline.publishing.sbom import write_sbom
from foldline.publishing.site import publish_site
from tests.made import as_bytes
from tests.parsed import attributes, tree

NAME = "about/sbom.cdx.json"
FACES = {
    ("source-serif-4", "5.3.1"),
    ("public-sans", "5.3.0"),
    ("atkinson-hyperlegible-next", "5.3.0"),
}
NODE_ONLY = {"ws", "@types/emscripten", "@types/trusted-types"}
"""npm packages of the lock that serve Pyodide under Node, or a compiler: no site has them."""


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stories")
    (folder / "rain.json").write_bytes(as_bytes())
    return folder


@pytest.fixture(scope="module")
def site(stories: Path, runtime: Runtime) -> Path:
    publish_site(stories, stories / "site", runtime)
    return stories / "site"


@pytest.fixture(scope="module")
def sbom(site: Path) -> dict:
    return json.loads((site / NAME).read_text("utf-8"))


@pytest.fixture(scope="module")
def components(sbom: dict) -> dict[str, dict]:
    """Of each package URL the component, those inside others too."""
    found = {}
    left = list(sbom["components"])
    while left:
        each = left.pop()
        assert each["purl"] not in found
        found[each["purl"]] = each
        left += each.get("components", [])
    return found


@pytest.fixture(scope="module")
def fault() -> Callable[[str], object]:
    """Gives what is wrong with a list by CycloneDX's own schema; None where nothing is.

    Imported here: its imports take seconds, which every process would pay before its first test.
    """
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    return JsonStrictValidator(SchemaVersion.V1_6).validate_str


def test_it_is_valid(site, sbom, fault):
    assert (sbom["bomFormat"], sbom["specVersion"]) == ("CycloneDX", "1.6")
    assert fault((site / NAME).read_text("utf-8")) is None


def test_the_validator_hears(sbom, fault):
    for broken in (
        sbom | {"components": [{"name": "no type"}]},
        sbom | {"serialNumber": "x"},
        sbom | {"of our own": 1},
    ):
        assert fault(json.dumps(broken)) is not None


def test_every_pinned_package_is_in_it_by_its_hash(components):
    pins = read_pins()
    for pin in pins.npm:
        purl = PackageURL(
            "npm",
            *([pin.name.split("/")[0]] if "/" in pin.name else [None]),
            pin.name.split("/")[-1],
            pin.version,
        ).to_string()
        if pin.name in NODE_ONLY:
            assert purl not in components
        else:
            assert components[purl]["version"] == pin.version
            assert {"alg": "SHA-512", "content": pin.digest.hex()} in components[purl]["hashes"], (
                purl
            )
    for pin in pins.wheels:
        purl = PackageURL("pypi", None, pin.name, pin.version).to_string()
        assert {"alg": "SHA-256", "content": pin.sha256} in components[purl]["hashes"], purl


def test_it_holds_nothing_else_but_cpython_inside_pyodide(components, runtime):
    pinned = {
        (pin.name.split("/")[-1], pin.version)
        for pin in (*read_pins().npm, *read_pins().wheels)
        if pin.name not in NODE_ONLY
    }
    assert {(each["name"], each["version"]) for each in components.values()} == pinned | FACES | {
        ("cpython", runtime.versions["python"])
    }
    (pyodide,) = (each for purl, each in components.items() if purl.startswith("pkg:npm/pyodide@"))
    assert [each["purl"] for each in pyodide["components"]] == [
        f"pkg:github/python/cpython@v{runtime.versions['python']}"
    ]


def test_what_the_runtime_loads_is_in_it(components, runtime):
    built = built_runtime(runtime)
    loaded = json.loads((built.folder / "pyodide" / "pyodide-lock.json").read_text("utf-8"))[
        "packages"
    ]
    for name, entry in loaded.items():
        if name != "foldline":
            assert f"pkg:pypi/{name}@{entry['version']}" in components
    assert {
        file.stem.rpartition("-")[2]
        for file in (built.folder / "licences").glob("*-*.txt")
        if "zip.js" not in file.name
    } <= {each["version"] for each in components.values()}


def test_each_has_a_licence_by_its_spdx_name(components):
    spdx = get_spdx_licensing()
    for purl, each in components.items():
        (licence,) = each["licenses"]
        words = licence.get("expression") or licence["license"]["id"]
        assert not spdx.validate(words).errors, (purl, licence)


def test_what_foldline_changed_is_told(components):
    assert {purl for purl, each in components.items() if "pedigree" in each} == {
        f"pkg:{kind}/{name}@{version}"
        for kind, name, version in (
            ("pypi", "markupsafe", "3.0.4"),
            ("npm", "%40pyscript/core", "0.7.31"),
            ("npm", "dompurify", "3.4.18"),
            ("npm", "pyodide", "314.0.7"),
            *(("npm", f"%40fontsource-variable/{name}", version) for name, version in FACES),
        )
    }


def test_it_is_of_this_foldline(sbom, components):
    root = sbom["metadata"]["component"]
    assert (root["name"], root["version"], root["type"]) == (
        "foldline",
        foldline.__version__,
        "application",
    )
    (used,) = (each["dependsOn"] for each in sbom["dependencies"] if each["ref"] == root["bom-ref"])
    assert set(used) == {each["bom-ref"] for each in sbom["components"]}


def test_it_is_the_same_each_time(site, stories, runtime, sbom, tmp_path):
    assert "timestamp" not in sbom["metadata"]
    assert publish_site(stories, site, runtime).written == 0
    publish_site(stories, tmp_path / "other", runtime)
    assert (tmp_path / "other" / NAME).read_bytes() == (site / NAME).read_bytes()
    folder = tmp_path / "runtime"
    shutil.copytree(built_runtime(runtime).folder, folder)
    (folder / "licences" / "sbom.cdx.json").unlink()
    write_sbom(folder)
    assert (folder / "licences" / "sbom.cdx.json").read_bytes() == (site / NAME).read_bytes()


def test_another_content_has_another_serial_number(runtime, sbom, tmp_path):
    folder = tmp_path / "runtime"
    shutil.copytree(built_runtime(runtime).folder, folder)
    components = json.loads((folder / "licences" / "components.json").read_text("utf-8"))
    components[0]["version"] = "99"
    (folder / "licences" / "components.json").write_text(json.dumps(components), "utf-8")
    write_sbom(folder)
    assert (
        json.loads((folder / "licences" / "sbom.cdx.json").read_text("utf-8"))["serialNumber"]
        != sbom["serialNumber"]
    )


def test_the_page_about_foldline_leads_to_it(site):
    page = tree((site / "about" / "index.html").read_text("utf-8"))
    assert "sbom.cdx.json" in attributes(page, "href")


def test_a_packed_file_leads_nowhere(stories, runtime, tmp_path):
    pack_file([stories / "rain.json"], tmp_path / "rain.html", runtime)
    assert "sbom.cdx.json" not in (tmp_path / "rain.html").read_text("utf-8")


def test_it_is_not_kept_for_offline_reading(site):
    assert "sbom.cdx.json" not in (site / "sw.js").read_text("utf-8")


def test_each_has_a_hash(components):
    for purl, each in components.items():
        if not purl.startswith(
            "pkg:github/"
        ):  # CPython has come inside Pyodide, by whose hash it is held
            assert each["hashes"], purl
