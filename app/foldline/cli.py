"""The `foldline` command. Exit codes: 0 where all is well, 1 for problems (each on a line of its
own), 2 for a call that can't be used.
"""

import sys
import threading
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

import foldline
from foldline.errors import BriefError, NotFound
from foldline.publishing.stories import read_story, story_files
from foldline.publishing.terminal import (
    LIMIT_OPTION,
    ErrorsAsSentences,
    FormatNames,
    checked_headline,
    progress_bar,
    say,
    write_text,
)
from foldline.settings import Settings
from foldline.text.words import count

if TYPE_CHECKING:
    from foldline.publishing.runtime import Runtime


_STORIES = click.argument("stories", type=click.Path(path_type=Path), required=False)


@click.group(cls=ErrorsAsSentences, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(foldline.__version__, prog_name="foldline")
def main() -> None:
    """Foldline: news story briefs as pages that read at once."""


def _settings(stories: Path, limits: tuple[str, ...] = (), address: str | None = None) -> Settings:
    """Return the settings beside briefs, with what options name instead of theirs."""
    from foldline.publishing.operations import settings_for

    return settings_for(stories, limits, address)


def _runtime() -> "Runtime":
    from foldline.publishing.operations import find_runtime
    from foldline.publishing.runtime import ConsoleProgress

    return find_runtime(ConsoleProgress())


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
    from foldline.publishing.checkout import checkout_root, lay_runtime_in, stories_or_shipped
    from foldline.publishing.extras import ADVICE, has_site_extra
    from foldline.publishing.preview import Preview
    from foldline.publishing.serve import (
        keep_published,
        publish_preview,
        serve_until_stopped,
        served_folder,
        server_for,
        write_slim_preview,
    )

    stories = stories_or_shipped(stories)
    files = story_files(stories)  # before anything is fetched: is there such a folder?
    if not has_site_extra():
        say(f"The pages are without Python, which reads files and searches: {ADVICE} brings it.")
        folder = served_folder(stories)
        write_slim_preview(files, folder, _settings(stories).limits)
        server = server_for(folder, port, hosts=hosts)
        serve_until_stopped(server, len(files), stories, open_browser, say)
        return
    runtime = _runtime()
    if root := checkout_root():
        lay_runtime_in(root, runtime, say)
    folder = served_folder(stories)
    published = publish_preview(stories, folder, runtime, report=say)
    for line in published.problems:
        say(line)
    preview = Preview(published)
    server = server_for(folder, port, preview, hosts)
    stop = threading.Event()
    threading.Thread(
        target=keep_published, daemon=True, args=(stories, folder, runtime, say, stop, preview)
    ).start()
    try:
        serve_until_stopped(server, published.briefs, stories, open_browser, say)
    finally:
        stop.set()


def _print_leaving(stories: Path, settings: Settings) -> None:
    """Print what `publish` would take from a folder. Raises BriefError where it would refuse to."""
    from foldline.publishing.listing import list_leaving

    leaving = list_leaving(stories, settings.address, settings.limits, settings.look.logo)
    for line in leaving.lines:
        say(line, to_output=True)
    if problems := [*settings.problems, *leaving.problems]:
        raise BriefError(f"{count(len(problems), 'problem')}; nothing would be published", problems)
    say(
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
@LIMIT_OPTION
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
    from foldline.publishing.checkout import stories_or_shipped
    from foldline.publishing.operations import publish_folder

    if out is None and not list_only:
        raise click.MissingParameter(ctx=context, param_hint="'--out'", param_type="option")
    stories = stories_or_shipped(stories)
    story_files(stories)
    settings = _settings(stories, limits, address)
    if list_only:
        _print_leaving(stories, settings)
        return
    assert out is not None
    with progress_bar("Publishing") as progress:
        published = publish_folder(
            stories, out, settings, runtime=_runtime, progress=progress, report=say
        )
    say(
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
@LIMIT_OPTION
def pack(briefs: tuple[Path, ...], out: Path, slim: bool, limits: tuple[str, ...]) -> None:
    """Write BRIEFS (files, or folders of them) as one self-contained HTML file that opens by a
    double click.
    """
    from foldline.publishing.operations import pack_briefs

    number, size, left_out = pack_briefs(
        briefs, out, slim=slim, limits=limits, runtime=_runtime, report=say
    )
    for line in left_out:
        say(line)
    shown = f"{size / 1e6:.1f} MB" if size > 1e6 else f"{size / 1e3:.0f} kB"
    say(f"{count(number, 'brief')} packed into {out}, {shown}", to_output=True)


@main.command()
@click.argument("headline", required=False, callback=checked_headline)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The file to write, or the folder for it; stories/ unless named.",
)
@click.option("--site", is_flag=True, help="Begin the settings of a site, foldline.toml, instead.")
@click.pass_context
def new(context: click.Context, headline: str | None, out: Path | None, site: bool) -> None:
    """Begin a brief: every usual section, with what is to be written there. Overwrites nothing."""
    from foldline.publishing.starting import begin_brief, begin_settings

    if site and headline is not None:
        raise click.UsageError("--site begins foldline.toml, which has no headline")
    if site:
        say(f"{begin_settings(out)} begun; each setting in it is a comment", to_output=True)
        return
    if headline is None:
        raise click.MissingParameter(ctx=context, param_hint="'HEADLINE'", param_type="argument")
    brief, *schema = begin_brief(headline, out, date.today())
    for file in schema:
        say(f"{file} written, for editors")
    say(f"{brief} begun; foldline check {brief} tells what is still to be written", to_output=True)


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
@click.option(
    "--write",
    is_flag=True,
    help="With --texts: put the passages that are found for claims into the briefs.",
)
@LIMIT_OPTION
def check(
    paths: tuple[Path, ...],
    claims: bool,
    texts: Path | None,
    write: bool,
    limits: tuple[str, ...],
) -> None:
    """Validate briefs; PATH is a file or a folder. One line a problem: file:line:column: path: what
    is wrong.
    """
    if texts and not claims:
        raise click.UsageError("--texts is read with --claims")
    if write and not texts:
        raise click.UsageError("--write puts in what is found by --texts")
    files = 0
    errors: set[str] = set()
    for path in paths:
        found = story_files(path)
        settings = _settings(path, limits)
        for line in settings.problems:
            if line not in errors:  # where several paths are of one folder
                say(line, to_output=True)
        errors.update(settings.problems)
        for file in found:
            files += 1
            story = read_story(file, settings.limits)
            for line in story.sentences():
                say(line, to_output=True)
            if claims:
                from foldline.publishing.exchange import lines_about_claims

                for line in lines_about_claims(story, texts):
                    say(line, to_output=True)
                if texts:
                    from foldline.publishing.passages import lines_about_passages

                    for line in lines_about_passages(story, texts, write=write):
                        say(line, to_output=True)
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
    type=FormatNames("READABLE"),
    help="The format; guessed where none is named.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The brief to write; a folder where FILE holds several stories.",
)
@click.option(
    "--published", default="", help="When it came out, ISO 8601; it wins over what FILE says."
)
@click.option(
    "--language", default="", help="Its language (de, en-GB); it wins over what FILE says."
)
def import_(
    file: Path, format_name: str | None, out: Path | None, published: str, language: str
) -> None:
    """Convert FILE (- is standard input) from another format to a brief. What was used, guessed and
    left over is told on standard error."""
    from foldline.formats import import_briefs
    from foldline.publishing.exchange import read_input, write_briefs

    found = import_briefs(
        read_input(file), format_name, file.name, published=published, language=language
    )
    for each in found:
        if len(found) > 1:
            say(f"{each.slug}:")
        for line in each.report.lines:
            say(str(line))
        say(each.report.summary)
    written = write_briefs(found, out, write_text)
    if out:
        say(f"{count(written, 'brief')} written to {out}", to_output=True)
    if any(each.report.of("problem") for each in found):
        sys.exit(1)


@main.command()
@click.argument("brief", type=click.Path(path_type=Path))
@click.option(
    "--to", "format_name", type=FormatNames("WRITABLE"), required=True, help="The format."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The file to write; standard output where none is named.",
)
def export(brief: Path, format_name: str, out: Path | None) -> None:
    """Write BRIEF in another format."""
    from foldline.drafts.proving import left_out
    from foldline.formats import WRITABLE, export_brief
    from foldline.publishing.exchange import whole_brief
    from foldline.publishing.writing import write_whole

    whole = whole_brief(brief)
    text = export_brief(whole, format_name)
    if left := left_out(whole, WRITABLE[format_name]):
        say(f"{format_name} has no place for {', '.join(left)}: they are left out")
    if out is None:
        write_text(text)
    else:
        write_whole(out, text)
        say(f"{brief} written to {out}", to_output=True)


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
    say(f"{count(events, 'event')} written to {out}{once}", to_output=True)


@main.command()
def schema() -> None:
    """Print the JSON Schema of a brief."""
    from foldline.story.schema import schema_text

    click.echo(schema_text(), nl=False)
