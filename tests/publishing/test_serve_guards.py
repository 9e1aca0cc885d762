"""`foldline serve` answers to this machine alone, serves nothing but the site, and ends in one
clear answer whatever it is sent.
"""

import random
import re
import socket
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foldline.publishing.serve import HOST, LOCAL_HOSTS, SENTENCES, is_allowed_host, server_for

WAIT = 20
"""Seconds for an answer on a busy machine."""


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    top = tmp_path_factory.mktemp("guarded")
    folder = top / "site"
    files = {
        "index.html": "the shelf",
        ".foldline-site.json": "secret",
        ".unfinished/page.html": "secret",
        "rain/index.html": "rain",
        "rain/.env": "secret",
        "rain/brief.js": "brief",
        "rain/quay.svg": "<svg/>",
        "rain/frame.html": "frame",
        "rain/fragment.html": "fragment",
        "embed.js": "embed",
        "embed/live.html": "live",
        "assets/0a/foldline.css": "css",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (top / "outside.txt").write_text("secret")
    server = server_for(folder, 0, hosts=["brief.test"])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def answer(port: int, request: bytes) -> bytes:
    """What the server sends until it closes the connection."""
    with socket.create_connection((HOST, port), timeout=WAIT) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        found = b""
        while part := connection.recv(65536):
            found += part
        return found


def status(response: bytes) -> int:
    match = re.match(rb"HTTP/1\.[01] (\d{3}) ", response)
    return int(match[1]) if match else 0


def get(port: int, path: str = "/", host: str = "localhost", **headers: str) -> bytes:
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: {host}",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
    ]
    return answer(port, ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8000",
        "127.0.0.1",
        "127.0.0.1:1",
        "[::1]",
        "[::1]:80",
        "LOCALHOST",
        "localhost.",
        "foldline.localhost",
        "brief.test",
        "Brief.Test:99",
    ],
)
def test_it_answers_to_this_machine_and_to_names_it_was_given(port: int, host: str):
    assert status(get(port, host=host)) == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "",
        " ",
        "0.0.0.0",
        "10.0.0.1",
        "[::2]",
        "[::1",
        "localhost:80:80",
        "localhost/evil",
        "evil@localhost",
        "localhost:port",
        "xlocalhost",
        "a.b.c.localhos",
    ],
)
def test_it_answers_to_no_other_name(port: int, host: str):
    response = get(port, host=host)
    assert status(response) == 403 and b"the shelf" not in response
    assert SENTENCES[403].encode() in response


def test_a_request_without_one_host_is_refused(port: int):
    assert status(answer(port, b"GET / HTTP/1.1\r\n\r\n")) == 403
    assert (
        status(answer(port, b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n"))
        == 403
    )
    assert b"the shelf" not in answer(port, b"GET /\r\n\r\n")


@pytest.mark.parametrize(
    "path",
    [
        "/.foldline-site.json",
        "/.unfinished/page.html",
        "/rain/.env",
        "/rain/%2eenv",
        "/%2e%2e/outside.txt",
        "/../outside.txt",
        "/rain/..%2f..%2foutside.txt",
        "/rain/..\\..\\outside.txt",
        "/rain/%5c..%5coutside.txt",
        "//../outside.txt",
        "/embed/",
        "/assets/",
        "/assets/0a/",
        "/nosuch",
        "/rain/index.html/",
        "/rain/brief.js/x",
        "/" + "a" * 5000,
    ],
)
def test_what_is_not_the_sites_is_not_served(port: int, path: str):
    response = get(port, path)
    assert status(response) == 404
    assert b"secret" not in response and b"outside" not in response.partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/rain%00.html",
        "/%ff",
        "/%c3%28",
        "/a%0d%0aX: y",
        "http://evil.example/",
        "*",
        "index.html",
        "/%7f",
        "\x80",
    ],
)
def test_what_is_malformed_is_told_in_a_sentence(port: int, path: str):
    response = get(port, path)
    assert status(response) in (400, 404)
    assert b"X: y\r\n" not in response


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://[::1"},
        {"Origin": "null"},
        {"Origin": "\xff"},
        {"Range": "bytes=9-1"},
        {"If_Modified_Since": "yesterday"},
        {"If_None_Match": "x" * 5000},
        {"Cookie": "=" * 20_000},
    ],
)
def test_odd_headers_harm_nothing(port: int, headers: dict[str, str]):
    assert status(get(port, "/rain/fragment.html", **headers)) == 200


def test_lines_without_end_are_refused(port: int):
    assert status(
        answer(port, b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
    ) in (400, 414)
    assert status(
        answer(port, b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 70_000 + b"\r\n\r\n")
    ) in (400, 431)


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "X" * 99]
)
def test_it_only_gives(port: int, method: str):
    request = f"{method} / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nGET /".encode()
    response = answer(port, request)
    assert status(response) == 405 and response.count(b"HTTP/1.1") == 1


@pytest.mark.parametrize(
    "origin, allowed",
    [
        ("http://localhost:3000", True),
        ("http://127.0.0.1", True),
        ("http://[::1]:3000", True),
        ("https://evil.example", False),
        ("http://localhost.evil.example", False),
        ("null", False),
    ],
)
def test_only_pages_of_this_machine_may_read_a_fragment(port: int, origin: str, allowed: bool):
    assert (
        b"Access-Control-Allow-Origin" in get(port, "/rain/fragment.html", Origin=origin)
    ) is allowed
    assert b"Access-Control-Allow-Origin" not in get(port, "/rain/brief.js", Origin=origin)


@pytest.mark.parametrize(
    "path, policy",
    [
        ("/rain/brief.js", "same-origin"),
        ("/rain/index.html", "same-origin"),
        ("/", "same-origin"),
        ("/nosuch", "same-origin"),
        ("/rain/quay.svg", "same-site"),
        ("/embed.js", "same-site"),
        ("/embed/cleaner.js", "same-site"),
        ("/embed/purify.js", "same-site"),
        ("/assets/0123456789ab/foldline.css", "cross-origin"),
        ("/assets/quay.png", "same-site"),
        ("/assets/brief.js", "same-origin"),
    ],
)
def test_no_page_of_another_site_loads_what_is_not_published(port: int, path: str, policy: str):
    assert f"Cross-Origin-Resource-Policy: {policy}\r\n".encode() in get(port, path)


@pytest.mark.parametrize(
    "path, framed",
    [
        ("/", False),
        ("/rain/index.html", False),
        ("/rain/frame.html", True),
        ("/embed/live.html", True),
        ("/rain/brief.js", False),
    ],
)
def test_only_embeds_stand_in_frames(port: int, path: str, framed: bool):
    policy = re.search(rb"Content-Security-Policy: (.*)\r\n", get(port, path))[1].decode()
    ancestors = policy.partition("frame-ancestors ")[2]
    assert ancestors == ("'self' http://localhost:* http://127.0.0.1:*" if framed else "'self'")


def test_any_bytes_get_an_answer_and_no_traceback(port: int, capfd: pytest.CaptureFixture[str]):
    chance = random.Random(2026)
    whole = b'GET /rain/?a=b HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:1\r\nIf-None-Match: "a"\r\n\r\n'
    for _ in range(400):
        changed = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(changed))
            changed[at : at + chance.randint(0, 3)] = chance.choice(
                [
                    b"",
                    b"\x00",
                    b"\r\n",
                    b"%",
                    b"%00",
                    b"\xff",
                    b" ",
                    b"/",
                    b"..",
                    b":",
                    b"[",
                    bytes([chance.randrange(256)]),
                ]
            )
        response = answer(port, bytes(changed))
        assert b"Traceback" not in response and b"secret" not in response
    assert status(get(port)) == 200
    assert capfd.readouterr().err == ""


@given(st.text(max_size=40))
@settings(deadline=None)
def test_any_host_is_one_or_is_none(text: str):
    assert is_allowed_host(text, LOCAL_HOSTS) in (True, False)
