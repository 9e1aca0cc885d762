"""Wrap what Python uses of the page's browser in Python's types.

No other module imports `pyscript` or `pyodide`. JavaScript's null and undefined are never handed
out: what is not there is None. `window` and `document` are the browser's own objects, untyped, for
the interfaces that one module alone uses (IndexedDB, ranges, history).
"""

import json
import traceback
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Protocol

from pyodide.ffi import JsException, create_once_callable, create_proxy, to_js
from pyscript import document as _document
from pyscript import window as _window

from foldline.errors import NotFound

document: Any = _document
window: Any = _window

JsError = JsException
"""What a call into JavaScript raises where that throws."""


class JsText(Protocol):
    """Hold a text in JavaScript's memory, as the only item of an array. So it need not be copied
    into Python's memory and out again.
    """

    length: int


Html = str | JsText
"""HTML from `foldline.html.render`, made in this Python or in the worker's."""


class Element(Protocol):
    """Describe an element of the page, with what the modules of `reading` use of all kinds of
    elements.
    """

    id: str
    className: str  # noqa: N815  (the DOM's own names)
    textContent: str  # noqa: N815
    hidden: bool
    lang: str
    title: str
    tabIndex: int  # noqa: N815
    tagName: str  # noqa: N815
    scrollTop: float  # noqa: N815
    isConnected: bool  # noqa: N815
    dataset: Any
    classList: Any  # noqa: N815
    children: Any
    childNodes: Any  # noqa: N815
    firstElementChild: Any  # noqa: N815
    # links, fields, buttons, pictures, frames, <details> and <dialog>
    href: str
    target: str
    value: str
    files: Any
    accept: str
    disabled: bool
    src: str
    alt: str
    height: str
    open: bool
    content: Any

    def querySelector(self, selectors: str, /) -> Any: ...  # noqa: N802
    def querySelectorAll(self, selectors: str, /) -> Any: ...  # noqa: N802
    def closest(self, selectors: str, /) -> Any: ...
    def getAttribute(self, name: str, /) -> Any: ...  # noqa: N802
    def setAttribute(self, name: str, value: str, /) -> None: ...  # noqa: N802
    def hasAttribute(self, name: str, /) -> bool: ...  # noqa: N802
    def removeAttribute(self, name: str, /) -> None: ...  # noqa: N802
    def getClientRects(self) -> Any: ...  # noqa: N802
    def append(self, *nodes: Any) -> None: ...
    def after(self, *nodes: Any) -> None: ...
    def replaceWith(self, *nodes: Any) -> None: ...  # noqa: N802
    def replaceChildren(self, *nodes: Any) -> None: ...  # noqa: N802
    def remove(self) -> None: ...
    def click(self) -> None: ...
    def focus(self, options: Any = ..., /) -> None: ...
    def select(self) -> None: ...
    def showModal(self) -> None: ...  # noqa: N802
    def close(self) -> None: ...
    def setSelectionRange(self, start: int, end: int, /) -> None: ...  # noqa: N802
    def dispatchEvent(self, event: Any, /) -> None: ...  # noqa: N802
    def scrollIntoView(self, options: Any = ..., /) -> None: ...  # noqa: N802


class Event(Protocol):
    """Describe an event of the page. `detail` is what a Foldline script passes along; `state`
    belongs to popstate, `clipboardData` to paste, `data` to a worker's message.
    """

    target: Any
    detail: Any
    state: Any
    data: Any
    clipboardData: Any  # noqa: N815
    defaultPrevented: bool  # noqa: N815
    button: int
    metaKey: bool  # noqa: N815
    ctrlKey: bool  # noqa: N815
    shiftKey: bool  # noqa: N815
    altKey: bool  # noqa: N815

    def preventDefault(self) -> None: ...  # noqa: N802


class Blob(Protocol):
    """Describe bytes in JavaScript's memory."""

    size: int

    def slice(self, start: int, end: int, kind: str = ..., /) -> "Blob": ...
    def arrayBuffer(self) -> Awaitable[Any]: ...  # noqa: N802


class File(Blob, Protocol):
    """Describe a file that the reader opened."""

    name: str


# --- elements


def find_element(id: str) -> Element | None:
    return document.getElementById(id) or None


def element(id: str) -> Element:
    """Return the element with this id. Raises LookupError where there is none."""
    if found := find_element(id):
        return found
    raise LookupError(f"the page has no element #{id}")


def find(selector: str, within: Any = None) -> Element | None:
    """Return the first element that a CSS selector finds, or None."""
    return (within or document).querySelector(selector) or None


def query(selector: str, within: Any = None) -> Element:
    """Return the first element that a selector finds. Raises LookupError where there is none."""
    if found := find(selector, within):
        return found
    raise LookupError(f"the page has no {selector}")


def find_all(selector: str, within: Any = None) -> Iterable[Element]:
    found: Iterable[Element] = (within or document).querySelectorAll(selector)
    return found


def create_element(tag: str, class_name: str = "", text: str = "") -> Element:
    made: Element = document.createElement(tag)
    if class_name:
        made.className = class_name
    if text:
        made.textContent = text
    return made


def is_shown(element: Element) -> bool:
    """Return whether an element is laid out, and not hidden by itself or by one around it."""
    return bool(element.getClientRects().length)


def set_html(element: Any, html: Html) -> None:
    """Put HTML from `foldline.html.render` into an element; never text from elsewhere."""
    element.innerHTML = window.foldlineTrusted.createHTML(html)


def focus(element: Element) -> None:
    """Move the focus to an element, and leave the page scrolled as it is."""
    element.focus(js_object(preventScroll=True))


def close_menu() -> None:
    """Close the page's menu. The focus, where it is within, goes to what opens the menu: a panel
    that opens next gives it back to that when it closes.
    """
    menu = element("tools")
    if document.activeElement and document.activeElement.closest("#tools"):
        focus(query("summary", menu))
    menu.open = False


def scroll_to_middle(element: Element) -> None:
    element.scrollIntoView(js_object(block="center"))


def add_script(address: str) -> Any:
    """Add a classic script of this site, and return its element. It has not been loaded yet."""
    script = document.createElement("script")
    script.src = window.foldlineTrusted.createScriptURL(address)
    document.head.append(script)
    return script


# --- events


def listen(
    target: Any,
    name: str,
    handler: Callable[[Event], None],
    *,
    capture: bool = False,
    passive: bool = False,
) -> None:
    """Call `handler` for each event of this name, as long as the page is open."""
    options = js_object(capture=capture, passive=True) if passive else capture
    target.addEventListener(name, create_proxy(handler), options)


def create_handler(handler: Callable[[Event], None]) -> Any:
    """Return a JavaScript function that calls `handler` as often as it is called itself."""
    return create_proxy(handler)


def closest(event: Event, selector: str) -> Element | None:
    """Return the element that an event happened in and a selector finds, or None."""
    if not hasattr(event.target, "closest"):  # the document itself, a text
        return None
    return event.target.closest(selector) or None


def followed_link(event: Event) -> Element | None:
    """Return the link that a click follows within its window; None for any other click."""
    link = closest(event, "a[href]")
    plain = not (
        event.defaultPrevented
        or event.button
        or event.metaKey
        or event.ctrlKey
        or event.shiftKey
        or event.altKey
    )
    return link if link and plain and link.target in ("", "_self") else None


def dispatch(target: Any, name: str, detail: str | None = None) -> None:
    """Dispatch a CustomEvent."""
    options = window.JSON.parse(json.dumps({"detail": detail}))
    target.dispatchEvent(window.CustomEvent.new(name, options))


# --- addresses


def address() -> str:
    """Return the page's address, with its fragment."""
    return str(window.location.href)


def fragment() -> str:
    """Return the address's fragment, decoded; empty where it has none that can be decoded."""
    try:
        return str(window.decodeURIComponent(window.location.hash[1:]))
    except JsError:  # a malformed %-sequence
        return ""


def query_parameter(name: str) -> str:
    """Return a parameter of the address's query; empty where it has none of this name."""
    return window.URLSearchParams.new(window.location.search).get(name) or ""


def base_folder() -> str:
    """Return the folder that relative addresses of the page are relative to, with its slash."""
    return str(window.URL.new(".", document.baseURI).href)


def scroll_to_fragment() -> bool:
    """Scroll to the element that the address's fragment names. Return whether there is one."""
    name = fragment()
    found = find_element(name) if name else None
    if found:
        found.scrollIntoView()
    return found is not None


# --- values, files and what takes time


def js_object(**values: Any) -> Any:
    """Return a JavaScript object with these properties."""
    return to_js(values, dict_converter=window.Object.fromEntries)


def js_bytes(data: bytes) -> Any:
    """Return a Uint8Array."""
    return to_js(data)


def once(handler: Callable[..., None]) -> Any:
    """Return a JavaScript function that calls `handler`, and may be called once."""
    return create_once_callable(handler)


def promise(start: Callable[[Any, Any], Any]) -> Awaitable[Any]:
    """Return what JavaScript hands to the first of two functions, which `start` passes on to it;
    the second is for errors. Awaiting it raises JsError where that is called."""
    made: Awaitable[Any] = window.Promise.new(
        once(lambda resolve, reject, *_: start(resolve, reject))
    )
    return made


async def blob_bytes(blob: Blob) -> bytes:
    """Return all bytes of a blob or file. Raises JsError where it can't be read any more."""
    data: bytes = (await blob.arrayBuffer()).to_bytes()
    return data


async def data_address(blob: Blob) -> str:
    """Return a blob as a `data:` address. Raises NotFound where it can't be read."""
    reader = window.FileReader.new()

    # `resolve` is for both: Pyodide can't raise what is no error, as an event isn't
    def read(resolve: Any, reject: Any) -> None:
        reader.onload = reader.onerror = resolve
        reader.readAsDataURL(blob)

    event = await promise(read)
    if event.type == "error":
        raise NotFound("it can't be read")
    return str(reader.result)


async def run_script(address: str) -> bool:
    """Run a classic script of this site, which a page from a disk can load too. Return whether it
    could be loaded."""
    script = add_script(address)

    def load(resolve: Any, reject: Any) -> None:
        script.onload = script.onerror = resolve

    event = await promise(load)
    return bool(event.type != "error")


_FREED_AFTER = 60_000
"""Milliseconds until a downloaded blob is freed: a browser may ask first where to put the file."""


def download(name: str, parts: list[Any], kind: str) -> int:
    """Download a file of these parts (texts and blobs). Return its size in bytes."""
    blob = window.Blob.new(to_js(parts), js_object(type=kind))
    link = document.createElement("a")
    link.href = window.URL.createObjectURL(blob)
    link.download = name
    link.click()
    window.setTimeout(once(lambda: window.URL.revokeObjectURL(link.href)), _FREED_AFTER)
    return int(blob.size)


def take_files() -> list[Any]:
    """Return the files, folders and texts that the reader opened, dropped or pasted since the last
    call. scripts/needs.js collects them, also before Python is there."""
    return list(window.foldlineFiles.splice(0))


def now() -> float:
    """Return the time in milliseconds since 1970."""
    return float(window.Date.now())


def log_error(text: str) -> None:
    """Write a text to the console, as an error."""
    window.console.error(text)


def log_exception() -> None:
    """Write the exception that is being handled to the console, with its traceback."""
    log_error(traceback.format_exc())


def log_warning(text: str) -> None:
    window.console.warn(text)
