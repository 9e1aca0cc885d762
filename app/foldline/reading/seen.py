"""What changed since this device last showed the brief. The version it showed is kept on the
device, and goes nowhere else.
"""

import asyncio
import json
import re
from hashlib import sha256

from pyodide.ffi import create_proxy
from pyscript import document, window

from foldline.dates.when import Moment
from foldline.errors import BriefError, NotFound, NotKept
from foldline.html.render import changes_part, seen_part
from foldline.reading import page
from foldline.reading.addresses import address_of_brief
from foldline.reading.fetching import fetched_bytes
from foldline.reading.local_stores import DeviceStore
from foldline.story.loading import load
from foldline.story.positions import shallow_json
from foldline.story.revisions import changes

MOST = 50
"""Briefs of which the version last shown is kept: those that were read last."""


class Seen:
    """Follows what the page shows. Where this device showed an earlier version, a line at the foot
    of the window says so.
    """

    def __init__(self) -> None:
        self._store = DeviceStore("foldline-seen")
        self._key = ""
        self._bar = None
        self._tasks: set[asyncio.Task] = set()

    async def start(self) -> None:
        if page.packed or page.on_disk:  # a file does not change
            return
        document.addEventListener("click", create_proxy(self._clicked))
        page.shown.append(lambda: self._begin(self._look()))
        await self._look()

    async def _look(self) -> None:
        self._away()
        target, article = page.current_target(), document.querySelector("#page > article.brief")
        if not target or not target.slug or not article:
            return
        address = address_of_brief(target, page.site)
        words = sha256(article.textContent.encode("utf-8", "replace")).hexdigest()[:32]
        try:
            head = _read(await self._head(address))
            if head.get("words") == words and not head.get("since"):
                return
            now = await fetched_bytes(address)
            kept = _read(await self._store.content(address))
            before = kept.get("now") if head.get("words") != words else kept.get("before")
            since = head.get("at", "") if head.get("words") != words else head.get("since", "")
            text = now.decode("utf-8", "replace")
            found = _changes(before, text) if before and since else []
            today = window.Date.new().toISOString()[:10]
            await self._put(
                address,
                {"words": words, "at": today, "since": since if found else ""},
                {"now": text, "before": before if found else ""},
            )
        except (NotFound, BriefError, NotKept):
            return  # nothing is kept here, or nothing comes: the brief itself is on the page
        if found and page.current_target() == target:
            self._key = address
            self._say(found, f"What changed since you read it on {Moment.read(since).words}")

    async def _head(self, key: str) -> str:
        return dict(await self._store.heads()).get(key, "")

    async def _put(self, key: str, head: dict, content: dict) -> None:
        await self._store.put(key, json.dumps(head), json.dumps(content))
        others = sorted(
            (str(_read(text).get("at", "")), other)
            for other, text in await self._store.heads()
            if other != key
        )
        for _, other in others[: max(0, len(others) - MOST + 1)]:
            await self._store.drop(other)

    def _say(self, found: list, told: str) -> None:
        self._found, self._told = found, told
        self._bar = document.createElement("div")
        self._bar.className = "seen"
        self._bar.setAttribute("role", "status")
        document.body.append(self._bar)
        page.fill(self._bar, seen_part(len(found)).html())

    def _away(self) -> None:
        if self._bar:
            self._bar.remove()
        self._bar, self._key = None, ""

    def _clicked(self, event) -> None:
        button = (
            event.target.closest("button[data-seen]") if hasattr(event.target, "closest") else None
        )
        if not button or not self._bar:
            return
        if button.dataset.seen == "show":
            self._show()
        key = self._key
        self._away()
        self._begin(self._known(key))

    def _show(self) -> None:
        """Above the sections, unfolded, and the focus on it."""
        box = document.createElement("div")
        page.fill(box, changes_part(self._found, self._told).html())
        details = box.firstElementChild
        details.open = True
        document.querySelector("#page > article.brief > .brief-head").after(details)
        details.firstElementChild.focus()
        details.scrollIntoView()

    async def _known(self, key: str) -> None:
        """The reader knows now: it is not said again."""
        try:
            head, content = _read(await self._head(key)), _read(await self._store.content(key))
            await self._put(key, head | {"since": ""}, content | {"before": ""})
        except NotKept:
            pass

    def _begin(self, work) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)  # the loop itself keeps no strong reference
        task.add_done_callback(self._tasks.discard)


def _read(text: str | None) -> dict[str, str]:
    """What an earlier visit kept; empty where it kept nothing, or something else than is kept now."""
    try:
        found = shallow_json(text or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        return {}
    day = found.get("since") or found.get("at") or "2000-01-01"
    return found if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else {}


def _changes(before: str, now: str) -> list:
    old, new = load(before).brief, load(now).brief
    return changes(old, new) if old and new else []
