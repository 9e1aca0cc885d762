"""Pack briefs into one self-contained HTML document. Pure: `foldline pack` and a page's "save" make
the same document.

The files that Python starts from (`files`) go between two texts, and not through Python, since they
have some 15 MB.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from foldline.html.brief_part import checked_brief_part
from foldline.html.environment import Part
from foldline.html.faces import with_needed_faces
from foldline.html.head import Head, open_graph
from foldline.html.pictures import Fit, fits_as_json
from foldline.html.policy import packed_policy
from foldline.html.render import ShelfEntry, fitting, render_packed
from foldline.locales import words_for
from foldline.story.brief import Brief
from foldline.story.loading import Problem
from foldline.story.site import NAME

PACKED_WIDTH = 1200
"""Pixels of the version of a picture that a packed file holds, or less."""


@dataclass(frozen=True)
class Shell:
    """Hold the texts of the page around briefs that a packed file needs."""

    styles: str
    """With all faces in it."""
    folds: str
    """And what timelines need: all that doesn't wait for Python."""
    boot: str
    carrier: str
    icon: str
    endings: str
    """The endings of files that a page can open, with commas between them."""
    licences: Sequence[tuple[str, str]] = ()
    """Name and text of each."""
    name: str = NAME
    """The site's name, which stands at the top."""
    logo: str = ""
    """The site's logo, as a `data:` address; empty where it has none."""

    def as_json(self) -> str:
        """Return the shell as JSON, for a page that can save itself. `shell_from_json` reads it."""
        return json.dumps(asdict(self), ensure_ascii=False)


def shell_from_json(text: str) -> Shell:
    found = json.loads(text)
    return Shell(**found | {"licences": [tuple(each) for each in found["licences"]]})


@dataclass(frozen=True)
class Packed:
    """Hold a brief for a packed file. `text` is its JSON as it was; `images` holds the `data:`
    address of each image that it names, `fits` what is known of their files.
    """

    slug: str
    text: str
    brief: Brief
    problems: Sequence[Problem] = ()
    images: Mapping[str, str] = field(default_factory=dict)
    fits: Mapping[str, Fit] = field(default_factory=dict)

    def sizes(self) -> dict[str, Fit]:
        """Return its `fits` without versions, of which a packed file has none."""
        return {src: replace(each, made=()) for src, each in self.fits.items()}

    def part(self, at: str) -> Part:
        return checked_brief_part(
            self.brief,
            problems=self.problems,
            address=f"{self.slug}.json",
            at=at,
            images=self.images,
            fits=self.fits,
        )

    def entry(self) -> ShelfEntry:
        return ShelfEntry(
            self.slug,
            self.brief.title,
            self.brief.dek,
            self.brief.published,
            f"#{self.slug}",
            self.brief.language,
        )


def packed_document(
    briefs: Sequence[Packed], shell: Shell, *, slim: bool = False
) -> tuple[str, str]:
    """Return the document's text before and after the files that Python starts from.
    `carried_element` makes an element of each file.

    One brief becomes a page; several become a shelf, with each brief below an id that is its slug.
    `slim` leaves out Python, all scripts and what they need: such a page can be read and folded.
    """
    alone = briefs[0] if len(briefs) == 1 else None
    texts = [json.loads(each.text) for each in briefs]
    language = alone.brief.language if alone else "en"
    words = words_for(language)
    letters = "".join(json.dumps(text, ensure_ascii=False) for text in texts)
    styles = with_needed_faces(shell.styles, letters, choice=not slim)
    document = render_packed(
        [each.part("" if alone else f"{each.slug}:") for each in briefs],
        [] if alone else [each.entry() for each in briefs],
        slugs=[each.slug for each in briefs],
        texts=texts,
        language=language,
        title=alone.brief.title if alone else words("packed.title"),
        description=alone.brief.dek if alone else "; ".join(each.brief.title for each in briefs),
        head=Head(
            open_graph=open_graph(alone.brief, ""),
            authors=tuple(author.name for author in alone.brief.authors),
        )
        if alone
        else Head(),
        slug=alone.slug if alone else "",
        slim=slim,
        icon=shell.icon,
        site_name=shell.name,
        own_name=shell.name != NAME or bool(shell.logo),
        logo=shell.logo,
        endings=shell.endings,
        policy=packed_policy(
            _within(styles),
            () if slim else map(_within, (shell.folds, shell.carrier, shell.boot)),
        ),
        licences=[] if slim else list(shell.licences),
        page=_PAGE
        | {"advice": words("packed.advice")}
        | fits_as_json({each.slug: each.sizes() for each in briefs}),
    )
    inside = asdict(shell) | {"styles": styles}
    before, _, after = re.sub(
        r"<!-- (styles|folds|boot|carrier) -->",
        lambda found: fitting(inside[found[1]]),
        document,
    ).partition(_FILES)
    return before, after


def _within(text: str) -> str:
    """Return the content of an element as packed.html writes it; a browser hashes exactly that."""
    return "\n" + text


# The settings of a page, see publishing/shell.py: a packed file leads nowhere.
_PAGE = {
    name: ""
    for name in ("runtime", "pyscript", "interpreter", "shelf_page", "shelf", "page", "brief")
} | {"config": {}, "finished": True, "packed": True}
# No data can hold these comments: autoescape and the JSON filter leave no "<" of theirs.
_FILES = "<!-- files -->"


def carried_element(name: str, sha256: str) -> tuple[str, str]:
    """Return the HTML before and after the base64 of a file in the document."""
    return f'<script type="text/plain" data-carried="{name}" data-sha256="{sha256}">', "</script>\n"
