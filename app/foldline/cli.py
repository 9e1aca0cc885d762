"""The `foldline` command. Exit codes: 0 well, 1 problems (each on a line of its own), 2 a call that
can't be used.
"""

import os
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import click

import foldline
from foldline.errors import BriefError, FoldlineError, NotFound
from foldline.publishing.stories import Story, read_story, story_files
from foldline.story.brief import count
from foldline.story.limits import NAMES, Limits, limits_of
from foldline.story.loading import Problem, placed
from foldline.text.unseen import shown_line


class _Formats(click.Choice[str]):
    """The names of a register of formats, which is imported when it is first asked for: not by
    every command.
    """

    def __init__(self, register: str):
        super().__init__(())
        self._register = register

    @property
    def choices(self) -> tuple[str, ...]:
        from foldline import formats

        return tuple(getattr(formats, self._register))

    @choices.setter
    def choices(self, given: object) -> None:
        """What `click.Choice` sets at its beginning is of no interest."""


def _limits(context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> Limits:
    try:
        return limits_of(given)
    except ValueError as reason:
        raise click.BadParameter(str(reason)) from None


_LIMIT = click.option(
    "--limit",
    "limits",
    multiple=True,
    metavar="NAME=NUMBER",
    callback=_limits,
    help=(
        f"Another limit of a brief than the usual; of {', '.join(NAMES)}. May be given several "
        "times."
    ),
)
_STORIES = click.argument("stories", type=click.Path(path_type=Path), required=False)


def _some_words(context: click.Context, argument: click.Parameter, given: str) -> str:
    if not given.strip():
        raise click.BadParameter("a headline has at least one word")
    return given


class _Group(click.Group):
    """Says every error of ours as one sentence, and so what the system refuses."""

    def main(self, *arguments, **named):
        try:
            return super().main(*arguments, **named)
        except OSError as error:  # click itself knows of a reader who has left
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

    def invoke(self, context: click.Context):
        try:
            return super().invoke(context)
        except click.ClickException as error:
            error.message = shown_line(error.message)  # which may quote a name
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
    """The folder that was named; else ./stories; else the briefs that ship with Foldline."""
    from foldline.publishing.checkout import checkout_root

    if stories:
        return stories
    if Path("stories").is_dir():
        return Path("stories")
    root = checkout_root()
    return root / "stories" if root else Path("stories")


def _claims_of(story: Story, texts: Path | None) -> list[str]:
    """What is to be told of a brief's claims, one line each: facts, which fail no check. Those that
    agree are not told.
    """
    from foldline.claims import check_claims
    from foldline.publishing.exchange import texts_of_sources

    if story.loaded.brief is None:
        return []
    found = check_claims(story.loaded.brief, texts_of_sources(texts, story.loaded.brief))
    told = [
        Problem(finding.path, f"{finding.verdict}: {finding.what}", remark=True)
        for finding in found
        if not finding.quiet
    ]
    return [problem.sentence(story.shown_path) for problem in placed(told, story.data)]


def _runtime():
    from foldline.publishing.runtime import ConsoleProgress, ensure_runtime

    return ensure_runtime(progress=ConsoleProgress())


def _say(sentence: str, *, to_output: bool = False) -> None:
    """Print a sentence in one line, on standard error unless `to_output`. What a file, a name or an
    address holds that a terminal would obey, or that turns letters round, is shown by its number.
    """
    click.echo(shown_line(sentence), err=not to_output)


def _write(text: str) -> None:
    """Write a text to standard output as it is; to a terminal without what that would obey."""
    if sys.stdout.isatty():
        text = "\n".join(map(shown_line, text.split("\n")))
    click.echo(text.encode(), nl=False)


@contextmanager
def _bar_on_a_terminal(doing: str) -> Iterator[Callable[[int, int], None] | None]:
    """What is told "done, of how many" moves a bar on standard error; None where that is no
    terminal.
    """
    if not sys.stderr.isatty():
        yield None
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
    from foldline.publishing.serve import HOST, keep_published, served_folder, server_for
    from foldline.publishing.site import publish_site

    stories = _stories_or_shipped(stories)
    story_files(stories)  # before anything is fetched: is there such a folder?
    runtime = _runtime()
    if root := checkout_root():
        lay_runtime_in(root, runtime)
    folder = served_folder(stories)
    published = publish_site(stories, folder, runtime, preview=True, said=_say)
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


def _print_leaving(stories: Path, address: str, limits: Limits) -> None:
    """Prints what `publish` would take from a folder. Raises BriefError where it would refuse to."""
    from foldline.publishing.listing import list_leaving

    leaving = list_leaving(stories, address, limits)
    for line in leaving.lines:
        _say(line, to_output=True)
    if leaving.problems:
        raise BriefError(
            f"{count(len(leaving.problems), 'problem')}; nothing would be published",
            list(leaving.problems),
        )
    _say(
        f"{count(leaving.briefs, 'brief')} and {count(leaving.pictures, 'picture')} would be "
        "published; nothing was written"
    )


@main.command()
@_STORIES
@click.option("--out", type=click.Path(path_type=Path), help="The folder to write the site to.")
@click.option(
    "--address", default="", help="Where the site will be, for canonical links and Open Graph."
)
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
    address: str,
    list_only: bool,
    limits: Limits,
) -> None:
    """Write the static site of STORIES to a folder, for any static host."""
    from foldline.publishing.building import is_built
    from foldline.publishing.site import publish_site, refuse_problems

    if out is None and not list_only:
        raise click.MissingParameter(ctx=context, param_hint="'--out'", param_type="option")
    stories = _stories_or_shipped(stories)
    story_files(stories)
    if list_only:
        _print_leaving(stories, address, limits)
        return
    if not is_built():
        refuse_problems(stories, limits)
    runtime = _runtime()
    with _bar_on_a_terminal("Publishing") as told:
        published = publish_site(
            stories, out, runtime, address=address, told=told, said=_say, limits=limits
        )
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
def pack(briefs: tuple[Path, ...], out: Path, slim: bool, limits: Limits) -> None:
    """Write BRIEFS (files, or folders of them) as one self-contained HTML file that opens by a
    double click.
    """
    from foldline.publishing.building import is_built
    from foldline.publishing.pack import pack_file, stories_to_pack

    files = [file for path in briefs for file in story_files(path)]
    if not files:
        raise NotFound(f"there is no brief (*.json) in {', '.join(map(str, briefs))}")
    if not slim and not is_built():
        stories_to_pack(files, limits)  # problems are told before anything is fetched or built
    size, left_out = pack_file(files, out, None if slim else _runtime(), said=_say, limits=limits)
    for line in left_out:
        _say(line)
    shown = f"{size / 1e6:.1f} MB" if size > 1e6 else f"{size / 1e3:.0f} kB"
    _say(f"{count(len(files), 'brief')} packed into {out}, {shown}", to_output=True)


@main.command()
@click.argument("headline", callback=_some_words)
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
def check(paths: tuple[Path, ...], claims: bool, texts: Path | None, limits: Limits) -> None:
    """Validate briefs; PATH is a file or a folder. One line a problem: file:line:column: path: what
    is wrong.
    """
    if texts and not claims:
        raise click.UsageError("--texts is read with --claims")
    errors = files = 0
    for path in paths:
        for file in story_files(path):
            files += 1
            story = read_story(file, limits)
            for line in story.sentences():
                _say(line, to_output=True)
            for line in _claims_of(story, texts) if claims else ():
                _say(line, to_output=True)
            errors += sum(not problem.remark for problem in story.problems)
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
