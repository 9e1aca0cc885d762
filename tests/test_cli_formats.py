"""`foldline import` and `foldline export`, as they are called."""

import json
import subprocess
import sys

import pytest

from foldline.formats import READABLE as IMPORTS
from foldline.formats import TIMELINES
from foldline.formats import WRITABLE as EXPORTS
from tests.importers.imports import FIXTURES
from tests.made import as_bytes
from tests.test_cli import call


def test_the_command_knows_the_registers():
    assert f"[{'|'.join(IMPORTS)}]" in "".join(call("import", "--help").stdout.split())
    assert f"[{'|'.join(EXPORTS)}]" in "".join(call("export", "--help").stdout.split())
    assert "".join(TIMELINES) == ".ics.json.csv"


def test_import_to_the_screen():
    done = call("import", FIXTURES / "ferries.txt")
    assert (
        done.exit_code == 0
        and json.loads(done.stdout)["title"] == "Two Ferries Share One Berth in Hallowick"
    )
    lines = done.stderr.splitlines()
    assert (
        lines[0] == "used: line 1: title"
        and lines[-1].startswith("text: ")
        and lines[-1].endswith("0 problems")
    )


def test_import_from_standard_input_and_to_a_file(here):
    given = (FIXTURES / "other-publisher.txt").read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "foldline", "import", "-", "--from", "text", "--out", "a.json"],
        input=given,
        capture_output=True,
    )
    assert (done.returncode, done.stdout.decode()) == (0, "1 brief written to a.json\n")
    assert call("check", "a.json").exit_code == 0


def test_several_stories_need_a_folder(here):
    done = call("import", FIXTURES / "kite-old.json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.endswith(
        "foldline: there are 2 stories in it; name a folder for them with --out\n"
    )
    done = call("import", FIXTURES / "kite-old.json", "--out", "stories")
    assert (done.exit_code, done.stdout) == (0, "2 briefs written to stories\n")
    assert sorted(path.name for path in (here / "stories").iterdir()) == [
        "the-clock-stops.json",
        "two-ferries-share-a-berth.json",
    ]
    assert call("import", FIXTURES / "kite-old.json", "--out", "x.json").exit_code == 2


def test_a_brief_with_problems_is_written_and_told(here):
    (here / "rain.txt").write_text("Rain\n\nIt rained.\n\nAnd rained.\n")
    done = call("import", "rain.txt", "--out", "rain.json")
    assert done.exit_code == 1 and (here / "rain.json").is_file()
    assert 'problem: published: is missing; "published" must be given' in done.stderr


@pytest.mark.parametrize(
    "arguments, code, sentence",
    [
        (["import", "nosuch"], 2, "foldline: nosuch can't be read: no such file or directory"),
        (["import", "empty"], 1, "foldline: the text is empty"),
        (["import", "empty", "--from", "kites"], 2, "Invalid value for '--from'"),
        (["export", "nosuch", "--to", "ninjs"], 2, "foldline: nosuch can't be read"),
        (
            ["export", "empty", "--to", "ninjs"],
            1,
            "foldline: empty has problems; nothing was written",
        ),
        (["export", "empty"], 2, "Missing option '--to'"),
    ],
)
def test_what_cannot_be_done(here, arguments, code, sentence):
    (here / "empty").write_text("")
    done = call(*arguments)
    assert (done.exit_code, done.stdout) == (code, "") and sentence in done.stderr


def test_export(here):
    (here / "rain.json").write_bytes(
        as_bytes({"kind": "timeline", "events": [{"when": "2021", "text": "It *rained*."}]})
    )
    assert "- **2021:** It *rained*." in call("export", "rain.json", "--to", "markdown").stdout
    done = call("export", "rain.json", "--to", "json-feed", "--out", "rain.item.json")
    assert (done.exit_code, done.stdout) == (0, "rain.json written to rain.item.json\n")
    assert json.loads((here / "rain.item.json").read_text("utf-8"))["title"] == "Rain"


def test_export_says_what_a_format_has_no_place_for(here):
    point = {"text": "Rain.", "id": "rain", "proof": [{"source": "a", "passage": "p"}]}
    source = {"id": "a", "name": "A", "publisher": "P", "passages": [{"id": "p", "words": "w"}]}
    view = {"holder": "H", "position": "P", "side": "for"}
    (here / "a.json").write_bytes(
        as_bytes(
            {"kind": "what_happened", "points": [point]},
            {"kind": "opposing_views", "views": [view, view]},
            sources=[source],
            authors=[{"name": "Ada Quill"}],
            disputed="It rained.",
        )
    )
    assert call("export", "a.json", "--to", "markdown").stderr == (
        "markdown has no place for 1 passage, 1 proof, 1 id of a claim, 2 sides: they are left out\n"
    )
    assert "1 line on what is disputed, 1 publisher of a source, 1 passage" in (
        call("export", "a.json", "--to", "ninjs").stderr
    )
    (here / "b.json").write_bytes(as_bytes({"kind": "what_happened", "points": [{"text": "R."}]}))
    assert call("export", "b.json", "--to", "ninjs").stderr == ""


def test_a_brief_of_which_something_is_hidden_is_not_exported(here):
    (here / "a.json").write_bytes(as_bytes({"kind": "timelin"}))
    done = call("export", "a.json", "--to", "ninjs")
    assert (done.exit_code, done.stdout) == (1, "") and "did you mean" in done.stderr


def test_check_of_claims(here):
    section = {
        "kind": "key_quotes",
        "quotes": [
            {"text": "Nobody asked.", "speaker": "The hen"},
            {"text": "It rained.", "speaker": "A"},
        ],
    }
    (here / "a.json").write_bytes(
        as_bytes(section, {"kind": "full_story", "text": "It rained.", "sources": ["a", "b"]})
    )
    assert call("check", "a.json").output == ""
    done = call("check", "--claims", "a.json")
    assert done.exit_code == 0  # facts fail no check
    assert [line.split(": ", 1)[1] for line in done.stdout.splitlines()] == [
        "sections[0].quotes[0]: not found: The quotation was not found in the full story.",
        "sections[0]: no source: Neither this section nor any of its 2 claims names a source.",
    ]  # and nothing of what agrees
    text = (here / "a.json").read_text()
    assert [text[int(line.split(":")[2]) - 1 :][:10] for line in done.stdout.splitlines()] == [
        '{"text": "',
        '{"kind": "',
    ]
    (here / "texts").mkdir()
    (here / "texts" / "a.txt").write_text('"Nobody asked," said the hen.')
    assert "not found" not in call("check", "--claims", "--texts", "texts", "a.json").stdout
    (here / "texts" / "a.txt").write_bytes(b"\xff")
    assert call("check", "--claims", "--texts", "texts", "a.json").exit_code == 2


def test_claims_of_a_brief_that_cannot_be_read(here):
    (here / "a.json").write_text("{")
    assert call("check", "--claims", "a.json").output == call("check", "a.json").output
    assert call("check", "--texts", ".", "a.json").exit_code == 2


def test_the_timeline_of_one_brief_is_its_own(here):
    (here / "a.json").write_bytes(
        as_bytes(
            {"kind": "timeline", "events": [{"when": "1999", "text": "It rains.", "lane": "Quay"}]}
        )
    )
    assert call("timeline", "a.json", "--out", "a.csv").stdout == "1 event written to a.csv\n"
    assert (here / "a.csv").read_bytes().decode().splitlines()[
        1
    ] == "1999,,1999-01-01,1999-12-31,It rains.,,Quay,"


def test_the_timelines_of_several_briefs_are_one(here):
    for slug, events in {
        "one": [("1999", "The quay is closed."), ("May 2001", "It opens.")],
        "two": [("1999", "The closed quay."), ("1980", "Fog.")],
    }.items():
        (here / f"{slug}.json").write_bytes(
            as_bytes(
                {
                    "kind": "timeline",
                    "events": [{"when": when, "text": text} for when, text in events],
                },
                title=slug,
            )
        )
    assert call("timeline", "one.json", "two.json", "--out", "all.json").stdout == (
        "3 events written to all.json (1 that another brief tells alike left out)\n"
    )
    events = json.loads((here / "all.json").read_bytes())["events"]
    assert [(event["text"]["text"], event["group"]) for event in events] == [
        ("<p>Fog.</p>", "two"),
        ("<p>The quay is closed.</p>", "one"),
        ("<p>It opens.</p>", "one"),
    ]
    assert (
        call("timeline", ".", "--out", "all.ics").exit_code == 1
    )  # all.json lies there now, and is no brief


def test_a_timeline_that_can_not_be_written(here):
    (here / "a.json").write_bytes(as_bytes({"kind": "timeline", "note": "Nothing is known."}))
    done = call("timeline", "a.json", "--out", "a.ics")
    assert (done.exit_code, done.stderr) == (
        2,
        "foldline: there is no timeline with events in a.json\n",
    )
    done = call("timeline", "a.json", "--out", "a.txt")
    assert done.exit_code == 2 and "a.txt ends in none of .ics, .json, .csv" in done.stderr
    (here / "b.json").write_bytes(b"{}")
    assert call("timeline", "b.json", "--out", "a.ics").exit_code == 1
    assert not (here / "a.ics").exists()
