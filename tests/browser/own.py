"""What the tests of the reader's own briefs share: giving files to a page, and what `foldline
check` prints for them.
"""

import time
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner
from playwright.sync_api import Error, Page, expect

from foldline.cli import main
from tests.made import as_bytes

from .engines import START

POINTS = {"kind": "what_happened", "points": [{"text": "It rained."}]}
STORY = {"kind": "full_story", "text": "All of it.\n\n" + "It went on raining.\n\n" * 60}
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6348f871fe3f00070a03271d50c6540000000049454e44ae426082"
)
ASK_ONCE = f"() => {{ const once = Symbol.for('asked'); if (!window[once]) ({START})(); window[once] = true }}"
READY = "html[data-foldline=ready] #tools:not([aria-busy])"


def brief(title: str = "Rain", *more: dict, **fields) -> bytes:
    return as_bytes(POINTS, STORY, *more, title=title, **fields)


def gallery(*sources: str) -> dict:
    return {
        "kind": "photo_gallery",
        "photos": [{"src": src, "alt": f"The {src}"} for src in sources],
    }


def _reach(page: Page, selector: str) -> Page:
    """Asks each document for a start, until an element is there. A click just before this may
    still be on its way: the document that is asked first need not be the one that stays."""
    end = time.monotonic() + 60
    while True:
        try:
            page.evaluate(ASK_ONCE)
            page.wait_for_selector(selector, state="attached", timeout=2_000)
            return page
        except Error:
            if time.monotonic() > end:
                raise


def started(page: Page) -> Page:
    """Starts Python where it has not started, and waits until it runs."""
    return _reach(page, "html[data-foldline=ready]")


def ready(page: Page) -> Page:
    """The same, and waits until it answers what the menu offers."""
    return _reach(page, READY)


def menu(page: Page) -> Page:
    """Opens the menu where it is closed."""
    if page.locator("#tools").get_attribute("open") is None:
        page.locator("#tools > summary").click()
    return page


def pick(page: Page, *paths: Path) -> None:
    with page.expect_file_chooser() as chooser:
        menu(page).get_by_role("button", name="Open a file…").click()
    chooser.value.set_files(list(paths))


def publishers(page: Page) -> Page:
    """Opens the panel for publishers where it is closed."""
    if page.locator("#publishers").get_attribute("open") is None:
        menu(page).get_by_role("button", name="For publishers…").click()
    return page


def pick_folder(page: Page, folder: Path) -> None:
    with page.expect_file_chooser() as chooser:
        publishers(page).get_by_role("button", name="Open a folder…").click()
    chooser.value.set_files(folder)


def drop(
    page: Page, files: dict[str, bytes], events: tuple[str, ...] = ("dragover", "drop")
) -> None:
    page.evaluate(
        """([files, events]) => {
        const data = new DataTransfer();
        for (const [name, bytes] of files) data.items.add(new File([Uint8Array.from(bytes)], name));
        for (const type of events) document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
    }""",
        [[[name, list(data)] for name, data in files.items()], list(events)],
    )


def paste(page: Page, text: str, into: str = "body") -> None:
    page.evaluate(
        """([text, into]) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', text);
        document.querySelector(into).dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }));
    }""",
        [text, into],
    )


def checked(folder: Path, *names: str, chdir: Callable[[Path], None]) -> list[str]:
    """The lines of `foldline check NAMES…`, called in a folder."""
    chdir(folder)
    return CliRunner().invoke(main, ["check", *names]).output.splitlines()


def is_shown(page: Page, title: str, timeout: int = 5000) -> None:
    """One brief of the reader's own is what the page shows, and is called, in so many milliseconds."""
    expect(page.locator("#opened > section:visible h1")).to_have_text(title, timeout=timeout)
    expect(page.locator("#page")).to_be_hidden()
    expect(page).to_have_title(title)


def page_is_shown(page: Page) -> None:
    expect(page.locator("#page")).to_be_visible()
    expect(page.locator("#opened")).to_be_hidden()
