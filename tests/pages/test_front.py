"""The front page: which brief stands where on it, and what its page says."""

from dataclasses import replace

import pytest

from foldline.html.front import (
    NEWEST,
    ShelfEntry,
    ShelfPicture,
    front_page,
    topic_slug,
)
from foldline.html.render import archive_part, lead_drawing, render_brief, render_page, shelf_part
from foldline.publishing.shelf import in_shelf_order, months_of, shelf_entry, shelf_json
from foldline.story.site import SiteLook
from tests.made import EXAMPLES, brief
from tests.pages.test_render import SHELL
from tests.parsed import attributes, elements, tree, words


def entry(number: int, *topics: str, **more) -> ShelfEntry:
    day = f"2026-{12 - number // 28:02}-{28 - number % 28:02}"
    slug = f"b-{number}"
    found = ShelfEntry(slug, f"Title {number}", "Dek.", day, f"{slug}/index.html", topics=topics)
    return replace(found, **more)


def slugs(entries) -> list[str]:
    return [each.slug for each in entries]


def test_each_brief_stands_in_one_place():
    entries = [entry(n, ["Rain", "Sun", "Fog"][n % 3], f"Only {n}") for n in range(30)]
    front = front_page(entries)
    places = [front.top, front.latest, front.specimens, *(rail.shown for rail in front.rails)]
    assert sorted(slug for place in places for slug in slugs(place)) == sorted(slugs(entries))
    assert slugs(front.top) == ["b-0", "b-1", "b-2", "b-3"]
    assert [rail.name for rail in front.rails] == ["Rain", "Sun", "Fog"]
    assert slugs(front.rails[0].shown) == ["b-6", "b-9", "b-12", "b-15"]
    assert (front.count, front.total, len(front.topics)) == (30, 30, 33)
    assert len(front.topics[0].entries) == 10


def test_the_publisher_says_which_leads_and_which_topics_have_rails():
    entries = [entry(n, ["Rain", "Sun"][n % 2]) for n in range(20)]
    front = front_page(entries, lead="b-9", order=["sun", "Nothing", "RAIN"])
    assert slugs(front.top) == ["b-9", "b-0", "b-1", "b-2"]
    assert [rail.name for rail in front.rails] == ["Sun", "Rain"]


def test_one_that_leads_is_there_however_old_and_others_only_among_the_newest():
    entries = [entry(n) for n in range(NEWEST + 50)]
    front = front_page(entries, lead=f"b-{NEWEST + 40}")
    assert front.top[0].slug == f"b-{NEWEST + 40}"
    assert (front.count, front.total) == (NEWEST, NEWEST + 50)
    assert front_page(entries, newest=None).count == NEWEST + 50


def test_made_up_briefs_stand_apart_unless_the_publisher_says_otherwise():
    entries = [entry(0, "Rain", specimen=True), entry(1, "Rain"), entry(2, "Sun")]
    front = front_page(entries)
    assert (slugs(front.top), slugs(front.specimens)) == (["b-1", "b-2"], ["b-0"])
    assert [(topic.name, slugs(topic.entries)) for topic in front.topics] == [
        ("Rain", ["b-1"]),
        ("Sun", ["b-2"]),
    ]
    assert slugs(front_page(entries, specimens=True).top) == ["b-0", "b-1", "b-2"]
    assert slugs(front_page(entries, lead="b-0").top) == ["b-0", "b-1", "b-2"]


@pytest.mark.parametrize(
    "topic, slug",
    [
        ("World trade", "world-trade"),
        ("  Économie & Co. ", "economie-co"),
        ("東京", "東京"),
        ("हिन्दी", "हिन्दी"),
        ("مصر / السودان", "مصر-السودان"),
        ("Straße", "strasse"),
        ("C++", "c"),
        ("…", "topic"),
        ("x" * 500, "x" * 60),
        ('"><script>', "script"),
    ],
)
def test_a_topic_has_an_address_in_any_script(topic, slug):
    assert topic_slug(topic) == slug


def test_spellings_of_one_topic_are_one():
    front = front_page([entry(0, "rain", "Rain"), entry(1, "RAIN")])
    assert [(each.name, slugs(each.entries)) for each in front.topics] == [("rain", ["b-0", "b-1"])]


def test_an_entry_is_the_same_after_it_was_kept_and_older_ones_are_read():
    found = entry(0, "Rain", picture=ShelfPicture("a.png", "A quay", width=3, height=2))
    found = replace(found, direction="rtl", minutes=3, digest="abc", specimen=True)
    for each in (found, entry(1)):
        assert ShelfEntry.from_json(each.as_json() | {"newer": 1}) == each
    assert set(entry(1).as_json()) == {"slug", "title", "dek", "published", "href", "language"}


# --- the page
# --------------------------------------------------------------------------------------------------


def test_every_topic_of_a_card_leads_to_its_briefs():
    front = front_page([entry(0, "World trade", "東京"), entry(1, "東京")])
    top = tree(shelf_part(front).html())
    ids = attributes(top, "id")
    links = [e.attrs["href"] for e in elements(top) if e.attrs.get("class") == "topic"]
    assert links == ["#topics/world-trade", "#topics/東京", "#topics/東京"]
    assert all(link[1:] in ids for link in links)
    assert len(ids) == len(set(ids))


def test_a_card_says_what_it_is_in_its_own_language():
    found = entry(0, "Rain", language="ar", direction="rtl", minutes=4, digest="abc", specimen=True)
    html = shelf_part([found]).html()
    assert 'lang="ar" dir="rtl"' in html and 'data-digest="abc"' in html
    text = words(tree(html))
    assert all(each in text for each in ("28 December 2026", "4 min", "Made up", "None of it"))


def test_a_name_and_a_headline_are_text():
    look = SiteLook("<b>The Fold", "News & <i>more")
    html = shelf_part([entry(0, "<u>", title="<script>x")], look=look).html()
    assert not {"b", "i", "u", "script"} & {e.name for e in elements(tree(html))}


def test_the_lead_has_its_picture_or_its_timeline():
    pictured = entry(0, picture=ShelfPicture("b-0/quay.png", "A quay", "Ann", 30, 20))
    html = shelf_part([pictured]).html()
    assert '<img src="b-0/quay.png" alt="A quay" width="30" height="20"' in html and "Ann" in html
    drawing = lead_drawing(brief(EXAMPLES["timeline"]["filled"]))
    top = tree(shelf_part([entry(0)], drawing=drawing).html())
    (link,) = [e for e in elements(top) if "lead-drawing" in e.attrs.get("class", "")]
    assert link.attrs["aria-hidden"] == "true" and link.attrs["href"] == "b-0/index.html"
    assert {e.name for e in elements(link)} >= {"svg", "g"}
    assert not [e for e in elements(link) if e.name in ("a", "button") and e is not link]


def test_the_search_says_what_it_finds():
    assert "Find a brief" in shelf_part([entry(0), entry(1)]).html()
    assert "shelf-search" not in shelf_part([entry(0)]).html()
    many = front_page([entry(n) for n in range(NEWEST + 1)])
    html = shelf_part(many, archive="archive/index.html").html()
    assert "Find among the 100 newest" in html and "1 older story, by month" in html


@pytest.mark.parametrize("number", [0, 1, 2, 3, 4, 5, 101])
def test_headings_come_in_their_order(number):
    entries = [entry(n, "Rain", specimen=n == 4) for n in range(number)]
    html = render_page(shelf_part(front_page(entries)), **SHELL)
    levels = [int(e.name[1]) for e in elements(tree(html)) if e.name in ("h1", "h2", "h3", "h4")]
    steps = zip(levels, levels[1:], strict=False)
    assert levels[0] == 1 and all(after - before <= 1 for before, after in steps)


# --- the archive
# --------------------------------------------------------------------------------------------------


def test_the_archive_has_all_briefs_by_month_once_the_front_page_can_not():
    entries = in_shelf_order(entry(n) for n in range(NEWEST + 20))
    assert months_of(entries[:NEWEST]) == []
    months = months_of(entries)
    assert [each.name for each in months][:2] == ["2026-12", "2026-11"]
    assert [slug for each in months for slug in slugs(each.entries)] == slugs(entries)
    assert (months[0].newer, months[0].older, months[1].newer) == ("", "2026-11", "2026-12")
    assert months[0].file == "archive/2026-12/index.html" and months[-1].older == ""


def test_a_month_leads_to_its_neighbours_and_to_the_front_page():
    part = archive_part(
        "May",
        entries=[entry(0)],
        newer=("June", "../2026-06/index.html"),
        shelf="../../index.html",
        archive="../index.html",
    )
    links = [e.attrs["href"] for e in elements(tree(part.html())) if e.name == "a"]
    assert links == ["../../index.html", "../index.html", "b-0/index.html", "../2026-06/index.html"]


# --- the brief
# --------------------------------------------------------------------------------------------------


def test_a_specimen_says_so_and_is_known_as_one():
    made_up = brief(specimen=True)
    assert "all of it is made up" in render_brief(made_up)
    assert "made up" not in render_brief(brief())
    assert shelf_entry("rain", made_up, "{slug}").specimen
    assert '"specimen": true' in shelf_json([shelf_entry("rain", made_up, "{slug}")])


def test_topics_of_a_brief_lead_to_the_front_page_where_there_is_one():
    found = brief(topics=["World trade"])
    assert '<span class="topic">World trade</span>' in render_brief(found)


def test_a_picture_of_a_brief_is_the_first_that_may_be_shown():
    gallery = {
        "kind": "photo_gallery",
        "photos": [
            {"src": "https://a.example/x.png", "alt": "far"},
            {"src": "the quay.png", "alt": "near", "credit": "Ann", "width": 3},
        ],
    }
    found = shelf_entry("rain", brief(gallery), "{slug}", {"the quay.png": "rain/the quay.png"})
    assert found.picture == ShelfPicture("rain/the%20quay.png", "near", "Ann", 3)
    assert shelf_entry("rain", brief(gallery), "{slug}").picture is None
