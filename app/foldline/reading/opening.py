"""A target as a part of a page: the shelf, a brief, or the alert that says why there is none."""

import json
from difflib import get_close_matches
from urllib.parse import urlsplit

from foldline.errors import BriefError, NotFound
from foldline.html.render import ShelfEntry, alert_part, shelf_part
from foldline.reading.addresses import Site, Target, address_of_brief, folder_of
from foldline.reading.apart import apart
from foldline.reading.fetching import fetched_bytes, fetched_from, fetched_text
from foldline.reading.opened import Opened
from foldline.reading.page import opened_page
from foldline.reading.reader import question
from foldline.text.addresses import host_of


async def opened(target: Target, site: Site, shown_address: str = "") -> Opened:
    """What a target shows. Never raises for what is wrong with it: that becomes an alert, and is
    what is opened.

    `shown_address` is how a brief's file is named in sentences; its absolute address unless said
    otherwise."""
    if site.finished and not target.address and not shown_address:
        return await _finished(target, site)
    if target == Target():
        return await _shelf(site)
    address = address_of_brief(target, site)
    shown_address = shown_address or address
    try:
        data, came_from = await fetched_from(address)
    except NotFound as reason:
        return await _missing(target, site, f"{shown_address}: {reason}")
    except BriefError as reason:
        return alert_opened("This brief could not be read", [f"{shown_address}: {reason}"])
    hosts = None if target.slug else hosts_of_brief(came_from, site)
    return await opened_brief(
        data, shown_address, base=folder_of(address if hosts is None else came_from), hosts=hosts
    )


def hosts_of_brief(came_from: str, site: Site) -> set[str] | None:
    """The hosts that a brief may ask for pictures before the reader has allowed any: of this site's
    own, all (None); of another origin's, that which gave the brief."""
    here, there = urlsplit(site.shelf), urlsplit(came_from)
    return None if here[:2] == there[:2] else {host_of(came_from)}


async def opened_brief(
    data: bytes, shown_address: str, *, base: str, hosts: set[str] | None = None
) -> Opened:
    """The brief in `data`, or the alert that lists its problems; `hosts` as in `brief_part`."""
    try:
        facts, html = await apart.ask(
            question(
                "opened", shown_address=shown_address, base=base, hosts=hosts and sorted(hosts)
            ),
            data,
        )
    except BriefError as reason:
        return alert_opened("This brief could not be read", [f"{shown_address}: {reason}."])
    return Opened(html, facts["title"], facts["language"], hosts=hosts)


async def _finished(target: Target, site: Site) -> Opened:
    # What publish rendered is what would be rendered here, and is there at once.
    address = site.page.replace("{slug}", target.slug) if target.slug else site.shelf_page
    try:
        return opened_page(await fetched_text(address))
    except (NotFound, BriefError) as reason:
        return await _missing(target, site, f"{address}: {reason}")


async def _shelf(site: Site) -> Opened:
    try:
        return Opened(shelf_part(await _entries(site)).html(), "Foldline")
    except (NotFound, BriefError) as reason:
        return alert_opened(
            "The shelf could not be opened",
            [f"{site.shelf}: {reason}"],
            advice="Reload the page to try again.",
        )


async def _entries(site: Site) -> list[ShelfEntry]:
    found = json.loads(await fetched_bytes(site.shelf))["briefs"]
    top = folder_of(site.shelf_page)
    return [ShelfEntry(**entry | {"href": top + entry["href"]}) for entry in found]


async def _missing(target: Target, site: Site, sentence: str) -> Opened:
    advice = "Go back to the shelf and choose a brief there."
    if target.slug:
        try:
            slugs = [entry.slug for entry in await _entries(site)]
        except (NotFound, BriefError, ValueError):
            slugs = []
        if near := get_close_matches(target.slug, slugs, 1):
            advice = f'Did you mean "{near[0]}"? ' + advice
    return alert_opened("There is no such brief here", [sentence], advice=advice)


def alert_opened(heading: str, sentences: list[str], *, advice: str = "") -> Opened:
    return Opened(alert_part(heading, sentences, advice=advice).html(), heading)
