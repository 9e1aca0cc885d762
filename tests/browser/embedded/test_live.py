"""Briefs that a page brings itself: one Python for all of them, started late, and out of the page's
reach.
"""

import json

import pytest
from playwright.sync_api import expect

from foldline.story.loading import load
from tests.browser.own import brief
from tests.browser.test_bad_input import TEN_WRONG
from tests.browser.test_bad_input_published import PARTLY
from tests.night import at_night

from .conftest import HostPage
from .live import STARTED, live, made
from .test_inline import reported

BAD_LIVE = {name: PARTLY[name] for name in ("future-kind.json", "only-a-future-kind.json")} | {
    "ten-wrong.json": TEN_WRONG,
    "a-list.json": b"[]",
}
"""Each on a page of its own: the first that a page's Python is given is the one that nothing went
before.
"""


def test_ten_share_one_python_that_starts_when_the_first_is_near(host: HostPage):
    page = host.open(
        "<div style='height: 3000px'></div>" + "".join(live(made(number)) for number in range(10))
    )
    page.wait_for_function("!!customElements.get('foldline-brief')")
    page.wait_for_timeout(500)
    assert host.of_site() == ["/embed.js"]
    page.evaluate("scrollTo(0, 4000)")
    page.wait_for_function("reported.length", timeout=STARTED)
    for element in page.locator("foldline-brief").all():
        element.scroll_into_view_if_needed()
    page.wait_for_function("reported.length === 10", timeout=STARTED)
    assert page.evaluate("reported.every(each => each[0] === 'ready' && each[1].mode === 'live')")
    titles = page.evaluate(
        "[...document.querySelectorAll('foldline-brief')].map(each => "
        "each.shadowRoot.querySelector('h1').textContent)"
    )
    assert titles == [f"Rain {number}" for number in range(10)]
    assert page.evaluate("window.length") == 1
    assert len([path for path in host.of_site() if path == "/embed/live.html"]) == 1
    assert (
        page.evaluate(
            "Object.keys(window).filter(name => /fold|brief|python|pyodide|pyscript/i.test(name))"
        )
        == []
    )
    page.evaluate("document.querySelectorAll('foldline-brief').forEach(each => each.remove())")
    page.wait_for_function("window.length === 0")
    page.evaluate(
        "html => document.body.insertAdjacentHTML('beforeend', html)", live(made(11))
    )  # and another begins anew
    expect(page.locator("foldline-brief h1")).to_have_text("Rain 11", timeout=STARTED)


def test_a_brief_given_as_a_property(host: HostPage):
    page = host.open("<foldline-brief><a class='fallback' href='/'>A story</a></foldline-brief>")
    page.wait_for_function("!!customElements.get('foldline-brief')")
    page.evaluate(
        "text => { document.querySelector('foldline-brief').brief = JSON.parse(text); }", made(1)
    )
    expect(page.locator("foldline-brief h1")).to_have_text("Rain 1", timeout=STARTED)
    page.evaluate("text => { document.querySelector('foldline-brief').brief = text; }", made(2))
    expect(page.locator("foldline-brief h1")).to_have_text("Rain 2", timeout=STARTED)


@pytest.mark.nightly
def test_a_bad_brief_is_one_sentence_and_the_next_is_shown(host: HostPage):
    page = host.open(live('{"foldline": 1, "title": 5}') + live("{ not JSON") + live(made(1)))
    expect(page.locator("foldline-brief h1")).to_have_text("Rain 1", timeout=STARTED)
    page.wait_for_function("reported.length === 3")
    first, second = (detail["message"] for detail in reported(page, "error"))
    assert "The brief can't be shown: it has" in first and "brief:1:1: dek: is missing" in first
    assert "brief:1:3" in second
    assert page.locator(".fallback:visible").count() == 2


def test_a_brief_that_is_hostile_reaches_nothing(host: HostPage):
    bad = json.loads(brief("<img src=x onerror=parent.hacked=1>"))
    bad["dek"] = "<script>hacked = 1</script>"
    bad["sections"][0]["points"][0]["text"] = (
        "<svg onload=hacked=1><a href='javascript:hacked=1' id='evil'>x</a> "
        "[y](javascript:hacked=1)"
    )
    page = host.open(live(json.dumps(bad).replace("</", "<\\/")))
    expect(page.locator("foldline-brief h1")).to_have_text(
        "<img src=x onerror=parent.hacked=1>", timeout=STARTED
    )
    page.wait_for_timeout(300)
    assert page.evaluate("typeof hacked") == "undefined"
    assert (
        page.evaluate(
            "document.querySelector('foldline-brief').shadowRoot.querySelectorAll('script, "
            "svg:not(.picture), img, [onload], [href^=javascript]').length"
        )
        == 0
    )


def test_another_page_can_ask_nothing_of_the_one_that_renders(host: HostPage):
    page = host.open(live(made(1)) + f"<iframe name='other' src='{host.other()}'></iframe>")
    expect(page.locator("foldline-brief h1")).to_have_text("Rain 1", timeout=STARTED)
    host.other_frame().evaluate("""window.heard = [];
        for (let at = 0; at < parent.length; at++) {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = ({ data }) => heard.push(data);
            parent.frames[at].postMessage({ foldline: 'render', text: '{}' }, '*', [port2]);
        }""")
    page.wait_for_timeout(700)
    assert host.other_frame().evaluate("heard") == []


@pytest.mark.nightly
@pytest.mark.parametrize("name", [*list(BAD_LIVE)[:1], *at_night(*list(BAD_LIVE)[1:])])
def test_a_lone_live_one_shows_what_can_be_read_and_goes_on(name: str, host: HostPage):
    data = BAD_LIVE[name]
    page = host.open(live(data.decode()))
    page.wait_for_function("reported.length === 1", timeout=STARTED)
    loaded = load(data)
    if loaded.brief:
        assert reported(page, "error") == []
        expect(page.locator("foldline-brief h1")).to_have_text(loaded.brief.title)
        expect(page.locator("foldline-brief [role=alert] li").first).to_have_text(
            loaded.hiding[0].sentence("brief")
        )
    else:
        (detail,) = reported(page, "error")
        assert loaded.errors[0].sentence("brief") in detail["message"]
        expect(page.locator(".fallback")).to_be_visible()
    page.evaluate("text => { document.querySelector('foldline-brief').brief = text; }", made(2))
    expect(page.locator("foldline-brief h1")).to_have_text("Rain 2", timeout=STARTED)
