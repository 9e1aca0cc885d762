"""Briefs of the reader's own, the pure half: names, what is kept of them, and what is shown without
one request.
"""

import json

import pytest

from foldline.reading.local.briefs import (
    PASTED,
    Content,
    OwnBrief,
    free_slug,
    own_brief,
    read_content,
    read_head,
)
from foldline.reading.local.parts import Report, list_part, own_brief_part, own_shelf_part
from foldline.text.addresses import SLUG
from tests.made import as_bytes
from tests.parsed import attributes, elements, tree

PIXEL = "data:image/png;base64,AAAA"


def own(
    name: str = "rain.json",
    *sections: dict,
    images: dict | None = None,
    folder: bool = False,
    **fields,
) -> OwnBrief:
    return own_brief(
        name, Content(as_bytes(*sections, **fields).decode(), images or {}), folder=folder
    )


def gallery(*sources: str) -> dict:
    return {
        "kind": "photo_gallery",
        "photos": [{"src": src, "alt": f"The {src}"} for src in sources],
    }


@pytest.mark.parametrize(
    "name, slug",
    [
        ("rain.json", "rain"),
        ("my folder/Über Nacht.JSON.json", "uber-nacht-json"),
        ("Новости.json", "brief"),
        ("-.json", "brief"),
        ("brief.schema.json", "brief-schema"),
        (PASTED, "two-ferries-one-berth"),
        ("x" * 300 + ".json", "x" * 60),
        ("notes.txt", "notes-txt"),
    ],
)
def test_slugs_come_from_file_names_and_pasted_ones_from_titles(name, slug):
    found = own(name, title="Two ferries, one berth").slug
    assert found == slug and SLUG.fullmatch(found)


def test_slugs_are_unique():
    assert free_slug("rain", []) == "rain"
    assert free_slug("rain", ["rain", "rain-2"]) == "rain-3"
    assert own_brief("rain.json", Content(as_bytes().decode()), taken=["rain"]).slug == "rain-2"


def test_the_same_file_is_known_by_name_and_title():
    assert own().key == own(dek="Another.").key
    assert (
        len({own().key, own("snow.json").key, own(title="Snow").key, own("mine/rain.json").key})
        == 4
    )


def test_what_is_kept_comes_back():
    before = own(
        "mine/rain.json",
        gallery("a.png"),
        images={"a.png": PIXEL},
        folder=True,
        dek="Wet.",
        language="de",
    )
    after = read_head(before.key, before.head_text())
    after.content = read_content(before.content_text())
    assert after == before
    assert own_brief_part(after).html() == own_brief_part(before).html()


@pytest.mark.parametrize(
    "head",
    [
        "",
        "no JSON",
        "[]",
        "null",
        "{}",
        '{"slug": 1}',
        json.dumps(
            {
                "slug": "a",
                "name": "n",
                "title": ["t"],
                "dek": "",
                "language": "en",
                "folder": False,
                "at": 1,
            }
        ),
    ],
)
def test_a_head_that_cannot_be_read_is_named_by_its_key(head):
    found = read_head("rain.json\nRain", head, ["rain"])
    assert (found.slug, found.name, found.title, found.key) == (
        "rain-2",
        "rain.json",
        "Rain",
        "rain.json\nRain",
    )


def test_a_stored_slug_is_made_one():
    stored = json.loads(own().head_text()) | {"slug": '"><img src=x>'}
    assert read_head("k", json.dumps(stored)).slug == "img-src-x"
    assert read_head("k", json.dumps(stored)).key == "k"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no JSON",
        "[]",
        "null",
        '"text"',
        "{}",
        '{"text": 1, "images": {}}',
        '{"text": "", "images": []}',
    ],
)
def test_a_content_that_cannot_be_read(content):
    assert read_content(content) is None


def test_stored_pictures_are_images_or_nothing():
    stored = {
        "text": "",
        "images": {
            "a": PIXEL,
            "b": "https://example.org/a.png",
            "c": "data:text/html;base64,AAAA",
            "d": 5,
            "e": "javascript:1",
        },
    }
    assert read_content(json.dumps(stored)).images == {
        "a": PIXEL,
        "b": "",
        "c": "",
        "d": "",
        "e": "",
    }


def test_missing_pictures_are_problems_where_the_folder_is_known():
    section = gallery("a.png", "b.png", "https://example.org/c.png", "/d.png")
    assert own("rain.json", section).problems == ()
    lines = [
        problem.sentence("f")
        for problem in own("rain.json", section, images={"a.png": PIXEL}, folder=True).problems
    ]
    assert lines == ["f:1:1: brief: there is no image b.png beside it"]


def test_nothing_that_is_shown_asks_for_anything():
    inline = "data:image/gif;base64,R0lGOD"
    found = own(
        "rain.json",
        gallery(
            "a.png",
            "b.png",
            "large.png",
            "https://example.org/c.png",
            "http://127.0.0.1/d.png",
            "/e.png",
            "//example.org/f.png",
            inline,
        ),
        images={"a.png": PIXEL, "large.png": ""},
    )
    top = tree(own_brief_part(found).html())
    assert attributes(top, "src") == [PIXEL, inline]
    assert not [
        name
        for element in elements(top)
        for name in element.attrs
        if name in ("srcset", "poster", "background", "data")
    ]
    html = own_brief_part(found).html()
    assert "Pictures that lie beside this file are not shown" in html
    assert "Not shown, since they are too large" in html and "large.png" in html
    assert "are not loaded" not in html
    hosts = [
        element.attrs["data-pictures"]
        for element in elements(top)
        if element.name == "button" and "data-pictures" in element.attrs
    ]
    assert hosts == ["example.org", "127.0.0.1", "example.org"]


def test_a_page_that_may_ask_nobody_offers_nothing():
    html = own_brief_part(
        own("rain.json", gallery("https://example.org/c.png", "//127.0.0.1/d.png", "a.png")),
        may_ask=False,
    ).html()
    assert "Pictures at 127.0.0.1, example.org are not loaded" in html
    assert "data-pictures" not in html and html.count("photo-in-words") == 3


def test_ids_are_of_this_brief_alone():
    ids = attributes(
        tree(own_brief_part(own("rain.json", {"kind": "full_story", "text": "All."})).html()), "id"
    )
    assert (
        ids and all(each.startswith("opened:rain:") for each in ids) and len(ids) == len(set(ids))
    )


def test_the_report_has_what_check_prints_and_no_mere_remark():
    report = Report()
    remarked, wrong = own(odd=1), own("rain.json", {"kind": "tmeline"})
    report.add(remarked)
    assert (report.lines, report.failing) == ([], "")
    report.add(wrong)
    report.refuse("bad.json", Content("[]").loaded.problems)
    assert report.lines == [problem.sentence("rain.json") for problem in wrong.problems] + [
        "bad.json:1:1: brief: is a list of 0; a brief is one object, {…}"
    ]
    assert (
        report.failing
        == "1 file could not be opened; 1 brief has errors, and is opened as far as can be."
    )
    report.add(wrong)
    report.refuse("story.csv", "the table has no events")
    assert report.lines[-1] == "story.csv: the table has no events"
    assert (
        report.failing
        == "2 files could not be opened; 2 briefs have errors, and are opened as far as can be."
    )


def test_an_unreadable_one_says_so_and_shows_no_brief():
    found = read_head("rain.json\nRain", "")
    html = own_brief_part(found).html()
    assert "can&#39;t be read" in html and "<article" not in html
    found.content = Content('{"foldline": 2}')
    assert "rain.json:1:14: foldline: is 2" in own_brief_part(found).html()
    assert "<h1" in own_brief_part(found).html()


def test_markup_in_names_and_titles_stays_text():
    bait = '"><img src=x onerror=alert(1)>'
    found = own(f"{bait}.json", title=bait, dek=bait)
    for part in (
        own_brief_part(found),
        own_shelf_part([found], Report(lines=[bait], notices=[bait], unopened=1)),
        list_part([found]),
    ):
        assert not [
            element for element in elements(tree(part.html())) if element.name in ("img", "script")
        ]
        assert "img src=x onerror" in part.html()


def test_the_list_offers_what_can_be_done():
    one, two = own(), own("snow.json", title="Snow")
    two.kept = True
    html = list_part([one, two], gone=1).html()
    assert [
        b.attrs.get("aria-label") or b.attrs["data-local"]
        for b in elements(tree(html))
        if b.name == "button"
    ] == ["undo", "Keep on this device: Rain", "Remove: Rain", "Remove: Snow", "remove-all"]
    assert "remove-all" not in list_part([one]).html()
    assert list_part([]).html().strip() == ""
