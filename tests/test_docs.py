"""What is documented is there, and what is there is documented."""

import re
from pathlib import Path

import click
import pytest

from foldline.cli import main

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
OPTIONS = [(name, option) for name, command in main.commands.items() for parameter in command.params
           if isinstance(parameter, click.Option) for option in parameter.opts]


@pytest.mark.parametrize("name", main.commands)
def test_every_command_is_in_the_readme(name):
    assert f"`foldline {name}" in README


@pytest.mark.parametrize("name, option", OPTIONS)
def test_every_option_is_beside_its_command(name, option):
    (line,) = [line for line in README.splitlines() if line.startswith(f"| `foldline {name}")]
    assert f"`{option}" in line or f" {option} " in line or f"[{option}" in line


def test_every_command_in_the_readme_is_there():
    named = set(re.findall(r"`foldline ([a-z]+)", README))
    assert named == set(main.commands)


@pytest.mark.parametrize("file", [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md"))], ids=lambda file: file.name)
def test_every_link_leads_somewhere(file):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)|(?:src|srcset)=\"([^\":]+)\"", file.read_text("utf-8"))
    missing = [link for pair in links for link in pair if link and not (file.parent / link).exists()]
    assert missing == []


def test_the_readme_has_its_two_commands():
    for name in ("run", "test"):
        assert re.search(rf"<!-- the {name} command -->\n```sh\n[^\n]+\n```\n", README)


def test_no_file_names_a_registry_or_a_path_of_a_machine():
    files = [file for part in ("app", "tests", "docs", "benchmarks", ".ci", "stories") for file in (ROOT / part).rglob("*")]
    hosts = re.compile("|".join(("registry" + r"\.npmjs", "pypi" + r"\.org", "pythonhosted" + r"\.org", "deb" + r"\.debian", "/wo" + "rk/")))
    found = [str(file) for file in files if file.is_file() and "node_modules" not in file.parts and "__pycache__" not in file.parts
             and file.suffix not in (".png",) and hosts.search(file.read_text("utf-8", "replace"))]
    assert found == []
