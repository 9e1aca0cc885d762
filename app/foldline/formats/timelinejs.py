"""TimelineJS 3 (timeline.knightlab.com/docs/json-format.html): its JSON of slides as a timeline,
with the pictures of the slides as a gallery, and a timeline as such JSON."""

import json
import re
from html import escape
from typing import Any

from foldline.dates.day import Day, month_length
from foldline.dates.when import When, read_when, resolve
from foldline.dates.written import day_in_year, month_in_year, written_year
from foldline.drafts.draft import Draft
from foldline.drafts.fields import Fields, read_json
from foldline.drafts.format import Format, Sample
from foldline.drafts.hypertext import html_as_markdown, html_words
from foldline.drafts.report import Imported
from foldline.errors import ImportRefused, WhenError
from foldline.locales import ENGLISH
from foldline.sections.timeline.model import Event, Timeline
from foldline.story.brief import Brief
from foldline.text.prose import plain_text, prose_html
from foldline.text.wording import shown
from foldline.text.words import as_markdown
from foldline.timelines.events import events_in_time

NAME = "timelinejs"

_IMAGE = re.compile(r"(?:https?:)?//\S+\.(?:jpe?g|png|gif|webp|avif|svg)(?:[?#]\S*)?", re.I)


def read(text: str) -> list[Imported]:
    """Return the one brief of a timeline."""
    parsed = read_json(text)
    if not isinstance(parsed, dict) or not isinstance(parsed.get("events"), (list, dict)):
        raise ImportRefused(
            'there is no timeline in it; TimelineJS has an object with "events", each with '
            '"start_date"'
        )
    whole, draft = Fields(parsed), Draft(NAME)
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
    draft.sort_sections()
    draft.keep("timelinejs", whole.rest())
    return [draft.finish()]


def _texts(slide: Fields) -> tuple[str, str]:
    if (text := slide.object("text")) is not None:
        return text.text("headline"), text.text("text")
    return slide.text("headline"), slide.text("text")


def _event(slide: Fields, draft: Draft, photos: list[dict[str, Any]]) -> dict[str, Any] | None:
    headline, body = _texts(slide)
    photos += _photo(slide, draft)
    heading, below = html_words(headline), html_as_markdown(body)
    text = "\n\n".join(
        part for part in (f"**{as_markdown(heading)}**" if heading else "", below) if part
    )
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


# --- written

_UNITS = ("year", "month", "day", "hour", "minute")


# --- out


def timeline_to_timelinejs(timeline: Timeline, brief: Brief) -> str:
    """Return the events whose date could be read, with as much of it as is known and the author's
    words as `display_date`. TimelineJS shows headlines, groups and dates as HTML, so they are
    escaped. It has no open ends, so only the day that is known is written; and none of its slides
    is without a date.
    """
    events = [
        _dates(when)
        | {
            "text": {
                "headline": escape(event.label or ""),
                "text": str(prose_html(_below_label(event))),
            }
        }
        | ({"group": escape(event.lane)} if event.lane else {})
        for event, when in events_in_time(timeline, brief)
        if when.read
    ]
    rules = brief.date_rules
    eras = [(era, resolve(era.when.display, era.when.edtf, rules)) for era in timeline.eras]
    found = {
        "title": {"text": {"headline": escape(timeline.heading or brief.title), "text": ""}},
        "events": events,
        "eras": [
            {
                "start_date": _date(when.earliest, 3),
                "end_date": _date(when.latest, 3),
                "text": {"headline": escape(era.name)},
            }
            for era, when in eras
            if when.earliest and when.latest
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _below_label(event: Event) -> str:
    """Return the text without the label that it begins with, in bold and alone in its paragraph:
    the headline has it.
    """
    match = re.match(r"\*\*(.+)\*\*\n\s*\n", event.text)
    return (
        event.text[match.end() :]
        if match and event.label and plain_text(match[1]) == event.label
        else event.text
    )


def _dates(when: When) -> dict[str, Any]:
    first, last = when.earliest or when.latest, when.latest or when.earliest
    assert first is not None and last is not None  # it was read
    if when.first and when.last:
        found = {
            "start_date": _date(first, 3)
            | {"hour": when.first.minute // 60, "minute": when.first.minute % 60},
            "end_date": _date(last, 3)
            | {"hour": when.last.minute // 60, "minute": when.last.minute % 60},
        }
    else:
        starts = 1 if first[1:] == (1, 1) else 2 if first.day == 1 else 3
        ends = (
            1
            if last[1:] == (12, 31)
            else 2
            if last.day == month_length(last.year, last.month)
            else 3
        )
        parts = max(starts, ends) if when.earliest and when.latest else 3
        found = {"start_date": _date(first, parts), "end_date": _date(last, parts)}
    if found["end_date"] == found["start_date"]:
        del found["end_date"]
    return found | {"display_date": escape(when.display)}


def _date(day: Day, parts: int) -> dict[str, int]:
    # TimelineJS shows the year -44 as 44 BC, and has no year 0
    return dict(
        zip(
            _UNITS,
            (day.year if day.year > 0 else day.year - 1, day.month, day.day)[:parts],
            strict=False,
        )
    )


# --- in


def when_from_timelinejs(start: object, end: object, display: str = "") -> str | dict[str, str]:
    """Return a slide's date as a brief writes it: its shown words with the EDTF of its dates, or
    the words alone where they mean the same. The date is as precise as its parts.

    Raises WhenError where there is no date, or it can't be true; TimelineJS would let 31 February
    roll over.

    >>> when_from_timelinejs({"year": 1904, "month": 6}, None)
    'June 1904'
    """
    first, words = _edtf(date_parts(start)), _words(date_parts(start))
    if not first:
        raise WhenError("a slide's date has at least a year")
    edtf = first
    if (last := _edtf(date_parts(end))) and last != first:
        edtf = f"{first}/{last}"
        words = ENGLISH("dates.span", first=words, last=_words(date_parts(end)))
    meant = read_when(words, edtf)
    display = display or words
    try:
        alone = read_when(display).span == meant.span
    except WhenError:
        alone = False
    return display if alone else {"display": display, "edtf": edtf}


def date_parts(date: object) -> dict[str, int]:
    """Return year, month, day, hour and minute, as far as they are there without a gap; empty where
    there is no year. Of years that need more than four digits return only the year, since EDTF has
    no months for them. Raises WhenError for a part that is no whole number.

    >>> date_parts({"year": "1904", "month": 6, "hour": 9})
    {'year': 1904, 'month': 6}
    """
    found: dict[str, int] = {}
    fields = date if isinstance(date, dict) else {}
    for unit in _UNITS:
        value = fields.get(unit)
        text = "" if value is None else str(value).strip()
        if not text:
            break
        try:
            found[unit] = int(text)
        except ValueError:
            raise WhenError(f"the {unit} is {shown(value)}; allowed is a whole number") from None
        if unit == "year" and abs(found[unit]) > 9999:
            break
    return found


def _edtf(parts: dict[str, int]) -> str:
    if not parts:
        return ""
    year, *rest = parts.values()
    if year < 0:
        year += 1  # EDTF has a year 0, which is 1 BC
    if abs(year) > 9999:
        return f"Y{year}"
    text = f"{'-' if year < 0 else ''}{abs(year):04}" + "".join(f"-{part:02}" for part in rest[:2])
    if len(rest) > 2:
        text += f"T{rest[2]:02}:{rest[3] if len(rest) > 3 else 0:02}:00"
    return text


def _words(parts: dict[str, int]) -> str:
    """Return a date in English, as Foldline's own dates are: "14 March 2025, 9:30", "44 BC"."""
    if not parts:
        return ""
    month, day, hour = (parts.get(unit) for unit in _UNITS[1:4])
    number = parts["year"]  # there is no year 0: -44 is 44 BC
    year = str(number) if number >= 0 else written_year(number + 1, ENGLISH)
    if not month or not 1 <= month <= 12:
        date = f"{day} {year}" if day else year
    elif day:
        date = day_in_year(year, month, day, ENGLISH)
    else:
        date = month_in_year(year, month, ENGLISH)
    if hour is None:
        return date
    return ENGLISH("dates.with_time", date=date, time=f"{hour}:{parts.get('minute', 0):02}")


def recognise(sample: Sample) -> int:
    """Recognise TimelineJS by its events, which others have too."""
    return 60 if "events" in sample.first else 0


FORMAT = Format(
    NAME,
    rank=40,
    read=read,
    recognise=recognise,
    endings=(".json",),
    timeline_ending=".json",
    write_timeline=lambda timeline, brief, name: timeline_to_timelinejs(timeline, brief),
)
