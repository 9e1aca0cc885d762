import json
import re
from pathlib import Path

import pytest

from foldline import load
from foldline.errors import BriefError, PublishError
from foldline.html.render import checked_brief_part
from foldline.publishing.runtime import Runtime
from foldline.publishing.site import Published, SiteOptions, publish_site
from foldline.publishing.stories import read_story
from foldline.story.schema import schema_text
from tests.made import ROOT, as_bytes
from tests.parsed import attributes, elements, tree, words

BAD = as_bytes({"kind": "timelin"}, {"kind": "prose", "heading": "Kept", "text": "Still here."})


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def stories_of(folder: Path, **briefs: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in briefs.items():
        (folder / f"{name}.json").write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, runtime: Runtime) -> Path:
    """The shipped briefs, published."""
    out = tmp_path_factory.mktemp("site")
    publish_site(ROOT / "stories", out, runtime)
    return out


# --- what is written
# -------------------------------------------------------------------------------------------------


def test_a_page_of_each_brief_is_its_finished_html(site, shipped):
    for path in shipped:
        page = (site / path.stem / "index.html").read_text("utf-8")
        story = read_story(path)
        part = checked_brief_part(story.loaded.brief, topics_at="../index.html", fits=story.fits())
        assert part.html().rstrip("\n") in page
        assert (site / path.stem / "brief.json").read_bytes() == path.read_bytes()


def test_the_shelf_leads_to_every_brief(site, shipped):
    top = tree((site / "index.html").read_text("utf-8"))
    links = {
        e.attrs["data-slug"]: e.attrs["href"]
        for e in elements(top)
        if "data-slug" in e.attrs and e.name == "a"
    }
    assert links == {path.stem: f"{path.stem}/index.html" for path in shipped}
    assert {
        entry["slug"]: entry["href"]
        for entry in json.loads((site / "shelf.json").read_bytes())["briefs"]
    } == links
    assert (site / "brief.schema.json").read_text("utf-8") == schema_text()


def test_pages_ask_for_nothing_elsewhere_and_find_what_they_ask_for(site):
    pages = sorted(site.glob("*.html")) + sorted(site.glob("*/index.html"))
    assert len(pages) > 4
    for page in pages:
        top = tree(page.read_text("utf-8"))
        asked = attributes(top, "src") + [
            e.attrs["href"] for e in elements(top) if e.name == "link"
        ]
        for address in (address for address in asked if not address.startswith("data:")):
            assert (page.parent / re.sub("/$", "/index.html", address)).resolve().is_file(), (
                f"{page}: {address}"
            )
        for link in (
            e.attrs["href"] for e in elements(top) if e.name == "a" and "rel" not in e.attrs
        ):
            assert not link.startswith(("http", "/"))
            assert (
                link.startswith("#")
                or (page.parent / re.split("[?#]", link)[0]).resolve().is_file()
            ), f"{page}: {link}"


def test_what_a_page_tells_the_scripts_leads_to_files(site, shipped):
    for page, slug in (
        (site / "index.html", shipped[0].stem),
        (site / shipped[0].stem / "index.html", shipped[1].stem),
    ):
        top = tree(page.read_text("utf-8"))
        (facts,) = [
            json.loads(e.children[0].data)
            for e in elements(top)
            if e.attrs.get("id") == "foldline-page"
        ]
        assert facts["finished"] is True
        for address in (
            facts["pyscript"],
            facts["interpreter"],
            facts["shelf"],
            facts["brief"].replace("{slug}", slug),
            facts["runtime"] + "runtime.json",
            facts["runtime"] + "pyodide/pyodide-lock.json",
        ):
            assert (page.parent / address).resolve().is_file(), address


def test_the_runtime_knows_our_own_wheel(site):
    (lock,) = site.glob("runtime/*/pyodide/pyodide-lock.json")
    ours = json.loads(lock.read_bytes())["packages"]["foldline"]
    assert (lock.parent / ours["file_name"]).is_file()
    assert set(ours["depends"]) <= set(json.loads(lock.read_bytes())["packages"])


def test_publishing_again_writes_nothing(site, runtime, shipped):
    before = everything(site)
    assert publish_site(ROOT / "stories", site, runtime) == Published(len(shipped), 0, ())
    assert everything(site) == before


def test_two_publishers_make_the_same_bytes(site, runtime, tmp_path):
    publish_site(ROOT / "stories", tmp_path / "site", runtime)
    assert everything(tmp_path / "site") == everything(site)


def test_one_file_is_a_site_too(runtime, tmp_path):
    stories = stories_of(tmp_path / "s", rain=as_bytes(), sun=as_bytes())
    assert publish_site(stories / "sun.json", tmp_path / "out", runtime).briefs == 1
    assert (tmp_path / "out" / "sun" / "index.html").is_file() and not (
        tmp_path / "out" / "rain"
    ).exists()


def test_the_way_is_told(runtime, tmp_path):
    steps = []
    stories = stories_of(tmp_path / "s", a=as_bytes(), b=as_bytes())
    publish_site(stories, tmp_path / "out", runtime, progress=lambda *way: steps.append(way))
    assert steps == [(0, 2), (1, 2), (2, 2)]


# --- what changes
# ----------------------------------------------------------------------------------------------------


def test_a_changed_brief_rewrites_its_page_alone(runtime, tmp_path):
    stories, out = stories_of(tmp_path / "s", rain=as_bytes(), sun=as_bytes()), tmp_path / "out"
    publish_site(stories, out, runtime)
    before = everything(out)
    stories_of(stories, rain=as_bytes(place="Hallowick"))
    assert publish_site(stories, out, runtime).written == 6
    after = everything(out)
    assert {name for name in after if after[name] != before.get(name)} == {
        ".foldline-site.json",
        "sw.js",
        *(
            f"rain/{name}"
            for name in ("index.html", "brief.json", "brief.js", "fragment.html", "frame.html")
        ),
    }


def events(*texts: str) -> bytes:
    return as_bytes(
        {"kind": "timeline", "events": [{"when": "1999", "text": text} for text in texts]}
    )


def test_the_timelines_of_the_shelf_are_one(runtime, tmp_path):
    stories, out = (
        stories_of(tmp_path / "in", fog=events("Fog comes."), rain=events("Rain falls.")),
        tmp_path / "out",
    )
    publish_site(stories, out, runtime)
    page = out / "timeline" / "index.html"
    top = tree(page.read_text("utf-8"))
    assert [
        words(each)
        for each in elements(top)
        if each.name == "li" and "data-earliest" in each.attrs and "Fog" in words(each)
    ] != []
    hrefs = attributes(top, "href")
    assert {"../fog/index.html", "../rain/index.html"} <= set(hrefs)
    assert "timeline/index.html" in attributes(
        tree((out / "index.html").read_text("utf-8")), "href"
    )
    assert "timeline" not in {
        entry["slug"] for entry in json.loads((out / "shelf.json").read_bytes())["briefs"]
    }
    assert load((out / "timeline" / "brief.json").read_bytes()).errors == ()
    assert publish_site(stories, out, runtime).written == 0
    stories_of(stories, fog=events("Fog goes."))
    publish_site(stories, out, runtime)
    assert "Fog goes." in page.read_text("utf-8") and "Fog comes." not in page.read_text("utf-8")
    (stories / "rain.json").unlink()
    publish_site(stories, out, runtime)
    assert not page.parent.exists()
    assert "timeline/index.html" not in attributes(
        tree((out / "index.html").read_text("utf-8")), "href"
    )


def test_what_went_away_is_removed_and_what_is_not_ours_stays(runtime, tmp_path):
    stories, out = stories_of(tmp_path / "s", rain=as_bytes(), sun=as_bytes()), tmp_path / "out"
    publish_site(stories, out, runtime)
    (out / "robots.txt").write_text("theirs")
    (out / "rain" / "notes.txt").write_text("theirs")
    (stories / "rain.json").unlink()
    (stories / "sun.json").rename(stories / "snow.json")
    publish_site(stories, out, runtime)
    left = everything(out)
    assert "snow/index.html" in left and not (out / "sun").exists()
    assert left["robots.txt"] == left["rain/notes.txt"] == b"theirs"
    assert {name for name in left if name.startswith("rain/")} == {"rain/notes.txt"}


# --- images
# ----------------------------------------------------------------------------------------------------------


def gallery(*addresses: str) -> bytes:
    return as_bytes(
        {"kind": "photo_gallery", "photos": [{"src": src, "alt": "A"} for src in addresses]}
    )


@pytest.mark.parametrize(
    "src, file",
    [
        ("quay.svg", "quay.svg"),
        ("pictures/quay.svg", "pictures/quay.svg"),
        ("quay.svg?v=2", "quay.svg"),
        ("the quay.svg", "the quay.svg"),
        ("the%20quay.svg", "the quay.svg"),
    ],
)
def test_images_lie_beside_the_page(runtime, tmp_path, src, file):
    stories = stories_of(tmp_path / "s", rain=gallery(src))
    (stories / file).parent.mkdir(exist_ok=True)
    (stories / file).write_bytes(b"<svg/>")
    assert publish_site(stories, tmp_path / "out", runtime).problems == ()
    assert (tmp_path / "out" / "rain" / file).read_bytes() == b"<svg/>"


def test_a_missing_image_is_a_problem(runtime, tmp_path):
    stories = stories_of(tmp_path / "s", rain=gallery("quay.svg"))
    with pytest.raises(BriefError) as caught:
        publish_site(stories, tmp_path / "out", runtime)
    assert caught.value.problems == [
        f"{stories / 'rain.json'}:1:1: brief: there is no image quay.svg beside it"
    ]


@pytest.mark.parametrize(
    "src", ["../secret.svg", "../../top/s/quay.svg", "x/../../secret.svg", "../s/quay.svg"]
)
def test_no_image_address_leads_out_of_the_site(runtime, tmp_path, src):
    top = tmp_path / "top"
    stories = stories_of(top / "s", rain=gallery(src))
    (stories / "quay.svg").write_bytes(b"<svg/>")
    (top / "secret.svg").write_bytes(b"<svg>secret</svg>")
    out = tmp_path / "site" / "out"
    before = everything(top)
    try:
        publish_site(stories, out, runtime, SiteOptions(lenient=True))
    except (BriefError, PublishError):
        pass
    assert everything(top) == before
    assert [path for path in (tmp_path / "site").iterdir() if path != out] == []
    assert not any(
        b"secret" in data for name, data in everything(out).items() if name.endswith(".svg")
    )


# --- what is wrong
# ---------------------------------------------------------------------------------------------------


def test_problems_stop_a_publish_before_anything_is_written(runtime, tmp_path):
    stories = stories_of(tmp_path / "s", rain=BAD, sun=as_bytes(), mud=b"{")
    with pytest.raises(BriefError) as caught:
        publish_site(stories, tmp_path / "out", runtime)
    assert str(caught.value) == "2 problems; nothing was written"
    assert [line.partition(": ")[2] for line in caught.value.problems] == [
        "brief: is not JSON from here on: expecting property name enclosed in double quotes",
        'sections[0].kind: is "timelin", which is no kind of section; did you mean "timeline"?',
    ]
    assert not (tmp_path / "out").exists()


def test_one_problem_is_one_problem(runtime, tmp_path):
    with pytest.raises(BriefError, match=r"^1 problem; nothing was written$"):
        publish_site(stories_of(tmp_path / "s", mud=b""), tmp_path / "out", runtime)


def test_lenient_publishes_the_rest_and_says_what_is_wrong(runtime, tmp_path):
    stories, out = stories_of(tmp_path / "s", rain=BAD, sun=as_bytes(), mud=b"{"), tmp_path / "out"
    published = publish_site(stories, out, runtime, SiteOptions(lenient=True))
    assert (published.briefs, len(published.problems)) == (3, 2)
    pages = {
        name: tree((out / name / "index.html").read_text("utf-8"))
        for name in ("rain", "sun", "mud")
    }
    alerts = {
        name: [words(e) for e in elements(page) if e.attrs.get("role") == "alert"]
        for name, page in pages.items()
    }
    rain, mud = (
        f"{stories / 'rain.json'}:1:",
        f"{stories / 'mud.json'}:1:2: brief: is not JSON from here on: ",
    )
    assert (
        len(alerts["rain"]) == 1
        and rain in alerts["rain"][0]
        and "Still here." in words(pages["rain"])
    )
    assert alerts["sun"] == [] and len(alerts["mud"]) == 1
    assert alerts["mud"][0].startswith("This brief could not be read") and mud in alerts["mud"][0]
    shelf = tree((out / "index.html").read_text("utf-8"))
    assert mud in words(shelf) and rain not in words(shelf)
    assert {
        e.attrs["data-slug"] for e in elements(shelf) if e.name == "a" and "data-slug" in e.attrs
    } == {"rain", "sun"}


def test_half_a_character_stops_no_lenient_publish(runtime, tmp_path):
    stories = stories_of(
        tmp_path / "s",
        half=as_bytes({"kind": "half \ud83d"}, title="half \ud83d"),
        kind=as_bytes({"kind": "\ud83d"}),
    )
    assert publish_site(stories, tmp_path / "out", runtime, SiteOptions(lenient=True)).briefs == 2


@pytest.mark.parametrize("name", ["Rain", "a b", "a_b"])
def test_names_that_make_no_address(runtime, tmp_path, name):
    stories = stories_of(tmp_path / "s", **{name: as_bytes()})
    with pytest.raises(BriefError) as caught:
        publish_site(stories, tmp_path / "out", runtime)
    assert caught.value.problems == [
        f'{stories / name}.json:1:1: brief: the file name "{name}" becomes an address; '
        "allowed are small letters, digits and hyphens"
    ]


@pytest.mark.parametrize("name", ["runtime", "assets", "about", "edit", "embed", "timeline"])
def test_no_brief_takes_the_name_of_a_folder_of_ours(runtime, tmp_path, name):
    """Servers tell browsers to keep what lies in these folders for a year."""
    stories = stories_of(tmp_path / "s", **{name: as_bytes()})
    try:
        publish_site(stories, tmp_path / "out", runtime)
    except BriefError:
        return
    assert not (tmp_path / "out" / name / "index.html").exists()


def test_where_nothing_can_be_written(runtime, tmp_path):
    stories = stories_of(tmp_path / "s", rain=as_bytes())
    (tmp_path / "out").write_text("a file")
    with pytest.raises(PublishError) as caught:
        publish_site(stories, tmp_path / "out", runtime)
    assert str(caught.value) == f"{tmp_path / 'out'} is a file; name a folder to publish into"
    with pytest.raises(PublishError):
        publish_site(stories, tmp_path / "out" / "below", runtime)
    assert (tmp_path / "out").read_text() == "a file"


@pytest.mark.parametrize(
    "record", ["", "[]", '{"files": 3}', '{"files": ["../outside"]}', '{"files": [["x"]]}']
)
def test_a_record_that_is_not_ours_removes_nothing_outside(runtime, tmp_path, record):
    stories, out = stories_of(tmp_path / "s", rain=as_bytes()), tmp_path / "out"
    out.mkdir()
    (tmp_path / "outside").write_text("theirs")
    (out / ".foldline-site.json").write_text(record)
    publish_site(stories, out, runtime)
    assert (tmp_path / "outside").read_text() == "theirs"
    assert (out / "rain" / "index.html").is_file()


def test_an_empty_shelf_is_a_site(runtime, tmp_path):
    (tmp_path / "s").mkdir()
    assert publish_site(tmp_path / "s", tmp_path / "out", runtime).briefs == 0
    assert "There is no brief on this shelf yet." in (tmp_path / "out" / "index.html").read_text(
        "utf-8"
    )
