"""What the command shares: how it prints, on a terminal and elsewhere, and how it ends."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import click

from foldline.errors import BriefError, FoldlineError, NotFound
from foldline.story.limits import NAMES, limits_of
from foldline.text.unseen import shown_line


def say(sentence: str, *, to_output: bool = False) -> None:
    """Print a sentence in one line, on standard error unless `to_output`.

    Characters that a terminal would obey, or that turn letters round, are shown by their numbers.
    """
    click.echo(shown_line(sentence), err=not to_output)


def write_text(text: str) -> None:
    """Write a text to standard output as it is; to a terminal, without what that would obey."""
    if sys.stdout.isatty():
        text = "\n".join(map(shown_line, text.split("\n")))
    click.echo(text.encode(), nl=False)


@contextmanager
def progress_bar(doing: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function that moves a bar on standard error; called with how many are done, and of how
    many. It does nothing where standard error is no terminal.
    """
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich import progress  # here, since it takes long to import
    from rich.console import Console

    columns = (
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeRemainingColumn(),
    )
    with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


class ErrorsAsSentences(click.Group):
    """Prints every error of Foldline's or the system's as one sentence."""

    def main(self, *arguments: Any, **named: Any) -> Any:
        try:
            return super().main(*arguments, **named)
        except OSError as error:  # click itself handles a pipe that nobody reads any more
            reason = (error.strerror or str(error)).lower()
            say(
                f"foldline: {error.filename}: {reason}"
                if error.filename
                else f"foldline: what it has to say can't be written: {reason}"
            )
            with suppress(OSError):
                os.dup2(
                    os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
                )  # or Python tries once more as it ends
            sys.exit(1)

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except click.ClickException as error:
            # it may quote a name; "final" in click's types for its own subclasses
            error.message = shown_line(error.message)  # type: ignore[misc]
            raise
        except BriefError as error:
            for line in error.problems:
                say(line)
            say(f"foldline: {error}")
            sys.exit(1)
        except NotFound as error:
            say(f"foldline: {error}")
            sys.exit(2)
        except FoldlineError as error:
            say(f"foldline: {error}")
            sys.exit(1)


class FormatNames(click.Choice[str]):
    """The names of a register of formats. It is imported by the commands that need it only."""

    def __init__(self, register: str):
        super().__init__(())
        self._register = register

    @property
    def choices(self) -> tuple[str, ...]:
        from foldline import formats

        return tuple(getattr(formats, self._register))

    @choices.setter
    def choices(self, names: object) -> None:
        """Ignore what `click.Choice` sets when it is made."""


def _checked_limits(
    context: click.Context, option: click.Parameter, limits: tuple[str, ...]
) -> tuple[str, ...]:
    try:
        limits_of(limits)
    except ValueError as reason:
        raise click.BadParameter(str(reason)) from None
    return limits


LIMIT_OPTION = click.option(
    "--limit",
    "limits",
    multiple=True,
    metavar="NAME=NUMBER",
    callback=_checked_limits,
    help=(
        f"Another limit of a brief than the usual; of {', '.join(NAMES)}. May be given several "
        "times."
    ),
)


def checked_headline(
    context: click.Context, argument: click.Parameter, headline: str | None
) -> str | None:
    """Return a headline. Raises BadParameter where it has no word."""
    if headline is not None and not headline.strip():
        raise click.BadParameter("a headline has at least one word")
    return headline
