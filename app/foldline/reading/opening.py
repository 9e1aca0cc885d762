"""Opens what the address asks for: the shelf, a brief of this site, or a brief from anywhere."""

import json
import re
from difflib import get_close_matches

from pyscript import document, window

from foldline.errors import BriefError, NotFound
from foldline.loading import load
from foldline.reading.fetching import fetched_bytes
from foldline.reading.page import show, show_alert, told
from foldline.render import brief_part

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")


def asked_for() -> str | None:
    """What `?brief=` names: a slug or an address; None where the page's own content is meant."""
    return window.URLSearchParams.new(window.location.search).get("brief") or None


async def open_asked() -> None:
    """Shows what the address asks for. Where that can't be read, one alert says why."""
    asked = asked_for()
    if asked is None:
        return
    slug = asked if _SLUG.fullmatch(asked) else ""
    address = told["brief"].replace("{slug}", slug) if slug else asked
    try:
        data = await fetched_bytes(address)
    except NotFound as reason:
        await _show_missing(address, slug, reason)
    except BriefError as reason:
        show_alert("This brief could not be read", [f"{address}: {reason}"], slug=slug)
    else:
        show_brief(data, address, slug=slug or address, base=_folder_of(address))


def show_brief(data: bytes | str, address: str, *, slug: str, base: str) -> bool:
    """Shows the brief in `data`, or one alert that lists its problems. Tells whether there was a brief to show."""
    loaded = load(data)
    if loaded.brief is None:
        show_alert("This brief could not be read", [problem.sentence(address) for problem in loaded.errors], slug=slug,
                   advice="Nothing of it was changed. Its publisher can mend it with these lines.")
        return False
    brief = loaded.brief
    part = brief_part(brief, base=base, problems=loaded.hiding, address=address)
    show(part, title=brief.title, language=brief.language, slug=slug)
    _scroll_to_fragment()
    return True


def _folder_of(address: str) -> str:
    return address[: address.partition("?")[0].rfind("/") + 1]


def _scroll_to_fragment() -> None:
    # The browser looked for the fragment before there was anything to find.
    name = window.decodeURIComponent(window.location.hash[1:]) if len(window.location.hash) > 1 else ""
    if name and (target := document.getElementById(name)):
        target.scrollIntoView()


async def _show_missing(address: str, slug: str, reason: NotFound) -> None:
    advice = "Go back to the shelf and choose a brief there."
    if slug:
        try:
            entries = json.loads(await fetched_bytes(told["shelf"]))["briefs"]
        except (NotFound, BriefError, ValueError, KeyError):
            entries = []
        near = get_close_matches(slug, [entry["slug"] for entry in entries], 1)
        if near:
            advice = f'Did you mean "{near[0]}"? ' + advice
    show_alert("There is no such brief here", [f"{address}: {reason}"], advice=advice, slug=slug)
