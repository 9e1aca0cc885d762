"""`foldline publish --list`: what will leave the publisher's folder, file by file, before anything
does."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from foldline.publishing.embedding import EMBED
from foldline.publishing.site import names_in_site, pictures_in_site, site_problems
from foldline.publishing.stories import Story, read_story, story_files
from foldline.story.limits import LIMITS, Limits
from foldline.story.pictures import TYPE_NAMES
from foldline.text.unseen import shown_line
from foldline.timelines import MERGED, events_of_brief


@dataclass(frozen=True)
class Leaving:
    """What a publish would take from the folder: one line for each file of the site and what it is
    made of, how many briefs and pictures these are, and the problems for which nothing would be
    published."""

    lines: tuple[str, ...]
    briefs: int
    pictures: int
    problems: tuple[str, ...]


def list_leaving(stories: Path, address: str = "", limits: Limits = LIMITS) -> Leaving:
    """Decides as `publish_site` does, and writes nothing. Raises NotFound and PublishError as that
    does."""
    lines: list[str] = []
    problems: list[str] = []
    briefs = pictures = timelines = 0
    for file in story_files(stories):
        story = read_story(file, limits)
        problems += site_problems(story)
        if story.loaded.brief is None:
            continue
        taken = pictures_in_site(story)
        briefs, pictures = briefs + 1, pictures + len(taken)
        timelines += bool(events_of_brief(story.loaded.brief, story.slug, "").events)
        own = (
            name
            for name in names_in_site(story, address)
            if name.removeprefix(f"{story.slug}/") not in taken
        )
        lines += [f"{story.shown_path} -> {name}" for name in own]
        lines += _pictures(story, taken)
    shared = (
        "index.html",
        "shelf.json",
        f"{EMBED}/index.html",
        *([f"{MERGED}/"] if timelines > 1 else []),
    )
    lines += [f"every brief of {stories.as_posix()} -> {name}" for name in shared if briefs]
    return Leaving(tuple(map(shown_line, lines)), briefs, pictures, tuple(problems))


def _pictures(story: Story, taken: dict[str, str]) -> Iterator[str]:
    for name, path in taken.items():
        file = story.path.parent / path
        picture = story.picture_to_publish(path)
        facts = ", ".join(
            (TYPE_NAMES[picture.kind], _size(len(picture.data)), *_link(file), *picture.remarks)
        )
        yield f"{file.as_posix()} -> {story.slug}/{name} ({facts})"


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.1f} kB"


def _link(file: Path) -> list[str]:
    there = file.resolve()
    return [] if there == file.parent.resolve() / file.name else [f"a link to {there.as_posix()}"]
