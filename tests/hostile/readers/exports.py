"""Briefs that take long to export, and timelines to merge."""

from collections.abc import Callable
from typing import Any

from foldline.formats import WRITABLE as EXPORTS
from foldline.formats.calendar import timeline_to_ics
from foldline.formats.csv import timeline_to_csv
from foldline.formats.timelinejs import timeline_to_timelinejs
from foldline.timelines import merging
from tests.hostile.readers import FIELD, case, day, impact, made, many, points, timeline, word

for _name, _export in EXPORTS.items():
    case(
        f"export to {_name}, sections and sources",
        _export.write,
        400,
        lambda size: made(
            *many(size, lambda at: points([f"Rain {at}"])),
            sources=many(size, lambda at: {"id": f"s{at}", "name": f"The *{word(at)}* Herald"}),
        ),
    )
    case(
        f"export to {_name}, events",
        _export.write,
        2_000,
        lambda size: made(
            timeline(many(size, lambda at: {"when": day(at), "text": f"Rain *{at}*"}))
        ),
    )
case(
    "export to markdown, figures of one impact",
    EXPORTS["markdown"].write,
    8_000,
    lambda size: made(impact(text="1" * 5 * size, figures=["1" * 8 + "%"] * size)),
)
for _name, _write in (
    ("csv", timeline_to_csv),
    ("timelinejs", timeline_to_timelinejs),
    ("ics", lambda timeline, brief: timeline_to_ics(timeline, brief, "a")),
):
    case(
        f"export to {_name}, events",
        lambda brief, write=_write: write(brief.sections[0], brief),
        3_000,
        lambda size: made(timeline(many(size, lambda at: {"when": day(at), "text": f"Rain {at}"}))),
    )
    case(
        f"export to {_name}, one long event",
        lambda brief, write=_write: write(brief.sections[0], brief),
        FIELD // 8,
        lambda size: made(timeline([{"when": "2026", "text": "é;, \n" * size}])),
    )


def _two_briefs(
    event: Callable[[int, int], dict[str, Any]],
) -> Callable[[int], list[merging.BriefEvents]]:
    """Of so many events, each made of the brief's number and its own."""
    return lambda size: [
        merging.events_of_brief(
            made(timeline(many(size, lambda at, of=of: event(of, at)))), f"brief-{of}"
        )
        for of in range(2)
    ]


def _on_a_day(text: str) -> dict[str, Any]:
    return {"when": "2026-05-05", "text": text}


case(
    "merging, events of one day that differ",
    merging.merge_timelines,
    4_000,
    _two_briefs(lambda of, at: _on_a_day(f"Rain {word(2 * at + of)} fell here")),
)
case(
    "merging, events of one day that are nearly the same",
    merging.merge_timelines,
    4_000,
    _two_briefs(
        lambda of, at: _on_a_day(f"Rain {word(at)} {word(at + 7)} fell {'here' if of else 'there'}")
    ),
)
case(
    "merging, events of one day in the same words",
    merging.merge_timelines,
    4_000,
    _two_briefs(lambda of, at: _on_a_day("Rain fell " + ("here" if of else "upon hens"))),
)
case(
    "merging, sources of one id",
    merging.merge_timelines,
    1_000,
    lambda size: many(
        size,
        lambda at: merging.BriefEvents(
            f"b{at}",
            f"Brief {at}",
            "2026-05-05",
            "en",
            "",
            [
                {
                    "when": {"display": "2026", "edtf": "2026"},
                    "text": f"a {word(at)}",
                    "sources": ["s"],
                }
            ],
            [{"id": "s", "name": f"S {at}"}],
        ),
    ),
)
case(
    "merging, events that cite one of many sources",
    merging.merge_timelines,
    2_000,
    lambda size: [
        merging.events_of_brief(
            made(
                timeline(
                    many(size, lambda at: {"when": day(at), "text": "a", "sources": [f"s{at}"]})
                ),
                sources=many(size, lambda at: {"id": f"s{at}", "name": f"S {at}"}),
            ),
            "a",
        )
    ],
)
