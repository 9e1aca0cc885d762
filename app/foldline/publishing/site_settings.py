"""Reads the settings that lie beside briefs."""

from pathlib import Path

from foldline.errors import NotFound
from foldline.publishing.reading_files import read_ordinary_file
from foldline.settings import LARGEST, SETTINGS_FILE, Settings, parse_settings


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
    return parse_settings(data, file.as_posix())
