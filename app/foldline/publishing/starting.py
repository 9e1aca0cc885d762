"""Write the files of `foldline new`: a brief to begin with, in which each part says what to write
there, and the settings of a site.
"""

import json
from datetime import date
from importlib.resources import files
from pathlib import Path
from textwrap import indent

from foldline.errors import PublishError
from foldline.publishing.writing import write_whole
from foldline.sections import KINDS, text_in
from foldline.settings import SETTINGS_FILE
from foldline.story.schema import schema_text
from foldline.text.addresses import SLUG, slug_of

SCHEMA = "brief.schema.json"


def starter_text(headline: str, today: date) -> str:
    """Return the text of a new brief's file, laid out for people to read and fill in."""
    text = (files("foldline.publishing") / "starter.json").read_text("utf-8")
    sections = ",\n".join(
        indent(part, " " * 4).rstrip() for kind in KINDS if (part := text_in(kind, "starter.json"))
    )
    text = text.replace('"sections": [', f'"sections": [\n{sections}')
    text = text.replace('"title": ""', f'"title": {json.dumps(headline, ensure_ascii=False)}')
    return text.replace('"published": ""', f'"published": "{today}"').replace(
        '"when": ""', f'"when": "{today}"'
    )


def begin_brief(headline: str, out: Path | None, today: date) -> list[Path]:
    """Write a new brief to `out`, and the schema that it names where there is none beside it.
    Return the files that were written.

    `out` is a file, or a folder in which the headline names the file; without it, `stories/`.
    Raises PublishError where a file can't be written, or there is such a brief already.
    """
    headline = " ".join(headline.split())
    file = (
        out
        if out and out.suffix == ".json" and not out.is_dir()
        else (out or Path("stories")) / f"{slug_of(headline)}.json"
    )
    if not SLUG.fullmatch(file.stem):
        raise PublishError(
            f'the file name "{file.stem}" becomes an address; allowed are small letters, digits '
            "and hyphens"
        )
    _write_new(file, starter_text(headline, today))
    schema = file.parent / SCHEMA
    if schema.exists():
        return [file]
    write_whole(schema, schema_text())
    return [file, schema]


def begin_settings(out: Path | None) -> Path:
    """Write a file of settings in which everything is a comment, and return it. `out` is the folder
    of the briefs, or the file; without it, the folder is `stories/`. Raises PublishError where it
    can't be written, or is there already.
    """
    folder = out or Path("stories")
    file = (
        folder if folder.name == SETTINGS_FILE and not folder.is_dir() else folder / SETTINGS_FILE
    )
    _write_new(file, (files("foldline.publishing") / "starter.toml").read_text("utf-8"))
    return file


def _write_new(file: Path, text: str) -> None:
    if file.exists():
        raise PublishError(
            f"{file} is there already, and is left as it is; name another file with --out"
        )
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as begun:
            begun.write(text.encode("utf-8", "replace"))
    except OSError as error:
        raise PublishError(
            f"{file} can't be written: {(error.strerror or str(error)).lower()}"
        ) from error
