"""Timelines of TimelineJS 2, and of its spreadsheet, in the form of TimelineJS 3."""

import re
from typing import Any

from foldline.text.words import comparable

_SHEET = {
    "year": "start_date.year",
    "month": "start_date.month",
    "day": "start_date.day",
    "time": "start_date.time",
    "end year": "end_date.year",
    "end month": "end_date.month",
    "end day": "end_date.day",
    "end time": "end_date.time",
    "display date": "display_date",
    "headline": "text.headline",
    "text": "text.text",
    "media": "media.url",
    "media credit": "media.credit",
    "media caption": "media.caption",
    "media thumbnail": "media.thumbnail",
    "media alt": "media.alt",
    "alt text": "media.alt",
    "type": "type",
    "group": "group",
    "background": "background",
}
"""The columns of TimelineJS's spreadsheet, and where each stands in its JSON."""


def is_version2(data: Any) -> bool:
    """Return whether JSON holds a timeline of TimelineJS 2."""
    inner = data.get("timeline") if isinstance(data, dict) else None
    return isinstance(inner, dict) and isinstance(inner.get("date"), list | dict)


def from_version2(data: dict[str, Any]) -> dict[str, Any]:
    """Return a timeline of TimelineJS 2 in the form of TimelineJS 3. Fields that have no place
    there stay beside it.
    """
    beside = {name: value for name, value in data.items() if name != "timeline"}
    inner = dict(data["timeline"])
    title = {
        "text": {"headline": inner.pop("headline", None), "text": inner.pop("text", None)},
        "media": _media(inner.pop("asset", None)),
    }
    dates, eras = inner.pop("date", None), inner.pop("era", None)
    inner.pop("type", None) if inner.get("type") == "default" else None
    return (
        beside
        | inner
        | {
            "title": title,
            "events": [_slide(each) for each in _objects(dates)],
            "eras": [_slide(each) for each in _objects(eras)],
            "not slides": [each for each in _listed(dates) if not isinstance(each, dict)],
        }
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _objects(value: Any) -> list[dict[str, Any]]:
    return [each for each in _listed(value) if isinstance(each, dict)]


def _media(asset: Any) -> Any:
    if not isinstance(asset, dict):
        return asset
    return {"url" if name == "media" else name: value for name, value in asset.items()}


def _slide(event: dict[str, Any]) -> dict[str, Any]:
    rest = dict(event)
    slide: dict[str, Any] = {
        "text": {"headline": rest.pop("headline", None), "text": rest.pop("text", None)},
        "media": _media(rest.pop("asset", None)),
    }
    for old, new in (("startDate", "start_date"), ("endDate", "end_date")):
        date = date_of(rest.get(old))
        if date:
            slide[new] = date
            rest.pop(old)
    if isinstance(rest.get("tag"), str) and rest["tag"]:
        slide["group"] = rest.pop("tag")
    return slide | rest


def date_of(written: Any) -> dict[str, int]:
    """Return a date of TimelineJS 2, "1948,3,14" or "3/14/1948", as the parts that version 3 has;
    empty where it is none.

    >>> date_of("1948,3,14"), date_of("3/14/1948"), date_of(1948)
    ({'year': 1948, 'month': 3, 'day': 14}, {'year': 1948, 'month': 3, 'day': 14}, {'year': 1948})
    """
    text = str(written).strip() if isinstance(written, str | int) else ""
    if re.fullmatch(r"-?\d{1,9}(?:,\d{1,2}){0,4}", text, re.A):
        parts = [int(part) for part in text.split(",")]
    elif re.fullmatch(r"\d{4}(?:-\d\d){1,2}", text, re.A):
        parts = [int(part) for part in text.split("-")]
    elif american := re.fullmatch(r"(\d{1,2})/(?:(\d{1,2})/)?(\d{4})", text, re.A):
        month, day, year = american.groups()
        parts = [int(part) for part in (year, month, day) if part]
    else:
        return {}
    return dict(zip(("year", "month", "day", "hour", "minute"), parts, strict=False))


def is_sheet(names: list[str]) -> bool:
    """Return whether a table has the columns of TimelineJS's spreadsheet."""
    plain = {comparable(name) for name in names}
    return "year" in plain and "headline" in plain


def from_sheet(rows: list[tuple[int, dict[str, str]]]) -> dict[str, Any]:
    """Return the rows of TimelineJS's spreadsheet as its JSON. Other columns keep their names."""
    whole: dict[str, Any] = {"events": [], "eras": []}
    for _, cells in rows:
        slide: dict[str, Any] = {}
        for name, cell in cells.items():
            place = _SHEET.get(comparable(name), name)
            if place.endswith(".time"):
                clock = re.match(r"(\d{1,2}):(\d\d)", cell)
                into = slide.setdefault(place.removesuffix(".time"), {})
                into |= (
                    {"hour": int(clock[1]), "minute": int(clock[2])} if clock else {"time": cell}
                )
            elif "." in place and place in _SHEET.values():
                outer, _, inner = place.partition(".")
                slide.setdefault(outer, {})[inner] = cell
            else:
                slide[place] = cell
        kind = comparable(str(slide.get("type", "")))
        if kind in ("title", "era"):
            del slide["type"]
        if kind == "title" and "title" not in whole:
            whole["title"] = slide
        else:
            whole["eras" if kind == "era" else "events"].append(slide)
    return whole
