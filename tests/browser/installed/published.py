"""A static host that can be gone, send half a file, show another folder from now on; and what a
reader does with its site.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Locator, Page, expect

from foldline.publishing.serve import Handler, Server
from tests.browser.engines import holds
from tests.browser.own import started
from tests.made import as_bytes

from ..conftest import BOOT

NAMES = (
    "(async () => { const found = {}; for (const name of await caches.keys()) "
    "found[name] = (await (await caches.open(name)).keys()).map(({ url }) => url); return found; "
    "})()"
)


class Host:
    """Serves `top`, in which `shown` names what stands for each folder of the address."""

    def __init__(self, shown: dict[str, Path]):
        self.shown = shown
        self.gone = False
        self.cut: set[str] = set()
        """Ends of addresses whose files break off in the middle."""
        self.sent: Counter[str] = Counter()
        """How often the bytes of an address were sent."""
        self._server = Server(("127.0.0.1", 0), partial(_Handler, self))
        self.address = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def host(**shown: Path) -> Iterator[Host]:
    made = Host(shown)
    try:
        yield made
    finally:
        made.close()


class _Handler(Handler):
    def __init__(self, host: Host, *given: object):
        self._host = host
        super().__init__(*given)

    def translate_path(self, path: str) -> str:
        name, _, below = path.lstrip("/").partition("/")
        self.directory = str(self._host.shown.get(name, "/nosuch"))
        return super().translate_path("/" + below)

    def end_headers(self) -> None:
        self.send_header("ETag", self._tag())
        path = self.path
        self.path = (
            "/" + path.lstrip("/").partition("/")[2]
        )  # the site's own, by which it may be cached for ever
        super().end_headers()
        self.path = path

    def do_GET(self) -> None:  # noqa: N802  (http.server calls it so)
        if self._host.gone:
            self.close_connection = True
            self.connection.close()
            return
        # "not changed since" is true of an older file too, and to a second only: here it has to be
        # the very file. Python's handler looks at the date alone, and only where there is no tag.
        if self.headers["If-None-Match"] == self._tag():
            del self.headers["If-None-Match"]
        super().do_GET()

    def _tag(self) -> str:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        return f'"{path.resolve()}"' if path.is_file() else ""

    def copyfile(self, source, target) -> None:
        self._host.sent[self.path] += 1
        if any(self.path.partition("?")[0].endswith(end) for end in self._host.cut):
            data = source.read()
            target.write(data[: len(data) // 2])
            target.flush()
            self.close_connection = True
            self.connection.close()
            return
        super().copyfile(source, target)

    def handle(self) -> None:
        try:
            super().handle()
        except (OSError, ValueError):
            pass  # closed by us, or by the browser


def brief(dek: str, *sections: object, **fields: object) -> bytes:
    return as_bytes(*sections, dek=dek, **fields)


def started_page(context: BrowserContext, address: str) -> Page:
    """A page on which Python answers, and all of what starts it has been put back."""
    page = context.new_page()
    shown(page, address)
    return page


def shown(page: Page, address: str) -> None:
    page.goto(address)
    ready(page)


def ready(page: Page) -> None:
    started(page)
    page.evaluate("foldlineInterpreter.files")


def visited(context: BrowserContext, address: str) -> Page:
    """A page after a first visit: the site is there offline from now on."""
    page = started_page(context, address)
    installed(page)
    return page


def keeps_python(page: Page, scope: str) -> None:
    """Waits until what Python starts from is there offline too."""
    until(page, lambda: any("/zstd.wasm" in name for name in kept_names(page, scope)))


def installed(page: Page) -> None:
    expect(page.locator("#keep-note")).to_have_count(1, timeout=BOOT)
    holds(page, "!document.querySelector('#keep-note').hidden", timeout=BOOT)


def menu(page: Page) -> Locator:
    page.evaluate("document.getElementById('tools').open = true")
    return page.locator("#tools-keep")


def kept_names(page: Page, scope: str, kind: str = "site") -> list[str]:
    return [
        url.removeprefix(scope) for url in page.evaluate(NAMES).get(f"foldline:{kind}:{scope}", [])
    ]


def is_there(page: Page, scope: str, names: set[str]) -> bool:
    return names <= {name.partition("?")[0] for name in kept_names(page, scope)}


def until(page: Page, found: Callable[[], object]) -> None:
    for _ in range(200):
        try:
            if found():
                return
        except Error:  # the page was loaded anew meanwhile
            pass
        page.wait_for_timeout(50)
    raise AssertionError("it did not happen")


def text_of(page: Page) -> str:
    return page.locator("#page").inner_text()
