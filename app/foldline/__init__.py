'''Foldline: news story briefs as pages. This is the whole public API; all else may change.

>>> from foldline import check, export_brief, load, render
>>> text = """{"foldline": 1, "title": "Rain", "dek": "It rained.",
...   "published": "2026-01-02", "sections": []}"""
>>> check(text)
[]
>>> brief = load(text).brief
>>> render(brief).startswith("<article")
True
>>> export_brief(brief, "markdown").splitlines()[1]
'title: "Rain"'
'''

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from foldline import sections as _sections  # noqa: F401  (completes Brief with all kinds)
from foldline.errors import (
    BriefError,
    FoldlineError,
    ImportRefused,
    NotFound,
    PublishError,
    RuntimeUnavailable,
)
from foldline.html.render import render_brief
from foldline.story.brief import Brief
from foldline.story.limits import LIMITS, Limits
from foldline.story.loading import Loaded, load, placed
from foldline.story.problems import Problem

if TYPE_CHECKING:
    from foldline.drafts.report import Imported
    from foldline.publishing.site import Published

__version__ = "0.1.0"
__all__ = [
    "Brief",
    "BriefError",
    "FoldlineError",
    "ImportRefused",
    "Limits",
    "Loaded",
    "NotFound",
    "Problem",
    "PublishError",
    "RuntimeUnavailable",
    "__version__",
    "check",
    "export_brief",
    "import_brief",
    "load",
    "pack",
    "publish",
    "render",
]


def render(brief: Brief) -> str:
    '''Return a brief as HTML: one `<article>`, safe to put into a page.

    >>> brief = load("""{"foldline": 1, "title": "A<b>", "dek": "It rained.",
    ...   "published": "2026-01-02", "sections": []}""").brief
    >>> "A&lt;b&gt;" in render(brief)
    True
    '''
    return render_brief(brief)


def check(data: bytes | str, limits: Limits = LIMITS) -> list[Problem]:
    """Return what is wrong in the text of a brief, with line and column, in the order of the text.

    Those with `remark` are worth knowing, and fail no check.

    >>> [(each.line, each.path_text) for each in check('{"foldline": 1, "titel": "Rain"}')][-1]
    (1, 'titel')
    """
    found = placed(load(data, limits).problems, data)
    return sorted(found, key=lambda problem: (problem.line, problem.column))


def import_brief(data: bytes | str, format_name: str | None = None, name: str = "") -> Imported:
    """Return the brief that a text in another format tells, with a report of what became of it.

    `format_name` is one of `foldline import --help`; without it the format is guessed, also by
    `name`, that of the text's file. Raises ImportRefused for a text of no known format, and for one
    with several stories.

    >>> import_brief("# Rain\\n\\nIt rained all day.").brief["title"]
    'Rain'
    """
    from foldline.formats import import_briefs  # here, since a page that only reads needs none

    found = import_briefs(data, format_name, name)
    if len(found) > 1:
        raise ImportRefused(f"there are {len(found)} stories in the text; give it one of them")
    return found[0]


def export_brief(brief: Brief, format_name: str) -> str:
    """Return a brief in another format, one of `foldline export --help`. Raises KeyError for any
    other.
    """
    from foldline.formats import export_brief as export  # here, as for imports

    return export(brief, format_name)


def publish(stories: Path | str, out: Path | str, *, address: str | None = None) -> Published:
    """Write the static site of a folder of briefs, with its `foldline.toml`, to the folder `out`.

    `address` is where the site will be; it wins over that of the settings. The first call fetches
    and builds the runtime, which takes minutes and needs `foldline[site]`. Raises BriefError where
    a brief or the settings have errors, RuntimeUnavailable, and PublishError where `out` can't be
    written. Returns how many briefs there are, and how many files were written.
    """
    from foldline.publishing.operations import publish_folder, settings_for

    stories = Path(stories)
    return publish_folder(stories, Path(out), settings_for(stories, address=address))


def pack(
    briefs: Sequence[Path | str], out: Path | str, *, slim: bool = False
) -> tuple[int, list[str]]:
    """Write briefs, of files and folders, as the HTML file `out`, which opens by a double click.

    A `slim` one is without Python. Returns the size of the file in bytes, and a sentence for each
    picture that is not in it. Raises BriefError where a brief has errors, NotFound where there is
    none, and RuntimeUnavailable.
    """
    from foldline.publishing.operations import pack_briefs

    _, size, left_out = pack_briefs([Path(each) for each in briefs], Path(out), slim=slim)
    return size, left_out
