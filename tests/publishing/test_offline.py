"""What a publish says of itself for keeping it offline: every file a page loads, by what is in it."""

import base64
import hashlib
import json
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest

from foldline.publishing import record
from foldline.publishing import site as site_module
from foldline.publishing.offline import paper
from foldline.publishing.runtime import WORKBOX, Runtime
from foldline.publishing.site import SiteOptions, publish_site
from tests.made import ROOT, as_bytes


def worker_facts(site: Path) -> dict:
    """What the service worker of a site was told of it."""
    (text,) = re.findall(
        r"^const SITE = (\{.*?\});  //", (site / "sw.js").read_text("utf-8"), re.MULTILINE
    )
    return json.loads(text)


def files_of(found: dict) -> dict[str, list]:
    return (
        found["common"]
        | found["python"]
        | {
            f"{slug}/{name}": weight
            for slug, files in found["briefs"].items()
            for name, weight in files.items()
        }
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, runtime: Runtime) -> Path:
    out = tmp_path_factory.mktemp("site")
    publish_site(ROOT / "stories", out, runtime)
    return out


def test_every_file_is_named_by_what_is_in_it(site):
    files = files_of(worker_facts(site))
    assert len(files) > 30
    for name, (digest, size) in files.items():
        data = (site / name).read_bytes()
        assert (base64.b64encode(hashlib.sha256(data).digest()).decode(), len(data)) == (
            digest,
            size,
        ), name


def test_all_that_pages_load_is_there_and_nothing_else(site, shipped):
    found = worker_facts(site)
    written = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    unseen = written - set(files_of(found)) - set(found["faces"])
    assert all("/fonts/" in name for name in found["faces"]) and len(found["faces"]) > 20
    (runtime,) = {name.split("/")[1] for name in written if name.startswith("runtime/")}
    assert {name for name in unseen if not name.startswith("runtime/")} == {
        ".foldline-site.json",
        "brief.schema.json",
        "sw.js",
        "embed.js",
        "_headers",
        "embed/index.html",
        "embed/live.html",
        "embed/cleaner.js",
        "embed/purify.js",
        "about/sbom.cdx.json",
        *(
            f"{slug}/{name}"
            for slug in ("timeline", *(path.stem for path in shipped))
            for name in ("brief.js", "fragment.html", "frame.html")
        ),
    }
    left_out = {
        name.removeprefix(f"runtime/{runtime}/") for name in unseen if name.startswith("runtime/")
    }
    assert {
        "carried.js",
        "runtime.json",
        "pyodide/pyodide.asm.wasm",
        "pyodide/python_stdlib.zip",
    } < left_out
    assert all(
        name.startswith(("licences/", "pyodide/", "workbox/"))
        or name in ("carried.js", "runtime.json")
        for name in left_out
    )
    assert set(found["briefs"]) == {path.stem for path in shipped}
    assert all({"index.html", "brief.json"} <= set(files) for files in found["briefs"].values())
    assert found["instead"] in found["common"]
    assert found["workbox"] == [f"runtime/{runtime}/workbox/{part}.js" for part in WORKBOX]
    assert all((site / name).is_file() for name in found["workbox"])


def test_the_manifest_leads_to_files_from_wherever_the_site_is(site):
    manifest = json.loads((site / "manifest.webmanifest").read_text("utf-8"))
    assert len(manifest["icons"]) == 4 and {icon["purpose"] for icon in manifest["icons"]} == {
        "any",
        "maskable",
    }
    for icon in manifest["icons"]:
        assert (site / icon["src"]).is_file()
    (handler,) = manifest["file_handlers"]
    addresses = [
        manifest["start_url"],
        manifest["scope"],
        handler["action"],
        *(icon["src"] for icon in manifest["icons"]),
    ]
    assert all(
        urljoin("https://a.example/b/c/", address).startswith("https://a.example/b/c/")
        for address in addresses
    )
    assert handler["accept"] == {"application/json": [".json"]} and "id" not in manifest
    assert manifest["theme_color"] == paper()[0]
    for page, address in (
        ("index.html", "manifest.webmanifest"),
        ("apollo-13/index.html", "../manifest.webmanifest"),
    ):
        assert f'<link rel="manifest" href="{address}">' in (site / page).read_text("utf-8")


def test_names_that_need_care_in_addresses(runtime, tmp_path):
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "50% of the quay.svg").write_bytes(b"<svg/>")
    (tmp_path / "s" / "rain.json").write_bytes(
        as_bytes(
            {"kind": "photo_gallery", "photos": [{"src": "50%25 of the quay.svg", "alt": "A"}]}
        )
    )
    publish_site(tmp_path / "s", tmp_path / "out", runtime)
    assert "50% of the quay.svg" in worker_facts(tmp_path / "out")["briefs"]["rain"]


def test_what_did_not_change_is_not_read_again(runtime, tmp_path, monkeypatch):
    stories, out = tmp_path / "s", tmp_path / "out"
    stories.mkdir()
    for slug in ("rain", "sun"):
        (stories / f"{slug}.json").write_bytes(as_bytes())
    publish_site(stories, out, runtime)
    before = worker_facts(out)
    (stories / "rain.json").write_bytes(as_bytes(dek="It poured."))
    weighed = []
    monkeypatch.setattr(
        record, "weight_of", lambda data, real=record.weight_of: weighed.append(data) or real(data)
    )
    publish_site(stories, out, runtime)
    assert not any((out / "sun" / name).read_bytes() in weighed for name in ("index.html",))
    after = worker_facts(out)
    assert (
        after["briefs"]["sun"] == before["briefs"]["sun"]
        and after["briefs"]["rain"] != before["briefs"]["rain"]
    )
    for name, (_, size) in files_of(after).items():
        assert (out / name).stat().st_size == size


def test_a_record_of_before_there_were_weights_is_still_a_record(runtime, tmp_path):
    stories, out = tmp_path / "s", tmp_path / "out"
    stories.mkdir()
    for slug in ("rain", "sun"):
        (stories / f"{slug}.json").write_bytes(as_bytes())
    publish_site(stories, out, runtime)
    kept = json.loads((out / ".foldline-site.json").read_bytes())
    del kept["weights"]
    (out / ".foldline-site.json").write_text(json.dumps(kept))
    (stories / "sun.json").unlink()
    publish_site(stories, out, runtime)
    assert not (out / "sun").exists()
    publish_site(stories, tmp_path / "fresh", runtime)
    assert (out / "sw.js").read_bytes() == (tmp_path / "fresh" / "sw.js").read_bytes()


def test_the_service_worker_is_the_last_to_be_written(runtime, tmp_path, monkeypatch):
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "rain.json").write_bytes(as_bytes())
    order = []
    monkeypatch.setattr(
        site_module.SiteWriter,
        "write",
        lambda self, name, data, real=site_module.SiteWriter.write: (
            order.append(name) or real(self, name, data)
        ),
    )
    publish_site(tmp_path / "s", tmp_path / "out", runtime)
    assert order[-1] == "sw.js" and order[-2] == "index.html"
    assert order.index("manifest.webmanifest") < order.index("rain/index.html")


def test_a_site_that_is_not_to_be_kept(runtime, tmp_path):
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "rain.json").write_bytes(as_bytes())
    out = tmp_path / "out"
    publish_site(tmp_path / "s", out, runtime)
    publish_site(tmp_path / "s", out, runtime, SiteOptions(offline=False))
    assert "unregister" in (out / "sw.js").read_text("utf-8")
    assert (
        not (out / "manifest.webmanifest").exists() and not (out / "about" / "unkept.html").exists()
    )
    page = (out / "rain" / "index.html").read_text("utf-8")
    assert 'rel="manifest"' not in page and "theme-color" not in page and "offline.js" not in page
