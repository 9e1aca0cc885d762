"""Define what a page shows. Pure, so that it is in the snapshot."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from foldline.html.render import alert_part
from foldline.locales import Words


@dataclass(frozen=True)
class PageContent:
    """Hold what <main> shows, and the title and language of the document."""

    html: Any
    """From `foldline.html.render`, made in this page or by the worker (`browser.Html`)."""
    title: str
    language: str = "en"
    hosts: set[str] | None = None
    """The hosts that a brief from another site may ask for pictures. None where it may ask any."""


def main_of(page: str) -> tuple[str, str, str]:
    """Return what a page that `publish` wrote shows: the HTML of its <main>, its title and its
    language. Raises ValueError for another.
    """
    language = re.search(r'<html lang="([\w-]+)"', page)
    title = re.search("<title>(.*?)</title>", page, re.S)
    main = re.search("<main [^>]*>(.*)</main>", page, re.S)
    if not (language and title and main):
        raise ValueError
    return main[1], unescape(title[1]), language[1]


def alert_content(
    words: Words, heading: str, sentences: list[str], *, advice: str = ""
) -> PageContent:
    """Return an alert in place of a brief."""
    part = alert_part(heading, sentences, advice=advice)
    return PageContent(part.html(words), heading, words.tag)
