"""A page has the words of the scripts that it loads, and no others."""

import json
from dataclasses import replace

import pytest

from foldline.html.head import Head
from foldline.html.packing import Packed, Shell, packed_document
from foldline.html.render import render_live, shelf_part
from foldline.publishing.pages import editor_page
from foldline.publishing.shell import CHECKOUT, Installable, Place, page_document
from tests.made import brief
from tests.parsed import elements, tree, words

INSTALLABLE = replace(CHECKOUT, installable=Installable("offline.js", "site.webmanifest", ("", "")))


def tables(html: str) -> set[str]:
    """Return the tables of words in a page; nothing where it has no words for scripts."""
    found = [e for e in elements(tree(html)) if e.attrs.get("id") == "foldline-words"]
    return {key.split(".")[0] for e in found for key in json.loads(words(e))["words"]}


READING = ("boot", "folds", "contents", "gallery", "menu", "keys", "passing", "card")


def page(place: Place) -> str:
    return page_document(place, shelf_part([]), Head(), title="T", description="D")


@pytest.mark.parametrize(
    "html, expected",
    [
        (page(CHECKOUT), {*READING, "front"}),
        (
            page(INSTALLABLE),
            {*READING, "front", "offline"},
        ),
        (
            page(replace(CHECKOUT, preview="preview.js")),
            {*READING, "front", "preview"},
        ),
        (
            editor_page(INSTALLABLE, "en"),
            {*READING, "offline", "edit"},
        ),
        (render_live(icon="", policy="", scripts="", page={}), {"boot"}),
    ],
    ids=["checkout", "kept for offline", "foldline serve", "editor", "live embeds"],
)
def test_a_page_of_a_site(html: str, expected: set[str]):
    assert tables(html) == expected


def test_a_packed_file_and_a_slim_one():
    made = Packed("b", "{}", brief({"kind": "timeline", "note": "None."}))
    shell = Shell(styles="", folds="", boot="", carrier="", icon="", endings="")
    for slim, expected in (
        (False, {*READING}),
        (True, set()),
    ):
        assert tables("".join(packed_document([made], shell, slim=slim))) == expected
