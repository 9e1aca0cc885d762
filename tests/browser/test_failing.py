"""When Python can't start, the text stays and one line says why."""

from playwright.sync_api import expect


def test_without_a_runtime_the_checkout_says_what_to_do(checkout, watched):
    watched.page.route("**/runtime/pyscript/core.js", lambda route: route.fulfill(status=404))
    page = watched.open(checkout + "index.html?brief=specimen-harbour", state="failed")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Python could not start: PyScript could not be loaded.")
    expect(alert).to_contain_text("Run foldline serve once")


def test_without_wasm_the_published_text_stays(site, watched):
    watched.page.route("**/pyodide.asm.wasm", lambda route: route.abort())
    page = watched.open(site + "specimen-harbour/index.html", state="failed")
    expect(page.locator("h1")).to_have_text("Specimen (made up): Two ferries, one berth")
    expect(page.get_by_role("alert")).to_contain_text("Python could not start")
    expect(page.get_by_role("alert")).to_contain_text("The text on this page is complete without it.")
