"""Everything that can be used is documented, and everything that is documented is there."""

import re
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest

from foldline.cli import main
from foldline.story.limits import NAMES
from foldline.story.schema import brief_schema

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = (DOCS / "reference" / "commands.md").read_text("utf-8")
FORMAT = (DOCS / "reference" / "format.md").read_text("utf-8")
PAGES = [
    ROOT / "README.md",
    ROOT / "SECURITY.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / ".github").rglob("*.md")),
    *sorted(DOCS.rglob("*.md")),
]


def page_name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


# --- the README
# --------------------------------------------------------------------------------------------------------


def test_the_readme_is_short():
    assert 90 <= len(README.splitlines()) <= 130
    assert max(map(len, re.sub(r"<[^>]+>", "", README).splitlines())) <= 160


def test_the_readme_has_its_two_commands():
    for name in ("run", "test"):
        assert re.search(
            rf"<!-- the {name} command -->\n```sh\n(?:[^\n]+\\\n)*[^\n]+\n```\n", README
        )


def test_the_readme_has_pictures_and_three_ways_to_use_it():
    assert len(re.findall(r"<img [^>]*alt=\"[^\"]{30,}\"", README)) >= 2
    ways = re.search(r"\n## Use it\n(.*?)\n## ", README, re.S)[1]
    assert len(re.findall(r"^### ", ways, re.M)) == 3


# --- the command
# -------------------------------------------------------------------------------------------------------


def part_of(name: str) -> str:
    """Return the part of the page of commands that is about one of them."""
    found = re.search(rf"^## `foldline {name}`\n(.*?)(?=^## |\Z)", COMMANDS, re.S | re.M)
    assert found, f"docs/reference/commands.md has no part about foldline {name}"
    return found[1]


def rows_of(name: str) -> dict[str, str]:
    """Return the first cell of each row that is about a command's arguments and options, with what
    is written behind it.
    """
    return {
        cell: rest.strip(" |")
        for cell, rest in re.findall(r"^\| `([^`]+)`[^|]* \|(.*)$", part_of(name), re.M)
    }


def test_the_page_of_commands_has_exactly_those_that_are_there():
    assert re.findall(r"^## `foldline ([a-z]+)`$", COMMANDS, re.M) == list(main.commands)


@pytest.mark.parametrize("name", main.commands)
def test_every_option_and_argument_has_a_row(name: str):
    expected = set()
    for parameter in main.commands[name].params:
        if isinstance(parameter, click.Option):
            (option,) = parameter.opts
            expected.add(option)
        else:
            expected.add(
                parameter.make_metavar(click.Context(main.commands[name]))
                .strip("[]")
                .removesuffix("...")
            )
    documented = {re.split(r"[ …]", row)[0]: words for row, words in rows_of(name).items()}
    assert set(documented) == expected
    assert all(len(words) > 10 for words in documented.values())


@pytest.mark.parametrize("name", main.commands)
def test_every_choice_of_an_option_is_in_its_row(name: str):
    for parameter in main.commands[name].params:
        if isinstance(parameter.type, click.Choice):
            (row,) = [
                words for row, words in rows_of(name).items() if row.startswith(parameter.opts[0])
            ]
            assert set(re.findall(r"`([^`]+)`", row)) >= set(parameter.type.choices)


def test_every_name_of_a_limit_is_documented():
    assert set(
        re.findall(r"^\| `(\w+)` \|", (DOCS / "reference" / "limits.md").read_text("utf-8"), re.M)
    ) == set(NAMES)


# --- the format
# --------------------------------------------------------------------------------------------------------


def fields_of(name: str, part: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    described = part if "properties" in part else part.get("anyOf", [{}])[-1]
    return [(name, field, value) for field, value in described.get("properties", {}).items()]


SCHEMA = brief_schema()
FIELDS = [
    field
    for name, part in [("Brief", SCHEMA), *SCHEMA["$defs"].items()]
    for field in fields_of(name, part)
]


@pytest.mark.parametrize(
    "name, field, value", FIELDS, ids=[f"{name}.{field}" for name, field, _ in FIELDS]
)
def test_every_field_has_words(name: str, field: str, value: dict[str, Any]):
    if field == "kind":
        assert f'"kind": "{value["const"]}"' in FORMAT
    else:
        assert re.search(rf"^\| `{re.escape(field)}` \| [^|]+ \| \w", FORMAT, re.M)


# --- custom properties
# -------------------------------------------------------------------------------------------------


def test_every_custom_property_is_documented():
    used = {
        name
        for file in (ROOT / "app").rglob("*")
        if file.suffix in (".css", ".js", ".mjs", ".html", ".py")
        for name in re.findall(r"--fl-[a-z][\w-]*", file.read_text("utf-8"))
    }
    documented = set(
        re.findall(r"`(--fl-[\w-]+)`", (DOCS / "using" / "embedding.md").read_text("utf-8"))
    )
    assert documented == used


# --- links
# -------------------------------------------------------------------------------------------------------------


def without_code(text: str) -> str:
    return re.sub(
        r"^```.*?^```|`[^`\n]*`",
        lambda code: "`" if "\n" not in code[0] else "",
        text,
        flags=re.S | re.M,
    )


def anchors_of(page: Path) -> set[str]:
    """Return the fragments that lead into a page: its headings, as GitHub and the site's generator
    both write them.
    """
    headings = re.findall(
        r"^#+ (.+)$", re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.S | re.M), re.M
    )
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings
    }


def missing_links(page: Path) -> list[str]:
    """Return the links of a page that lead to no file, or to no heading of one; addresses elsewhere
    are not asked for.
    """
    text = without_code(page.read_text("utf-8"))
    links = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(
        r"\b(?:src|srcset|href)=\"([^\"]+)\"", text
    )
    missing = []
    for link in links:
        if re.match(r"[a-z]+:", link):
            continue
        path, _, fragment = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (fragment and fragment not in anchors_of(target)):
            missing.append(link)
    return missing


@pytest.mark.parametrize("document", PAGES, ids=page_name)
def test_every_link_leads_somewhere(document: Path):
    assert missing_links(document) == []


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path):
    (tmp_path / "b.md").write_text("# B\n\n## What `it` says\n", "utf-8")
    (tmp_path / "a.md").write_text(
        "[b](b.md#what-it-says) [c](c.md) [d](b.md#d) ![e](e.png) [f](#f) "
        "[g](https://g.example/)\n",
        "utf-8",
    )
    assert missing_links(tmp_path / "a.md") == ["c.md", "b.md#d", "e.png", "#f"]


def test_every_page_that_a_file_names_is_there():
    """Code, tests and settings name pages by their path from the top of the repository."""
    parts = (
        "app",
        "tests",
        "benchmarks",
        "stories",
        ".ci",
        ".github",
        ".vscode",
        "pyproject.toml",
        "zensical.toml",
    )
    files = [
        file
        for part in parts
        for file in ([ROOT / part] if (ROOT / part).is_file() else (ROOT / part).rglob("*"))
    ]
    files = [
        file
        for file in files
        if file.suffix
        in (".py", ".js", ".mjs", ".json", ".toml", ".css", ".html", ".yml", ".md", "")
        and file.is_file()
        and not {"node_modules", "__pycache__"} & set(file.parts)
    ]
    missing = [
        (page_name(file), name)
        for file in files
        for name in re.findall(
            r"(?<![\w./])docs/[\w./-]+\.(?:md|py|png)\b", file.read_text("utf-8")
        )
        if not (ROOT / name).is_file()
    ]
    assert missing == []


# --- the site of the docs
# ----------------------------------------------------------------------------------------------


def pages_in(nav: Any) -> list[str]:
    if isinstance(nav, str):
        return [nav]
    return [
        page for part in (nav.values() if isinstance(nav, dict) else nav) for page in pages_in(part)
    ]


def test_every_page_is_in_the_contents():
    contents = pages_in(
        tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]["nav"]
    )
    assert sorted(contents) == sorted(
        page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")
    )


@pytest.mark.parametrize("part", ["using", "reference", "contributing"])
def test_every_page_of_a_part_is_in_the_index(part: str):
    index = (DOCS / "index.md").read_text("utf-8")
    assert [
        page.name
        for page in sorted((DOCS / part).glob("*.md"))
        if f"({part}/{page.name})" not in index
    ] == []


# --- words
# -------------------------------------------------------------------------------------------------------------

RIDDLES = re.compile(
    r"\b(?:told|said of|that is none|is none of|is asked for|are asked for)\b", re.I
)
WRITTEN = [page for page in PAGES if page.name not in ("SECURITY.md", "CHANGELOG.md", "format.md")]


@pytest.mark.parametrize("document", WRITTEN, ids=page_name)
def test_pages_are_in_plain_english(document: Path):
    text = without_code(document.read_text("utf-8"))
    assert RIDDLES.findall(text) == []
    sentences = re.split(
        r"(?<=[.!?:;])\s+|\n\n|\n *(?:- |\d+\. )|\|",
        re.sub(r"^#.*$|^\|.*$|\]\([^)]*\)", "", text, flags=re.M),
    )
    long = [sentence for sentence in sentences if len(sentence.split()) > 45]
    assert long == []


def test_no_file_names_a_registry_or_a_path_of_a_machine():
    parts = ("app", "tests", "docs", "benchmarks", ".ci", ".github", "stories")
    files = [file for part in parts for file in (ROOT / part).rglob("*")]
    hosts = re.compile(
        "|".join(
            (
                "registry" + r"\.npmjs",
                "pypi" + r"\.org",
                "pythonhosted" + r"\.org",
                "deb" + r"\.debian",
                "/wo" + "rk/",
            )
        )
    )
    found = [
        str(file)
        for file in files
        if file.is_file()
        and "node_modules" not in file.parts
        and "__pycache__" not in file.parts
        and file.suffix not in (".png",)
        and hosts.search(file.read_text("utf-8", "replace"))
    ]
    assert found == []
