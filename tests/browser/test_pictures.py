"""A brief from elsewhere asks no other host for a picture until the reader allows that host:
dropped, pasted, by its address.
"""

import json

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.own import PIXEL, brief, drop, gallery, is_shown, paste, ready

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"/>'
HOSTS = ("one.example", "two.example", "gone.example", "elsewhere.example")
SIZED = {
    "kind": "photo_gallery",
    "photos": [
        {"src": "https://one.example/sized.svg", "alt": "A quay", "width": 400, "height": 300}
    ],
}


@pytest.fixture
def asked(page: Page) -> list[str]:
    """What the page asked of other hosts, each of which answers."""
    found: list[str] = []

    def answer(route: Route) -> None:
        found.append(route.request.url.partition("://")[2])
        if "gone.example" in route.request.url:
            route.abort()
        elif route.request.url.endswith(".json"):
            text = brief(
                "Rain",
                gallery("near.png", "/top.png", "//two.example/c.png", "https://one.example/a.png"),
            ).decode()
            route.fulfill(body=text, headers={"access-control-allow-origin": "*"})
        elif route.request.url.endswith(".svg"):
            route.fulfill(body=DRAWING, content_type="image/svg+xml")
        else:
            route.fulfill(
                body=PIXEL, content_type="image/png", headers={"access-control-allow-origin": "*"}
            )

    for host in HOSTS:
        page.route(f"*://{host}/**", answer)
    return found


def loaded(page: Page) -> list[str]:
    return page.locator("article:visible img").evaluate_all(
        "all => all.filter(each => each.naturalWidth).map(each => new URL(each.src).host)"
    )


@pytest.mark.each_place
@pytest.mark.parametrize(
    "anywhere, how", [("http", "dropped"), ("file", "pasted")], indirect=["anywhere"]
)
def test_nothing_is_asked_for_until_its_host_is_allowed(anywhere, how, page: Page, asked):
    page.goto(anywhere + "index.html")
    ready(page)
    text = brief(
        "Rain",
        gallery(
            "https://one.example/a.png",
            "//two.example/b.png",
            "https://one.example/c.png",
            "//gone.example/d.png",
        ),
        SIZED,
    )
    if how == "dropped":
        drop(page, {"rain.json": text})
    else:
        paste(page, text.decode())
    is_shown(page, "Rain")
    waits = page.locator(".picture-waits:visible")
    expect(waits).to_have_count(5)
    expect(waits.first).to_contain_text("The https://one.example/a.png")
    expect(waits.first).to_contain_text("This picture is at one.example")
    place_of_sized = waits.last.bounding_box()
    # as wide as the page has room for, and no higher than 0.8 of the window
    most = 0.8 * page.viewport_size["height"]
    height = min(most, place_of_sized["width"] * 0.75)
    assert place_of_sized["height"] == pytest.approx(height, abs=1)
    page.wait_for_load_state("networkidle")
    assert asked == []

    waits.first.get_by_role("button", name="Show pictures from one.example").press("Enter")
    expect(waits).to_have_count(2)
    expect(page.locator("figure:focus img")).to_have_attribute("src", "https://one.example/a.png")
    page.locator("article:visible img").last.scroll_into_view_if_needed()
    expect(page.locator("article:visible img")).to_have_count(3)
    page.wait_for_load_state("networkidle")
    assert sorted(asked) == ["one.example/a.png", "one.example/c.png", "one.example/sized.svg"]
    assert loaded(page) == ["one.example"] * 3
    now = page.locator("article:visible img").last.bounding_box()
    assert (now["width"], now["height"]) == pytest.approx(
        (place_of_sized["width"], place_of_sized["height"]), abs=1
    )

    page.get_by_role("button", name="Show pictures from gone.example").click()
    expect(page.locator("article:visible .photo-in-words")).to_have_text(
        "A picture that could not be loaded: The //gone.example/d.png"
    )
    assert not [url for url in asked if url.startswith("two")]

    drop(
        page, {"rain.json": text, "again.json": text}
    )  # another brief, and the same once more: each is asked about for itself
    page.locator("#opened .shelf-list a").first.click()
    expect(waits).to_have_count(5)


def test_one_by_its_address_may_ask_its_own_host_alone(site, page: Page, asked, tmp_path):
    page.goto(f"{site}index.html?brief=https://elsewhere.example/news/rain.json")
    ready(page)
    expect(page.locator("h1")).to_have_text("Rain")
    expect(page.locator(".picture-waits")).to_have_count(2)
    page.wait_for_load_state("networkidle")
    # the brief once more, when its claims are compared
    pictures = sorted(set(asked) - {"elsewhere.example/news/rain.json"})
    assert pictures == ["elsewhere.example/news/near.png", "elsewhere.example/top.png"]

    asked.clear()
    page.locator("#tools > summary").click()
    with page.expect_download() as download:
        page.locator("[data-save=file]").click()
    expect(page.locator("#tools-save .save-said")).to_contain_text(
        "//two.example/c.png, https://one.example/a.png"
    )
    assert {url.partition("/")[0] for url in asked} == {"elsewhere.example"}
    assert "https://one.example" not in json.dumps(
        page.locator("#page img").evaluate_all("all => all.map(each => each.src)")
    )

    page.locator("#tools > summary").click()
    page.get_by_role("button", name="Show pictures from two.example").click()
    expect(page.locator("#page img")).to_have_count(3)
    page.wait_for_load_state("networkidle")
    assert "two.example/c.png" in asked and not [url for url in asked if url.startswith("one")]
    download.value.save_as(tmp_path / "rain.html")
    page.goto((tmp_path / "rain.html").as_uri())  # in a file, nobody is asked and nothing offers to
    expect(page.locator(".photo-in-words")).to_have_count(2)
    assert page.locator("[data-pictures], .picture-waits").count() == 0


def test_one_of_the_site_shows_what_its_publisher_gave(site, site_folder, page: Page, asked):
    (site_folder / "bad" / "far.json").write_bytes(
        brief("Far", gallery("https://one.example/a.png"))
    )
    page.goto(f"{site}index.html?brief=bad/far.json")
    expect(page.locator("#page img")).to_have_count(1, timeout=60_000)
    page.locator("#page img").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert asked == ["one.example/a.png"]
