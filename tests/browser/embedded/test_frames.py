"""A brief in a frame of somebody else's page, and what a sandbox or a content system leaves of it."""

import pytest
from justhtml import JustHTML
from playwright.sync_api import expect

from .conftest import SLUG, HostPage
from .test_inline import MOVE, TITLE, reported

HEIGHT = "within('iframe').getBoundingClientRect().height"


def framed(page):
    return page.frame_locator("foldline-brief iframe")


def test_a_frame_is_as_high_as_its_brief(host: HostPage):
    page = host.open(host.brief('mode="frame"'))
    expect(framed(page).locator("h1")).to_have_text(TITLE)
    page.wait_for_function("reported.length")
    assert page.evaluate("reported") == [["ready", {"mode": "frame"}]]
    expect(page.locator(".fallback")).to_be_hidden()
    inner = page.frames[-1]
    page.wait_for_function(f"{HEIGHT} > 600")
    assert page.evaluate(HEIGHT) == inner.evaluate(
        "Math.ceil(document.documentElement.offsetHeight)"
    )
    before = page.evaluate(HEIGHT)
    framed(page).locator("#full-story > summary").click()
    page.wait_for_function(f"{HEIGHT} > {before} + 200")
    assert reported(page, "fold") == [{"section": "full-story", "open": True}]


def test_it_has_what_the_element_asks_for(host: HostPage):
    page = host.open(
        host.brief(
            'mode="frame" sections="timeline what-happened" open="what-happened" theme="dark" height="200"'
        )
    )
    page.wait_for_function("reported.length")
    inner = page.frames[-1]
    assert inner.evaluate(
        "[...document.querySelectorAll('.section')].map(each => [each.id, each.open])"
    ) == [["timeline", False], ["what-happened", True]]
    assert inner.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_messages_from_elsewhere_are_not_heard(host: HostPage):
    page = host.open(
        host.brief('mode="frame"') + f"<iframe name='other' src='{host.other()}'></iframe>"
    )
    page.wait_for_function("reported.length")
    before = page.evaluate(HEIGHT)
    forged = (
        "[{ foldline: 'height', height: 9 }, { height: 9 }, { ready: true }, { section: 'x', "
        "open: true }, { foldline: 'ready' }]"
    )
    page.evaluate(f"{forged}.forEach(each => postMessage(each, '*'))")
    host.other_frame().evaluate(f"{forged}.forEach(each => parent.postMessage(each, '*'))")
    page.wait_for_timeout(100)
    assert page.evaluate(HEIGHT) == before
    assert page.evaluate("reported.length") == 1


def test_a_frame_hears_the_page_around_it_alone(host: HostPage):
    page = host.open(
        f"<iframe name='brief' src='{host.published}/{SLUG}/frame.html'></iframe><iframe "
        f"name='other' src='{host.other()}'></iframe>"
    )
    expect(page.frame_locator("[name=brief]").locator("h1")).to_have_text(TITLE)
    host.other_frame().evaluate("""window.heard = []; for (const each of [0]) {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => heard.push(data);
        parent.frames.brief.postMessage({ foldline: 'hello' }, '*', [port2]);
    }""")
    page.wait_for_timeout(200)
    assert host.other_frame().evaluate("heard") == []


@pytest.mark.parametrize(
    "sandbox, remembers",
    [("allow-scripts", False), ("allow-scripts allow-same-origin", True), ("", None)],
)
def test_a_plain_frame_in_a_sandbox(sandbox: str, remembers: bool | None, host: HostPage):
    errors = []
    host.page.on(
        "console",
        lambda message: (
            message.type == "error"
            and "sandbox" not in message.text.lower()
            and errors.append(message.text)
        ),
    )
    frame = (
        f"<iframe name='brief' width='600' height='480' src='{host.published}/{SLUG}/frame.html' "
        f"sandbox='{sandbox}'></iframe>"
    )
    page = host.open(frame)
    inner = page.frame_locator("[name=brief]")
    expect(inner.locator("h1")).to_have_text(TITLE)
    if remembers is None:  # no script at all: what the engines themselves fold is there
        return
    inner.locator("#full-story > summary").click()
    expect(inner.locator("#full-story .section-body")).to_be_visible()
    page.reload()
    expect(inner.locator("h1")).to_have_text(TITLE)
    expect(inner.locator("#full-story .section-body")).to_be_visible(visible=remembers)
    assert errors == []


def test_a_frame_that_does_not_come_leaves_the_link_and_says_so_in_the_end(host: HostPage):
    host.page.clock.install()
    page = host.open(host.brief('mode="frame"', slug="nowhere"))
    framed(page).get_by_text("404").first.wait_for(state="attached")
    expect(page.locator(".fallback")).to_be_visible()
    assert page.evaluate("[getComputedStyle(within('iframe')).opacity, reported.length]") == [
        "0",
        0,
    ]
    page.clock.fast_forward(31_000)
    page.wait_for_function("reported.length", polling=20)
    assert reported(page, "error") == [
        {"message": "The brief can't be shown: it did not come in time"}
    ]
    expect(page.locator(".fallback")).to_be_visible()


def test_moved_it_is_loaded_again_and_as_high(host: HostPage):
    page = host.open("<div id='there'></div>" + host.brief('mode="frame"'))
    page.wait_for_function("reported.length")
    page.evaluate(MOVE)
    expect(framed(page).locator("h1")).to_have_text(TITLE)
    page.wait_for_function(f"{HEIGHT} > 600")
    framed(page).locator("#full-story > summary").click()
    page.wait_for_function("reported.length === 2")
    assert reported(page, "fold") == [{"section": "full-story", "open": True}]


@pytest.mark.parametrize(
    "page_is, system, ground",
    [
        ("", "dark", "rgb(253, 252, 249)"),
        ("light", "dark", "rgb(253, 252, 249)"),
        ("dark", "light", "rgb(22, 24, 27)"),
        ("light dark", "light", "rgb(253, 252, 249)"),
    ],
)
def test_without_a_theme_it_has_the_pages_scheme_not_the_systems(
    page_is: str, system: str, ground: str, host: HostPage
):
    host.page.emulate_media(color_scheme=system)
    page = host.open(
        host.brief('sections="timeline"') + host.brief('mode="frame" loading="eager"'),
        html=f'style="color-scheme: {page_is}"' if page_is else "",
    )
    page.wait_for_function("reported.length === 2")
    found = (
        page.evaluate("look('.root', 0).backgroundColor"),
        page.frames[-1].evaluate("getComputedStyle(document.body).backgroundColor"),
    )
    assert found == (ground, ground)
    page.evaluate("document.querySelector('[mode]').theme = 'dark'")
    page.wait_for_function("reported.length === 3")
    assert (
        page.frames[-1].evaluate("getComputedStyle(document.body).backgroundColor")
        == "rgb(22, 24, 27)"
    )


def test_removed_it_takes_all_with_it(host: HostPage):
    page = host.open(host.brief('mode="frame"'))
    page.wait_for_function("reported.length")
    page.evaluate("document.querySelector('foldline-brief').remove()")
    page.wait_for_function("window.length === 0")


# What two content systems leave of pasted HTML. WordPress: the tags of `wp_kses_post`, what an
# author without the right to unfiltered HTML may write. Ghost: its HTML card takes all, and its
# Markdown and mail take links and images.
CONTENT_SYSTEMS = {
    "WordPress, unfiltered": {"a", "p", "div", "iframe", "script", "foldline-brief"},
    "WordPress, an author's": {
        "a",
        "p",
        "div",
        "figure",
        "img",
        "details",
        "summary",
        "span",
        "section",
        "article",
    },
    "WordPress, with frames": {"a", "p", "div", "figure", "img", "iframe"},
    "Ghost, HTML card": {"a", "p", "div", "iframe", "script", "foldline-brief"},
    "Ghost, mail": {"a", "p", "img", "div", "span"},
}


def left(html: str, allowed: set[str]) -> str:
    """The HTML with tags that are not allowed taken out; a script or frame goes with what it holds."""

    def walk(node) -> str:
        if node.name == "#text":
            return node.data
        inside = "".join(walk(child) for child in node.children or ())
        if node.name not in allowed:
            return "" if node.name in ("script", "iframe") else inside
        attributes = "".join(f' {name}="{value}"' for name, value in (node.attrs or {}).items())
        return f"<{node.name}{attributes}>{inside}</{node.name}>"

    return "".join(
        walk(child) for child in JustHTML(html, fragment=True, sanitize=False).root.children
    )


@pytest.mark.nightly
@pytest.mark.parametrize("name", CONTENT_SYSTEMS)
@pytest.mark.parametrize("snippet", ["element", "frame"])
def test_a_content_system_leaves_the_frame_or_the_link(name: str, snippet: str, host: HostPage):
    address = f"{host.published}/{SLUG}/"
    pasted = (
        f'<script src="{host.published}/embed.js" async></script>{host.brief()}'
        if snippet == "element"
        else f'<iframe src="{address}frame.html" title="A story" width="640" height="480" loading="lazy"></iframe><p><a href="{address}">A story</a></p>'
    )
    page = host.open(left(pasted, CONTENT_SYSTEMS[name]), script=False)
    allowed = CONTENT_SYSTEMS[name]
    if snippet == "element" and {"script", "foldline-brief"} <= allowed:
        expect(page.locator("foldline-brief h1")).to_have_text(TITLE)
    elif snippet == "frame" and "iframe" in allowed:
        expect(page.frame_locator("iframe").locator("h1")).to_have_text(TITLE)
    else:
        expect(page.get_by_role("link", name="A story")).to_be_visible()
        assert page.get_by_role("link", name="A story").get_attribute("href") == address
