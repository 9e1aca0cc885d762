"""A claim of a brief inside somebody else's page opens to its proof."""

import re

import pytest
from playwright.sync_api import expect

from .conftest import HostPage

SLUG = "apollo-13"


@pytest.mark.each_engine
def test_a_claim_opens_below_its_sentence_and_the_host_page_stays_as_it_is(host: HostPage):
    page = host.open("<h1>Host</h1>" + host.brief(slug=SLUG))
    brief = page.locator("foldline-brief")
    claim = brief.locator("[data-claim]").filter(has_text="[The accident] was not")
    sign, box = claim.locator(".proof-sign"), brief.get_by_role("group", name="Proof")
    expect(sign).to_have_text("Speaker differs")
    before = page.evaluate("[location.href, history.length]")
    sign.click()
    expect(box).to_contain_text("Speaker differs: the full story names the board")
    assert claim.locator(".proof-box").count() == 1
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    sign.press("Enter")
    box.get_by_role("link", name="Read it in the full story").click()
    expect(brief.locator("#full-story")).to_have_attribute("open", "")
    brief.get_by_role("button", name="Back to where you were").click()
    expect(sign).to_be_in_viewport()
    assert page.evaluate("[location.href, history.length]") == before
    assert page.evaluate("[...names].every(name => name in window) && !('foldlineProof' in window)")


def test_of_some_sections_only_their_proofs_are_there(host: HostPage):
    page = host.open(host.brief('sections="key-quotes"', slug=SLUG))
    brief = page.locator("foldline-brief")
    expect(brief.locator(".proofs li[id]")).to_have_count(5)
    expect(brief.locator(".proofs li[id]").first).to_have_attribute(
        "id", re.compile("^key-quotes-")
    )
