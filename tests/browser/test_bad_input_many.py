"""Very many bad inputs on few pages: hostile and changed briefs that reach no file of Python's, all
that is pasted, all that a live embed is given, and a fault of the page's own in one brief."""

import base64
import json

import pytest
from playwright.sync_api import expect

from foldline.story.loading import load
from tests.hostile.briefs import listed, spread
from tests.hostile.kept import KEPT
from tests.hostile.mutating import case
from tests.hostile.payloads import PAYLOADS
from tests.hostile.promises import as_file
from tests.night import at_night, by_day

from .conftest import Watched
from .embedded.conftest import HostPage, host, pages, published  # noqa: F401  (fixtures)
from .embedded.live import STARTED, live, made
from .embedded.test_inline import reported
from .own import drop, paste, ready
from .test_bad_input import BAD, changed
from .test_bad_input_published import (  # noqa: F401  (fixtures)
    PARTLY,
    answers,
    packed,
    without_files,
)

CASES = by_day(25, at_night=150)
"""Changed briefs that are tried: of the same seed, always the same ones."""

INTERPRETER = """new URL(JSON.parse(document.getElementById('foldline-page').textContent).interpreter, document.baseURI).href"""

TRY_ALL = """async ([address, inputs]) => {
    const { loadPyodide } = await import(address);
    const python = await loadPyodide();
    python.globals.set('inputs', JSON.stringify(inputs));
    return python.runPython(`
import base64, json, sys
from foldline.reading.worker import answers, protocol
try:
    import foldline.formats
except ImportError:
    pass
else:
    raise SystemExit("the files of Python have come: nothing is tried here")
missed, faults, shown = set(), [], 0
class Recorder:
    def find_spec(self, name, path=None, target=None):
        missed.add(name)
recorder = Recorder()
sys.meta_path.append(recorder)
try:
    for number, encoded in enumerate(json.loads(inputs)):
        data = base64.b64decode(encoded)
        for request in (protocol.ReadFacts("a.json"), protocol.DrawBrief("a.json", "", None)):
            try:
                shown += bool(answers.answer_json(protocol.encode_request(request), data)[1])
            except Exception as error:
                faults.append(f"{number}: {type(error).__name__}: {error}"[:200])
        answers._loaded.cache_clear()
finally:
    sys.meta_path.remove(recorder)
json.dumps([sorted(missed), faults, shown])
`);
}"""


def _inputs() -> list[bytes]:
    hostile = [
        json.dumps(spread(PAYLOADS[:400])).encode(),
        json.dumps(listed(PAYLOADS[:400])).encode(),
    ]
    mutated = [as_file(case("loading", 14, number)) for number in range(CASES)]
    return [
        *BAD.values(),
        *PARTLY.values(),
        *(as_file(text) for _, text in KEPT),
        *hostile,
        *mutated,
    ]


def test_no_input_asks_python_for_a_file(without_files: Watched, site: str):  # noqa: F811
    inputs = _inputs()
    page = without_files.open(site + "index.html")
    interpreter = page.evaluate(INTERPRETER)
    encoded = [base64.b64encode(data).decode() for data in inputs]
    missed, faults, shown = json.loads(page.evaluate(TRY_ALL, [interpreter, encoded]))
    assert faults == []
    assert missed == []
    assert shown == len(inputs), "each has a page: the story or its problems"


@pytest.mark.parametrize("where", ["packed", *at_night("site")])
def test_pasted_bad_input_ends_nothing(
    where: str, request: pytest.FixtureRequest, watched: Watched
):
    address = (
        f"{request.getfixturevalue('site')}index.html"
        if where == "site"
        else request.getfixturevalue("packed").as_uri()
    )
    page = watched.open(address)
    ready(page)
    for data in (*BAD.values(), *PARTLY.values()):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            continue  # no text that can be pasted
        if not text.startswith("{"):
            continue  # what does not look like a brief is left to the page
        paste(page, text)
        problem = load(data).problems[0].sentence("a.json").partition(": ")[2][:60]
        expect(
            page.locator("#opened [role=alert]:visible, #opened .notices:visible").first
        ).to_contain_text(problem)
        answers(page)
    assert page.evaluate("document.documentElement.dataset.foldline") == "ready"


def test_one_live_embed_after_the_other(host: HostPage):  # noqa: F811
    page = host.open(live(made(0)))
    expect(page.locator("foldline-brief h1")).to_have_text("Rain 0", timeout=STARTED)
    give = "text => { document.querySelector('foldline-brief').brief = text; }"
    inputs = list({**BAD, **PARTLY}.items())[:: by_day(6, at_night=1)]
    for number, (name, data) in enumerate(inputs, start=1):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if not text:
            continue  # to the element that is no brief at all
        page.evaluate("reported.length = 0")
        page.evaluate(give, text)
        page.wait_for_function("reported.length > 0", timeout=STARTED)
        loaded = load(text)
        if loaded.brief:
            assert reported(page, "error") == [], name
            problems = page.locator("foldline-brief [role=alert] li").all_inner_texts()
            assert problems == [problem.sentence("brief") for problem in loaded.hiding], name
        else:
            (detail,) = reported(page, "error")
            assert loaded.errors[0].sentence("brief") in detail["message"], name
        page.evaluate(give, made(number))
        expect(page.locator("foldline-brief h1")).to_have_text(f"Rain {number}", timeout=STARTED)


FAULT = """async address => {
    const { loadPyodide } = await import(address);
    const python = await loadPyodide();
    python.runPython(`
from foldline.reading.worker import answers
from foldline.reading.worker.protocol import DrawOwnBrief
_rendered = answers._ANSWERS[DrawOwnBrief]
def _fails(request, data):
    if b"Fault" in data:
        raise RuntimeError("a fault of the page's own")
    return _rendered(request, data)
answers._ANSWERS[DrawOwnBrief] = _fails
`);
}"""


def test_a_fault_in_one_brief_is_told_in_its_place(without_files: Watched, site: str):  # noqa: F811
    page = without_files.open(site + "index.html")
    ready(page)
    page.evaluate(FAULT, page.evaluate(INTERPRETER))
    drop(page, {"fault.json": changed(title="Fault")})
    expect(page.locator("#opened [role=alert]:visible")).to_contain_text(
        "a fault of this page, not of the brief"
    )
    assert "Python could not start" not in page.inner_text(
        "body"
    ) and "Traceback" not in page.inner_text("body")
    answers(page)


MISS = """async address => {
    const { loadPyodide } = await import(address);
    const python = await loadPyodide();
    python.runPython(`
from foldline.reading.worker import answers
from foldline.reading.worker.protocol import ReadFacts
_before = answers._ANSWERS[ReadFacts]
def _misses(request, data):
    if b"Missing" in data:
        raise ModuleNotFoundError("No module named 'something_rare'")
    return _before(request, data)
answers._ANSWERS[ReadFacts] = _misses
`);
}"""


def test_a_dropped_brief_that_needs_what_did_not_come_is_told(without_files: Watched, site: str):  # noqa: F811
    page = without_files.open(site + "index.html")
    ready(page)
    page.evaluate(MISS, page.evaluate(INTERPRETER))
    drop(page, {"missing.json": changed(title="Missing")})
    expect(page.locator("#opened [role=alert]:visible")).to_contain_text("reload it to try again")
    answers(page)
