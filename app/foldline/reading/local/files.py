"""Find briefs among the files and folders that a reader opens, and the pictures beside them."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any

from foldline.errors import NotFound
from foldline.locales import Words
from foldline.reading import browser
from foldline.reading.browser import Blob, File, JsError
from foldline.reading.local.briefs import MOST_BRIEFS
from foldline.story.beside import NOT_BRIEFS
from foldline.story.pictures import HEAD_BYTES, content_refusal, path_refusal, type_of, type_of_name

LARGEST_IMAGE = 8_000_000
"""Bytes of one picture that is shown; it becomes part of the page as text."""

FileAt = Callable[[str], Awaitable[File | None]]
"""Finds the file at a path from a brief's folder; None where there is none."""


def may_be_opened(name: str) -> bool:
    """Return whether a file of this name may hold a brief, or what one is made of: the page's own
    field lists the endings."""
    return name.lower().endswith(tuple(browser.element("local-files").accept.split(",")))


@dataclass(frozen=True)
class OpenedFile:
    """Describe a file that may be a brief. `name` is how sentences name it; `words` are for
    what can't be read, and `folder` is whether its whole folder was opened.
    """

    name: str
    file: File
    file_at: FileAt
    words: Words
    folder: bool = False

    @property
    def size(self) -> int:
        return self.file.size

    async def read(self) -> bytes:
        """Return all of it. Raises NotFound where the browser can't read it."""
        try:
            return await browser.blob_bytes(self.file)
        except JsError as error:
            raise NotFound(_unreadable(self.name, error, self.words)) from None

    async def image(self, path: str) -> str | None:
        """Return the picture at a path beside it, as a `data:` address; empty where it can't be
        shown, None where there is none."""
        file = await self.file_at(path)
        return None if file is None else await image_data(file, path)


async def opened_files(found: Iterable[Any], words: Words) -> tuple[list[OpenedFile], list[str]]:
    """Return the briefs among files and folders, and notices on what is not opened, in these words.
    Of a folder these are the files that `foldline check` reads.

    What is found is JavaScript's: a `File`, a `FileSystemDirectoryEntry`, or a promise of a
    `FileSystemDirectoryHandle`."""
    opened: list[OpenedFile] = []
    notices: list[str] = []
    lone: list[File] = []
    picked: dict[str, dict[str, File]] = {}

    def add(briefs: list[OpenedFile], folder: str) -> None:
        opened.extend(briefs)
        if not briefs:
            notices.append(words("local.opening.none_in_folder", folder=folder))

    for each in found:
        folder = await each if hasattr(each, "then") else each
        if getattr(folder, "isDirectory", False) or getattr(folder, "kind", "") == "directory":
            try:
                add(await _in_dropped(folder, words), folder.name)
            except JsError as error:
                reason = _unreadable(folder.name, error, words)
                notices.append(words("alert.sentence", reason=reason))
        elif top := (getattr(each, "webkitRelativePath", "") or "").partition("/")[0]:
            picked.setdefault(top, {})[each.webkitRelativePath] = each
        else:
            lone.append(each)
    for top, files in picked.items():
        add(_in_picked(top, files, words), top)
    opened += _lone(lone, words)
    if len(opened) > MOST_BRIEFS:
        notices.append(words("local.opening.too_many_files", n=len(opened), most=MOST_BRIEFS))
    return opened[:MOST_BRIEFS], notices


def _is_brief(name: str) -> bool:
    return name.endswith(".json") and name not in NOT_BRIEFS and not name.startswith(".")


def _lone(files: list[File], words: Words) -> list[OpenedFile]:
    """Return files without their folder. All are taken for briefs, but pictures that come along
    with a brief are its pictures."""
    images = {file.name: file for file in files if type_of_name(file.name)}
    if len(images) == len(files):
        images = {}

    async def file_at(path: str) -> File | None:
        return images.get(path.rpartition("/")[2]) if _inside(path) else None

    return [
        OpenedFile(file.name, file, file_at, words) for file in files if file.name not in images
    ]


def _inside(path: str) -> str | None:
    """Return a path without its empty steps; None where no picture is taken from it."""
    if path_refusal(path):
        return None
    return "/".join(step for step in path.split("/") if step not in ("", "."))


def _in_picked(top: str, files: dict[str, File], words: Words) -> list[OpenedFile]:
    """Return the briefs of a folder that was picked: the browser hands over each file in it and
    below it, by its path."""

    async def file_at(path: str) -> File | None:
        return files.get(f"{top}/{inside}") if (inside := _inside(path)) else None

    return [
        OpenedFile(path, files[path], file_at, words, folder=True)
        for path in sorted(files)
        if path.count("/") == 1 and _is_brief(path.partition("/")[2])
    ]


async def _in_dropped(folder: Any, words: Words) -> list[OpenedFile]:
    """Return the briefs of a folder that was dropped. Only the files that are needed are read."""
    names_in, file_in = (
        (_names_by_handle, _file_by_handle)
        if hasattr(folder, "getFileHandle")
        else (_names_by_entry, _file_by_entry)
    )

    async def file_at(path: str) -> File | None:
        try:
            return await file_in(folder, inside) if (inside := _inside(path)) else None
        except JsError:
            return None

    names = sorted(name for name in await names_in(folder) if _is_brief(name))
    return [
        OpenedFile(
            f"{folder.name}/{name}", await file_in(folder, name), file_at, words, folder=True
        )
        for name in names
    ]


async def _names_by_handle(folder: Any) -> list[str]:
    return [each.name async for each in folder.values() if each.kind == "file"]


async def _file_by_handle(folder: Any, path: str) -> File:
    *above, name = path.split("/")
    for step in above:
        folder = await folder.getDirectoryHandle(step)
    file: File = await (await folder.getFileHandle(name)).getFile()
    return file


async def _names_by_entry(folder: Any) -> list[str]:
    reader, names = folder.createReader(), []
    while len(some := await browser.promise(reader.readEntries)):  # it hands over 100 at a time
        names += [each.name for each in some if each.isFile]
    return names


async def _file_by_entry(folder: Any, path: str) -> File:
    entry = await browser.promise(
        lambda resolve, reject: folder.getFile(path, browser.js_object(), resolve, reject)
    )
    file: File = await browser.promise(entry.file)
    return file


def _unreadable(name: str, error: JsError, words: Words) -> str:
    gone = "NotFoundError" in str(error)
    reason = words("reasons.file_gone") if gone else words("reasons.file_forbidden")
    return words("local.opening.unreadable", name=name, reason=reason)


async def image_data(file: File, path: str) -> str:
    """Return a picture as a `data:` address; empty for one that is too large, whose content is of
    another kind, or that can't be read.

    It may be an SVG drawing: as the source of an <img> that runs no script and loads nothing."""
    if path_refusal(path) or file.size > LARGEST_IMAGE:
        return ""
    try:
        kind = await image_type(file)
        if kind is None or content_refusal(path, kind):
            return ""
        return await browser.data_address(file.slice(0, file.size, kind))
    except (JsError, NotFound):
        return ""


async def image_type(blob: Blob) -> str | None:
    """Return the picture's type that the content of a blob has; None where it is no picture."""
    return type_of(await browser.blob_bytes(blob.slice(0, HEAD_BYTES)))
