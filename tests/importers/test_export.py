import json
import xml.etree.ElementTree as ElementTree

import pytest

from foldline import Brief, load
from foldline.formats import WRITABLE as FORMATS
from foldline.formats import import_briefs
from foldline.html.head import news_article
from foldline.text.prose import plain_text
from tests.importers.imports import imported, only, strings, words_of
from tests.made import EVERY_EXAMPLE, EXAMPLES, ROOT, brief

STORIES = sorted(
    path
    for path in (ROOT / "stories").glob("*.json")
    if path.name not in ("shelf.json", "brief.schema.json")
)


def shipped(path) -> Brief:
    return load(path.read_bytes()).brief


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", FORMATS)
def test_what_is_exported_is_imported_again(path, name):
    text = FORMATS[name].write(shipped(path))
    if name == "json-feed":
        return
    (again,) = import_briefs(text)
    assert again.report.format == name and again.report.of("problem") == []
    assert (again.brief["title"], again.brief["dek"]) == (shipped(path).title, shipped(path).dek)
    assert {source.name for source in shipped(path).sources} <= {
        source["name"] for source in again.brief["sources"]
    }


@pytest.mark.parametrize(
    "kind",
    [
        "what_happened",
        "timeline",
        "key_quotes",
        "opposing_views",
        "photo_gallery",
        "historical_background",
        "full_story",
        "discussion",
    ],
)
def test_markdown_keeps_the_kinds(kind):
    exported = brief(EXAMPLES[kind]["filled"])
    again = only(import_briefs(FORMATS["markdown"].write(exported))[0], kind)
    for name, items in EXAMPLES[kind]["filled"].items():
        if isinstance(items, list) and name not in ("sources", "eras"):  # eras are a sentence there
            assert len(again[name]) == len(items), name


@pytest.mark.parametrize(
    "kind, example", [found for found in EVERY_EXAMPLE if "hostile" not in found[1]]
)
@pytest.mark.parametrize("name", ["markdown", "ninjs", "json-feed"])
def test_no_word_is_left_out(kind, example, name):
    exported = brief(EXAMPLES[kind][example])
    text = FORMATS[name].write(exported)
    words = words_of(text if name == "markdown" else text.replace("\\n", " "))
    fields = {
        key: value
        for key, value in exported.sections[0].model_dump(mode="json", exclude_unset=True).items()
        if key not in ("kind", "platform", "sources")
    }
    for said in strings(
        fields,
        but=(
            "src",
            "url",
            "edtf",
            "currency",
            "direction",
            "sources",
            "as_of",
            "closes",
            "at",
            "mood",
        ),
    ):
        assert words_of(plain_text(said)) <= words, said


def test_ninjs():
    item = json.loads(FORMATS["ninjs"].write(shipped(ROOT / "stories" / "apollo-13.json")))
    assert (item["standard"], item["type"], item["headlines"][0]["role"]) == (
        {"name": "ninjs", "version": "3.0"},
        "text",
        "main",
    )
    assert (
        item["uri"].startswith("urn:uuid:")
        and item["versionCreated"].endswith("Z")
        and item["infoSources"]
    )
    assert (
        item["bodies"][0]["contentType"] == "text/html"
        and item["associations"][0]["renditions"][0]["href"] == "apollo-13/path.svg"
    )


def test_json_feed():
    exported = shipped(ROOT / "stories" / "apollo-13.json")
    item = json.loads(FORMATS["json-feed"].write(exported))
    assert (item["title"], item["summary"], item["language"], item["tags"]) == (
        exported.title,
        exported.dek,
        exported.language,
        exported.topics,
    )
    assert (
        "<h3>" in item["content_html"]
        and "<script" not in item["content_html"]
        and item["content_text"]
        and item["date_published"].startswith(exported.published)
    )
    ElementTree.fromstring(
        f"<div>{item['content_html'].replace('<br>', '<br/>').replace('<hr>', '<hr/>')}</div>"
    )


def test_schema_org_is_that_of_the_page():
    exported = shipped(ROOT / "stories" / "apollo-13.json")
    assert json.loads(FORMATS["schema.org"].write(exported)) == news_article(exported, "")


def test_an_imported_story_is_exported_and_imported_alike():
    first = imported("ferries.txt")
    text = FORMATS["markdown"].write(load(json.dumps(first.brief)).brief)
    (second,) = import_briefs(text)
    kinds = [section["kind"] for section in first.brief["sections"]]
    assert [section["kind"] for section in second.brief["sections"]] == kinds
    for kind, name in (
        ("timeline", "events"),
        ("key_quotes", "quotes"),
        ("economic_impact", "short_term"),
    ):
        assert len(only(second, kind)[name]) == len(only(first, kind)[name])
