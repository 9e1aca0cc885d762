"""What the page and its worker say to each other: one JSON text, which the other side reads as the
same dataclass. All of it runs in CPython too.
"""

import json
from pathlib import Path

import pytest

from foldline.reading.local.briefs import Content, Facts, own_brief
from foldline.reading.worker.answers import answer, answer_json
from foldline.reading.worker.protocol import (
    BriefHead,
    DrawBrief,
    DrawOwnBrief,
    ImportBriefs,
    ImportedBriefs,
    ReadFacts,
    decode_answer,
    decode_request,
    encode_answer,
    encode_request,
)
from tests.made import as_bytes

FIXTURES = Path(__file__).parents[1] / "importers" / "fixtures"
POINTS = {"kind": "what_happened", "points": [{"text": "It rained."}]}
RAIN = as_bytes(POINTS)
FERRIES = (FIXTURES / "ferries.txt").read_bytes()
PIXEL = "data:image/png;base64,AAAA"


def _own(text: bytes = RAIN):
    return own_brief("rain.json", Content(text.decode(), {"a.png": PIXEL}), folder=True, at=5.5)


def _imported():
    found, _ = answer(ImportBriefs("ferries.txt", 9), FERRIES)
    assert isinstance(found, ImportedBriefs)
    return found.found[0]


@pytest.mark.parametrize(
    "request_, data",
    [
        (ReadFacts("rain.json"), RAIN),
        (ReadFacts("no brief"), b"{"),
        (ReadFacts("no text"), b"\xff"),
        (DrawBrief("rain.json", "https://news.example/", None), RAIN),
        (DrawBrief("rain.json", "https://news.example/", ("news.example",)), b"{"),
        (DrawOwnBrief(_own(), True), None),
        (DrawOwnBrief(_own(as_bytes(POINTS, odd=1)), False), None),
        (ImportBriefs("ferries.txt", 9), FERRIES),
        (ImportBriefs("kite-old.json", 1), (FIXTURES / "kite-old.json").read_bytes()),
        (ImportBriefs("package.json", 9), b'{"name": "x"}'),
        (ImportBriefs("stories.json", 9), b'{"stories": []}'),
    ],
)
def test_the_worker_answers_as_the_page_does(request_, data):
    assert decode_request(encode_request(request_)) == request_
    here, html = answer(request_, data)
    text, html_of_worker = answer_json(encode_request(request_), data and memoryview(data))
    assert decode_answer(request_, text) == here and html_of_worker == html


def test_a_message_is_json_once():
    found = json.loads(encode_request(DrawOwnBrief(_own(), True)))
    assert found["brief"]["content"]["images"] == {"a.png": PIXEL}
    assert json.loads(encode_answer(answer(ReadFacts("rain.json"), RAIN)[0]))["readable"] is True


def test_an_own_brief_is_drawn_and_nothing_of_it_is_kept_in_memory():
    own = decode_request(encode_request(DrawOwnBrief(_own(), True))).brief
    _, html = answer(DrawOwnBrief(own, True))
    assert 'id="opened:rain:' in html
    assert "loaded" not in vars(own.content)


def test_content_that_cannot_be_read_is_an_alert():
    own = _own()
    own.content = None
    request = decode_request(encode_request(DrawOwnBrief(own, True)))
    assert "can&#39;t be read" in answer(request)[1] or "can't be read" in answer(request)[1]


def test_an_import_brings_its_account_and_its_facts():
    imported = _imported()
    assert imported.content.account and imported.content.account.lines
    assert imported.facts.readable and imported.facts.title


def test_a_brief_that_cannot_be_read_is_an_alert_with_its_problems():
    head, html = answer(DrawBrief("bad.json", "", None), b'{"foldline": 1, "title": 5}')
    assert head == BriefHead("This brief could not be read", "en")
    assert "bad.json:1:" in html


@pytest.mark.parametrize("text", ["{}", "[]", '{"request": "Sing"}', '{"request": "ReadFacts"}'])
def test_a_request_of_no_known_kind_is_refused(text):
    with pytest.raises(ValueError):
        decode_request(text)


def test_facts_of_what_cannot_be_read():
    facts = Facts.unreadable("takes too long")
    assert not facts.readable and [problem.what for problem in facts.problems] == ["takes too long"]
