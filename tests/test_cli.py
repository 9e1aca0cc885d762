import contextlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import foldline
from foldline.cli import main
from foldline.story.schema import schema_text
from tests.made import ROOT, as_bytes
from tests.processes import call_forked
from tests.story.test_loading import TEN, TEN_SENTENCES


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_check_of_what_is_clean(here):
    (here / "a.json").write_bytes(as_bytes())
    done = call("check", "a.json")
    assert (done.exit_code, done.output) == (0, "")


def test_check_of_the_shipped_briefs():
    done = call("check", ROOT / "stories")
    remark = 'specimen-harbour.json:265:19: sections[3].events[9].when: is "one foggy morning", which can\'t be read as a date'
    (line,) = done.output.splitlines()
    assert (remark in line, done.exit_code) == (True, 0)


def test_check_prints_a_line_for_each_problem(here):
    (here / "a.json").write_text(TEN)
    done = call("check", "a.json")
    assert done.stdout.splitlines() == TEN_SENTENCES
    assert (done.exit_code, done.stderr) == (1, "")


def test_a_remark_is_printed_and_fails_nothing(here):
    (here / "a.json").write_bytes(as_bytes(mood="good"))
    done = call("check", "a.json")
    assert done.exit_code == 0
    assert (
        done.stdout.startswith("a.json:1:")
        and ": mood: unknown field, kept as it is; known here are " in done.stdout
    )


BAD = {
    "empty": b"",
    "broken": b'{\n "foldline": 1,\n}',
    "list": b"[]",
    "utf16": json.dumps({"foldline": 1}).encode("utf-16"),
    "latin1": '{"title": "Zürich"}'.encode("latin-1"),
    "nan": b'{"x": NaN}',
    "deep": b"[" * 100_000,
    "version": as_bytes(foldline=2),
    "kind": as_bytes({"kind": "timelin"}),
    "half": b'{"title": "\\ud83d"}',
    "large": b" " * 50_000_000,
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_in_a_process_of_their_own(here, name):
    (here / f"{name}.json").write_bytes(BAD[name])
    done = call_forked("check", f"{name}.json")
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (1, "")
    assert lines and all(line.startswith(f"{name}.json:") for line in lines)
    assert all(part.isdigit() for line in lines for part in line.split(":")[1:3])


def test_check_of_a_folder_goes_on_after_a_bad_file(here):
    for name, data in (
        ("a", b"{"),
        ("b", as_bytes()),
        ("c", b"[]"),
        ("d", as_bytes({"kind": "timelin"})),
    ):
        (here / f"{name}.json").write_bytes(data)
    (here / "shelf.json").write_text("[]")
    (here / "notes.txt").write_text("x")
    done = call("check", ".")
    assert done.exit_code == 1
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == [
        "a.json",
        "c.json",
        "d.json",
    ]


def test_check_of_several_paths(here):
    (here / "more").mkdir()
    (here / "a.json").write_bytes(b"")
    (here / "more" / "b.json").write_bytes(b"")
    done = call("check", "a.json", "more")
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == [
        "a.json",
        "more/b.json",
    ]
    assert done.exit_code == 1


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["check", "nosuch"], "foldline: nosuch is not there; name a folder of briefs, or a brief"),
        (["check", "."], "foldline: there is no brief (*.json) in ."),
        (
            ["publish", "nosuch", "--out", "x"],
            "foldline: nosuch is not there; name a folder of briefs, or a brief",
        ),
        (["serve", "nosuch"], "foldline: nosuch is not there; name a folder of briefs, or a brief"),
        (["check"], "Missing argument 'PATHS...'."),
        (["publish"], "Missing option '--out'."),
        (["serve", "--port", "70000"], "Invalid value for '--port'"),
        (["sing"], "No such command 'sing'."),
    ],
)
def test_calls_that_cannot_be_used(here, arguments, sentence):
    done = call(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert sentence in done.stderr


def test_a_folder_named_like_a_brief_is_not_one(here):
    (here / "a.json").mkdir()
    (here / "b.json").write_bytes(as_bytes())
    assert (call("check", ".").exit_code, call("check", ".").output) == (0, "")


def test_schema():
    done = call("schema")
    assert (done.exit_code, done.stdout) == (0, schema_text())


def test_version_and_help():
    assert call("--version").stdout == f"foldline, version {foldline.__version__}\n"
    assert call("-h").stdout == call("--help").stdout
    for name, command in main.commands.items():
        assert command.help and name in call("-h").stdout
        assert call(name, "-h").exit_code == 0


def test_both_names_of_the_command():
    for command in (
        [sys.executable, "-m", "foldline"],
        [str(Path(sys.executable).with_name("foldline"))],
    ):
        done = subprocess.run([*command, "--version"], capture_output=True, text=True)
        assert (done.returncode, done.stdout) == (0, f"foldline, version {foldline.__version__}\n")


def test_publish(here, runtime):
    (here / "stories").mkdir()
    (here / "stories" / "rain.json").write_bytes(as_bytes())
    done = call("publish", "--out", "site")  # ./stories is meant where none is named
    assert done.exit_code == 0, done.output
    assert re.fullmatch(r"1 brief published to site; \d+ files written\n", done.stdout)
    assert "It rained." in (here / "site" / "rain" / "index.html").read_text("utf-8")


@pytest.mark.skipif(os.name != "posix", reason="this needs a pseudo-terminal")
def test_publish_shows_a_bar_on_a_terminal(here, runtime):
    import pty

    for name in ("rain", "sun"):
        (here / f"{name}.json").write_bytes(as_bytes())
    command = [sys.executable, "-m", "foldline", "publish", ".", "--out"]
    assert subprocess.run([*command, "piped"], check=True, capture_output=True).stderr == b""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*command, "site"],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=os.environ | {"TERM": "xterm"},
    )
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # Linux says so when nobody writes there any more
        while part := os.read(ours, 65536):
            shown += part
    os.close(ours)
    assert process.wait() == 0 and b"2 briefs published to site" in process.stdout.read()
    assert b"Publishing" in shown and b"2/2" in shown
    process.stdout.close()


def test_publish_of_what_is_wrong_writes_nothing(here, runtime):
    (here / "stories").mkdir()
    (here / "stories" / "rain.json").write_text(TEN)
    done = call("publish", "stories", "--out", "site")
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        *(line.replace("a.json", "stories/rain.json") for line in TEN_SENTENCES),
        "foldline: 13 problems; nothing was written",
    ]
    assert not (here / "site").exists()


@pytest.mark.parametrize(
    "command", [("publish", "stories", "--out", "site"), ("pack", "stories", "--out", "site.html")]
)
def test_what_is_wrong_is_told_before_anything_is_fetched(here, monkeypatch, command):
    monkeypatch.setenv("FOLDLINE_CACHE", str(here / "cache"))
    (here / "stories").mkdir()
    (here / "stories" / "rain.json").write_text(TEN)
    done = call(*command)
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (
        1,
        "foldline: 13 problems; nothing was written",
    )
    assert sorted(path.name for path in here.iterdir()) == ["stories"]


def test_publish_where_nothing_can_be_written(here, runtime):
    (here / "a.json").write_bytes(as_bytes())
    (here / "site").write_text("a file")
    done = call("publish", "a.json", "--out", "site")
    assert (done.exit_code, done.stderr) == (
        1,
        "foldline: site is a file; name a folder to publish into\n",
    )


def test_an_output_that_is_not_utf8_still_gets_the_lines(here):
    (here / "a.json").write_bytes(b"")
    done = subprocess.run(
        [sys.executable, "-m", "foldline", "check", "a.json"],
        capture_output=True,
        env=os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    )
    assert done.returncode == 1 and done.stdout.startswith(b"a.json:1:1: brief: is empty; ")
