import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from foldline.errors import NotFound
from foldline.html.policy import header_policy, picture_policy
from foldline.publishing.building import built_runtime
from foldline.publishing.preview import Preview
from foldline.publishing.runtime import Runtime
from foldline.publishing.serve import HOST, keep_published, served_folder, server_for
from foldline.publishing.site import Published
from tests.made import as_bytes

SOON = 20
"""Seconds something may take on a busy machine."""


def until(found):
    """The first true answer of `found`."""
    end = time.monotonic() + SOON
    while time.monotonic() < end:
        if answer := found():
            return answer
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def get(address: str, **headers: str):
    try:
        return urllib.request.urlopen(
            urllib.request.Request(address, headers=headers), timeout=SOON
        )
    except urllib.error.HTTPError as answer:
        return answer


FILES = {
    "index.html": ("text/html; charset=utf-8", "no-cache"),
    "rain/index.html": ("text/html; charset=utf-8", "no-cache"),
    "rain/brief.json": ("application/json", "no-cache"),
    "rain/quay.svg": ("image/svg+xml", "no-cache"),
    "rain/runtime/x.js": ("text/javascript", "no-cache"),
    "assets/0a/foldline.css": ("text/css; charset=utf-8", "public, max-age=31536000, immutable"),
    "assets/0a/boot.js": ("text/javascript", "public, max-age=31536000, immutable"),
    "runtime/0a/interpreter.mjs": ("text/javascript", "public, max-age=31536000, immutable"),
    "runtime/0a/pyodide.asm.wasm": ("application/wasm", "public, max-age=31536000, immutable"),
    "runtime/0a/x.whl": ("application/zip", "public, max-age=31536000, immutable"),
    "runtime/0a/python_stdlib.zip": ("application/zip", "public, max-age=31536000, immutable"),
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"this is {name}")
    (folder.parent / "outside.txt").write_text("secret")
    server = server_for(folder, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{HOST}:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("name", FILES)
def test_types_and_caches(address, name):
    answer = get(address + name)
    assert (answer.status, answer.read().decode()) == (200, f"this is {name}")
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == FILES[name]


@pytest.mark.parametrize("name", ["", "nosuch.svg", *FILES])
def test_the_policy_comes_with_every_answer(address, name):
    answer = get(address + name)
    policy = picture_policy() if name.endswith(".svg") else header_policy()
    assert answer.headers["Content-Security-Policy"] == f"{policy}; frame-ancestors 'self'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "name", ["rain/quay.svg?x=.html", "rain/%71uay%2Esvg", "rain/./quay.svg", "rain/quay.svg#x"]
)
def test_a_picture_is_one_however_its_address_is_written(address, name):
    assert "sandbox" in get(address + name).headers["Content-Security-Policy"].split("; ")


@pytest.mark.parametrize("name", ["", "rain/", "index.html?brief=rain"])
def test_pages_of_folders(address, name):
    answer = get(address + name)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert answer.headers["Cache-Control"] == "no-cache"


def test_what_has_not_changed_is_not_sent_again(address):
    first = get(address)
    assert get(address, **{"If-Modified-Since": first.headers["Last-Modified"]}).status == 304


@pytest.mark.parametrize(
    "name",
    [
        "nosuch.html",
        "runtime/nosuch.js",
        "assets/0a/nosuch.css",
        "../outside.txt",
        "%2e%2e/outside.txt",
    ],
)
def test_what_is_not_there_is_not_there_for_today_only(address, name):
    answer = get(address + name)
    assert answer.status == 404
    assert "immutable" not in answer.headers["Cache-Control"]


def test_two_versions_within_a_second_are_two(tmp_path):
    server = server_for(tmp_path, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address, tags = f"http://{HOST}:{server.server_port}/", []
    date = ""
    for text in ("one", "two"):
        (tmp_path / "index.html").write_text(text)
        os.utime(tmp_path / "index.html", ns=(10**18 + len(tags), 10**18 + len(tags)))
        answer = get(
            address, **({"If-None-Match": tags[0], "If-Modified-Since": date} if tags else {})
        )
        assert (answer.status, answer.read().decode()) == (200, text)
        tags.append(answer.headers["ETag"])
        date = answer.headers["Last-Modified"]
    assert get(address, **{"If-None-Match": tags[1]}).status == 304
    server.shutdown()
    server.server_close()


def test_a_port_is_taken_once(address):
    port = int(address.rstrip("/").rpartition(":")[2])
    with pytest.raises(NotFound) as caught:
        server_for(Path("."), port)
    assert (
        str(caught.value)
        == f"port {port} of 127.0.0.1 can't be had (address already in use); name another with --port"
    )


def test_each_stories_folder_is_served_from_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("FOLDLINE_CACHE", str(tmp_path / "cache"))
    (tmp_path / "a").mkdir()
    one, other = served_folder(tmp_path / "a"), served_folder(tmp_path / "b")
    assert one != other and one.parent == other.parent == tmp_path / "cache" / "served"
    monkeypatch.chdir(tmp_path)
    assert served_folder(Path("a")) == one


def test_published_again_on_change(runtime, tmp_path):
    stories, out, said, stop, preview = (
        tmp_path / "s",
        tmp_path / "out",
        [],
        threading.Event(),
        Preview(Published(0, 0, ())),
    )
    stories.mkdir()
    keeper = threading.Thread(
        target=keep_published, args=(stories, out, runtime, said.append, stop, preview)
    )
    keeper.start()
    try:
        time.sleep(0.5)  # the watch has begun
        (stories / "rain.json").write_bytes(as_bytes(place="Hallowick"))
        until(lambda: (out / "rain" / "index.html").is_file() and said)
        assert "Hallowick" in (out / "rain" / "index.html").read_text("utf-8")
        assert re.fullmatch(r"published again: \d+ files changed", said[-1])
        (stories / "mud.json").write_bytes(b"{")
        until(lambda: any("mud.json:1:2: brief: is not JSON" in line for line in said))
        (stories / "rain.json").write_bytes(as_bytes(place="Abu Dhabi"))
        until(lambda: "Abu Dhabi" in (out / "rain" / "index.html").read_text("utf-8"))
        (stories / "rain.json").write_bytes(b"{")
        until(lambda: preview.of("/rain/")["held"])
        assert "Abu Dhabi" in (out / "rain" / "index.html").read_text("utf-8")
    finally:
        stop.set()
        keeper.join(SOON)
    assert not keeper.is_alive()


def link_runtime(cache: Path, runtime: Runtime) -> None:
    """The runtime as fetched and as built, in a cache of its own."""
    for folder in (runtime.folder.parent, built_runtime(runtime).folder.parent):
        (cache / folder.name).symlink_to(folder)


def test_the_command_serves_and_ends_quietly(runtime, tmp_path):
    stories, cache = tmp_path / "s", tmp_path / "cache"
    stories.mkdir()
    cache.mkdir()
    link_runtime(cache, runtime)
    (stories / "rain.json").write_bytes(as_bytes())
    (stories / "mud.json").write_bytes(b"{")
    server = subprocess.Popen(
        [sys.executable, "-m", "foldline", "serve", str(stories), "--port", "0"],
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"FOLDLINE_CACHE": str(cache)},
        # a test run in the background of a script ignores Ctrl+C, and what it starts would inherit
        # that
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.default_int_handler),
    )
    try:
        line = server.stdout.readline()
        address = re.fullmatch(
            rf"Foldline serves 2 briefs from {stories} at (http://127\.0\.0\.1:\d+/) \(Ctrl\+C "
            r"ends it\)\n",
            line,
        )
        assert address, line + server.stderr.read()
        assert "It rained." in get(address[1] + "rain/").read().decode()
        assert "mud.json:1:2: brief: is not JSON" in get(address[1]).read().decode()
        (stories / "rain.json").write_bytes(as_bytes(dek="It poured."))
        until(lambda: "It poured." in get(address[1] + "rain/").read().decode())
    finally:
        server.send_signal(signal.SIGINT)
        out, err = server.communicate(timeout=SOON)
    assert server.returncode == 0
    assert "Traceback" not in err and "mud.json:1:2: brief: is not JSON" in err


def test_the_command_on_a_port_that_is_taken(address, runtime, tmp_path):
    (tmp_path / "s").mkdir()
    (tmp_path / "cache").mkdir()
    link_runtime(tmp_path / "cache", runtime)
    port = address.rstrip("/").rpartition(":")[2]
    done = subprocess.run(
        [sys.executable, "-m", "foldline", "serve", str(tmp_path / "s"), "--port", port],
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | {"FOLDLINE_CACHE": str(tmp_path / "cache")},
    )
    assert done.returncode == 2
    assert (
        done.stderr
        == f"foldline: port {port} of 127.0.0.1 can't be had (address already in use); name another with --port\n"
    )
