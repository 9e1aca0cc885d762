"""Bad input in the browser: one readable alert, nothing else broken. The sentences are those of
`foldline check`.
"""

import json

import pytest
from playwright.sync_api import expect

from foldline.story.loading import load
from tests.night import at_night

GOOD = {
    "foldline": 1,
    "title": "A brief",
    "dek": "Short.",
    "published": "2026-01-02",
    "sections": [
        {"kind": "what_happened", "points": [{"text": "It rained."}]},
        {"kind": "full_story", "text": "All of it."},
    ],
}


def changed(**fields) -> bytes:
    return json.dumps(GOOD | fields, indent=1).encode()


TEN_WRONG = changed(
    title=7,
    dek="",
    language="??",
    published="yesterday",
    updated="2026-02-30",
    place=[],
    topics="rain",
    sources=[{"id": "A B", "name": "x", "url": "javascript:alert(1)"}],
    sections=[{"kind": "timeline", "events": [{"when": "31 February 2021", "text": "x"}]}],
)
BAD = {
    "broken-at-a-line.json": b'{"foldline": 1,\n "title": "x",\n "dek": oops}',
    "a-field-of-the-wrong-type.json": changed(title=5),
    "ten-wrong-fields.json": TEN_WRONG,
    "a-wrong-version.json": changed(foldline=2),
    "empty.json": b"",
    "latin-1.json": json.dumps(GOOD | {"title": "Müll"}, ensure_ascii=False).encode("latin-1"),
    "utf-16.json": json.dumps(GOOD).encode("utf-16"),
    "a-list.json": b"[]",
    "not-a-number.json": b'{"foldline": NaN}',
    "too-deep.json": b"[" * 100_000,
}


@pytest.mark.parametrize("name", at_night(*BAD))
def test_one_alert_lists_every_problem(name, site, site_folder, watched):
    (site_folder / "bad" / name).write_bytes(BAD[name])
    page = watched.open(f"{site}index.html?brief=bad/{name}")
    expect(page.get_by_role("alert")).to_have_count(1)
    expected = [problem.sentence(f"bad/{name}") for problem in load(BAD[name]).errors]
    assert page.locator("[role=alert] li").all_inner_texts() == expected
    assert expected
    assert watched.errors == []
    expect(page.locator(".masthead a")).to_be_visible()


def test_the_ten_wrong_fields_are_ten():
    assert len(load(TEN_WRONG).errors) >= 10


def test_a_file_of_50_megabytes(site, site_folder, watched):
    (site_folder / "bad" / "large.json").write_bytes(b'{"title": "' + b"x" * 50_000_000 + b'"}')
    page = watched.open(f"{site}index.html?brief=bad/large.json")
    expect(page.get_by_role("alert")).to_contain_text(
        "bad/large.json: is larger than a brief may be, 16 MB"
    )


def test_a_missing_brief_names_the_nearest(site, watched):
    page = watched.open(f"{site}index.html?brief=specimen-harbor")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(
        "specimen-harbor/brief.json: is not there: the server answered 404"
    )
    expect(alert).to_contain_text('Did you mean "specimen-harbour"?')
    page.locator(".wordmark").click()
    expect(page.locator(".shelf-list li").first).to_be_visible()


def test_a_server_that_is_not_there(site, watched):
    page = watched.open(f"{site}index.html?brief=http://127.0.0.1:9/x.json")
    expect(page.get_by_role("alert")).to_contain_text(
        "http://127.0.0.1:9/x.json: could not be reached"
    )


def test_an_unknown_kind_hides_nothing_around_it(site, site_folder, watched):
    sections = [GOOD["sections"][0], {"kind": "tmeline", "events": []}, GOOD["sections"][1]]
    (site_folder / "bad" / "kind.json").write_bytes(changed(sections=sections))
    page = watched.open(f"{site}index.html?brief=bad/kind.json")
    expect(page.get_by_role("alert")).to_have_count(1)
    expect(page.get_by_role("alert")).to_contain_text(
        'sections[1].kind: is "tmeline", which is no kind of section; did you mean "timeline"?'
    )
    expect(page.locator("#what-happened")).to_contain_text("It rained.")
    expect(page.locator("#full-story")).to_be_visible()
    expect(page.locator("#unread")).to_contain_text("This part could not be read")


@pytest.mark.nightly
def test_markup_in_text_stays_text(site, site_folder, watched):
    bait = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>'
    (site_folder / "bad" / "bait.json").write_bytes(
        changed(
            title=bait,
            dek=bait,
            sections=[
                {"kind": "prose", "heading": bait, "text": bait + " [x](javascript:window.hit=1)"}
            ],
        )
    )
    page = watched.open(f"{site}index.html?brief=bad/bait.json")
    expect(page.locator("h1")).to_have_text(bait)
    assert page.evaluate("window.hit") is None
    assert page.locator("main img, main script").count() == 0
