"""Takes the pictures of the README and the sheets of docs/contributing/look.md, from the real pages in
real browsers.

usage: .venv-tests/bin/python docs/take_pictures.py [readme] [sheets]
"""

import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from foldline.publishing.runtime import ensure_runtime
from foldline.publishing.serve import server_for
from foldline.publishing.site import publish_site

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
STORY, FRONT, SPECIMEN = (
    "us-russia-military-dialogue/index.html",
    "index.html",
    "specimen-harbour/index.html?depth=everything",
)

# name -> page, width, height, theme, and the part of it that is shown (empty: what is in the window)
README = {
    "brief-light": (STORY, 1440, 1000, "light", ""),
    "brief-dark": (STORY, 1440, 1000, "dark", ""),
    "phone": (STORY, 390, 844, "light", ""),
    "front-light": (FRONT, 1440, 1000, "light", ""),
    "front-dark": (FRONT, 1440, 1000, "dark", ""),
    "timeline-light": (STORY, 1440, 1060, "light", "#timeline"),
    "timeline-dark": (STORY, 1440, 1060, "dark", "#timeline"),
}

WIDTHS = (320, 390, 768, 1024, 1440, 1920)
THEMES = ("light", "sepia", "dark")
# name of a sheet -> page, and the pixels of it that a sheet shows from the top
SHEETS = {"front": (FRONT, 1800), "story": (STORY, 2400), "specimen": (SPECIMEN, 9000)}
COLUMN, GAP = 260, 12
"""Pixels of a sheet: the height of its rows is that of the window, at this width."""

APPEARANCE = "document.documentElement.dataset.theme = '{theme}'"


@contextmanager
def published() -> Iterator[str]:
    """Serves the shipped briefs as a site, and gives its address."""
    with tempfile.TemporaryDirectory() as folder:
        publish_site(ROOT / "stories", Path(folder), ensure_runtime())
        server = server_for(Path(folder), 0)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def open_page(browser: Browser, address: str, width: int, height: int, theme: str) -> Page:
    """Opens a page in a theme, as a reader sees it who has touched nothing."""
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        has_touch=width < 500,
    )
    page.goto(address)
    page.evaluate(APPEARANCE.format(theme=theme))
    page.wait_for_timeout(400)
    return page


def take_readme(browser: Browser, site: str) -> None:
    for name, (path, width, height, theme, part) in README.items():
        page = open_page(browser, site + path, width, height, theme)
        (page.locator(part) if part else page).screenshot(path=PICTURES / f"{name}.png")
        print(f"docs/pictures/{name}.png")
        page.close()


def take_sheets(browser: Browser, site: str, engine: str) -> None:
    for name, (path, pixels) in SHEETS.items():
        for theme in THEMES:
            columns = []
            for width in WIDTHS:
                page = open_page(browser, site + path, width, 900, theme)
                whole = Image.open(BytesIO(page.screenshot(full_page=True)))
                seen = whole.crop((0, 0, width, min(whole.height, pixels * width // 390)))
                columns.append(seen.resize((COLUMN, seen.height * COLUMN // width)))
                page.close()
            save_sheet(PICTURES / f"sheet-{name}-{theme}-{engine}.webp", columns)


def save_sheet(file: Path, columns: list[Image.Image]) -> None:
    """Writes pictures side by side."""
    height = min(max(each.height for each in columns), 4000)
    sheet = Image.new("RGB", ((COLUMN + GAP) * len(columns) - GAP, height), "#888")
    for number, each in enumerate(columns):
        sheet.paste(each, (number * (COLUMN + GAP), 0))
    sheet.save(file, quality=60, method=6)
    print(f"docs/pictures/{file.name}")


def main() -> None:
    kinds = sys.argv[1:] or ["readme", "sheets"]
    with published() as site, sync_playwright() as playwright:
        system = shutil.which("chromium")
        browser = playwright.chromium.launch(
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
            **({"executable_path": system} if system else {}),
        )
        if "readme" in kinds:
            take_readme(browser, site)
        if "sheets" in kinds:
            take_sheets(browser, site, "chromium")
        browser.close()


if __name__ == "__main__":
    main()
