"""The command in a process of its own that is forked from one which has imported it: a start of
Python is paid once, and what only a process can have (limits, an end by force) is had all the same.
"""

import multiprocessing
import os
import resource
import runpy
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from foldline.cli import main
from tests.made import ROOT

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["foldline.cli", "tests.publishing.interrupting"])


def forked(target: Any, *arguments: object) -> Any:
    """Start a function of a module in a process of its own, and return that process."""
    with chdir(ROOT):  # where the first process finds what it imports
        forkserver.ensure_running()
    process = _CONTEXT.Process(target=target, args=arguments)
    process.start()
    return process


def call_forked(
    *arguments: object, limits: Mapping[int, int] | None = None, stdin: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Call `foldline` with these arguments in the folder one is in, and return what came of it.

    Where the first is a Python file, that is run in its place. `limits` are of the system, as `resource` names them; `stdin` is what stands at its standard
    input, else nothing. After a minute it is ended by force.
    """
    pipes = [multiprocessing.Pipe(duplex=False) for _ in ("stdout", "stderr")]
    process = forked(
        _main,
        [str(each) for each in arguments],
        dict(os.environ),
        dict(limits or {}),
        str(stdin or os.devnull),
        *(theirs for _, theirs in pipes),
    )
    for _, theirs in pipes:
        theirs.close()
    with ThreadPoolExecutor() as readers:
        texts = list(readers.map(_text_of, (ours for ours, _ in pipes)))
    process.join(60)
    if process.exitcode is None:
        process.kill()
        process.join()
    return subprocess.CompletedProcess(arguments, process.exitcode, *texts)


def _text_of(pipe: Connection) -> str:
    """Return what is written into a pipe until nobody can write there any more."""
    with open(os.dup(pipe.fileno()), encoding="utf-8") as file:
        return file.read()


def _main(
    arguments: list[str],
    environment: dict[str, str],
    limits: dict[int, int],
    stdin: str,
    stdout: Connection,
    stderr: Connection,
) -> None:
    os.environ.clear()
    os.environ.update(environment)
    for at, number in enumerate((os.open(stdin, os.O_RDONLY), stdout.fileno(), stderr.fileno())):
        os.dup2(number, at)
    stdout.close()
    stderr.close()
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))
    if arguments[0].endswith(".py"):
        sys.argv = arguments
        sys.path.insert(0, str(Path(arguments[0]).parent))
        runpy.run_path(arguments[0], run_name="__main__")
    else:
        main(arguments, prog_name="foldline")
