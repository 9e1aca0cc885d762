"""What is wrong in a brief that no single field shows: unknown names, ids that lead nowhere, texts
still to be written, and dates that contradict each other.
"""

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from foldline.dates.day import Span
from foldline.dates.expression import edtf_of
from foldline.dates.rules import DateRules
from foldline.dates.when import When, out_of_order, read_when
from foldline.errors import WhenError
from foldline.sections import MODELS
from foldline.story.brief import (
    Brief,
    Claim,
    GivenWhen,
    Model,
    Revision,
    Source,
    Sourced,
    UnreadSection,
    holds_prose,
    whens_in,
)
from foldline.story.dated import whens_of
from foldline.story.later import OF_BRIEF
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
    known = _KnownSources(parsed.get("sources"))
    known_so_far: set[str] = set()
    claims: set[str] = set()
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
                missing = [n for n in model.model_fields if n not in raw]
                yield Problem(
                    (*path, name),
                    "unknown field, kept as it is"
                    + allowed_names(name, missing, model.model_fields),
                    remark=model is Brief or path[0] in OF_BRIEF,
                )
        if model is Source and isinstance(raw.get("id"), str):
            if raw["id"] in known_so_far:
                yield Problem(
                    (*path, "id"),
                    f"{shown(raw['id'])} is the id of another source too; each source has its own",
                )
            else:
                yield from known.problems_of_passages(raw["id"], path)
            known_so_far.add(raw["id"])
        # A source of an earlier version may be gone by now
        if issubclass(model, Sourced) and path[0] != "revisions":
            yield from known.problems_of_references(raw, path)
            if issubclass(model, Claim) and isinstance(raw.get("id"), str):
                if raw["id"] in claims:
                    yield Problem(
                        (*path, "id"),
                        f"{shown(raw['id'])} is the id of another claim too; each has its own, or "
                        "none",
                    )
                claims.add(raw["id"])


class _KnownSources:
    """The ids of a brief's sources and of their passages, as they stand in its file."""

    def __init__(self, sources: Any):
        self._passages: dict[str, list[str]] = {}
        for source in sources if isinstance(sources, list) else []:
            if isinstance(source, dict) and isinstance(source.get("id"), str):
                self._passages.setdefault(source["id"], []).extend(_ids(source.get("passages")))
        self._known = {name: set(passages) for name, passages in self._passages.items()}
        self._compared = tuple(self._passages)[:_NAMES_COMPARED]
        self._some = _some(list(self._passages))

    def problems_of_passages(self, source: str, path: Path) -> Iterator[Problem]:
        """Yield the passages of a source that have the id of another one."""
        known: set[str] = set()
        for name in self._passages[source]:
            if name in known:
                yield Problem(
                    (*path, "passages"),
                    f"{shown(name)} is the id of two passages; each has its own",
                )
            known.add(name)

    def problems_of_references(self, raw: dict[str, Any], path: Path) -> Iterator[Problem]:
        """Yield the ids, in `sources` and `proof`, that lead nowhere."""
        for at, name in enumerate(_list(raw.get("sources"))):
            if isinstance(name, str) and name not in self._known:
                yield self._no_source(name, (*path, "sources", at))
        for at, proof in enumerate(_list(raw.get("proof"))):
            name, passage = (
                (proof.get("source"), proof.get("passage"))
                if isinstance(proof, dict)
                else (None, None)
            )
            if not isinstance(name, str):
                continue
            if name not in self._known:
                yield self._no_source(name, (*path, "proof", at, "source"))
            elif isinstance(passage, str) and passage not in self._known[name]:
                passages = self._passages[name]
                near = nearest_name(passage, tuple(passages[:_NAMES_COMPARED]))
                yield Problem(
                    (*path, "proof", at, "passage"),
                    f"source {shown(name)} has no passage {shown(passage)}"
                    + (f'; did you mean "{near}"?' if near else f"; it has {_some(passages)}"),
                )

    def _no_source(self, name: str, path: Path) -> Problem:
        near = nearest_name(name, self._compared)
        allowed = f'; did you mean "{near}"?' if near else f"; the sources are {self._some}"
        return Problem(path, f"no source has the id {shown(name)}{allowed}")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _ids(items: Any) -> list[str]:
    """Return the ids of objects in a list."""
    return [
        item["id"]
        for item in _list(items)
        if isinstance(item, dict) and isinstance(item.get("id"), str)
    ]


def _some(names: list[str]) -> str:
    """Return the first of some names, in words."""
    return ", ".join(name[:60] for name in names[:_NAMES_SHOWN]) + (
        ", …" if len(names) > _NAMES_SHOWN else "" if names else "none"
    )


def unwritten_texts(value: Any, path: Path = ()) -> Iterator[Problem]:
    """Yield a problem for each text that its author has left as `foldline new` wrote it."""
    if isinstance(value, str) and value.startswith(UNWRITTEN):
        yield Problem(path, "is still to be written; write it, or take it out")
    elif isinstance(value, (dict, list)):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from unwritten_texts(inner, (*path, step))


def _alone(when_fields: GivenWhen, rules: DateRules) -> When:
    """Return a date that is read by itself."""
    try:
        return read_when(when_fields.display, when_fields.edtf, rules)
    except WhenError as reason:
        return When(when_fields.display, None, Span(), impossible=str(reason))


_FROM = {
    "above": "the line above",
    "below": "the line below",
    "heading": "the heading",
    "day_one": "the timeline's first day",
    "text": "what the entry says",
}


def _problems_of(
    when: When, path: Path, beginning: str, in_time: bool, brief: Brief
) -> Iterator[Problem]:
    """Yield what is wrong with one date. Only what can't be true is an error."""
    known = brief.last_day_known
    if when.impossible:
        yield Problem(path, f"{beginning}{when.impossible}")
    elif not when.read:
        yield Problem(
            path,
            f"is {shown(when.display)}, which can't be read as a date; it is shown as it stands"
            + (", beside the date before it" if in_time else "")
            + '; {"display": …, "edtf": …} would say what it means',
            remark=True,
        )
    elif when.span.doubt:
        yield Problem(path, f"{beginning}{when.span.doubt}", remark=True)
    elif when.earliest and when.earliest > known and not when.expected:
        change = "updated" if brief.updated else "published"
        yield Problem(
            path,
            f"{beginning}it begins on {when.earliest}, after the brief was {change} ({known}); "
            'what is still to come says so in its words, as in "expected June 2026"',
            remark=True,
        )
    elif when.inferred and when.inferred.source in _FROM:
        words = f", {shown(when.inferred.words)}" if when.inferred.words else ""
        yield Problem(
            path,
            f"is {shown(when.display)}, read as {edtf_of(when.span)} from "
            f"{_FROM[when.inferred.source]}{words}",
            remark=True,
        )


def problems_of_dates(brief: Brief) -> Iterator[Problem]:
    """Yield what is wrong with dates only in view of the rest of the brief: its publication, and
    the dates around them.
    """
    rules = brief.date_rules
    for at, section in enumerate(brief.sections):
        if isinstance(section, UnreadSection):
            continue
        whens: dict[Path, When] = {}
        together = iter(whens_of(section, brief))
        for path, when_fields in whens_in(section, ("sections", at)):
            beginning = f"is {shown(when_fields.display)}: " if when_fields.words_alone else ""
            in_time = bool(section.in_time) and path[2:3] == (section.in_time,)
            when = whens[path] = next(together) if in_time else _alone(when_fields, rules)
            yield from _problems_of(when, path, beginning, in_time, brief)
        dated = [path for path in whens if path[2] == section.in_time]
        for later, earlier in out_of_order([whens[path] for path in dated]):
            here, before = whens[dated[later]], whens[dated[earlier]]
            yield Problem(
                dated[later],
                f"is {shown(here.display)}, and stands after {shown(before.display)}, which is "
                "later; they are shown in the order of their dates",
                remark=True,
            )
