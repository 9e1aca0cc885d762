"""Bytes to a Brief, with problems that say line, column, path, value and what is allowed.

Nothing in a file stops `load`: it gives what can be read and lists all that can't, not only the
first. A section that can't be read (an unknown kind, a wrong field) becomes an UnreadSection, so
the sections around it are still shown.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from math import isfinite
from typing import Any, NoReturn, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from foldline.dates.when import When, misplaced, read_when, resolve
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
from foldline.story.limits import LIMITS, Limits
from foldline.story.positions import (
    Path,
    Positions,
    deeper_than,
    first_literal,
    more_values_than,
    positions_in,
)
from foldline.story.shape import beyond
from foldline.text.prose import why_plain
from foldline.text.unseen import shown_line
from foldline.text.wording import allowed_names, nearest_name, sentence_for, shown

LARGEST_BRIEF = LIMITS.bytes
"""Larger files are refused before they are parsed."""

DEEPEST_BRIEF = LIMITS.depth

UNWRITTEN = "To be written:"
"""How a text begins that `foldline new` puts where its author is to write one."""

MOST_PROBLEMS = 1_000
"""Of one file; of more, the first are told, and how many there are. Each costs a look through names
that are near.
"""

_PLAIN_NAME = re.compile(r"[^\s.:\[\]\"]{1,60}\Z")
"""What may stand behind a dot in a path."""

_NAMES_SHOWN, _NAMES_COMPARED = 20, 100
"""Of the sources, where one is named that isn't there."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a file (or, as a `remark`, worth knowing: it doesn't fail a
    check).
    """

    path: Path
    what: str
    line: int = 1
    column: int = 1
    remark: bool = False

    @property
    def path_text(self) -> str:
        """`sections[2].events[0].when`, `corrections[0]["a name of two words"]`; `brief` for the
        whole.
        """
        text = "".join(
            f".{step}" if isinstance(step, str) and _PLAIN_NAME.match(step) else f"[{shown(step)}]"
            for step in self.path
        )
        return text.removeprefix(".") or "brief"

    def sentence(self, file: str) -> str:
        """`file:line:column: path.in.brief: what is wrong, what is allowed`; one line, whatever the
        file holds.
        """
        return shown_line(f"{file}:{self.line}:{self.column}: {self.path_text}: {self.what}")


@dataclass(frozen=True)
class Loaded:
    """What came of a file: the brief (None where even its head can't be read), and every problem in
    it.
    """

    brief: Brief | None
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.remark)

    @property
    def hiding(self) -> tuple[Problem, ...]:
        """The problems that keep something of the story from being shown."""
        if self.brief is None:
            return self.errors
        unread = {
            at
            for at, section in enumerate(self.brief.sections)
            if isinstance(section, UnreadSection)
        }
        return tuple(
            p
            for p in self.errors
            if p.path[:1] == ("sections",) and len(p.path) > 1 and p.path[1] in unread
        )


def load(data: bytes | str, limits: Limits = LIMITS) -> Loaded:
    """Reads a brief. Never raises for anything that is in `data`."""
    try:
        text, halves = whole_characters(_decoded(data, limits))
        parsed, given_twice = _parsed(text, limits)
    except _Unreadable as reason:
        return Loaded(None, (reason.problem,))
    too_much = [Problem(path, what) for path, what in beyond(parsed, limits, len(text))]
    if isinstance(parsed, dict):
        brief, problems = _validated(parsed, too_much)
        problems += islice(_problems_across(parsed), MOST_PROBLEMS + 1)
        problems += _problems_of_dates(brief) if brief else []
        problems += islice(_unwritten(parsed), MOST_PROBLEMS + 1) if UNWRITTEN in text else ()
    else:
        brief, problems = None, [Problem((), f"is {shown(parsed)}; a brief is one object, {{…}}")]
    if not problems and not given_twice and not halves:
        return Loaded(brief)
    given, problems = len(problems), problems[:MOST_PROBLEMS]
    if given > MOST_PROBLEMS:
        problems.append(
            Problem((), f"has {given:,} problems; the first {MOST_PROBLEMS:,} are told")
        )
    where = positions_in(
        text
    )  # costs as much as all the rest, so only where there is something to place
    told = (
        [_placed(where, problem) for problem in problems]
        + [
            Problem(
                path,
                f"{shown(path[-1])} is given twice; the last one counts, so leave one out",
                *where.line_and_column(at),
            )
            for path, at in where.given_twice
        ]
        + [
            Problem(
                (),
                f"holds half a character, {half} without its other half; it is shown as \ufffd",
                *where.line_and_column(at),
            )
            for at, half in halves
        ]
    )
    return Loaded(brief, tuple(sorted(told, key=lambda p: (p.line, p.column, p.path_text))))


def placed(problems: Iterable[Problem], data: bytes | str) -> list[Problem]:
    """The problems with the lines and columns at which their paths stand in a file that `load` has
    read.
    """
    where = positions_in(whole_characters(_decoded(data, Limits(bytes=len(data) + 1)))[0])
    return [_placed(where, problem) for problem in problems]


def too_large(size: int, most: int = LARGEST_BRIEF) -> Problem:
    """What is wrong with a file of `size` bytes, more than `most`: it need not be read for that."""
    return Problem((), f"has {size / 1e6:.1f} MB; a brief has at most {most / 1e6:g} MB")


def dump(brief: Brief) -> str:
    """The brief as the text of its file: every field that was given, as it was given, unknown ones
    too.
    """
    return (
        json.dumps(brief.model_dump(mode="json", exclude_unset=True), ensure_ascii=False, indent=2)
        + "\n"
    )


class _Unreadable(Exception):
    def __init__(self, what: str, line: int = 1, column: int = 1):
        self.problem = Problem((), what, line, column)


def _decoded(data: bytes | str, limits: Limits) -> str:
    size = len(data)
    if size > limits.bytes:
        raise _Unreadable(too_large(size, limits.bytes).what)
    if isinstance(data, bytes):
        data = data.removeprefix(b"\xef\xbb\xbf")
        if data[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
            raise _Unreadable("is encoded as UTF-32; a brief is UTF-8 text, so save it as UTF-8")
        if (
            data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:2]
        ):  # with its mark, or by its first character
            raise _Unreadable("is encoded as UTF-16; a brief is UTF-8 text, so save it as UTF-8")
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            before = data[: error.start].decode("utf-8")
            raise _Unreadable(
                f"the byte 0x{data[error.start]:02X} is not UTF-8; a brief is UTF-8 text, so save "
                "it as UTF-8",
                *Positions(before).line_and_column(len(before)),
            ) from None
    else:
        text = data
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise _Unreadable('is empty; a brief is one object that begins {"foldline": 1, …')
    return text


# A pair of surrogates, or one alone, written as JSON escapes; other escapes are matched so as to be
# passed over.
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.|([\ud800-\udfff])",
    re.S,
)


def whole_characters(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The text with U+FFFD for every lone surrogate (JSON's grammar allows them, no encoding does),
    and each one's offset and escape."""
    halves = []

    def whole(match: re.Match[str]) -> str:
        if match[1]:
            halves.append((match.start(), match[1]))
            return r"\ufffd"
        if match[2]:
            halves.append((match.start(), f"\\u{ord(match[2]):04x}"))
            return "\ufffd"
        return match[0]

    return _ESCAPE.sub(whole, text), halves


def _parsed(text: str, limits: Limits) -> tuple[Any, bool]:
    """What the text holds, and whether some object in it has a key twice."""
    given_twice = False

    def as_dict(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal given_twice
        found = dict(pairs)
        given_twice = given_twice or len(found) < len(pairs)
        return found

    def refuse(constant: str, why: str = "is not a JSON number") -> NoReturn:
        raise _Unreadable(
            f"{constant[:60]} {why}; leave the field out instead",
            *Positions(text).line_and_column(first_literal(constant, text)),
        )

    def as_float(literal: str) -> float:
        number = float(literal)
        return number if isfinite(number) else refuse(literal, "is too large a number")

    if deeper_than(limits.depth, text):
        raise _Unreadable(f"is nested deeper than {limits.depth} levels; a brief has eight")
    if more_values_than(limits.values, text):
        raise _Unreadable(
            f"holds more than {limits.values:,} values; a brief has at most that many"
        )
    try:
        return json.loads(
            text, parse_constant=refuse, parse_float=as_float, object_pairs_hook=as_dict
        ), given_twice
    except json.JSONDecodeError as error:
        at, reason = (
            error.pos,
            re.sub(r"( starting)? at$|: ?$", "", error.msg[0].lower() + error.msg[1:]),
        )
        if comma := re.compile(r",\s*+[}\]]").match(text, len(text[:at].rstrip(" \t\r\n,"))):
            at, reason = (
                comma.start(),
                "a comma before the end",
            )  # Pythons differ in place and words
        raise _Unreadable(
            f"is not JSON from here on: {reason}", *Positions(text).line_and_column(at)
        ) from None
    except ValueError as error:  # an integer of thousands of digits
        raise _Unreadable(
            f"holds a number that can't be read: {str(error).partition(';')[0].lower()}"
        ) from None


def _validated(
    parsed: dict[str, Any], too_much: list[Problem]
) -> tuple[Brief | None, list[Problem]]:
    """The brief, with an UnreadSection for each that can't be read or is over its limits, and what
    is wrong with it.
    """
    problems, over = list(too_much), set()
    for problem in too_much:
        at = (
            problem.path[1] if problem.path[:1] == ("sections",) and len(problem.path) > 1 else None
        )
        if not isinstance(at, int):  # also where "sections" is no list
            return None, too_much
        over.add(at)
    # models look at every value: they get to see nothing that is too much, and null in its place
    # tells on itself
    offered = (
        parsed
        | {"sections": [None if at in over else s for at, s in enumerate(parsed["sections"])]}
        if over
        else parsed
    )
    try:
        return Brief.model_validate(offered), problems
    except ValidationError as error:
        problems += [
            _as_problem(detail)
            for detail in error.errors(include_url=False)
            if not (
                detail["loc"][:1] == ("sections",)
                and len(detail["loc"]) == 2
                and detail["loc"][1] in over
            )
        ]
    unread: dict[Path, set[int]] = {}
    for problem in problems:
        if (holder := _holder_of_section(problem.path)) is None:
            return None, problems
        place = problem.path[len(holder) + 1]
        assert isinstance(place, int)  # models look at sections in a list only
        unread.setdefault(holder, set()).add(place)
    brief = Brief.model_validate(
        _readable(parsed, unread.get((), set()))
        | (
            {
                "revisions": [
                    _readable(raw, unread.get(("revisions", at), set()))
                    for at, raw in enumerate(parsed["revisions"])
                ]
            }
            if "revisions" in parsed
            else {}
        )
    )
    for holder, places in unread.items():
        raw, part = (
            (parsed["revisions"][holder[1]], brief.revisions[int(holder[1])])
            if holder
            else (parsed, brief)
        )
        for at in sorted(places):
            part.sections.insert(at, _unread(raw["sections"][at]))
    return brief, problems


def _holder_of_section(path: Path) -> Path | None:
    """The path to what holds the section that a path leads into: (), the brief, or an earlier
    version of it. None for a path that leads into no section."""
    holder = path[:2] if path[:1] == ("revisions",) else ()
    return (
        holder
        if path[len(holder) : len(holder) + 1] == ("sections",) and len(path) > len(holder) + 1
        else None
    )


def _readable(raw: dict[str, Any], unread: set[int]) -> dict[str, Any]:
    return raw | {
        "sections": [section for at, section in enumerate(raw["sections"]) if at not in unread]
    }


def _unread(raw: Any) -> UnreadSection:
    kind = raw.get("kind") if isinstance(raw, dict) else None
    return UnreadSection.model_construct(
        kind=kind if isinstance(kind, str) else "unread",
        heading=None,
        note=None,
        sources=[],
        raw=raw,
    )


def _as_problem(detail: ErrorDetails) -> Problem:
    path = detail["loc"]
    holder = _holder_of_section(path)
    if (
        holder is not None and len(path) > len(holder) + 2
    ):  # pydantic puts the kind into the path, the file doesn't have it
        path = (*path[: len(holder) + 2], *path[len(holder) + 3 :])
    if detail["type"].startswith("union_tag"):
        path = (*path, "kind")
    return Problem(path, sentence_for(detail))


def _placed(where: Positions, problem: Problem) -> Problem:
    at_key = problem.path in where.keys and problem.what.startswith("unknown field")
    line, column = where.of(problem.path, key=at_key)
    return replace(problem, line=line, column=column)


def _parts(
    raw: Any, model: type[Model], path: Path = ()
) -> Iterator[tuple[Path, type[Model], dict[str, Any]]]:
    """Every object in the raw data that some model describes: its path, that model, and the object."""
    if not isinstance(raw, dict):
        return
    yield path, model, raw
    for name, field in model.model_fields.items():
        value = raw.get(name)
        if name == "sections" and model in (Brief, Revision):
            for at, section in enumerate(value if isinstance(value, list) else []):
                kind = section.get("kind") if isinstance(section, dict) else None
                if isinstance(kind, str) and kind in MODELS:
                    yield from _parts(section, MODELS[kind], (*path, name, at))
        elif inner := _model_of(field.annotation):
            items: Iterable[tuple[int | None, Any]] = (
                enumerate(value) if isinstance(value, list) else ((None, value),)
            )
            for place, item in items:
                yield from _parts(
                    item, inner, (*path, name) if place is None else (*path, name, place)
                )


def _model_of(annotation: Any) -> type[Model] | None:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    return next(
        (found for argument in get_args(annotation) if (found := _model_of(argument))), None
    )


def _problems_across(parsed: dict[str, Any]) -> Iterator[Problem]:
    """What no single field can tell: unknown names, and ids that point nowhere or to two places."""
    given = parsed.get("sources")
    ids = [
        s["id"]
        for s in (given if isinstance(given, list) else [])
        if isinstance(s, dict) and isinstance(s.get("id"), str)
    ]
    known_ids, compared = set(ids), tuple(ids[:_NAMES_COMPARED])
    some = ", ".join(name[:60] for name in ids[:_NAMES_SHOWN]) + (
        ", …" if len(ids) > _NAMES_SHOWN else ""
    )
    seen: set[str] = set()
    for path, model, raw in _parts(parsed, Brief):
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
        for name in raw:
            if name not in model.model_fields and not (model is Brief and name == "$schema"):
                known = [n for n in model.model_fields if n not in raw]
                yield Problem(
                    (*path, name),
                    "unknown field, kept as it is" + allowed_names(name, known, model.model_fields),
                    remark=model is Brief,
                )
        if model is Source and isinstance(raw.get("id"), str):
            if raw["id"] in seen:
                yield Problem(
                    (*path, "id"),
                    f"{shown(raw['id'])} is the id of another source too; each source has its own",
                )
            seen.add(raw["id"])
        if (
            issubclass(model, Claim) and path[0] != "revisions"
        ):  # a source of an earlier version may be gone by now
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


def _unwritten(value: Any, path: Path = ()) -> Iterator[Problem]:
    """The texts that their author has left as `foldline new` wrote them."""
    if isinstance(value, str) and value.startswith(UNWRITTEN):
        yield Problem(path, "is still to be written; write it, or take it out")
    elif isinstance(value, (dict, list)):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _unwritten(inner, (*path, step))


def _problems_of_dates(brief: Brief) -> Iterator[Problem]:
    """What a date can be told wrong by only with the rest of the brief: its publication, and the
    dates around it.
    """
    rules, known = brief.date_rules, brief.last_day_known
    for at, section in enumerate(brief.sections):
        if isinstance(section, UnreadSection):
            continue
        whens: dict[Path, When] = {}
        for path, given in whens_in(section, ("sections", at)):
            told = f"is {shown(given.display)}: " if given.words_alone else ""
            try:
                when = whens[path] = read_when(given.display, given.edtf, rules)
            except WhenError as reason:
                whens[path] = resolve(given.display, given.edtf, rules)
                yield Problem(path, f"{told}{reason}")
                continue
            if not when.read:
                yield Problem(
                    path,
                    f"is {shown(given.display)}, which can't be read as a date; it is shown as it "
                    "stands"
                    + (", beside the date before it" if section.in_time in path else "")
                    + '; {"display": …, "edtf": …} would say what it means',
                    remark=True,
                )
            elif when.earliest and when.earliest > known and not when.expected:
                change = "updated" if brief.updated else "published"
                yield Problem(
                    path,
                    f"{told}it begins on {when.earliest}, after the brief was {change} ({known}); "
                    'what is still to come says so in its words, as in "expected June 2026"',
                )
        dated = [path for path in whens if path[2] == section.in_time]
        for later, earlier in misplaced([whens[path] for path in dated]):
            here, before = whens[dated[later]], whens[dated[earlier]]
            yield Problem(
                dated[later],
                f"is {shown(here.display)}, and stands after {shown(before.display)}, which is "
                "later; "
                "they are shown in the order of their dates",
                remark=True,
            )
