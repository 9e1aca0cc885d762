"""Passages for claims, found in the texts of sources, and written into the brief."""

import json
from copy import deepcopy

import pytest
from click.testing import CliRunner

from foldline.claims.passages import find_passages
from foldline.cli import main
from tests.made import as_dict, brief

TEXT = (
    "The harbour office kept two ledgers in the same week. The Tern waited 47 minutes off the quay. "
    "“I have kept that book for nineteen years,” said Ottilie Brandt. "
    "The council does not support a second berth at Hallowick."
)
POINTS = {
    "kind": "what_happened",
    "points": [
        {"text": "For a week the harbour office kept two ledgers.", "sources": ["a"]},
        {"text": "The Tern waited 53 minutes off the quay.", "sources": ["a"]},
        {"text": "The council does support a second berth at Hallowick.", "sources": ["a"]},
        {"text": "It rained on the town.", "sources": ["a"]},
        {"text": "A ledger of the harbour office, for two weeks.", "sources": ["b"]},
        {
            "text": "The harbour office kept two ledgers.",
            "sources": ["a"],
            "proof": [{"source": "a", "words": "kept two ledgers"}],
        },
    ],
}
QUOTES = {
    "kind": "key_quotes",
    "sources": ["a"],
    "quotes": [
        {"text": "I have kept that book for nineteen years.", "speaker": "Ottilie Brandt"},
        {"text": "I have kept that book for ninety years.", "speaker": "Ottilie Brandt"},
    ],
}


def test_what_carries_a_claim_what_is_against_it_and_what_nothing_carries():
    found = {each.path[1:4]: each for each in find_passages(brief(POINTS, QUOTES), {"a": TEXT})}
    assert found[0, "points", 0].carrying == {"a": TEXT.partition(" The Tern")[0]}
    assert "47 minutes" in found[0, "points", 1].against["a"]
    assert "does not support" in found[0, "points", 2].against["a"]
    assert found[0, "points", 3].carrying == found[0, "points", 3].against == {}
    assert (0, "points", 4) not in found  # there is no text of its source
    assert (0, "points", 5) not in found  # it has a proof
    assert "nineteen years" in found[1, "quotes", 0].carrying["a"]
    assert found[1, "quotes", 1].carrying == {} and found[1, "quotes", 1].against


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(TEXT, "utf-8")
    return tmp_path


def check(*options: str):
    return CliRunner().invoke(main, ["check", "a.json", "--claims", "--texts", "texts", *options])


def test_they_are_proposed_and_written_on_request_alone(here):
    given = deepcopy(as_dict(POINTS, QUOTES)) | {"own": {"b": 1, "a": [1, 2]}}
    before = "\ufeff" + json.dumps(given, ensure_ascii=False, indent=4).replace("\n", "\r\n")
    (here / "a.json").write_bytes(before.encode())
    proposed = check()
    assert proposed.exit_code == 0
    assert 'sections[0].points[0]: passage: Almanac ("a") has "The harbour office kept two' in (
        proposed.stdout
    )
    assert "sections[0].points[3]: no passage: " in proposed.stdout
    assert "sections[0].points[1]: differs: Almanac" in proposed.stdout
    assert (here / "a.json").read_bytes() == before.encode()
    done = check("--write")
    assert done.exit_code == 0 and "a.json: 2 passages written" in done.stdout
    after = (here / "a.json").read_bytes()
    given["sources"][0]["passages"] = [
        {"id": "p1", "words": TEXT.partition(" The Tern")[0]},
        {
            "id": "p2",
            "words": "“I have kept that book for nineteen years,” said Ottilie Brandt.",
        },
    ]
    points, quotes = given["sections"][0]["points"], given["sections"][1]["quotes"]
    points[0]["proof"] = [{"source": "a", "passage": "p1"}]
    quotes[0]["proof"] = [{"source": "a", "passage": "p2"}]
    assert json.loads(after.decode("utf-8-sig")) == given
    assert (
        after
        == ("\ufeff" + json.dumps(given, ensure_ascii=False, indent=4))
        .replace("\n", "\r\n")
        .encode()
    )
    again = check("--write")
    assert "written" not in again.stdout and (here / "a.json").read_bytes() == after


def test_words_that_the_text_of_their_source_has_not(here):
    given = deepcopy(as_dict(POINTS))
    given["sources"] = [{"id": "a", "name": "A", "passages": [{"id": "p", "words": "It snowed."}]}]
    given["sections"][0]["points"] = [
        {"text": "t", "proof": [{"source": "a", "words": "kept three ledgers"}]}
    ]
    (here / "a.json").write_text(json.dumps(given))
    lines = [line for line in check().stdout.splitlines() if "not found: the text" in line]
    assert [line.split(" ")[1] for line in lines] == [
        "sources[0].passages[0].words:",
        "sections[0].points[0].proof[0].words:",
    ]


def test_write_needs_texts(here):
    (here / "a.json").write_text(json.dumps(as_dict(POINTS)))
    done = CliRunner().invoke(main, ["check", "a.json", "--claims", "--write"])
    assert done.exit_code == 2 and "--texts" in done.stderr
