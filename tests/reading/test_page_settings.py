"""What a page says about itself, as publish and the checkout write it."""

import json

import pytest

from foldline.reading.page_settings import absolute_address, read_settings

HERE = "https://news.example/briefs/rain/"
FOUND = {
    "shelf_page": "../index.html",
    "shelf": "../shelf.json",
    "page": "../{slug}/index.html",
    "brief": "../{slug}/brief.json",
    "finished": True,
}


def test_addresses_are_absolute():
    text = json.dumps(FOUND | {"edit": "../edit/index.html", "embed": "../embed.js"})
    settings = read_settings(text, HERE, on_disk=False)
    assert settings.site.shelf_page == "https://news.example/briefs/index.html"
    assert settings.site.page == "https://news.example/briefs/{slug}/index.html"
    assert settings.site.edit == "https://news.example/briefs/edit/index.html"
    assert settings.embed_script == "https://news.example/briefs/embed.js"


def test_what_a_page_does_not_have_is_empty():
    settings = read_settings(json.dumps(FOUND), HERE, on_disk=True)
    assert settings.on_disk and settings.site.finished
    assert (settings.site.edit, settings.embed_script, settings.shell_script) == ("", "", "")
    assert not (settings.packed or settings.editor or settings.live or settings.styles)


@pytest.mark.parametrize(
    "relative, absolute",
    [
        ("index.html", "https://news.example/briefs/rain/index.html"),
        ("../../index.html", "https://news.example/index.html"),
        ("", HERE),
    ],
)
def test_above_and_below_a_folder(relative, absolute):
    assert absolute_address(relative, HERE) == absolute


def test_the_checkout_and_publish_write_what_is_read(checkout_page):
    settings = read_settings(checkout_page, "http://localhost/", on_disk=False)
    assert settings.site.shelf == "http://localhost/stories/shelf.json"
    assert "{slug}" in settings.site.brief


@pytest.fixture
def checkout_page() -> str:
    from tests.made import ROOT

    html = (ROOT / "index.html").read_text("utf-8")
    return html.partition('id="foldline-page">')[2].partition("</script>")[0]
