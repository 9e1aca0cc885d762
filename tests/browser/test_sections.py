"""How kinds of section look and read in a browser: their HTML and styles alone, with no site around."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from foldline import render
from foldline.html.render import section_styles
from foldline.publishing.assets import read_styles
from tests.made import EXAMPLES, brief

IMPACT = {
    "kind": "economic_impact",
    "short_term": [
        {"subject": "Tea", "figures": ["+30%"], "direction": "up", "text": "It sells."},
        {"subject": "Donaudampfschifffahrtskapitäne", "text": "They wait."},
    ],
}
MARKET = {
    "kind": "markets",
    "markets": [
        {
            "question": "Will it rain?",
            "venue": "Example",
            "outcomes": [{"name": "Yes", "probability": 0.3}, {"name": "No", "probability": 0.7}],
            "as_of": "2026-01-01",
            "closes": "2025-12-31",
        }
    ],
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of no site."""
    page = browser.new_page()
    yield page
    page.close()


def show(page: Page, *sections: dict, width: int = 900, **fields: object) -> None:
    styles = read_styles("tokens.css", "brief.css") + section_styles()
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content(f"<style>{styles}</style>{render(brief(*sections, **fields))}")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")


@pytest.mark.parametrize("width", [320, 900])
def test_impacts_and_chances_are_tables_at_any_width(page: Page, width: int):
    show(page, IMPACT, MARKET, width=width)
    impacts, chances = page.locator("table.impacts"), page.locator("table.outcomes")
    found = re.sub(r"#economic-impact-\w{8}-proof", "#IT", impacts.aria_snapshot())
    assert found.splitlines() == [
        '- table "Short term":',
        "  - caption:",
        '    - heading "Short term" [level=3]',
        "  - rowgroup:",
        '    - row "What How much Why":',
        '      - columnheader "What"',
        '      - columnheader "How much"',
        '      - columnheader "Why"',
        "  - rowgroup:",
        '    - row "Tea Up +30% It sells. Proof":',
        '      - rowheader "Tea"',
        '      - cell "Up +30%"',
        '      - cell "It sells. Proof":',
        "        - paragraph: It sells.",
        '        - link "Proof":',
        '          - /url: "#IT"',
        '    - row "Donaudampfschifffahrtskapitäne They wait. Proof":',
        '      - rowheader "Donaudampfschifffahrtskapitäne"',
        "      - cell",
        '      - cell "They wait. Proof":',
        "        - paragraph: They wait.",
        '        - link "Proof":',
        '          - /url: "#IT"',
    ]
    rows = [line.strip() for line in chances.aria_snapshot().splitlines() if "row " in line]
    assert rows == ['- row "Answer Probability":', '- row "Yes 30 %":', '- row "No 70 %":']
    beside = page.evaluate(
        "(([a, b]) => b.getBoundingClientRect().left > a.getBoundingClientRect().right - 1)"
        "([...document.querySelector('.impacts tbody tr').cells])"
    )
    assert beside == (width == 900)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_answer_that_leads_stands_out_and_a_market_that_closed_says_so(page: Page):
    show(page, MARKET)
    sizes = page.evaluate(
        "[...document.querySelectorAll('.percent')].map(each => parseFloat(getComputedStyle(each).fontSize))"
    )
    assert sizes[1] > sizes[0] > 16
    assert page.locator(".market-closed").inner_text() == "Closed 31 December 2025"


def test_colours_that_a_reader_forces_reach_drawings_and_bars(page: Page):
    page.emulate_media(forced_colors="active", color_scheme="light")
    show(page, EXAMPLES["timeline"]["filled"], MARKET, EXAMPLES["discussion"]["filled"])
    found = page.evaluate("""() => {
      const probe = document.body.appendChild(document.createElement('i'));
      const system = name => { probe.style.color = name; return getComputedStyle(probe).color; };
      const of = (where, what) => getComputedStyle(document.querySelector(where))[what];
      return [
        [of('.drawing .bar', 'fill'), system('CanvasText')],
        [of('.drawing .axis', 'stroke'), system('CanvasText')],
        [of('.drawing .band', 'fill'), system('Canvas')],
        [of('.outcomes meter', 'borderTopColor'), system('CanvasText')],
      ];
    }""")
    assert all(one == other for one, other in found), found


def test_a_reference_never_stands_alone_on_a_line(page: Page):
    point = {"text": "It rained and rained upon the quay.", "sources": ["a"]}
    show(page, {"kind": "what_happened", "points": [point]}, width=900)
    alone = page.evaluate("""() => {
      const item = document.querySelector('.points > li'), reference = item.querySelector('.ref');
      const text = item.querySelector('p').firstChild, last = document.createRange();
      last.setStart(text, text.length - 2);
      last.setEnd(text, text.length - 1);
      const lines = [];
      for (let wide = 160; wide < 400; wide += 4) {
        item.style.width = `${wide}px`;
        const word = last.getBoundingClientRect(), beside = reference.getBoundingClientRect();
        if (beside.top >= word.bottom) lines.push(wide);
      }
      return lines;
    }""")
    assert alone == []


def test_a_quotation_keeps_its_own_direction(page: Page):
    quote = {"text": "Don’t cheer too soon.", "speaker": "B"}
    show(page, {"kind": "key_quotes", "quotes": [quote]}, language="ar")
    assert page.evaluate("getComputedStyle(document.querySelector('.quote p')).direction") == "ltr"
