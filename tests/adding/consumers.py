"""Calls everything that works on kinds and formats, and prints what each says, as JSON. It is run
with a package to which a kind, a format and a language were added, so it knows nothing of the
tests."""

import json
import sys
from datetime import date
from pathlib import Path

from click.testing import CliRunner

from foldline import load
from foldline.claims import check_claims
from foldline.cli import main
from foldline.formats import ENDINGS, FORMATS, WRITABLE, export_brief, guess_format, import_briefs
from foldline.html.packing import Packed, Shell, packed_document
from foldline.html.render import brief_part, render_brief, render_fragment, section_styles
from foldline.publishing.reference import format_reference
from foldline.publishing.starting import starter_text
from foldline.reading.editor.text import read_text as read_in_editor
from foldline.sections import KINDS, text_in
from foldline.story.loading import dump
from foldline.story.revisions import since_latest
from foldline.story.schema import schema_text

KIND = "fact_check"


def brief_text(section: object, **fields: object) -> str:
    return json.dumps(
        {
            "foldline": 1,
            "title": "Rain",
            "dek": "It rained.",
            "published": "2026-02-06",
            "sources": [{"id": "a", "name": "AP"}],
            "sections": [section, STORY],
            **fields,
        }
    )


STORY = {
    "kind": "full_story",
    "text": "The notice hung there for 11 days. On 5 February 2026 it rained.",
}
EXAMPLES = json.loads(text_in(KIND, "examples.json"))


def called(*arguments: object) -> dict[str, object]:
    done = CliRunner().invoke(main, [str(each) for each in arguments])
    return {"code": done.exit_code, "said": done.output}


def consumers(folder: Path) -> dict[str, object]:
    text = brief_text(EXAMPLES["filled"])
    brief = load(text).brief
    assert brief is not None
    (folder / "rain.json").write_text(text)
    (folder / "few.lines").write_text("%lines\nRain\nIt rained.\n")
    wrong = load(
        brief_text(
            EXAMPLES["filled"] | {"claims": [{"said": "x", "verdict": "maybe", "text": "y"}]}
        )
    )
    earlier = {"date": "2026-02-05", "sections": [EXAMPLES["empty"], STORY]}
    before = load(brief_text(EXAMPLES["filled"], revisions=[earlier])).brief
    klingon = load(brief_text(EXAMPLES["filled"], language="tlh")).brief
    assert before is not None and klingon is not None
    written = {name: export_brief(brief, name) for name in WRITABLE}
    again = import_briefs(written["markdown"], "markdown")[0]
    return {
        "kinds": KINDS,
        "problems": [problem.what for problem in wrong.problems],
        "dumped": json.loads(dump(brief))["sections"][0],
        "page": render_brief(brief),
        "other_language": render_brief(klingon),
        "fragment": render_fragment(brief_part(brief), section_styles()),
        "packed": "".join(
            packed_document([Packed("rain", text, brief)], Shell("", "", "", "", "", ".json"))
        ),
        "claims": [f"{finding.path}: {finding.verdict}" for finding in check_claims(brief)],
        "changes": repr(since_latest(before)),
        "written": written,
        "imported": again.brief["sections"][0],
        "schema": schema_text(),
        "reference": format_reference(),
        "starter": starter_text("Rain", date(2026, 2, 6)),
        "editor": repr(read_in_editor("rain.json", text)),
        "formats": list(FORMATS),
        "guessed": guess_format((folder / "few.lines").read_text()),
        "endings": ENDINGS,
        "check": called("check", "--claims", folder / "rain.json"),
        "export": called("export", folder / "rain.json", "--to", "lines"),
        "import": called("import", folder / "few.lines"),
        "help": called("import", "--help"),
    }


if __name__ == "__main__":
    print(json.dumps(consumers(Path(sys.argv[1]))))
