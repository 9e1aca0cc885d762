import json
import tomllib

import pytest

from foldline.publishing.checkout import checkout_root, made_files
from foldline.publishing.shelf import in_shelf_order, shelf_entry, shelf_json
from foldline.publishing.stories import read_story
from foldline.story.loading import load
from foldline.story.revisions import digest_of
from tests.made import ROOT, as_bytes
from tests.parsed import attributes, elements, tree


@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        "pyscript.toml",
        "stories/shelf.json",
        "stories/brief.schema.json",
        "docs/reference/format.md",
    ],
)
def test_made_files_are_not_stale(name):
    made = made_files(ROOT)
    assert set(made) == {
        "index.html",
        "pyscript.toml",
        "stories/shelf.json",
        "stories/brief.schema.json",
        "docs/reference/format.md",
    }
    assert (ROOT / name).read_text("utf-8") == made[name], (
        "make it anew: python -m foldline.publishing.checkout"
    )


def test_this_is_the_checkout():
    assert checkout_root() == ROOT


def test_the_configuration_names_files_that_are_there():
    config = tomllib.loads((ROOT / "pyscript.toml").read_text("utf-8"))
    assert config["packages_cache"] == "passthrough"
    assert (ROOT / config["interpreter"]).is_file()
    assert config["files"] and all((ROOT / name).is_file() for name in config["files"])
    assert {f"./app{target[1:]}": target for target in config["files"].values()} == config["files"]


def test_the_configuration_names_packages_of_the_runtime(runtime):
    config = tomllib.loads((ROOT / "pyscript.toml").read_text("utf-8"))
    lock = json.loads((runtime.folder / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
    assert set(config["packages"]) <= set(lock["packages"])


def test_the_page_names_files_that_are_there(runtime):
    top = tree((ROOT / "index.html").read_text("utf-8"))
    (facts,) = [
        json.loads(e.children[0].data)
        for e in elements(top)
        if e.attrs.get("id") == "foldline-page"
    ]
    for address in (
        *attributes(top, "src"),
        *(href for href in attributes(top, "href") if not href.startswith(("#", "data:"))),
    ):
        # a checkout has no runtime/ until the first `foldline serve`: what lies there is looked up
        # where it comes from
        inside, folder = (
            (address.removeprefix(facts["runtime"]), runtime.folder)
            if address.startswith(facts["runtime"])
            else (address, ROOT)
        )
        assert (folder / inside.partition("?")[0]).is_file(), address
    assert (ROOT / facts["config"]).is_file() and (ROOT / facts["shelf"]).is_file()
    assert (runtime.folder / facts["pyscript"].removeprefix(facts["runtime"])).is_file()
    for entry in json.loads((ROOT / facts["shelf"]).read_text("utf-8"))["briefs"]:
        assert (ROOT / facts["brief"].replace("{slug}", entry["slug"])).is_file()


def test_every_shipped_brief_is_on_the_shelf(shipped):
    listed = json.loads((ROOT / "stories" / "shelf.json").read_text("utf-8"))["briefs"]
    assert len(shipped) >= 4
    assert {entry["slug"] for entry in listed} == {path.stem for path in shipped}
    assert [entry["published"][:10] for entry in listed] == sorted(
        (entry["published"][:10] for entry in listed), reverse=True
    )


def test_the_shelf_is_newest_first_then_by_name(tmp_path):
    for name, published in (
        ("c", "2026-01-02"),
        ("a", "2026-01-02T23:00:00Z"),
        ("b", "2026-03-01"),
        ("z", "nonsense"),
    ):
        (tmp_path / f"{name}.json").write_bytes(as_bytes(published=published))
    entries = in_shelf_order(
        shelf_entry(story.slug, story.loaded.brief, "read?{slug}")
        for path in tmp_path.iterdir()
        if (story := read_story(path)).loaded.brief
    )
    assert [(entry.slug, entry.href) for entry in entries] == [
        ("b", "read?b"),
        ("a", "read?a"),
        ("c", "read?c"),
    ]
    assert json.loads(shelf_json(entries))["briefs"][0] == {
        "slug": "b",
        "title": "Rain",
        "dek": "It rained.",
        "published": "2026-03-01",
        "href": "read?b",
        "language": "en",
        "minutes": 1,
        "digest": digest_of(load(as_bytes()).brief),
    }
