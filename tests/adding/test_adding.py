"""A kind is one folder, a format one file and a language one file: they are put into a copy of the
package, and all that works on them is called.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from foldline.formats import FORMATS
from foldline.sections import KINDS
from tests.made import PACKAGE

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """What `consumers.py` says of a package with one folder and two files more."""
    top = tmp_path_factory.mktemp("adding")
    shutil.copytree(PACKAGE.parent, top / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(HERE / "fact_check", top / "app" / "foldline" / "sections" / "fact_check")
    shutil.copy(HERE / "lines.py", top / "app" / "foldline" / "formats")
    shutil.copy(HERE / "tlh.toml", top / "app" / "foldline" / "locales")
    (top / "work").mkdir()
    done = subprocess.run(
        [sys.executable, str(HERE / "consumers.py"), str(top / "work")],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(top / "app")},
        cwd=top,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


FILLED = json.loads((HERE / "fact_check" / "examples.json").read_text("utf-8"))["filled"]


def test_the_kind_has_its_place(found):
    assert [kind for kind in found["kinds"] if kind != "fact_check"] == list(KINDS)
    assert found["kinds"].index("fact_check") == KINDS.index("key_quotes") + 1


def test_it_is_checked_and_kept(found):
    assert found["problems"] == ['is "maybe"; allowed: "true", "half true", "false"']
    assert found["dumped"] == FILLED
    assert (
        found["check"]["code"] == 0
        and "12 days" in found["check"]["said"]
        and "the full story" in found["check"]["said"]
    )


def test_it_is_shown(found):
    for where in ("page", "fragment", "packed"):
        assert (
            "The <strong>notice</strong> hung there" in found[where]
            and ">Fact check<" in found[where]
        ), where
    assert ".fact-checks .verdict" in found["fragment"]


def test_it_brings_its_words(found):
    assert '<span class="extent">2 claims</span>' in found["page"]
    assert '<p class="verdict">False' in found["page"]


def test_a_language_is_a_file(found):
    page = found["other_language"]
    assert ">Hal</h2>" in page and ">teH</h2>" in page and ">2 mutlhegh<" in page
    assert ">Contents<" in page and ">False" in page, "what it lacks is English"


def test_its_claims_are_compared(found):
    assert any("'claims', 0" in each and "differs" in each for each in found["claims"]), found[
        "claims"
    ]
    assert any("'claims', 1" in each and "agrees" in each for each in found["claims"]), found[
        "claims"
    ]


def test_its_claims_open_to_their_proofs(found):
    ids = re.findall(r'<li id="(fact-check-[0-9a-f]{8})" data-claim', found["page"])
    assert len(ids) == 2
    for claim in ids:
        assert f'class="proof-sign" href="#{claim}-proof"' in found["page"]
        assert f'<li id="{claim}-proof">' in found["page"]


def test_its_changes_are_told(found):
    assert "Nobody was told." in found["changes"]


def test_every_format_writes_it_and_markdown_is_read_again(found):
    for name, text in found["written"].items():
        assert ("fact_check" if name == "lines" else "Nobody was told.") in text, name
    assert found["imported"]["kind"] == "fact_check"
    assert [claim["verdict"] for claim in found["imported"]["claims"]] == ["false", "true"]
    assert '"ClaimReview"' in found["written"]["schema.org"]


def test_it_is_in_the_schema_the_reference_the_starter_and_the_editor(found):
    assert '"fact_check"' in found["schema"] and '"kind": "fact_check"' in found["reference"]
    starter = json.loads(found["starter"])
    assert [section["kind"] for section in starter["sections"]].index("fact_check") == 4
    assert "CheckedClaim(" in found["editor"]


def test_the_format_is_known_read_and_written(found):
    assert (
        found["formats"] == [*FORMATS, "lines"]
        and found["guessed"] == "lines"
        and ".lines" in found["endings"]
    )
    assert found["export"] == {"code": 0, "said": "%lines\nRain\nfact_check\nfull_story\n"}
    assert '"It rained."' in found["import"]["said"] and "lines" in found["help"]["said"]


def test_its_names_stand_nowhere_else():
    files = [
        path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".html", ".json", ".css")
    ]
    assert len(files) > 150 and not [
        path for path in files if "fact_check" in path.read_text("utf-8")
    ]
