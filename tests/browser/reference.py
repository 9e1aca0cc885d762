"""Reference pictures of timelines: how they are taken, and how far a page of now is from them.

usage: python tests/browser/reference.py      (takes all of them anew: look at them before they are
kept)

No letters are in them, since fonts differ from machine to machine: where words are held, there is a
stroke as long as two of their em, and the picture stands in the corner of a page of its own, so
that no text above it moves it by part of a pixel.
"""

import io
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops
from pixelmatch.contrib.PIL import pixelmatch
from playwright.sync_api import Browser, Page, sync_playwright

from foldline.publishing.pack import pack_file
from foldline.publishing.stories import story_files

if __package__:
    from .hard_timelines import SHAPES, brief_of
else:  # run as a program
    from hard_timelines import SHAPES, brief_of

PICTURES = Path(__file__).resolve().parent / "reference"
STORIES = Path(__file__).resolve().parents[2] / "stories"
TIMELINES = (
    ("us-russia-military-dialogue", "timeline"),
    ("specimen-harbour", "timeline"),
    ("specimen-harbour", "timeline-2"),
)
WIDTHS = (320, 768, 1440)
TOLERATED = 12
"""Pixels that may differ, beside those that only smooth an edge: a mark moved by 1 % of the
narrowest picture is more.
"""


class Case(NamedTuple):
    """One picture: of which brief and section, at which width of the page, light or dark."""

    slug: str
    section: str
    width: int
    scheme: str = "light"

    @property
    def file(self) -> Path:
        return (
            PICTURES
            / f"{self.slug}-{self.section}-{self.width}{'-dark' if self.scheme == 'dark' else ''}.png"
        )


CASES = [
    *(Case(*timeline, width) for timeline in TIMELINES for width in WIDTHS),
    Case("specimen-harbour", "timeline-2", 768, "dark"),
    *(Case(name, "timeline", width) for name in SHAPES for width in WIDTHS),
]
BY_DAY = [
    Case("us-russia-military-dialogue", "timeline", 320),
    Case("us-russia-military-dialogue", "timeline", 1440),
    Case("specimen-harbour", "timeline", 768),
    Case("specimen-harbour", "timeline-2", 768, "dark"),
    Case("marks-and-sets", "timeline", 768),
    Case("unknown-ends", "timeline", 320),
    Case("one-hour", "timeline", 1440),
    Case("years-and-days", "timeline", 1440),
    Case("deep-time", "timeline", 320),
]
"""One of each kind; the others are compared at night."""

_ALONE = """section => {
  const picture = document.querySelector(`#${section} .picture`), { width } = picture.getBoundingClientRect();
  document.body.replaceChildren(picture);
  for (const each of [document.body, picture]) Object.assign(each.style, { margin: 0, padding: 0 });
  picture.style.width = `${width}px`;
  const svg = (name, attributes) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const attribute in attributes) made.setAttribute(attribute, attributes[attribute]);
    return made;
  };
  for (const words of picture.querySelectorAll('text')) {
    const aside = parseFloat(words.getAttribute('dx') ?? 0);
    const from = aside - { start: 0, middle: 1, end: 2 }[words.getAttribute('text-anchor') ?? 'start'];
    const place = svg('svg', { x: words.getAttribute('x') ?? 0, y: words.getAttribute('y'), overflow: 'visible' });
    place.append(svg('line', { x1: `${from}em`, x2: `${from + 2}em`, stroke: getComputedStyle(words).fill, 'stroke-width': 2 }));
    words.replaceWith(place);
  }
}"""


def slim_pages(folder: Path) -> dict[str, str]:
    """Writes each shipped brief as finished HTML without Python to `folder`; the addresses, by
    slug.
    """
    files = {path.stem: path for path in story_files(STORIES)}
    for slug, path in files.items():
        pack_file([path], folder / f"{slug}.html", None)
    return {slug: (folder / f"{slug}.html").as_uri() for slug in files}


def hard_pages(folder: Path, names: Iterable[str] = SHAPES) -> dict[str, str]:
    """Writes briefs of timelines of hard shapes as finished HTML; the addresses, by their names."""
    for name in names:
        (folder / f"{name}.json").write_text(json.dumps(brief_of(name)))
        pack_file([folder / f"{name}.json"], folder / f"{name}.html", None)
    return {name: (folder / f"{name}.html").as_uri() for name in names}


@contextmanager
def alone(browser: Browser, pages: dict[str, str], case: Case) -> Iterator[Page]:
    """A page with nothing on it but the picture."""
    with browser.new_context(
        viewport={"width": case.width, "height": 900},
        color_scheme=case.scheme,
        device_scale_factor=1,
    ) as context:
        page = context.new_page()
        page.goto(pages[case.slug])
        page.evaluate(_ALONE, case.section)
        yield page


def taken(page: Page) -> Image.Image:
    """The picture as the browser draws it now."""
    return Image.open(
        io.BytesIO(page.locator(".picture").screenshot(animations="disabled"))
    ).convert("RGBA")


def difference(one: Image.Image, other: Image.Image) -> tuple[int, Image.Image]:
    """How many pixels differ, and a picture that has them in red; all of them where the sizes do."""
    if one.size != other.size:
        return max(one.width * one.height, other.width * other.height), one
    where = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getbbox()
    if where is None:
        return 0, one
    around = (
        max(where[0] - 9, 0),
        max(where[1] - 9, 0),
        min(where[2] + 9, one.width),
        min(where[3] + 9, one.height),
    )
    shown = one.copy()
    part = Image.new("RGBA", (around[2] - around[0], around[3] - around[1]))
    pixels = pixelmatch(
        one.crop(around), other.crop(around), part
    )  # slow: only where there is anything
    shown.paste(part, around)
    return pixels, shown


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    system = shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        pages = slim_pages(Path(folder)) | hard_pages(Path(folder))
        browser = playwright.chromium.launch(
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
            **({"executable_path": system} if system else {}),
        )
        for case in CASES:
            with alone(browser, pages, case) as page:
                taken(page).convert("RGB").save(case.file, optimize=True)
            print(case.file)
        browser.close()


if __name__ == "__main__":
    main()
