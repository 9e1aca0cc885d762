"""Who wrote a story and who publishes its sources: written, and read again."""

import json

import pytest

from foldline.drafts.bylines import names_in
from foldline.formats import WRITABLE as FORMATS
from foldline.formats import import_briefs
from foldline.html.head import news_article
from tests.made import brief

SOURCES = [
    {
        "id": "ap",
        "name": "AP",
        "publisher": "Associated Press",
        "archived": "https://example.org/kept",
        "url": "https://example.org/a",
    }
]
AUTHORS = [{"name": "Ada Quill", "url": "https://example.org/ada"}, {"name": "Ruta Blom"}]
STORY = brief(
    {"kind": "full_story", "text": "It rained.", "sources": ["ap"]},
    {
        "kind": "key_quotes",
        "quotes": [{"text": "Rain.", "speaker": "S", "person": "Q1", "side": "against"}],
    },
    authors=AUTHORS,
    disputed="Whether it rained.",
    translations=[{"language": "de", "href": "../regen/"}],
    sources=SOURCES,
)


def again(name: str) -> dict:
    return import_briefs(FORMATS[name].write(STORY))[0].brief


@pytest.mark.parametrize("name", ["markdown", "schema.org"])
def test_there_and_back(name):
    found = again(name)
    assert found["authors"] == AUTHORS
    (source,) = [each for each in found["sources"] if each["name"] == "AP"]
    assert (source["publisher"], source["archived"]) == (
        "Associated Press",
        "https://example.org/kept",
    )


def test_what_is_disputed_stays_in_markdown():
    assert again("markdown")["disputed"] == "Whether it rained."


def test_ninjs_has_a_byline():
    assert json.loads(FORMATS["ninjs"].write(STORY))["by"] == "Ada Quill, Ruta Blom"
    assert again("ninjs")["authors"] == [{"name": "Ada Quill"}, {"name": "Ruta Blom"}]


def test_json_feed_has_authors():
    assert json.loads(FORMATS["json-feed"].write(STORY))["authors"] == AUTHORS


def test_the_page_names_authors_translations_and_who_is_quoted():
    found = news_article(STORY, "https://example.com/brief/")
    assert found["author"] == [
        {"@type": "Person", "name": "Ada Quill", "url": "https://example.org/ada"},
        {"@type": "Person", "name": "Ruta Blom"},
    ]
    assert found["workTranslation"][0]["url"] == "https://example.com/regen/"
    assert found["hasPart"][0]["creator"] == {
        "@type": "Person",
        "name": "S",
        "identifier": "Q1",
    }
    assert "workTranslation" not in news_article(STORY, "")  # a file doesn't know where it is


@pytest.mark.parametrize(
    "line, names",
    [
        ("By Ada Quill", ["Ada Quill"]),
        ("Ada Quill, Ruta Blom and Emil de Varga", ["Ada Quill", "Ruta Blom", "Emil de Varga"]),
        ("Reuters & AP", ["Reuters & AP"]),
        ("The Hallowick Herald, the newsroom", ["The Hallowick Herald, the newsroom"]),
        ("", []),
    ],
)
def test_names_of_a_byline(line, names):
    assert names_in(line) == names


def test_an_author_that_says_more_is_kept_whole():
    author = {"@type": "Person", "name": "Ada Quill", "jobTitle": "editor"}
    article = {"@type": "NewsArticle", "headline": "Rain", "author": author}
    found = import_briefs(json.dumps(article | {"articleBody": "It rained."}))[0].brief
    assert "authors" not in found and found["schema_org"]["author"]["jobTitle"] == "editor"
