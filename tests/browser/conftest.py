"""Real browsers on real pages: a published site and the checkout, each served from a port of its
own.
"""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    Request,
    TimeoutError,
)

from foldline.publishing.checkout import lay_runtime_in
from foldline.publishing.runtime import Runtime
from foldline.publishing.serve import server_for
from foldline.publishing.site import publish_site

from .chromium import arguments
from .engines import PROGRAMS, START, Engines
from .own import ready
from .reference import slim_pages
from .watchdog import watchdog

ROOT = Path(__file__).resolve().parents[2]
SLUGS = sorted(
    path.stem
    for path in (ROOT / "stories").glob("*.json")
    if path.name not in ("shelf.json", "brief.schema.json")
)
BOOT = 60_000
"""Milliseconds a boot may take on a busy machine."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Three engines on two cores: a browser that ends, or is busy for longer than a test waits, is
    tried once more (R). By day none takes more than a minute: where a browser never answers, the
    test ends after five.
    """
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.flaky(reruns=1))
            if not config.getoption("--nightly"):
                item.add_marker(pytest.mark.timeout(300))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict, browser_name: str) -> dict:
    system = shutil.which("chromium")
    return (
        browser_type_launch_args
        | {"args": arguments()}
        | ({"executable_path": system} if system else {})
    )


@pytest.fixture(scope="session")
def chromiums(launch_browser: Callable[[], Browser]) -> Iterator[Callable[[], Browser]]:
    """Gives a Chromium, the same for all tests of a process; a new one where that has ended."""
    started: list[Browser] = []

    def running() -> Browser:
        if not (started and started[-1].is_connected()):
            started.append(launch_browser())
        return started[-1]

    yield running
    for browser in started:
        browser.close()


@pytest.fixture
def browser(chromiums: Callable[[], Browser]) -> Browser:
    return chromiums()


@pytest.fixture(scope="module")
def firefoxes(playwright: Playwright) -> Iterator[Callable[[], Browser | None]]:
    """Gives Debian's Firefox ESR, where it is installed: what needs it asks `needs_engine` first. A
    new one for each module, since it keeps a gigabyte of what a hundred tests have opened; and
    where one has ended by itself."""
    found, started = shutil.which(PROGRAMS["firefox"]), []

    def running() -> Browser | None:
        if found and not (started and started[-1].is_connected()):
            # as it is delivered: a page from a file may not read its siblings
            started.append(
                playwright.firefox.launch(
                    channel="moz-firefox",
                    executable_path=found,
                    firefox_user_prefs={"security.fileuri.strict_origin_policy": True},
                )
            )
        return started[-1] if found else None

    yield running
    for browser in started:
        browser.close()


@pytest.fixture
def firefox(firefoxes: Callable[[], Browser | None]) -> Browser | None:
    return firefoxes()


def needs_engine(engine: str) -> None:
    """Skips a test where its engine can't be had, and fails it where tests/run.py would have
    installed it.
    """
    needed = PROGRAMS[engine]
    if shutil.which(needed) or engine == "chromium":
        return
    if not shutil.which("apt-get"):
        pytest.skip(f"{needed} is a Debian package, and this is no Debian")
    pytest.fail(f"{needed} is missing: run the tests by tests/run.py, which installs it")


@pytest.fixture(params=["chromium", "firefox"])
def either(request: pytest.FixtureRequest, browser: Browser) -> Browser:
    """A browser, of either engine that Playwright drives."""
    needs_engine(request.param)
    return browser if request.param == "chromium" else request.getfixturevalue("firefox")


@pytest.fixture(scope="module")
def engines(request: pytest.FixtureRequest) -> Iterator[Engines]:
    """Browsers of three engines, each started when it is first asked for."""
    made = Engines(
        lambda engine: (
            request.getfixturevalue("chromiums")()
            if engine == "chromium"
            else request.getfixturevalue("firefoxes")()
        )
    )
    yield made
    made.close()


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory, runtime: Runtime) -> Path:
    """The shipped briefs as a published site, made once for all processes that test, with a folder
    `bad/` for files that tests make. It is at `news/briefs/`: a server has it below a sub-path."""
    top = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        top = top.parent
    folder = top / "published" / "news" / "briefs"
    with FileLock(top / "published.lock"):
        if not folder.exists():
            publish_site(ROOT / "stories", folder, runtime)
            (folder / "bad").mkdir()
            (folder / "bad" / "open.html").write_text("<!doctype html><title>Open</title>")
    return folder


@pytest.fixture(scope="session")
def site_address(site_folder: Path) -> Iterator[str]:
    with_server = server_for(site_folder.parents[1], 0)
    threading.Thread(target=with_server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{with_server.server_port}/news/briefs/"
    with_server.shutdown()


@pytest.fixture(scope="session")
def site(site_address: str) -> str:
    """The address of the published site; some modules have one of their own."""
    return site_address


@pytest.fixture(scope="session")
def slim(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses of the shipped briefs as finished HTML without Python, by slug: what needs no
    more is there at once.
    """
    return slim_pages(tmp_path_factory.mktemp("slim"))


@pytest.fixture(scope="session")
def checkout_folder(tmp_path_factory: pytest.TempPathFactory, runtime: Runtime) -> Path:
    """The checkout as a static server sees it."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("index.html", "pyscript.toml", "app", "stories"):
        (folder / name).symlink_to(ROOT / name)
    lay_runtime_in(folder, runtime)
    return folder


@pytest.fixture(scope="session")
def checkout(checkout_folder: Path) -> Iterator[str]:
    """The address of the checkout, served by Python's own http.server as the README says."""
    server = subprocess.Popen(
        [
            sys.executable,
            "-u",
            "-m",
            "http.server",
            "0",
            "--bind",
            "127.0.0.1",
            "--directory",
            str(checkout_folder),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    port = server.stdout.readline().split(" port ")[1].split()[0]
    yield f"http://127.0.0.1:{port}/"
    server.kill()
    server.wait()


@pytest.fixture(autouse=True)
def answering(pytestconfig: pytest.Config) -> Iterator[None]:
    """By day no test takes a minute: after two and a half, a browser is taken to have hung."""
    if pytestconfig.getoption("--nightly"):
        yield
        return
    with watchdog(150):
        yield


NO_WORKERS = "delete Navigator.prototype.serviceWorker"
"""What takes service workers away from a page, as a browser without them."""


@pytest.fixture(scope="session")
def visits() -> Iterator[list[BrowserContext]]:
    """The contexts of `context`, the last of which is used."""
    made: list[BrowserContext] = []
    yield made
    for context in made:
        context.close()


@pytest.fixture
def context(
    request: pytest.FixtureRequest,
    browser: Browser,
    visits: list[BrowserContext],
    site_address: str,
) -> Iterator[BrowserContext]:
    """A context in which the site was visited before, and a page of it stays open: the same one for
    all tests, from which each takes what it left. Tests marked `first_visit` have one of their own.
    Neither has service workers: a page's routes don't see what those ask for.
    """
    if request.node.get_closest_marker("first_visit"):
        context = request.getfixturevalue("new_context")()
        context.add_init_script(NO_WORKERS)
        yield context
        return
    if not (visits and _answers(visits[-1])):
        visits.append(browser.new_context())
        visits[-1].add_init_script(NO_WORKERS)
        stays = visits[-1].new_page()
        # what still waits for a page of it ends at once
        stays.on("crash", lambda crashed: crashed.context.close())
        stays.goto(site_address + "bad/open.html")
    visited = visits[-1]
    yield visited
    if not _answers(visited):
        return  # its pages were ended
    for page in visited.pages[1:]:
        page.close()
    visited.unroute_all()
    visited.clear_cookies()
    visited.clear_permissions()
    session = visited.new_cdp_session(visited.pages[0])
    for origin in (site_address.removesuffix("/news/briefs/"), "file://"):
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    session.detach()


def _answers(context: BrowserContext) -> bool:
    """Return whether the page that stays open in `context` is still there."""
    try:
        context.pages[0].title()
    except (Error, IndexError):
        return False
    return True


STANDS = """[document.documentElement.dataset.foldline, document.readyState, document.visibilityState, ...performance.getEntries()
  .map(each => `${Math.round(each.startTime)} +${Math.round(each.duration)} ${each.entryType} ${each.name}`)]"""


class Watched:
    """A page, and all that should not have happened on it."""

    def __init__(self, page: Page):
        self.page = page
        self.errors: list[str] = []
        self.requests: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)

    def open(self, address: str, state: str = "ready") -> Page:
        """Opens an address and waits for a state of Python."""
        self.page.goto(address)
        self.wait(state)
        return self.page

    def wait(self, state: str = "ready") -> None:
        """Waits for a state of Python, and starts it unless that is `static`."""
        if state != "static":
            self.page.evaluate(START)
        try:
            self.page.wait_for_selector(
                f"html[data-foldline={state}]", state="attached", timeout=BOOT
            )
        except TimeoutError:
            print("where it stands:", *self.errors, *self.page.evaluate(STANDS), sep="\n")
            raise

    def leaving(self, origin: str) -> list[str]:
        """The requests that went elsewhere than to `origin`."""
        inside = (origin, "data:", "blob:")
        return [url for url in self.requests if not url.startswith(inside)]


@pytest.fixture
def watched(page: Page) -> Watched:
    return Watched(page)


# --- where a reader opens briefs of his own: see own.py
# ---------------------------------------------------------------


@pytest.fixture(params=["http", "file"])
def anywhere(request: pytest.FixtureRequest) -> str:
    """The address of the published site: on a server, and as a folder on a disk. By day, the folder
    is tried by tests marked `each_place`."""
    if request.param == "http":
        return request.getfixturevalue("site")
    return f"{request.getfixturevalue('site_folder').as_uri()}/"


@pytest.fixture
def shelf(anywhere: str, watched: Watched) -> Iterator[Page]:
    """The shelf of a site, ready to open what the reader has. Nothing may go wrong on it, nor be
    asked of anybody.
    """
    page = watched.open(anywhere + "index.html")
    ready(page)
    page.wait_for_load_state("networkidle")
    watched.requests.clear()
    yield page
    nothing_went_wrong(watched, anywhere)


def nothing_went_wrong(watched: Watched, anywhere: str) -> None:
    """No error on a page of the site, and nothing asked of anybody but what comes after a start."""
    assert watched.errors == []
    later = tuple(
        anywhere + part for part in ("runtime/", "assets/", "service-worker.js", "offline")
    )
    assert [url for url in watched.requests if not url.startswith(("data:", "blob:", *later))] == []
