"""TimelineJS 3: its JSON of slides as a timeline, with the pictures of the slides as a gallery."""

import re
from typing import Any

from foldline.errors import ImportRefused, WhenError
from foldline.importers.draft import Draft
from foldline.importers.fields import Fields, read_json
from foldline.importers.hypertext import html_as_markdown, html_words
from foldline.importers.report import Imported
from foldline.text.words import as_markdown
from foldline.timelines.timelinejs import date_parts, when_from_timelinejs

FORMAT = "timelinejs"

_IMAGE = re.compile(r"(?:https?:)?//\S+\.(?:jpe?g|png|gif|webp|avif|svg)(?:[?#]\S*)?", re.I)


def read(text: str) -> list[Imported]:
    """The one brief of a timeline."""
    given = read_json(text)
    if not isinstance(given, dict) or not isinstance(given.get("events"), (list, dict)):
        raise ImportRefused('there is no timeline in it; TimelineJS has an object with "events", each with "start_date"')
    whole, draft = Fields(given), Draft(FORMAT)
    photos: list[dict[str, Any]] = []
    if (title := whole.object("title")) is not None:
        headline, body = _texts(title)
        draft.set("title", html_words(headline), title.at("text.headline"))
        if body and len(html_words(body)) <= 400:
            draft.set("dek", html_words(body), title.at("text.text"))
        else:
            draft.prose("Introduction", html_as_markdown(body), title.at("text.text"), left=False)
        photos += _photo(title, draft)
    events = [event for slide in whole.objects("events") if (event := _event(slide, draft, photos))]
    eras = [found for era in whole.objects("eras") if (found := _era(era, draft))]
    draft.add("photo_gallery", "media", photos=photos)
    draft.add("timeline", "events", events=events, eras=eras, said=f"{len(events)} events" + (f", {len(eras)} eras" if eras else ""))
    if "title" not in draft.fields and events:
        draft.set("title", html_words(events[0]["text"].split("\n")[0].strip("*")), "events[0]",
                  "from the first event, since no title slide is given")
    draft.in_register_order()
    draft.keep("timelinejs", whole.rest())
    return [draft.done()]


def _texts(slide: Fields) -> tuple[str, str]:
    if (text := slide.object("text")) is not None:
        return text.text("headline"), text.text("text")
    return slide.text("headline"), slide.text("text")


def _event(slide: Fields, draft: Draft, photos: list[dict[str, Any]]) -> dict[str, Any] | None:
    headline, body = _texts(slide)
    photos += _photo(slide, draft)
    heading, below = html_words(headline), html_as_markdown(body)
    text = "\n\n".join(part for part in (f"**{as_markdown(heading)}**" if heading else "", below) if part)
    if not text:
        return None
    if when := _when(slide):
        return {"when": when, "text": text} | ({"label": heading} if heading and below else {}) | (
            {"lane": lane} if (lane := html_words(slide.line("group"))) else {})
    draft.report.left(slide.path, "it has no date that can be true")
    draft.prose(heading or "Undated", text, slide.path)
    return None


def _era(era: Fields, draft: Draft) -> dict[str, Any] | None:
    """A named span behind the events. What it has beside dates and a name stays; without those it is told and stays whole."""
    headline, body = _texts(era)
    when = _when(era) if html_words(headline) else None
    if when:
        draft.prose(html_words(headline), html_as_markdown(body), era.path)
        return {"when": when, "name": html_words(headline)}
    draft.report.left(era.path, "it has no name, or no date that can be true")
    draft.prose(html_words(headline) or "An era", html_as_markdown(body) or html_words(headline), era.path)
    return None


def _when(slide: Fields) -> str | dict[str, str] | None:
    """Its date; None, and all parts stay where they are, where it has none that can be true."""
    given = [slide.look("start_date"), slide.look("end_date")]
    dates = [slide.object("start_date"), slide.object("end_date")]
    showing = next((each for each in (slide, *dates) if each and isinstance(each.look("display_date"), str)), None)
    try:
        when = when_from_timelinejs(*given, html_words(showing.look("display_date")) if showing else "")
        for date, told in zip(dates, given, strict=True):
            for unit in date_parts(told):
                date.take(unit)
    except WhenError:
        return None
    if showing:
        showing.take("display_date")
    return when


def _leads_to_image(address: str) -> bool:
    return len(address.split()) == 1 and bool(_IMAGE.fullmatch(address))  # with a blank in it, each end of a name would be tried


def _photo(slide: Fields, draft: Draft) -> list[dict[str, Any]]:
    media = slide.object("media")
    if media is None or not isinstance(media.look("url"), str) or not _leads_to_image(media.look("url").strip()):
        return []
    address = media.text("url")
    words = {name: html_words(media.text(name)) for name in ("alt", "title", "caption", "credit")}
    picture = draft.picture(src=f"https:{address}" if address.startswith("//") else address, alt=words["alt"] or words["title"],
                            caption=words["caption"], credit=words["credit"], where=media.path)
    if picture is None:
        for name, value in {"url": address, **words}.items():
            media.put_back(name, value)
        return []
    return [picture]
