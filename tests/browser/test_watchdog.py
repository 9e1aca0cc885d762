"""A browser that never answers costs one test, not all that come after it."""

import os
import signal

import pytest
from playwright.sync_api import Browser, Error

from .conftest import Watched
from .watchdog import watchdog

pytestmark = pytest.mark.nightly


def test_what_is_never_answered_ends(site: str, watched: Watched):
    watched.open(site, "static")
    with pytest.raises(Error), watchdog(2):
        watched.page.evaluate("new Promise(() => {})")


def test_and_the_next_page_opens(site: str, watched: Watched):
    watched.open(site, "static")
    assert watched.page.title() == "Foldline"


def test_a_browser_that_ends(site: str, watched: Watched, browser: Browser):
    watched.open(site, "static")
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    os.kill(next(each["id"] for each in processes if each["type"] == "browser"), signal.SIGKILL)
    with pytest.raises(Error):
        watched.page.wait_for_timeout(5_000)
    assert not browser.is_connected()


def test_is_started_again(site: str, watched: Watched):
    watched.open(site, "static")
    assert watched.page.title() == "Foldline"


def test_a_context_that_was_closed(site: str, watched: Watched):
    watched.open(site, "static")
    watched.page.context.close()


def test_is_made_again(site: str, watched: Watched):
    watched.open(site, "static")
    assert watched.page.title() == "Foldline"


def test_a_browser_that_stops(site: str, watched: Watched, browser: Browser):
    watched.open(site, "static")
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    os.kill(next(each["id"] for each in processes if each["type"] == "browser"), signal.SIGSTOP)
    with pytest.raises(Error), watchdog(2):
        browser.new_context().new_page()


def test_and_another_one_opens(site: str, watched: Watched):
    watched.open(site, "static")
    assert watched.page.title() == "Foldline"
