"""Every hostile text, in the HTML that comes of it: nothing runs or loads, and nothing leaves its
section.
"""

import json
import re

import pytest

from foldline import load
from foldline.html.render import render_brief
from foldline.text.prose import prose_html
from tests.hostile.briefs import SHORT, base, fields, free, roomy
from tests.hostile.payloads import CLASSES, PAYLOADS
from tests.hostile.said import security_table
from tests.made import as_dict
from tests.night import by_day
from tests.parsed import dangers, elements, tree

BRIEFS = by_day(10, at_night=60)
"""Of as many as there are payloads, in each of which every field holds another one."""

IN_PROSE = {
    "p",
    "ul",
    "ol",
    "li",
    "blockquote",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "em",
    "strong",
    "code",
    "br",
    "a",
    "sup",
    "sub",
    "s",
    "abbr",
    "q",
    "cite",
    "div",
}
ATTRIBUTES = {"href", "rel", "title", "start"}


def test_there_are_enough_of_each_class():
    assert len(PAYLOADS) >= 1000 and {name: len(texts) for name, texts in CLASSES.items()} == {
        "handlers on elements": 240,
        "schemes of links": 484,
        "leaving its place": 207,
        "parsers that differ": 180,
        "broken markup in Markdown": 220,
        "templates and names": 19,
        "fixtures of DOMPurify": 183,
    }


def test_what_is_said_of_their_number_is_so():
    counts = [[name, f"{len(texts):,}"] for name, texts in CLASSES.items()]
    assert security_table("class", "texts") == [*counts, ["in all", f"{len(PAYLOADS):,}"]]


@pytest.mark.parametrize("name", CLASSES)
def test_through_markdown(name):
    for text in CLASSES[name]:
        html = str(prose_html(text))
        assert dangers(html) == [], text
        for element in elements(tree(html)):
            assert element.name in IN_PROSE and set(element.attrs) <= ATTRIBUTES, text
        (around,) = tree(f"<section>{html}</section>").children
        assert around.name == "section", text


def _skeleton(html: str) -> list[tuple]:
    """The article's parts and the sections' bodies, without what prose makes in them, and without
    what depends on the words: digests in ids, and which claims the record lists.
    """
    html = re.sub(r'<section class="record".*?</section>', "", html, flags=re.S)
    return [
        (
            each.name,
            each.attrs.get("class"),
            re.sub("-[0-9a-f]{8}", "", each.attrs.get("id") or ""),
            each.parent.attrs.get("class") if each.parent.attrs else None,
        )
        for each in elements(tree(html))
        if each.name
        in ("article", "header", "nav", "details", "section", "summary", "figure", "h1", "h2")
    ]


def test_through_every_text_of_every_kind():
    places, long = free(), roomy()
    short = [text for text in PAYLOADS if len(text) <= SHORT]
    assert len(places) > 60 and len(long) > 10
    expected = _skeleton(render_brief(load(json.dumps(base())).brief))
    for turn in range(0, len(PAYLOADS), len(PAYLOADS) // BRIEFS):
        changed = base()
        where = list(fields(changed))
        for nth, at in enumerate(places):
            holder, name = where[at]
            texts = PAYLOADS if at in long else short
            holder[name] = texts[(turn + nth) % len(texts)]
        found = load(json.dumps(changed))
        assert found.errors == ()
        html = render_brief(found.brief)
        assert dangers(html) == [], turn
        assert _skeleton(html) == expected, turn


ADDRESSES = ["url of a source", "url of a voice", "url of a market", "src of an image"]


@pytest.mark.parametrize("field", ADDRESSES)
def test_through_every_address(field):
    """By day each text goes through one of them, at night through all."""
    for text in by_day(PAYLOADS[ADDRESSES.index(field) :: len(ADDRESSES)], at_night=PAYLOADS):
        section = {
            "url of a voice": {
                "kind": "discussion",
                "platform": "x",
                "voices": [{"name": "n", "url": text}],
            },
            "url of a market": {
                "kind": "markets",
                "markets": [
                    {
                        "question": "q",
                        "venue": "v",
                        "as_of": "2026-01-02",
                        "url": text,
                        "outcomes": [{"name": "Yes", "probability": 0.5}],
                    }
                ],
            },
            "src of an image": {"kind": "photo_gallery", "photos": [{"src": text, "alt": "a"}]},
        }.get(field)
        found = load(
            json.dumps(
                as_dict(section)
                if section
                else as_dict(sources=[{"id": "a", "name": "A", "url": text}])
            )
        )
        if found.brief is not None:
            assert dangers(render_brief(found.brief, problems=found.hiding)) == [], text
