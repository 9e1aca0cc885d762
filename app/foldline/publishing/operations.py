"""Publishing a folder and packing files, from the settings to what is written: what the command and
the public API share.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from foldline.errors import NotFound
from foldline.publishing.building import is_built
from foldline.publishing.extras import require_site_extra
from foldline.publishing.pack import pack_file, stories_to_pack
from foldline.publishing.pictures import Picture, data_address, read_picture
from foldline.publishing.plan import site_options
from foldline.publishing.runtime import Runtime, ensure_runtime
from foldline.publishing.runtime.progress import Progress as DownloadProgress
from foldline.publishing.site import Published, publish_site, refuse_problems
from foldline.publishing.site_settings import read_settings
from foldline.publishing.stories import story_files
from foldline.publishing.write import Progress
from foldline.settings import Settings, with_limits
from foldline.story.limits import Limits
from foldline.story.site import SiteLook


def settings_for(stories: Path, limits: Sequence[str] = (), address: str | None = None) -> Settings:
    """Return the settings beside briefs, with the address and the limits (each as "bytes=1000")
    that win over theirs.
    """
    settings = read_settings(stories)
    settings = replace(settings, limits=with_limits(settings.limits, limits))
    return settings if address is None else replace(settings, address=address)


def find_runtime(progress: DownloadProgress | None = None) -> Runtime:
    """Return the runtime, fetched where the cache does not have it. Raises RuntimeUnavailable."""
    require_site_extra()
    return ensure_runtime(progress=progress)


def publish_folder(
    stories: Path,
    out: Path,
    settings: Settings,
    *,
    runtime: Callable[[], Runtime] = find_runtime,
    progress: Progress = lambda done, all_of_them: None,
    report: Callable[[str], None] = lambda sentence: None,
) -> Published:
    """Write the site of `stories` to `out`. What is wrong with a brief or a setting is found before
    anything is fetched or built. `publish_site` says what is raised and what is called.
    """
    if settings.problems or not is_built():
        refuse_problems(stories, settings)
    options = site_options(settings)
    return publish_site(stories, out, runtime(), options, progress=progress, report=report)


def pack_briefs(
    briefs: Sequence[Path],
    out: Path,
    *,
    slim: bool = False,
    limits: Sequence[str] = (),
    runtime: Callable[[], Runtime] = find_runtime,
    report: Callable[[str], None] = lambda sentence: None,
) -> tuple[int, int, list[str]]:
    """Write the briefs in files and folders to one file, each with the settings beside it.

    Returns how many briefs are in it, its size in bytes, and a sentence for each picture that is
    not. Raises NotFound where there is no brief, BriefError where one has errors.
    """
    settings: dict[Path, Settings] = {}
    for path in briefs:
        settings |= dict.fromkeys(story_files(path), settings_for(path, limits))
    if not settings:
        raise NotFound(f"there is no brief (*.json) in {', '.join(map(str, briefs))}")

    def limits_for(path: Path) -> Limits:
        return settings[path].limits

    files = list(settings)
    problems = list(dict.fromkeys(line for each in settings.values() for line in each.problems))
    if problems or not (slim or is_built()):  # before anything is fetched or built
        stories_to_pack(files, limits_for, problems)
    found = None if slim else runtime()
    look, logo = _look_of_all(settings)
    size, left_out = pack_file(
        files, out, found, report=report, limits_for=limits_for, look=look, logo=logo
    )
    return len(files), size, left_out


def _look_of_all(settings: Mapping[Path, Settings]) -> tuple[SiteLook, str]:
    """Return how the site of these files presents itself, and its logo as a `data:` address; the
    usual look where they are of several sites."""
    looks = {(path.parent, each.look) for path, each in settings.items()}
    if len(looks) > 1:
        return SiteLook(), ""
    ((folder, look),) = looks
    limits = next(iter(settings.values())).limits
    picture = read_picture(folder, look.logo, limits) if look.logo else None
    logo = data_address(picture.kind, picture.data) if isinstance(picture, Picture) else ""
    return look, logo
