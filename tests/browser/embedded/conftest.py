"""A published site on one origin, host pages on another, and browsers of two engines."""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from foldline.publishing.serve import HOST, Handler, Server

SLUG = "us-russia-military-dialogue"


SLOW = 0.6
"""Seconds that a brief below slow/ takes to come."""


class _Site(Handler):
    """The publisher's host, as `foldline serve` is to pages of this machine; with a brief that
    comes late, and one of a wrong type.
    """

    def do_GET(self) -> None:  # noqa: N802  (http.server calls it so)
        if self.path.startswith("/slow/"):
            time.sleep(SLOW)
            self.path = f"/{SLUG}/{self.path.removeprefix('/slow/')}"
        super().do_GET()

    def guess_type(self, path: str) -> str:
        return (
            "application/octet-stream"
            if self.path.startswith("/odd/")
            else super().guess_type(path)
        )


class _Pages(BaseHTTPRequestHandler):
    pages: dict[str, tuple[str, dict[str, str]]] = {}

    def do_GET(self) -> None:
        text, headers = self.pages.get(self.path.partition("?")[0], ("", {}))
        data = text.encode()
        self.send_response(200 if text else 404)
        for name, value in {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(data)),
            **headers,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


def _served(handler) -> Iterator[str]:
    server = Server((HOST, 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{HOST}:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def published(site_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site, without the last slash: with `odd/` (a wrong content type) and
    `empty/` (HTML, no brief).
    """
    top = tmp_path_factory.mktemp("embeds") / "site"
    shutil.copytree(site_folder, top, copy_function=os.link)
    (top / "odd").mkdir()
    shutil.copy(top / SLUG / "fragment.html", top / "odd" / "fragment.html")
    (top / "empty").mkdir()
    (top / "empty" / "fragment.html").write_text("<p>Nothing.</p>")
    yield from _served(partial(_Site, directory=str(top)))


@pytest.fixture(scope="session")
def pages() -> Iterator[str]:
    yield from _served(_Pages)


class HostPage:
    """Somebody else's page, on an origin of its own."""

    def __init__(self, page: Page, published: str, pages: str):
        self.page, self.published, self.pages = page, published, pages
        self.asked: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        # what a policy forbids is no error of a script, though Firefox says so; it is in
        # `violations`
        page.on(
            "pageerror",
            lambda error: "settings blocked" in str(error) or self.errors.append(str(error)),
        )

    def brief(self, attributes: str = "", slug: str = SLUG, inside: str = "") -> str:
        return (
            f'<foldline-brief src="{self.published}/{slug}/" {attributes}>'
            f'<a class="fallback" href="{self.published}/{slug}/">A story</a>{inside}</foldline-brief>'
        )

    def open(
        self, body: str, *, head: str = "", html: str = "", policy: str = "", script: bool = True
    ) -> Page:
        """Opens a page with that body; it writes down what its embeds tell, what policies forbid,
        and how it looked before.
        """
        name = f"/{len(_Pages.pages)}.html"
        reported = f'<script src="{self.pages}/reported.js"></script>'
        _Pages.pages["/reported.js"] = (_REPORTING, {"Content-Type": "text/javascript"})
        embed = f'<script src="{self.published}/embed.js" async></script>' if script else ""
        _Pages.pages[name] = (
            f'<!doctype html><html lang="en" {html}><head><title>Host</title>{reported}{head}</head>'
            f"<body>{body}{embed}</body></html>",
            {"Content-Security-Policy": policy} if policy else {},
        )
        self.page.goto(self.pages + name)
        return self.page

    def other(self) -> str:
        """The address of a page that is neither the host's nor the site's."""
        _Pages.pages["/other.html"] = (
            "<!doctype html><title>Other</title><p>Another page.</p>",
            {},
        )
        return f"{self.pages}/other.html"

    def other_frame(self):
        """The frame with that page, once it is there."""
        expect(self.page.frame_locator("[name=other]").locator("p").first).to_be_visible()
        return next(frame for frame in self.page.frames if frame.url.endswith("/other.html"))

    def of_site(self) -> list[str]:
        """What was asked of the site, without its address."""
        return [
            url.removeprefix(self.published) for url in self.asked if url.startswith(self.published)
        ]


_REPORTING = """
window.reported = []; window.violations = []; window.within = window.look = null; window.past = history.length;
window.names = new Set(Object.getOwnPropertyNames(window)).add('names');
for (const name of ['ready', 'fold', 'error']) document.addEventListener('foldline:' + name, ({ detail }) => reported.push([name, detail]));
addEventListener('securitypolicyviolation', event => /favicon/.test(event.blockedURI) || violations.push(event.violatedDirective + ' ' + event.blockedURI));
window.within = (selector, at = 0) => document.querySelectorAll('foldline-brief')[at].shadowRoot.querySelector(selector);
window.look = (selector, at) => {
  const { fontSize, fontFamily, color, lineHeight, display, direction, backgroundColor, letterSpacing, textTransform, fontStyle, padding } = getComputedStyle(within(selector, at));
  return { fontSize, fontFamily, color, lineHeight, display, direction, backgroundColor, letterSpacing, textTransform, fontStyle, padding };
};
"""


@pytest.fixture
def host(either: Browser, published: str, pages: str) -> Iterator[HostPage]:
    context = either.new_context(viewport={"width": 1000, "height": 700})
    found = HostPage(context.new_page(), published, pages)
    yield found
    assert found.errors == []
    context.close()
