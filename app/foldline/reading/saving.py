"""Saving from the open page: a brief as one file, made here from what is loaded already, or as its
JSON.
"""

import asyncio
import json
from dataclasses import dataclass, field

from pyodide.ffi import create_once_callable, create_proxy, to_js
from pyscript import document, window

from foldline.errors import BriefError, FoldlineError, NotFound
from foldline.html.packing import Packed, Shell, carried_element, packed_document, shell_from_json
from foldline.reading import page
from foldline.reading.addresses import address_of_brief, folder_of
from foldline.reading.fetching import fetched_from
from foldline.reading.local_files import type_of_blob
from foldline.reading.opening import hosts_of_brief
from foldline.reading.page import add_script, current_target, on_disk, packed, shell_address, site
from foldline.story.brief import images_in
from foldline.story.loading import load
from foldline.text.addresses import host_of, joined

_FREED_AFTER = 60_000
"""Milliseconds until what was saved is let go of: a browser may ask where to put it first."""


@dataclass
class Taken:
    """A brief to save: its slug, its JSON as given, the `data:` addresses of its images, and those
    that can't be had. Where its images have not been read yet, `beside` is the folder that they are
    in, empty where none can be read, and `hosts` are those that may be asked for them, None where
    any may."""

    slug: str
    text: str
    images: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    beside: str | None = None
    hosts: set[str] | None = None


class Saver:
    """The menu's part "Take it with you". `own` gives the brief of the reader's own that is shown,
    or None.
    """

    def __init__(self, own=lambda: None) -> None:
        self._own = own
        self._group = document.getElementById("tools-save")

    def start(self) -> None:
        self._group.addEventListener("click", create_proxy(self._clicked))
        whole = self._group.querySelector("[data-save=file]")
        whole.hidden = not (packed or shell_address)
        self._group.hidden = False

    def _clicked(self, event) -> None:
        button = event.target.closest("[data-save]")
        if button:
            self._task = asyncio.ensure_future(
                self._save(button)
            )  # the loop itself keeps no strong reference

    async def _save(self, button) -> None:
        button.disabled = True
        self._say("Saving …")
        try:
            taken = await shown_briefs(self._own)
            for each in taken:
                if each.beside is not None:
                    await _add_images(each)
            if button.dataset.save == "brief":
                for each in taken:
                    download(f"{each.slug}.json", [each.text], "application/json")
                self._say("Saved.")
            else:
                size = await _save_as_one_file(taken)
                left_out = [src for each in taken for src in each.left_out]
                self._say(
                    f"Saved, {size / 1e6:.1f} MB."
                    + (
                        " Not in it, since this page may not read "
                        f"{'it' if len(left_out) == 1 else 'them'}: {', '.join(left_out)}."
                        if left_out
                        else ""
                    )
                )
        except FoldlineError as error:
            self._say(f"Nothing was saved: {error}")
        except Exception as error:
            window.console.error(error)
            self._say(f"Nothing was saved: {type(error).__name__}: {error}")
        finally:
            button.disabled = False

    def _say(self, sentence: str) -> None:
        self._group.querySelector(".save-said").textContent = sentence


async def shown_briefs(own) -> list[Taken]:
    """The brief that is shown, without images from elsewhere; on a packed shelf, all that the file
    holds. `own` is as `Saver` has it. Raises NotFound where none is shown, and as `fetched_bytes`
    does."""
    if mine := own():
        return [mine]
    if packed:
        return [
            _from_this_file(element)
            for element in document.querySelectorAll("script[data-brief]")
            if _shown(element.dataset.brief)
        ]
    target = current_target()
    if target is None or not target.name:
        raise NotFound("open a brief first; what is open is what is saved.")
    if on_disk:
        return [Taken(target.slug, await brief_on_disk(), beside="")]
    address = address_of_brief(target, site)
    slug = target.slug or address.rpartition("/")[2].removesuffix(".json") or "brief"
    data, came_from = await fetched_from(address)
    if target.slug or (hosts := hosts_of_brief(came_from, site)) is None:
        return [Taken(slug, data.decode("utf-8-sig"), beside=folder_of(address))]
    return [
        Taken(
            slug,
            data.decode("utf-8-sig"),
            beside=folder_of(came_from),
            hosts=hosts | (page.hosts or set()),
        )
    ]


async def brief_on_disk(folder: str = "") -> str:
    """The JSON of a brief of this site, whose folder it is, from a page on a disk. Raises NotFound."""
    await _script(f"{folder}brief.js")
    return str(window.foldlineBrief)


def _shown(slug: str) -> bool:
    """Whether a packed brief is shown; none is where the shelf is, and then all are taken."""
    names = [
        each.dataset.slug
        for each in document.querySelectorAll(".packed")
        if each.getClientRects().length
    ]
    return not names or slug in names


def _from_this_file(element) -> Taken:
    slug = element.dataset.brief
    within = document.getElementById(slug) or document.getElementById("page")
    images = {
        image.dataset.image: image.src for image in within.querySelectorAll("img[data-image]")
    }
    return Taken(
        slug,
        json.dumps(json.loads(element.textContent), ensure_ascii=False, indent=2) + "\n",
        images,
    )


async def _add_images(taken: Taken) -> None:
    """Its images, read once more."""
    brief = load(taken.text).brief
    for src in (
        dict.fromkeys(image.src for image in images_in(brief) if not image.src.startswith("data:"))
        if brief
        else ()
    ):
        try:
            there = joined(taken.beside, src) if taken.beside else ""
            if not there or (taken.hosts is not None and host_of(there) not in taken.hosts):
                raise NotFound
            blob = await (await window.fetch(there)).blob()
            kind = await type_of_blob(blob)
            if kind is None:
                raise NotFound
            taken.images[src] = await _data_address(blob.slice(0, blob.size, kind))
        except Exception:  # another site's picture that its server keeps from this page, a picture that is not there
            taken.left_out.append(src)


async def _save_as_one_file(taken: list[Taken]) -> int:
    briefs = []
    for each in taken:
        loaded = load(each.text)
        if loaded.brief is None:
            raise BriefError(f"{each.slug} can't be read as a brief.")
        briefs.append(Packed(each.slug, each.text, loaded.brief, loaded.hiding, each.images))
    before, after = packed_document(briefs, await _shell())
    parts = [before]
    for file in await window.foldlineInterpreter.carriedFiles():
        start, end = carried_element(file.name, file.sha256)
        parts += [start, file.base64, end]  # a Blob: 15 MB that need not pass through Python
    name = taken[0].slug if len(taken) == 1 else "briefs"
    return download(f"{name}.html", [*parts, after], "text/html")


async def _shell() -> Shell:
    if not packed:
        if not hasattr(window, "foldlineShell"):
            await _script(shell_address)
        return shell_from_json(str(window.foldlineShell))
    texts = {
        name: document.getElementById(f"foldline-{name}").textContent.removeprefix("\n")
        for name in ("styles", "folds", "boot", "carrier")
    }
    licences = [
        (each.querySelector("summary").textContent, each.querySelector("pre").textContent)
        for each in document.querySelectorAll(".licence")
    ]
    return Shell(
        endings=document.getElementById("local-files").accept,
        icon=document.querySelector("link[rel=icon]").getAttribute("href"),
        licences=licences,
        **texts,
    )


async def _script(address: str) -> None:
    """Runs a classic script of this site, which is what a page from a disk can load too."""
    done = asyncio.get_running_loop().create_future()
    script = add_script(address)
    script.onload = create_once_callable(lambda event: done.set_result(True))
    script.onerror = create_once_callable(
        lambda event: done.set_exception(NotFound(f"{address} could not be loaded."))
    )
    await done


async def _data_address(blob) -> str:
    done = asyncio.get_running_loop().create_future()
    reader = window.FileReader.new()
    reader.onload = create_once_callable(lambda event: done.set_result(str(reader.result)))
    reader.onerror = create_once_callable(
        lambda event: done.set_exception(NotFound("it can't be read"))
    )
    reader.readAsDataURL(blob)
    return await done


def download(name: str, parts: list, kind: str) -> int:
    """Hands a file to the browser, and gives its size in bytes."""
    blob = window.Blob.new(
        to_js(parts), to_js({"type": kind}, dict_converter=window.Object.fromEntries)
    )
    link = document.createElement("a")
    link.href = window.URL.createObjectURL(blob)
    link.download = name
    link.click()
    window.setTimeout(
        create_once_callable(lambda: window.URL.revokeObjectURL(link.href)), _FREED_AFTER
    )
    return blob.size
