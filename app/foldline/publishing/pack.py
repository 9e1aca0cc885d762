"""`foldline pack`: briefs, their images and all that Python starts from, as one HTML file."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from foldline.errors import BriefError
from foldline.html.packing import PACKED_WIDTH, Packed, carried_element, packed_document
from foldline.publishing.building import built_runtime, carried_texts
from foldline.publishing.pictures import data_address
from foldline.publishing.runtime import Runtime
from foldline.publishing.shell_texts import shell_texts, slim_styles
from foldline.publishing.stories import StoryFile, read_story, slug_problems
from foldline.publishing.writing import write_whole
from foldline.story.brief import images_in
from foldline.story.limits import LIMITS, Limits
from foldline.story.pictures import WEBP
from foldline.story.site import SiteLook
from foldline.text.words import count

_USUAL_LOOK = SiteLook()


def usual_limits(path: Path) -> Limits:
    """Return the limits of a brief's file where nobody has named others."""
    return LIMITS


def pack_file(
    paths: Sequence[Path],
    out: Path,
    runtime: Runtime | None,
    report: Callable[[str], None] = lambda sentence: None,
    limits_for: Callable[[Path], Limits] = usual_limits,
    look: SiteLook = _USUAL_LOOK,
    logo: str = "",
) -> tuple[int, list[str]]:
    """Write the briefs to one file; without a runtime, a slim one. `look` is that of their
    site, `logo` its logo as a `data:` address.

    Returns its size in bytes, and a sentence for each picture that could not be packed. `report` is
    called with a sentence before what takes long. Raises BriefError where a brief has errors, and
    then writes nothing.
    """
    stories = stories_to_pack(paths, limits_for)
    built = built_runtime(runtime, report=report) if runtime else None
    briefs: list[Packed] = []
    left_out: list[str] = []
    for story in stories:
        brief = story.loaded.brief
        assert brief is not None  # or it would have errors
        images = dict(_images(story))
        left_out += [
            f"{story.shown_path}: {image.src} is not packed, since it lies elsewhere; its "
            "description stands in its place"
            for image in images_in(brief)
            if image.src not in images and not image.src.startswith("data:")
        ]
        text = story.data.decode("utf-8-sig")
        briefs.append(Packed(story.slug, text, brief, story.loaded.hiding, images, story.fits()))
    briefs.sort(key=lambda each: each.slug)
    # as on the shelf of a site
    briefs.sort(key=lambda each: each.brief.published[:10], reverse=True)
    shell = shell_texts(built, look, logo)
    if built is None:
        shell = replace(shell, styles=slim_styles(len(briefs) > 1, look))
    before, after = packed_document(briefs, shell, slim=built is None)
    write_whole(out, "".join([before, *(_elements(built) if built else ()), after]))
    return out.stat().st_size, left_out


def stories_to_pack(
    paths: Sequence[Path],
    limits_for: Callable[[Path], Limits] = usual_limits,
    other_problems: Sequence[str] = (),
) -> list[StoryFile]:
    """Return the briefs in these files. Raises BriefError where one has errors, where two have one
    name, and where there are other problems.
    """
    stories = [read_story(path, limits_for(path)) for path in paths]
    problems = list(other_problems)
    problems += [
        line
        for story in stories
        for line in (*story.sentences(remarks=False), *slug_problems(story))
    ]
    slugs = [story.slug for story in stories]
    problems += [
        f"{story.shown_path}:1:1: brief: two of these files are called {story.slug}.json; give "
        "one another name"
        for at, story in enumerate(stories)
        if story.slug in slugs[:at]
    ]
    if problems:
        raise BriefError(f"{count(len(problems), 'problem')}; nothing was written", problems)
    return stories


def _elements(built: Runtime) -> Iterator[str]:
    for name, (sha256, text) in carried_texts(built).items():
        start, end = carried_element(name, sha256)
        yield from (start, text, end)


def _images(story: StoryFile) -> Iterator[tuple[str, str]]:
    fits = story.fits()
    for src, path in story.picture_paths().items():
        picture, leaving = story.picture_to_publish(path)
        narrower = fits[src].address_for(PACKED_WIDTH) if src in fits else ""
        kind, data = (WEBP, leaving.made[narrower]) if narrower else (picture.kind, leaving.data)
        yield src, data_address(kind, data)
