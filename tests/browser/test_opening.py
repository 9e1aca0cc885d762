"""Each shipped brief opens, in both places, with nothing wrong and nothing asked from elsewhere."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from foldline.html.render import Fit, render_brief
from foldline.story.loading import load
from tests.browser.engines import holds
from tests.night import at_night

from .conftest import ROOT, SLUGS

pytestmark = pytest.mark.first_visit


def origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/"


def brief_of(slug: str):
    return load((ROOT / "stories" / f"{slug}.json").read_bytes()).brief


@pytest.mark.parametrize(
    "slug, place",
    [
        *((slug, "site") for slug in SLUGS),
        *at_night(*((slug, "checkout") for slug in SLUGS)),
    ],
)
def test_a_shipped_brief_opens(slug, place, watched, request):
    base = request.getfixturevalue(place)
    page = watched.open(
        base + (f"{slug}/index.html" if place == "site" else f"index.html?brief={slug}"),
        "static" if place == "site" else "ready",
    )
    brief = brief_of(slug)
    assert page.title() == brief.title
    expect(page.locator("h1")).to_have_text(brief.title)
    assert page.locator("[data-section]").evaluate_all(
        "all => all.map(each => each.dataset.section)"
    ) == [section.kind for section in brief.sections]
    assert page.locator("html").get_attribute("lang") == brief.language
    broken = page.evaluate(
        "[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)"
    )
    assert broken == []
    assert watched.errors == []
    assert watched.leaving(origin(base)) == []


def test_the_shelf_leads_to_every_brief(site, watched):
    page = watched.open(site, "static")
    assert page.locator(".card :is(h2, h3) a").count() == len(SLUGS)
    page.locator(".card :is(h2, h3) a").first.click()
    expect(page.locator("article.brief")).to_be_visible()
    assert watched.errors == []


def test_progress_is_told_while_python_boots(checkout, page):
    page.add_init_script("""
        window.steps = [];
        addEventListener('foldline:progress', ({ detail }) => window.steps.push(detail));
    """)
    page.goto(checkout)
    page.wait_for_selector("html[data-foldline=booting] #boot:not([hidden])", timeout=60_000)
    assert page.locator("#boot-words").get_attribute("role") == "status"
    page.wait_for_selector("html[data-foldline=ready]", state="attached", timeout=60_000)
    steps = [step for step in page.evaluate("window.steps") if step.get("total")]
    assert len(steps) > 5 and steps[0]["loaded"] < steps[-1]["loaded"] <= steps[-1]["total"]
    expect(page.locator("#boot")).to_be_hidden()


FITS = {"ever-given-suez/map.jpg": Fit(1800, 1200, (("x-400.webp", 400), ("x-800.webp", 800)))}
"""What is known of the pictures of the shipped briefs, by what they name: for one, its versions."""


@pytest.mark.nightly
def test_the_same_bytes_in_both_hosts(checkout, watched):
    page = watched.open(checkout)
    page.evaluate(
        """([slugs, fits]) => {
        const script = document.createElement('script');
        script.type = 'py';
        script.textContent = `
from pyscript import window
from foldline import load
from foldline.html.render import Fit, render_brief
from foldline.locales import ENGLISH
from foldline.reading.fetching import fetch_bytes
texts = [await fetch_bytes(f"stories/{slug}.json", ENGLISH) for slug in "${slugs}".split(",")]
window.rendered = chr(10).join(render_brief(load(text).brief, base="stories/", fits=${fits}) for text in texts)
`;
        document.body.append(script);
    }""",
        [",".join(SLUGS), repr(FITS)],
    )
    holds(page, "window.rendered !== undefined", timeout=60_000)
    here = [render_brief(brief_of(slug), base="stories/", fits=FITS) for slug in SLUGS]
    assert "stories/x-400.webp 400w" in "".join(here)
    assert page.evaluate("window.rendered") == "\n".join(here)


def test_a_brief_by_its_address_and_ready_is_told_in_three_ways(site, watched):
    watched.page.add_init_script(
        "document.addEventListener('foldline:ready', () => { window.heard = performance.now() })"
    )
    page = watched.open(f"{site}index.html?brief={site}{SLUGS[0]}/brief.json")
    assert page.title() == brief_of(SLUGS[0]).title
    assert page.evaluate("window.heard") > 0
    assert page.evaluate("performance.getEntriesByName('foldline:ready').length") == 1


def test_without_scripts_everything_reads(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}specimen-harbour/index.html")
    assert page.locator("html").get_attribute("data-foldline") == "static"
    section = page.locator("#full-story")
    assert section.get_attribute("open") is None
    section.locator("summary").click()
    assert section.get_attribute("open") is not None
    expect(section.locator(".section-body")).to_be_visible()
    expect(page.locator(".depth")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Contents")).to_be_visible()
    context.close()


def test_a_second_visit_takes_the_runtime_from_the_first(site, watched):
    page = watched.open(f"{site}apollo-13/index.html")
    page.evaluate("foldlineInterpreter.files")
    holds(page, f"localStorage.getItem('foldline-kept:{site}')")
    watched.requests.clear()
    watched.open(f"{site}ever-given-suez/index.html")
    assert page.evaluate("foldlineInterpreter.way") == "snapshot"
    packed = [url for url in watched.requests if url.endswith((".wasm.zst", ".so.zst", "heap.zst"))]
    assert packed == []
