"""What strangers follow is true: the commands of CONTRIBUTING.md, the forms for issues, the hosted
tests.
"""

import re
import subprocess
import sys
import tomllib

import pytest
import yaml

from tests.made import ROOT

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
FORMS = sorted(
    file
    for file in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")
    if file.name != "config.yml"
)


def test_every_path_in_a_command_is_there():
    commands = re.findall(r"`((?:pytest|python|\.ci/run)[^`]*)`", CONTRIBUTING) + re.findall(
        r"^(?:pytest|python) .*$", CONTRIBUTING, re.M
    )
    paths = [
        path
        for command in commands
        for path in re.findall(r"(?<!\S)(?:tests|benchmarks|docs|\.ci)/[\w./-]*", command)
    ]
    assert len(paths) > 10
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_unit_tests_are_found_by_their_marker():
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", "unit"]
    done = subprocess.run(
        [*command, "tests/text/test_addresses.py"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_it_is_read_in_ten_minutes():
    assert len(CONTRIBUTING.split()) < 900


def test_the_modules_and_extras_it_names_are_there():
    for extra in re.findall(r"'\.\[(\w+)\]'", CONTRIBUTING):
        assert extra in PROJECT["optional-dependencies"]
    assert (
        subprocess.run(
            [sys.executable, "-m", "zensical", "serve", "--help"], capture_output=True, check=False
        ).returncode
        == 0
    )


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_a_form_for_issues_has_what_github_asks(form):
    """The rules are those of GitHub's syntax for issue forms."""
    read = yaml.safe_load(form.read_text("utf-8"))
    assert (
        set(read) <= {"name", "description", "title", "labels", "body"}
        and read["name"]
        and read["description"]
    )
    ids = [field["id"] for field in read["body"] if field["type"] != "markdown"]
    assert len(set(ids)) == len(ids) and all(re.fullmatch(r"[\w-]+", each) for each in ids)
    for field in read["body"]:
        assert field["type"] in ("markdown", "textarea", "input", "dropdown", "checkboxes")
        assert set(field) <= {"type", "id", "attributes", "validations"}
        attributes = field["attributes"]
        assert attributes["value" if field["type"] == "markdown" else "label"]
        if field["type"] == "dropdown":
            assert len(set(attributes["options"])) == len(attributes["options"]) > 1
    assert any(field.get("validations", {}).get("required") for field in read["body"])


def test_hosted_tests_run_the_same_command_on_every_python():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8"))
    assert set(workflow[True]) == {"push", "pull_request"}  # YAML 1.1 reads `on` as true
    assert workflow["permissions"] == {"contents": "read"}
    (job,) = workflow["jobs"].values()
    versions = job["strategy"]["matrix"]["python"]
    assert (
        versions == ["3.11", "3.12", "3.13", "3.14"]
        and PROJECT["requires-python"] == f">={versions[0]}"
    )
    assert [step["run"] for step in job["steps"] if "run" in step] == [".ci/run"]
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


def test_the_version_is_the_same_in_both_places():
    import foldline

    assert PROJECT["version"] == foldline.__version__
