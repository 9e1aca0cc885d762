"""Reads the settings that lie beside briefs."""

from dataclasses import replace
from pathlib import Path

from foldline.errors import NotFound, PublishError
from foldline.publishing.pictures import Missing, Refusal, read_picture
from foldline.publishing.reading_files import read_ordinary_file
from foldline.publishing.stories import story_files
from foldline.settings import LARGEST, SETTINGS_FILE, Settings, parse_settings, value_problem
from foldline.story.limits import Limits
from foldline.text.wording import nearest, shown


def settings_file(stories: Path) -> Path:
    """Return where the settings of a folder of briefs, or of one brief in it, would be."""
    return (stories if stories.is_dir() else stories.parent) / SETTINGS_FILE


def read_settings(stories: Path) -> Settings:
    """Return the settings beside a folder's briefs, or beside one brief; the defaults where there
    are none. What is wrong with them is in their `problems`.
    """
    file = settings_file(stories)
    if not file.exists() and not file.is_symlink():
        return Settings()
    try:
        data = read_ordinary_file(file, LARGEST)
    except NotFound as reason:
        sentence = str(reason).removeprefix(f"{file} ")
        return Settings(problems=(f"{file.as_posix()}:1:1: settings: {sentence}",))
    return _with_what_they_name(parse_settings(data, file.as_posix()), data, stories, file)


def _with_what_they_name(settings: Settings, data: bytes, stories: Path, file: Path) -> Settings:
    """Return the settings without a logo that can't be published, and without a leading brief that
    is not there; both are among the problems then.
    """
    problems = list(settings.problems)
    look, front = settings.look, settings.front
    if look.logo and (reason := _logo_refusal(file.parent, look.logo, settings.limits)):
        problems.append(value_problem(data, file.as_posix(), "logo", reason))
        look = replace(look, logo="")
    if front.lead and stories.is_dir():
        slugs = [path.stem for path in story_files(stories)]
        if front.lead not in slugs:
            what = f"is {shown(front.lead)}, and there is no brief {front.lead}.json"
            near = nearest(front.lead, slugs)
            problems.append(value_problem(data, file.as_posix(), "lead", what + near))
            front = replace(front, lead="")
    return replace(settings, look=look, front=front, problems=tuple(problems))


def _logo_refusal(folder: Path, path: str, limits: Limits) -> str:
    try:
        picture = read_picture(folder, path, limits)
    except PublishError as error:
        reason = str(error).rpartition("can't be read")[2]
        return f"the file {shown(path)} can't be read{reason}"
    if isinstance(picture, Missing):
        return f"is {shown(path)}, and there is no such picture beside this file"
    if isinstance(picture, Refusal):
        return f"the file {shown(path)} is not published: {picture.reason}"
    return ""
