"""Ends the pages of a browser that answers no more, and then the browser: the test that waits for them fails, and is tried
once more, where it would wait for ever. Playwright's own limits do not hold for all that it asks of
a browser.
"""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROCESSES = Path("/proc")


def _parent(process: Path) -> int:
    """Return the number of a process's parent, 0 where the process is gone."""
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return 0


def page_processes(mark: bytes = b"--type=renderer") -> list[int]:
    """Return the numbers of the processes below this one in which Chromium shows pages, or of those
    with another mark in their command.
    """
    parents = {int(each.name): _parent(each) for each in PROCESSES.glob("[0-9]*")}
    ours, found = {os.getpid()}, []
    while more := {each for each, parent in parents.items() if parent in ours} - ours:
        ours |= more
    for each in ours:
        try:
            if mark in (PROCESSES / str(each) / "cmdline").read_bytes():
                found.append(each)
        except OSError:
            continue  # it has just ended
    return found


def _end(mark: bytes) -> None:
    for each in page_processes(mark):
        try:
            os.kill(each, signal.SIGKILL)
        except OSError:
            continue


@contextmanager
def watchdog(seconds: float) -> Iterator[None]:
    """End all pages where what is done inside takes longer than `seconds`; and Chromium itself where
    that takes a fifth longer: a page may be what it waits for, or the browser.
    """
    timers = [
        threading.Timer(seconds, _end, (b"--type=renderer",)),
        threading.Timer(1.2 * seconds, _end, (b"chromium",)),
    ]
    for timer in timers:
        timer.daemon = True
        timer.start()
    try:
        yield
    finally:
        for timer in timers:
            timer.cancel()
