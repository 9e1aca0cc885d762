"""The top of a brief: who wrote it, and what of it is in dispute."""

import json

from foldline.html.head import head_of_brief, news_article
from foldline.html.packing import Packed, Shell, packed_document
from foldline.html.render import brief_part, render_brief
from foldline.publishing.shell import CHECKOUT, page_document
from tests.made import as_dict, brief
from tests.parsed import elements, tree, words

EMPTY = {"kind": "timeline", "note": "None."}
AUTHORS = [{"name": "Ada Quill", "url": "https://quill.example/"}, {"name": "Bo <b>Ink</b>"}]


def by_class(html: str, name: str) -> list:
    return [each for each in elements(tree(html)) if name in each.attrs.get("class", "").split()]


def test_a_byline_names_its_authors_before_place_and_day():
    html = render_brief(brief(EMPTY, authors=AUTHORS, place="Rye"))
    (byline,) = by_class(html, "byline")
    assert words(byline) == "By Ada Quill (quill.example), Bo <b>Ink</b>"
    (link,) = [each for each in elements(byline) if each.name == "a"]
    assert (link.attrs["href"], link.attrs["rel"]) == (
        "https://quill.example/",
        "noopener noreferrer",
    )
    assert html.index("byline") < html.index("Rye") < html.index("Published")


def test_what_is_disputed_stands_below_the_head_and_before_the_sections():
    html = render_brief(brief(EMPTY, disputed="Both say that it rained <on them>."))
    (line,) = by_class(html, "disputed")
    assert words(line) == "In dispute Both say that it rained <on them>."
    assert html.index("</header>") < html.index('class="disputed"') < html.index('class="sections"')


def test_a_brief_without_them_has_neither():
    html = render_brief(brief(EMPTY))
    assert by_class(html, "byline") == by_class(html, "disputed") == []
    assert "author" not in news_article(brief(EMPTY), "")


def test_other_programs_read_who_wrote_it():
    made = brief(
        EMPTY,
        authors=AUTHORS,
        sources=[
            {
                "id": "a",
                "name": "The ship's log",
                "publisher": "Naval Command",
                "archived": "https://k.example/",
            },
        ],
    )
    article = news_article(made, "")
    assert article["author"] == [
        {"@type": "Person", "name": "Ada Quill", "url": "https://quill.example/"},
        {"@type": "Person", "name": "Bo <b>Ink</b>"},
    ]
    assert article["citation"][0]["publisher"]["name"] == "The ship's log"
    assert article["citation"][0]["sourceOrganization"]["name"] == "Naval Command"
    assert article["citation"][0]["archivedAt"] == "https://k.example/"
    page = page_document(
        CHECKOUT, brief_part(made), head_of_brief(made, ""), title="T", description="D", slug="rain"
    )
    packed = "".join(
        packed_document(
            [Packed("rain", json.dumps(as_dict(EMPTY, authors=AUTHORS)), made)],
            Shell(styles="", folds="", boot="", carrier="", icon="", endings=""),
        )
    )
    for html in (page, packed):
        metas = [each.attrs for each in elements(tree(html)) if each.name == "meta"]
        names = [each["content"] for each in metas if each.get("name") == "author"]
        assert names == ["Ada Quill", "Bo <b>Ink</b>"]
