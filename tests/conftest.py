"""Fixtures that several folders of tests share."""

from pathlib import Path

import pytest

from foldline.publishing.runtime import Runtime, ensure_runtime
from foldline.publishing.stories import story_files
from tests.night import set_night
from tests.run import UNIT

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--nightly", action="store_true", help="run the tests too that are marked nightly"
    )


def pytest_configure(config: pytest.Config) -> None:
    set_night(config.getoption("--nightly"))


def other_engine(item: pytest.Item) -> str:
    """Return the engine that a test is repeated in; an empty text where it runs in the usual one."""
    spec = getattr(item, "callspec", None)
    engines = {spec.params.get(name) for name in ("either", "engine")} if spec else set()
    return next(iter(engines & {"firefox", "webkit"}), "")


def from_file(item: pytest.Item) -> bool:
    """Return whether a test of the published site is repeated on the site as a folder on a disk."""
    spec = getattr(item, "callspec", None)
    return bool(spec) and spec.params.get("anywhere") == "file"


@pytest.hookimpl(tryfirst=True)  # before pytest chooses by -m
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark each test by its folder and by what it needs, and leave out those of the night.

    What is repeated in another engine waits for the night, but for tests marked `each_engine`; so
    does what is repeated on pages from files, but for tests marked `each_place`.
    """
    for item in items:
        if other_engine(item) and not item.get_closest_marker("each_engine"):
            item.add_marker("nightly")
        if from_file(item) and not item.get_closest_marker("each_place"):
            item.add_marker("nightly")
        folder = item.path.relative_to(ROOT / "tests").parts[0]
        asks = set(getattr(item, "fixturenames", ()))
        if folder == "browser":
            item.add_marker("browser")
            if asks & {"either", "engines", "firefox", "firefoxes"}:
                item.add_marker("engine")
        elif folder in UNIT and not asks & {"runtime", "node"}:
            item.add_marker("unit")
        else:
            item.add_marker("publishing")
    if not config.getoption("--nightly"):
        later = [item for item in items if item.get_closest_marker("nightly")]
        items[:] = [item for item in items if not item.get_closest_marker("nightly")]
        config.hook.pytest_deselected(items=later)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and the one the command is called in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def runtime() -> Runtime:
    """The real runtime, fetched where the cache does not have it."""
    return ensure_runtime()


@pytest.fixture(scope="session")
def seed() -> bytes:
    """The story page that the first brief tells, as plain text."""
    path = ROOT.parent / "shared" / "seed" / "us-russia-military-dialogue.txt"
    if not path.is_file():
        pytest.skip(
            "the seed text may not be passed on; it is read where it lies at ../shared/seed/"
        )
    return path.read_bytes()


@pytest.fixture(scope="session")
def shipped() -> list[Path]:
    """The files of the briefs that ship with Foldline."""
    return story_files(ROOT / "stories")
