"""A brief inside somebody else's page, in two engines and from another origin: it looks as it
should, and leaves the page alone.
"""

import json

import pytest
from playwright.sync_api import expect

from tests.made import ROOT

from .conftest import SLOW, SLUG, HostPage
from .live import STARTED, live, made

TITLE = json.loads((ROOT / "stories" / f"{SLUG}.json").read_text("utf-8"))["title"]
TEXT = "<h1>Host</h1><p id='before'>Before.</p>"


def title(page, at: int = 0):
    return page.locator("foldline-brief").nth(at).locator("h1")


def reported(page, name: str) -> list[dict]:
    return [detail for event, detail in page.evaluate("reported") if event == name]


@pytest.mark.each_engine
def test_two_lines_show_the_brief_by_three_requests(host: HostPage):
    page = host.open(TEXT + host.brief())
    expect(title(page)).to_have_text(TITLE)
    expect(page.locator(".fallback")).to_be_hidden()
    page.wait_for_timeout(300)
    assert {path for path in host.of_site() if not path.endswith(".svg")} == {
        "/embed.js",
        "/embed/cleaner.js",
        f"/{SLUG}/fragment.html",
    }
    assert reported(page, "ready") == [{"mode": "inline"}]


def test_sections_fold_by_mouse_and_keys_and_the_page_hears_of_it(host: HostPage):
    page = host.open(host.brief('open="timeline"'))
    expect(title(page)).to_have_text(TITLE)
    page.wait_for_timeout(200)
    assert reported(page, "fold") == []  # nobody has folded anything yet
    summary = page.locator("foldline-brief #full-story > summary")
    summary.click()
    expect(page.locator("foldline-brief #full-story .section-body")).to_be_visible()
    summary.press("Enter")
    expect(page.locator("foldline-brief #full-story .section-body")).to_be_hidden()
    page.wait_for_function("reported.filter(each => each[0] === 'fold').length === 2")
    assert reported(page, "fold") == [
        {"section": "full-story", "open": True},
        {"section": "full-story", "open": False},
    ]


def test_links_inside_the_brief_leave_address_and_history_alone(host: HostPage):
    page = host.open(TEXT + host.brief())
    expect(title(page)).to_have_text(TITLE)
    before = page.evaluate("[location.href, history.length]")
    page.locator("foldline-brief .ref").first.click()
    page.wait_for_timeout(200)
    assert page.evaluate("[location.href, history.length]") == before
    expect(page.locator("foldline-brief .sources li").first).to_be_in_viewport()


@pytest.mark.parametrize("way", ["inline", "frame", "live"])
def test_the_page_around_it_stays_as_it_is(way: str, host: HostPage):
    element = {"inline": host.brief(), "frame": host.brief('mode="frame"'), "live": live(made(1))}[
        way
    ]
    page = host.open(
        f"<input id='own' autofocus>{'<p>Before.</p>' * 40}{element}{'<p>After.</p>' * 100}"
    )
    page.evaluate("scrollTo(0, 300)")
    page.wait_for_function("reported.length", timeout=STARTED)
    summary = (
        page.frame_locator("foldline-brief iframe")
        if way == "frame"
        else page.locator("foldline-brief")
    ).locator("#what-happened > summary")
    assert page.evaluate("[history.length - past, scrollY, document.activeElement.id]") == [
        0,
        300,
        "own",
    ]
    summary.click()
    page.wait_for_function("reported.length > 1")
    assert page.evaluate("history.length - past") == 0
    assert (
        page.evaluate(
            "Object.getOwnPropertyNames(window).filter(name => !names.has(name) && "
            "!/^\\d+$/.test(name))"
        )
        == []
    )


_UGLY = """<style>
* { font-family: monospace !important; color: lime !important; letter-spacing: 9px !important; display: inline !important;
    text-transform: uppercase !important; background: black !important; line-height: 3 !important; }
*, *::before, *::after { margin: 0; padding: 0; border: 0; font: inherit; vertical-align: baseline; list-style: none; all: unset; }
html { font-size: 62.5%; } html, body { display: block !important; } body { font-style: italic; direction: rtl; text-align: right; word-spacing: 1em; }
</style>"""


def test_nothing_of_the_pages_style_reaches_in(host: HostPage):
    parts = ("h1", ".dek", ".section > summary", ".section-body", ".root")
    # sizes follow the element's width
    plain = "<style>.wide { display: block !important; width: 600px }</style>"
    page = host.open(f"<div class='wide'>{host.brief()}</div>", head=plain)
    expect(title(page)).to_have_text(TITLE)
    before = [page.evaluate(f"look({part!r})") for part in parts]
    page = host.open(f"<div class='wide'>{host.brief()}</div>", head=_UGLY + plain)
    expect(title(page)).to_have_text(TITLE)
    assert [page.evaluate(f"look({part!r})") for part in parts] == before
    assert (
        page.evaluate("getComputedStyle(document.querySelector('foldline-brief')).display")
        == "block"
    )


def test_nothing_of_ours_reaches_out(host: HostPage):
    look = (
        "(({ fontSize, color, margin, backgroundColor }) => [fontSize, color, margin, "
        "backgroundColor])(getComputedStyle(document.querySelector('#before')))"
    )
    page = host.open(TEXT)
    before = (
        page.evaluate(look),
        page.evaluate("document.styleSheets.length + document.adoptedStyleSheets.length"),
    )
    page = host.open(TEXT + host.brief())
    expect(title(page)).to_have_text(TITLE)
    assert (
        page.evaluate(look),
        page.evaluate("document.styleSheets.length + document.adoptedStyleSheets.length"),
    ) == before
    assert (
        page.evaluate(
            "document.querySelectorAll('body > *:not(foldline-brief):not(script), head > "
            "*:not(title):not(script)').length"
        )
        == 2
    )


def test_a_page_from_right_to_left(host: HostPage):
    page = host.open("<p>שלום</p>" + host.brief(), html='dir="rtl"')
    expect(title(page)).to_have_text(TITLE)
    assert page.evaluate("look('h1')")["direction"] == "ltr"


def test_it_looks_as_the_page_asks(host: HostPage):
    page = host.open(
        host.brief('theme="dark"') + host.brief() + host.brief('class="own"'),
        head="<style>.own { --fl-paper: rgb(1, 2, 3); --fl-rem: 20px } .own::part(title) { "
        "text-transform: uppercase }</style>",
    )
    expect(title(page, 2)).to_have_text(TITLE)
    expect(title(page, 0)).to_have_text(TITLE)
    dark, light, own = (
        page.evaluate("at => look('.root', at).backgroundColor", at) for at in range(3)
    )
    assert dark != light and own == "rgb(1, 2, 3)"
    assert page.evaluate("look('h1', 2).textTransform") == "uppercase"
    assert float(page.evaluate("look('.dek', 2)")["fontSize"][:-2]) == pytest.approx(
        1.25 * float(page.evaluate("look('.dek', 1)")["fontSize"][:-2])
    )
    page.evaluate("document.querySelector('foldline-brief').theme = 'light'")
    assert page.evaluate("look('.root', 0).backgroundColor") == light


def test_sections_in_the_order_asked_for(host: HostPage):
    page = host.open(host.brief('sections="timeline what_happened nothing" open="timeline"'))
    expect(title(page)).to_have_text(TITLE)
    shown = "[...document.querySelector('foldline-brief').shadowRoot.querySelectorAll('.section')].map(each => [each.id, each.open])"
    assert page.evaluate(shown) == [["timeline", True], ["what-happened", False]]
    page.evaluate("document.querySelector('foldline-brief').open = 'all'")
    page.wait_for_function(f"{shown}.every(each => each[1])")


def test_attributes_are_properties(host: HostPage):
    page = host.open(
        host.brief(
            'sections="timeline" open="timeline" theme="dark" mode="inline" loading="eager" height="300"'
        )
    )
    names = ["src", "sections", "open", "theme", "mode", "loading", "height"]
    assert page.evaluate(
        """names => customElements.whenDefined('foldline-brief').then(() => names.every(name => {
        const element = document.querySelector('foldline-brief');
        if (element[name] !== element.getAttribute(name)) return false;
        const made = document.createElement('foldline-brief');
        made[name] = 'x';
        return made.getAttribute(name) === 'x';
    }))""",
        names,
    )
    assert page.evaluate(
        "(({ theme, mode, loading }) => [theme, mode, "
        "loading])(document.createElement('foldline-brief'))"
    ) == ["auto", "inline", "lazy"]


def test_a_height_is_kept_before_and_after(host: HostPage):
    page = host.open(host.brief('height="300"') + "<p id='after'>After.</p>")
    expect(title(page)).to_have_text(TITLE)
    assert (
        page.evaluate("document.querySelector('foldline-brief').getBoundingClientRect().height")
        == 300
    )
    assert page.evaluate("within('[tabindex]').scrollHeight") > 600


def test_it_is_loaded_near_the_view_alone(host: HostPage):
    page = host.open(
        "".join(
            f"<div style='height: 1500px'>{host.brief(slug=slug)}</div>"
            for slug in ("specimen-harbour", SLUG, "ever-given-suez")
        )
    )
    expect(title(page)).to_be_visible()
    page.wait_for_timeout(500)
    assert sorted(host.of_site()) == sorted(
        ["/embed.js", "/embed/cleaner.js", "/specimen-harbour/fragment.html"]
    )
    page.locator(
        "foldline-brief #photo-gallery > summary"
    ).first.click()  # a photo comes when it is asked for
    page.wait_for_timeout(500)
    assert [path for path in host.of_site() if path.endswith(".svg")] == [
        f"/specimen-harbour/specimen-harbour/{name}.svg" for name in ("quay", "chart", "ledgers")
    ]
    page.evaluate("scrollTo(0, 1500)")
    expect(title(page, 1)).to_have_text(TITLE)


@pytest.mark.nightly
def test_a_hundred_of_them(host: HostPage):
    page = host.open("".join(f"<p>{number}</p>{host.brief('height=200')}" for number in range(100)))
    expect(title(page)).to_have_text(TITLE)
    assert (
        page.evaluate(
            "[...document.querySelectorAll('foldline-brief')].filter(each => "
            "each.shadowRoot.querySelector('h1')).length"
        )
        < 20
    )
    for at in range(0, 24_000, 1000):
        page.evaluate(f"scrollTo(0, {at})")
        page.evaluate(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )  # what no frame showed is not loaded
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_function(
        "[...document.querySelectorAll('foldline-brief')].every(each => "
        "each.shadowRoot.querySelector('h1'))"
    )
    assert len(reported(page, "ready")) == 100 and reported(page, "error") == []


MOVE = "document.getElementById('there').append(document.querySelector('foldline-brief'))"


def test_moved_in_the_document_it_stays_as_it_is(host: HostPage):
    page = host.open("<div id='there'></div>" + host.brief())
    expect(title(page)).to_have_text(TITLE)
    page.locator("foldline-brief #full-story > summary").click()
    page.evaluate(MOVE)
    assert page.evaluate("within('#full-story').open")
    assert host.of_site().count(f"/{SLUG}/fragment.html") == 1


def test_moved_while_it_loads(host: HostPage):
    page = host.open("<div id='there'></div>" + host.brief(slug="slow"))
    loading(host)
    page.evaluate(MOVE)
    expect(title(page)).to_have_text(TITLE)
    assert page.evaluate("reported") == [["ready", {"mode": "inline"}]]


def test_asked_for_something_else_it_shows_what_it_has_until_that_comes(host: HostPage):
    page = host.open(host.brief())
    expect(title(page)).to_have_text(TITLE)
    page.evaluate(f"""() => {{
        window.gone = 0;
        const root = document.querySelector('foldline-brief').shadowRoot;
        new MutationObserver(() => {{ gone += !root.querySelector('h1'); }}).observe(root, {{ childList: true, subtree: true }});
        document.querySelector('foldline-brief').sections = 'timeline';
        document.querySelector('foldline-brief').src = '{host.published}/apollo-13/';
    }}""")
    expect(title(page)).to_contain_text("Apollo 13")
    assert page.evaluate(
        "[gone, "
        "document.querySelector('foldline-brief').shadowRoot.querySelectorAll('.section').length]"
    ) == [0, 1]
    page.evaluate(f"document.querySelector('foldline-brief').src = '{host.published}/nowhere/'")
    expect(page.locator(".fallback")).to_be_visible()


def loading(host: HostPage) -> None:
    """Waits until the slow one has been asked for."""
    while not any("/slow/" in url for url in host.asked):
        host.page.wait_for_timeout(20)


def test_removed_while_it_loads(host: HostPage):
    page = host.open(host.brief(slug="slow"))
    loading(host)
    element = page.evaluate_handle(
        "(() => { const element = document.querySelector('foldline-brief'); element.remove(); "
        "return element; })()"
    )
    page.wait_for_timeout(1000 * SLOW + 200)
    assert element.evaluate(
        "element => [element.shadowRoot.querySelectorAll('h1').length, "
        "element.shadowRoot.querySelectorAll('slot').length]"
    ) == [0, 1]
    assert page.evaluate("reported") == []


def test_src_changed_while_it_loads(host: HostPage):
    page = host.open(host.brief(slug="slow"))
    loading(host)
    page.evaluate(
        f"document.querySelector('foldline-brief').src = '{host.published}/apollo-13/index.html'"
    )
    expect(title(page)).to_contain_text("Apollo 13")
    page.wait_for_timeout(1000 * SLOW)
    expect(title(page)).to_contain_text("Apollo 13")
    assert page.evaluate("reported") == [["ready", {"mode": "inline"}]]


def test_a_slow_server_leaves_the_link_until_it_has_answered(host: HostPage):
    page = host.open(host.brief(slug="slow"))
    expect(page.locator(".fallback")).to_be_visible()
    expect(title(page)).to_have_text(TITLE)


@pytest.mark.parametrize(
    "slug, said",
    [
        ("nowhere", "answered 404"),
        ("odd", "is no HTML"),
        ("empty", "there is no brief at this address"),
    ],
)
def test_what_fails_leaves_the_link_and_says_so(slug: str, said: str, host: HostPage):
    page = host.open(host.brief(slug=slug))
    page.wait_for_function("reported.length")
    (message,) = [detail["message"] for detail in reported(page, "error")]
    assert message.startswith("The brief can't be shown: ") and said in message
    expect(page.locator(".fallback")).to_be_visible()


@pytest.mark.parametrize("src", ["javascript:alert(1)", "file:///etc/passwd", ""])
def test_an_address_that_is_none(src: str, host: HostPage):
    page = host.open(
        f"<foldline-brief {f'src={src!r}' if src else ''}><a class='fallback' href='#'>A "
        "story</a></foldline-brief>"
    )
    page.wait_for_function("reported.length")
    assert [name for name, _ in page.evaluate("reported")] == ["error"]
    expect(page.locator(".fallback")).to_be_visible()


def test_without_the_script_there_is_the_link(host: HostPage):
    page = host.open(host.brief(), script=False)
    expect(page.get_by_role("link", name="A story")).to_be_visible()


def test_registering_twice_is_harmless(host: HostPage):
    page = host.open(
        host.brief()
        + f'<script src="{host.published}/embed.js"></script><script src="{host.published}/embed.js?again"></script>'
    )
    expect(title(page)).to_have_text(TITLE)
    assert len(reported(page, "ready")) == 1
