"""What is wrong in a brief that no single field shows: unknown names, ids that lead nowhere, texts
still to be written, and dates that contradict each other.
"""

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from foldline.dates.when import When, out_of_order, read_when, resolve
from foldline.errors import WhenError
from foldline.sections import MODELS
from foldline.story.brief import (
    Brief,
    Claim,
    Model,
    Revision,
    Source,
    UnreadSection,
    holds_prose,
    whens_in,
)
from foldline.story.positions import Path
from foldline.story.problems import Problem
from foldline.text.cost import why_plain
from foldline.text.left_out import left_out
from foldline.text.wording import allowed_names, nearest_name, shown

UNWRITTEN = "To be written:"
"""How a text begins that `foldline new` puts where its author is to write one."""

_NAMES_SHOWN, _NAMES_COMPARED = 20, 100
"""Of the sources, where one is named that isn't there."""


def _described_objects(
    raw: Any, model: type[Model], path: Path = ()
) -> Iterator[tuple[Path, type[Model], dict[str, Any]]]:
    """Yield every object in the raw data that some model describes: its path, that model, and the
    object.
    """
    if not isinstance(raw, dict):
        return
    yield path, model, raw
    for name, field in model.model_fields.items():
        value = raw.get(name)
        if name == "sections" and model in (Brief, Revision):
            for at, section in enumerate(value if isinstance(value, list) else []):
                kind = section.get("kind") if isinstance(section, dict) else None
                if isinstance(kind, str) and kind in MODELS:
                    yield from _described_objects(section, MODELS[kind], (*path, name, at))
        elif inner := _model_of(field.annotation):
            items: Iterable[tuple[int | None, Any]] = (
                enumerate(value) if isinstance(value, list) else ((None, value),)
            )
            for place, item in items:
                yield from _described_objects(
                    item, inner, (*path, name) if place is None else (*path, name, place)
                )


def _model_of(annotation: Any) -> type[Model] | None:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    return next(
        (found for argument in get_args(annotation) if (found := _model_of(argument))), None
    )


def problems_across(parsed: dict[str, Any]) -> Iterator[Problem]:
    """Yield what no single field shows: unknown names, and ids that lead nowhere or to two
    places.
    """
    sources = parsed.get("sources")
    ids = [
        s["id"]
        for s in (sources if isinstance(sources, list) else [])
        if isinstance(s, dict) and isinstance(s.get("id"), str)
    ]
    known_ids, compared = set(ids), tuple(ids[:_NAMES_COMPARED])
    some = ", ".join(name[:60] for name in ids[:_NAMES_SHOWN]) + (
        ", …" if len(ids) > _NAMES_SHOWN else ""
    )
    known_so_far: set[str] = set()
    for path, model, raw in _described_objects(parsed, Brief):
        for name, field in model.model_fields.items():
            if (
                holds_prose(field)
                and isinstance(raw.get(name), str)
                and (why := why_plain(raw[name]))
            ):
                yield Problem(
                    (*path, name),
                    f"{why}; it is shown as plain text, its Markdown unread",
                    remark=True,
                )
            if holds_prose(field) and isinstance(raw.get(name), str):
                for what in left_out(raw[name]):
                    yield Problem((*path, name), what, remark=True)
        for name in raw:
            if name not in model.model_fields and not (model is Brief and name == "$schema"):
                known = [n for n in model.model_fields if n not in raw]
                yield Problem(
                    (*path, name),
                    "unknown field, kept as it is" + allowed_names(name, known, model.model_fields),
                    remark=model is Brief,
                )
        if model is Source and isinstance(raw.get("id"), str):
            if raw["id"] in known_so_far:
                yield Problem(
                    (*path, "id"),
                    f"{shown(raw['id'])} is the id of another source too; each source has its own",
                )
            known_so_far.add(raw["id"])
        # A source of an earlier version may be gone by now
        if issubclass(model, Claim) and path[0] != "revisions":
            for at, name in enumerate(
                raw["sources"] if isinstance(raw.get("sources"), list) else []
            ):
                if isinstance(name, str) and name not in known_ids:
                    near = nearest_name(name, compared)
                    allowed = (
                        f'; did you mean "{near}"?'
                        if near
                        else f"; the sources are {some or 'none'}"
                    )
                    yield Problem(
                        (*path, "sources", at), f"no source has the id {shown(name)}{allowed}"
                    )


def unwritten_texts(value: Any, path: Path = ()) -> Iterator[Problem]:
    """Yield a problem for each text that its author has left as `foldline new` wrote it."""
    if isinstance(value, str) and value.startswith(UNWRITTEN):
        yield Problem(path, "is still to be written; write it, or take it out")
    elif isinstance(value, (dict, list)):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from unwritten_texts(inner, (*path, step))


def problems_of_dates(brief: Brief) -> Iterator[Problem]:
    """Yield what is wrong with dates only in view of the rest of the brief: its publication, and
    the dates around them.
    """
    rules, known = brief.date_rules, brief.last_day_known
    for at, section in enumerate(brief.sections):
        if isinstance(section, UnreadSection):
            continue
        whens: dict[Path, When] = {}
        for path, when_fields in whens_in(section, ("sections", at)):
            beginning = f"is {shown(when_fields.display)}: " if when_fields.words_alone else ""
            try:
                when = whens[path] = read_when(when_fields.display, when_fields.edtf, rules)
            except WhenError as reason:
                whens[path] = resolve(when_fields.display, when_fields.edtf, rules)
                yield Problem(path, f"{beginning}{reason}")
                continue
            if not when.read:
                yield Problem(
                    path,
                    f"is {shown(when_fields.display)}, which can't be read as a date; it is shown "
                    f"as it "
                    "stands"
                    + (", beside the date before it" if section.in_time in path else "")
                    + '; {"display": …, "edtf": …} would say what it means',
                    remark=True,
                )
            elif when.earliest and when.earliest > known and not when.expected:
                change = "updated" if brief.updated else "published"
                yield Problem(
                    path,
                    f"{beginning}it begins on {when.earliest}, after the brief was {change} "
                    f"({known}); "
                    'what is still to come says so in its words, as in "expected June 2026"',
                )
        dated = [path for path in whens if path[2] == section.in_time]
        for later, earlier in out_of_order([whens[path] for path in dated]):
            here, before = whens[dated[later]], whens[dated[earlier]]
            yield Problem(
                dated[later],
                f"is {shown(here.display)}, and stands after {shown(before.display)}, which is "
                "later; they are shown in the order of their dates",
                remark=True,
            )
