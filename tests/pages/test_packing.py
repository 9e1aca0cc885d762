import json
import re

import pytest

from foldline.html.packing import Packed, Shell, carried_element, packed_document, shell_from_json
from foldline.html.render import render_brief
from tests.made import EVERY_EXAMPLE, EXAMPLES, as_bytes, loaded
from tests.parsed import elements, tree, words

SHELL = Shell(
    styles="p { color: red }",
    folds="folds();",
    boot="boot();",
    carrier="carrier();",
    icon="data:,",
    endings=".json",
    licences=[("a-1.0", "Be <kind>.")],
)
SHARP = """</script><!-- files --><b "'> & &amp; <!-- styles -->"""


def packed(slug: str = "one", *sections: dict, **fields) -> Packed:
    text = as_bytes(*sections, **fields).decode()
    return Packed(slug, text, loaded(*sections, **fields).brief)


def data_in(document: str) -> dict[str, dict]:
    return {
        slug: json.loads(text)
        for slug, text in re.findall(
            r'<script type="application/json" data-brief="([^"]+)">(.*?)</script>', document, re.S
        )
    }


def test_files_go_between_the_two_texts():
    before, after = packed_document([packed()], SHELL)
    assert before.startswith("<!doctype html>")
    assert (
        before.index("folds();")
        < before.index("<main")
        < before.index("carrier();")
        < before.index("boot();")
    )
    assert after.strip() == "</body>\n</html>"


@pytest.mark.parametrize(
    "kind", [kind for kind in EXAMPLES if kind != "photo_gallery"]
)  # it says which pictures it lacks
def test_every_kind_is_packed_as_its_page_shows_it(kind):
    sections = list(EXAMPLES[kind].values())
    one = packed("one", *sections)
    before, _ = packed_document([one, packed("two", *sections)], SHELL)

    def shown(html: str) -> list[str]:
        return [
            words(element)
            for element in elements(tree(html))
            if element.attrs.get("data-section") == kind
        ]

    assert shown(before) == 2 * shown(render_brief(one.brief)) != []


def test_the_brief_comes_back_field_for_field():
    one = packed("one", *EVERY_EXAMPLE, title=SHARP, dek=SHARP, extra=[1.5, None, {"b": 2, "a": 1}])
    before, after = packed_document([one], SHELL)
    assert data_in(before) == {"one": json.loads(one.text)}
    assert list(data_in(before)["one"]) == list(json.loads(one.text))


def test_words_that_look_like_our_own_marks_are_words():
    section = {"kind": "prose", "heading": SHARP, "text": SHARP}
    before, after = packed_document([packed("one", section, title=SHARP, dek=SHARP)], SHELL)
    document = before + after
    assert document.count("color: red") == 1
    assert before.count("boot();") == 1
    root = tree(document)
    assert SHARP in words(next(each for each in elements(root) if each.name == "h1"))


@pytest.mark.parametrize("name", ["styles", "folds", "boot", "carrier"])
@pytest.mark.parametrize("text", ["a </script> b", "a </STYLE b"])
def test_a_text_that_ends_its_element_is_refused(name: str, text: str):
    with pytest.raises(ValueError, match="end of its own element"):
        packed_document([packed()], Shell(**vars(SHELL) | {name: text}))


def test_several_stand_below_their_slugs():
    section = {"kind": "timeline", "note": "Nothing."}
    before, after = packed_document(
        [packed("one", section, title="One"), packed("two", section, title="Two")], SHELL
    )
    root = tree(before + after)
    ids = [each.attrs["id"] for each in elements(root) if each.attrs.get("id")]
    assert len(ids) == len(set(ids))
    assert {"one", "two", "one:timeline", "two:timeline", "one:title", "two:title"} <= set(ids)
    assert {
        each.attrs["href"]
        for each in elements(root)
        if each.name == "a" and each.attrs.get("data-slug")
    } == {"#one", "#two"}
    assert all(
        each.attrs["href"][1:] in ids
        for each in elements(root)
        if each.name == "a" and each.attrs.get("href", "").startswith("#")
    )


def test_a_link_of_the_author_leads_inside_its_own_brief_also_without_scripts():
    text = {
        "kind": "full_story",
        "text": "See [the points](#what-happened), [a source](#source-a), [nowhere](#fog) and "
        '`<a href="#what-happened">`.',
    }
    points = {"kind": "what_happened", "points": [{"text": "It rained."}]}
    both = [
        packed(slug, points, text, sources=[{"id": "a", "name": "A"}]) for slug in ("fog", "rain")
    ]
    before, _ = packed_document(both, SHELL, slim=True)
    links = [
        element.attrs["href"]
        for element in elements(tree(before))
        if element.name == "a" and "rel" in element.attrs
    ]
    assert links == [
        "#fog:what-happened",
        "#fog:source-a",
        "#fog",
        "#rain:what-happened",
        "#rain:source-a",
        "#fog",
    ]
    assert before.count('&lt;a href="#what-happened"&gt;') == 2
    alone, _ = packed_document(both[:1], SHELL)
    assert '<a href="#what-happened"' in alone


def test_slim_has_no_script_that_runs_and_no_licences():
    before, after = packed_document([packed()], SHELL, slim=True)
    scripts = [each for each in elements(tree(before + after)) if each.name == "script"]
    assert [each.attrs.get("type") for each in scripts] == ["application/json"]
    assert "Be &lt;kind&gt;" not in before + after


def test_licences_are_in_the_document():
    assert "Be &lt;kind&gt;." in packed_document([packed()], SHELL)[0]


def test_pictures_are_what_was_given_or_words():
    photos = [
        {"src": src, "alt": f"alt of {src}"}
        for src in ("here.png", "gone.png", "https://example.org/a.png")
    ]
    one = packed("one", {"kind": "photo_gallery", "photos": photos})
    before, _ = packed_document(
        [Packed(one.slug, one.text, one.brief, images={"here.png": "data:image/png;base64,AAAA"})],
        SHELL,
    )
    images = [each for each in elements(tree(before)) if each.name == "img"]
    assert [(each.attrs["src"], each.attrs["data-image"]) for each in images] == [
        ("data:image/png;base64,AAAA", "here.png")
    ]
    assert "alt of gone.png" in words(tree(before))
    assert "alt of https://example.org/a.png" in words(tree(before))


def test_a_shell_goes_through_json():
    assert shell_from_json(SHELL.as_json()) == SHELL


def test_an_element_for_a_file():
    assert (
        "".join(carried_element("a/b.mjs", "00"))
        == '<script type="text/plain" data-carried="a/b.mjs" data-sha256="00"></script>\n'
    )
