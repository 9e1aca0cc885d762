"""`foldline serve`: publishes to a cache, serves that on 127.0.0.1, publishes again when a story changes, and tells open pages."""

import hashlib
import json
import sys
import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from watchfiles import watch

from foldline.errors import FoldlineError, NotFound
from foldline.html.policy import header_policy, picture_policy
from foldline.story.pictures import type_of_name
from foldline.publishing.preview import STATE, Preview
from foldline.publishing.runtime import Runtime, default_cache
from foldline.publishing.site import publish_site

HOST = "127.0.0.1"


class Handler(SimpleHTTPRequestHandler):
    """Static files, never cached where their name does not name their content, and not a line a request."""

    # What the host's own table may lack; browsers refuse modules and streaming WebAssembly of another type.
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json",
        ".svg": "image/svg+xml", ".whl": "application/zip",
        ".webmanifest": "application/manifest+json", ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8",
    }
    protocol_version = "HTTP/1.1"

    def send_response(self, code: int, message: str | None = None) -> None:
        self._found = code in (200, 304)
        super().send_response(code, message)

    def send_head(self):
        tag = self._tag()
        if tag and self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.end_headers()
            return None
        return super().send_head()

    def _tag(self) -> str:
        """The file's version. Dates are told in whole seconds, in which one may be saved twice."""
        file = Path(self.translate_path(self.path))
        try:
            stat = (file / "index.html" if file.is_dir() else file).stat()
        except OSError:
            return ""
        return f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'

    def end_headers(self) -> None:
        hashed = self._found and self.path.lstrip("/").startswith(("runtime/", "assets/"))
        self.send_header("Cache-Control", "public, max-age=31536000, immutable" if hashed else "no-cache")
        if self._found and not hashed and (tag := self._tag()):
            self.send_header("ETag", tag)
        origin = self.headers.get("Origin", "")
        if urlsplit(origin).hostname in (HOST, "localhost") and self.path.endswith("/fragment.html"):  # to try embedding; for no other page
            self.send_header("Access-Control-Allow-Origin", origin)
            self.send_header("Vary", "Origin")
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        pass


class SiteHandler(Handler):
    """A published site, with the headers that its `_headers` asks a host for; and what a preview tells its pages."""

    preview: Preview | None = None

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        if not self.preview or asked.path != f"/{STATE}":
            return super().do_GET()
        told = json.dumps(self.preview.of(parse_qs(asked.query).get("page", ["/"])[0])).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def end_headers(self) -> None:
        picture = type_of_name(self.translate_path(self.path))
        self.send_header("Content-Security-Policy", picture_policy() if picture else header_policy())
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()


class Server(ThreadingHTTPServer):
    """A reader who leaves midway is no error."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def server_for(folder: Path, port: int, preview: Preview | None = None) -> ThreadingHTTPServer:
    """A server of the folder's files on 127.0.0.1, not yet running. Port 0 takes a free one. Raises NotFound where
    the port is taken."""
    handler = type("Handler", (SiteHandler,), {"preview": preview})
    try:
        return Server((HOST, port), partial(handler, directory=str(folder)))
    except OSError as error:
        raise NotFound(f"port {port} of {HOST} can't be had ({(error.strerror or str(error)).lower()}); "
                       "name another with --port") from None


def served_folder(stories: Path) -> Path:
    """Where the site of these stories is published to for serving: one folder of the cache for each STORIES."""
    name = hashlib.sha256(str(stories.resolve()).encode()).hexdigest()[:12]
    return default_cache() / "served" / name


def keep_published(stories: Path, folder: Path, runtime: Runtime, say: Callable[[str], None], stop: threading.Event,
                   preview: Preview) -> None:
    """Publishes again after every change in `stories`, until `stop` is set; says what is wrong and goes on. Open pages
    learn of it by `preview`."""
    said: tuple[str, ...] = ()
    for _ in watch(stories, stop_event=stop, rust_timeout=500, yield_on_timeout=False):
        try:
            published = publish_site(stories, folder, runtime, preview=True)
        except FoldlineError as error:
            say(str(error))
        else:
            for line in published.problems if published.problems != said else ():
                say(line)
            said = published.problems
            preview.published = published
            if published.written:
                say(f"published again: {published.written} files changed")
