"""Read and write the files of `foldline import` and `foldline export`."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from foldline.drafts.report import Imported
from foldline.errors import BriefError, NotFound
from foldline.formats import TIMELINES
from foldline.publishing.reading_files import read_ordinary_file
from foldline.publishing.stories import StoryFile, read_story
from foldline.publishing.writing import write_whole
from foldline.sections.timeline.model import Timeline
from foldline.story.brief import Brief
from foldline.story.loading import placed
from foldline.story.problems import Problem
from foldline.timelines import MERGED, events_of_brief, merge_timelines

MOST_IMPORTED = 64_000_000
"""Bytes of a file to import."""


def read_input(file: Path) -> bytes:
    """Return the bytes of a file; of standard input for "-". Raises NotFound where it can't be
    read, or is too large.
    """
    from_input = str(file) == "-"
    data = (
        sys.stdin.buffer.read(MOST_IMPORTED + 1)
        if from_input
        else read_ordinary_file(file, MOST_IMPORTED)
    )
    if len(data) > MOST_IMPORTED:
        name = "standard input" if from_input else file
        raise NotFound(
            f"{name} is larger than {MOST_IMPORTED // 1_000_000} MB; nothing of that size is one "
            "story, so give a part of it"
        )
    return data


def write_briefs(found: Sequence[Imported], out: Path | None, show: Callable[[str], None]) -> int:
    """Write one brief to the file `out`, or several into the folder `out`, each under its own name.
    Without `out`, one brief is shown. Return how many briefs there are. Raises NotFound where
    several briefs have no folder, PublishError where a file can't be written.
    """
    if out is None:
        if len(found) > 1:
            raise NotFound(
                f"there are {len(found)} stories in it; name a folder for them with --out"
            )
        show(found[0].text)
        return 1
    if len(found) == 1 and not out.is_dir():
        write_whole(out, found[0].text)
        return 1
    if out.suffix == ".json":
        raise NotFound(
            f"there are {len(found)} stories in it; name a folder for them with --out, not {out}"
        )
    names: set[str] = set()
    for each in found:
        name = next(
            tried
            for n in range(1, len(found) + 1)
            if (tried := each.slug + (f"-{n}" if n > 1 else "")) not in names
        )
        names.add(name)
        write_whole(out / f"{name}.json", each.text)
    return len(found)


def texts_of_sources(folder: Path | None, brief: Brief) -> dict[str, str]:
    """Return the texts of the brief's sources by the sources' ids. Each is read from the file
    ID.txt in `folder`, where there is one. Raises NotFound where one is too large or not UTF-8.
    """
    found: dict[str, str] = {}
    if folder is None:
        return found
    for source in brief.sources:
        file = folder / f"{source.id}.txt"
        if file.is_file():
            try:
                data = read_ordinary_file(file, MOST_IMPORTED)
                if len(data) > MOST_IMPORTED:
                    raise NotFound(f"{file} is larger than {MOST_IMPORTED // 1_000_000} MB")
                found[source.id] = data.decode("utf-8-sig")
            except UnicodeDecodeError:
                raise NotFound(f"{file} can't be read as UTF-8 text") from None
    return found


def whole_brief(path: Path) -> Brief:
    """Return the brief in a file. Raises BriefError with its problems where a part of it can't be
    read.
    """
    story = read_story(path)
    if story.loaded.brief is None or story.loaded.hiding:
        raise BriefError(
            f"{path} has problems; nothing was written", story.sentences(remarks=False)
        )
    return story.loaded.brief


def timeline_text(files: Sequence[Path], ending: str) -> tuple[str, int, int]:
    """Return three things: the timeline of the briefs in `files`, as text for a file with the
    ending `ending` (of `foldline.formats.TIMELINES`); the number of its events; and how many events
    of several briefs are shown once. One timeline is written as it is, several are merged. Raises
    NotFound where no brief has a timeline, BriefError as `whole_brief` does.
    """
    briefs = {path: whole_brief(path) for path in files}
    own = [
        (path, section)
        for path, brief in briefs.items()
        for section in brief.sections
        if isinstance(section, Timeline) and section.events
    ]
    if not own:
        raise NotFound(f"there is no timeline with events in {', '.join(map(str, files))}")
    write = TIMELINES[ending].write_timeline
    assert write is not None
    if len(own) == 1:
        ((path, timeline),) = own
        return write(timeline, briefs[path], path.stem), len(timeline.events), 0
    found = merge_timelines([events_of_brief(brief, path.stem) for path, brief in briefs.items()])
    return write(found.timeline, found.brief, MERGED), found.events, found.folded


def lines_about_claims(story: StoryFile, texts: Path | None) -> list[str]:
    """Return a line for each finding about a brief's claims, except for those that agree. The lines
    are remarks: they don't make a check fail.
    """
    from foldline.claims import check_claims  # here, since only this needs it

    if story.loaded.brief is None:
        return []
    found = check_claims(story.loaded.brief, texts_of_sources(texts, story.loaded.brief))
    remarks = [
        Problem(finding.path, f"{finding.verdict}: {finding.what}", remark=True)
        for finding in found
        if not finding.quiet
    ]
    return [problem.sentence(story.shown_path) for problem in placed(remarks, story.data)]
