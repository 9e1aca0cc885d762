"""The `foldline` command. Exit codes: 0 where all is well, 1 for problems (each on a line of its
own), 2 for a call that can't be used.
"""

import os
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import foldline
from foldline.errors import BriefError, FoldlineError, NotFound
from foldline.publishing.site_settings import read_settings
from foldline.publishing.stories import Story, read_story, story_files
from foldline.settings import Settings, with_limits
from foldline.story.brief import count
from foldline.story.limits import NAMES, Limits, limits_of
from foldline.story.loading import Problem, placed
from foldline.text.unseen import shown_line

if TYPE_CHECKING:
    from foldline.publishing.runtime import Runtime


class _Formats(click.Choice[str]):
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


_LIMIT = click.option(
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
_STORIES = click.argument("stories", type=click.Path(path_type=Path), required=False)


def _checked_headline(context: click.Context, argument: click.Parameter, headline: str) -> str:
    if not headline.strip():
        raise click.BadParameter("a headline has at least one word")
    return headline


class _Group(click.Group):
    """Prints every error of Foldline's or the system's as one sentence."""

    def main(self, *arguments: Any, **named: Any) -> Any:
        try:
            return super().main(*arguments, **named)
        except OSError as error:  # click itself handles a pipe that nobody reads any more
            reason = (error.strerror or str(error)).lower()
            _say(
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
                _say(line)
            _say(f"foldline: {error}")
            sys.exit(1)
        except NotFound as error:
            _say(f"foldline: {error}")
            sys.exit(2)
        except FoldlineError as error:
            _say(f"foldline: {error}")
            sys.exit(1)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(foldline.__version__, prog_name="foldline")
def main() -> None:
    """Foldline: news story briefs as pages that read at once."""


def _stories_or_shipped(stories: Path | None) -> Path:
    """Return the folder that was named; else ./stories; else the briefs that ship with Foldline."""
    from foldline.publishing.checkout import checkout_root

    if stories:
        return stories
    if Path("stories").is_dir():
        return Path("stories")
    root = checkout_root()
    return root / "stories" if root else Path("stories")


def _settings(stories: Path, limits: tuple[str, ...]) -> Settings:
    """Return the settings beside briefs, with the limits that options name instead of theirs."""
    settings = read_settings(stories)
    return replace(settings, limits=with_limits(settings.limits, limits))


def _claims_of(story: Story, texts: Path | None) -> list[str]:
    """Return a line for each finding about a brief's claims, except for those that agree. They are
    facts, and fail no check.
    """
    from foldline.claims import check_claims
    from foldline.publishing.exchange import texts_of_sources

    if story.loaded.brief is None:
        return []
    found = check_claims(story.loaded.brief, texts_of_sources(texts, story.loaded.brief))
    remarks = [
        Problem(finding.path, f"{finding.verdict}: {finding.what}", remark=True)
        for finding in found
        if not finding.quiet
    ]
    return [problem.sentence(story.shown_path) for problem in placed(remarks, story.data)]


def _runtime() -> "Runtime":
    from foldline.publishing.runtime import ConsoleProgress, ensure_runtime

    return ensure_runtime(progress=ConsoleProgress())


def _say(sentence: str, *, to_output: bool = False) -> None:
    """Print a sentence in one line, on standard error unless `to_output`.

    Characters that a terminal would obey, or that turn letters round, are shown by their numbers.
    """
    click.echo(shown_line(sentence), err=not to_output)


def _write(text: str) -> None:
    """Write a text to standard output as it is; to a terminal, without what that would obey."""
    if sys.stdout.isatty():
        text = "\n".join(map(shown_line, text.split("\n")))
    click.echo(text.encode(), nl=False)


@contextmanager
def _progress_bar(doing: str) -> Iterator[Callable[[int, int], None]]:
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


@main.command()
@_STORIES
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="0 takes a free one.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the address in the browser.")
@click.option(
    "--allow-host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="A host name to answer to, beside localhost and 127.0.0.1.",
)
def serve(stories: Path | None, port: int, open_browser: bool, hosts: tuple[str, ...]) -> None:
    """Publish STORIES to a cache and serve it on 127.0.0.1; publish again when a brief changes, and
    open pages follow.
    """
    from foldline.publishing.checkout import checkout_root, lay_runtime_in
    from foldline.publishing.preview import Preview
    from foldline.publishing.serve import (
        HOST,
        keep_published,
        publish_preview,
        served_folder,
        server_for,
    )

    stories = _stories_or_shipped(stories)
    story_files(stories)  # before anything is fetched: is there such a folder?
    runtime = _runtime()
    if root := checkout_root():
        lay_runtime_in(root, runtime)
    folder = served_folder(stories)
    published = publish_preview(stories, folder, runtime, report=_say)
    for line in published.problems:
        _say(line)
    preview = Preview(published)
    server = server_for(folder, port, preview, hosts)
    address = f"http://{HOST}:{server.server_port}/"
    stop = threading.Event()
    threading.Thread(
        target=keep_published, daemon=True, args=(stories, folder, runtime, _say, stop, preview)
    ).start()
    _say(
        f"Foldline serves {count(published.briefs, 'brief')} from {stories} at {address} (Ctrl+C "
        "ends it)",
        to_output=True,
    )
    sys.stdout.flush()
    if open_browser:
        webbrowser.open(address)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("")
    finally:
        stop.set()
        server.server_close()


def _print_leaving(stories: Path, settings: Settings) -> None:
    """Print what `publish` would take from a folder. Raises BriefError where it would refuse to."""
    from foldline.publishing.listing import list_leaving

    leaving = list_leaving(stories, settings.address, settings.limits)
    for line in leaving.lines:
        _say(line, to_output=True)
    if problems := [*settings.problems, *leaving.problems]:
        raise BriefError(f"{count(len(problems), 'problem')}; nothing would be published", problems)
    _say(
        f"{count(leaving.briefs, 'brief')} and {count(leaving.pictures, 'picture')} would be "
        "published; nothing was written"
    )


@main.command()
@_STORIES
@click.option("--out", type=click.Path(path_type=Path), help="The folder to write the site to.")
@click.option("--address", help="Where the site will be, for canonical links and Open Graph.")
@click.option(
    "--list",
    "list_only",
    is_flag=True,
    help="Print what would leave STORIES, file by file, and write nothing.",
)
@_LIMIT
@click.pass_context
def publish(
    context: click.Context,
    stories: Path | None,
    out: Path | None,
    address: str | None,
    list_only: bool,
    limits: tuple[str, ...],
) -> None:
    """Write the static site of STORIES to a folder, for any static host."""
    from foldline.publishing.building import is_built
    from foldline.publishing.site import SiteOptions, publish_site, refuse_problems

    if out is None and not list_only:
        raise click.MissingParameter(ctx=context, param_hint="'--out'", param_type="option")
    stories = _stories_or_shipped(stories)
    story_files(stories)
    settings = _settings(stories, limits)
    if address is not None:
        settings = replace(settings, address=address)
    if list_only:
        _print_leaving(stories, settings)
        return
    assert out is not None
    if settings.problems or not is_built():
        refuse_problems(stories, settings)
    runtime = _runtime()
    options = SiteOptions(settings.address, settings.language, settings.limits)
    with _progress_bar("Publishing") as progress:
        published = publish_site(stories, out, runtime, options, progress=progress, report=_say)
    _say(
        f"{count(published.briefs, 'brief')} published to {out}; "
        f"{count(published.written, 'file')} written",
        to_output=True,
    )


@main.command()
@click.argument("briefs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="The file to write, FILE.html."
)
@click.option("--slim", is_flag=True, help="Without Python: what is left reads and folds.")
@_LIMIT
def pack(briefs: tuple[Path, ...], out: Path, slim: bool, limits: tuple[str, ...]) -> None:
    """Write BRIEFS (files, or folders of them) as one self-contained HTML file that opens by a
    double click.
    """
    from foldline.publishing.building import is_built
    from foldline.publishing.pack import pack_file, stories_to_pack

    files: list[Path] = []
    settings: dict[Path, Settings] = {}
    for path in briefs:
        found = story_files(path)
        files += found
        settings |= dict.fromkeys(found, _settings(path, limits))
    if not files:
        raise NotFound(f"there is no brief (*.json) in {', '.join(map(str, briefs))}")

    def limits_for(path: Path) -> Limits:
        return settings[path].limits

    problems = list(dict.fromkeys(line for each in settings.values() for line in each.problems))
    if problems or not (slim or is_built()):  # before anything is fetched or built
        stories_to_pack(files, limits_for, problems)
    size, left_out = pack_file(
        files, out, None if slim else _runtime(), report=_say, limits_for=limits_for
    )
    for line in left_out:
        _say(line)
    shown = f"{size / 1e6:.1f} MB" if size > 1e6 else f"{size / 1e3:.0f} kB"
    _say(f"{count(len(files), 'brief')} packed into {out}, {shown}", to_output=True)


@main.command()
@click.argument("headline", callback=_checked_headline)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The file to write, or the folder for it; stories/ unless named.",
)
def new(headline: str, out: Path | None) -> None:
    """Begin a brief: every usual section, with what is to be written there. Overwrites nothing."""
    from foldline.publishing.starting import begin_brief

    brief, *schema = begin_brief(headline, out, date.today())
    for file in schema:
        _say(f"{file} written, for editors")
    _say(f"{brief} begun; foldline check {brief} tells what is still to be written", to_output=True)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--claims",
    is_flag=True,
    help=(
        "Tell of quotations, figures and dates how they stand in the full story, and more such "
        "facts."
    ),
)
@click.option(
    "--texts",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="With --claims: a folder with the texts of sources, each as ID.txt.",
)
@_LIMIT
def check(
    paths: tuple[Path, ...], claims: bool, texts: Path | None, limits: tuple[str, ...]
) -> None:
    """Validate briefs; PATH is a file or a folder. One line a problem: file:line:column: path: what
    is wrong.
    """
    if texts and not claims:
        raise click.UsageError("--texts is read with --claims")
    files = 0
    errors: set[str] = set()
    for path in paths:
        found = story_files(path)
        settings = _settings(path, limits)
        for line in settings.problems:
            if line not in errors:  # where several paths are of one folder
                _say(line, to_output=True)
        errors.update(settings.problems)
        for file in found:
            files += 1
            story = read_story(file, settings.limits)
            for line in story.sentences():
                _say(line, to_output=True)
            for line in _claims_of(story, texts) if claims else ():
                _say(line, to_output=True)
            errors.update(story.sentences(remarks=False))
    if not files:
        raise NotFound(f"there is no brief (*.json) in {', '.join(map(str, paths))}")
    if errors:
        sys.exit(1)


@main.command("import")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--from",
    "format_name",
    type=_Formats("READABLE"),
    help="The format; guessed where none is named.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The brief to write; a folder where FILE holds several stories.",
)
def import_(file: Path, format_name: str | None, out: Path | None) -> None:
    """Convert FILE (- is standard input) from another format to a brief. What was used, guessed and
    left over is told on standard error."""
    from foldline.formats import import_briefs
    from foldline.publishing.exchange import read_given, write_briefs

    found = import_briefs(read_given(file), format_name, file.name)
    for each in found:
        if len(found) > 1:
            _say(f"{each.slug}:")
        for line in each.report.lines:
            _say(str(line))
        _say(each.report.summary)
    written = write_briefs(found, out, _write)
    if out:
        _say(f"{count(written, 'brief')} written to {out}", to_output=True)
    if any(each.report.of("problem") for each in found):
        sys.exit(1)


@main.command()
@click.argument("brief", type=click.Path(path_type=Path))
@click.option("--to", "format_name", type=_Formats("WRITABLE"), required=True, help="The format.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The file to write; standard output where none is named.",
)
def export(brief: Path, format_name: str, out: Path | None) -> None:
    """Write BRIEF in another format."""
    from foldline.formats import export_brief
    from foldline.publishing.exchange import whole_brief
    from foldline.publishing.writing import write_whole

    text = export_brief(whole_brief(brief), format_name)
    if out is None:
        _write(text)
    else:
        write_whole(out, text)
        _say(f"{brief} written to {out}", to_output=True)


def _known_ending(context: click.Context, option: click.Parameter, out: Path) -> Path:
    from foldline.formats import TIMELINES

    if out.suffix not in TIMELINES:
        raise click.BadParameter(f"{out} ends in none of {', '.join(TIMELINES)}")
    return out


@main.command()
@click.argument("briefs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    callback=_known_ending,
    help="The file to write: .ics (a calendar), .csv (a table) or .json (TimelineJS).",
)
def timeline(briefs: tuple[Path, ...], out: Path) -> None:
    """Write the timeline of BRIEFS (files, or folders of them) to a file; those of several are
    merged into one.
    """
    from foldline.publishing.exchange import timeline_text
    from foldline.publishing.writing import write_whole

    text, events, folded = timeline_text(
        [file for path in briefs for file in story_files(path)], out.suffix
    )
    write_whole(out, text)
    once = f" ({folded} that another brief tells alike left out)" if folded else ""
    _say(f"{count(events, 'event')} written to {out}{once}", to_output=True)


@main.command()
def schema() -> None:
    """Print the JSON Schema of a brief."""
    from foldline.story.schema import schema_text

    click.echo(schema_text(), nl=False)
