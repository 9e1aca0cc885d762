"""Read what an address of the site shows: the shelf, a brief, or an alert that says why there is
none.
"""

import json
from dataclasses import dataclass
from difflib import get_close_matches

from foldline.errors import BriefError, NotFound
from foldline.locales import Words
from foldline.reading.addresses import (
    Site,
    Target,
    address_of_brief,
    folder_of,
    picture_hosts,
)
from foldline.reading.fetching import fetch_bytes, fetch_with_address
from foldline.reading.page_content import PageContent, alert_content, main_of
from foldline.reading.worker.client import WorkerClient


@dataclass(frozen=True)
class ContentReader:
    """Read the content of a site's pages, and of briefs from any address. Alerts are in these
    words.
    """

    site: Site
    worker: WorkerClient
    words: Words

    async def read(self, target: Target, shown_address: str = "") -> PageContent:
        """Return what a target shows: an alert where something is wrong with it.

        `shown_address` is how sentences name a brief's file: its absolute address where it is
        empty."""
        if target == Target():
            return await self._shelf()
        address = address_of_brief(target, self.site)
        shown_address = shown_address or address
        try:
            data, origin = await fetch_with_address(address, self.words)
        except NotFound as reason:
            return await self._missing(target, f"{shown_address}: {reason}")
        except BriefError as reason:
            return self._unread(f"{shown_address}: {reason}")
        hosts = None if target.slug else picture_hosts(origin, self.site)
        base = folder_of(address if hosts is None else origin)
        try:
            topics_at = self.site.shelf_page if target.slug else None
            drawn = await self.worker.draw_brief(data, shown_address, base, hosts, topics_at)
        except BriefError as reason:
            sentence = self.words("alert.sentence", reason=reason)
            return self._unread(f"{shown_address}: {sentence}")
        return PageContent(drawn.html, drawn.title, drawn.language, hosts=hosts)

    async def _shelf(self) -> PageContent:
        """Return the front page as it was published."""
        words, address = self.words, self.site.shelf_page
        try:
            page = await fetch_bytes(address, words)
            try:
                return PageContent(*main_of(page.decode("utf-8", "replace")))
            except ValueError:
                raise NotFound(words("reasons.brief.no_front_page")) from None
        except (NotFound, BriefError) as reason:
            return alert_content(
                words,
                words("alert.shelf_failed"),
                [f"{address}: {reason}"],
                advice=words("alert.reload"),
            )

    async def _missing(self, target: Target, sentence: str) -> PageContent:
        words = self.words
        advice = words("alert.choose")
        if target.slug:
            try:
                found = json.loads(await fetch_bytes(self.site.shelf, self.words))["briefs"]
                slugs = [str(entry["slug"]) for entry in found]
            except (NotFound, BriefError, ValueError, KeyError, TypeError):
                slugs = []
            if near := get_close_matches(target.slug, slugs, 1):
                advice = words("alert.choose_near", slug=near[0])
        return alert_content(words, words("alert.missing"), [sentence], advice=advice)

    def _unread(self, sentence: str) -> PageContent:
        return alert_content(self.words, self.words("alert.unread"), [sentence])
