"""Writes a planned site.

The order makes a publish safe to interrupt. What is about to change is noted. What pages refer to
lies in folders named by their content and is written first. Each page is put in place whole, the
shelf last. Then comes the service worker, which says what all of them hold. Only then is removed
what nothing refers to any more.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from foldline.errors import NotFound, PublishError
from foldline.html.render import ShelfEntry, front_page, lead_drawing
from foldline.locales import words_for
from foldline.publishing import embedding, pages
from foldline.publishing.assets import EMBED_SCRIPT, FACES
from foldline.publishing.changes import image_stamp
from foldline.publishing.materials import Materials, setting_script
from foldline.publishing.offline import (
    WORKER,
    no_service_worker,
    runtime_weights,
    service_worker,
    web_manifest,
)
from foldline.publishing.pictures import place_in_site
from foldline.publishing.plan import (
    COMPONENTS_LIST,
    EMBED_PAGE,
    LIVE_PAGE,
    PAGES,
    SCHEMA,
    UNKEPT,
    Plan,
    Read,
    names_of_brief,
)
from foldline.publishing.record import KeptBrief, SiteWriter
from foldline.publishing.runtime import lay_into
from foldline.publishing.runtime.components import SBOM
from foldline.publishing.shelf import ARCHIVE, ARCHIVE_LIST, shelf_json
from foldline.publishing.stories import read_story
from foldline.publishing.writing import digest_of
from foldline.story.brief import Brief
from foldline.story.schema import schema_text

Progress = Callable[[int, int], None]
"""Gets how many briefs are done, and of how many."""

_UNSEEN = re.compile(
    "|".join(
        (
            re.escape(SCHEMA),
            re.escape(COMPONENTS_LIST),
            r".*/brief\.js",
            *(f".*/{re.escape(name)}" for name in (*embedding.BRIEF_FILES, embedding.OEMBED)),
            f"{embedding.EMBED}/.*",
            re.escape(EMBED_SCRIPT),
            embedding.HEADERS,
            f"{ARCHIVE}/.*",
        )
    )
)
"""Files that no page of the site itself shows, and that nobody needs of it offline."""


def write_site(plan: Plan, materials: Materials, writer: SiteWriter, progress: Progress) -> None:
    """Write all files of a plan, and remove what an earlier publish left. Raises PublishError."""
    writer.begin(plan.names, plan.unchanged)
    _lay_runtime(plan, materials, writer)
    contents = _contents(plan, materials, writer)
    for file in plan.first:
        writer.write(file.name, contents[file.name]())
    for done, brief in enumerate(plan.pages, 1):
        if isinstance(brief, Read):
            _write_brief(plan, materials, writer, brief)
        else:
            writer.keep(brief.kept.files)
            writer.now.briefs[brief.slug] = brief.kept
        progress(min(done, len(plan.briefs)), len(plan.briefs))
    _write_archive(plan, materials, writer)
    for file in plan.last:
        if file.name in contents:
            writer.write(file.name, contents[file.name]())
    writer.finish()


def _write_archive(plan: Plan, materials: Materials, writer: SiteWriter) -> None:
    """Write the months of the archive; one in which no brief has changed is left as it is."""
    if not plan.months:
        return
    program = materials.program(plan.place, plan.options.language)
    for month in plan.months:
        made_of = digest_of(program.encode(), repr(month).encode("utf-8", "surrogatepass"))
        page = partial(pages.month_page, plan.place, plan.options, month)
        writer.write_page(month.file, made_of, page)
    writer.write(ARCHIVE_LIST, pages.archive_page(plan.place, plan.options, plan.months))


def _lay_runtime(plan: Plan, materials: Materials, writer: SiteWriter) -> None:
    folder = writer.out / plan.runtime
    try:
        writer.written += bool(lay_into(materials.built, folder, writer.unfinished))
    except OSError as error:
        raise PublishError(
            f"{folder} can't be written: {(error.strerror or str(error)).lower()}"
        ) from error
    writer.keep([plan.runtime])


def _contents(
    plan: Plan, materials: Materials, writer: SiteWriter
) -> Mapping[str, Callable[[], bytes | str]]:
    """Return what makes each file that is no brief's, by its name; called when it is written."""
    place, options, entries = plan.place, plan.options, plan.entries
    built, language = materials.built, options.language
    files: dict[str, Callable[[], bytes | str]] = {
        LIVE_PAGE: lambda: embedding.live_page(place, materials.embed_styles),
        embedding.HEADERS: lambda: embedding.headers(file.name for file in plan.files),
        COMPONENTS_LIST: (built.folder / "licences" / SBOM).read_bytes,
        PAGES.about: lambda: pages.about_page(place, language, built),
        UNKEPT: lambda: pages.unkept_page(place, language),
        PAGES.editor: lambda: pages.editor_page(place, language),
        SCHEMA: schema_text,
        PAGES.shelf_data: lambda: shelf_json(entries),
        EMBED_PAGE: lambda: embedding.embed_page(place, entries),
        PAGES.shelf: lambda: _front_page(plan, entries),
        WORKER: lambda: _worker(plan, materials, writer),
    }
    if place.installable:
        files[place.installable.web_manifest] = partial(
            web_manifest, place.scripts, *pages.site_words(options.look, words_for(language))
        )
    files |= {place.scripts + name: partial(bytes, data) for name, data in materials.assets.items()}
    files |= {name: partial(str, text) for name, text in materials.embed_scripts.items()}
    return files


def _front_page(plan: Plan, entries: Sequence[ShelfEntry]) -> str:
    """Return the front page. The brief that leads is read again where that brings its timeline."""
    settings = plan.options.front
    front = front_page(
        entries, lead=settings.lead, order=settings.order, specimens=settings.specimens
    )
    lead = front.top[0] if front.top else None
    brief = _brief_of(plan, lead.slug) if lead and not lead.picture else None
    return pages.shelf_page(
        plan.place,
        plan.options,
        front,
        plan.unreadable,
        with_timeline=plan.timeline is not None,
        drawing=lead_drawing(brief) if brief else None,
    )


def _brief_of(plan: Plan, slug: str) -> Brief | None:
    """Return a brief of the site, which is read again where it stays as it is."""
    state = next(brief for brief in plan.briefs if brief.slug == slug)
    if isinstance(state, Read):
        return state.story.loaded.brief
    try:
        return read_story(Path(state.sources[0]), plan.options.limits).loaded.brief
    except NotFound:
        return None


def _write_brief(plan: Plan, materials: Materials, writer: SiteWriter, read: Read) -> None:
    story, site, folder = read.story, plan.options.address, f"{read.slug}/"
    brief = story.loaded.brief
    images: dict[str, list[int]] = {}
    if brief is None:
        texts = {"index.html": pages.unreadable_page(plan.place, plan.options.language, story)}
    else:
        texts = pages.brief_texts(plan.place, story, brief, site, materials.embed_styles)
        for path in read.pictures:
            # before it is read: what changes meanwhile is read again
            stamp = image_stamp(story.path.parent / path)
            _, leaving = story.picture_to_publish(path)
            for name, data in leaving.made.items():
                writer.write(folder + name, data)
            writer.write(folder + place_in_site(path), leaving.data)
            images[path] = stamp
    script = story.data.decode("utf-8", "replace").removeprefix("\ufeff")
    writer.write(folder + "brief.json", story.data)
    writer.write(folder + "brief.js", setting_script("foldlineBrief", script))
    for name, text in texts.items():  # the page first: the others lead to it
        writer.write(folder + name, text)
    if read.entry and not story.hides:
        writer.now.briefs[read.slug] = KeptBrief(
            read.fingerprint,
            read.entry,
            images,
            names_of_brief(read.slug, (*read.pictures, *read.made), site),
            read.events,
            clean=not read.problems,
        )


def _worker(plan: Plan, materials: Materials, writer: SiteWriter) -> str:
    """Return the service worker; called last of all, since it says what every other file holds."""
    if not plan.place.installable:
        return no_service_worker()
    runtime, folder = plan.place.python.runtime, plan.place.scripts + FACES
    # Only Python reads the first, to save a file; the other is about what Python is made with.
    with_python = (plan.place.shell, plan.place.pages.about)
    weights = {
        name: weight
        for name, weight in writer.now.weights.items()
        if not _UNSEEN.fullmatch(name) and name not in with_python
    }
    faces = {name: weights.pop(name) for name in list(weights) if name.startswith(folder)}
    return service_worker(
        weights,
        runtime_weights(materials.built, runtime)
        | {name: writer.now.weights[name] for name in with_python},
        faces,
        [brief.slug for brief in plan.briefs],
        runtime=runtime,
        instead=UNKEPT,
    )
