"""TimelineJS 3 (timeline.knightlab.com/docs/json-format.html) and 2: its JSON of slides as a
timeline, with the pictures of the slides as a gallery, and a timeline as such JSON."""

import re
from typing import Any

from foldline.drafts.draft import Draft
from foldline.drafts.fields import Fields, read_json
from foldline.drafts.format import Format, Sample
from foldline.drafts.hypertext import html_as_markdown, html_words
from foldline.drafts.report import Imported
from foldline.errors import ImportRefused, WhenError
from foldline.formats.timelinejs.dates import date_parts, when_from_timelinejs
from foldline.formats.timelinejs.version2 import from_version2, is_version2
from foldline.formats.timelinejs.writing import timeline_to_timelinejs
from foldline.text.markdown import link
from foldline.text.tables import event_text
from foldline.text.words import as_markdown

__all__ = ["FORMAT", "read_slides", "timeline_to_timelinejs", "when_from_timelinejs"]

NAME = "timelinejs"

_IMAGE = re.compile(r"(?:https?:)?//\S+\.(?:jpe?g|png|gif|webp|avif|svg)(?:[?#]\S*)?", re.I)


def read(text: str) -> list[Imported]:
    """Return the one brief of a timeline."""
    parsed = read_json(text)
    if is_version2(parsed):
        parsed = from_version2(parsed)
    if not isinstance(parsed, dict) or not isinstance(parsed.get("events"), (list, dict)):
        raise ImportRefused(
            'there is no timeline in it; TimelineJS has an object with "events", each with '
            '"start_date"'
        )
    draft = Draft(NAME)
    read_slides(parsed, draft)
    draft.sort_sections()
    return [draft.finish()]


def read_slides(data: dict[str, Any], draft: Draft) -> None:
    """Add the slides of TimelineJS's JSON to a draft."""
    whole = Fields(data)
    photos: list[dict[str, Any]] = []
    if (title := whole.object("title")) is not None:
        headline, body = _texts(title)
        draft.set_field("title", html_words(headline), title.at("text.headline"))
        if body and len(html_words(body)) <= 400:
            draft.set_field("dek", html_words(body), title.at("text.text"))
        else:
            draft.add_prose(
                "Introduction", html_as_markdown(body), title.at("text.text"), left=False
            )
        photos += _photo(title, draft)
    events = [event for slide in whole.objects("events") if (event := _event(slide, draft, photos))]
    eras = [found for era in whole.objects("eras") if (found := _era(era, draft))]
    draft.add_section("photo_gallery", "media", photos=photos)
    draft.add_section(
        "timeline",
        "events",
        events=events,
        eras=eras,
        detail=f"{len(events)} events" + (f", {len(eras)} eras" if eras else ""),
    )
    if "title" not in draft.fields and events:
        draft.set_field(
            "title",
            html_words(events[0]["text"].split("\n")[0].strip("*")),
            "events[0]",
            "from the first event, since no title slide is given",
        )
    draft.keep("timelinejs", whole.rest())


def _texts(slide: Fields) -> tuple[str, str]:
    if (text := slide.object("text")) is not None:
        return text.text("headline"), text.text("text")
    return slide.text("headline"), slide.text("text")


def _event(slide: Fields, draft: Draft, photos: list[dict[str, Any]]) -> dict[str, Any] | None:
    headline, body = _texts(slide)
    photos += _photo(slide, draft)
    heading, below = html_words(headline), html_as_markdown(body)
    below = "\n\n".join(filter(None, (below, _media(slide, draft))))
    text = event_text(f"{as_markdown(heading)}", below)
    if heading and not below:
        text = f"**{text}**"
    if not text:
        return None
    if when := _when(slide):
        return (
            {"when": when, "text": text}
            | ({"label": heading} if heading and below else {})
            | ({"lane": lane} if (lane := html_words(slide.line("group"))) else {})
        )
    draft.report.left(slide.path, "it has no date that can be true")
    draft.add_prose(heading or "Undated", text, slide.path)
    return None


def _era(era: Fields, draft: Draft) -> dict[str, Any] | None:
    """Return a named span behind the events. What it has beside dates and a name becomes a section;
    an era without those is reported and stays whole.
    """
    headline, body = _texts(era)
    when = _when(era) if html_words(headline) else None
    if when:
        draft.add_prose(html_words(headline), html_as_markdown(body), era.path)
        return {"when": when, "name": html_words(headline)}
    draft.report.left(era.path, "it has no name, or no date that can be true")
    draft.add_prose(
        html_words(headline) or "An era", html_as_markdown(body) or html_words(headline), era.path
    )
    return None


def _when(slide: Fields) -> str | dict[str, str] | None:
    """Return a slide's date; None where it has none that can be true, and then all parts stay where
    they are.
    """
    start, end = slide.look("start_date"), slide.look("end_date")
    dates = [slide.object("start_date"), slide.object("end_date")]
    showing = next(
        (each for each in (slide, *dates) if each and isinstance(each.look("display_date"), str)),
        None,
    )
    try:
        when = when_from_timelinejs(
            start, end, html_words(showing.look("display_date")) if showing else ""
        )
        for date, value in zip(dates, (start, end), strict=True):
            for unit in date_parts(value):
                if date is not None:
                    date.take(unit)
    except WhenError:
        return None
    if showing:
        showing.take("display_date")
    return when


def _leads_to_image(address: str) -> bool:
    # With a blank in it, each end of a name would be tried
    return len(address.split()) == 1 and bool(_IMAGE.fullmatch(address))


def _photo(slide: Fields, draft: Draft) -> list[dict[str, Any]]:
    media = slide.object("media")
    if (
        media is None
        or not isinstance(media.look("url"), str)
        or not _leads_to_image(media.look("url").strip())
    ):
        return []
    address = media.text("url")
    words = {name: html_words(media.text(name)) for name in ("alt", "title", "caption", "credit")}
    picture = draft.make_picture(
        src=f"https:{address}" if address.startswith("//") else address,
        alt=words["alt"] or words["title"],
        caption=words["caption"],
        credit=words["credit"],
        where=media.path,
    )
    if picture is None:
        for name, value in {"url": address, **words}.items():
            media.put_back(name, value)
        return []
    return [picture]


def _media(slide: Fields, draft: Draft) -> str:
    """Return media that is no picture as Markdown: a quotation with who said it, or a link to a
    film, a post or a map with its caption and credit.
    """
    media = slide.object("media") or next(iter(slide.again("media")), None)
    if media is None or not isinstance(media.look("url"), str):
        return ""
    address = media.look("url").strip()
    texts = {
        name: value if isinstance(value := media.look(name), str) else ""
        for name in ("title", "caption", "credit")
    }
    caption, credit = html_as_markdown(texts["caption"]), html_as_markdown(texts["credit"])
    if address.startswith("<"):
        quoted = html_as_markdown(address)
        if not quoted:
            return ""
        is_quote = bool(re.match(r"<blockquote\b", address, re.I))
        lines = quoted if quoted.startswith(">") or not is_quote else f"> {quoted}"
        parts = [lines, " ".join(filter(None, (caption and f"— {caption}", credit)))]
    elif allowed := draft.allowed_link(f"https:{address}" if address[:2] == "//" else address):
        words = as_markdown(html_words(texts["title"])) or (caption if "](" not in caption else "")
        shown = link(words or as_markdown(allowed), allowed)
        behind = "" if words == caption else caption
        parts = [" ".join(filter(None, (shown, behind, credit and f"({credit})")))]
    else:
        return ""
    for name in ("url", *(name for name, text in texts.items() if text)):
        if name != "title" or not address.startswith("<"):
            media.take(name)
    return "\n\n".join(filter(None, parts))


def recognise(sample: Sample) -> int:
    """Recognise TimelineJS by its events, which others have too."""
    if is_version2(sample.data):
        return 60
    return 60 if "start_date" in sample.events else 20 if "events" in sample.first else 0


FORMAT = Format(
    NAME,
    rank=40,
    read=read,
    recognise=recognise,
    endings=(".json",),
    timeline_ending=".json",
    write_timeline=lambda timeline, brief, name: timeline_to_timelinejs(timeline, brief),
)
