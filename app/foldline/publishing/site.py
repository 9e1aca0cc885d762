"""The static site: a shelf, a page per brief as finished HTML, and the runtime, all by relative
addresses.

Order makes a publish safe to interrupt: what is about to change is noted; what pages refer to lies
in folders named by their content and is written first; each page is put in place whole, the shelf
last; then the service worker, which says what all of them hold; and only then what nothing refers
to any more is removed.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from foldline.errors import BriefError, NotFound, PublishError
from foldline.html.head import Head, head_of_brief, head_of_shelf
from foldline.html.policy import page_policy
from foldline.html.render import alert_part, brief_part, editor_part, shelf_part
from foldline.publishing import embedding, pictures, shell, svg, svg_names, svg_styles
from foldline.publishing.about import ABOUT_DESCRIPTION, ABOUT_TITLE, about_part
from foldline.publishing.building import PYSCRIPT, built_runtime, shell_folder
from foldline.publishing.embedding import EMBED
from foldline.publishing.offline import (
    WEB_MANIFEST,
    WORKER,
    icons,
    no_service_worker,
    paper,
    runtime_weights,
    service_worker,
    web_manifest,
)
from foldline.publishing.pictures import place_in_site
from foldline.publishing.reading_files import read_ordinary_file
from foldline.publishing.record import KeptBrief, Writer, alone
from foldline.publishing.runtime import Runtime, lay_into
from foldline.publishing.runtime.components import SBOM
from foldline.publishing.shelf import in_shelf_order, shelf_json
from foldline.publishing.shell import SHELF_DESCRIPTION, SHELF_TITLE, Place, page_document
from foldline.publishing.shell_texts import shell_texts, site_styles
from foldline.publishing.stories import Story, read_story, slug_problems, story_files
from foldline.publishing.writing import Weight, digest_of
from foldline.story.brief import count
from foldline.story.limits import LIMITS, Limits
from foldline.story.loading import Loaded
from foldline.story.schema import schema_text
from foldline.timelines import MERGED, BriefEvents, events_of_brief, merge_timelines

Progress = Callable[[int, int], None]
"""Is told how many briefs are done, and of how many."""

EDIT = "edit"
"""The folder of the editor."""

EDIT_TITLE = "Write a brief"
EDIT_DESCRIPTION = (
    "A brief's text on one side, the brief on the other, and what is wrong by its line. Nothing "
    "is uploaded."
)

UNKEPT = "about/unkept.html"
"""What is shown offline for a brief that is not on the device: as far from the top of the site as
that brief's page.
"""

COMPONENTS_LIST = f"about/{SBOM}"
"""What a site passes on, as a list for programs."""

MOST_MERGED = 100
"""The merged timeline is made of at most so many of the newest briefs."""

KEPT_NAMES = ("runtime", "assets", "about", EDIT, EMBED, MERGED)
"""Folders of the site that are no brief's."""

_MADE_BY = (shell, embedding, pictures, svg, svg_names, svg_styles)
"""Modules of this side by which a brief's files are made: after a change in one, none passes for
unchanged.
"""

_BRIEF_FILES = ("brief.json", "brief.js", "index.html", *embedding.BRIEF_FILES)
"""brief.js is for a page from a disk, which can't read brief.json when the reader saves the brief.
"""

_UNSEEN = re.compile(
    "|".join(
        (
            r"brief\.schema\.json",
            re.escape(COMPONENTS_LIST),
            r".*/brief\.js",
            *(f".*/{re.escape(name)}" for name in (*embedding.BRIEF_FILES, embedding.OEMBED)),
            f"{EMBED}/.*",
            re.escape(embedding.EMBED_SCRIPT),
            embedding.HEADERS,
        )
    )
)
"""Files that no page of the site itself shows, and that nobody needs of it offline."""


@dataclass(frozen=True)
class Published:
    """What a publish did."""

    briefs: int
    written: int
    """Files that were new or other than before."""
    problems: tuple[str, ...]
    told: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)
    """The problems of each brief that has some, by slug."""
    held: frozenset[str] = field(default=frozenset(), compare=False)
    """The briefs of which the last version without such problems stands, since a part of their file
    can't be shown.
    """
    weights: Mapping[str, Weight] = field(default_factory=dict, compare=False)
    """What each file of the site weighs, by its name."""


def publish_site(
    stories: Path,
    out: Path,
    runtime: Runtime,
    *,
    address: str = "",
    told: Progress | None = None,
    said: Callable[[str], None] = lambda sentence: None,
    lenient: bool = False,
    offline: bool = True,
    limits: Limits = LIMITS,
    preview: bool = False,
) -> Published:
    """Writes the site of all briefs in `stories` (a folder, or one file) to `out`.

    `address` is where the site will be, for what has to be absolute (canonical links, Open Graph).
    Where a brief has errors, raises BriefError with a sentence each and writes nothing; `lenient`
    instead publishes the rest, and says on the shelf and on the brief's own page what is wrong.
    `preview` is that too, and for `foldline serve`: pages follow their files (preview.js), and a
    brief of which a part can't be shown stays as it was last published without such problems, where
    it was. Browsers may keep the site unless `offline` is off, or `preview` on. `told` hears how
    far it is, `said` what takes long before that. Raises PublishError where `out` can't be written.
    """
    with alone(out):
        writer = Writer(out)
        try:
            return _publish(
                stories,
                writer,
                built_runtime(runtime, said=said),
                embedding.embed_files(runtime),
                address,
                told or (lambda done, total: None),
                lenient or preview,
                offline and not preview,
                limits,
                preview,
            )
        finally:
            writer.tidy()


def refuse_problems(stories: Path, limits: Limits = LIMITS) -> None:
    """Raises BriefError, as `publish_site` would, where a brief in `stories` has errors: before
    anything is fetched or built, which takes minutes."""
    problems = [
        line for path in story_files(stories) for line in site_problems(read_story(path, limits))
    ]
    if problems:
        raise _refused(problems)


def _refused(problems: list[str]) -> BriefError:
    return BriefError(f"{count(len(problems), 'problem')}; nothing was written", problems)


def _publish(
    stories: Path,
    writer: Writer,
    built: Runtime,
    embed_files: Mapping[str, str],
    address: str,
    told: Progress,
    lenient: bool,
    offline: bool,
    limits: Limits,
    preview: bool,
) -> Published:
    assets = _Assets.read(built, preview)
    place = _place(built, assets, offline, preview)
    # the place names the built runtime, whose id covers all that renders; the shell is ours alone
    styles = embedding.embed_styles()
    made_by = digest_of(
        repr((place, address, styles, limits)).encode(),
        *(Path(module.__file__).read_bytes() for module in _MADE_BY),
    )
    files = story_files(stories)
    told(0, len(files))
    found = [_Found.read(path, made_by, writer, limits, preview) for path in files]
    by_brief = {
        each.slug: tuple(lines)
        for each in found
        if (read := each.story or each.held) and (lines := site_problems(read))
    }
    problems = [line for lines in by_brief.values() for line in lines]
    if problems and not lenient:
        raise _refused(problems)
    pages = [*found, *_Found.merged(found, place, made_by, writer)]
    writer.begin(
        (
            *_common_names(place, assets),
            *embed_files,
            *(name for each in pages for name in each.names(address)),
        ),
        {each.slug: each.kept for each in pages if each.kept},
    )
    assets.write(writer)
    _lay_runtime(writer, built, place)
    writer.write(f"{EMBED}/live.html", embedding.live_page(place, styles))
    for name, text in reversed(embed_files.items()):  # embed.js last: it loads the others
        writer.write(name, text)
    writer.write(
        embedding.HEADERS, embedding.headers(name for each in pages for name in each.names(address))
    )
    _write_about(writer, place, built)  # before the pages that lead to it
    editor = replace(
        place,
        without_scripts="the editor needs them.",
        preview="",
        styles=(*place.styles, place.scripts + "edit.css"),
    )
    writer.write(
        place.edit,
        page_document(
            editor,
            editor_part(),
            Head(),
            title=EDIT_TITLE,
            description=EDIT_DESCRIPTION,
            told={"editor": True},
        ),
    )
    for done, each in enumerate(pages, 1):
        if each.story:
            _write_brief(writer, place, each, address, styles)
        else:
            writer.keep(each.kept.files)
            writer.now.briefs[each.slug] = each.kept
        told(min(done, len(found)), len(found))
    _write_shelf(
        writer,
        replace(place, timeline=place.timeline if len(pages) > len(found) else ""),
        found,
        address,
    )
    _write_worker(writer, place, built, found)
    writer.finish()
    return Published(
        len(found),
        writer.written,
        tuple(problems),
        by_brief,
        frozenset(each.slug for each in found if each.held),
        writer.now.weights,
    )


@dataclass(frozen=True)
class _Found:
    """A brief's file: unchanged since the last publish (`kept`), or read anew (`story`), and what
    it `told` of events.
    """

    slug: str
    fingerprint: str
    kept: KeptBrief | None
    story: Story | None
    told: BriefEvents | None
    held: Story | None = None
    """What stands in the file instead of what is `kept`, and can't be shown whole."""

    @classmethod
    def read(cls, path: Path, made_by: str, writer: Writer, limits: Limits, hold: bool) -> "_Found":
        try:
            fingerprint = f"{made_by}.{digest_of(path.as_posix().encode(), read_ordinary_file(path, limits.bytes))}"
        except NotFound:
            fingerprint = ""
        kept = writer.before.briefs.get(path.stem)
        stands = kept and kept.fingerprint.startswith(f"{made_by}.") and kept.is_in(writer)
        unchanged = (
            stands
            and kept.clean
            and kept.fingerprint == fingerprint
            and (all(_stamp(path.parent / image) == stamp for image, stamp in kept.images.items()))
        )
        if unchanged:
            return cls(path.stem, fingerprint, kept, None, kept.told)
        story = read_story(path, limits)
        brief = story.loaded.brief
        if hold and stands and story.hides:
            return cls(path.stem, kept.fingerprint, kept, None, kept.told, held=story)
        return cls(
            path.stem,
            fingerprint,
            None,
            story,
            brief and events_of_brief(brief, path.stem, f"../{path.stem}/index.html"),
        )

    @classmethod
    def merged(
        cls, found: "list[_Found]", place: Place, made_by: str, writer: Writer
    ) -> "list[_Found]":
        """The merged timeline of the newest briefs, where at least two have one."""
        told = sorted(
            (each.told for each in found if each.told and each.told.events),
            key=lambda told: told.published[:10],
            reverse=True,
        )[:MOST_MERGED]
        if len(told) < 2:
            return []
        fingerprint = digest_of(
            made_by.encode(), json.dumps([vars(each) for each in told]).encode()
        )
        kept = writer.before.briefs.get(MERGED)
        if kept and kept.fingerprint == fingerprint and kept.is_in(writer):
            return [cls(MERGED, fingerprint, kept, None, None)]
        brief = merge_timelines(told, "Timeline of all briefs").brief
        data = (
            json.dumps(
                brief.model_dump(mode="json", exclude_unset=True), ensure_ascii=False, indent=2
            )
            + "\n"
        )
        return [
            cls(
                MERGED,
                fingerprint,
                None,
                Story(Path(MERGED), MERGED, data.encode(), Loaded(brief)),
                None,
            )
        ]

    def names(self, address: str) -> list[str]:
        """The files of the site that are this brief's; `address` is the site's, or empty."""
        return self.kept.files if self.kept else names_in_site(self.story, address)


def names_in_site(story: Story, address: str) -> list[str]:
    """The files of the site that are made of a brief and the pictures beside it; `address` is the
    site's, or empty.
    """
    return [
        f"{story.slug}/{name}"
        for name in (
            *pictures_in_site(story),
            *_BRIEF_FILES,
            *([embedding.OEMBED] if address else []),
        )
    ]


def pictures_in_site(story: Story) -> dict[str, str]:
    """The pictures beside a brief that may leave: where the site has them, from the page, and their
    paths there.
    """
    return {place_in_site(path): path for path in story.picture_paths().values()}


def _stamp(image: Path) -> list[int]:
    try:
        stat = image.stat()
    except OSError:
        return []
    return [stat.st_size, stat.st_mtime_ns]


def site_problems(story: Story) -> list[str]:
    """Why a brief is not published, as sentences; empty where it is."""
    hiding = {problem.sentence(story.shown_path) for problem in story.loaded.hiding}
    problems = [
        *sorted(story.sentences(remarks=False), key=lambda line: line not in hiding),
        *slug_problems(story),
    ]  # what matters most first
    if story.slug in KEPT_NAMES:
        problems.append(
            f'{story.shown_path}:1:1: brief: the site keeps the name "{story.slug}" for itself; '
            "give the file another"
        )
    return problems


def _set(name: str, text: str) -> bytes:
    """A classic script that sets a global name to a text: what a page from a disk can load, unlike
    the text itself.
    """
    return f"globalThis.{name} = {json.dumps(text)};\n".encode()


@dataclass(frozen=True)
class _Assets:
    """The stylesheet and the scripts of the shell, in a folder named by their content."""

    folder: str
    files: dict[str, bytes]

    @classmethod
    def read(cls, built: Runtime, preview: bool) -> "_Assets":
        scripts = shell_folder() / "scripts"
        files = (
            {
                "foldline.css": site_styles().encode(),
                "edit.css": (shell_folder() / "styles" / "edit.css").read_bytes(),
                "shell.js": _set("foldlineShell", shell_texts(built).as_json()),
            }
            | {
                name: (scripts / name).read_bytes()
                for name in (
                    "folds.js",
                    "timeline.js",
                    "boot.js",
                    "offline.js",
                    "edit.js",
                    "frame.js",
                    "live.js",
                    "embed-page.js",
                )
            }
            | icons()
        )
        if preview:
            files |= {
                "preview.js": (scripts / "preview.js").read_bytes(),
                "preview.css": (shell_folder() / "styles" / "preview.css").read_bytes(),
            }
        return cls(f"assets/{digest_of(*files.values())}/", files)

    def write(self, writer: Writer) -> None:
        for name, data in self.files.items():
            writer.write(self.folder + name, data)


def _place(built: Runtime, assets: _Assets, offline: bool, preview: bool) -> Place:
    folder = f"runtime/{built.id}/"
    return Place(
        to_top="../",
        runtime=folder,
        scripts=assets.folder,
        interpreter=folder + "interpreter.mjs",
        pyscript=folder + PYSCRIPT,
        shell=assets.folder + "shell.js",
        embed=embedding.EMBED_SCRIPT,
        config="",
        styles=(
            assets.folder + "foldline.css",
            *([assets.folder + "preview.css"] if preview else []),
        ),
        preview=assets.folder + "preview.js" if preview else "",
        shelf_page="index.html",
        shelf="shelf.json",
        page="{slug}/index.html",
        brief="{slug}/brief.json",
        about="about/index.html",
        edit=f"{EDIT}/index.html",
        timeline=f"{MERGED}/index.html",
        finished=True,
        without_scripts="everything on this page reads without them.",
        advice="Reload the page; if that does not help, it can be read as it is.",
        policy=page_policy(),
        **(
            {
                "offline": assets.folder + "offline.js",
                "web_manifest": WEB_MANIFEST,
                "theme": paper(),
            }
            if offline
            else {}
        ),
    )


def _common_names(place: Place, assets: _Assets) -> list[str]:
    """The files, and the one folder, that are no brief's."""
    return [
        *(assets.folder + name for name in assets.files),
        f"{EMBED}/live.html",
        f"{EMBED}/index.html",
        embedding.HEADERS,
        place.runtime.rstrip("/"),
        "brief.schema.json",
        place.about,
        COMPONENTS_LIST,
        place.edit,
        *([UNKEPT, place.web_manifest] if place.offline else []),
        WORKER,
        place.shelf,
        place.shelf_page,
    ]


def _lay_runtime(writer: Writer, built: Runtime, place: Place) -> None:
    try:
        writer.written += bool(lay_into(built, writer.out / place.runtime, writer.unfinished))
    except OSError as error:
        raise PublishError(
            f"{writer.out / place.runtime} can't be written: "
            f"{(error.strerror or str(error)).lower()}"
        ) from error
    writer.keep([place.runtime.rstrip("/")])


def _write_brief(writer: Writer, place: Place, found: _Found, site: str, styles: str) -> None:
    story = found.story
    brief, folder = story.loaded.brief, story.slug + "/"
    address = site and f"{site.rstrip('/')}/{folder}"
    images: dict[str, list[int]] = {}
    texts: dict[str, str] = {}
    if brief is None:
        part = alert_part("This brief could not be read", story.sentences(remarks=False))
        document = page_document(
            place,
            part,
            Head(),
            title="This brief could not be read",
            description=story.slug,
            slug=story.slug,
        )
    else:
        part = brief_part(brief, problems=story.loaded.hiding, address=story.shown_path)
        head = head_of_brief(brief, address)
        document = page_document(
            place,
            part,
            head,
            title=brief.title,
            description=brief.dek,
            language=brief.language,
            slug=story.slug,
        )
        texts = embedding.brief_files(place, brief, part, story.slug, styles, address, site)
        for name, path in pictures_in_site(story).items():
            stamp = _stamp(
                story.path.parent / path
            )  # before it is read: what changes meanwhile is read again
            writer.write(folder + name, story.picture_to_publish(path).data)
            images[path] = stamp
    writer.write(folder + "brief.json", story.data)
    writer.write(
        folder + "brief.js",
        _set("foldlineBrief", story.data.decode("utf-8", "replace").removeprefix("\ufeff")),
    )
    writer.write(folder + "index.html", document)
    for name, text in texts.items():  # they lead to the page
        writer.write(folder + name, text)
    if not story.hides:
        writer.now.briefs[story.slug] = KeptBrief(
            found.fingerprint,
            story.shelf_entry(place.page),
            images,
            names_in_site(story, site),
            found.told,
            story.slug == MERGED or not site_problems(story),
        )


def _write_about(writer: Writer, place: Place, built: Runtime) -> None:
    if place.offline:
        writer.write(place.web_manifest, web_manifest(place.scripts))  # every page names it
    writer.write(COMPONENTS_LIST, (built.folder / "licences" / SBOM).read_bytes())
    writer.write(
        place.about,
        page_document(
            place, about_part(built), Head(), title=ABOUT_TITLE, description=ABOUT_DESCRIPTION
        ),
    )
    if place.offline:
        title = "This brief is not on this device"
        part = alert_part(
            title,
            ["There is no network now, and it was neither read nor kept here before."],
            advice="The shelf, and the briefs that were, can be read.",
        )
        writer.write(UNKEPT, page_document(place, part, Head(), title=title, description=title))


def _write_worker(writer: Writer, place: Place, built: Runtime, found: list[_Found]) -> None:
    """Last of all, since it says what every other file holds."""
    if not place.offline:
        writer.write(WORKER, no_service_worker())
        return
    weights = {
        name: weight for name, weight in writer.now.weights.items() if not _UNSEEN.fullmatch(name)
    } | runtime_weights(built, place.runtime)
    writer.write(
        WORKER,
        service_worker(
            weights, [each.slug for each in found], runtime=place.runtime, instead=UNKEPT
        ),
    )


def _write_shelf(writer: Writer, place: Place, found: list[_Found], address: str) -> None:
    entries = in_shelf_order(
        [
            each.kept.entry if each.kept else each.story.shelf_entry(place.page)
            for each in found
            if each.kept or each.story.loaded.brief
        ]
    )
    unreadable = [
        line
        for each in found
        if each.story and each.story.loaded.brief is None
        for line in each.story.sentences(remarks=False)
    ]
    writer.write("brief.schema.json", schema_text())
    writer.write(place.shelf, shelf_json(entries))
    writer.write(f"{EMBED}/index.html", embedding.embed_page(place, entries))
    writer.write(
        "index.html",
        page_document(
            replace(place, to_top=""),
            shelf_part(entries, problems=unreadable, merged=place.timeline),
            head_of_shelf(SHELF_TITLE, SHELF_DESCRIPTION, address and address.rstrip("/") + "/"),
            title=SHELF_TITLE,
            description=SHELF_DESCRIPTION,
        ),
    )
