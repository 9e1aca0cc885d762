"""`foldline publish --list`: what will leave the publisher's folder, file by file, before anything
does."""

from dataclasses import dataclass
from pathlib import Path

from foldline.html.front import NEWEST
from foldline.publishing.changes import read_state
from foldline.publishing.pictures import place_in_site
from foldline.publishing.plan import EMBED_PAGE, PAGES, files_of_brief, logo_name
from foldline.publishing.shelf import ARCHIVE
from foldline.publishing.stories import StoryFile, read_story, story_files
from foldline.story.limits import LIMITS, Limits
from foldline.story.pictures import TYPE_NAMES
from foldline.text.unseen import shown_line
from foldline.timelines import MERGED


@dataclass(frozen=True)
class Leaving:
    """What a publish would take from a folder."""

    lines: tuple[str, ...]
    """One for each file of the site, with what it is made of."""
    briefs: int
    pictures: int
    problems: tuple[str, ...]
    """Those for which nothing would be published."""


def list_leaving(
    stories: Path, address: str = "", limits: Limits = LIMITS, logo: str = ""
) -> Leaving:
    """Return what `publish_site` would take from a folder, decided as that decides, and write
    nothing. `address` is the site's, and `logo` the path of its logo, or empty. Raises NotFound
    and PublishError as that does.
    """
    lines: list[str] = []
    problems: list[str] = []
    briefs = pictures = timelines = 0
    for file in story_files(stories):
        read = read_state(read_story(file, limits), "")
        problems += read.problems
        if not read.entry:
            continue
        places = {f"{read.slug}/{place_in_site(path)}": path for path in read.pictures}
        briefs, pictures = briefs + 1, pictures + len(places)
        timelines += bool(read.events and read.events.events)
        made = {f"{read.slug}/{name}" for name in read.made}
        own = (
            each for each in files_of_brief(read, address) if each.name not in made | places.keys()
        )
        lines += [f"{source} -> {each.name}" for each in own for source in each.sources]
        for name, path in places.items():
            lines += _picture(read.story, name, path)
    merged = [f"{MERGED}/"] if timelines > 1 else []
    archive = [f"{ARCHIVE}/"] if briefs > NEWEST else []
    shared = (PAGES.shelf, PAGES.shelf_data, EMBED_PAGE, *merged, *archive)
    lines += [f"every brief of {stories.as_posix()} -> {name}" for name in shared if briefs]
    if logo:
        folder = stories if stories.is_dir() else stories.parent
        lines.append(f"{(folder / logo).as_posix()} -> assets/ (the logo, as {logo_name(logo)})")
    return Leaving(tuple(map(shown_line, lines)), briefs, pictures, tuple(problems))


def _picture(story: StoryFile, name: str, path: str) -> list[str]:
    file = story.path.parent / path
    picture, leaving = story.picture_to_publish(path)
    facts = ", ".join(
        (TYPE_NAMES[picture.kind], _size(len(leaving.data)), *_link(file), *picture.remarks)
    )
    made = [
        f"{file.as_posix()} -> {story.slug}/{each} (WebP, {_size(len(data))})"
        for each, data in leaving.made.items()
    ]
    return [f"{file.as_posix()} -> {name} ({facts})", *made]


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.1f} kB"


def _link(file: Path) -> list[str]:
    there = file.resolve()
    return [] if there == file.parent.resolve() / file.name else [f"a link to {there.as_posix()}"]
