"""What a site has for pages that embed its briefs."""

import gzip
import json
import re

import pytest

from foldline.html.policy import header_policy, picture_policy
from foldline.publishing import embedding
from foldline.publishing.embedding import embed_script, embed_styles
from foldline.publishing.site import SiteOptions, publish_site
from tests.made import ROOT, as_bytes
from tests.parsed import attributes, elements, tree

DOCS = (ROOT / "docs" / "using" / "embedding.md").read_text("utf-8")
ADDRESS = "https://news.example/briefs"


@pytest.fixture(scope="module")
def site(runtime, tmp_path_factory):
    top = tmp_path_factory.mktemp("embedding")
    (top / "stories").mkdir()
    (top / "stories" / "rain.json").write_bytes(as_bytes(title='Rain "in" <Spain> & more'))
    publish_site(top / "stories", top / "site", runtime, SiteOptions(address=ADDRESS))
    return top / "site"


def test_embed_js_is_one_small_file_that_imports_nothing():
    script = embed_script()
    size = len(gzip.compress(script.encode(), 9))
    assert size <= 4000 and f"`embed.js` is {size / 1000:.1f} kB by gzip" in DOCS
    assert not re.search(r"\bimport\b|require\(", script)
    assert "inside\n// somebody" not in script  # its comments are in the checkout


def test_nothing_in_the_style_depends_on_the_page_around():
    css = embed_styles()
    assert not re.search(r"\d(rem|vw|vh)\b", css)
    assert "color-scheme" not in css
    assert "@media (max-width" not in css and ":host" in css and "calc(1.0625*var(--fl-rem))" in css


def test_widths_become_those_of_the_element(monkeypatch):
    monkeypatch.setattr(
        embedding,
        "section_styles",
        lambda: (
            "@media (max-width: 40rem) { a { b: 1rem } } @container (min-width: 30rem) { c { d: "
            "2vw } } @media print { e {} }"
        ),
    )
    css = embed_styles()
    assert "@container (max-width: 640px) { a { b: calc(1*var(--fl-rem)) } }" in css
    assert (
        "@container (min-width: 480px) { c { d: 2cqi } }" in css and "@media print { e {} }" in css
    )


def test_a_fragment_is_the_brief_with_its_style(site):
    text = (site / "rain" / "fragment.html").read_text("utf-8")
    page = (site / "rain" / "index.html").read_text("utf-8")
    article = re.search(r"<article.*</article>", page, re.S).group()
    article = re.sub(
        "<span><button[^>]* data-bookmark.*\n", "\n", article
    )  # saving is the site's own
    assert article in text and embed_styles() in text
    assert "index.html" in attributes(tree(text), "href") and "<script" not in text


def test_a_frame_has_no_python(site):
    top = tree((site / "rain" / "frame.html").read_text("utf-8"))
    assert [address.rpartition("/")[2] for address in attributes(top, "src")] == [
        "appearance.js",
        "folds.js",
        "frame.js",
    ]
    assert [
        e.attrs["href"] for e in elements(top) if e.name == "link" and e.attrs["rel"] == "canonical"
    ] == [f"{ADDRESS}/rain/"]


def test_oembed_is_found_and_is_what_the_specification_asks(site):
    """https://oembed.com, sections 2.3.4.4 and 4."""
    (link,) = [
        e
        for e in elements(tree((site / "rain" / "index.html").read_text("utf-8")))
        if e.attrs.get("type") == "application/json+oembed"
    ]
    assert link.attrs["rel"] == "alternate" and link.attrs["href"] == f"{ADDRESS}/rain/oembed.json"
    found = json.loads((site / "rain" / "oembed.json").read_bytes())
    assert (found["type"], found["version"], found["title"]) == (
        "rich",
        "1.0",
        'Rain "in" <Spain> & more',
    )
    assert isinstance(found["width"], int) and isinstance(found["height"], int)
    (frame,) = [e for e in elements(tree(found["html"])) if e.name == "iframe"]
    assert (
        frame.attrs["style"] == "max-width: 100%"
    )  # as wide as told, and no wider than its column
    assert (
        frame.attrs["src"] == f"{ADDRESS}/rain/frame.html"
        and frame.attrs["title"] == 'Rain "in" <Spain> & more'
    )


def test_without_an_address_there_is_no_oembed(runtime, tmp_path):
    (tmp_path / "rain.json").write_bytes(as_bytes())
    publish_site(tmp_path / "rain.json", tmp_path / "site", runtime)
    assert not list((tmp_path / "site").rglob("oembed.json"))
    assert "oembed" not in (tmp_path / "site" / "rain" / "index.html").read_text("utf-8")


def test_headers_open_fragments_and_faces_and_send_the_policy_with_every_file(site):
    assert (site / "_headers").read_text("utf-8") == (
        f"/*\n  Content-Security-Policy: {header_policy()}\n  X-Content-Type-Options: nosniff\n"
        f"/*.svg\n  Content-Security-Policy: {picture_policy()}\n/*/fragment.html\n  "
        "Access-Control-Allow-Origin: *\n/*.woff2\n  Access-Control-Allow-Origin: *\n"
    )


def test_a_shelf_without_a_brief_has_its_page_too(runtime, tmp_path):
    (tmp_path / "stories").mkdir()
    publish_site(tmp_path / "stories", tmp_path / "site", runtime)
    assert "no brief yet" in (tmp_path / "site" / "embed" / "index.html").read_text("utf-8")


# --- the docs are true
# -------------------------------------------------------------------------------------------------

SCRIPT = (ROOT / "app" / "scripts" / "embed.js").read_text("utf-8")


def named(heading: str) -> set[str]:
    rows = DOCS.partition(f"## {heading}")[2].partition("\n## ")[0]
    return {
        name
        for row in re.findall(r"^\| (`[^|]*`) \|", rows, re.M)
        for name in re.findall(r"`([^`]+)`", row)
    }


def test_every_attribute_is_documented():
    assert named("Attributes") == set(
        re.findall(r"(\w+): (?:'|null)", re.search(r"const ATTRIBUTES = (.*);", SCRIPT)[1])
    )


def test_every_event_is_documented():
    assert named("Events") == {f"foldline:{name}" for name in re.findall(r"#tell\('(\w+)'", SCRIPT)}


def test_every_custom_property_is_documented():
    styles = ROOT / "app" / "styles"
    given = set(
        re.findall(
            r"^\s*(?::host \{ )?(--fl-[\w-]+):", (styles / "tokens.css").read_text("utf-8"), re.M
        )
    )
    given |= set(re.findall(r"(--fl-[\w-]+):", (styles / "embed.css").read_text("utf-8")))
    assert named("Custom properties and parts") == given


def test_every_part_is_documented():
    parts = DOCS.partition("Parts, for")[2].partition("\n\n")[0]
    assert set(re.findall(r"`([\w-]+)`", parts)) == set(
        re.findall(r": '(\w+)'", re.search(r"const PARTS = (.*?);", SCRIPT, re.S)[1])
    )
