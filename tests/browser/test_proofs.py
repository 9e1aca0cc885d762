"""Each claim opens to its proof: in the margin, below the sentence, in a packed file, without
scripts, and for a brief of the reader's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from foldline.publishing.pack import pack_file
from foldline.publishing.runtime import Runtime
from tests.browser.conftest import BOOT, Watched
from tests.browser.own import brief, drop, is_shown, ready
from tests.browser.test_accessible import AXE
from tests.made import ROOT

SLUG = "apollo-13"
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
DIFFERS = "Speaker differs: the full story names the board, not Edgar M. Cortright."


@pytest.fixture(params=["wide", "phone"])
def opened(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    """A page of the site on a wide window, and on a phone's, where fingers touch it."""
    phone = request.param == "phone"
    context = browser.new_context(viewport=PHONE if phone else WIDE, has_touch=phone)
    watched = Watched(context.new_page())
    yield watched.open(f"{site}{SLUG}/index.html", "static")
    assert watched.errors == []
    context.close()


def claim_with(page: Page, words: str) -> Locator:
    return page.locator("[data-claim]").filter(has_text=words)


def opens(claim: Locator, act: str) -> Locator:
    """Opens the proof of a claim by one action, and returns what opens."""
    page, sign = claim.page, claim.locator(".proof-sign")
    sign.evaluate("each => each.scrollIntoView({ block: 'center' })")
    if act == "key":
        sign.press("Enter")
    elif act == "finger":
        sign.tap()
    else:
        sign.click()
    box = page.get_by_role("group", name="Proof")
    expect(box).to_be_visible()
    return box


@pytest.mark.parametrize("way", ["pointer", "key"])
def test_one_action_opens_the_proof_where_the_claim_stands(opened: Page, way: str):
    page = opened
    phone = page.viewport_size == PHONE
    claim = claim_with(page, "[The accident] was not")
    sign = claim.locator(".proof-sign")
    expect(sign).to_have_text("Speaker differs")
    box = opens(claim, "key" if way == "key" else "finger" if phone else "mouse")
    expect(box).to_contain_text(DIFFERS)
    expect(box.get_by_role("link", name="50 Years Ago: Apollo 13")).to_be_visible()
    expect(box).to_contain_text("The words in NASA")
    around, of_claim, of_sign = box.bounding_box(), claim.bounding_box(), sign.bounding_box()
    assert around and of_claim and of_sign
    if phone:  # below the sentence
        assert around["y"] >= of_sign["y"] + of_sign["height"] and around["x"] >= 0
        assert around["x"] + around["width"] <= PHONE["width"]
    else:  # in the margin, beside it
        assert around["x"] >= of_claim["x"] + of_claim["width"]
        assert abs(around["y"] - of_claim["y"]) < 2
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    expect(sign).to_be_focused()
    opens(claim, "mouse").get_by_role("button", name="Close").click()
    expect(box).to_have_count(0)
    expect(sign).to_be_focused()


def test_a_place_in_the_full_story_is_marked_and_leads_back(opened: Page):
    page = opened
    claim = claim_with(page, "Houston, we’ve had a problem. We’ve")
    box = opens(claim, "mouse")
    box.get_by_role("link", name="Read it in the full story").click()
    marked = "[...CSS.highlights.get('foldline-place')][0]"
    assert page.evaluate(f"{marked}.toString()") == (
        "Houston, we’ve had a problem. We’ve had a main B bus undervolt"
    )
    assert page.evaluate(f"!!{marked}.startContainer.parentElement.closest('#full-story[open]')")
    top = page.evaluate(f"{marked}.getBoundingClientRect().top")
    assert 0 < top < page.viewport_size["height"]
    back = page.get_by_role("button", name="Back to where you were")
    expect(back).to_be_focused()
    back.click()
    expect(claim.locator(".proof-sign")).to_be_focused()
    expect(claim.locator(".proof-sign")).to_be_in_viewport()
    expect(back).to_have_count(0)
    assert page.evaluate("CSS.highlights.has('foldline-place')") is False


def test_what_opens_is_accessible(opened: Page):
    page = opened
    opens(claim_with(page, "Our mission was a failure"), "mouse")
    page.locator(".record-lines summary").last.click()
    page.locator(".proofs > summary").click()
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    assert [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_record_leads_to_each(opened: Page):
    page = opened
    record = page.locator(".record")
    lines = record.locator(".record-lines > li")
    expect(lines).to_have_count(3)
    expect(lines.nth(2)).to_contain_text("1 speaker differs")
    lines.nth(2).locator("summary").click()
    lines.nth(2).get_by_role("link", name="[The accident] was not").click()
    expect(claim_with(page, "[The accident] was not")).to_be_in_viewport()


def test_a_link_to_words_that_have_changed_leads_to_their_section(opened: Page):
    page = opened
    page.goto(f"{page.url.partition('#')[0]}#key-quotes-00000000")
    page.reload()
    expect(page.locator("#key-quotes > summary")).to_be_in_viewport()


def test_without_scripts_signs_are_links_to_the_proofs(site: str, browser: Browser):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{site}{SLUG}/index.html")
    page.locator("[data-sign=speaker]").click()
    proof = page.locator(".proofs li").filter(has_text=DIFFERS)
    expect(proof).to_be_in_viewport()
    proof.get_by_role("link", name="[The accident] was not").click()
    expect(page.locator("[data-claim]").filter(has_text="[The accident]")).to_be_in_viewport()
    context.close()


def test_it_opens_in_a_packed_file(runtime: Runtime, tmp_path: Path, watched: Watched):
    stories = [ROOT / "stories" / f"{slug}.json" for slug in (SLUG, "specimen-harbour")]
    pack_file(stories, tmp_path / "two.html", runtime)
    page = watched.open(f"{(tmp_path / 'two.html').as_uri()}#{SLUG}", "static")
    expect(opens(claim_with(page, "[The accident] was not"), "mouse")).to_contain_text(DIFFERS)


def test_a_brief_of_the_readers_own_gets_it_in_the_page(site: str, watched: Watched):
    quotes = {
        "kind": "key_quotes",
        "quotes": [{"text": "The quay is under water.", "speaker": "The harbour office"}],
    }
    told = {"kind": "full_story", "text": "“The quay is under water,” said the mayor."}
    page = ready(watched.open(site))
    drop(page, {"rain.json": brief("Rain", quotes, told)})
    is_shown(page, "Rain")
    claim = page.locator("#opened [data-claim]").filter(has_text="The quay is under water.")
    expect(claim.locator(".proof-sign")).to_have_text("Speaker differs", timeout=BOOT)
    box = opens(claim, "mouse")
    expect(box).to_contain_text("the full story names the mayor, not The harbour office")
    expect(page.locator("#opened .record-lines")).to_contain_text("1 speaker differs")
    assert watched.errors == []
