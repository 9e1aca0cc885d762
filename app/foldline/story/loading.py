"""Bytes to a Brief, with problems that say line, column, path, value and what is allowed.

Nothing in a file stops `load`: it returns what can be read and lists all that can't, not only the
first. A section that can't be read (an unknown kind, a wrong field) becomes an UnreadSection, so
the sections around it are still shown.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from foldline.story.brief import Brief, UnreadSection
from foldline.story.checks import UNWRITTEN, problems_across, problems_of_dates, unwritten_texts
from foldline.story.later import OF_BRIEF, later_field, without_fields
from foldline.story.limits import LIMITS, Limits
from foldline.story.parsing import Unreadable, decode_brief, parse_json, whole_characters
from foldline.story.positions import Path, Positions, positions_in
from foldline.story.problems import LARGEST_BRIEF, Problem, too_large
from foldline.story.shape import find_oversized
from foldline.text.wording import sentence_for, shown

__all__ = [
    "LARGEST_BRIEF",
    "MOST_PROBLEMS",
    "UNWRITTEN",
    "Loaded",
    "Problem",
    "dump",
    "load",
    "placed",
    "too_large",
]

MOST_PROBLEMS = 1_000
"""Of one file; of more, the first are listed, and how many there are. Each costs a look through
names that are near.
"""


@dataclass(frozen=True)
class Loaded:
    """What came of a file: the brief (None where not even its head can be read), and every problem
    in it.
    """

    brief: Brief | None
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that fail a check: all but remarks."""
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
    """Read a brief. Return what can be read of it, with every problem; never raise, whatever is in
    `data`.

    >>> found = load(b'{"foldline": 1}')
    >>> found.brief is None, found.problems[0].sentence("a.json")
    (True, 'a.json:1:1: dek: is missing; "dek" must be given')
    """
    try:
        text, halves = whole_characters(decode_brief(data, limits))
        parsed, has_duplicate_keys = parse_json(text, limits)
    except Unreadable as reason:
        return Loaded(None, (reason.problem,))
    too_much = [Problem(path, what) for path, what in find_oversized(parsed, limits, len(text))]
    if isinstance(parsed, dict):
        brief, problems = _validated(parsed, too_much)
        problems += islice(problems_across(parsed), MOST_PROBLEMS + 1)
        problems += problems_of_dates(brief) if brief else []
        problems += islice(unwritten_texts(parsed), MOST_PROBLEMS + 1) if UNWRITTEN in text else ()
    else:
        brief, problems = None, [Problem((), f"is {shown(parsed)}; a brief is one object, {{…}}")]
    if not problems and not has_duplicate_keys and not halves:
        return Loaded(brief)
    number, problems = len(problems), problems[:MOST_PROBLEMS]
    if number > MOST_PROBLEMS:
        problems.append(
            Problem((), f"has {number:,} problems; the first {MOST_PROBLEMS:,} are told")
        )
    # Costs as much as all the rest, so only where there is something to place
    where = positions_in(text)
    listed = (
        [_placed(where, problem) for problem in problems]
        + [
            Problem(
                path,
                f"{shown(path[-1])} is given twice; the last one counts, so leave one out",
                *where.line_and_column(at),
            )
            for path, at in where.duplicate_keys
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
    return Loaded(brief, tuple(sorted(listed, key=lambda p: (p.line, p.column, p.path_text))))


def placed(problems: Iterable[Problem], data: bytes | str) -> list[Problem]:
    """Return the problems with the lines and columns of their paths in a file that `load` has
    read.
    """
    where = positions_in(whole_characters(decode_brief(data, Limits(bytes=len(data) + 1)))[0])
    return [_placed(where, problem) for problem in problems]


def dump(brief: Brief) -> str:
    """Return the brief as the text of its file: every field that was in the file, unchanged,
    unknown ones too.
    """
    return (
        json.dumps(brief.model_dump(mode="json", exclude_unset=True), ensure_ascii=False, indent=2)
        + "\n"
    )


def _validated(
    parsed: dict[str, Any], too_much: list[Problem]
) -> tuple[Brief | None, list[Problem]]:
    """Return the brief, with an UnreadSection for each section that can't be read or is over its
    limits, and what is wrong with it.
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
    # is reported by the model
    offered = (
        parsed
        | {"sections": [None if at in over else s for at, s in enumerate(parsed["sections"])]}
        if over
        else parsed
    )
    aside: set[Path] = set()
    while True:
        try:
            brief = Brief.model_validate(without_fields(offered, aside))
        except ValidationError as error:
            found = [
                _as_problem(detail)
                for detail in error.errors(include_url=False)
                if not (
                    detail["loc"][:1] == ("sections",)
                    and len(detail["loc"]) == 2
                    and detail["loc"][1] in over
                )
            ]
        else:
            _put_back(brief, parsed, aside)
            return brief, problems
        wrong = {field for each in found if (field := later_field(each.path))} - aside
        problems += [_not_shown(each) for each in found if later_field(each.path) in wrong]
        if not wrong:
            break
        aside |= wrong
    problems += found
    unread: dict[Path, set[int]] = {}
    for problem in (*too_much, *found):
        if (holder := _holder_of_section(problem.path)) is None:
            return None, problems
        place = problem.path[len(holder) + 1]
        assert isinstance(place, int)  # models look at sections in a list only
        unread.setdefault(holder, set()).add(place)
    known = without_fields(parsed, aside)
    brief = Brief.model_validate(
        _readable(known, unread.get((), set()))
        | (
            {
                "revisions": [
                    _readable(raw, unread.get(("revisions", at), set()))
                    for at, raw in enumerate(known["revisions"])
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
    _put_back(brief, parsed, aside)
    return brief, problems


def _put_back(brief: Brief, parsed: dict[str, Any], aside: Iterable[Path]) -> None:
    """Keep fields that could not be read where they stood, as unknown fields are kept."""
    for path in aside:
        part: Any = brief
        raw: Any = parsed
        for step in path[:-1]:
            part = getattr(part, step) if isinstance(step, str) else part[step]
            raw = raw[step]
            if isinstance(part, UnreadSection):  # which is kept whole
                break
        else:
            part.__pydantic_extra__[path[-1]] = raw[path[-1]]


def _not_shown(problem: Problem) -> Problem:
    """Return the problem of a field without which its brief is shown."""
    what = f"{problem.what}; the field is kept, and not shown"
    return replace(problem, what=what, remark=problem.path[0] in OF_BRIEF)


def _holder_of_section(path: Path) -> Path | None:
    """Return the path to what holds the section that a path leads into: (), the brief, or an
    earlier version of it. None for a path that leads into no section.
    """
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
    # Pydantic puts the kind into the path, the file doesn't have it
    if holder is not None and len(path) > len(holder) + 2:
        path = (*path[: len(holder) + 2], *path[len(holder) + 3 :])
    if detail["type"].startswith("union_tag"):
        path = (*path, "kind")
    return Problem(path, sentence_for(detail))


def _placed(where: Positions, problem: Problem) -> Problem:
    at_key = problem.path in where.keys and problem.what.startswith("unknown field")
    line, column = where.of(problem.path, key=at_key)
    return replace(problem, line=line, column=column)
