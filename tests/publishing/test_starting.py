import json
from datetime import date

import pytest
from click.testing import CliRunner

from foldline import load
from foldline.cli import main
from foldline.publishing.starting import starter_text
from foldline.sections import KINDS
from foldline.story.loading import UNWRITTEN
from foldline.story.schema import schema_text
from tests.made import as_bytes, sentences

TODAY = date(2026, 5, 6)


def call(*arguments: object):
    return CliRunner().invoke(main, ["new", *map(str, arguments)])


def test_it_is_shown_whole_and_says_only_what_is_to_be_written():
    text = starter_text('The "berth"', TODAY)
    found = load(text)
    assert (found.brief.title, found.brief.published, found.hiding) == (
        'The "berth"',
        "2026-05-06",
        (),
    )
    assert {problem.what for problem in found.problems} == {
        "is still to be written; write it, or take it out"
    }
    assert len(found.problems) == text.count(f'"{UNWRITTEN}')
    assert {section.kind for section in found.brief.sections} == set(KINDS) - {"prose"}
    assert load(text.replace(UNWRITTEN, "Written:")).problems == ()


def test_a_text_to_be_written_is_told_with_its_place():
    found = load(
        as_bytes(
            {"kind": "prose", "heading": "More", "text": "To be written: more"},
            place="To be written:",
            topics=["Not To be written: this"],
        )
    )
    assert sorted(sentences(found)) == [
        "place: is still to be written; write it, or take it out",
        "sections[0].text: is still to be written; write it, or take it out",
    ]


@pytest.mark.parametrize(
    "out, written",
    [
        ((), "stories/two-ferries.json"),
        (("--out", "here.json"), "here.json"),
        (("--out", "new/folder"), "new/folder/two-ferries.json"),
    ],
)
def test_where_it_goes(here, out, written):
    done = call(" Two\nferries ", *out)
    assert (done.exit_code, done.stdout) == (
        0,
        f"{written} begun; foldline check {written} tells what is still to be written\n",
    )
    assert json.loads((here / written).read_text("utf-8"))["title"] == "Two ferries"
    assert (here / written).with_name("brief.schema.json").read_text("utf-8") == schema_text()


def test_nothing_is_overwritten(here):
    (here / "brief.schema.json").write_text("{}")
    (here / "a.json").write_text("mine")
    done = call("A", "--out", ".")
    assert (done.exit_code, done.stderr) == (
        1,
        "foldline: a.json is there already, and is left as it is; name another file with --out\n",
    )
    assert (
        call("B", "--out", ".").exit_code,
        (here / "a.json").read_text(),
        (here / "brief.schema.json").read_text(),
    ) == (0, "mine", "{}")


@pytest.mark.parametrize(
    "arguments, sentence, code",
    [
        ((" ",), "a headline has at least one word", 2),
        (
            ("A", "--out", "My Story.json"),
            'the file name "My Story" becomes an address; allowed are small letters, digits and hyphens',
            1,
        ),
        (("A", "--out", "file/a.json"), "file/a.json can't be written: ", 1),
    ],
)
def test_what_cannot_be_begun(here, arguments, sentence, code):
    (here / "file").write_text("")
    done = call(*arguments)
    assert done.exit_code == code and sentence in done.stderr
    assert [path.name for path in here.iterdir()] == ["file"]
