"""The Content-Security-Policies that docs/using/embedding.md names are enough, with nothing else
allowed.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.made import ROOT

from .conftest import SLUG, HostPage
from .live import STARTED, live, made
from .raw import WITHOUT_SANITIZER
from .test_inline import TITLE

ROWS = dict(
    re.findall(
        r"^\| ([\w ]+) \| `([^`]+)`",
        (ROOT / "docs" / "using" / "embedding.md")
        .read_text("utf-8")
        .partition("## Your Content-Security-Policy")[2],
        re.M,
    )
)


def policy(mode: str, host: HostPage) -> str:
    """What the docs say, and of the page's own nothing but what writes down what happens."""
    given = ROWS[mode].replace("https://news.example", host.published).removesuffix("; img-src")
    own = f"script-src {host.pages}"
    given = given.replace("script-src", own, 1) if "script-src" in given else f"{own}; {given}"
    return f"default-src 'none'; {given}"


def test_the_docs_name_all_modes():
    assert list(ROWS) == ["inline", "frame", "a plain frame", "live"]


@pytest.mark.parametrize("native", [True, False], ids=["the browser's own", "DOMPurify"])
@pytest.mark.parametrize("trusted", [False, True], ids=["", "trusted types"])
def test_inline(trusted: bool, native: bool, host: HostPage):
    if not native:
        host.page.add_init_script(WITHOUT_SANITIZER)
    more = "; require-trusted-types-for 'script'; trusted-types foldline" if trusted else ""
    page = host.open(host.brief('height="300" theme="dark"'), policy=policy("inline", host) + more)
    expect(page.locator("foldline-brief h1")).to_have_text(TITLE)
    assert ("/embed/purify.js" in host.of_site()) != native
    assert page.evaluate("look('h1').fontSize") != "32px"  # it has its style
    assert (
        page.evaluate("document.querySelector('foldline-brief').getBoundingClientRect().height")
        == 300
    )
    assert page.evaluate("violations") == []


def test_frame(host: HostPage):
    page = host.open(host.brief('mode="frame"'), policy=policy("frame", host))
    expect(page.frame_locator("foldline-brief iframe").locator("h1")).to_have_text(TITLE)
    page.wait_for_function("reported.length")
    assert page.evaluate("violations") == []


def test_a_plain_frame(host: HostPage):
    page = host.open(
        f"<iframe src='{host.published}/{SLUG}/frame.html'></iframe>",
        policy=policy("a plain frame", host),
        script=False,
    )
    expect(page.frame_locator("iframe").locator("h1")).to_have_text(TITLE)
    assert page.evaluate("violations") == []


def test_live(host: HostPage):
    page = host.open(live(made(1)), policy=policy("live", host))
    expect(page.locator("foldline-brief h1")).to_have_text("Rain 1", timeout=STARTED)
    assert page.evaluate("violations") == []


def test_a_policy_that_forbids_all_leaves_the_link(host: HostPage):
    page = host.open(host.brief(), policy=f"default-src 'none'; script-src {host.pages}")
    page.wait_for_function("violations.length")
    expect(page.get_by_role("link", name="A story")).to_be_visible()
