"""Run a benchmark from the command line, and put what it prints into docs/benchmarks.md.

Every script in this folder ends in `run_benchmark`. With `--write` among its arguments, what it
prints takes the place of the figures between `<!-- benchmark: NAME -->` and `<!-- end -->` in
docs/benchmarks.md, with the call, the day and the machine. So the page holds what a command really
printed, and nobody copies figures by hand.
"""

import io
import os
import platform
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TextIO

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
WRITE = "--write"
END = "<!-- end -->"
_MARKER = re.compile(r"^<!-- benchmark: (.+) -->$", re.M)


def run_benchmark(
    name: str,
    measure: Callable[[list[str]], int | None],
    arguments: Sequence[str] | None = None,
    page: Path = PAGE,
) -> int:
    """Run a benchmark and return its exit code; with `--write`, put what it printed into the page.

    `measure` takes the other arguments, prints its figures to standard output and its progress to
    standard error, and returns 1 where a goal was missed. Figures that miss a goal are written too.
    A place that the page does not have is reported before anything is measured; a benchmark that
    breaks off leaves the page as it was.
    """
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    if {"-h", "--help"} & set(arguments):
        print(
            f"{(sys.modules['__main__'].__doc__ or '').strip()}\n\n{WRITE} puts the figures into "
            "docs/benchmarks.md."
        )
        return 0
    rest = [argument for argument in arguments if argument != WRITE]
    if WRITE not in arguments:
        return measure(rest) or 0
    try:
        put_into_page(page.read_text("utf-8"), name, "")
    except ValueError as error:
        sys.exit(f"{page.name}: {error}")
    printed = _Tee(sys.stdout)
    with redirect_stdout(printed):
        code = measure(rest) or 0
    call = " ".join(["python", f"benchmarks/{Path(sys.argv[0]).name}", *rest])
    # read again: another benchmark may have written meanwhile
    page.write_text(
        put_into_page(page.read_text("utf-8"), name, measurement_of(call, printed.getvalue())),
        "utf-8",
    )
    print(f"docs/{page.name} has these figures now", file=sys.stderr)
    return code


def put_into_page(text: str, name: str, figures: str) -> str:
    """Return the page's text with other figures at the place of a benchmark.

    Raises ValueError where the page has no such place, or where the figures hold a marker
    themselves.
    """
    if END in figures or _MARKER.search(figures):
        raise ValueError(f"the figures of {name!r} hold a marker of the page")
    begin = f"<!-- benchmark: {name} -->\n"
    before, found, after = text.partition(begin)
    if not found or END not in after:
        names = _MARKER.findall(text)
        near = get_close_matches(name, names, 1)
        hint = (
            f"did you mean {near[0]!r}?"
            if near
            else f"places are there for {', '.join(names) or 'none'}"
        )
        raise ValueError(
            f"no place for {name!r}: add {begin.strip()!r} and {END!r}, each on a line; {hint}"
        )
    _, end, rest = after.partition(END)
    return f"{before}{begin}{figures.strip()}\n{end}{rest}"


def measurement_of(call: str, output: str) -> str:
    """Return what a benchmark printed as Markdown, below its call, the day and the machine."""
    return f"`{call}` on {_today()}; {machine()}\n\n```text\n{output.strip()}\n```"


def machine() -> str:
    """Return the machine in words: cores, processor, system, Python. It has no name of a host in
    it.
    """
    cores = os.cpu_count() or 1
    return (
        f"{cores} core{'' if cores == 1 else 's'}, {_processor()}, {platform.system()} "
        f"{platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}"
    )


def _today() -> str:
    day = date.today()
    return f"{day.day} {day:%B %Y}"


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.is_file():
        named = re.search(
            r"^model name\s*:\s*(.+)$", information.read_text("utf-8", "replace"), re.M
        )
        if named and named[1].strip().lower() != "unknown":
            return " ".join(named[1].split())
    return platform.processor() or platform.machine()


class _Tee(io.StringIO):
    """Keeps what is printed, and prints it as well."""

    def __init__(self, shown: TextIO) -> None:
        super().__init__()
        self._shown = shown

    def write(self, text: str) -> int:
        self._shown.write(text)
        self._shown.flush()
        return super().write(text)
