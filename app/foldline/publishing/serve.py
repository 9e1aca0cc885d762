"""Run `foldline serve`: publish to a cache, serve that on 127.0.0.1, publish again when a story
changes, and notify open pages.
"""

import hashlib
import json
import os
import re
import shutil
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from email.message import Message
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import parse_qs, unquote, unquote_to_bytes, urlsplit

from watchfiles import watch

from foldline.errors import FoldlineError, NotFound
from foldline.html.policy import header_policy, picture_policy
from foldline.publishing.assets import EMBED_SCRIPT
from foldline.publishing.embedding import CLEANER_SCRIPT, PURIFY_SCRIPT
from foldline.publishing.pack import pack_file
from foldline.publishing.plan import site_options
from foldline.publishing.preview import STATE, Preview
from foldline.publishing.runtime import Runtime, default_cache, ensure_runtime
from foldline.publishing.site import Published, publish_site
from foldline.publishing.site_settings import read_settings
from foldline.story.limits import Limits
from foldline.story.pictures import type_of_name
from foldline.text.words import count

HOST = "127.0.0.1"
_LOCAL_ORIGIN = re.compile(r"https?://(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]{1,5})?")


class Handler(SimpleHTTPRequestHandler):
    """Serve static files without logging requests. Only files whose name depends on their content
    are cached.
    """

    # What the host's own table may lack; browsers refuse modules and streaming WebAssembly of
    # another type.
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".js": "text/javascript",
        ".wasm": "application/wasm",
        ".json": "application/json",
        ".svg": "image/svg+xml",
        ".whl": "application/zip",
        ".webmanifest": "application/manifest+json",
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
    }
    protocol_version = "HTTP/1.1"
    caching = "no-cache"
    """How browsers may keep what is not named by its content."""

    def send_response(self, code: int, message: str | None = None) -> None:
        self._found = code in (200, 304)
        super().send_response(code, message)

    def send_head(self) -> BytesIO | BinaryIO | None:
        tag = self._tag()
        if tag and self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.end_headers()
            return None
        return super().send_head()

    def _tag(self) -> str:
        """Return the file's version, from its time in nanoseconds and its size. HTTP dates have
        whole seconds, and a file may be saved twice in one.
        """
        file = Path(self.translate_path(self.path))
        try:
            stat = (file / "index.html" if file.is_dir() else file).stat()
        except OSError:
            return ""
        return f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'

    def end_headers(self) -> None:
        hashed = self._found and self.path.lstrip("/").startswith(("runtime/", "assets/"))
        self.send_header(
            "Cache-Control", "public, max-age=31536000, immutable" if hashed else self.caching
        )
        if self._found and not hashed and (tag := self._tag()):
            self.send_header("ETag", tag)
        origin = self.headers.get("Origin", "")
        if self.path.endswith(".woff2"):  # for a frame in a sandbox, which is of no origin
            self.send_header("Access-Control-Allow-Origin", "*")
        elif _LOCAL_ORIGIN.fullmatch(origin) and self.path.endswith(
            "/fragment.html"
        ):  # to try embedding; for no other page
            self.send_header("Access-Control-Allow-Origin", origin)
            self.send_header("Vary", "Origin")
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        pass


SENTENCES = {
    400: "This is no request that foldline serve understands.",
    403: "foldline serve answers to localhost, 127.0.0.1 and [::1]; another name is given with "
    "--allow-host NAME.",
    404: "There is no such page here.",
    405: "foldline serve answers GET and HEAD.",
    414: "This address is too long.",
    431: "The headers of this request are too long.",
}
"""What a request is answered that is not served, by status."""

LOCAL_HOSTS = ("localhost", HOST, "[::1]")
_HOST = re.compile(r"(\[[0-9a-fA-F:.]{2,45}\]|[A-Za-z0-9._-]{1,253})(?::[0-9]{1,5})?")
_FRAMED = re.compile(r"/(?:[^/]+/frame|embed/live)\.html")
"""What is shown in frames of other pages (docs/using/embedding.md)."""
_OWN_CODE = re.compile(r"/assets/[0-9a-f]{12}/[\w.-]+\Z")
"""Foldline's scripts and styles, the same on every site."""


def is_allowed_host(header: str, allowed: Iterable[str]) -> bool:
    """Return whether a `Host` header names this server: one of `allowed`, with any port, or a name
    below `.localhost`, which browsers always take for this machine. Only this check recognises a
    page of another site whose own name leads to 127.0.0.1 (DNS rebinding).

    >>> is_allowed_host("localhost:8000", ["localhost"])
    True
    >>> is_allowed_host("evil.example:8000", ["localhost"])
    False
    """
    match = _HOST.fullmatch(header)
    name = match[1].lower().rstrip(".") if match else ""
    return name in {each.lower().rstrip(".") for each in allowed} or name.endswith(".localhost")


class SiteHandler(Handler):
    """Serve a published site with the headers that its `_headers` asks for, and the state of a
    preview for its pages.

    Only files of the site are served, and no page of another site can read them.
    """

    preview: Preview | None = None
    hosts: tuple[str, ...] = LOCAL_HOSTS
    timeout = 60  # seconds until a connection that says nothing is closed
    # What is there of a request that could not be read
    path = "/"
    headers = Message()
    _found = False

    def handle_one_request(self) -> None:
        self.path, self.headers, self._found = "/", Message(), False
        super().handle_one_request()

    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # nobody reads a body, and it is not the next request
        if status := self._refusal():
            self.send_error(status)
            return False
        return True

    def _refusal(self) -> int:
        """Return the status of a request that is not to be served; 0 for all others."""
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or not is_allowed_host(hosts[0].strip(), self.hosts):
            return 403
        if self.command not in ("GET", "HEAD"):
            return 405
        path = re.split(r"[?#]", self.path, maxsplit=1)[0]
        if not path.startswith("/") or not self.path.isascii():
            return 400
        try:
            name = unquote_to_bytes(path).decode("utf-8")
        except UnicodeDecodeError:
            return 400
        if any(ord(character) < 32 or ord(character) == 127 for character in name):
            return 400
        parts = name.replace("\\", "/").split("/")
        if any(part.startswith(".") and part != "." for part in parts):
            return 404  # the record of the site, what is unfinished, what leads out
        return 0

    def do_GET(self) -> None:
        self._served(self._get)

    def do_HEAD(self) -> None:
        self._served(super().do_HEAD)

    def _served(self, serve: Callable[[], None]) -> None:
        try:
            serve()
        except (ConnectionError, TimeoutError):
            raise
        except (OSError, ValueError):  # a name that this file system can't have
            self.send_error(404)

    def _get(self) -> None:
        address = urlsplit(self.path)
        if not self.preview or address.path != f"/{STATE}":
            return super().do_GET()
        state = json.dumps(self.preview.of(parse_qs(address.query).get("page", ["/"])[0])).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(state)))
        self.end_headers()
        self.wfile.write(state)

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """Answer with 404: folders without a page are not listed."""
        self.send_error(404)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer in one sentence, which repeats nothing of the request."""
        code = code if code in SENTENCES else 405 if code == 501 else 400
        sentence = f"{SENTENCES[code]}\n".encode()
        self.close_connection = True
        self.send_response(code)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(sentence)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(sentence)

    def end_headers(self) -> None:
        path = unquote(re.split(r"[?#]", self.path, maxsplit=1)[0])
        picture = type_of_name(path)
        # Pages of this machine may try embeds: by the same name, whatever their port. No other page
        # gets at anything but Foldline's own code: a sandboxed frame of a brief has no origin, so
        # to browsers it is another site.
        shared = picture or path[1:] in (EMBED_SCRIPT, CLEANER_SCRIPT, PURIFY_SCRIPT)
        readers = (
            "cross-origin" if _OWN_CODE.search(path) else "same-site" if shared else "same-origin"
        )
        framed_by = (
            "'self' http://localhost:* http://127.0.0.1:*" if _FRAMED.fullmatch(path) else "'self'"
        )
        policy = picture_policy() if picture else header_policy()
        self.send_header("Content-Security-Policy", f"{policy}; frame-ancestors {framed_by}")
        self.send_header("Cross-Origin-Resource-Policy", readers)
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()


class Server(ThreadingHTTPServer):
    """Serve each request in its own thread. A reader who leaves early is no error."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError):
            print(
                f"foldline serve could not answer a request ({type(error).__name__})",
                file=sys.stderr,
            )


def server_for(
    folder: Path, port: int, preview: Preview | None = None, hosts: Iterable[str] = ()
) -> ThreadingHTTPServer:
    """Return a server of the folder's files on 127.0.0.1 that is not yet running. Port 0 takes a
    free one; `hosts` are further names that it answers to, beside those of this machine. Raises
    NotFound where the port is taken.
    """
    settings = {
        "preview": preview,
        "hosts": (*LOCAL_HOSTS, *hosts),
        # a preview that the reader goes back to is as its file is now
        "caching": "no-store" if preview else "no-cache",
    }
    handler = type("Handler", (SiteHandler,), settings)
    try:
        return Server((HOST, port), partial(handler, directory=str(folder)))
    except OSError as error:
        raise NotFound(
            f"port {port} of {HOST} can't be had ({(error.strerror or str(error)).lower()}); "
            "name another with --port"
        ) from None


def served_folder(stories: Path) -> Path:
    """Return the folder of the cache that the site of these stories is published to for serving.
    Each STORIES has its own.
    """
    name = hashlib.sha256(str(stories.resolve()).encode()).hexdigest()[:12]
    return default_cache() / "served" / name


def publish_preview(
    stories: Path,
    folder: Path,
    runtime: Runtime,
    report: Callable[[str], None] = lambda sentence: None,
) -> Published:
    """Publish a folder's briefs for serving, with its settings except for the address, since the
    site is not served there. Problems of the settings come first among the problems.
    """
    settings = read_settings(stories)
    options = site_options(replace(settings, address=""), preview=True)
    published = publish_site(stories, folder, runtime, options, report=report)
    return replace(published, problems=(*settings.problems, *published.problems))


def write_slim_preview(files: Sequence[Path], folder: Path, limits: Limits) -> None:
    """Write briefs as one finished page without Python into an empty `folder`, for serving where no
    runtime can be built. Raises BriefError where one has errors.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    pack_file(files, folder / "index.html", None, limits_for=lambda path: limits)


def keep_published(
    stories: Path,
    folder: Path,
    runtime: Runtime,
    say: Callable[[str], None],
    stop: threading.Event,
    preview: Preview,
) -> None:
    """Publish again after every change in `stories`, until `stop` is set. `say` receives problems
    and what was done; open pages learn of it through `preview`.
    """
    reported: tuple[str, ...] = ()
    for changes in watch(stories, stop_event=stop, rust_timeout=500, yield_on_timeout=True):
        if not changes and (folder / "index.html").is_file():
            continue  # and where it is not, somebody has cleared the cache
        try:
            if not runtime.folder.is_dir():
                runtime = ensure_runtime()
            published = publish_preview(stories, folder, runtime)
        except FoldlineError as error:
            say(str(error))
        else:
            for line in published.problems if published.problems != reported else ():
                say(line)
            reported = published.problems
            preview.published = published
            if published.written:
                say(f"published again: {published.written} files changed")


def serve_until_stopped(
    server: ThreadingHTTPServer,
    briefs: int,
    stories: Path,
    open_browser: bool,
    say: Callable[..., None],
) -> None:
    """Say where a server answers, and serve until Ctrl+C."""
    address = f"http://{HOST}:{server.server_port}/"
    say(
        f"Foldline serves {count(briefs, 'brief')} from {stories} at {address} (Ctrl+C ends it)",
        to_output=True,
    )
    sys.stdout.flush()
    if open_browser:
        webbrowser.open(address)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        server.server_close()
