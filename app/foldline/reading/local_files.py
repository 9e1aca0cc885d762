"""Files and folders that a reader gives to the page: which of them are briefs, and what lies beside
those.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from pyodide.ffi import JsException, create_once_callable
from pyscript import document, window

from foldline.errors import NotFound
from foldline.story.beside import NOT_BRIEFS
from foldline.story.pictures import HEAD_BYTES, content_refusal, path_refusal, type_of, type_of_name

MOST_BRIEFS = 200
"""Files that are opened at once."""
LARGEST_IMAGE = 8_000_000
"""Bytes of one picture that is shown; it becomes part of the page as text."""


def may_be_opened(name: str) -> bool:
    """Return whether a file of this name may hold a brief, or what one is made of: the page's own
    field says of which.
    """
    return name.lower().endswith(tuple(document.getElementById("local-files").accept.split(",")))


@dataclass(frozen=True)
class GivenFile:
    """A file that may be a brief. `name` is how sentences name it; `beside` finds the file at a
    path from its folder, or None; `folder` tells whether the whole of its folder was given."""

    name: str
    file: Any
    beside: Callable[[str], Awaitable[Any]]
    folder: bool = False

    async def bytes(self) -> bytes:
        """All of it. Raises NotFound where the browser can't read it."""
        try:
            return (await self.file.arrayBuffer()).to_bytes()
        except JsException as error:
            raise NotFound(f"{self.name} can't be read: {_why(error)}") from None


async def given_files(found) -> tuple[list[GivenFile], list[str]]:
    """The briefs among an array of files and folders (JavaScript's `File`, and
    `FileSystemDirectoryEntry` or a promise of a `FileSystemDirectoryHandle`), and sentences on what
    is not opened. Of a folder these are the files that `foldline check` reads."""
    given: list[GivenFile] = []
    notices: list[str] = []
    lone, picked = [], {}
    for each in found:
        folder = await each if hasattr(each, "then") else each
        if getattr(folder, "isDirectory", False) or getattr(folder, "kind", "") == "directory":
            try:
                given += await _in_dropped(folder) or _none_in(folder.name, notices)
            except JsException as error:
                notices.append(f"{folder.name} can't be read: {_why(error)}")
        elif top := (getattr(each, "webkitRelativePath", "") or "").partition("/")[0]:
            picked.setdefault(top, {})[each.webkitRelativePath] = each
        else:
            lone.append(each)
    for top, files in picked.items():
        given += _in_picked(top, files) or _none_in(top, notices)
    given += _lone(lone)
    if len(given) > MOST_BRIEFS:
        notices.append(f"These are {len(given)} files; the first {MOST_BRIEFS} were opened.")
    return given[:MOST_BRIEFS], notices


def _none_in(folder: str, notices: list[str]) -> list[GivenFile]:
    notices.append(f"There is no brief (*.json) in {folder}.")
    return []


def _is_brief(name: str) -> bool:
    return name.endswith(".json") and name not in NOT_BRIEFS and not name.startswith(".")


def _lone(files: list) -> list[GivenFile]:
    """Files without their folder: all are taken for briefs, but pictures that come along with a
    brief are its pictures.
    """
    images = {file.name: file for file in files if type_of_name(file.name)}
    if len(images) == len(files):
        images = {}

    async def beside(path: str):
        return images.get(path.rpartition("/")[2]) if _inside(path) else None

    return [GivenFile(file.name, file, beside) for file in files if file.name not in images]


def _inside(path: str) -> str | None:
    """A path without its empty steps; None where no picture is taken from it."""
    return (
        None
        if path_refusal(path)
        else "/".join(step for step in path.split("/") if step not in ("", "."))
    )


def _in_picked(top: str, files: dict[str, Any]) -> list[GivenFile]:
    """Of a folder that was picked: the browser gives each file in it and below it, by its path."""

    async def beside(path: str):
        return files.get(f"{top}/{inside}") if (inside := _inside(path)) else None

    return [
        GivenFile(path, files[path], beside, folder=True)
        for path in sorted(files)
        if path.count("/") == 1 and _is_brief(path.partition("/")[2])
    ]


async def _in_dropped(folder) -> list[GivenFile]:
    """Of a folder that was dropped: it is asked only for what is needed."""
    names_in, file_at = (
        (_names_by_handle, _file_by_handle)
        if hasattr(folder, "getFileHandle")
        else (_names_by_entry, _file_by_entry)
    )

    async def beside(path: str):
        try:
            return await file_at(folder, inside) if (inside := _inside(path)) else None
        except JsException:
            return None

    names = sorted(name for name in await names_in(folder) if _is_brief(name))
    return [
        GivenFile(f"{folder.name}/{name}", await file_at(folder, name), beside, folder=True)
        for name in names
    ]


async def _names_by_handle(folder) -> list[str]:
    return [each.name async for each in folder.values() if each.kind == "file"]


async def _file_by_handle(folder, path: str):
    *above, name = path.split("/")
    for step in above:
        folder = await folder.getDirectoryHandle(step)
    return await (await folder.getFileHandle(name)).getFile()


def _answer(ask: Callable):
    """What a function answers that takes one callback for what is well, and one for what is not."""
    return window.Promise.new(
        create_once_callable(lambda resolve, reject, *_: ask(resolve, reject))
    )


async def _names_by_entry(folder) -> list[str]:
    reader, names = folder.createReader(), []
    while len(some := await _answer(reader.readEntries)):  # it gives a hundred at a time
        names += [each.name for each in some if each.isFile]
    return names


async def _file_by_entry(folder, path: str):
    entry = await _answer(
        lambda resolve, reject: folder.getFile(path, window.Object.new(), resolve, reject)
    )
    return await _answer(entry.file)


def _why(error: JsException) -> str:
    if "NotFoundError" in str(error):
        return "it is not there any more"
    return "the browser does not let this page read it"


async def image_data(file, path: str) -> str:
    """A picture as a `data:` address; empty for one that is too large, whose content is of another
    kind, or can't be read.

    An SVG drawing may be among them: as the source of an <img> it runs no script and loads nothing.
    """
    if path_refusal(path) or file.size > LARGEST_IMAGE:
        return ""
    try:
        kind = await type_of_blob(file)
    except JsException:
        return ""
    if content_refusal(path, kind):
        return ""
    reader = window.FileReader.new()

    def read(resolve, reject) -> None:
        reader.onload, reader.onerror = resolve, reject
        reader.readAsDataURL(file.slice(0, file.size, kind))

    try:
        await _answer(read)
    except JsException:
        return ""
    return reader.result


async def type_of_blob(blob) -> str | None:
    """The picture's type that the content of a JavaScript `Blob` has; None where it is no picture."""
    return type_of((await blob.slice(0, HEAD_BYTES).arrayBuffer()).to_bytes())
