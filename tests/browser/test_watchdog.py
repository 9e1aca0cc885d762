"""A browser that never answers costs one test, not all that come after it."""

import pytest
from playwright.sync_api import Error

from .conftest import Watched
from .watchdog import watchdog


def test_what_is_never_answered_ends(site: str, static: Watched):
    static.open(site, "static")
    with pytest.raises(Error), watchdog(2):
        static.page.evaluate("new Promise(() => {})")


def test_and_the_next_page_opens(site: str, static: Watched):
    static.open(site, "static")
    assert static.page.title() == "Foldline"
