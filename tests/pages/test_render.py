import hashlib
import json
import os
import re
import subprocess
import sys

import pytest

from foldline import load
from foldline.html.head import Head
from foldline.html.render import (
    ShelfEntry,
    alert_part,
    brief_part,
    checked_brief_part,
    render_brief,
    render_page,
    section_styles,
    shelf_part,
    shown_sections,
)
from foldline.sections import KINDS
from tests.made import EVERY_EXAMPLE, EXAMPLES, PACKAGE, ROOT, as_dict, brief, loaded
from tests.parsed import attributes, dangers, elements, tree, words

EMPTY = {"kind": "timeline", "note": "Nothing."}
SHELL = {
    "endings": ".json",
    "head": Head(),
    "language": "en",
    "title": "T",
    "description": "D",
    "icon": "data:,",
    "policy": "default-src 'none'",
    "styles": ["a.css"],
    "faces": [],
    "scripts": "s/",
    "shelf": "index.html",
    "slug": "",
    "name": "Foldline",
    "own_name": False,
    "logo": "",
    "topics_at": "",
    "about": "",
    "edit": "",
    "report": "",
    "web_manifest": "",
    "theme": (),
    "without_scripts": "All is here.",
    "page": {"interpreter": "i.mjs", "pyscript": "p.js", "a": "</script><script>alert(1)</script>"},
    "script_words": {},
}


def every_kind() -> dict:
    """Each kind filled, and each kind empty, in the register's order."""
    return as_dict(*(EXAMPLES[kind][name] for name in ("filled", "empty") for kind in KINDS))


# --- ids and states


def test_ids_are_the_kind_and_a_number_from_the_second_on():
    found = brief(
        EMPTY, EXAMPLES["key_quotes"]["empty"], EMPTY, EXAMPLES["key_quotes"]["filled"], EMPTY
    )
    assert [part.id for part in shown_sections(found)] == [
        "timeline",
        "key-quotes",
        "timeline-2",
        "key-quotes-2",
        "timeline-3",
    ]


def test_a_section_that_cannot_be_read_takes_no_id_from_another():
    found = loaded(EMPTY, {"kind": "timelin"}, {"kind": "timeline"}, EMPTY).brief
    assert [(part.id, part.state, part.open) for part in shown_sections(found)] == [
        ("timeline", "empty", False),
        ("unread", "unread", True),
        ("unread-2", "unread", True),
        ("timeline-2", "empty", False),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_states_in_the_page(kind):
    html = render_brief(brief(EXAMPLES[kind]["filled"], EXAMPLES[kind]["empty"]))
    sections = [each.attrs for each in elements(tree(html)) if "data-section" in each.attrs]
    name = kind.replace("_", "-")
    states = [(name, kind, "filled"), (f"{name}-2", kind, "empty")]
    assert [(a["id"], a["data-section"], a["data-state"]) for a in sections] == states
    assert all("name" not in a for a in sections)  # a group cannot be opened all at once
    assert f'data-section="{kind}"' not in render_brief(brief())


def test_ids_are_unique_and_fragments_lead_somewhere(shipped):
    for found in (load(path.read_bytes()).brief for path in shipped):
        top = tree(render_brief(found))
        ids = attributes(top, "id")
        assert len(ids) == len(set(ids))
        links = [href[1:] for href in attributes(top, "href") if href.startswith("#")]
        assert {link.partition(":~:")[0] for link in links} <= set(ids)


def test_two_briefs_in_one_document_share_no_id(shipped):
    found = load(shipped[0].read_bytes()).brief
    ids = []
    for at in ("one:", "two:"):
        page = brief_part(found, at=at).html()
        ids += re.findall(r' id="([^"]+)"', page)
        assert all(
            f' id="{name}"' in page for name in re.findall(r'href="#((?:(?!:~:)[^"])+)', page)
        )
        assert all(name.startswith(at) for name in re.findall(r'labelledby="([^"]+)"', page))
    assert len(ids) == len(set(ids)) > 10


def test_no_heading_skips_a_level(shipped):
    for found in (load(path.read_bytes()).brief for path in shipped):
        levels = [
            int(e.name[1])
            for e in elements(tree(render_brief(found)))
            if re.fullmatch("h[1-6]", e.name)
        ]
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


# --- what the head says


def test_the_head():
    found = brief(
        title="A & B <b>",
        dek="“D”",
        place="Hallowick",
        topics=["rain", "sun"],
        published="2026-01-02T10:30:00+01:00",
        updated="2026-01-03",
        language="en-GB",
    )
    top = tree(render_brief(found))
    text = words(top)
    for part in (
        "A & B <b>",
        "“D”",
        "Hallowick",
        "rain",
        "sun",
        "Published 2 January 2026, 10:30 UTC+1",
        "Updated 3 January 2026",
    ):
        assert part in text
    assert attributes(top, "datetime") == ["2026-01-02T10:30:00+01:00", "2026-01-03"]
    assert attributes(top, "lang") == ["en-GB"]
    assert [e.name for e in elements(top) if e.name == "b"] == []


def test_what_is_not_given_is_not_mentioned():
    text = words(tree(render_brief(brief(sources=[]))))
    assert (
        "Updated" not in text
        and "Sources" not in text
        and "Everything" not in text
        and "None" not in text
    )


def test_no_template_prints_none():
    for kind, name in EVERY_EXAMPLE:
        assert not re.search(
            r"\bNone\b(?! (so far|found))", words(tree(render_brief(brief(EXAMPLES[kind][name]))))
        ), (kind, name)


# --- sources
# ---------------------------------------------------------------------------


def test_references_lead_to_numbered_sources():
    point = {"text": "t", "sources": ["b", "a"]}
    top = tree(render_brief(brief({"kind": "what_happened", "points": [point]})))
    refs = [
        (e.attrs["href"], e.attrs["aria-label"], words(e))
        for e in elements(top)
        if e.attrs.get("class") == "ref"
    ]
    assert refs == [
        ("#source-b", "Source 2: Bulletin", "2"),
        ("#source-a", "Source 1: Almanac", "1"),
    ]
    listed = [
        (e.attrs["id"], words(e))
        for e in elements(top)
        if (e.attrs.get("id") or "").startswith("source-")
    ]
    assert listed == [("source-a", "Almanac"), ("source-b", "Bulletin https://example.org/b")]


def test_a_dead_reference_is_marked():
    found = loaded({"kind": "what_happened", "points": [{"text": "t", "sources": ["zz"]}]}).brief
    (ref,) = [
        e for e in elements(tree(render_brief(found))) if "ref-dead" in (e.attrs.get("class") or "")
    ]
    assert (ref.name, words(ref), ref.attrs["title"]) == ("span", "?", "No source has the id zz")


# --- images
# ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "src, base, expected",
    [
        ("quay.svg", "", "quay.svg"),
        ("harbour/quay.svg", "stories/", "stories/harbour/quay.svg"),
        ("../quay.svg", "stories/", "stories/../quay.svg"),
        ("quay.svg", "https://example.org/b/", "https://example.org/b/quay.svg"),
        ("/quay.svg", "stories/", "/quay.svg"),
        ("//example.org/quay.svg", "stories/", "//example.org/quay.svg"),
        ("https://example.org/quay.svg", "stories/", "https://example.org/quay.svg"),
        ("data:image/gif;base64,R0lGOD", "stories/", "data:image/gif;base64,R0lGOD"),
    ],
)
def test_images_are_found_from_the_page(src, base, expected):
    html = render_brief(
        brief({"kind": "photo_gallery", "photos": [{"src": src, "alt": "A"}]}), base=base
    )
    assert attributes(tree(html), "src") == [expected]


@pytest.mark.parametrize(
    "src, address, host",
    [
        ("https://one.example/a.png", "https://one.example/a.png", "one.example"),
        ("//one.example/a.png", "https://one.example/a.png", "one.example"),
        ("\\\\one.example\\a.png", "https://one.example/a.png", "one.example"),
        ("/\\one.example/a.png", "https://one.example/a.png", "one.example"),
        ("HTTPS://a@ONE.example:81/a.png", "HTTPS://a@ONE.example:81/a.png", "one.example"),
        (
            "https://bücher.example/a.png",
            "https://xn--bcher-kva.example/a.png",
            "xn--bcher-kva.example",
        ),
    ],
)
@pytest.mark.parametrize("base", ["", "https://own.example/b/"])
def test_an_image_of_a_brief_from_elsewhere_waits_for_its_host(src, address, host, base):
    found = brief(
        {"kind": "photo_gallery", "photos": [{"src": src, "alt": "A", "width": 4, "height": 3}]}
    )
    waiting = brief_part(found, base=base, hosts={"own.example"}).html()
    outside, _, inside = waiting.partition("<template>")
    assert (
        "<img" not in outside
        and f'src="{address}"' in inside
        and "<img" not in inside.partition("</template>")[2]
    )
    assert (
        f'<button type="button" data-pictures="{host}">Show pictures from {host}</button>'
        in outside
    )
    assert 'viewBox="0 0 4 3"' in outside
    allowed = brief_part(found, base=base, hosts={"own.example", host}).html()
    assert (
        "<template>" not in allowed
        and f'<img src="{address}" data-host="{host}" alt="A"' in allowed
    )


@pytest.mark.parametrize(
    "src, address",
    [
        ("quay.svg", "https://own.example/b/quay.svg"),
        ("/quay.svg", "https://own.example/quay.svg"),
        ("../quay.svg", "https://own.example/b/../quay.svg"),
    ],
)
def test_what_lies_with_a_brief_from_elsewhere_is_asked_of_its_own_host(src, address):
    found = brief({"kind": "photo_gallery", "photos": [{"src": src, "alt": "A"}]})
    html = brief_part(found, base="https://own.example/b/", hosts={"own.example"}).html()
    assert attributes(tree(html), "src") == [address] and "data-pictures" not in html
    alone = brief_part(found, hosts=()).html()
    assert "<img" not in alone and "data-pictures" not in alone and "not in this file" in alone


# --- problems
# ---------------------------------------------------------------------------


def test_what_hides_something_is_one_alert():
    found = loaded(EMPTY, {"kind": "timelin", "x": "<script>"}, "<b>", EMPTY)
    html = render_brief(found.brief, problems=found.hiding, address="a.json")
    (alert,) = [e for e in elements(tree(html)) if e.attrs.get("role") == "alert"]
    assert words(alert).startswith(
        "A part of this brief could not be read. The rest is shown below."
    )
    for problem in found.hiding:
        assert problem.sentence("a.json") in words(alert)
    assert (
        words(tree(html)).count("This part could not be read. It is kept in the file as it is.")
        == 2
    )
    assert dangers(html) == []


def test_no_alert_without_need():
    assert 'role="alert"' not in render_brief(brief(EMPTY))


def test_an_alert():
    top = tree(alert_part("It failed", ["a.json:1:1: brief: <b>"], advice="Try again.").html())
    assert attributes(top, "role") == ["alert"]
    assert words(top) == "It failed a.json:1:1: brief: <b> Try again."
    assert words(tree(alert_part("It failed", []).html())) == "It failed"


# --- shelf and page

ENTRY = ShelfEntry("rain", "Rain & <sun>", "It rained.", "2026-01-02", "rain/index.html", "en-GB")


def test_the_shelf():
    top = tree(shelf_part([ENTRY], problems=["b.json:1:1: brief: is empty"]).html())
    (link,) = [e for e in elements(top) if e.name == "a"]
    assert (link.attrs["href"], link.attrs["data-slug"], words(link)) == (
        "rain/index.html",
        "rain",
        "Rain & <sun>",
    )
    assert attributes(top, "datetime") == ["2026-01-02"] and attributes(top, "lang") == ["en-GB"]
    assert "Not every brief could be put on the shelf. b.json:1:1: brief: is empty" in words(top)


def test_an_empty_shelf_says_so():
    top = tree(shelf_part([]).html())
    assert "There is no brief on this shelf yet." in words(top) and "alert" not in attributes(
        top, "role"
    )


def test_a_page_holds_its_part():
    found = brief(EXAMPLES["timeline"]["filled"])
    html = render_page(checked_brief_part(found), **SHELL)
    assert html.startswith('<!doctype html>\n<html lang="en" data-foldline="static">')
    assert render_brief(found).rstrip("\n") in html
    assert [words(e) for e in elements(tree(html)) if e.name == "noscript"] == ["All is here."]


def test_what_a_page_is_told_cannot_end_its_script():
    html = render_page(shelf_part([]), **SHELL)
    types = [e.attrs.get("type") for e in elements(tree(html)) if e.name == "script"]
    assert [each for each in types if each] == ["application/json", "application/json"]


def test_twice_is_the_same(shipped):
    for path in shipped:
        first, second = load(path.read_bytes()).brief, load(path.read_bytes()).brief
        assert render_brief(first) == render_brief(second) == render_brief(first)


def test_the_same_bytes_in_every_process(shipped):
    program = (
        "import hashlib, pathlib, sys; from foldline import load, render_brief\n"
        "for name in sys.argv[1:]:\n"
        "    html = render_brief(load(pathlib.Path(name).read_bytes()).brief)\n"
        "    print(hashlib.sha256(html.encode()).hexdigest())\n"
    )
    expected = [
        hashlib.sha256(render_brief(load(path.read_bytes()).brief).encode()).hexdigest()
        for path in shipped
    ]
    for seed, zone in (("0", "UTC"), ("1", "Pacific/Auckland"), ("2", "America/St_Johns")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        done = subprocess.run(
            [sys.executable, "-c", program, *map(str, shipped)],
            env=environment,
            capture_output=True,
            text=True,
            cwd=ROOT,
        )
        assert done.stdout.split() == expected, done.stderr


def test_every_kind_at_once_is_quiet():
    html = render_brief(load(json.dumps(every_kind())).brief)
    assert html.count("data-section=") == 2 * len(KINDS) and dangers(html) == []


def test_styles_of_all_kinds_in_the_registers_order():
    assert section_styles().split("\n") == [
        line
        for kind in KINDS
        for line in (PACKAGE / "sections" / kind / "style.css").read_text("utf-8").split("\n")
    ]
