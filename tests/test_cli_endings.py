"""Files of any kind and size, and names that a terminal would obey: each command ends soon, in one
sentence.
"""

import os
import resource
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from foldline.cli import main
from foldline.publishing.exchange import MOST_IMPORTED
from foldline.text.addresses import host_of, leads_to
from tests.made import as_bytes
from tests.processes import call_forked
from tests.test_cli import call

MEMORY = 1_500_000_000
"""Bytes of address space that a command may take: less than the file it is given has."""
pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")


def run(*arguments: object, stdin: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, which ends by force where it does not end by itself."""
    return call_forked(*arguments, limits={resource.RLIMIT_AS: MEMORY}, stdin=stdin)


@pytest.fixture
def huge(here: Path) -> Path:
    """A file of 3 GB that takes no room."""
    path = here / "huge.json"
    with path.open("wb") as file:
        file.write(b'{"foldline": 1, "title": "')
        file.truncate(3_000_000_000)
    return path


COMMANDS = [
    ("check",),
    ("import",),
    ("export", "--to", "markdown"),
    ("pack", "--slim", "--out", "x.html"),
    ("timeline", "--out", "x.csv"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_no_file(command: tuple[str, ...], device: str, here: Path):
    done = run(command[0], device, *command[1:])
    assert done.returncode in (1, 2) and "Traceback" not in done.stderr
    assert "an ordinary file" in done.stderr or "no ordinary file" in done.stderr


@pipes
@pytest.mark.parametrize(
    "command", [*COMMANDS, ("publish", "--list")], ids=lambda command: command[0]
)
def test_a_pipe_is_no_file_and_is_not_waited_for(command: tuple[str, ...], here: Path):
    os.mkfifo(here / "pipe.json")
    done = run(command[0], "pipe.json", *command[1:])
    assert done.returncode in (1, 2) and "Traceback" not in done.stderr
    assert "ordinary file" in done.stderr


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_file_of_three_gigabytes_is_refused_unread(command: tuple[str, ...], huge: Path):
    done = run(command[0], huge, *command[1:])
    assert done.returncode in (1, 2), done
    assert (
        "3000.0 MB" in done.stdout + done.stderr
        or f"larger than {MOST_IMPORTED // 1_000_000} MB" in done.stderr
    )


def test_standard_input_without_an_end_is_refused():
    done = run("import", "-", stdin=Path("/dev/zero"))
    assert done.returncode == 2 and done.stderr.startswith(
        "foldline: standard input is larger than 64 MB"
    )


def test_texts_of_sources_that_are_no_files(here: Path):
    (here / "a.json").write_bytes(
        as_bytes(
            {"kind": "prose", "heading": "a", "text": "b"}, sources=[{"id": "ap", "name": "AP"}]
        )
    )
    (here / "texts").mkdir()
    with (here / "texts" / "ap.txt").open("wb") as file:
        file.truncate(3_000_000_000)
    done = run("check", "a.json", "--claims", "--texts", "texts")
    assert done.returncode == 2 and "ap.txt is larger than 64 MB" in done.stderr


OBEYED = "\x9b31m\u202e\u2066\x1b[2J\x07\u2028"


def obeys(text: str) -> bool:
    return any(character in text for character in OBEYED if character not in "[231mJ")


@pytest.fixture
def odd(here: Path) -> Path:
    """A folder with briefs whose names and texts would turn a terminal round."""
    folder = here / "odd"
    folder.mkdir()
    wrong = as_bytes(
        {"kind": OBEYED},
        {"kind": "photo_gallery", "photos": [{"src": f"x{OBEYED}.png", "alt": OBEYED}]},
        title=OBEYED,
    )
    (folder / f"a{OBEYED.replace('/', '')}.json").write_bytes(wrong)
    (folder / "b.json").write_bytes(wrong)
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "odd"),
        ("check", "odd", "--claims"),
        ("pack", "odd", "--slim", "--out", "x.html"),
        ("publish", "odd", "--list"),
        ("check", f"none{OBEYED}"),
        ("import", f"none{OBEYED}"),
        ("export", "odd/b.json", "--to", f"x{OBEYED}"),
        ("timeline", "odd", "--out", f"x{OBEYED}.csv"),
        ("check", "--limit", f"x{OBEYED}=1", "odd"),
    ],
    ids=lambda each: each[0],
)
def test_no_line_is_obeyed_by_a_terminal(arguments: tuple[str, ...], odd: Path):
    done = CliRunner().invoke(main, arguments)
    assert done.output and not obeys(done.output), ascii(done.output)


def test_nor_is_the_report_of_an_import(here: Path):
    (here / "x.md").write_text(
        f"---\ntitle: a{OBEYED}\npublished: 2026-01-02\nodd{OBEYED}: b\n---\n\nA dek "
        f"{OBEYED}.\n\n## Timeline{OBEYED}\n\n- {OBEYED}: x\n",
        "utf-8",
    )
    done = call("import", "x.md", "--out", "x.json")
    assert done.exit_code == 0 and not obeys(done.output), ascii(done.output)


LOCAL = [
    ("http://2130706433/", "127.0.0.1, this device"),
    ("http://0x7f.1/", "127.0.0.1, this device"),
    ("http://017700000001/", "127.0.0.1, this device"),
    ("http://0x7F000001:80/", "127.0.0.1, this device"),
    ("http://127.1/", "127.0.0.1, this device"),
    ("http://[::1]/", "[::1], this device"),
    ("http://10.1/", "10.0.0.1, your own network"),
    ("http://192.168.0.1/", "192.168.0.1, your own network"),
    ("http://0300.0250.1.1/", "192.168.1.1, your own network"),
    ("http://172.31.0.1/", "172.31.0.1, your own network"),
    ("http://[fe80::1]/", "[fe80::1], your own network"),
    ("http://0/", "0.0.0.0, this device"),
    ("https://1572395042/", "93.184.216.34, a number in place of a name"),
    ("https://[2606:2800::1]/", "[2606:2800::1], a number in place of a name"),
]


@pytest.mark.parametrize("address, shown", LOCAL)
def test_a_host_of_numbers_is_told_as_a_browser_reads_it(address: str, shown: str):
    assert leads_to(address, "The notice") == shown


@pytest.mark.parametrize(
    "address, host",
    [
        ("http://1.2.3.4.5/", "1.2.3.4.5"),
        ("http://256.1.1.1/", "256.1.1.1"),
        ("http://08.1/", "08.1"),
        ("http://x.1/", "x.1"),
        ("http://4294967296/", "4294967296"),
        ("https://1.example.org/", "1.example.org"),
    ],
)
def test_what_is_no_such_host_stays(address: str, host: str):
    assert host_of(address) == host


@pytest.mark.parametrize(
    "address, shown",
    [
        ("http://[::ffff:127.0.0.1]/", "[::ffff:7f00:1], this device"),
        ("http://[::FFFF:7F00:1]/", "[::ffff:7f00:1], this device"),
        ("http://[0:0:0:0:0:0:0:1]/", "[::1], this device"),
        ("http://[::]/", "[::], this device"),
        ("http://[::ffff:10.0.0.1]/", "[::ffff:a00:1], your own network"),
        ("http://[64:ff9b::c0a8:1]/", "[64:ff9b::c0a8:1], your own network"),
        ("http://[2606:2800:0:0::1]/", "[2606:2800::1], a number in place of a name"),
    ],
)
def test_a_host_of_ipv6_is_told_as_a_browser_writes_it(address: str, shown: str):
    assert leads_to(address, "The notice") == shown
