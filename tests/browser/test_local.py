"""Briefs of the reader's own: opened by picker, drop, folder and paste; the bad ones as `foldline
check` has them.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Watched, nothing_went_wrong
from .own import (
    PIXEL,
    brief,
    checked,
    drop,
    gallery,
    is_shown,
    menu,
    page_is_shown,
    paste,
    pick,
    pick_folder,
    publishers,
    ready,
)

BAD = {
    "broken.json": b'{"foldline": 1,\n "title": "x",\n "dek": oops}',
    "wrong.json": brief(7, dek="", published="yesterday", odd=1),
    "in-part.json": brief("In part", {"kind": "tmeline"}),
    "latin.json": '{"title": "Müll"}'.encode("latin-1"),
    "empty.json": b"",
}


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def shelves() -> Iterator[dict[str, Watched]]:
    """Pages with a shelf on which Python answers, by their address: one for all tests here."""
    found: dict[str, Watched] = {}
    yield found
    for watched in found.values():
        watched.page.context.close()


@pytest.fixture
def shelf(anywhere: str, shelves: dict[str, Watched], browser: Browser) -> Iterator[Page]:
    """A shelf that is ready to open what the reader has, and has nothing of his."""
    if anywhere not in shelves:
        shelves[anywhere] = Watched(browser.new_context().new_page())
        ready(shelves[anywhere].open(anywhere + "index.html"))
        shelves[anywhere].page.wait_for_load_state("networkidle")
    watched = shelves.pop(anywhere)  # comes back where nothing goes wrong
    watched.requests.clear()
    yield watched.page
    nothing_went_wrong(watched, anywhere)
    let_go_of_all(watched.page)
    shelves[anywhere] = watched


def let_go_of_all(page: Page) -> None:
    page.evaluate("""() => {
        const of = name => document.querySelector(`#tools-open [data-local=${name}]`);
        (of('remove-all') ?? of('remove'))?.click();
    }""")
    expect(page.locator(".local-list a")).to_have_count(0)
    page.evaluate("""() => {
        document.querySelector('.wordmark').click();
        document.getElementById('tools').open = false;
        document.getElementById('local-text').value = '';
        for (const storage of [localStorage, sessionStorage]) storage.clear();
    }""")
    page_is_shown(page)


def lines(page: Page) -> list[str]:
    return page.locator("#opened [role=alert] li").all_inner_texts()


def test_a_picked_file_is_shown_at_once(shelf: Page, tmp_path):
    write(tmp_path, {"rain.json": brief()})
    pick(shelf, tmp_path / "rain.json")
    is_shown(shelf, "Rain")
    assert shelf.url.endswith("#opened:rain")
    expect(shelf.locator("#opened h1")).to_be_focused()
    expect(shelf.locator("#tools")).not_to_have_attribute("open", "")
    assert shelf.locator(".skip").get_attribute("href") == "#opened:rain"
    assert shelf.get_by_role("alert").count() == 0


def test_several_dropped_files_make_a_shelf_and_the_bad_ones_one_alert(
    shelf: Page, tmp_path, monkeypatch
):
    files = {"rain.json": brief(), **BAD, "snow.json": brief("Snow", dek="It snowed.")}
    write(tmp_path, files)
    drop(shelf, files)
    expect(shelf.locator("#opened > section:visible h1")).to_have_text("Briefs opened here")
    expect(shelf).to_have_title("Briefs opened here")
    assert shelf.url.endswith("#opened")
    assert shelf.locator(".shelf-list h2:visible").all_inner_texts() == ["Rain", "In part", "Snow"]
    expect(shelf.locator("#opened .shelf-list li", has_text="Snow")).to_contain_text("It snowed.")
    expect(shelf.locator("#opened .shelf-list li", has_text="Snow")).to_contain_text("snow.json")
    alert = shelf.locator("#opened [role=alert]")
    expect(alert).to_have_count(1)
    expect(alert).to_be_focused()
    expect(alert).to_contain_text(
        "4 files could not be opened; 1 brief has errors, and is opened as far as can be."
    )
    expected = checked(tmp_path, *files, chdir=monkeypatch.chdir)
    assert len(expected) > 6 and lines(shelf) == expected
    shelf.get_by_role("link", name="Snow").first.click()
    is_shown(shelf, "Snow")


def test_a_single_bad_file_is_the_alert(shelf: Page, tmp_path, monkeypatch):
    alert = shelf.locator("#opened [role=alert]")
    write(tmp_path, BAD)
    for name in [name for name in BAD if name != "in-part.json"]:
        pick(shelf, tmp_path / name)
        expect(alert).to_contain_text(name)
        expect(alert).to_be_focused()
        assert lines(shelf) == checked(tmp_path, name, chdir=monkeypatch.chdir)
        assert shelf.url.endswith("#opened")


def test_what_can_be_read_of_a_single_bad_file_is_shown_below_the_alert(
    shelf: Page, tmp_path, monkeypatch
):
    pick(shelf, write(tmp_path, BAD) / "in-part.json")
    is_shown(shelf, "In part")
    assert lines(shelf) == checked(tmp_path, "in-part.json", chdir=monkeypatch.chdir)
    expect(shelf.locator('[id="opened:in-part:what-happened"]')).to_contain_text("It rained.")


def test_a_file_of_50_megabytes_is_refused_as_check_does(shelf: Page, tmp_path, monkeypatch):
    write(tmp_path, {"large.json": b"x" * 50_000_000})
    pick(shelf, tmp_path / "large.json")
    expect(shelf.locator("#opened [role=alert]")).to_be_visible()
    assert lines(shelf) == checked(tmp_path, "large.json", chdir=monkeypatch.chdir)


def test_a_remark_is_said_without_alarm(shelf: Page, tmp_path, monkeypatch):
    write(tmp_path, {"odd.json": brief(odd=1)})
    pick(shelf, tmp_path / "odd.json")
    is_shown(shelf, "Rain")
    assert shelf.get_by_role("alert").count() == 0
    shelf.locator(".remarks:visible summary").click()
    assert shelf.locator(".remarks:visible li").all_inner_texts() == checked(
        tmp_path, "odd.json", chdir=monkeypatch.chdir
    )


def test_a_folder_is_read_as_check_reads_it(shelf: Page, tmp_path, monkeypatch):
    write(
        tmp_path / "mine",
        {
            "rain.json": brief(
                "Rain",
                gallery(
                    "pictures/a%20b.png",
                    "gone.png",
                    "../outside.png",
                    "https://example.org/far.png",
                    "/root.png",
                ),
            ),
            "pictures/a b.png": PIXEL,
            "snow.json": brief("Snow"),
            "package.json": b'{"name": "x"}',
            "shelf.json": b"[]",
            ".hidden.json": b"{}",
            "brief.schema.json": b"{}",
            "below/hail.json": brief("Hail"),
            "notes.txt": b"x",
        },
    )
    write(tmp_path, {"outside.png": PIXEL})
    pick_folder(shelf, tmp_path / "mine")
    expect(shelf.locator("#opened [role=alert]")).to_be_visible()
    assert sorted(shelf.locator(".shelf-list h2:visible").all_inner_texts()) == ["Rain", "Snow"]
    (tmp_path / "mine" / ".hidden.json").unlink()  # which `check` reads, and a page does not
    assert lines(shelf) == checked(tmp_path, "mine", chdir=monkeypatch.chdir)
    assert sum("there is no image" in line for line in lines(shelf)) == 2
    shelf.get_by_role("link", name="Rain").first.click()
    is_shown(shelf, "Rain")
    images = shelf.locator("#opened img")
    assert images.evaluate_all(
        "all => all.map(each => [each.src.slice(0, 22), each.naturalWidth])"
    ) == [["data:image/png;base64,", 1]]
    expect(shelf.locator("#opened .picture-waits")).to_contain_text(
        "This picture is at example.org"
    )
    expect(shelf.locator("#opened .photo-in-words")).to_have_count(3)


# By an entry is how Firefox and WebKit do it; Chromium gives a page from a file nothing of one.
@pytest.mark.parametrize(
    "anywhere, by",
    [("http", "handle"), ("http", "entry"), ("file", "handle")],
    indirect=["anywhere"],
)
def test_a_dropped_folder_is_read_too(by, shelf: Page, tmp_path, monkeypatch):
    shelf.evaluate(
        """by => {
        const items = DataTransferItem.prototype;
        window.byHandle ??= items.getAsFileSystemHandle;
        if (by === 'entry') delete items.getAsFileSystemHandle;
        else items.getAsFileSystemHandle = window.byHandle;
    }""",
        by,
    )
    write(
        tmp_path / "mine",
        {
            "rain.json": brief("Rain", gallery("pictures/a.png", "gone.png")),
            "pictures/a.png": PIXEL,
            "bad.json": b"[]",
            "below/hail.json": brief("Hail"),
        },
    )
    devtools = shelf.context.new_cdp_session(shelf)
    for type in ("dragEnter", "dragOver", "drop"):
        devtools.send(
            "Input.dispatchDragEvent",
            {
                "type": type,
                "x": 200,
                "y": 300,
                "data": {"items": [], "files": [str(tmp_path / "mine")], "dragOperationsMask": 1},
            },
        )
    expect(shelf.locator("#opened [role=alert]")).to_be_visible()
    assert lines(shelf) == checked(tmp_path, "mine", chdir=monkeypatch.chdir)
    shelf.get_by_role("link", name="Rain").first.click()
    assert shelf.locator("#opened img").evaluate_all(
        "all => all.map(each => each.naturalWidth)"
    ) == [1]


def test_a_folder_without_a_brief_says_so(shelf: Page, tmp_path):
    write(tmp_path / "mine", {"below/rain.json": brief(), "a.txt": b""})
    pick_folder(shelf, tmp_path / "mine")
    expect(shelf.locator("#opened [role=alert]")).to_contain_text(
        "There is no brief (*.json) in mine."
    )


def test_pictures_beside_a_lone_file_are_not_asked_for(shelf: Page, tmp_path):
    write(tmp_path, {"rain.json": brief("Rain", gallery("a.png", "http://127.0.0.1:9/b.png"))})
    pick(shelf, tmp_path / "rain.json")
    is_shown(shelf, "Rain")
    expect(shelf.locator(".local-bar")).to_contain_text(
        "Pictures that lie beside this file are not shown"
    )
    expect(shelf.locator("#opened .photo-in-words").first).to_contain_text("The a.png")
    assert shelf.locator("#opened img").count() == 0


def test_pictures_that_come_along_are_shown(shelf: Page):
    drop(
        shelf,
        {"rain.json": brief("Rain", gallery("pictures/a.png", "b.png", "c.bmp")), "a.png": PIXEL},
    )
    is_shown(shelf, "Rain")
    assert shelf.locator("#opened img").evaluate_all(
        "all => all.map(each => each.naturalWidth)"
    ) == [1]


def test_text_is_pasted_anywhere_but_into_a_field(shelf: Page):
    paste(shelf, "just some words")
    paste(shelf, brief("Into the field").decode(), into="#local-text")
    page_is_shown(shelf)
    paste(shelf, "\n " + brief("Rain, pasted").decode())
    is_shown(shelf, "Rain, pasted")
    assert shelf.url.endswith("#opened:rain-pasted")
    paste(shelf, '{"title": oops}')
    expect(shelf.locator("#opened [role=alert]")).to_contain_text(
        "pasted.json:1:11: brief: is not JSON from here on"
    )


def test_text_is_typed_into_the_menu(shelf: Page):
    publishers(shelf)
    field = shelf.get_by_label("Paste the text of a brief (JSON)")
    field.fill('{"foldline": 1}')
    shelf.get_by_role("button", name="Open the text").click()
    expect(shelf.locator("#opened [role=alert]")).to_contain_text("pasted.json:1:1: ")
    publishers(shelf)  # which has closed, so that the reader sees what came of it
    assert field.input_value() == '{"foldline": 1}'
    field.fill(brief().decode())
    shelf.get_by_role("button", name="Open the text").click()
    is_shown(shelf, "Rain")
    assert field.input_value() == ""


def test_the_page_says_where_to_drop(shelf: Page):
    drop(shelf, {"rain.json": brief()}, events=("dragover",))
    expect(shelf.locator("html[data-dropping]")).to_be_attached()
    assert "Drop to open here" in shelf.evaluate(
        "getComputedStyle(document.documentElement, '::after').content"
    )
    expect(shelf.locator("html[data-dropping]")).not_to_be_attached()
    drop(shelf, {"rain.json": brief()})
    is_shown(shelf, "Rain")
    expect(shelf.locator("html[data-dropping]")).not_to_be_attached()


def test_files_from_the_system_are_opened(shelf: Page):
    shelf.evaluate(
        """text => dispatchEvent(new CustomEvent('foldline:files', { detail: [new File([text], 'rain.json')] }))""",
        brief().decode(),
    )
    is_shown(shelf, "Rain")


def test_a_drop_before_python_answers_waits_for_it(anywhere: str, watched: Watched):
    watched.page.add_init_script("""addEventListener('DOMContentLoaded', () => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(['{"foldline": 2}'], 'early.json'));
        const event = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer });
        document.body.dispatchEvent(event);
        window.early = [document.documentElement.dataset.foldline, event.defaultPrevented];
    })""")
    watched.page.goto(anywhere + "index.html")
    expect(watched.page.locator("#opened [role=alert]")).to_contain_text(
        "early.json:1:", timeout=60_000
    )
    assert watched.page.evaluate("window.early") == ["booting", True]
    assert watched.errors == []


def test_markup_in_a_brief_and_its_name_stays_text(shelf: Page):
    bait = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>'
    drop(shelf, {f"{bait}.json": brief(bait, dek=bait), "bad<b>.json": b"{}"})
    expect(shelf.locator("#opened .shelf-list h2")).to_have_text(bait)
    expect(menu(shelf).locator("#local-list")).to_contain_text(bait)
    assert shelf.evaluate("window.hit") is None
    assert shelf.locator("#opened img, #opened script, #tools img").count() == 0
