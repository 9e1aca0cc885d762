"""The plan of a site, made from data alone: which files there will be, in which order, and of what."""

from dataclasses import replace
from pathlib import Path

import pytest

from foldline.html.render import ShelfEntry
from foldline.publishing.plan import (
    PAGES,
    RESERVED_SLUGS,
    USUAL,
    BriefState,
    Held,
    Plan,
    Read,
    SiteOptions,
    Unchanged,
    plan_site,
    site_place,
)
from foldline.publishing.record import KeptBrief
from foldline.publishing.stories import StoryFile
from foldline.story.loading import load
from tests.made import as_bytes
from tests.test_house import HOSTS, imports, inside


def entry(slug: str) -> ShelfEntry:
    return ShelfEntry(slug, slug.title(), "Dek.", "2026-01-02", f"{slug}/index.html")


def read(slug: str, *pictures: str, problems: tuple[str, ...] = ()) -> Read:
    path = f"stories/{slug}.json"
    data = as_bytes()
    story = StoryFile(Path(path), path, data, load(data))
    return Read((path,), story, "now", problems, pictures, entry(slug))


def kept(slug: str, **images: list[int]) -> KeptBrief:
    return KeptBrief("before", entry(slug), images, [f"{slug}/index.html"])


def unchanged(slug: str) -> Unchanged:
    return Unchanged((f"stories/{slug}.json",), slug, kept(slug))


def plan(*briefs: BriefState, options: SiteOptions = USUAL, timeline: Read | None = None) -> Plan:
    place = site_place("abc", "assets/def/", ("#fff", "#000"), options)
    return plan_site(
        briefs, timeline, place, options, assets=["a.css"], embed_scripts=["embed.js", "late.js"]
    )


def names(made: Plan) -> list[str]:
    return [file.name for file in made.files]


def sources(made: Plan, name: str) -> tuple[str, ...]:
    (found,) = (file.sources for file in made.files if file.name == name)
    return found


def test_the_plan_knows_no_files_processes_or_network():
    assert not [
        each
        for each in imports("foldline.publishing.plan")
        if inside(each, HOSTS | {"foldline.publishing.changes", "foldline.publishing.write"})
    ]


def test_what_is_referred_to_comes_first_and_the_service_worker_last():
    found = names(plan(read("rain"), read("sun")))
    assert len(found) == len(set(found))
    order = ["assets/def/a.css", "late.js", "embed.js", "about/index.html", "rain/index.html"]
    order += ["sun/index.html", "shelf.json", "index.html", "sw.js"]
    assert sorted(order, key=found.index) == order and found[-1] == "sw.js"


def test_a_page_depends_on_its_brief_and_a_picture_on_its_file():
    made = plan(read("rain", "quay.png"), read("sun"))
    assert sources(made, "rain/index.html") == ("stories/rain.json",)
    assert sources(made, "rain/quay.png") == ("stories/quay.png",)
    assert sources(made, "about/index.html") == sources(made, "edit/index.html") == ()


@pytest.mark.parametrize("name", ["index.html", "shelf.json", "embed/index.html"])
def test_the_shelf_depends_on_every_brief(name):
    made = plan(read("rain", "quay.png"), unchanged("sun"))
    assert sources(made, name) == ("stories/rain.json", "stories/sun.json")


def test_the_service_worker_depends_on_all_that_it_names():
    made = plan(read("rain", "quay.png"), read("sun"))
    assert set(sources(made, "sw.js")) == {
        "stories/rain.json",
        "stories/sun.json",
        "stories/quay.png",
    }


def test_the_merged_timeline_depends_on_its_briefs():
    both = ("stories/rain.json", "stories/sun.json")
    timeline = replace(read("timeline"), sources=both)
    made = plan(read("rain"), read("sun"), timeline=timeline)
    assert sources(made, "timeline/index.html") == both
    assert [brief.slug for brief in made.pages] == ["rain", "sun", "timeline"]
    assert [each.slug for each in made.entries] == ["rain", "sun"]


def test_what_is_unchanged_or_held_keeps_its_files():
    held = Held(("stories/fog.json",), "fog", kept("fog"), ("fog.json:1:1: brief: is bad",))
    made = plan(read("rain"), unchanged("sun"), held)
    assert set(made.unchanged) == {"sun", "fog"}
    assert [name for name in names(made) if name.startswith(("sun/", "fog/"))] == [
        "sun/index.html",
        "fog/index.html",
    ]
    assert made.problems == {"fog": held.problems}


def test_with_an_address_there_are_oembed_documents():
    assert "rain/oembed.json" not in names(plan(read("rain")))
    options = SiteOptions(address="https://news.example/")
    assert "rain/oembed.json" in names(plan(read("rain"), options=options))


@pytest.mark.parametrize("options", [SiteOptions(offline=False), SiteOptions(preview=True)])
def test_what_is_not_for_offline_has_no_manifest(options):
    made = plan(read("rain"), options=options)
    assert not {"manifest.webmanifest", "about/unkept.html"} & set(names(made))
    assert {"manifest.webmanifest", "about/unkept.html"} <= set(names(plan(read("rain"))))
    assert made.place.installable is None and sources(made, "sw.js") == ()


def test_a_preview_allows_problems_and_its_pages_follow_their_files():
    assert SiteOptions().refuses_problems
    assert not SiteOptions(lenient=True).refuses_problems
    assert not SiteOptions(preview=True).refuses_problems
    assert plan(options=SiteOptions(preview=True)).place.preview == "assets/def/preview.js"


def test_pages_are_where_they_say():
    made = plan(read("rain"))
    assert PAGES.brief.replace("{slug}", "rain") in names(made)
    assert {PAGES.shelf, PAGES.shelf_data, PAGES.about, PAGES.editor} <= set(names(made))


def test_the_archive_is_planned_by_months_of_their_briefs_once_there_are_too_many():
    def of(number: int) -> Read:
        found = read(f"b-{number}")
        assert found.entry
        month = 1 + number % 12
        return replace(found, entry=replace(found.entry, published=f"2026-{month:02}-02"))

    assert not [each for each in names(plan(*map(of, range(100)))) if each.startswith("archive/")]
    made = plan(*map(of, range(101)))
    found = names(made)
    assert {"archive/index.html", "archive/2026-01/index.html"} <= set(found)
    assert found.index("archive/2026-12/index.html") < found.index("index.html")
    assert sources(made, "archive/2026-03/index.html")[:2] == (
        "stories/b-14.json",
        "stories/b-2.json",
    )
    assert "archive" in RESERVED_SLUGS
