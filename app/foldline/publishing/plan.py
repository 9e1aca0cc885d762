"""What files a site has, and what each is made from: decided from what was read, before anything is
written. Pure: no file is read or written here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from foldline.html.policy import page_policy
from foldline.html.render import ShelfEntry
from foldline.publishing import embedding
from foldline.publishing.assets import EMBED_SCRIPT, PREVIEW_SCRIPT, PREVIEW_STYLES
from foldline.publishing.offline import WEB_MANIFEST, WORKER
from foldline.publishing.pictures import place_in_site
from foldline.publishing.pyscript import PYSCRIPT
from foldline.publishing.record import KeptBrief
from foldline.publishing.runtime.components import SBOM
from foldline.publishing.shelf import ARCHIVE, ARCHIVE_LIST, Month, in_shelf_order, months_of
from foldline.publishing.shell import Installable, Pages, Place, PythonStart
from foldline.publishing.stories import StoryFile
from foldline.settings import Settings
from foldline.story.limits import LIMITS, Limits
from foldline.story.site import FrontSettings, SiteLook
from foldline.timelines import MERGED, BriefEvents

PAGES = Pages(
    shelf="index.html",
    shelf_data="shelf.json",
    brief="{slug}/index.html",
    brief_data="{slug}/brief.json",
    about="about/index.html",
    editor="edit/index.html",
)
"""Where the pages of a site are."""

UNKEPT = "about/unkept.html"
"""What is shown offline for a brief that is not on the device: as far from the top of the site as
that brief's page.
"""

COMPONENTS_LIST = f"about/{SBOM}"
"""What a site passes on, as a list for programs."""

SCHEMA = "brief.schema.json"
EMBED_PAGE = f"{embedding.EMBED}/index.html"
LIVE_PAGE = f"{embedding.EMBED}/live.html"
MERGED_PAGE = f"{MERGED}/index.html"

RESERVED_SLUGS = ("runtime", "assets", "about", "edit", ARCHIVE, embedding.EMBED, MERGED)
"""Folders of the site that are no brief's."""

_BRIEF_FILES = ("brief.json", "brief.js", "index.html", *embedding.BRIEF_FILES)
"""brief.js is for a page from a disk, which can't read brief.json when the reader saves the brief.
"""

MOST_MERGED = 100
"""The merged timeline is made of at most so many of the newest briefs."""


@dataclass(frozen=True)
class SiteOptions:
    """How a site is published."""

    address: str = ""
    """Where the site will be, for what has to be absolute (canonical links, Open Graph)."""
    language: str = "en"
    """The language of the site's own pages, as a BCP 47 tag."""
    limits: Limits = LIMITS
    lenient: bool = False
    """Publish also where briefs have errors, and say on the pages what is wrong."""
    python: str = ""
    """When pages start Python: "eager", "needed", or empty for docs/using/starting.md's rule."""
    look: SiteLook = SiteLook()
    front: FrontSettings = FrontSettings()
    offline: bool = True
    """Let browsers keep the site."""
    preview: bool = False
    """For `foldline serve`: lenient and not for offline; pages follow their files, and a brief of
    which a part can't be shown stays as it was last published without such problems.
    """

    @property
    def refuses_problems(self) -> bool:
        return not (self.lenient or self.preview)

    @property
    def installable(self) -> bool:
        return self.offline and not self.preview


def site_options(settings: Settings, *, preview: bool = False) -> SiteOptions:
    """Return the options that a publisher's settings mean."""
    return SiteOptions(
        settings.address,
        settings.language,
        settings.limits,
        python=settings.python,
        look=settings.look,
        front=settings.front,
        preview=preview,
    )


USUAL = SiteOptions()
"""What holds where nothing else is asked for."""


@dataclass(frozen=True)
class Unchanged:
    """A brief of which nothing has changed since it was published."""

    sources: tuple[str, ...]
    """Its file, as problems name it; those of the merged briefs for their timeline."""
    slug: str
    kept: KeptBrief


@dataclass(frozen=True)
class Read:
    """A brief that was read, and is to be written."""

    sources: tuple[str, ...]
    story: StoryFile
    fingerprint: str
    problems: tuple[str, ...] = ()
    """Why it would not be published, as sentences."""
    pictures: tuple[str, ...] = ()
    """The paths, from the brief's folder, of the pictures beside it that may leave."""
    entry: ShelfEntry | None = None
    """What the shelf shows of it; None where it can't be read as a brief."""
    events: BriefEvents | None = None
    """What it brings to the merged timeline; None for that itself, and where it can't be read."""
    made: tuple[str, ...] = ()
    """The names of the versions that are made of its pictures, in its folder of the site."""

    @property
    def slug(self) -> str:
        return self.story.slug


@dataclass(frozen=True)
class Held:
    """A brief that stays as it was last published, since a part of its file can't be shown."""

    sources: tuple[str, ...]
    slug: str
    kept: KeptBrief
    problems: tuple[str, ...]


BriefState = Unchanged | Read | Held


@dataclass(frozen=True)
class PlannedFile:
    """A file that the site will have."""

    name: str
    """Its path from the top of the site."""
    sources: tuple[str, ...] = ()
    """The publisher's files that it is made from, as problems name them; none for what is made of
    Foldline and the options alone.
    """


@dataclass(frozen=True)
class Plan:
    """The files of a site, in the order of writing: each is written after what it refers to."""

    options: SiteOptions
    place: Place
    briefs: tuple[BriefState, ...]
    """The briefs of the shelf."""
    timeline: Unchanged | Read | None
    """The merged timeline, where at least two briefs have one."""
    first: tuple[PlannedFile, ...]
    """What pages refer to."""
    months: tuple[Month, ...]
    """The archive, where the front page does not hold all briefs."""
    last: tuple[PlannedFile, ...]
    """What leads to pages, and the service worker, which says what all other files hold."""

    @property
    def pages(self) -> tuple[BriefState, ...]:
        """The briefs, and the merged timeline behind them, which is written as they are."""
        return (*self.briefs, self.timeline) if self.timeline else self.briefs

    @property
    def runtime(self) -> str:
        """The folder of the runtime, which is laid out as a whole."""
        return self.place.python.runtime.rstrip("/")

    @property
    def names(self) -> Iterator[str]:
        """The names of all files, and of the runtime's folder."""
        yield self.runtime
        yield from (file.name for file in self.files)

    @property
    def files(self) -> Iterator[PlannedFile]:
        """All files but those of the runtime."""
        yield from self.first
        for brief in self.pages:
            yield from files_of_brief(brief, self.options.address)
        yield from self.last

    @property
    def unchanged(self) -> dict[str, KeptBrief]:
        """The briefs that stay as they are, by slug."""
        return {brief.slug: brief.kept for brief in self.pages if not isinstance(brief, Read)}

    @property
    def entries(self) -> list[ShelfEntry]:
        """What the shelf shows, in its order."""
        return _entries_of(self.briefs)

    @property
    def unreadable(self) -> list[StoryFile]:
        """The files that can't be read as briefs, and have no earlier version that stands."""
        return [brief.story for brief in self.briefs if isinstance(brief, Read) and not brief.entry]

    @property
    def problems(self) -> dict[str, tuple[str, ...]]:
        """The problems of each brief that has some, by slug."""
        return problems_of(self.briefs)


def _entries_of(briefs: Iterable[BriefState]) -> list[ShelfEntry]:
    entries = [brief.entry if isinstance(brief, Read) else brief.kept.entry for brief in briefs]
    return in_shelf_order(entry for entry in entries if entry)


def problems_of(briefs: Iterable[BriefState]) -> dict[str, tuple[str, ...]]:
    """Return the problems of each brief that has some, by slug."""
    return {
        brief.slug: brief.problems
        for brief in briefs
        if not isinstance(brief, Unchanged) and brief.problems
    }


def plan_site(
    briefs: Sequence[BriefState],
    timeline: Unchanged | Read | None,
    place: Place,
    options: SiteOptions,
    *,
    assets: Iterable[str],
    embed_scripts: Sequence[str],
) -> Plan:
    """Return the plan of a site.

    `assets` are the names of the files in the folder `place.scripts`, `embed_scripts` those of the
    scripts for host pages, each before those that it loads.
    """
    pages = (*briefs, timeline) if timeline else tuple(briefs)
    every_brief = tuple(source for brief in briefs for source in brief.sources)
    every_file = tuple(
        dict.fromkeys(
            source
            for brief in pages
            for file in files_of_brief(brief, options.address)
            for source in file.sources
        )
    )
    installable = place.installable
    first = [
        *(PlannedFile(place.scripts + name) for name in assets),
        PlannedFile(LIVE_PAGE),
        *(PlannedFile(name) for name in reversed(embed_scripts)),
        PlannedFile(embedding.HEADERS, every_file),
        *([PlannedFile(installable.web_manifest)] if installable else []),
        PlannedFile(COMPONENTS_LIST),
        PlannedFile(PAGES.about),
        *([PlannedFile(UNKEPT)] if installable else []),
        PlannedFile(PAGES.editor),
    ]
    months = months_of(_entries_of(briefs))
    sources = {brief.slug: brief.sources for brief in briefs}
    last = [
        PlannedFile(SCHEMA),
        *(
            PlannedFile(
                month.file, tuple(each for entry in month.entries for each in sources[entry.slug])
            )
            for month in months
        ),
        *([PlannedFile(ARCHIVE_LIST, every_brief)] if months else []),
        PlannedFile(PAGES.shelf_data, every_brief),
        PlannedFile(EMBED_PAGE, every_brief),
        PlannedFile(PAGES.shelf, every_brief),
        PlannedFile(WORKER, every_file if installable else ()),
    ]
    return Plan(options, place, tuple(briefs), timeline, tuple(first), tuple(months), tuple(last))


def files_of_brief(brief: BriefState, address: str) -> list[PlannedFile]:
    """Return the files of a brief, its pictures first; `address` is the site's, or empty."""
    if isinstance(brief, Read):
        names = names_of_brief(brief.slug, (*brief.pictures, *brief.made), address)
        pictures: Iterable[str] = brief.pictures
    else:
        names, pictures = brief.kept.files, brief.kept.images
    folder, slash, _ = brief.sources[0].rpartition("/")
    picture_sources = {
        f"{brief.slug}/{place_in_site(path)}": (f"{folder}{slash}{path}",) for path in pictures
    }
    return [PlannedFile(name, picture_sources.get(name, brief.sources)) for name in names]


def names_of_brief(slug: str, pictures: Iterable[str], address: str) -> list[str]:
    """Return the names of the files in the site that are made of a brief, its pictures first.

    >>> names_of_brief("rain", ["quay.png"], "")[:3]
    ['rain/quay.png', 'rain/brief.json', 'rain/brief.js']
    """
    oembed = [embedding.OEMBED] if address else []
    places = dict.fromkeys(map(place_in_site, pictures))
    return [f"{slug}/{name}" for name in (*places, *_BRIEF_FILES, *oembed)]


def logo_name(path: str) -> str:
    """Return the name in the site of a logo that lies at a path in the publisher's folder."""
    return f"logo.{path.rpartition('.')[2].lower()}"


def brief_address(slug: str, site: str) -> str:
    """Return the address of a brief's page, where that of the site is known; else nothing.

    >>> brief_address("rain", "https://news.example/briefs")
    'https://news.example/briefs/rain/'
    """
    return site and f"{site.rstrip('/')}/{slug}/"


def site_place(runtime_id: str, assets: str, theme: tuple[str, str], options: SiteOptions) -> Place:
    """Return where the pages of a site stand that are one folder below its top.

    `assets` is the folder of scripts and styles, `theme` the page's colour, light and dark.
    """
    runtime = f"runtime/{runtime_id}/"
    styles = ["foldline.css", *([PREVIEW_STYLES] if options.preview else [])]
    return Place(
        to_top="../",
        python=PythonStart(
            runtime=runtime,
            interpreter=runtime + "interpreter.mjs",
            pyscript=runtime + PYSCRIPT,
        ),
        pages=PAGES,
        scripts=assets,
        styles=tuple(assets + name for name in styles),
        finished=True,
        without_scripts="site",
        advice="site",
        policy=page_policy(),
        shell=assets + "shell.js",
        embed=EMBED_SCRIPT,
        preview=assets + PREVIEW_SCRIPT if options.preview else "",
        look=options.look,
        logo=assets + logo_name(options.look.logo) if options.look.logo else "",
        python_setting=options.python,
        installable=(
            Installable(assets + "offline.js", WEB_MANIFEST, theme) if options.installable else None
        ),
    )
