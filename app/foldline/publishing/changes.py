"""Which briefs have changed since the last publish: reads those, and leaves the others unread."""

import json
from collections.abc import Sequence
from pathlib import Path

from foldline.errors import NotFound
from foldline.publishing.pictures import place_in_site
from foldline.publishing.plan import (
    MOST_MERGED,
    PAGES,
    RESERVED_SLUGS,
    BriefState,
    Held,
    Read,
    SiteOptions,
    Unchanged,
)
from foldline.publishing.reading_files import read_ordinary_file
from foldline.publishing.record import SiteWriter
from foldline.publishing.shelf import shelf_entry
from foldline.publishing.stories import StoryFile, read_story, slug_problems
from foldline.publishing.writing import digest_of
from foldline.story.loading import Loaded
from foldline.timelines import MERGED, BriefEvents, events_of_brief, merge_timelines


def read_brief(path: Path, program: str, writer: SiteWriter, options: SiteOptions) -> BriefState:
    """Return what has become of a brief's file since the last publish.

    `program` is a digest of all but the briefs that pages are made from. Raises NotFound where the
    file can't be read.
    """
    sources = (path.as_posix(),)
    try:
        data = read_ordinary_file(path, options.limits.bytes)
        fingerprint = f"{program}.{digest_of(path.as_posix().encode(), data)}"
    except NotFound:
        fingerprint = ""
    kept = writer.before.briefs.get(path.stem)
    if kept and not (kept.fingerprint.startswith(f"{program}.") and writer.has(kept)):
        kept = None
    if kept and kept.clean and kept.fingerprint == fingerprint:
        now = {image: image_stamp(path.parent / image) for image in kept.images}
        if now == kept.images:
            return Unchanged(sources, path.stem, kept)
    story = read_story(path, options.limits)
    if kept and options.preview and story.hides:
        return Held(sources, path.stem, kept, tuple(site_problems(story)))
    return read_state(story, fingerprint)


def read_state(story: StoryFile, fingerprint: str) -> Read:
    """Return a brief that was read, with what a plan asks of it."""
    brief = story.loaded.brief
    return Read(
        (story.shown_path,),
        story,
        fingerprint,
        problems=tuple(site_problems(story)),
        pictures=tuple(dict.fromkeys(story.picture_paths().values())),
        made=story.made_names(),
        entry=shelf_entry(story.slug, brief, PAGES.brief, _shelf_pictures(story))
        if brief
        else None,
        events=events_of_brief(brief, story.slug, f"../{story.slug}/index.html") if brief else None,
    )


def _shelf_pictures(story: StoryFile) -> dict[str, str]:
    return {
        src: f"{story.slug}/{place_in_site(path)}" for src, path in story.picture_paths().items()
    }


def site_problems(story: StoryFile) -> list[str]:
    """Return why a brief is not published, as sentences, what matters most first; nothing where it
    is published.
    """
    hiding = {problem.sentence(story.shown_path) for problem in story.loaded.hiding}
    problems = sorted(story.sentences(remarks=False), key=lambda line: line not in hiding)
    problems += slug_problems(story)
    if story.slug in RESERVED_SLUGS:
        problems.append(
            f'{story.shown_path}:1:1: brief: the site keeps the name "{story.slug}" for itself; '
            "give the file another"
        )
    return problems


def image_stamp(image: Path) -> list[int]:
    """Return a file's size in bytes and its time of change in nanoseconds; nothing where it is not
    there.
    """
    try:
        stat = image.stat()
    except OSError:
        return []
    return [stat.st_size, stat.st_mtime_ns]


def merged_timeline(
    briefs: Sequence[BriefState], program: str, writer: SiteWriter
) -> Unchanged | Read | None:
    """Return the merged timeline of the newest briefs, where at least two have one."""
    having: list[tuple[BriefState, BriefEvents]] = []
    for brief in briefs:
        events = brief.events if isinstance(brief, Read) else brief.kept.events
        if events and events.events:
            having.append((brief, events))
    having.sort(key=lambda each: each[1].published[:10], reverse=True)
    of_briefs = len(having)
    having = having[:MOST_MERGED]
    if len(having) < 2:
        return None
    sources = tuple(source for brief, _ in having for source in brief.sources)
    events_of = [events for _, events in having]
    fingerprint = digest_of(
        program.encode(), json.dumps([of_briefs, *map(vars, events_of)]).encode()
    )
    kept = writer.before.briefs.get(MERGED)
    if kept and kept.fingerprint == fingerprint and writer.has(kept):
        return Unchanged(sources, MERGED, kept)
    timeline = merge_timelines(events_of, of_site=True, of_briefs=of_briefs).brief
    text = json.dumps(
        timeline.model_dump(mode="json", exclude_unset=True), ensure_ascii=False, indent=2
    )
    story = StoryFile(Path(MERGED), MERGED, f"{text}\n".encode(), Loaded(timeline))
    return Read(sources, story, fingerprint, entry=shelf_entry(MERGED, timeline, PAGES.brief))
