"""The picture of a timeline in a real browser: what its letters really take, and both ways between
it and the list.
"""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from foldline import load
from foldline.html.packing import Packed, packed_document
from foldline.publishing.shell_texts import shell_texts
from tests.night import by_day, sampled

from .conftest import ROOT, SLUGS, Watched
from .hard_timelines import brief_of

SEED = "us-russia-military-dialogue"
TOUCHING = """() => [...document.querySelectorAll('.drawing')].filter(drawing => drawing.getClientRects().length).flatMap(drawing => {
  const frame = drawing.closest('.picture').getBoundingClientRect();
  const words = [...drawing.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
  const wrong = words.filter(([, box]) => box.left < frame.left - 1 || box.right > frame.right + 1).map(([text]) => [text, 'is cut off']);
  words.forEach(([one, a], n) => words.slice(0, n).forEach(([other, b]) => {
    if (a.left < b.right && b.left < a.right && a.top < b.bottom - 3 && b.top < a.bottom - 3) wrong.push([one, 'on', other]);
  }));
  return wrong;
})"""


def shown(page: Page) -> list[str]:
    """The events shown in a visible mark and in the list."""
    return page.evaluate("""[...document.querySelectorAll('[data-shown]')].filter(each => each.getClientRects().length)
      .map(each => each.id ? 'list ' + each.id : 'mark ' + each.getAttribute('href').slice(1))""")


def both(event: str) -> list[str]:
    return [f"mark {event}", f"list {event}"]


def marks(page: Page):
    return page.locator(".drawing:visible .mark")


WIDTHS = (320, 344, 375, 414, 480, 584, 600, 640, 768, 1024, 1440)


@pytest.mark.parametrize("slug", sampled(SLUGS, 2))
def test_no_words_touch_or_are_cut_off_at_any_width(slug, slim, page: Page):
    page.goto(slim[slug])
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    for width in by_day((320, 414, 600, 768, 1440), at_night=WIDTHS):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.locator(".drawing:visible").count() == page.locator(".picture").count() > 0
        assert page.evaluate(TOUCHING) == [], width
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for media in ("print", "screen"):
            page.emulate_media(media=media)
            assert page.evaluate("""[...document.querySelectorAll('.drawing')].filter(each => each.getClientRects().length)
              .every(each => each.getBoundingClientRect().width <= each.closest('.picture').clientWidth + 1)""")
    page.evaluate(
        "document.documentElement.style.fontSize = '200%'"
    )  # at the last of the widths: narrower ones scroll
    assert page.evaluate(TOUCHING) == []


def test_without_scripts_a_mark_leads_to_its_event(site, browser):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site}{SEED}/index.html")
        marks(page).nth(1).click()
        assert page.url.endswith("#timeline-event-2")
        expect(page.locator("#timeline-event-2")).to_be_in_viewport()
        expect(page.locator(".picture-tools")).to_be_hidden()


def test_pointing_shows_an_event_in_both_places(site, watched: Watched):
    page = watched.open(f"{site}{SEED}/index.html", "static")
    marks(page).nth(2).hover()
    assert shown(page) == both("timeline-event-3")
    page.locator(".events > li").nth(0).hover()
    assert shown(page) == both("timeline-event-1")
    page.mouse.move(2, 2)
    assert shown(page) == []
    assert watched.errors == []


def test_the_keyboard_walks_along_the_events(site, watched: Watched):
    page = watched.open(f"{site}{SEED}/index.html", "static")
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 320, "height": 400})
    marks(page).nth(0).focus()
    for key, event in (
        ("ArrowRight", 2),
        ("ArrowDown", 3),
        ("ArrowRight", 3),
        ("Home", 1),
        ("End", 3),
        ("ArrowLeft", 2),
    ):
        page.keyboard.press(key)
        assert shown(page) == both(f"timeline-event-{event}"), key
        expect(page.locator(f"#timeline-event-{event}")).to_be_in_viewport()
    page.keyboard.press("Tab")  # the picture is one stop
    assert page.evaluate("document.activeElement.closest('.picture')") is None
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#timeline-event-2"
    page.keyboard.press("Enter")
    assert page.url.endswith("#timeline-event-2") and watched.errors == []


def wide(page: Page) -> float:
    return page.evaluate(
        "(picture => picture.scrollWidth / picture.clientWidth)(document.querySelector('.picture'))"
    )


def beside(page: Page) -> bool:
    """Whether the last mark lies beside what is seen of the picture."""
    return marks(page).last.evaluate("""mark => mark.querySelector('.bar').getBoundingClientRect().left >=
      mark.closest('.picture').getBoundingClientRect().right""")


def test_how_far_it_is_stretched_is_in_the_link(site, watched: Watched, context):
    page = watched.open(f"{site}apollo-13/index.html", "static")
    marks(page).nth(3).focus()
    before = marks(page).nth(3).locator(".bar").bounding_box()["x"]
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert wide(page) == pytest.approx(4, rel=0.02)
    assert abs(marks(page).nth(3).locator(".bar").bounding_box()["x"] - before) < 10
    page.wait_for_url("**zoom=timeline*")
    assert (
        page.evaluate(
            TOUCHING.replace("box.left < frame.left - 1 || box.right > frame.right + 1", "false")
        )
        == []
    )
    other = context.new_page()
    other.goto(page.url)
    assert wide(other) == pytest.approx(4, rel=0.02)
    left = "document.querySelector('.picture').scrollLeft"
    assert abs(other.evaluate(left) - page.evaluate(left)) < 4
    assert beside(page)
    page.locator(".events > li").last.hover()
    assert not beside(page)
    page.get_by_role("button", name="Show more time").click()
    page.get_by_role("button", name="Show more time").click()
    page.wait_for_url(lambda url: "zoom" not in url)
    assert wide(page) == 1 and watched.errors == []


def test_a_finger_shows_an_event_in_both_places_and_two_stretch_the_picture(site, browser):
    with browser.new_context(has_touch=True, viewport={"width": 320, "height": 700}) as context:
        page = context.new_page()
        page.goto(f"{site}{SEED}/index.html")
        marks(page).nth(1).locator(".bar").tap()
        page.wait_for_url("**#timeline-event-2")
        assert shown(page) == both("timeline-event-2")
        expect(page.locator("#timeline-event-2")).to_be_in_viewport()
        page.locator(".events > li").nth(0).tap()
        assert shown(page) == both("timeline-event-1")
        page.locator(".picture").scroll_into_view_if_needed()
        box = page.locator(".picture").bounding_box()
        y, x = box["y"] + 20, box["x"] + box["width"] / 2
        fingers = context.new_cdp_session(page)
        for kind, aside in (
            ("touchStart", 20),
            ("touchMove", 30),
            ("touchMove", 60),
            ("touchEnd", None),
        ):
            points = (
                []
                if aside is None
                else [{"x": x - aside, "y": y, "id": 0}, {"x": x + aside, "y": y, "id": 1}]
            )
            fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        assert wide(page) == pytest.approx(3, rel=0.1)
        assert page.evaluate("visualViewport.scale") == 1


@pytest.mark.nightly
def test_it_works_after_another_brief_was_shown_without_a_reload(checkout, watched: Watched):
    page = watched.open(checkout)
    page.locator(f'.shelf-list a[data-slug="{SEED}"]').click()
    marks(page).nth(1).hover()
    assert shown(page) == both("timeline-event-2")
    page.mouse.wheel(0, 0)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    expect(page.locator(".picture[data-zoom]")).to_have_count(1)
    assert watched.errors == []


def test_it_works_in_a_packed_file_of_several(page: Page, tmp_path: Path, runtime):
    texts = {
        slug: (ROOT / "stories" / f"{slug}.json").read_text("utf-8") for slug in (SEED, "apollo-13")
    }
    before, after = packed_document(
        [Packed(slug, text, load(text).brief) for slug, text in texts.items()], shell_texts(runtime)
    )
    (tmp_path / "a.html").write_text(before + after, "utf-8")
    page.goto((tmp_path / "a.html").as_uri() + "#apollo-13")
    marks(page).nth(0).focus()
    page.keyboard.press("ArrowRight")
    assert shown(page) == both("apollo-13:timeline-event-2")
    page.keyboard.press("+")
    page.wait_for_url("**zoom=apollo-13%3Atimeline*#apollo-13")


ON_EACH_OTHER = TOUCHING.replace(
    "box.left < frame.left - 1 || box.right > frame.right + 1", "false"
)
NAMED = """[...document.querySelectorAll('.drawing')].filter(each => each.getClientRects().length)
  .flatMap(each => [...each.querySelectorAll('.mark')].filter(mark => mark.querySelector('text'))).filter(mark => {
    const box = mark.querySelector('text').getBoundingClientRect(), frame = mark.closest('.picture').getBoundingClientRect();
    return box.left >= frame.left && box.right <= frame.right;
  }).map(mark => mark.querySelector('text').textContent)"""


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory, runtime) -> str:
    """The address of a file with briefs of hard shapes, with its scripts."""
    briefs = []
    for name in ("thirty", "one-hour", "duplicates", "years-and-days"):
        text = json.dumps(brief_of(name))
        briefs.append(Packed(name, text, load(text).brief))
    file = tmp_path_factory.mktemp("hard") / "hard.html"
    before, after = packed_document(briefs, shell_texts(runtime))
    file.write_text(before + after, "utf-8")
    return file.as_uri()


def test_a_stretched_picture_gives_names_back(hard: str, page: Page):
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{hard}#thirty")
    larger = page.locator("#thirty [data-zoom-by='2']")
    assert page.locator("#thirty .drawing:visible .mark:not(:has(text))").count() > 10
    for _ in range(3):
        larger.click()
        assert page.evaluate(NAMED)  # after each step, something in view has a name
        assert page.evaluate(ON_EACH_OTHER) == []
    page.wait_for_url(lambda url: "zoom=thirty%3Atimeline*8*" in url)
    seen = page.evaluate(NAMED)
    page.mouse.move(2, 2)  # an event that is pointed at would be brought into view
    page.reload()  # what an address says is shown
    assert len(set(page.evaluate(NAMED)) ^ set(seen)) <= 1 < len(seen)
    # also where the middle of the picture is empty
    page.goto(f"{hard}#years-and-days")
    for _ in range(5):
        page.locator("#years-and-days [data-zoom-by='2']").click()
        assert page.evaluate(NAMED)


def test_bars_that_count_open_as_they_are_stretched(hard: str, page: Page):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{hard}#one-hour")
    counts = page.locator("#one-hour .drawing:visible .bar-count + text")
    assert sum(map(int, counts.all_text_contents())) == 300
    page.locator("#one-hour [data-zoom-by='2']").click()
    opened = page.locator("#one-hour .drawing:visible [data-more]:has(circle)")
    assert opened.count() > 20 and page.evaluate(ON_EACH_OTHER) == []
    name = opened.first.text_content()
    href = opened.first.get_attribute("href")
    assert page.locator(f"[id='{href[1:]}'] .event-label").text_content() == name
    page.locator("#one-hour [data-zoom-by='0.5']").click()
    assert opened.count() == 0 and counts.first.is_visible()


def test_a_mark_of_several_events_is_shown_with_each_of_them(hard: str, page: Page):
    page.goto(f"{hard}#duplicates")
    for number in (1, 3):
        page.locator("#duplicates .events > li").nth(number - 1).hover()
        assert shown(page) == [
            "mark duplicates:timeline-event-1",
            f"list duplicates:timeline-event-{number}",
        ]
    assert marks(page).first.locator("title").text_content() == "The vote: 5 May 2024 (3 times)"
