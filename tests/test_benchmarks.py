"""Each benchmark puts its own figures into docs/benchmarks.md."""

import ast
import importlib.util
import re
import sys
from pathlib import Path

import pytest

from tests.made import ROOT
from tests.processes import call_forked

FOLDER = ROOT / "benchmarks"
PAGE = ROOT / "docs" / "benchmarks.md"
SCRIPTS = [
    file
    for file in sorted(FOLDER.glob("*.py"))
    if 'if __name__ == "__main__"' in file.read_text("utf-8")
]


def _reporting():
    """Load benchmarks/reporting.py by its path: the benchmarks are scripts, and no package."""
    spec = importlib.util.spec_from_file_location("benchmark_reporting", FOLDER / "reporting.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


REPORTING = _reporting()
measurement_of, put_into_page, run_benchmark = (
    REPORTING.measurement_of,
    REPORTING.put_into_page,
    REPORTING.run_benchmark,
)


def names_of(script: Path) -> set[str]:
    """Return the names under which a script writes, as its call of `run_benchmark` has them."""
    calls = [
        node
        for node in ast.walk(ast.parse(script.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "run_benchmark"
    ]
    return {
        node.value
        for call in calls
        for node in ast.walk(call.args[0])
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and not node.value.startswith("-")
    }


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_every_benchmark_has_its_place_in_the_page(script: Path):
    names = names_of(script)
    assert script.stem in names
    text = PAGE.read_text("utf-8")
    assert [
        name
        for name in names
        if not re.search(rf"^<!-- benchmark: {name} -->\n.+?^<!-- end -->$", text, re.S | re.M)
    ] == []


def test_the_page_has_no_place_that_no_benchmark_fills():
    assert sorted(
        re.findall(r"^<!-- benchmark: (.+) -->$", PAGE.read_text("utf-8"), re.M)
    ) == sorted(name for script in SCRIPTS for name in names_of(script))


def test_the_page_tells_of_every_command():
    assert [
        script.name
        for script in SCRIPTS
        if f"python benchmarks/{script.name}" not in PAGE.read_text("utf-8")
    ] == []


def test_figures_replace_those_between_their_markers():
    page = (
        "# A\n\n<!-- benchmark: one -->\nold\n<!-- end -->\n\ntext\n\n<!-- benchmark: two "
        "-->\nkept\n<!-- end -->\n"
    )
    assert put_into_page(page, "one", "new\n") == page.replace("old", "new")
    assert put_into_page(put_into_page(page, "one", "x"), "one", "old") == page


def test_markers_in_the_figures_are_refused():
    with pytest.raises(ValueError, match="marker"):
        put_into_page("<!-- benchmark: a -->\n<!-- end -->\n", "a", "1\n<!-- end -->\n2")


def test_a_page_without_the_place_says_what_to_add():
    with pytest.raises(ValueError, match=r"no place for 'loadings'.*did you mean 'loading'\?"):
        put_into_page("<!-- benchmark: loading -->\n<!-- end -->\n", "loadings", "x")


def test_figures_have_their_call_day_and_machine():
    text = measurement_of("python benchmarks/loading.py 7", "a  1\n")
    assert re.match(
        r"`python benchmarks/loading.py 7` on \d{1,2} \w+ \d{4}; \d+ cores?, .+, Python "
        r"\d+\.\d+\.\d+\n\n```text\na  1\n```$",
        text,
    )


@pytest.fixture
def figures_page(tmp_path: Path) -> Path:
    file = tmp_path / "benchmarks.md"
    file.write_text("<!-- benchmark: sums -->\nold\n<!-- end -->\n", "utf-8")
    return file


def sums(arguments: list[str]) -> int:
    print("sum", sum(map(int, arguments)))
    print("progress", file=sys.stderr)
    return 1


def test_without_write_the_page_stays_and_the_output_is_printed(figures_page: Path, capsys):
    assert run_benchmark("sums", sums, ["1", "2"], figures_page) == 1
    assert capsys.readouterr().out == "sum 3\n" and "old" in figures_page.read_text("utf-8")


def test_with_write_the_output_is_printed_and_put_into_the_page(figures_page: Path, capsys):
    assert (
        run_benchmark("sums", sums, ["1", "--write", "2"], figures_page) == 1
    )  # also where a goal was missed
    assert capsys.readouterr().out.startswith("sum 3\n")
    text = figures_page.read_text("utf-8")
    assert "```text\nsum 3\n```" in text and "progress" not in text and "old" not in text


def test_a_benchmark_that_breaks_off_leaves_the_page(figures_page: Path):
    def broken(arguments: list[str]) -> int:
        print("half")
        sys.exit("no browser")

    with pytest.raises(SystemExit):
        run_benchmark("sums", broken, ["--write"], figures_page)
    assert "old" in figures_page.read_text("utf-8")


def test_a_place_that_is_missing_is_found_before_anything_is_measured(figures_page: Path):
    def never(arguments: list[str]) -> int:
        raise AssertionError("it was measured")

    with pytest.raises(SystemExit) as ended:
        run_benchmark("other", never, ["--write"], figures_page)
    assert "no place for 'other'" in str(ended.value)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_every_benchmark_says_how_it_is_called(script: Path):
    done = call_forked(script, "--help")
    assert done.returncode == 0 and "usage:" in done.stdout.lower() and "--write" in done.stdout
