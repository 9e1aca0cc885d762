"""The static site: a shelf, a page per brief as finished HTML, and the runtime, all by relative
addresses.

First everything is read (`changes`, `materials`), then planned (`plan`), then written (`write`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from foldline.errors import BriefError
from foldline.publishing.building import built_runtime
from foldline.publishing.changes import merged_timeline, read_brief, site_problems
from foldline.publishing.materials import read_materials
from foldline.publishing.plan import USUAL, Held, SiteOptions, plan_site, problems_of, site_place
from foldline.publishing.record import SiteWriter, alone
from foldline.publishing.runtime import Runtime
from foldline.publishing.stories import read_story, story_files
from foldline.publishing.write import Progress, write_site
from foldline.publishing.writing import Weight
from foldline.settings import Settings
from foldline.text.words import count

__all__ = ["Published", "SiteOptions", "publish_site", "refuse_problems"]


@dataclass(frozen=True)
class Published:
    """What a publish did."""

    briefs: int
    written: int
    """Files that were new or other than before."""
    problems: tuple[str, ...]
    problems_by_slug: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)
    """The problems of each brief that has some."""
    held: frozenset[str] = field(default=frozenset(), compare=False)
    """The briefs of which the last version without such problems stands, since a part of their file
    can't be shown.
    """
    weights: Mapping[str, Weight] = field(default_factory=dict, compare=False)
    """What each file of the site weighs, by its name."""


def _ignore(*_: object) -> None:
    pass


def publish_site(
    stories: Path,
    out: Path,
    runtime: Runtime,
    options: SiteOptions = USUAL,
    *,
    progress: Progress = _ignore,
    report: Callable[[str], None] = _ignore,
) -> Published:
    """Write the site of all briefs in `stories` (a folder, or one file) to `out`.

    `progress` is called before the first brief and after each one, `report` with a sentence before
    what takes long. Raises BriefError with a sentence for each problem, and writes nothing, where a
    brief has errors and the options don't allow them. Raises PublishError where `out` can't be
    written.
    """
    with alone(out):
        writer = SiteWriter(out)
        try:
            built = built_runtime(runtime, report=report)
            folder = stories if stories.is_dir() else stories.parent
            materials = read_materials(built, runtime, options, folder)
            place = site_place(built.id, materials.assets_folder, materials.theme, options)
            program = materials.program(place, options.address, options.limits)
            files = story_files(stories)
            progress(0, len(files))
            briefs = [read_brief(path, program, writer, options) for path in files]
            by_slug = problems_of(briefs)
            problems = tuple(line for lines in by_slug.values() for line in lines)
            if problems and options.refuses_problems:
                raise _refusal(problems)
            plan = plan_site(
                briefs,
                merged_timeline(briefs, program, writer),
                place,
                options,
                assets=materials.assets,
                embed_scripts=tuple(materials.embed_scripts),
            )
            write_site(plan, materials, writer, progress)
        finally:
            writer.tidy()
    return Published(
        len(briefs),
        writer.written,
        problems,
        by_slug,
        frozenset(brief.slug for brief in briefs if isinstance(brief, Held)),
        writer.now.weights,
    )


def refuse_problems(stories: Path, settings: Settings) -> None:
    """Raise BriefError where the settings or a brief in `stories` have errors: before anything is
    fetched or built, which takes minutes.
    """
    problems = list(settings.problems)
    for path in story_files(stories):
        problems += site_problems(read_story(path, settings.limits))
    if problems:
        raise _refusal(problems)


def _refusal(problems: Sequence[str]) -> BriefError:
    return BriefError(f"{count(len(problems), 'problem')}; nothing was written", list(problems))
