"""Save a brief from the open page: as one file, which is made here from what is loaded already, or
as its JSON.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from foldline.errors import BriefError, FoldlineError, NotFound
from foldline.html.packing import (
    PACKED_WIDTH,
    Packed,
    Shell,
    carried_element,
    packed_document,
    shell_from_json,
)
from foldline.html.pictures import Fits
from foldline.locales import Words
from foldline.reading import browser
from foldline.reading.addresses import address_of_brief, folder_of, picture_hosts
from foldline.reading.app import App
from foldline.reading.browser import Element, Event, document, window
from foldline.reading.fetching import fetch_with_address
from foldline.reading.local.briefs import OwnBrief
from foldline.reading.local.files import image_type
from foldline.story.brief import images_in
from foldline.story.loading import load
from foldline.text.addresses import host_of, joined


@dataclass
class BriefToSave:
    """Hold a brief to save: its slug, its JSON as the author wrote it, and the `data:` addresses of
    its images.
    """

    slug: str
    text: str
    images: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    """The images that can't be read."""
    beside: str | None = None
    """Where its images have not been read yet, the folder they are in; empty where none can be
    read."""
    hosts: set[str] | None = None
    """The hosts that may be asked for those; None where any may."""
    fits: Fits = field(default_factory=dict)
    """What is known of its images."""


class Saver:
    """Run the menu's buttons that save: as one file, and as JSON."""

    def __init__(self, app: App) -> None:
        self._app, self._words = app, app.words

    async def start(self) -> None:
        browser.listen(document, "click", self._on_click)

    def _on_click(self, event: Event) -> None:
        if button := browser.closest(event, "[data-save]"):
            self._app.tasks.start(self._save(button))

    async def _save(self, button: Element) -> None:
        line = browser.query(".save-said", button.closest("#tools-save, #publishers"))

        def say(sentence: str) -> None:
            line.textContent = sentence

        button.disabled = True
        say(self._words("saving.busy"))
        try:
            briefs = await briefs_to_save(self._app)
            for each in briefs:
                if each.beside is not None:
                    await _add_images(each, each.beside)
            if button.dataset.save == "brief":
                for each in briefs:
                    browser.download(f"{each.slug}.json", [each.text], "application/json")
                say(self._words("saving.done"))
            else:
                size = await _save_as_one_file(self._app, briefs)
                say(_saved_sentence(size, briefs, self._words))
        except FoldlineError as error:
            say(self._words("saving.failed", reason=error))
        except Exception as error:
            browser.log_exception()
            reason = f"{type(error).__name__}: {error}"
            say(self._words("saving.failed", reason=reason))
        finally:
            button.disabled = False


def _saved_sentence(size: int, briefs: list[BriefToSave], words: Words) -> str:
    left_out = [src for each in briefs for src in each.left_out]
    megabytes = words.number(size / 1e6, 1)
    if not left_out:
        return words("saving.file", size=megabytes)
    images = words.listed(left_out)
    return words("saving.file_without", n=len(left_out), size=megabytes, images=images)


async def briefs_to_save(app: App) -> list[BriefToSave]:
    """Return the brief that is shown, without images from elsewhere; on a packed shelf, all that
    the file holds. Raises NotFound where none is shown, and what `fetch_with_address` raises."""
    settings, site, target = app.page.settings, app.page.site, app.page.target
    own = app.local.shown
    if own and own.content:
        return [_from_own(own)]
    if settings.packed:
        return [
            _from_this_file(element, settings.fits)
            for element in browser.find_all("script[data-brief]")
            if _is_shown(element.dataset.brief)
        ]
    if target is None or not target.name:
        raise NotFound(app.words("saving.open_first"))
    if settings.on_disk:
        return [BriefToSave(target.slug, await brief_on_disk(app.words), beside="")]
    address = address_of_brief(target, site)
    slug = target.slug or address.rpartition("/")[2].removesuffix(".json") or "brief"
    data, origin = await fetch_with_address(address, app.words)
    text = data.decode("utf-8-sig")
    hosts = None if target.slug else picture_hosts(origin, site)
    if hosts is None:
        fits = settings.fits.get(target.slug, {})
        return [BriefToSave(slug, text, beside=folder_of(address), fits=fits)]
    hosts |= app.page.hosts or set()
    return [BriefToSave(slug, text, beside=folder_of(origin), hosts=hosts)]


async def brief_on_disk(words: Words, folder: str = "") -> str:
    """Return the JSON of a brief of this site, whose folder it is, on a page from a disk. Raises
    NotFound."""
    await _run_script(f"{folder}brief.js", words)
    return str(window.foldlineBrief)


async def _run_script(address: str, words: Words) -> None:
    """Run a script of this site. Raises NotFound where it can't be loaded."""
    if not await browser.run_script(address):
        raise NotFound(words("saving.no_script", address=address))


def _from_own(own: OwnBrief) -> BriefToSave:
    content = own.content
    assert content is not None
    found = {src: content.images.get(path, "") for src, path in content.facts.paths.items()}
    return BriefToSave(
        own.slug,
        content.text,
        {src: data for src, data in found.items() if data},
        [src for src, data in found.items() if not data],
    )


def _is_shown(slug: str) -> bool:
    """Return whether a packed brief is shown. On the shelf none is, and then all are saved."""
    names = [each.dataset.slug for each in browser.find_all(".packed") if browser.is_shown(each)]
    return not names or slug in names


def _from_this_file(element: Element, fits: Mapping[str, Fits]) -> BriefToSave:
    slug = element.dataset.brief
    within = browser.find_element(slug) or browser.element("page")
    images = {
        image.dataset.image: image.src for image in browser.find_all("img[data-image]", within)
    }
    text = json.dumps(json.loads(element.textContent), ensure_ascii=False, indent=2) + "\n"
    return BriefToSave(slug, text, images, fits=fits.get(slug, {}))


async def _add_images(brief: BriefToSave, folder: str) -> None:
    """Read the images of a brief once more, from the folder of its file."""
    found = load(brief.text).brief
    sources = (image.src for image in images_in(found)) if found else ()
    for src in dict.fromkeys(src for src in sources if not src.startswith("data:")):
        try:
            fit = brief.fits.get(src)
            narrower = fit.address_for(PACKED_WIDTH) if fit else ""
            address = joined(folder, narrower or src) if folder else ""
            if not address or (brief.hosts is not None and host_of(address) not in brief.hosts):
                raise NotFound
            blob = await (await window.fetch(address)).blob()
            kind = await image_type(blob)
            if kind is None:
                raise NotFound
            brief.images[src] = await browser.data_address(blob.slice(0, blob.size, kind))
        except Exception:  # a picture that its server keeps from this page, or that is not there
            brief.left_out.append(src)


async def _save_as_one_file(app: App, briefs: list[BriefToSave]) -> int:
    """Download the briefs as one file. Return its size in bytes."""
    packed = []
    for each in briefs:
        loaded = load(each.text)
        if loaded.brief is None:
            raise BriefError(app.words("saving.no_brief", name=each.slug))
        packed.append(
            Packed(each.slug, each.text, loaded.brief, loaded.hiding, each.images, each.fits)
        )
    before, after = packed_document(packed, await _shell(app))
    parts: list[Any] = [before]
    for file in await window.foldlineInterpreter.carriedFiles():
        start, end = carried_element(file.name, file.sha256)
        parts += [start, file.base64, end]  # a Blob: 15 MB that need not pass through Python
    name = briefs[0].slug if len(briefs) == 1 else "briefs"
    return browser.download(f"{name}.html", [*parts, after], "text/html")


async def _shell(app: App) -> Shell:
    """Return the texts that a packed file holds around its briefs."""
    if not app.page.settings.packed:
        if not hasattr(window, "foldlineShell"):
            await _run_script(app.page.settings.shell_script, app.words)
        return shell_from_json(str(window.foldlineShell))
    texts = {
        name: browser.element(f"foldline-{name}").textContent.removeprefix("\n")
        for name in ("styles", "folds", "boot", "carrier")
    }
    licences = [
        (browser.query("summary", each).textContent, browser.query("pre", each).textContent)
        for each in browser.find_all(".licence")
    ]
    logo = browser.find(".masthead .logo")
    return Shell(
        name=browser.query(".masthead .wordmark").textContent,
        logo=logo.getAttribute("src") if logo else "",
        endings=browser.element("local-files").accept,
        icon=browser.query("link[rel=icon]").getAttribute("href"),
        licences=licences,
        **texts,
    )
