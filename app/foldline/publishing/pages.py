"""The pages of a site as text, from what they show."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from foldline.dates.written import written_month
from foldline.html.head import Head, head_of_brief, head_of_shelf
from foldline.html.pictures import fits_as_json
from foldline.html.render import (
    FrontPage,
    ShelfEntry,
    alert_part,
    archive_part,
    checked_brief_part,
    editor_part,
    shelf_part,
)
from foldline.locales import Words, words_for
from foldline.publishing import embedding
from foldline.publishing.about import about_part
from foldline.publishing.plan import MERGED_PAGE, SiteOptions, brief_address
from foldline.publishing.runtime import Runtime
from foldline.publishing.shelf import ARCHIVE_LIST, Month
from foldline.publishing.shell import Place, page_document
from foldline.publishing.stories import StoryFile
from foldline.story.brief import Brief, images_in
from foldline.story.revisions import digest_of
from foldline.story.site import SiteLook


def about_page(place: Place, language: str, built: Runtime) -> str:
    """Return the page about Foldline and the licences of what a site passes on."""
    words = words_for(language)
    return page_document(
        place,
        about_part(built),
        Head(),
        title=words("about.title"),
        description=words("about.description"),
        language=language,
    )


def unkept_page(place: Place, language: str) -> str:
    """Return what is shown offline for a brief that is not on the device."""
    words = words_for(language)
    title = words("unkept.title")
    part = alert_part(title, [words("unkept.text")], advice=words("unkept.advice"))
    return page_document(place, part, Head(), title=title, description=title, language=language)


def editor_page(place: Place, language: str) -> str:
    """Return the page of the editor."""
    words = words_for(language)
    editor = replace(
        place,
        without_scripts="editor",
        device=False,
        preview="",
        styles=(*place.styles, place.scripts + "edit.css"),
    )
    return page_document(
        editor,
        editor_part(),
        Head(),
        title=words("editor_page.title"),
        description=words("editor_page.description"),
        language=language,
        extra={"editor": True},
        scripts_with_words=["edit"],
    )


def shelf_page(
    place: Place,
    options: SiteOptions,
    front: FrontPage,
    unreadable: Sequence[StoryFile],
    *,
    with_timeline: bool,
    drawing: dict[str, Any] | None = None,
) -> str:
    """Return the front page, with the problems of the files that can't be read as briefs. `drawing`
    is the `lead_drawing` of the brief that leads.
    """
    words = words_for(options.language)
    title, description = site_words(options.look, words)
    return page_document(
        replace(place, to_top=""),
        shelf_part(
            front,
            look=shown_look(options.look, words),
            archive=ARCHIVE_LIST if front.total > front.count else "",
            drawing=drawing,
            problems=[line for story in unreadable for line in story.sentences(remarks=False)],
            merged=MERGED_PAGE if with_timeline else "",
        ),
        head_of_shelf(title, description, options.address and options.address.rstrip("/") + "/"),
        title=title,
        description=description,
        language=options.language,
    )


def site_words(look: SiteLook, words: Words) -> tuple[str, str]:
    """Return the title of a site and the sentence that describes it."""
    return look.name, look.tagline or words("shelf.description")


def shown_look(look: SiteLook, words: Words) -> SiteLook:
    """Return how a site presents itself on its front page; one without a name of its own says what
    it is.
    """
    return look if look.tagline or look.own else replace(look, tagline=words("shelf.dek"))


def month_page(place: Place, options: SiteOptions, month: Month) -> str:
    """Return the page of the archive with the briefs of one month."""
    words = words_for(options.language)

    def in_words(name: str) -> str:
        return _month_in(name, words)

    def link(name: str) -> tuple[str, str] | None:
        return (in_words(name), f"../{name}/index.html") if name else None

    part = archive_part(
        in_words(month.name),
        entries=[_from_below(entry, "../../") for entry in month.entries],
        newer=link(month.newer),
        older=link(month.older),
        shelf="../../index.html",
        archive="../index.html",
    )
    title = words("archive.month", month=in_words(month.name), name=options.look.name)
    return page_document(
        replace(place, to_top="../../"),
        part,
        Head(),
        title=title,
        description=title,
        language=options.language,
    )


def _month_in(name: str, words: Words) -> str:
    """Return a month such as "2026-02" in words."""
    year, month = name.split("-")
    return written_month(int(year), int(month), words)


def _from_below(entry: ShelfEntry, to_top: str) -> ShelfEntry:
    return replace(entry, href=to_top + entry.href)


def archive_page(place: Place, options: SiteOptions, months: Sequence[Month]) -> str:
    """Return the list of the months in the archive."""
    words = words_for(options.language)
    part = archive_part(
        words("archive.title"),
        months=[
            (_month_in(each.name, words), len(each.entries), f"{each.name}/index.html")
            for each in months
        ],
        shelf="../index.html",
        archive="",
    )
    title = words("archive.month", month=words("archive.title"), name=options.look.name)
    return page_document(
        place, part, Head(), title=title, description=title, language=options.language
    )


def brief_texts(
    place: Place, story: StoryFile, brief: Brief, site: str, embed_styles: str
) -> dict[str, str]:
    """Return the page of a brief, and the texts beside it that lead to it, by their names.

    `site` is the site's address, or empty.
    """
    address = brief_address(story.slug, site)
    fits = story.fits()
    part = checked_brief_part(
        brief, problems=story.loaded.hiding, address=story.shown_path, fits=fits
    )
    page = page_document(
        place,
        part,
        head_of_brief(brief, address, place.look.publisher),
        title=brief.title,
        description=brief.dek,
        language=brief.language,
        slug=story.slug,
        digest=digest_of(brief),
        extra=fits_as_json({story.slug: fits}),
        pictures=any(images_in(brief)),
    )
    return {"index.html": page} | embedding.brief_files(
        place, brief, part, story.slug, embed_styles, address, site
    )


def unreadable_page(place: Place, language: str, story: StoryFile) -> str:
    """Return the page of a file that can't be read as a brief: what is wrong with it."""
    title = words_for(language)("alert.unread")
    return page_document(
        place,
        alert_part(title, story.sentences(remarks=False)),
        Head(),
        title=title,
        description=story.slug,
        language=language,
        slug=story.slug,
    )
