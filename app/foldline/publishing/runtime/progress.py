"""Report the progress of fetching: a sentence before it, then the bytes that have arrived."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as RichBar

__all__ = ["ConsoleProgress", "Progress", "Silent"]


class Progress(Protocol):
    """Receive the reports of `ensure_runtime`. It makes none where the cache holds the runtime
    whole.
    """

    def say(self, sentence: str) -> None:
        """Tell the reader one sentence."""

    def landed(self, done: int, total: int) -> None:
        """Report that `done` of `total` bytes are on this machine. Called several times a second;
        `done` never goes down.
        """

    def close(self) -> None:
        """Report that fetching is over, whether it succeeded or failed. May be called twice."""


class Silent:
    """Ignore all reports."""

    def say(self, sentence: str) -> None:
        pass

    def landed(self, done: int, total: int) -> None:
        pass

    def close(self) -> None:
        pass


class ConsoleProgress:
    """Print sentences and a bar on standard error. Where that is no terminal, the bar is printed
    once, at its end.
    """

    def __init__(self) -> None:
        self._bar: RichBar | None = None

    @cached_property
    def _console(self) -> Console:
        from rich.console import (
            Console,  # here: it takes longer to import than a whole cache takes to check
        )

        return Console(stderr=True)

    def say(self, sentence: str) -> None:
        # soft_wrap: a line broken by us can't be found again in a log; no markup: a path may hold
        # square brackets.
        self._console.print(sentence, soft_wrap=True, markup=False, highlight=False)

    def landed(self, done: int, total: int) -> None:
        if self._bar is None:
            from rich import progress

            bar = progress.Progress(
                progress.TextColumn("{task.description}"),
                progress.BarColumn(),
                progress.DownloadColumn(),
                progress.TransferSpeedColumn(),
                progress.TimeRemainingColumn(),
                console=self._console,
            )
            bar.add_task("Fetching", total=total, completed=done)
            bar.start()
            self._bar = bar
        self._bar.update(self._bar.task_ids[0], completed=done, total=total)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
