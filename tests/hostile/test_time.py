"""Texts made to take long, as Markdown, as plain fields and as whole files, take at most a dozen
times as long as a long text that people write."""

import json
import time

import pytest

from foldline import load
from foldline.html.render import render_brief
from foldline.story.loading import dump
from foldline.text.addresses import leads_to
from foldline.text.cost import MARKDOWN_CHARACTERS, why_plain
from foldline.text.prose import plain_text, prose_html, shown_prose
from foldline.text.unseen import shown_name
from tests.made import as_bytes, as_dict, loaded, sentences
from tests.night import at_night, sampled
from tests.parsed import dangers, tree, words

PARAGRAPH = (
    "The *quay* at [Hallowick](https://example.org/a) was **shut**; `x` & 4 < 5, says [the "
    "port](https://example.org/b).\n\n"
)
ALLOWED = 12
"""How many times as long as an ordinary text of the largest length each test may take: not in
seconds, which differ from machine to machine, and of processor time, so that other work on the
machine doesn't count."""


def ordinary() -> float:
    """Return the seconds of processor time that an ordinary text of the largest length takes here
    and now.
    """
    began = time.process_time()
    assert (
        len(prose_html.__wrapped__(PARAGRAPH * (MARKDOWN_CHARACTERS // len(PARAGRAPH))))
        > MARKDOWN_CHARACTERS
    )
    return time.process_time() - began


@pytest.fixture(scope="module")
def before() -> float:
    return ordinary()


@pytest.fixture(autouse=True)
def in_time(before):
    began = time.process_time()
    yield
    spent = time.process_time() - began
    assert (
        spent < ALLOWED * before or spent < ALLOWED * ordinary()
    )  # a machine may be slower by now


MARKS = (
    "[",
    "]",
    "[]",
    "[](",
    "![",
    "[a](",
    "[a][b] ",
    "[a]: b\n",
    "*",
    "*a ",
    "**a ",
    "*a**b ",
    "_a ",
    "a**b",
    "***a",
    "*a _b ",
    ">",
    "> ",
    "> a\n",
    "`",
    "`a",
    "<",
    "<a",
    "<a ",
    "<a '",
    '<a b="',
    "<!--",
    "<p>",
    "<div>",
    "<div>\n",
    "<i>",
    "<table>",
    "</p>",
    "<?",
    "<![CDATA[",
    "<script>",
    "<b><p>",
    "<li><p>",
    "<table><tr><td>",
    "<http://a>",
    "<http:",
    "<a@b",
    "&",
    "&#",
    "&a;",
    "\\",
    "#",
    "# a\n",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "- a\n",
    ">- ",
    "- > ",
    "a\n=\n",
    "a\n-\n",
    "|",
    "|a|b|\n",
    "a:",
    "'",
    "a  \n",
    "\t",
    " ",
    "\n",
    " \n",
    "\x02",
    "\x02klzzwxh:0\x03",
    "    a\n",
    "\r\n",
    "> a\r\n",
    "[\r\n",
    "\u202e",
    "\u0301",
)


@pytest.mark.parametrize("length", [30_000, *at_night(MARKDOWN_CHARACTERS - 10)])
@pytest.mark.parametrize("mark", sampled(MARKS, 2))
def test_one_mark_over_and_over(mark, length):
    html = str(prose_html("a" + mark * (length // len(mark))))
    assert dangers(html[:20_000]) == []


@pytest.mark.parametrize(
    "mark",
    [
        "@a ",
        "#a",
        "[a](//b) ",
        "a.",
        "\u202e",
        "\u2067a\u2069",
        "\U0001f3f4\U000e0061",
        *at_night(
            "@a",
            "#a ",
            "#",
            "@",
            "[a](//ü)\n\n",
            "[a.b.c](//b)\n\n",
            "a-",
            "a\u202e",
            "\u2067",
            "\u2067\u2069",
            "\U000e0041",
        ),
    ],
)
def test_what_a_page_tells_of_one_mark_over_and_over(mark):
    text = mark * ((MARKDOWN_CHARACTERS - 10) // len(mark))
    assert dangers(str(shown_prose(text, "x"))[:20_000]) == []
    assert shown_name(text) and leads_to("https://example.org/", text) in ("", "example.org")
    assert len(leads_to(f"https://{text}/", "a")) < 400


SHAPES = {
    "open elements": "<em>" * 1500 + "a",
    "nested emphasis": "*a " * 5000 + "b* " * 5000,
    "nested brackets": "[" * 15_000 + "]" * 15_000,
    "a word of 50,000": "a" * 50_000,
    "brackets in paragraphs": ("[" * 200 + "\n\n") * 400,
    "link that doesn't end": "[a](" + "(" * 30_000,
    "title that doesn't end": '[a](b "' + '"' * 30_000,
    "quotes of growing depth": "".join(">" * at + "a\n" for at in range(1, 250)),
    "lists of growing depth": "".join(" " * 4 * at + "- a\n" for at in range(120)),
    "runs of backticks": "".join("`" * at + "a" for at in range(1, 250)),
    "a wide table": "|a" * 10_000 + "\n" + "|-" * 10_000 + "\n" + "|a" * 10_000,
    "10,000 quotations": "> " * 10_000 + "a",
    "an entity": "&#x" + "0" * 50_000,
    "a rule": "* " * 20_000,
    "dates": "1 " * 40_000,
}


@pytest.mark.parametrize("name", SHAPES)
def test_shapes(name):
    assert dangers(str(prose_html(SHAPES[name]))[:20_000]) == []


@pytest.mark.parametrize(
    "name",
    [
        "a word of 50,000",
        "nested brackets",
        *at_night("dates", "an entity", "10,000 quotations"),
    ],
)
@pytest.mark.parametrize(
    "field", ["title", "place", "url", "handle", "when", "edtf", "language", "published", "src"]
)
def test_in_plain_fields(field, name):
    text = SHAPES[name]
    section = {
        "url": {
            "kind": "discussion",
            "platform": "x",
            "voices": [{"name": "n", "url": "https://example.org/" + text}],
        },
        "handle": {
            "kind": "discussion",
            "platform": "x",
            "voices": [{"name": text, "handle": text}],
        },
        "when": {"kind": "timeline", "events": [{"when": text, "text": "t"}]},
        "edtf": {
            "kind": "timeline",
            "events": [{"when": {"display": "d", "edtf": text}, "text": "t"}],
        },
        "src": {"kind": "photo_gallery", "photos": [{"src": "a/" + text, "alt": text}]},
    }.get(field)
    found = loaded(section) if section else loaded(**{field: text})
    if found.brief is not None:
        assert dangers(render_brief(found.brief, problems=found.hiding)[:20_000]) == []
    assert all(problem.path_text for problem in found.problems)


@pytest.mark.parametrize(
    "text",
    [
        "> " * 30 + "a",
        "- " * 30 + "a",
        "1. " * 400,
        ">" * 1000 + "a",
        "\t" * 30 + "- a",
        "*a " * 50 + "b* " * 50,
        "_a " * 50,
        "[" * 30_000,
        "line one\n" + "[" * 5000 + "\r\n\r\nlast <b>word</b>",
    ],
)
def test_what_is_too_much_is_shown_as_it_stands_and_said(text):
    assert words(tree(prose_html(text))) == " ".join(text.split()) == plain_text(text)
    found = loaded({"kind": "prose", "heading": "h", "text": text})
    assert [(p.path_text, p.remark) for p in found.problems] == [("sections[0].text", True)]
    assert found.problems[0].what.endswith("; it is shown as plain text, its Markdown unread")
    assert json.loads(dump(found.brief)) == as_dict({"kind": "prose", "heading": "h", "text": text})


def test_what_people_write_is_read():
    assert why_plain(PARAGRAPH * 500) == ""
    assert why_plain("- [One](https://example.org/one)\n" * 200) == ""
    assert (
        why_plain(
            "".join("    " * at + "- a\n" for at in range(10))
            + "> > > said\n\n"
            + "a *b* _c_ **d**<br>" * 50
            + "\n\n* * *\n\n----------------"
        )
        == ""
    )
    assert why_plain("| a | b |\n|---|---|\n" + "| *c* | [d](https://example.org) |\n" * 100) == ""


FILES = {
    "200 MB": lambda: b" " * 200_000_000,
    "a million events": lambda: (
        b'{"sections":[{"kind":"timeline","events":['
        + b'{"when":"1","text":"a"},' * 1_000_000
        + b"{}]}]}"
    ),
    "as many as fit": lambda: (
        b'{"sections":[{"kind":"timeline","events":['
        + b'{"when":"1","text":"a"},' * 600_000
        + b"{}]}]}"
    ),
    "10,000 deep": lambda: b'{"foldline":1,"x":' + b"[" * 10_000 + b"]" * 10_000 + b"}",
    "10,000 objects deep": lambda: b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "10,000 unknown fields": lambda: as_bytes(**{f"odd{at}": at for at in range(10_000)}),
    "10,000 dead references": lambda: as_bytes(
        {
            "kind": "what_happened",
            "points": [{"text": "a", "sources": [f"s{at}" for at in range(9999)]}],
        },
        sources=[{"id": f"id{at}", "name": "n"} for at in range(2000)],
    ),
    "10,000 wrong events": lambda: as_bytes({"kind": "timeline", "events": [{"when": 1}] * 10_000}),
    "one key 50,000 times": lambda: b'{"foldline": 1' + b', "title": "a"' * 50_000 + b"}",
    "a long number": lambda: as_bytes(odd="X").replace(b'"X"', b"9" * 1_000_000),
    "a long fraction": lambda: as_bytes(odd="X").replace(b'"X"', b"0." + b"9" * 1_000_000),
    "escapes": lambda: b'{"title": "' + b"\\ud83d" * 100_000 + b'"}',
    "quotes": lambda: b'"' * 1_000_001,
    "backslashes": lambda: b'{"a": "' + b"\\" * 1_000_001,
    "commas": lambda: b"[" + b"," * 1_000_000,
    "brackets, never closed": lambda: b"[" * 10_000_000,
}


@pytest.mark.parametrize("name", sampled(FILES, 2))
def test_files(name):
    data = FILES[name]()
    found = load(data)
    assert found.problems and all(len(line) < 5000 for line in sentences(found)[:50])
