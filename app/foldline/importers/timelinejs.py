"""TimelineJS 3: its JSON of slides as a timeline, with the pictures of the slides as a gallery."""

import re
from typing import Any

from foldline.dates.day import MONTHS
from foldline.errors import ImportRefused, WhenError
from foldline.importers.draft import Draft
from foldline.importers.fields import Fields, read_json
from foldline.importers.hypertext import html_as_markdown, html_words
from foldline.importers.report import Imported
from foldline.importers.words import as_markdown
from foldline.when import read_when

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
    eras = [event for era in whole.objects("eras") if (event := _event(era, draft, photos))]
    draft.add("photo_gallery", "media", photos=photos)
    draft.add("timeline", "events", events=events, said=f"{len(events)} events")
    draft.add("timeline", "eras", heading="Eras", events=eras) if eras else None
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
    heading = html_words(headline)
    text = "\n\n".join(part for part in (f"**{as_markdown(heading)}**" if heading else "", html_as_markdown(body)) if part)
    when = _when(slide) if text else None
    if when:
        group = slide.line("group")
        return {"when": when, "text": text + (f"\n\n{as_markdown(group)}" if group else "")}
    if text:
        draft.report.left(slide.path, "it has no date that can be true")
        draft.prose(heading or "Undated", text, slide.path)
    return None


def _when(slide: Fields) -> str | dict[str, str] | None:
    """Its shown words with the EDTF of its dates; the precision is that of the parts that are given. What can't be true
    stays where it is, and the event is no event."""
    start, end = (_edtf(slide.look(name)) for name in ("start_date", "end_date"))
    edtf = f"{start}/{end}" if end and end != start else start
    try:
        read_when("", edtf or "none")
    except WhenError:
        return None
    shown = slide.line("display_date")
    clocks = []
    for name in ("start_date", "end_date"):
        if (parts := slide.object(name)) is not None:
            shown = shown or parts.line("display_date")
            clock = [parts.line(part) for part in ("year", "month", "day", "hour", "minute")][3:]
            clocks.append(", {}:{:0>2}".format(clock[0], clock[1] or "00") if clock[0] else "")
    if not shown:
        shown = " – ".join(dict.fromkeys(_words(date) + clock for date, clock in zip((start, end), clocks, strict=False) if date))
    return {"display": shown, "edtf": edtf}


def _edtf(given: object) -> str:
    """"2021", "2021-12", "2021-12-03": as far as the date is told."""
    if not isinstance(given, dict):
        return ""
    found = []
    for name, least, most in (("year", -9999, 9999), ("month", 1, 12), ("day", 1, 31)):
        try:
            value = int(str(given.get(name, "")).strip() or "x")
        except ValueError:
            break
        if not least <= value <= most:
            return ""
        if name == "year" and value < 0:
            value += 1  # TimelineJS counts years before Christ without a year 0, EDTF with one
        found.append(f"{value:05d}" if value < 0 else f"{value:04d}" if name == "year" else f"{value:02d}")
    return "-".join(found)


def _words(edtf: str) -> str:
    """"3 December 2021", of an EDTF date; "44 BC" of the year -43."""
    sign, rest = ("-", edtf[1:]) if edtf.startswith("-") else ("", edtf)
    year, *parts = (int(part) for part in rest.split("-"))
    shown = f"{year + 1} BC" if sign or not year else str(year)
    return " ".join([*(str(day) for day in parts[1:]), *(MONTHS[month - 1] for month in parts[:1]), shown])


def _photo(slide: Fields, draft: Draft) -> list[dict[str, Any]]:
    media = slide.object("media")
    if media is None or not isinstance(media.look("url"), str) or not _IMAGE.fullmatch(media.look("url").strip()):
        return []
    address = media.text("url")
    caption = html_words(media.text("caption"))
    picture = draft.picture(src=f"https:{address}" if address.startswith("//") else address,
                            alt=html_words(media.text("alt")) or html_words(media.text("title")),
                            caption=caption, credit=html_words(media.text("credit")), where=media.path)
    if picture is None:
        media.put_back("url", address)
        media.put_back("caption", caption)
        return []
    return [picture]
