"""What the design promises and a browser can measure."""

import pytest

from .conftest import Watched

# Lines of the full story, by how many characters stand on each (the last line of a paragraph is as
# long as it is).
LINES = """
() => [...document.querySelectorAll('.story > p')].flatMap(paragraph => {
  const text = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), lines = new Map();
  for (let node; (node = text.nextNode());) for (let at = 0; at < node.length; at++) {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const top = Math.round(range.getBoundingClientRect().top);
    lines.set(top, (lines.get(top) ?? 0) + 1);
  }
  return [...lines.values()].slice(0, -1);
})
"""


def test_a_line_has_60_to_75_characters_where_there_is_room(site, watched: Watched):
    page = watched.page
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(site + "us-russia-military-dialogue/index.html#full-story")
    lines = page.evaluate(LINES)
    assert len(lines) > 20
    assert 60 <= sum(lines) / len(lines) <= 75


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nothing_stands_outside_the_page(width, site, watched: Watched):
    page = watched.page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + "specimen-harbour/index.html")
    page.locator(".depth [data-depth-choice=everything]").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
