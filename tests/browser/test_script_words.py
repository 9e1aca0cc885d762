"""What scripts say is in the language of the page, by the browser's plural rules and numbers."""

import json
import re

from playwright.sync_api import Page, Route

from foldline.locales import ENGLISH

PAGE = "specimen-harbour/index.html"
POLISH = {
    "one": "{n} plik",
    "few": "{n} pliki",
    "many": "{n:number} plików",
    "other": "{n} pliku",
}


def in_polish(route: Route) -> None:
    """Answer with the page as it would be if it had words in Polish."""
    words = {"test.files": POLISH, "test.named": "{name}: {n}"}
    english = ENGLISH.for_scripts("boot", "folds", "offline")["words"]
    block = json.dumps({"language": "pl", "words": english | words})
    response = route.fetch()
    html = re.sub(
        r'(id="foldline-words">).*?(?=</script>)',
        lambda found: found[1] + block,
        response.text(),
    )
    route.fulfill(response=response, body=html)


def test_plurals_numbers_and_values(site: str, page: Page):
    page.route(f"**/{PAGE}", in_polish)
    page.route("**/runtime/**", lambda route: route.abort())  # no Python is needed
    page.goto(site + PAGE)
    page.wait_for_function("Boolean(globalThis.foldlineWords)")
    numbers = [1, 3, 5, 22, 15000]
    found = page.evaluate(
        "numbers => numbers.map(n => foldlineWords('test.files', { n }))", numbers
    )
    assert found == ["1 plik", "3 pliki", "5 plików", "22 pliki", "15\xa0000 plików"]
    assert page.evaluate("foldlineWords.megabytes(12_345_678)") == "12,3"
    named = page.evaluate("foldlineWords('test.named', { name: '{n} $& <b>', n: 7 })")
    assert named == "{n} $& <b>: 7"
